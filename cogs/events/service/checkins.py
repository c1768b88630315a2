"""Use cases of checking in with a code, where Discord cannot see who came."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.signals import MemberForgotten
from bot.text.catalogue import ENGLISH, Raw, timestamp
from cogs.events.domain.codes import Tries, is_right
from cogs.events.domain.day import READY
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Plan
from cogs.events.repository import attendance, days, occurrences, plans
from cogs.events.service.attendance import AttendanceService
from cogs.events.texts import T


class CheckinService:
    """Codes of all guilds, and who gave them."""

    def __init__(self, database: Database, clock: Clock, counted: AttendanceService) -> None:
        self._database = database
        self._clock = clock
        self._counted = counted
        self._tries = Tries()

    async def check_in(
        self,
        guild_id: int,
        member_id: int,
        role_ids: Collection[int],
        given: str,
        locale: str = ENGLISH,
    ) -> tuple[Plan, bool]:
        """Write down that a member is at the event whose code they give; return it.

        With it, whether that is new. Raises UserError where no event on now has the code, where
        it is not for them, and after too many wrong ones.
        """
        now = self._clock.now()
        barred = self._tries.barred_until(guild_id, member_id, now)
        if barred is not None:
            raise UserError(T.say("checkin-slow", locale, until=timestamp(barred, "R")))
        self._tries.begin(guild_id, member_id, now)
        async with self._database.begin() as connection:
            for occurrence in await occurrences.live(connection, guild_id):
                # The soonest come first.
                if now < occurrence.starts_at - READY:
                    break
                plan = await self._coded(connection, occurrence, given)
                if plan is None:
                    continue
                self._tries.forget(guild_id, member_id)
                if plan.role_id is not None and plan.role_id not in role_ids:
                    role = Raw(f"<@&{plan.role_id}>")
                    raise UserError(T.say("checkin-not-for-you", locale, role=role))
                new = await attendance.check_in(connection, occurrence, member_id, now)
                if new:
                    await self._counted.note_checkin(connection, occurrence, member_id)
                return plan, new
        raise UserError(T.say("checkin-wrong", locale))

    async def forget(self, signal: MemberForgotten) -> None:
        """Let go of what is remembered of a member in memory."""
        self._tries.forget(signal.guild_id, signal.member_id)

    async def _coded(
        self, connection: AsyncConnection, occurrence: Occurrence, given: str
    ) -> Plan | None:
        """Return the plan of an occurrence whose code this is."""
        day = await days.get(connection, occurrence)
        if day is None or not is_right(day.secret, occurrence.key, given, self._clock.now()):
            return None
        plan = await plans.get(connection, occurrence.guild_id, occurrence.event_id)
        return plan if plan is not None and plan.place.is_coded else None
