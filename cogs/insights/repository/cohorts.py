"""Who joined in which week, and was active in which later one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Subquery, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.models import FirstMessage, Stay
from cogs.insights.repository.activity import active_stretches

_WEEK = 7


async def of_joiners(
    connection: AsyncConnection, guild_id: int, base_day: int, end: int, borders: Sequence[datetime]
) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    """Return the sizes of the weekly cohorts, and how many of each were active in which week.

    ``borders`` are the starts of the weeks and the end of the last; weeks are counted from 0.
    Who joined in two weeks belongs to both.
    """
    which = case(
        *((Stay.joined_at < border, index) for index, border in enumerate(borders[1:])),
        else_=-1,
    )
    cohort = (
        select(Stay.member_id, which.label("cohort"))
        .where(
            Stay.guild_id == guild_id,
            Stay.joined_at >= borders[0],
            Stay.joined_at < borders[-1],
        )
        .distinct()
        .subquery()
    )
    return await _cohorts(connection, cohort, active_stretches(guild_id, base_day, end, _WEEK))


async def of_writers(
    connection: AsyncConnection, guild_id: int, base_day: int, end: int
) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    """The same with the week of the first message in the place of the week of joining."""
    cohort = (
        select(
            FirstMessage.member_id,
            ((FirstMessage.day - base_day) // 7).label("cohort"),
        )
        .where(
            FirstMessage.guild_id == guild_id,
            FirstMessage.day >= base_day,
            FirstMessage.day < end,
        )
        .subquery()
    )
    return await _cohorts(connection, cohort, active_stretches(guild_id, base_day, end, _WEEK))


async def _cohorts(
    connection: AsyncConnection, cohort: Subquery, weeks: Subquery
) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    sizes = await connection.execute(
        select(cohort.c.cohort, func.count()).group_by(cohort.c.cohort)
    )
    active = await connection.execute(
        select(cohort.c.cohort, weeks.c.stretch, func.count())
        .join(weeks, weeks.c.member_id == cohort.c.member_id)
        .group_by(cohort.c.cohort, weeks.c.stretch)
    )
    return (
        {int(row[0]): row[1] for row in sizes},
        {(int(row[0]), int(row[1])): row[2] for row in active},
    )
