"""Which scores count as positive or negative, and how they add up to the figures of a window."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

# The thresholds that VADER's authors recommend ("About the Scoring" in its documentation).
POSITIVE_FROM: Final = 0.05
NEGATIVE_TO: Final = -0.05


class Label(StrEnum):
    """What a scored message counts as."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


# The score of what people say a message is: no stronger than its label needs.
LEAST: Final = {
    Label.POSITIVE: POSITIVE_FROM,
    Label.NEUTRAL: 0.0,
    Label.NEGATIVE: NEGATIVE_TO,
}


def label(compound: float) -> Label:
    """Return the label of a compound score in [-1, 1]; both thresholds belong to their label."""
    if compound >= POSITIVE_FROM:
        return Label.POSITIVE
    if compound <= NEGATIVE_TO:
        return Label.NEGATIVE
    return Label.NEUTRAL


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of messages in some window, channel or topic, and the figures from them.

    ``messages`` counts all of them, scored or not. A figure whose denominator is zero is None.
    Tallies add up, in any order.

    Raises ``ValueError`` where a count is negative or more messages are scored than there are.
    """

    positive: int = 0
    neutral: int = 0
    negative: int = 0
    messages: int = 0

    def __post_init__(self) -> None:
        if min(self.positive, self.neutral, self.negative) < 0 or self.scored > self.messages:
            raise ValueError(
                f"{self.messages} messages cannot be {self.positive} positive, "
                f"{self.neutral} neutral and {self.negative} negative: "
                "give counts from 0 that add up to the messages at most"
            )

    @classmethod
    def of(cls, compound: float | None) -> Tally:
        """Return the tally of one message; ``compound`` is None where it was not scored."""
        if compound is None:
            return cls(messages=1)
        match label(compound):
            case Label.POSITIVE:
                return cls(positive=1, messages=1)
            case Label.NEGATIVE:
                return cls(negative=1, messages=1)
            case Label.NEUTRAL:
                return cls(neutral=1, messages=1)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            positive=self.positive + other.positive,
            neutral=self.neutral + other.neutral,
            negative=self.negative + other.negative,
            messages=self.messages + other.messages,
        )

    @property
    def scored(self) -> int:
        """How many messages have a score."""
        return self.positive + self.neutral + self.negative

    @property
    def ratio(self) -> float | None:
        """Positive messages for each negative one."""
        return self.positive / self.negative if self.negative else None

    @property
    def net(self) -> float | None:
        """(positive - negative) / scored, in [-1, 1]."""
        return (self.positive - self.negative) / self.scored if self.scored else None

    @property
    def coverage(self) -> float | None:
        """Scored / all messages, in [0, 1]; shown beside every other figure."""
        return self.scored / self.messages if self.messages else None
