"""The figures of moderation: what was done, how fast, how rightly, and how it was shared.

No figure is about one person by name: load is there so that somebody can be relieved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from cogs.moderation.domain.actions import Action, Source
from cogs.moderation.domain.duty import HEALTHY_MINUTES, Load, Strain, Work, loads, strains
from cogs.moderation.domain.queue import Kind, State

# Among fewer, the share of the busiest says who that is, and that there should be more.
TEAM: Final = 3
_PER: Final = 1_000
# What is done to nobody, and what only ends something.
_NO_MEASURE: Final = frozenset({Action.NOTE, Action.UNTIMEOUT, Action.UNBAN, Action.UNLOCK})


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases of a window have this action and source, and how many of them are void."""

    action: Action
    source: Source
    cases: int
    void: int


@dataclass(frozen=True, slots=True)
class Decided:
    """An item of the queue that was decided; instants are aware.

    ``since`` is when whoever decided it took it; ``decided_by`` is None where they had their
    data deleted.
    """

    kind: Kind
    state: State
    opened_at: datetime
    since: datetime
    decided_at: datetime
    decided_by: int | None


@dataclass(frozen=True, slots=True)
class Done:
    """What moderation did in a window.

    ``messages``: written in it by humans. ``appeals``: made in it. ``waiting``: items undecided
    at its end. ``work`` was done in it, and by whoever is in ``zones`` (each one's own zone):
    those who did anything in it or shortly before. ``on_duty``: how long each one was on duty in
    it; None where that is not known any more.
    """

    cases: Sequence[Tally]
    messages: int
    decided: Sequence[Decided]
    appeals: int
    waiting: int
    work: Sequence[Work]
    zones: Mapping[int, ZoneInfo]
    on_duty: Mapping[int, timedelta] | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The fraction, None where there is no whole."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class ModerationFigures:
    """The figures of a window; ``docs/figures.md`` defines them.

    ``busiest`` is None where too few moderators share the work for that to say anything but who
    it is. ``queue_minutes``: how long items were held by who decided them. ``duty_time``: on duty,
    all together; None where too few were for that to say anything but how long each one was.
    ``strains`` says why somebody may carry too much, without saying who.
    """

    by_action: Mapping[Action, int]
    measures: Share
    decision_median_s: float | None
    waiting: int
    appeals: int
    appeals_upheld: int
    appeals_overturned: int
    false_positives: Share
    busiest: Share | None
    night: Share
    queue_minutes: int
    duty_time: timedelta | None
    strains: frozenset[Strain]

    @property
    def cases(self) -> int:
        """All cases."""
        return sum(self.by_action.values())

    @property
    def per_duty_hour(self) -> Share | None:
        """What moderators did, of the minutes that they were on duty together."""
        if self.duty_time is None:
            return None
        return Share(self.night.whole, round(self.duty_time.total_seconds() / 60))

    @property
    def per_1000(self) -> float | None:
        """Measures per 1,000 messages; None where nobody wrote."""
        share = self.measures.value
        return None if share is None else share * _PER


def figures(
    done: Done, *, days: int, healthy_a_day: int, healthy_minutes: int = HEALTHY_MINUTES
) -> ModerationFigures:
    """Return the figures of a window of ``days``.

    ``healthy_a_day`` (things) and ``healthy_minutes`` (a day) are the server's settings.
    """
    by_action = Counter[Action]()
    for tally in done.cases:
        by_action[tally.action] += tally.cases
    automod = [tally for tally in done.cases if tally.source is Source.AUTOMOD]
    waits = [(one.decided_at - one.opened_at).total_seconds() for one in done.decided]
    appeals = Counter(one.state for one in done.decided if one.kind is Kind.APPEAL)
    team = loads(done.work, dict(done.zones))
    return ModerationFigures(
        by_action=by_action,
        measures=Share(
            sum(count for action, count in by_action.items() if action not in _NO_MEASURE),
            done.messages,
        ),
        decision_median_s=median(waits) if waits else None,
        waiting=done.waiting,
        appeals=done.appeals,
        appeals_upheld=appeals[State.DISMISSED],
        appeals_overturned=appeals[State.ACTED],
        false_positives=Share(
            sum(tally.void for tally in automod), sum(tally.cases for tally in automod)
        ),
        busiest=_busiest(team),
        night=Share(sum(one.night for one in team), sum(one.things for one in team)),
        queue_minutes=sum(one.minutes for one in team),
        duty_time=_together(done.on_duty or {}),
        strains=frozenset(
            strain
            for one in team
            for strain in strains(one, team, days, healthy_a_day, healthy_minutes)
        ),
    )


def _busiest(team: Sequence[Load]) -> Share | None:
    if len(team) < TEAM:
        return None
    things = [one.things for one in team]
    return Share(max(things), sum(things))


def _together(on_duty: Mapping[int, timedelta]) -> timedelta | None:
    times = [one for one in on_duty.values() if one]
    return sum(times, timedelta(0)) if len(times) >= TEAM else None
