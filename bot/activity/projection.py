"""Keeps daily activity, first messages and stays in step with the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Table, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.models import ChannelDay, FirstMessage, MemberDay, Stay
from bot.activity.stays import stays
from bot.db.upsert import add_up, insert, insert_new
from bot.ledger.facts import MessageFact
from bot.ledger.models import Join, Leave
from bot.ledger.projections import Batch, GuildContext, clear_days
from bot.windows import local_day

_MEMBER_DAY = cast("Table", MemberDay.__table__)
_CHANNEL_DAY = cast("Table", ChannelDay.__table__)
_FIRST = cast("Table", FirstMessage.__table__)
_STAY = cast("Table", Stay.__table__)
_COUNTS = ("messages", "reactions", "voice_s", "uses")


class ActivityProjection:
    """The kernel's own projection: see ``bot.activity.models`` for what it keeps."""

    name = "activity"
    version = 1
    tables: Sequence[Table] = (_MEMBER_DAY, _CHANNEL_DAY, _FIRST, _STAY)

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Count new facts."""
        await self._count(connection, guild, facts, 1)
        await self._first_messages(connection, guild, facts.messages)
        await self._renew_stays(connection, guild, facts)

    async def remove(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Take facts back that are gone from the ledger."""
        await self._count(connection, guild, facts, -1)
        await connection.execute(
            delete(_MEMBER_DAY).where(
                _MEMBER_DAY.c.guild_id == guild.guild_id,
                *(_MEMBER_DAY.c[name] <= 0 for name in _COUNTS),
            )
        )
        await connection.execute(
            delete(_CHANNEL_DAY).where(
                _CHANNEL_DAY.c.guild_id == guild.guild_id, _CHANNEL_DAY.c.messages <= 0
            )
        )
        await self._renew_first_messages(
            connection, guild, {fact.author_id for fact in facts.messages}
        )
        await self._renew_stays(connection, guild, facts)

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        """Drop the guild's figures, of ``since_day`` and later where it is given."""
        for table in (_MEMBER_DAY, _CHANNEL_DAY, _FIRST):
            await clear_days(connection, table, guild, since_day)
        await connection.execute(delete(_STAY).where(_STAY.c.guild_id == guild.guild_id))

    async def _count(
        self, connection: AsyncConnection, guild: GuildContext, facts: Batch, sign: int
    ) -> None:
        members: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        channels: dict[tuple[int, int], int] = defaultdict(int)
        zone = guild.zone
        for message in facts.messages:
            day = local_day(message.at, zone)
            members[day, message.author_id][0] += sign
            channels[day, message.parent_id or message.channel_id] += sign
        for reaction in facts.reactions:
            members[local_day(reaction.at, zone), reaction.member_id][1] += sign
        for voice in facts.voice:
            members[local_day(voice.at, zone), voice.member_id][2] += sign * voice.together_s
        for use in facts.uses:
            members[local_day(use.at, zone), use.member_id][3] += sign
        # Sorted, so that two processes never lock the same rows in opposite order.
        await add_up(
            connection,
            _MEMBER_DAY,
            [
                {
                    "guild_id": guild.guild_id,
                    "day": day,
                    "member_id": member,
                    **dict(zip(_COUNTS, counts, strict=True)),
                }
                for (day, member), counts in sorted(members.items())
                if any(counts)
            ],
        )
        await add_up(
            connection,
            _CHANNEL_DAY,
            [
                {"guild_id": guild.guild_id, "day": day, "channel_id": channel, "messages": count}
                for (day, channel), count in sorted(channels.items())
            ],
        )

    async def _first_messages(
        self, connection: AsyncConnection, guild: GuildContext, messages: Iterable[MessageFact]
    ) -> None:
        first: dict[int, int] = {}
        for message in messages:
            day = local_day(message.at, guild.zone)
            first[message.author_id] = min(day, first.get(message.author_id, day))
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
        for start in range(0, len(members), 500):
            await self._renew_stays_of(connection, guild, members[start : start + 500])

    async def _renew_stays_of(
        self, connection: AsyncConnection, guild: GuildContext, members: list[int]
    ) -> None:
        joins: dict[int, list[Any]] = defaultdict(list)
        leaves: dict[int, list[Any]] = defaultdict(list)
        for member, at in await connection.execute(
            select(Join.member_id, Join.at).where(
                and_(Join.guild_id == guild.guild_id, Join.member_id.in_(members))
            )
        ):
            joins[member].append(at)
        for member, at, cause in await connection.execute(
            select(Leave.member_id, Leave.at, Leave.cause).where(
                and_(Leave.guild_id == guild.guild_id, Leave.member_id.in_(members))
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
