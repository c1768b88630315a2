"""Answers to events: places, the waitlist, and what is offered to who waits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.ledger.forgotten import not_to_be_written
from bot.text.catalogue import ENGLISH, Raw
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Plan
from cogs.events.domain.rsvp import SEATED, Answer, Rsvp, Source
from cogs.events.repository import occurrences, plans, rsvps
from cogs.events.service.queue import CARD, Queue
from cogs.events.settings import GuildSettings
from cogs.events.texts import T

# So short before the start nobody is asked whether they would still like to come.
LAST_OFFER: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of an answer. ``ahead``: how many wait before who waits now."""

    plan: Plan
    occurrence: Occurrence
    rsvp: Rsvp
    ahead: int = 0


class AnswerService:
    """Use cases of answers. Places are given under the lock of the occurrence alone."""

    def __init__(self, database: Database, store: Store, clock: Clock, queue: Queue) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._queue = queue

    async def answer(
        self,
        guild_id: int,
        event_id: int,
        number: int,
        member_id: int,
        wanted: Answer,
        role_ids: Collection[int],
        locale: str = ENGLISH,
    ) -> Answered:
        """Keep what a member answers: ``wanted`` is going, maybe or no.

        Who goes takes a place, waits where there is none, or takes the one that is kept for
        them. Raises UserError where the event is over or cancelled, or not for them.
        """
        async with self._database.begin() as connection:
            plan, occurrence = await self._locked(connection, guild_id, event_id, number, locale)
            if wanted is not Answer.NO:
                _must_be_invited(plan, role_ids, locale)
            before = await rsvps.get(connection, occurrence, member_id)
            now = self._clock.now()
            answer = wanted
            if wanted is Answer.GOING:
                answer = await self._place(connection, plan, occurrence, before)
            rsvp = _answered(before, occurrence, member_id, answer, now)
            if rsvp != before:
                await rsvps.put_rsvp(connection, rsvp)
                if before is not None and before.answer in SEATED and answer not in SEATED:
                    await self.fill(connection, plan, occurrence)
                await self._queue.gather(connection, occurrence, CARD)
            ahead = (
                await rsvps.ahead_of(connection, rsvp, occurrence)
                if answer is Answer.WAITING
                else 0
            )
        self._queue.wake()
        return Answered(plan, occurrence, rsvp, ahead)

    async def interested(
        self, guild_id: int, native_event_id: int, member_id: int, *, is_so: bool
    ) -> None:
        """Take in that a member is, or is no more, interested in Discord's own event.

        They count as "maybe" unless they answered here. Nothing is written of who switched
        tracking off.
        """
        async with self._database.begin() as connection:
            found = await occurrences.of_native(connection, guild_id, native_event_id, lock=True)
            if found is None or not found.is_live:
                return
            before = await rsvps.get(connection, found, member_id)
            now = self._clock.now()
            if is_so and before is None:
                if await not_to_be_written(connection, guild_id, {member_id: now}):
                    return
                rsvp = _answered(None, found, member_id, Answer.MAYBE, now)
                await rsvps.put_rsvp(connection, replace(rsvp, source=Source.NATIVE))
            elif not is_so and before is not None and before.source is Source.NATIVE:
                await rsvps.drop(connection, found, member_id)
            else:
                return
            await self._queue.gather(connection, found, CARD)
        self._queue.wake()

    async def left(self, guild_id: int, member_id: int) -> None:
        """Drop the answers to what is to come of who left the server; their places are free."""
        async with self._database.read() as connection:
            said = await rsvps.of_member(connection, guild_id, member_id)
        for rsvp in said:
            async with self._database.begin() as connection:
                key = (guild_id, rsvp.event_id, rsvp.number)
                occurrence = await occurrences.get(connection, *key, lock=True)
                if occurrence is not None and occurrence.is_live:
                    await rsvps.drop(connection, occurrence, member_id)
                    await self._moved_up(connection, occurrence)
        self._queue.wake()

    async def refill(self, guild_id: int) -> None:
        """Offer whatever places are free: answers may have gone with a member's data."""
        async with self._database.read() as connection:
            live = await occurrences.live(connection, guild_id)
        for one in live:
            async with self._database.begin() as connection:
                key = (guild_id, one.event_id, one.number)
                occurrence = await occurrences.get(connection, *key, lock=True)
                if occurrence is not None and occurrence.is_live:
                    await self._moved_up(connection, occurrence)
        self._queue.wake()

    async def forgetting(self, guild_id: int, member_id: int) -> None:
        """Have every card drawn anew that names a member whose data are about to be deleted."""
        async with self._database.begin() as connection:
            for plan in await plans.hosted_by(connection, guild_id, member_id):
                latest = await occurrences.latest(connection, guild_id, plan.event_id)
                if latest is not None:
                    await self._queue.gather(connection, latest, CARD)
            for rsvp in await rsvps.of_member(connection, guild_id, member_id):
                key = (guild_id, rsvp.event_id, rsvp.number)
                occurrence = await occurrences.get(connection, *key)
                if occurrence is not None and rsvp.answer is Answer.GOING:
                    await self._queue.gather(connection, occurrence, CARD)
        self._queue.wake()

    async def lapse(self, guild_id: int, event_id: int, number: int) -> None:
        """Take back the places whose deadline is over: those members count as "maybe"."""
        async with self._database.begin() as connection:
            occurrence = await occurrences.get(connection, guild_id, event_id, number, lock=True)
            if occurrence is None:
                return
            gone = await rsvps.lapsed(connection, occurrence, self._clock.now())
            for rsvp in gone:
                lapsed = replace(rsvp, answer=Answer.MAYBE, offered_until=None)
                await rsvps.put_rsvp(connection, lapsed)
            if gone and occurrence.is_live:
                await self._moved_up(connection, occurrence)
        self._queue.wake()

    async def fill(
        self, connection: AsyncConnection, plan: Plan, occurrence: Occurrence
    ) -> list[Rsvp]:
        """Offer the free places to who waits, in their order; the occurrence is locked.

        Without a capacity all of them go.
        """
        waiting = await rsvps.who(connection, occurrence, Answer.WAITING)
        now = self._clock.now()
        if not waiting:
            return []
        if plan.capacity is None:
            for rsvp in waiting:
                await rsvps.put_rsvp(connection, replace(rsvp, answer=Answer.GOING))
            return []
        if occurrence.starts_at - now < LAST_OFFER:
            return []
        free = max(0, plan.capacity - await rsvps.taken(connection, occurrence))
        hours = (await self._store.get(plan.guild_id, GuildSettings)).offer_hours
        until = min(now + timedelta(hours=hours), occurrence.starts_at)
        offered = [
            replace(rsvp, answer=Answer.OFFERED, offered_until=until) for rsvp in waiting[:free]
        ]
        for rsvp in offered:
            await rsvps.put_rsvp(connection, rsvp)
            await self._queue.offer(connection, occurrence, rsvp)
        return offered

    async def _moved_up(self, connection: AsyncConnection, occurrence: Occurrence) -> None:
        plan = await plans.get(connection, occurrence.guild_id, occurrence.event_id)
        if plan is not None:
            await self.fill(connection, plan, occurrence)
        await self._queue.gather(connection, occurrence, CARD)

    async def _place(
        self, connection: AsyncConnection, plan: Plan, occurrence: Occurrence, before: Rsvp | None
    ) -> Answer:
        if before is not None and before.answer in SEATED:
            return Answer.GOING
        if plan.capacity is None:
            return Answer.GOING
        if await rsvps.taken(connection, occurrence) < plan.capacity:
            return Answer.GOING
        return Answer.WAITING

    async def _locked(
        self, connection: AsyncConnection, guild_id: int, event_id: int, number: int, locale: str
    ) -> tuple[Plan, Occurrence]:
        occurrence = await occurrences.get(connection, guild_id, event_id, number, lock=True)
        plan = await plans.get(connection, guild_id, event_id)
        if plan is None or occurrence is None:
            raise UserError(T.say("event-gone", locale))
        if not occurrence.is_live or occurrence.ends_at <= self._clock.now():
            raise UserError(T.say("event-over", locale, name=plan.name))
        return plan, occurrence


def _must_be_invited(plan: Plan, role_ids: Collection[int], locale: str) -> None:
    if plan.role_id is not None and plan.role_id not in role_ids:
        raise UserError(T.say("event-not-for-you", locale, role=Raw(f"<@&{plan.role_id}>")))


def _answered(
    before: Rsvp | None, occurrence: Occurrence, member_id: int, answer: Answer, now: datetime
) -> Rsvp:
    if before is None:
        return Rsvp(
            occurrence.guild_id, occurrence.event_id, occurrence.number, member_id, answer, now
        )
    if before.answer is answer:
        return replace(before, source=Source.PRESS)
    return replace(before, answer=answer, at=now, source=Source.PRESS, offered_until=None)
