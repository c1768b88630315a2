"""The funnel of newcomers (kpis.md, "activation"): how far those who joined came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from cogs.onboarding.domain.invites import UNKNOWN, Source

# Fewer joiners say nothing about an invite.
ENOUGH = 5
DAY = 7
_UNKNOWN = Source(UNKNOWN)


@dataclass(frozen=True, slots=True)
class Path:
    """How far one membership came.

    ``first_message``: from joining to the first message, None where there was none.
    ``active_day_7``: active on the seventh local day after joining, None while that day is not
    over.
    """

    screened: bool
    accepted: bool
    introduced: bool
    first_message: timedelta | None
    active_day_7: bool | None
    source: Source = _UNKNOWN


@dataclass(frozen=True, slots=True)
class Funnel:
    """Counts of memberships. ``day_7`` counts those who were active, ``day_7_of`` all with a
    seventh day that is over; ``first_message_median_s`` is None where nobody wrote."""

    joined: int
    screened: int
    accepted: int
    introduced: int
    wrote: int
    day_7: int
    day_7_of: int
    first_message_median_s: float | None

    @property
    def stages(self) -> list[tuple[str, int, int]]:
        """Name, count and out of how many, of each stage after joining."""
        return [
            ("screened", self.screened, self.joined),
            ("accepted", self.accepted, self.joined),
            ("introduced", self.introduced, self.joined),
            ("wrote", self.wrote, self.joined),
            ("day7", self.day_7, self.day_7_of),
        ]


@dataclass(frozen=True, slots=True)
class SourceResult:
    """What came of one source; counts as in ``Funnel``."""

    source: Source
    funnel: Funnel

    @property
    def staying(self) -> float | None:
        """The share active on day 7, None where too few have one."""
        if self.funnel.day_7_of < ENOUGH:
            return None
        return self.funnel.day_7 / self.funnel.day_7_of


def funnel(paths: Sequence[Path]) -> Funnel:
    """Count ``paths``; their order does not matter."""
    waits = [path.first_message.total_seconds() for path in paths if path.first_message is not None]
    ripe = [path for path in paths if path.active_day_7 is not None]
    return Funnel(
        joined=len(paths),
        screened=sum(path.screened for path in paths),
        accepted=sum(path.accepted for path in paths),
        introduced=sum(path.introduced for path in paths),
        wrote=len(waits),
        day_7=sum(bool(path.active_day_7) for path in ripe),
        day_7_of=len(ripe),
        first_message_median_s=float(median(waits)) if waits else None,
    )


def by_source(paths: Iterable[Path]) -> list[SourceResult]:
    """Return what came of each source, the one that brought most first, unknown ones last."""
    grouped: dict[Source, list[Path]] = defaultdict(list)
    for path in paths:
        grouped[path.source].append(path)
    results = [SourceResult(source, funnel(group)) for source, group in grouped.items()]
    results.sort(
        key=lambda one: (
            one.source.kind == UNKNOWN,
            -one.funnel.joined,
            one.source.kind,
            one.source.code or "",
        )
    )
    return results


def best_and_worst(results: Iterable[SourceResult]) -> tuple[SourceResult, SourceResult] | None:
    """Return the known sources whose members stay most and least, None where none differ."""
    known = [
        (one.staying, one.source.code or "", one)
        for one in results
        if one.source.kind != UNKNOWN and one.staying is not None
    ]
    if not known:
        return None
    best, worst = (pick(known, key=lambda one: one[:2])[2] for pick in (max, min))
    return (best, worst) if best.staying != worst.staying else None
