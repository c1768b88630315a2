"""Rounds of shout-outs, and what the figures of candidates are read from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from sqlalchemy import Table, and_, delete, distinct, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.models import FirstMessage, MemberDay, Stay
from bot.db.upsert import insert_new
from bot.deeds import WHOLE, DeedKind
from bot.windows import Window, day_start
from cogs.recognition.domain.blocks import SPOKE_S
from cogs.recognition.domain.shoutouts import (
    NEW_DAYS,
    REST_DAYS,
    SILENT_DAYS,
    Candidate,
    Part,
    State,
)
from cogs.recognition.models import DEED, PICK, SHOUTOUT

_MEMBER_DAY = cast("Table", MemberDay.__table__)
_STAY = cast("Table", Stay.__table__)
_FIRST = cast("Table", FirstMessage.__table__)
# More than are ever barred or gone, of the best.
_BEST = 100
_TALKED = or_(_MEMBER_DAY.c.messages > 0, _MEMBER_DAY.c.voice_s >= SPOKE_S)


async def newcomers(connection: AsyncConnection, guild_id: int, week: Window) -> dict[int, int]:
    """Return on how many days of the week those who joined lately wrote or spoke."""
    since = week.end_day - NEW_DAYS
    stays = and_(
        _STAY.c.guild_id == guild_id,
        _STAY.c.member_id == _MEMBER_DAY.c.member_id,
        _STAY.c.left_at.is_(None),
        _STAY.c.joined_at >= day_start(since, week.zone),
    )
    # Whoever wrote long ago has come back, and is not new.
    wrote_before = exists().where(
        _FIRST.c.guild_id == guild_id,
        _FIRST.c.member_id == _MEMBER_DAY.c.member_id,
        _FIRST.c.day < since,
    )
    return await _days(connection, guild_id, week, and_(exists().where(stays), ~wrote_before))


async def comebacks(connection: AsyncConnection, guild_id: int, week: Window) -> dict[int, int]:
    """Return on how many days of the week those were active who were silent for long before."""
    before = _MEMBER_DAY.alias()
    lately = exists().where(
        before.c.guild_id == guild_id,
        before.c.member_id == _MEMBER_DAY.c.member_id,
        before.c.day >= week.first_day - SILENT_DAYS,
        before.c.day < week.first_day,
    )
    once = exists().where(
        _FIRST.c.guild_id == guild_id,
        _FIRST.c.member_id == _MEMBER_DAY.c.member_id,
        _FIRST.c.day < week.first_day - SILENT_DAYS,
    )
    return await _days(connection, guild_id, week, and_(once, ~lately))


async def active_days(
    connection: AsyncConnection, guild_id: int, week: Window, members: Iterable[int]
) -> dict[int, int]:
    """Return on how many days of the week members wrote or spoke, those who did."""
    return await _days(connection, guild_id, week, _MEMBER_DAY.c.member_id.in_(list(members)))


async def _days(
    connection: AsyncConnection, guild_id: int, week: Window, condition: object
) -> dict[int, int]:
    days = func.count().label("days")
    rows = await connection.execute(
        select(_MEMBER_DAY.c.member_id, days)
        .where(
            _MEMBER_DAY.c.guild_id == guild_id,
            _MEMBER_DAY.c.day >= week.first_day,
            _MEMBER_DAY.c.day < week.end_day,
            _TALKED,
            condition,  # type: ignore[arg-type]
        )
        .group_by(_MEMBER_DAY.c.member_id)
        .order_by(days.desc(), _MEMBER_DAY.c.member_id)
        .limit(_BEST)
    )
    return {row[0]: row[1] for row in rows}


async def helped(
    connection: AsyncConnection, guild_id: int, week: Window, *kinds: DeedKind
) -> dict[int, int]:
    """Return how many different people thanked members, or accepted their answers.

    Thanks that went round, and were damped to less than half, do not count.
    """
    people = func.count(distinct(DEED.c.by_id)).label("people")
    rows = await connection.execute(
        select(DEED.c.member_id, people)
        .where(
            DEED.c.guild_id == guild_id,
            DEED.c.kind.in_([kind.value for kind in kinds]),
            DEED.c.at >= week.start,
            DEED.c.at < week.end,
            DEED.c.voided_at.is_(None),
            DEED.c.worth >= WHOLE // 2,
            DEED.c.by_id != DEED.c.member_id,
        )
        .group_by(DEED.c.member_id)
        .order_by(people.desc(), DEED.c.member_id)
        .limit(_BEST)
    )
    return {row[0]: row[1] for row in rows}


# -- rounds ----------------------------------------------------------------------------------


async def named_lately(connection: AsyncConnection, guild_id: int, day: int) -> set[int]:
    """Return who was named in a round within four weeks of that of ``day``."""
    told = and_(
        SHOUTOUT.c.guild_id == guild_id,
        SHOUTOUT.c.day == PICK.c.day,
        SHOUTOUT.c.state.in_([State.GOING.value, State.POSTED.value]),
    )
    chosen = select(PICK.c.member_id).where(
        PICK.c.guild_id == guild_id,
        PICK.c.day > day - REST_DAYS,
        PICK.c.day < day + REST_DAYS,
        PICK.c.day != day,
        PICK.c.kept,
        exists().where(told),
    )
    return set(await connection.scalars(chosen))


async def state_of(connection: AsyncConnection, guild_id: int, day: int) -> State | None:
    """Return how far a round is, None where there is none."""
    found = await connection.scalar(
        select(SHOUTOUT.c.state).where(SHOUTOUT.c.guild_id == guild_id, SHOUTOUT.c.day == day)
    )
    return None if found is None else State(found)


async def begin(
    connection: AsyncConnection, guild_id: int, day: int, state: State, now: datetime
) -> None:
    """Write a round down."""
    row = {"guild_id": guild_id, "day": day, "state": state.value, "made_at": now}
    await insert_new(connection, SHOUTOUT, [row])


async def move(
    connection: AsyncConnection, guild_id: int, day: int, before: State, after: State
) -> bool:
    """Bring a round from one state to the next; return whether it was in the one."""
    done = await connection.execute(
        update(SHOUTOUT)
        .where(
            SHOUTOUT.c.guild_id == guild_id,
            SHOUTOUT.c.day == day,
            SHOUTOUT.c.state == before.value,
        )
        .values(state=after.value)
    )
    return done.rowcount > 0


async def picks_of(
    connection: AsyncConnection, guild_id: int, day: int, *, kept: bool = True
) -> list[Candidate]:
    """Return who is in a round, or was and is no more, in the order of the parts."""
    rows = await connection.execute(
        select(PICK.c.part, PICK.c.member_id, PICK.c.figure).where(
            PICK.c.guild_id == guild_id, PICK.c.day == day, PICK.c.kept.is_(kept)
        )
    )
    found = [Candidate(Part(part), member, figure) for part, member, figure in rows]
    order = list(Part)
    return sorted(found, key=lambda one: order.index(one.part))


async def add_picks(
    connection: AsyncConnection, guild_id: int, day: int, picks: Iterable[Candidate]
) -> None:
    """Put members into a round."""
    rows = [
        {
            "guild_id": guild_id,
            "day": day,
            "part": one.part.value,
            "member_id": one.member_id,
            "figure": one.figure,
            "kept": True,
        }
        for one in picks
    ]
    if rows:
        await connection.execute(insert(PICK), rows)


async def take_out(connection: AsyncConnection, guild_id: int, day: int, part: Part) -> bool:
    """Take whoever is in a part of a round out of it; return whether somebody was."""
    done = await connection.execute(
        update(PICK)
        .where(
            PICK.c.guild_id == guild_id,
            PICK.c.day == day,
            PICK.c.part == part.value,
            PICK.c.kept,
        )
        .values(kept=False)
    )
    return done.rowcount > 0


async def drop_before(connection: AsyncConnection, guild_id: int, day: int) -> None:
    """Delete rounds of long ago, and who was in them."""
    for table in (SHOUTOUT, PICK):
        await connection.execute(
            delete(table).where(table.c.guild_id == guild_id, table.c.day < day)
        )
