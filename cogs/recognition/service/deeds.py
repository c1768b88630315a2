"""Good deeds noted and voided, and messages that were deleted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.deeds import Deed, DeedKind
from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings
from bot.ledger.forgotten import not_to_be_written
from bot.ledger.transaction import lock_guild
from bot.windows import local_day
from cogs.recognition.domain.xp import KINDS
from cogs.recognition.repository import days, deeds, rules
from cogs.recognition.service.counting import NOTHING, Counting, gains_of
from cogs.recognition.service.relighting import relit


class DeedService:
    """The ``DeedBook`` of the house, and what deletions take away."""

    def __init__(self, database: Database, store: Store, clock: Clock, counting: Counting) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._counting = counting

    async def note(self, connection: AsyncConnection, given: Sequence[Deed]) -> None:
        """Keep deeds of one guild, those that are new and of who may be written of."""
        if not given:
            return
        guild_id = given[0].guild_id
        await lock_guild(connection, guild_id)
        earliest = {deed.member_id: deed.at for deed in sorted(given, key=lambda one: one.at)[::-1]}
        unwritten = await not_to_be_written(connection, guild_id, earliest)
        allowed = [deed for deed in given if deed.member_id not in unwritten]
        new = await deeds.keep(connection, allowed)
        zone = await self._zone(connection, guild_id)
        worth = deeds.worth_of(
            ((deed.kind.value, deed.member_id, deed.at, deed.worth) for deed in new), zone
        )
        await self._counting.add(connection, guild_id, zone, gains_of({}, worth))
        await self._counting.touch(connection, guild_id, {deed.member_id for deed in new})

    async def void(
        self, connection: AsyncConnection, guild_id: int, kind: DeedKind, key: str, member_id: int
    ) -> None:
        """Let a deed count no more, also where it is noted (again) later."""
        await lock_guild(connection, guild_id)
        counted = await deeds.void(connection, guild_id, kind, key, member_id, self._clock.now())
        if counted is None or kind not in KINDS:
            return
        at, worth = counted
        zone = await self._zone(connection, guild_id)
        number = local_day(at, zone)
        known = await days.days_between(connection, guild_id, [member_id], number, number)
        day = known.get((member_id, number), NOTHING)
        left = tuple(
            have - worth if one is kind else have
            for one, have in zip(KINDS, day.deeds, strict=True)
        )
        changed = {(member_id, number): day._replace(deeds=left)}
        await self._counting.replace_days(connection, guild_id, zone, changed)

    async def deleted(self, guild_id: int, message_ids: Collection[int]) -> None:
        """Let deleted messages light no block any more, also those that are yet to be counted."""
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            known = await deeds.note_deleted(connection, guild_id, message_ids, self._clock.now())
            if known:
                zone = await self._zone(connection, guild_id)
                keys = {(fact.author_id, local_day(fact.at, zone)) for fact in known}
                changed = await relit(connection, guild_id, zone, keys)
                await self._counting.replace_days(connection, guild_id, zone, changed)

    async def _zone(self, connection: AsyncConnection, guild_id: int) -> ZoneInfo:
        """Return the zone of days; where they are to be rebuilt, that will cut them anew."""
        known = await rules.zone_of(connection, guild_id)
        if known is not None:
            return known
        settings = await self._store.read(connection, guild_id, ServerSettings)
        return ZoneInfo(settings.zone)
