"""Keeping Discord's own events in step with ours, both ways."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.ledger.forgotten import not_to_be_written
from cogs.events.domain.native import (
    Look,
    Merged,
    known_now,
    merge,
    taken_over,
    times_of,
    wanted,
)
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Plan
from cogs.events.domain.rsvp import Answer, Rsvp, Source
from cogs.events.repository import occurrences, plans, rsvps
from cogs.events.service.planning import Planning
from cogs.events.service.queue import CARD, NATIVE, Queue


@dataclass(frozen=True, slots=True)
class Pair:
    """An occurrence with its plan, and what Discord's own event should be and is known to be."""

    plan: Plan
    occurrence: Occurrence
    wanted: Look
    known: Look | None


class NativeService:
    """Use cases of Discord's own events."""

    def __init__(self, database: Database, clock: Clock, queue: Queue, planning: Planning) -> None:
        self._database = database
        self._clock = clock
        self._queue = queue
        self._planning = planning

    async def pair(self, guild_id: int, event_id: int, number: int, fallback: str) -> Pair | None:
        """Return an occurrence and its counterpart; ``fallback`` stands for an unknown place."""
        async with self._database.read() as connection:
            occurrence = await occurrences.get(connection, guild_id, event_id, number)
            plan = await plans.get(connection, guild_id, event_id)
        if occurrence is None or plan is None:
            return None
        return _pair(plan, occurrence, fallback)

    async def picture(self, pair: Pair) -> bytes | None:
        """Return the picture of an event."""
        return await self._planning.picture(pair.plan.guild_id, pair.plan.event_id)

    async def tied(self, guild_id: int, native_event_id: int) -> bool:
        """Tell whether Discord's own event belongs to an occurrence already."""
        async with self._database.read() as connection:
            return await occurrences.of_native(connection, guild_id, native_event_id) is not None

    async def tie(self, pair: Pair, native_event_id: int, seen: Look) -> None:
        """Keep which of Discord's own events belongs to an occurrence, and what it is."""
        async with self._database.begin() as connection:
            await occurrences.change(
                connection,
                pair.occurrence,
                native_event_id=native_event_id,
                native=replace(seen, picture=pair.wanted.picture).to_json(),
            )
            # What changed while it was made is pushed by a further look.
            await self._queue.gather(connection, pair.occurrence, NATIVE)
        self._queue.wake()

    async def untie(self, pair: Pair) -> None:
        """Let an occurrence have none of Discord's own events any more; another may be made."""
        async with self._database.begin() as connection:
            await occurrences.change(connection, pair.occurrence, native_event_id=None, native=None)
            await self._queue.gather(connection, pair.occurrence, NATIVE)
        self._queue.wake()

    async def reconcile(self, pair: Pair, seen: Look, fallback: str) -> tuple[Pair, Merged]:
        """Take over what was changed by hand; return what is to be pushed, and the pair then."""
        async with self._database.begin() as connection:
            found = await self._locked(connection, pair, fallback)
            known = found.known or found.wanted
            merged = merge(known, seen, found.wanted)
            await occurrences.change(
                connection,
                found.occurrence,
                native=known_now(known, seen, merged.push).to_json(),
            )
            if merged.taken and found.occurrence.is_live:
                start, end = times_of(found.occurrence, seen, merged.taken)
                becomes = replace(found.occurrence, starts_at=start, ends_at=end)
                plan = taken_over(found.plan, seen, merged.taken)
                await self._planning.amend(connection, found.plan, plan, found.occurrence, becomes)
        self._queue.wake()
        return found, merged

    async def pushed(self, pair: Pair, seen: Look) -> None:
        """Keep what Discord's own event is since it was changed as ours wants it."""
        now = replace(seen, picture=pair.wanted.picture).to_json()
        async with self._database.begin() as connection:
            await occurrences.change(connection, pair.occurrence, native=now)

    async def cancelled(self, pair: Pair) -> None:
        """Take over that Discord's own event was cancelled by hand: this occurrence is off."""
        async with self._database.begin() as connection:
            key = (pair.plan.guild_id, pair.plan.event_id)
            occurrence = await occurrences.get(connection, *key, pair.occurrence.number, lock=True)
            plan = await plans.get(connection, *key, lock=True)
            if occurrence is not None and plan is not None and occurrence.is_live:
                await self._planning.cancel_locked(connection, plan, occurrence, whole=False)
        self._queue.wake()

    async def hear(self, guild_id: int, native_event_id: int, seen: Look | None) -> None:
        """Have a changed or vanished event of Discord's looked at; our own echo is passed over."""
        async with self._database.begin() as connection:
            found = await occurrences.of_native(connection, guild_id, native_event_id)
            if found is None or not found.is_live:
                return
            if seen is not None and found.native is not None:
                known = Look.from_json(found.native)
                if known == replace(seen, picture=known.picture):
                    return
            await self._queue.gather(connection, found, NATIVE)
        self._queue.wake()

    async def look_at_all(self, guild_id: int) -> None:
        """Have everything looked at that may have changed while nobody listened."""
        async with self._database.begin() as connection:
            for one in await occurrences.live(connection, guild_id):
                await self._queue.gather(connection, one, NATIVE)
        self._queue.wake()

    async def take_in(self, pair: Pair, interested: Collection[int]) -> None:
        """Take in who is interested in Discord's own event, all at once."""
        async with self._database.begin() as connection:
            key = (pair.plan.guild_id, pair.plan.event_id, pair.occurrence.number)
            occurrence = await occurrences.get(connection, *key, lock=True)
            if occurrence is None or not occurrence.is_live:
                return
            said = {one.member_id: one for one in await rsvps.who(connection, occurrence, *Answer)}
            now = self._clock.now()
            new = {member_id: now for member_id in interested if member_id not in said}
            refused = await not_to_be_written(connection, key[0], new) if new else set()
            for member_id in new.keys() - refused:
                rsvp = Rsvp(*key, member_id, Answer.MAYBE, now, Source.NATIVE)
                await rsvps.put_rsvp(connection, rsvp)
            gone = [
                one.member_id
                for one in said.values()
                if one.source is Source.NATIVE and one.member_id not in interested
            ]
            for member_id in gone:
                await rsvps.drop(connection, occurrence, member_id)
            if gone or new.keys() - refused:
                await self._queue.gather(connection, occurrence, CARD)
        self._queue.wake()

    async def _locked(self, connection: AsyncConnection, pair: Pair, fallback: str) -> Pair:
        key = (pair.plan.guild_id, pair.plan.event_id)
        occurrence = await occurrences.get(connection, *key, pair.occurrence.number, lock=True)
        plan = await plans.get(connection, *key, lock=True)
        return _pair(plan or pair.plan, occurrence or pair.occurrence, fallback)


def _pair(plan: Plan, occurrence: Occurrence, fallback: str) -> Pair:
    known = Look.from_json(occurrence.native) if occurrence.native else None
    return Pair(plan, occurrence, wanted(plan, occurrence, fallback), known)
