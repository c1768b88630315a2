"""What pictures show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cogs.sentiment.domain.labels import Tally


@dataclass(frozen=True, slots=True)
class MoodPicture:
    """What is drawn: moods by day (ordinal) from ``first_day`` on, and by hour of the day."""

    first_day: int
    end_day: int
    days: Mapping[int, Tally]
    hours: Mapping[int, Tally]
    locale: str
