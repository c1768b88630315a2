"""What became of an event, in figures; nobody is named in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cogs.events.domain.survey import SurveyResult


@dataclass(frozen=True, slots=True)
class Outcome:
    """An occurrence in figures.

    ``rsvps`` said that they go, ``came`` did (of whom ``expected`` had said so),
    ``first_timers`` for the first time to any event of the server. ``mean_s`` is how many
    seconds those stayed whose stay was measured, ``peak`` how many were there at once; both
    None where Discord could not see who was there. ``messages`` and ``questions`` were written
    in the event's channel and thread meanwhile.
    """

    rsvps: int
    came: int
    expected: int
    first_timers: int
    mean_s: float | None
    peak: int | None
    messages: int
    questions: int
    survey: SurveyResult = field(default_factory=SurveyResult)

    @property
    def show_up(self) -> float | None:
        """The share of those who said that they go and came; None where nobody said so."""
        return self.expected / self.rsvps if self.rsvps else None

    @property
    def no_shows(self) -> int:
        """How many said that they go and did not come. Who they are is nobody's business."""
        return self.rsvps - self.expected


def outcome_of(
    *,
    going: Collection[int],
    came: Mapping[int, int | None],
    known: Collection[int],
    stays: Iterable[tuple[datetime, datetime]],
    messages: int,
    questions: int,
    survey: SurveyResult,
) -> Outcome:
    """Compute an occurrence's figures.

    ``came`` has the seconds of each who came, None of who checked in without being seen;
    ``known`` are those of them who came to an earlier event; ``stays`` are the stretches that
    members who came were there, from and to.
    """
    seconds = [stayed for stayed in came.values() if stayed is not None]
    return Outcome(
        rsvps=len(set(going)),
        came=len(came),
        expected=len(set(going) & came.keys()),
        first_timers=len(came.keys() - set(known)),
        mean_s=sum(seconds) / len(seconds) if seconds else None,
        peak=peak_of(stays) if seconds else None,
        messages=messages,
        questions=questions,
        survey=survey,
    )


def peak_of(stays: Iterable[tuple[datetime, datetime]]) -> int:
    """Return how many were there at once, at most; who leaves as another comes was not."""
    changes = sorted(
        change for start, end in stays if start < end for change in ((start, 1), (end, -1))
    )
    most = now = 0
    for _, change in changes:
        now += change
        most = max(most, now)
    return most
