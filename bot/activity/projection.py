"""Keeps daily activity, first messages, stays and sets of members in step with the ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Table, delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.daysets import Kind
from bot.activity.marks import Marks
from bot.activity.models import (
    ChannelDay,
    DaySet,
    FirstMessage,
    MemberDay,
    MemberWeek,
    Place,
    Stay,
)
from bot.activity.stays import stays
from bot.activity.tally import COUNTS, Tally, tally_of
from bot.db.upsert import insert_new
from bot.ledger.bulk import add_up_values, put_values, rows_of_members
from bot.ledger.models import Join, Leave
from bot.ledger.projections import Batch, GuildContext, clear_days
from bot.windows import local_day, monday_of

_MEMBER_DAY = cast("Table", MemberDay.__table__)
_MEMBER_WEEK = cast("Table", MemberWeek.__table__)
_CHANNEL_DAY = cast("Table", ChannelDay.__table__)
_FIRST = cast("Table", FirstMessage.__table__)
_STAY = cast("Table", Stay.__table__)
_PLACE = cast("Table", Place.__table__)
_DAY_SET = cast("Table", DaySet.__table__)
_AT_ONCE = 500  # members in one query
_PAGE = 1_000  # rows of figures read at once
_NOTHING = (0,) * len(COUNTS)


class ActivityProjection:
    """The kernel's own projection: see ``bot.activity.models`` for what it keeps.

    Sets of members and sums of weeks follow from the other tables.
    """

    name = "activity"
    version = 2
    tables: Sequence[Table] = (
        _MEMBER_DAY,
        _MEMBER_WEEK,
        _CHANNEL_DAY,
        _FIRST,
        _STAY,
        _PLACE,
        _DAY_SET,
    )

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Count new facts."""
        tally, marks = tally_of(facts, guild.zone), Marks()
        await self._count(connection, guild, tally, 1, marks)
        # Only who had not written yet on a day may have written for the first time on it.
        wrote = marks.turned_on(Kind.WROTE)
        first = {member: day for member, day in tally.first_messages.items() if member in wrote}
        await self._first_messages(connection, guild, first, marks)
        await self._renew_stays(connection, guild, facts, marks)
        await marks.write(connection, guild)

    async def remove(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Take facts back that are gone from the ledger."""
        tally, marks = tally_of(facts, guild.zone), Marks()
        await self._count(connection, guild, tally, -1, marks)
        await self._drop_empty(connection, guild, tally)
        await self._renew_first_messages(connection, guild, set(tally.first_messages), marks)
        await self._renew_stays(connection, guild, facts, marks)
        await marks.write(connection, guild)

    async def forget(
        self, connection: AsyncConnection, guild: GuildContext, member_id: int
    ) -> None:
        """Take the member out of the sets of days whose facts are gone."""
        marks = Marks()
        for day, *counts in await connection.execute(
            select(_MEMBER_DAY.c.day, *(_MEMBER_DAY.c[name] for name in COUNTS)).where(
                _MEMBER_DAY.c.guild_id == guild.guild_id, _MEMBER_DAY.c.member_id == member_id
            )
        ):
            marks.change(day, member_id, counts, _NOTHING)
        for day in await connection.scalars(
            select(_FIRST.c.day).where(
                _FIRST.c.guild_id == guild.guild_id, _FIRST.c.member_id == member_id
            )
        ):
            marks.turn(Kind.FIRST, day, member_id, on=False)
        await marks.write(connection, guild)

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        """Drop the guild's figures, of ``since_day`` and later where it is given."""
        for table in (_MEMBER_DAY, _CHANNEL_DAY, _FIRST):
            await clear_days(connection, table, guild, since_day)
        for table in (_MEMBER_WEEK, _STAY, _PLACE, _DAY_SET):
            await clear_days(connection, table, guild, None)
        if since_day is not None:
            await self._follow(connection, guild)

    async def _follow(self, connection: AsyncConnection, guild: GuildContext) -> None:
        """Make the sets and weeks of the days that are left, whose facts are gone."""
        async for page in _pages(connection, _MEMBER_DAY, guild):
            marks = Marks()
            for row in page:
                _, day, member, *counts = row
                marks.change(day, member, _NOTHING, counts)
            await marks.write(connection, guild)
            await self._add_weeks(
                connection, guild, {(row.day, row.member_id): row.messages for row in page}
            )
        async for page in _pages(connection, _FIRST, guild):
            marks = Marks()
            for row in page:
                marks.turn(Kind.FIRST, row.day, row.member_id, on=True)
            await marks.write(connection, guild)

    async def _count(
        self,
        connection: AsyncConnection,
        guild: GuildContext,
        tally: Tally,
        sign: int,
        marks: Marks,
    ) -> None:
        rows = [
            (guild.guild_id, day, member, *(sign * count for count in counts))
            for (day, member), counts in sorted(tally.members.items())
        ]
        counted: Sequence[Any] = await add_up_values(connection, _MEMBER_DAY, rows)
        for _, day, member, *after in counted:
            added = tally.members[day, member]
            before = [now - sign * count for now, count in zip(after, added, strict=True)]
            marks.change(day, member, before, after)
        messages = {key: sign * counts[0] for key, counts in tally.members.items() if counts[0]}
        await self._add_weeks(connection, guild, messages)
        await add_up_values(
            connection,
            _CHANNEL_DAY,
            [
                (guild.guild_id, day, channel, sign * count)
                for (day, channel), count in tally.channels.items()
            ],
        )

    async def _add_weeks(
        self, connection: AsyncConnection, guild: GuildContext, messages: dict[tuple[int, int], int]
    ) -> None:
        sums: Counter[tuple[int, int]] = Counter()
        for (day, member), count in messages.items():
            if count:
                sums[monday_of(day), member] += count
        await add_up_values(
            connection,
            _MEMBER_WEEK,
            [(guild.guild_id, day, member, count) for (day, member), count in sorted(sums.items())],
        )

    async def _drop_empty(
        self, connection: AsyncConnection, guild: GuildContext, tally: Tally
    ) -> None:
        members = {member for _, member in tally.members}
        await connection.execute(
            delete(_MEMBER_DAY).where(
                _MEMBER_DAY.c.guild_id == guild.guild_id,
                _MEMBER_DAY.c.member_id.in_(members),
                *(_MEMBER_DAY.c[name] <= 0 for name in COUNTS),
            )
        )
        await connection.execute(
            delete(_MEMBER_WEEK).where(
                _MEMBER_WEEK.c.guild_id == guild.guild_id,
                _MEMBER_WEEK.c.day.in_({monday_of(day) for day, _ in tally.members}),
                _MEMBER_WEEK.c.member_id.in_(members),
                _MEMBER_WEEK.c.messages <= 0,
            )
        )
        await connection.execute(
            delete(_CHANNEL_DAY).where(
                _CHANNEL_DAY.c.guild_id == guild.guild_id,
                _CHANNEL_DAY.c.day.in_({day for day, _ in tally.channels}),
                _CHANNEL_DAY.c.messages <= 0,
            )
        )

    async def _first_messages(
        self,
        connection: AsyncConnection,
        guild: GuildContext,
        first: dict[int, int],
        marks: Marks,
    ) -> None:
        known = await self._known_first(connection, guild, first)
        earlier = {m: day for m, day in first.items() if day < known.get(m, day + 1)}
        for member, day in earlier.items():
            if member in known:
                marks.turn(Kind.FIRST, known[member], member, on=False)
            marks.turn(Kind.FIRST, day, member, on=True)
        rows = [(guild.guild_id, member, day) for member, day in sorted(earlier.items())]
        await put_values(connection, _FIRST, rows)

    async def _known_first(
        self, connection: AsyncConnection, guild: GuildContext, members: Iterable[int]
    ) -> dict[int, int]:
        found = await rows_of_members(connection, _FIRST, guild.guild_id, list(members), "day")
        return dict(found)

    async def _renew_first_messages(
        self, connection: AsyncConnection, guild: GuildContext, members: set[int], marks: Marks
    ) -> None:
        if not members:
            return
        for member, day in (await self._known_first(connection, guild, members)).items():
            marks.turn(Kind.FIRST, day, member, on=False)
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
        first = {row.member_id: row[1] for row in found}
        for member, day in first.items():
            marks.turn(Kind.FIRST, day, member, on=True)
        await insert_new(connection, _FIRST, _rows(guild, first))

    async def _renew_stays(
        self, connection: AsyncConnection, guild: GuildContext, facts: Batch, marks: Marks
    ) -> None:
        members = sorted(
            {fact.member_id for fact in facts.joins} | {fact.member_id for fact in facts.leaves}
        )
        for start in range(0, len(members), _AT_ONCE):
            await self._renew_stays_of(connection, guild, members[start : start + _AT_ONCE], marks)

    async def _renew_stays_of(
        self, connection: AsyncConnection, guild: GuildContext, members: list[int], marks: Marks
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
        dropped = await connection.execute(
            delete(_STAY)
            .where(_STAY.c.guild_id == guild.guild_id, _STAY.c.member_id.in_(members))
            .returning(_STAY.c.member_id, _STAY.c.joined_at)
        )
        for member, joined_at in dropped:
            marks.turn(Kind.JOINED, local_day(joined_at, guild.zone), member, on=False)
        renewed: list[dict[str, Any]] = [
            {
                "guild_id": guild.guild_id,
                "member_id": member,
                "joined_at": span.joined_at,
                "left_at": span.left_at,
                "cause": span.cause,
            }
            for member in members
            for span in stays(joins[member], leaves[member])
        ]
        for row in renewed:
            day = local_day(row["joined_at"], guild.zone)
            marks.turn(Kind.JOINED, day, row["member_id"], on=True)
        await insert_new(connection, _STAY, renewed)


async def _pages(connection: AsyncConnection, table: Table, guild: GuildContext) -> Any:
    """Yield the guild's rows of a table with days and members, in pages."""
    place = tuple_(table.c.day, table.c.member_id)
    statement = (
        select(table)
        .where(table.c.guild_id == guild.guild_id)
        .order_by(table.c.day, table.c.member_id)
        .limit(_PAGE)
    )
    page = (await connection.execute(statement)).all()
    while page:
        yield page
        after = tuple_(page[-1].day, page[-1].member_id)
        page = (await connection.execute(statement.where(place > after))).all()


def _rows(guild: GuildContext, days: dict[int, int]) -> list[dict[str, int]]:
    return [
        {"guild_id": guild.guild_id, "member_id": member, "day": day}
        for member, day in sorted(days.items())
    ]
