"""How soon a turn of the mood is found, and how often one is told of that is none."""

from __future__ import annotations

from tests.bench.figure import Figure, at_least, at_most
from tests.bench.scale import Scale
from tests.cogs.sentiment.turning import DAYS_OF_PAST, Place, delays, found_in

PLACE = Place(60)
_WITHIN_HOURS = 6


async def run(scale: Scale) -> list[Figure]:
    """Look for planted turns, and through quiet years."""
    runs, years = scale.size(5, 40), scale.size(1, 4)
    after = delays(PLACE, range(runs))
    soon = sum(delay is not None and delay <= _WITHIN_HOURS for delay in after)
    alarms = [len(found_in(PLACE.hours(1_000 + seed, DAYS_OF_PAST + 365))) for seed in range(years)]
    how = f"{PLACE.messages:.0f} messages with a score an hour"
    return [
        at_least("turns found within 6 h", 100 * soon / runs, "%", f"{runs} runs; {how}", 90),
        at_most("false alarms", sum(alarms) / years / 12, "a month", f"{years} years; {how}", 1),
    ]
