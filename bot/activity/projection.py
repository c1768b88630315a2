"""Keeps daily activity, first messages and stays in step with the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.models import ChannelDay, FirstMessage, MemberDay, Stay
from bot.activity.stays import stays
from bot.activity.tally import COUNTS, Tally, tally_of
from bot.db.upsert import add_up, insert, insert_new
from bot.ledger.models import Join, Leave
from bot.ledger.projections import Batch, GuildContext, clear_days

_MEMBER_DAY = cast("Table", MemberDay.__table__)
_CHANNEL_DAY = cast("Table", ChannelDay.__table__)
_FIRST = cast("Table", FirstMessage.__table__)
_STAY = cast("Table", Stay.__table__)
_AT_ONCE = 500  # members in one query


class ActivityProjection:
    """The kernel's own projection: see ``bot.activity.models`` for what it keeps."""

    name = "activity"
    version = 1
    tables: Sequence[Table] = (_MEMBER_DAY, _CHANNEL_DAY, _FIRST, _STAY)

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Count new facts."""
        tally = tally_of(facts, guild.zone)
        await self._count(connection, guild, tally, 1)
        await self._first_messages(connection, guild, tally.first_messages)
        await self._renew_stays(connection, guild, facts)

    async def remove(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Take facts back that are gone from the ledger."""
        tally = tally_of(facts, guild.zone)
        await self._count(connection, guild, tally, -1)
        await self._drop_empty(connection, guild, {member for _, member in tally.members})
        await self._renew_first_messages(connection, guild, set(tally.first_messages))
        await self._renew_stays(connection, guild, facts)

    async def _drop_empty(
        self, connection: AsyncConnection, guild: GuildContext, members: set[int]
    ) -> None:
        await connection.execute(
            delete(_MEMBER_DAY).where(
                _MEMBER_DAY.c.guild_id == guild.guild_id,
                _MEMBER_DAY.c.member_id.in_(members),
                *(_MEMBER_DAY.c[name] <= 0 for name in COUNTS),
            )
        )
        await connection.execute(
            delete(_CHANNEL_DAY).where(
                _CHANNEL_DAY.c.guild_id == guild.guild_id, _CHANNEL_DAY.c.messages <= 0
            )
        )

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        """Drop the guild's figures, of ``since_day`` and later where it is given."""
        for table in (_MEMBER_DAY, _CHANNEL_DAY, _FIRST):
            await clear_days(connection, table, guild, since_day)
        await connection.execute(delete(_STAY).where(_STAY.c.guild_id == guild.guild_id))

    async def _count(
        self, connection: AsyncConnection, guild: GuildContext, tally: Tally, sign: int
    ) -> None:
        await add_up(
            connection,
            _MEMBER_DAY,
            [
                {
                    "guild_id": guild.guild_id,
                    "day": day,
                    "member_id": member,
                    "messages": sign * messages,
                    "reactions": sign * reactions,
                    "voice_s": sign * voice_s,
                    "uses": sign * uses,
                }
                for (day, member), (messages, reactions, voice_s, uses) in tally.members.items()
            ],
        )
        await add_up(
            connection,
            _CHANNEL_DAY,
            [
                {
                    "guild_id": guild.guild_id,
                    "day": day,
                    "channel_id": channel,
                    "messages": sign * count,
                }
                for (day, channel), count in tally.channels.items()
            ],
        )

    async def _first_messages(
        self, connection: AsyncConnection, guild: GuildContext, first: dict[int, int]
    ) -> None:
        if not first:
            return
        statement = insert(connection, _FIRST)
        earlier = statement.on_conflict_do_update(
            index_elements=["guild_id", "member_id"],
            set_={"day": statement.excluded.day},
            where=statement.excluded.day < _FIRST.c.day,
        )
        await connection.execute(earlier, _rows(guild, first))

    async def _renew_first_messages(
        self, connection: AsyncConnection, guild: GuildContext, members: set[int]
    ) -> None:
        if not members:
            return
        await connection.execute(
            delete(_FIRST).where(
                _FIRST.c.guild_id == guild.guild_id, _FIRST.c.member_id.in_(members)
            )
        )
        found = await connection.execute(
            select(_MEMBER_DAY.c.member_id, func.min(_MEMBER_DAY.c.day))
            .where(
                _MEMBER_DAY.c.guild_id == guild.guild_id,
                _MEMBER_DAY.c.member_id.in_(members),
                _MEMBER_DAY.c.messages > 0,
            )
            .group_by(_MEMBER_DAY.c.member_id)
        )
        await insert_new(connection, _FIRST, _rows(guild, {row.member_id: row[1] for row in found}))

    async def _renew_stays(
        self, connection: AsyncConnection, guild: GuildContext, facts: Batch
    ) -> None:
        members = sorted(
            {fact.member_id for fact in facts.joins} | {fact.member_id for fact in facts.leaves}
        )
        for start in range(0, len(members), _AT_ONCE):
            await self._renew_stays_of(connection, guild, members[start : start + _AT_ONCE])

    async def _renew_stays_of(
        self, connection: AsyncConnection, guild: GuildContext, members: list[int]
    ) -> None:
        joins: dict[int, list[Any]] = defaultdict(list)
        leaves: dict[int, list[Any]] = defaultdict(list)
        for member, at in await connection.execute(
            select(Join.member_id, Join.at).where(
                Join.guild_id == guild.guild_id, Join.member_id.in_(members)
            )
        ):
            joins[member].append(at)
        for member, at, cause in await connection.execute(
            select(Leave.member_id, Leave.at, Leave.cause).where(
                Leave.guild_id == guild.guild_id, Leave.member_id.in_(members)
            )
        ):
            leaves[member].append((at, cause))
        await connection.execute(
            delete(_STAY).where(_STAY.c.guild_id == guild.guild_id, _STAY.c.member_id.in_(members))
        )
        await insert_new(
            connection,
            _STAY,
            [
                {
                    "guild_id": guild.guild_id,
                    "member_id": member,
                    "joined_at": span.joined_at,
                    "left_at": span.left_at,
                    "cause": span.cause,
                }
                for member in members
                for span in stays(joins[member], leaves[member])
            ],
        )


def _rows(guild: GuildContext, days: dict[int, int]) -> list[dict[str, int]]:
    return [
        {"guild_id": guild.guild_id, "member_id": member, "day": day}
        for member, day in sorted(days.items())
    ]
