"""Event participation of a window, in figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cogs.events.domain.survey import LEAST_ANSWERS

# One time that an event took place: (event, number).
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class EventFigures:
    """What the report says of events.

    ``rsvps`` said that they go, ``attended`` came (once for each event), of whom ``expected``
    had said so. ``seconds`` and ``stays``: how long those stayed together whose stay was
    measured, and how many these are. ``rating_sum`` of ``ratings`` answers (1-5).
    """

    held: int = 0
    rsvps: int = 0
    attended: int = 0
    expected: int = 0
    people: int = 0
    seconds: int = 0
    stays: int = 0
    messages: int = 0
    questions: int = 0
    ratings: int = 0
    rating_sum: int = 0

    @property
    def mean_s(self) -> float | None:
        """Seconds that somebody stayed on average; None where no stay was measured."""
        return self.seconds / self.stays if self.stays else None

    @property
    def rating(self) -> float | None:
        """The mean rating (1-5); None while too few answered."""
        return self.rating_sum / self.ratings if self.ratings >= LEAST_ANSWERS else None


def figures_of(
    *,
    held: Collection[Key],
    going: Collection[tuple[Key, int]],
    came: Mapping[tuple[Key, int], int | None],
    written: tuple[int, int],
    ratings: tuple[int, int],
) -> EventFigures:
    """Count what was held: ``came`` has the seconds of each stay, None of who checked in alone.

    ``written``: messages and questions; ``ratings``: how many, and their sum.
    """
    seconds = [stayed for stayed in came.values() if stayed is not None]
    return EventFigures(
        held=len(held),
        rsvps=len(going),
        attended=len(came),
        expected=len(set(going) & came.keys()),
        people=len({member for _, member in came}),
        seconds=sum(seconds),
        stays=len(seconds),
        messages=written[0],
        questions=written[1],
        ratings=ratings[0],
        rating_sum=ratings[1],
    )
