"""Planning events: making, changing and cancelling them, and looking at what is planned."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.db.types import to_micros
from bot.errors import UserError
from bot.text.catalogue import ENGLISH
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.plan import HELD_ITSELF, Plan, PlanState
from cogs.events.domain.rsvp import Answer, Rsvp
from cogs.events.domain.series import first_of, start_of, starts_between
from cogs.events.repository import occurrences, plans, rsvps
from cogs.events.service.answers import AnswerService
from cogs.events.service.queue import Queue
from cogs.events.service.series import Series
from cogs.events.texts import T

# Of one server at a time: each is a card, a row of a month's view and an event of Discord's.
MOST_ACTIVE: Final = 250
# Who goes is named on a card, so many of them.
NAMED: Final = 15
_NEXT_SHOWN: Final = 3
_AHEAD: Final = timedelta(days=400)
_CHOICES: Final = 25


@dataclass(frozen=True, slots=True)
class Details:
    """An event as it is shown: its plan, an occurrence, who answered what, who goes."""

    plan: Plan
    occurrence: Occurrence
    counts: Counter[Answer] = field(default_factory=Counter)
    going: Sequence[Rsvp] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a month's view; ``occurrence`` is None for what the recurrence will bring."""

    start: datetime
    plan: Plan
    occurrence: Occurrence | None


class Planning:
    """Use cases of planning. Who may use them is checked by the caller."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        queue: Queue,
        series: Series,
        answers: AnswerService,
    ) -> None:
        self._database = database
        self._clock = clock
        self._queue = queue
        self._series = series
        self._answers = answers

    # -- looking ---------------------------------------------------------------------------

    async def details(self, guild_id: int, typed: str | int, locale: str = ENGLISH) -> Details:
        """Return an event by its number, or the start of its name, with its latest occurrence.

        Raises UserError where there is no such event.
        """
        async with self._database.read() as connection:
            plan = await self._find(connection, guild_id, typed)
            latest = (
                None
                if plan is None
                else await occurrences.latest(connection, guild_id, plan.event_id)
            )
            if plan is None or latest is None:
                raise UserError(T.say("event-unknown", locale, given=str(typed)[: NAMED * 4]))
            return await self._detailed(connection, plan, latest)

    async def occurrence(self, guild_id: int, event_id: int, number: int) -> Details | None:
        """Return an occurrence of an event as it is shown; None where it is gone."""
        async with self._database.read() as connection:
            plan = await plans.get(connection, guild_id, event_id)
            found = await occurrences.get(connection, guild_id, event_id, number)
            if plan is None or found is None:
                return None
            return await self._detailed(connection, plan, found)

    async def picture(self, guild_id: int, event_id: int) -> bytes | None:
        """Return an event's picture."""
        async with self._database.read() as connection:
            return await plans.picture(connection, guild_id, event_id)

    async def said(self, details: Details, member_id: int) -> Rsvp | None:
        """Return what a member answered."""
        async with self._database.read() as connection:
            return await rsvps.get(connection, details.occurrence, member_id)

    async def choices(self, guild_id: int, typed: str, *, active: bool) -> list[Plan]:
        """Return at most 25 events whose name has ``typed`` in it, the latest first."""
        states = (PlanState.ACTIVE,) if active else HELD_ITSELF
        async with self._database.read() as connection:
            found = await plans.in_state(connection, guild_id, *states)
        wanted = typed.strip().casefold()
        fits = [one for one in reversed(found) if wanted in f"{one.event_id} {one.name}".casefold()]
        return fits[:_CHOICES]

    async def between(self, guild_id: int, start: datetime, end: datetime) -> list[Entry]:
        """Return what begins from ``start`` to before ``end`` (aware), in its order."""
        async with self._database.read() as connection:
            there = await occurrences.between(connection, guild_id, start, end)
            active = await plans.in_state(connection, guild_id, PlanState.ACTIVE)
            live = {one.event_id: one for one in await occurrences.live(connection, guild_id)}
            named = await plans.some(connection, guild_id, {one.event_id for one in there})
        entries = [Entry(one.starts_at, named[one.event_id], one) for one in there]
        for plan in active:
            latest = live.get(plan.event_id)
            if plan.recurrence is not None and latest is not None:
                after = max(start, latest.planned_at + timedelta(microseconds=1))
                entries += [Entry(at, plan, None) for at in starts_between(plan, after, end)]
        return sorted(entries, key=lambda one: (one.start, one.plan.event_id))

    def following(self, plan: Plan, after: datetime) -> list[datetime]:
        """Return the next few starts (aware UTC) by the recurrence after an instant."""
        if plan.recurrence is None:
            return []
        begin = after + timedelta(microseconds=1)
        found = starts_between(plan, begin, begin + _AHEAD)
        return [at for at, _ in zip(found, range(_NEXT_SHOWN), strict=False)]

    # -- planning --------------------------------------------------------------------------

    async def create(
        self, draft: Plan, picture: bytes | None = None, locale: str = ENGLISH
    ) -> Details:
        """Keep a new event, with its card and Discord's own event to come; return it.

        ``draft`` has no number yet. Raises UserError where it would begin in the past, or the
        server has ``MOST_ACTIVE`` events already.
        """
        if start_of(draft) <= self._clock.now():
            raise UserError(T.say("event-starts-in-past", locale, at=start_of(draft)))
        async with self._database.begin() as connection:
            number = await plans.next_number(connection, draft.guild_id)
            if await plans.count_active(connection, draft.guild_id) >= MOST_ACTIVE:
                raise UserError(T.say("events-too-many", locale, most=MOST_ACTIVE))
            plan = replace(draft, event_id=number, picture=digest_of(picture))
            await plans.put_plan(connection, plan)
            if picture is not None:
                await plans.put_picture(connection, plan.guild_id, number, picture)
            occurrence = first_of(plan)
            await self._series.begin(connection, plan, occurrence)
        self._queue.wake()
        return Details(plan, occurrence)

    async def save(
        self,
        before: Plan,
        after: Plan,
        start: datetime | None = None,
        *,
        only_next: bool = False,
        picture: bytes | None = None,
        locale: str = ENGLISH,
    ) -> Details:
        """Change an event that was read as ``before``; tell who answered of another time or place.

        ``start`` (aware UTC) moves its next occurrence; ``only_next``: that one alone, and of
        ``after`` only the duration counts. Raises UserError where it begins in the past, is
        over, or was changed meanwhile.
        """
        async with self._database.begin() as connection:
            was = await occurrences.latest(connection, before.guild_id, before.event_id, lock=True)
            now_there = await plans.get(connection, before.guild_id, before.event_id, lock=True)
            if was is None or now_there is None or now_there.state is not PlanState.ACTIVE:
                raise UserError(T.say("event-over", locale, name=before.name))
            if now_there.revision != before.revision:
                raise UserError(T.say("event-changed-meanwhile", locale))
            if start is not None and start <= self._clock.now():
                raise UserError(T.say("event-starts-in-past", locale, at=start))
            plan = before if only_next else after
            if picture is not None:
                plan = replace(plan, picture=digest_of(picture))
                await plans.put_picture(connection, plan.guild_id, plan.event_id, picture)
            at = start or was.starts_at
            length = after.duration if after.duration != before.duration else was.length
            planned = at if start is not None and not only_next else was.planned_at
            moved = replace(was, planned_at=planned, starts_at=at, ends_at=at + length)
            occurrence = await self.amend(connection, before, plan, was, moved)
        self._queue.wake()
        return Details(replace(plan, revision=before.revision + 1), occurrence)

    async def cancel(
        self, guild_id: int, event_id: int, *, whole: bool, locale: str = ENGLISH
    ) -> Details | None:
        """Cancel an event, or its next occurrence alone; return what comes after that one.

        Raises UserError where it is over or cancelled already.
        """
        async with self._database.begin() as connection:
            last = await occurrences.latest(connection, guild_id, event_id, lock=True)
            plan = await plans.get(connection, guild_id, event_id, lock=True)
            if plan is None or last is None or plan.state is not PlanState.ACTIVE:
                raise UserError(T.say("event-gone", locale))
            following = await self.cancel_locked(connection, plan, last, whole=whole)
        self._queue.wake()
        return None if following is None else Details(plan, following)

    async def cancel_locked(
        self, connection: AsyncConnection, plan: Plan, last: Occurrence, *, whole: bool
    ) -> Occurrence | None:
        """Cancel within a transaction that has locked the occurrence; return the next one."""
        if whole:
            plan = replace(plan, state=PlanState.CANCELLED, revision=plan.revision + 1)
            await plans.put_plan(connection, plan)
        following = await self._series.end(connection, plan, last, OccurrenceState.CANCELLED)
        told = replace(last, revision=last.revision + 1)
        await self._queue.changed(connection, told, "cancelled")
        return following

    async def amend(
        self,
        connection: AsyncConnection,
        before: Plan,
        after: Plan,
        was: Occurrence,
        becomes: Occurrence,
    ) -> Occurrence:
        """Keep a changed plan and occurrence, both locked; tell who answered what moved."""
        plan = replace(after, revision=before.revision + 1)
        await plans.put_plan(connection, plan)
        occurrence = await self._series.change(connection, plan, was, becomes)
        if plan.capacity != before.capacity:
            await self._answers.fill(connection, plan, occurrence)
        await self._tell_of(connection, before, plan, was, occurrence)
        return occurrence

    async def _tell_of(
        self,
        connection: AsyncConnection,
        before: Plan,
        plan: Plan,
        was: Occurrence,
        occurrence: Occurrence,
    ) -> None:
        if (was.starts_at, was.ends_at) != (occurrence.starts_at, occurrence.ends_at):
            micros = to_micros(was.starts_at)
            await self._queue.changed(connection, occurrence, "moved", was=micros)
        elif before.place != plan.place:
            await self._queue.changed(connection, occurrence, "place")

    async def _find(
        self, connection: AsyncConnection, guild_id: int, typed: str | int
    ) -> Plan | None:
        said = str(typed).strip().removeprefix("#")
        if said.isascii() and said.isdigit() and len(said) < 10:  # noqa: PLR2004 - fits an integer
            numbered = await plans.get(connection, guild_id, int(said))
            return numbered if numbered and numbered.state in HELD_ITSELF else None
        found = await plans.in_state(connection, guild_id, *HELD_ITSELF)
        wanted = said.casefold()
        fits = [one for one in found if wanted and one.name.casefold().startswith(wanted)]
        active = [one for one in fits if one.state is PlanState.ACTIVE]
        chosen = active or fits
        return chosen[-1] if chosen else None

    async def _detailed(
        self, connection: AsyncConnection, plan: Plan, occurrence: Occurrence
    ) -> Details:
        counts = await rsvps.counts(connection, occurrence)
        going = await rsvps.who(connection, occurrence, Answer.GOING, most=NAMED)
        return Details(plan, occurrence, counts, going)


def digest_of(picture: bytes | None) -> str | None:
    """Return what stands for a picture in its plan."""
    return None if picture is None else hashlib.blake2b(picture, digest_size=16).hexdigest()
