"""Raids, who was in them, what was done about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert, insert_new
from cogs.moderation.domain.raids import Trait
from cogs.moderation.models import RaidMeasure, RaidMember, RaidRow, table

_RAID, _MEMBER, _MEASURE = table(RaidRow), table(RaidMember), table(RaidMeasure)
_TRAITS: Final = ","


class Measure(StrEnum):
    """What is changed in the server for as long as a raid lasts; at most 12 characters."""

    INVITES = "invites"
    VERIFICATION = "verification"
    LOCKDOWN = "lockdown"


class Done(StrEnum):
    """How far something got that is done to a member; at most 8 characters."""

    WANTED = "wanted"
    DONE = "done"
    LEFT = "left"  # it could not be done, or was so before: there is nothing to undo
    UNDO = "undo"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Raid:
    """A raid: ``number`` is its case's. All instants aware UTC.

    ``last_at``: when somebody who belongs to it came last. ``ending_at``: since when its measures
    are being undone. ``message_id``: the alert in ``channel_id``.
    """

    guild_id: int
    number: int
    started_at: datetime
    last_at: datetime
    ending_at: datetime | None
    ended_at: datetime | None
    ended_by: int | None
    channel_id: int | None
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Raider:
    """An account of a raid."""

    member_id: int
    cluster: int
    traits: frozenset[Trait]
    quarantine: Done | None
    quarantine_case: int | None
    ban: Done | None
    ban_case: int | None
    banned_at: datetime | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A measure that was taken: ``before`` and ``after`` are JSON."""

    kind: Measure
    case_number: int
    before: Any
    after: Any
    undone_at: datetime | None


async def active(connection: AsyncConnection, guild_id: int) -> Raid | None:
    """Return the raid that is on, also while it is being ended."""
    chosen = and_(_RAID.c.guild_id == guild_id, _RAID.c.ended_at.is_(None))
    return await _raid(connection, chosen)


async def get(connection: AsyncConnection, guild_id: int, number: int) -> Raid | None:
    """Return a raid."""
    return await _raid(connection, _of(_RAID, guild_id, number))


async def latest(connection: AsyncConnection, guild_id: int) -> Raid | None:
    """Return the raid that was last."""
    return await _raid(connection, _RAID.c.guild_id == guild_id)


async def add(connection: AsyncConnection, guild_id: int, number: int, now: datetime) -> None:
    """Write down that a raid is on."""
    await connection.execute(
        insert(connection, _RAID).values(
            guild_id=guild_id, number=number, started_at=now, last_at=now
        )
    )


async def change(connection: AsyncConnection, guild_id: int, number: int, **values: Any) -> None:
    """Change a raid."""
    await connection.execute(update(_RAID).where(_of(_RAID, guild_id, number)).values(values))


async def raiders(
    connection: AsyncConnection, guild_id: int, number: int, cluster: int | None = None
) -> list[Raider]:
    """Return the accounts of a raid, or of one cluster of it, in the order of their ids."""
    chosen = _of(_MEMBER, guild_id, number)
    if cluster is not None:
        chosen = and_(chosen, _MEMBER.c.cluster == cluster)
    rows = await connection.execute(select(_MEMBER).where(chosen).order_by(_MEMBER.c.member_id))
    return [_raider(row) for row in rows.mappings()]


async def in_quarantine(
    connection: AsyncConnection, guild_id: int, number: int, member_id: int
) -> bool:
    """Tell whether somebody was put into quarantine for a raid, and it was not undone."""
    chosen = and_(
        _of(_MEMBER, guild_id, number),
        _MEMBER.c.member_id == member_id,
        _MEMBER.c.quarantine == Done.DONE,
    )
    return (await connection.scalar(select(_MEMBER.c.member_id).where(chosen))) is not None


async def put_raiders(
    connection: AsyncConnection,
    guild_id: int,
    number: int,
    clusters: Mapping[int, tuple[int, frozenset[Trait]]],
) -> None:
    """Write down the cluster and the traits of members; what was done to them stays."""
    if not clusters:
        return
    statement = insert(connection, _MEMBER)
    key = ["guild_id", "number", "member_id"]
    new = {name: statement.excluded[name] for name in ("cluster", "traits")}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=key, set_=new),
        [
            {
                "guild_id": guild_id,
                "number": number,
                "member_id": member_id,
                "cluster": cluster,
                "traits": _TRAITS.join(sorted(traits)),
            }
            for member_id, (cluster, traits) in clusters.items()
        ],
    )


async def mark(
    connection: AsyncConnection,
    guild_id: int,
    number: int,
    member_ids: Iterable[int],
    **values: Any,
) -> None:
    """Write down what was, or is to be, done to members."""
    ids = list(member_ids)
    if ids:
        chosen = and_(_of(_MEMBER, guild_id, number), _MEMBER.c.member_id.in_(ids))
        await connection.execute(update(_MEMBER).where(chosen).values(values))


async def measures(connection: AsyncConnection, guild_id: int, number: int) -> list[Taken]:
    """Return the measures of a raid."""
    chosen = _of(_MEASURE, guild_id, number)
    return await _measures(connection, chosen)


async def standing(
    connection: AsyncConnection, guild_id: int, kind: Measure, number: int
) -> list[tuple[int, Taken]]:
    """Return measures of other raids than ``number`` that were never undone, with their raids."""
    chosen = and_(
        _MEASURE.c.guild_id == guild_id,
        _MEASURE.c.kind == kind,
        _MEASURE.c.number != number,
        _MEASURE.c.undone_at.is_(None),
    )
    rows = await connection.execute(select(_MEASURE).where(chosen).order_by(_MEASURE.c.number))
    return [(row["number"], _taken(row)) for row in rows.mappings()]


async def add_measure(
    connection: AsyncConnection, guild_id: int, number: int, taken: Taken, now: datetime
) -> bool:
    """Write a measure down; False where it is taken already."""
    row = {
        "guild_id": guild_id,
        "number": number,
        "kind": taken.kind,
        "case_number": taken.case_number,
        "before": taken.before,
        "after": taken.after,
        "begun_at": now,
        "undone_at": None,
    }
    return bool(await insert_new(connection, _MEASURE, [row]))


async def change_measure(
    connection: AsyncConnection, guild_id: int, number: int, kind: Measure, **values: Any
) -> None:
    """Change a measure."""
    chosen = and_(_of(_MEASURE, guild_id, number), _MEASURE.c.kind == kind)
    await connection.execute(update(_MEASURE).where(chosen).values(values))


async def drop_measure(
    connection: AsyncConnection, guild_id: int, number: int, kind: Measure
) -> None:
    """Forget a measure that Discord refused, so that it can be taken again."""
    chosen = and_(_of(_MEASURE, guild_id, number), _MEASURE.c.kind == kind)
    await connection.execute(_MEASURE.delete().where(chosen))


def _of(source: Any, guild_id: int, number: int) -> ColumnElement[bool]:
    return and_(source.c.guild_id == guild_id, source.c.number == number)


async def _raid(connection: AsyncConnection, chosen: ColumnElement[bool]) -> Raid | None:
    statement = select(_RAID).where(chosen).order_by(_RAID.c.number.desc()).limit(1)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else Raid(**row)


async def _measures(connection: AsyncConnection, chosen: ColumnElement[bool]) -> list[Taken]:
    statement = select(_MEASURE).where(chosen).order_by(_MEASURE.c.begun_at, _MEASURE.c.kind)
    rows: Sequence[RowMapping] = (await connection.execute(statement)).mappings().all()
    return [_taken(row) for row in rows]


def _taken(row: RowMapping) -> Taken:
    return Taken(
        Measure(row["kind"]), row["case_number"], row["before"], row["after"], row["undone_at"]
    )


def _raider(row: RowMapping) -> Raider:
    done = {name: Done(row[name]) if row[name] else None for name in ("quarantine", "ban")}
    return Raider(
        member_id=row["member_id"],
        cluster=row["cluster"],
        traits=frozenset(Trait(one) for one in row["traits"].split(_TRAITS) if one),
        quarantine=done["quarantine"],
        quarantine_case=row["quarantine_case"],
        ban=done["ban"],
        ban_case=row["ban_case"],
        banned_at=row["banned_at"],
    )
