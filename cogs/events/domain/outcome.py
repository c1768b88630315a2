"""What became of an event, in figures; nobody is named in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

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
    peak: int | None,
    messages: int,
    questions: int,
    survey: SurveyResult,
) -> Outcome:
    """Compute an occurrence's figures.

    ``came`` has the seconds of each who attended, None of who checked in without being seen;
    ``known`` are those who came to an earlier event.
    """
    seconds = [stayed for stayed in came.values() if stayed is not None]
    return Outcome(
        rsvps=len(set(going)),
        came=len(came),
        expected=len(set(going) & came.keys()),
        first_timers=len(came.keys() - set(known)),
        mean_s=sum(seconds) / len(seconds) if seconds else None,
        peak=peak,
        messages=messages,
        questions=questions,
        survey=survey,
    )
