"""What people say of an event that they came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BEST: Final = 5
COMMENT_LIMIT: Final = 1_000
# What fewer people say tells who said it.
LEAST_ANSWERS: Final = 5


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """What managers see of a survey: how many were asked, how many answered, and what.

    ``mean`` (1-5), ``stars`` (how many gave 1 to 5) and ``comments`` are empty until
    ``LEAST_ANSWERS`` have answered. Comments are in no order that tells who wrote them.
    """

    asked: int = 0
    answers: int = 0
    mean: float | None = None
    stars: tuple[int, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether enough people answered."""
        return self.mean is not None


def result_of(asked: int, ratings: Sequence[int], comments: Sequence[str]) -> SurveyResult:
    """Sum up what was answered; ``ratings`` are 1-5."""
    if len(ratings) < LEAST_ANSWERS:
        return SurveyResult(asked, len(ratings))
    return SurveyResult(
        asked,
        len(ratings),
        sum(ratings) / len(ratings),
        tuple(ratings.count(stars) for stars in range(1, BEST + 1)),
        tuple(sorted(comments)),
    )
