"""What is recorded of a guild beside its facts: which projections are up to date, and more."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    Integer,
    String,
    Table,
    bindparam,
    delete,
    literal_column,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.dialects.sqlite import aiosqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.types import from_micros
from bot.db.upsert import put
from bot.ledger.models import Forgotten, Horizon, OptOut, ProjectionState
from bot.ledger.projections import Projection, Projections

_PROJECTION = cast("Table", ProjectionState.__table__)
_STATE, _HORIZON, _OPT_OUT, _FORGOTTEN = range(4)
_GUILD = bindparam("guild", type_=BigInteger)
_NO_TEXT, _NO_NUMBER, _NO_BIG = (sql_cast(null(), kind) for kind in (String, Integer, BigInteger))

# One statement, because every write begins with it and each costs a round trip.
_STANDING = union_all(
    select(
        literal_column(str(_STATE), Integer),
        _PROJECTION.c.name,
        _PROJECTION.c.zone,
        _PROJECTION.c.version,
        _NO_BIG,
        _NO_BIG,
    ).where(_PROJECTION.c.guild_id == _GUILD),
    select(
        literal_column(str(_HORIZON), Integer),
        _NO_TEXT,
        _NO_TEXT,
        Horizon.day,
        type_coerce(Horizon.at, BigInteger),
        _NO_BIG,
    ).where(Horizon.guild_id == _GUILD),
    select(
        literal_column(str(_OPT_OUT), Integer),
        _NO_TEXT,
        _NO_TEXT,
        _NO_NUMBER,
        type_coerce(OptOut.member_id, BigInteger),
        _NO_BIG,
    ).where(OptOut.guild_id == _GUILD),
    select(
        literal_column(str(_FORGOTTEN), Integer),
        _NO_TEXT,
        _NO_TEXT,
        _NO_NUMBER,
        type_coerce(Forgotten.fingerprint, BigInteger),
        type_coerce(Forgotten.until, BigInteger),
    ).where(Forgotten.guild_id == _GUILD),
)


def _standing(dialect: str, guild_id: int) -> tuple[str, tuple[int, ...]]:
    statement, times = _written_out(dialect)
    return statement, (guild_id,) * times


@cache
def _written_out(dialect: str) -> tuple[str, int]:
    """Return the statement as the driver takes it, and how often it takes the guild.

    To find the statement in SQLAlchemy's cache costs more than to run it.
    """
    of = {"postgresql": asyncpg.dialect, "sqlite": aiosqlite.dialect}[dialect]
    compiled = _STANDING.compile(dialect=of())
    return str(compiled), len(compiled.positiontup or [])


@dataclass(frozen=True, slots=True)
class Gone:
    """Facts before ``at`` (aware UTC) are gone; figures of days before ``day`` are final."""

    at: datetime
    day: int


@dataclass(slots=True)
class Standing:
    """What is recorded of a guild.

    ``zones``: the zone of each projection that is up to date, by its name. ``others``: names
    of those that were up to date for another version, or for a feature that is not there now:
    they miss what is written from here on, and must be marked stale then. ``silent``: the
    members who opted out. ``forgotten``: until when the facts of members were
    deleted, by their fingerprints. ``gone``: what the retention period has taken, if anything.
    """

    zones: dict[str, ZoneInfo] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    silent: set[int] = field(default_factory=set)
    forgotten: dict[int, datetime] = field(default_factory=dict)
    gone: Gone | None = None


async def standing_of(
    connection: AsyncConnection, guild_id: int, projections: Projections
) -> Standing:
    """Return what is recorded of a guild."""
    versions = {projection.name: projection.version for projection in projections}
    standing = Standing()
    statement, parameters = _standing(connection.dialect.name, guild_id)
    rows: Iterable[Any] = await connection.exec_driver_sql(statement, parameters)
    for kind, name, zone, number, big, until in rows:
        if kind == _OPT_OUT:
            standing.silent.add(big)
        elif kind == _FORGOTTEN:
            standing.forgotten[big] = from_micros(until)
        elif kind == _HORIZON:
            standing.gone = Gone(from_micros(big), number)
        elif versions.get(name) == number:
            standing.zones[name] = ZoneInfo(zone)
        else:
            standing.others.add(name)
    return standing


async def mark_current(
    connection: AsyncConnection, guild_id: int, projection: Projection, zone: ZoneInfo
) -> None:
    """Record that ``projection`` holds every fact of the guild, days cut in ``zone``."""
    row = {
        "guild_id": guild_id,
        "name": projection.name,
        "version": projection.version,
        "zone": zone.key,
    }
    await put(connection, _PROJECTION, [row])


async def mark_stale(connection: AsyncConnection, guild_id: int, names: Collection[str]) -> None:
    """Record that projections miss facts and must be rebuilt."""
    if names:
        await connection.execute(
            delete(_PROJECTION).where(
                _PROJECTION.c.guild_id == guild_id, _PROJECTION.c.name.in_(sorted(names))
            )
        )
