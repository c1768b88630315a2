"""Members' days."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ledger.bulk import rows_of_members_between, write_values
from cogs.recognition.domain.blocks import thirds, whole
from cogs.recognition.domain.xp import Day
from cogs.recognition.models import DAY

# By member id and local day.
Days = dict[tuple[int, int], Day]
FIRST, LAST = 0, 2**31 - 1
_PAGE = 5_000


async def days_between(
    connection: AsyncConnection, guild_id: int, members: Collection[int], first: int, last: int
) -> Days:
    """Return the days of members, from ``first`` to ``last``."""
    rows = await rows_of_members_between(connection, DAY, guild_id, members, ("day", first, last))
    return dict(map(_day_of, rows))


async def put_days(connection: AsyncConnection, guild_id: int, days: Mapping[Any, Day]) -> None:
    """Write days; those on which nothing is left are deleted."""
    rows = [
        (guild_id, *key, *thirds(day.blocks), day.voice_s, *day.deeds, day.streak)
        for key, day in sorted(days.items())
        if not day.empty
    ]
    await write_values(connection, DAY, rows)
    gone = [key for key, day in days.items() if day.empty]
    for start in range(0, len(gone), _PAGE):
        await connection.execute(
            delete(DAY).where(
                DAY.c.guild_id == guild_id,
                tuple_(DAY.c.member_id, DAY.c.day).in_(gone[start : start + _PAGE]),
            )
        )


async def drop_days(connection: AsyncConnection, guild_id: int, since_day: int | None) -> None:
    """Delete the guild's days, of ``since_day`` and later where it is given."""
    chosen = delete(DAY).where(DAY.c.guild_id == guild_id)
    if since_day is not None:
        chosen = chosen.where(DAY.c.day >= since_day)
    await connection.execute(chosen)


async def by_member(
    connection: AsyncConnection, guild_id: int
) -> AsyncIterator[tuple[int, dict[int, Day]]]:
    """Yield each member of a guild with all their days."""
    statement = (
        select(DAY).where(DAY.c.guild_id == guild_id).order_by(DAY.c.member_id, DAY.c.day)
    ).limit(_PAGE)
    key = tuple_(DAY.c.member_id, DAY.c.day)
    page: Sequence[Any] = (await connection.execute(statement)).all()
    current: int | None = None
    days: dict[int, Day] = {}
    while page:
        for row in page:
            (member, number), day = _day_of(row)
            if member != current:
                if current is not None:
                    yield current, days
                current, days = member, {}
            days[number] = day
        after = key > tuple_(page[-1].member_id, page[-1].day)
        page = (await connection.execute(statement.where(after))).all()
    if current is not None:
        yield current, days


def _day_of(row: Any) -> tuple[tuple[int, int], Day]:
    _, member, number, early, middle, late, voice_s, *deeds, streak = row
    return (member, number), Day(whole(early, middle, late), voice_s, tuple(deeds), streak)
