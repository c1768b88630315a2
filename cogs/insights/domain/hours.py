"""Messages by local weekday and hour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

# Every zone's offset is a multiple of a quarter of an hour, so a quarter lies in one local hour.
SLOT_S: Final = 900


def by_weekday_and_hour(slots: Mapping[int, int], zone: ZoneInfo) -> list[list[int]]:
    """Return counts by weekday (Monday first) and hour of the local day.

    ``slots``: counts by quarter of an hour since 1970 in UTC. An hour that comes twice when
    clocks go back holds both; one that is skipped holds nothing.
    """
    table = [[0] * 24 for _ in range(7)]
    for slot, count in slots.items():
        local = datetime.fromtimestamp(slot * SLOT_S, UTC).astimezone(zone)
        table[local.weekday()][local.hour] += count
    return table
