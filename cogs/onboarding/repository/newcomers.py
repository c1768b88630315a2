"""Newcomers: who came, how far they are, who waits for a greeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CursorResult,
    and_,
    case,
    literal,
    select,
    type_coerce,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.models import Stay
from bot.db.types import to_micros
from bot.db.upsert import insert, insert_new
from cogs.onboarding.domain.steps import Membership, Progress, Step
from cogs.onboarding.models import Newcomer, Pace, table

_NEWCOMER, _PACE = table(Newcomer), table(Pace)
# Two instants of joining closer than this are one.
SAME = timedelta(seconds=5)
_STEP_COLUMNS = {
    Step.RULES: "rules_at",
    Step.INTERESTS: "interests_at",
    Step.INTRODUCE: "introduced_at",
    Step.BUDDY: "buddy_at",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a newcomer stands; columns as in ``Newcomer``."""

    membership: Membership
    returning: bool
    screened_at: datetime | None
    outcome: str | None
    queued_at: datetime | None
    batch: str | None
    progress: Progress


def _is(membership: Membership) -> ColumnElement[bool]:
    return and_(
        Newcomer.guild_id == membership.guild_id,
        Newcomer.member_id == membership.member_id,
        Newcomer.joined_at == membership.joined_at,
    )


@dataclass(frozen=True, slots=True)
class Known:
    """A membership as it was written down, if it was.

    ``returning``: there was another one before. ``screened``: it is known to have passed
    screening.
    """

    membership: Membership
    returning: bool
    screened: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """A membership to write down.

    ``outcome`` where its greeting has ended before it began, at ``screened_at``.
    """

    membership: Membership
    returning: bool
    screened_at: datetime | None
    outcome: str | None = None


async def add(
    connection: AsyncConnection, guild_id: int, begun: Sequence[Begun]
) -> set[Membership]:
    """Write new memberships of a guild down; return those that were new."""
    nothing = {column.name: None for column in _NEWCOMER.columns}
    rows = [
        nothing
        | {
            "guild_id": guild_id,
            "member_id": one.membership.member_id,
            "joined_at": one.membership.joined_at,
            "came_back": one.returning,
            "screened_at": one.screened_at,
            "outcome": one.outcome,
            "welcomed_at": None if one.outcome is None else one.screened_at,
        }
        for one in begun
    ]
    added = await insert_new(connection, _NEWCOMER, rows)
    return {Membership(guild_id, row.member_id, row.joined_at) for row in added}


async def known(
    connection: AsyncConnection, guild_id: int, memberships: Sequence[Membership]
) -> list[Known]:
    """Return what was written down of memberships of a guild, some hundreds at most, in order.

    Discord's instant of joining is not always told with the same precision; nobody leaves and
    joins again within seconds.
    """
    ids = {membership.member_id for membership in memberships}
    ours = select(
        Newcomer.member_id,
        Newcomer.joined_at,
        literal(1).label("ours"),
        case((Newcomer.screened_at.is_not(None), 1), else_=0).label("screened"),
    ).where(Newcomer.guild_id == guild_id, Newcomer.member_id.in_(ids))
    stays = select(
        Stay.member_id, Stay.joined_at, literal(0).label("ours"), literal(0).label("screened")
    ).where(Stay.guild_id == guild_id, Stay.member_id.in_(ids))
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in await connection.execute(ours.union_all(stays)):
        found[row.member_id].append(row)
    return [_known(membership, found[membership.member_id]) for membership in memberships]


def _known(membership: Membership, rows: Sequence[Any]) -> Known:
    at, returning, screened = membership.joined_at, False, False
    for row in rows:
        if row.ours and abs(row.joined_at - membership.joined_at) < SAME:
            at, screened = row.joined_at, bool(row.screened)
        returning |= row.joined_at <= membership.joined_at - SAME
    return Known(replace(membership, joined_at=at), returning, screened)


async def as_known(connection: AsyncConnection, membership: Membership) -> Membership:
    """Return a membership as it was written down, where it was."""
    return (await known(connection, membership.guild_id, [membership]))[0].membership


async def awaiting_roles(
    connection: AsyncConnection, guild_id: int, member_ids: Collection[int]
) -> set[int]:
    """Return who came back and waits for their greeting, and for the roles of before."""
    rows = await connection.scalars(
        select(Newcomer.member_id).where(
            Newcomer.guild_id == guild_id,
            Newcomer.member_id.in_(member_ids),
            Newcomer.came_back,
            Newcomer.outcome.is_(None),
        )
    )
    return set(rows)


async def standing(connection: AsyncConnection, membership: Membership) -> Standing | None:
    """Return where a newcomer stands, None for a membership that was never seen."""
    found = await _standings(connection, _is(membership))
    return found[0] if found else None


async def latest(connection: AsyncConnection, guild_id: int, member_id: int) -> Standing | None:
    """Return the standing of somebody's last membership."""
    who = and_(Newcomer.guild_id == guild_id, Newcomer.member_id == member_id)
    found = await _standings(connection, who)
    return found[-1] if found else None


async def unwelcomed(
    connection: AsyncConnection, guild_id: int, since: datetime
) -> list[Membership]:
    """Return who passed screening, waits for a greeting of their own, and came after ``since``.

    A greeting of several has a job of its own.
    """
    rows = await connection.execute(
        select(Newcomer.member_id, Newcomer.joined_at)
        .where(
            Newcomer.guild_id == guild_id,
            Newcomer.joined_at >= since,
            Newcomer.screened_at.is_not(None),
            Newcomer.outcome.is_(None),
            Newcomer.batch.is_(None),
        )
        .order_by(Newcomer.joined_at, Newcomer.member_id)
    )
    return [Membership(guild_id, row.member_id, row.joined_at) for row in rows]


async def in_batch(connection: AsyncConnection, guild_id: int, batch: str) -> list[Standing]:
    """Return who belongs to a greeting in the welcome channel, in the order of joining."""
    return await _standings(
        connection, and_(Newcomer.guild_id == guild_id, Newcomer.batch == batch)
    )


async def _standings(connection: AsyncConnection, which: ColumnElement[bool]) -> list[Standing]:
    rows = await connection.execute(select(_NEWCOMER).where(which).order_by(Newcomer.joined_at))
    return [
        Standing(
            Membership(row["guild_id"], row["member_id"], row["joined_at"]),
            row["came_back"],
            row["screened_at"],
            row["outcome"],
            row["queued_at"],
            row["batch"],
            Progress(
                frozenset(step for step, column in _STEP_COLUMNS.items() if row[column] is not None)
            ),
        )
        for row in rows.mappings()
    ]


async def reserve(
    connection: AsyncConnection, guild_id: int, now: datetime, interval: timedelta
) -> datetime:
    """Take the guild's next place in the row of greetings; return when it is due."""
    step = interval // timedelta(microseconds=1)
    there = type_coerce(_PACE.c.next_at, BigInteger)
    moment = to_micros(now)
    statement = (
        insert(connection, _PACE)
        .values(guild_id=guild_id, next_at=now + interval)
        .on_conflict_do_update(
            index_elements=["guild_id"],
            set_={"next_at": case((there < moment, moment), else_=there) + step},
        )
        .returning(_PACE.c.next_at)
    )
    following: datetime = (await connection.execute(statement)).scalar_one()
    return following - interval


async def pass_screening(connection: AsyncConnection, membership: Membership, at: datetime) -> bool:
    """Write down that screening is passed; return whether it was not known yet."""
    return await _set(connection, membership, "screened_at", at)


async def conclude(
    connection: AsyncConnection, membership: Membership, outcome: str, at: datetime
) -> bool:
    """Write down how the greeting ended; return whether it had not ended before."""
    return await _set(connection, membership, "outcome", outcome, welcomed_at=at)


async def queue(connection: AsyncConnection, membership: Membership, at: datetime) -> None:
    """Let a newcomer wait for a greeting in the welcome channel."""
    await _set(connection, membership, "queued_at", at)


async def finish_step(
    connection: AsyncConnection, membership: Membership, step: Step, at: datetime
) -> bool:
    """Write a step down as done; return whether it was not done before."""
    return await _set(connection, membership, _STEP_COLUMNS[step], at)


async def note_nudge(connection: AsyncConnection, membership: Membership, at: datetime) -> bool:
    """Write down that a reminder goes out; return whether none did before."""
    return await _set(connection, membership, "nudged_at", at)


async def note_source(
    connection: AsyncConnection, membership: Membership, kind: str, code: str | None
) -> None:
    """Write down by what somebody came; the first word counts."""
    await _set(connection, membership, "source", kind, source_code=code)


async def take_batch(
    connection: AsyncConnection, guild_id: int, batch: str, limit: int
) -> list[Membership]:
    """Put up to ``limit`` newcomers who wait into one greeting, the longest waiting first."""
    waiting = (
        await connection.execute(
            select(Newcomer.member_id, Newcomer.joined_at)
            .where(
                Newcomer.guild_id == guild_id,
                Newcomer.queued_at.is_not(None),
                Newcomer.batch.is_(None),
                Newcomer.outcome.is_(None),
            )
            .order_by(Newcomer.queued_at, Newcomer.member_id)
            .limit(limit)
        )
    ).all()
    taken = [Membership(guild_id, row.member_id, row.joined_at) for row in waiting]
    for membership in taken:
        await _set(connection, membership, "batch", batch)
    return taken


async def _set(
    connection: AsyncConnection, membership: Membership, column: str, value: Any, **more: Any
) -> bool:
    """Set a column that is null, with ``more`` beside it; return whether it was null."""
    statement = (
        update(_NEWCOMER)
        .where(_is(membership), _NEWCOMER.c[column].is_(None))
        .values({column: value, **more})
    )
    result = cast("CursorResult[Any]", await connection.execute(statement))
    return result.rowcount > 0
