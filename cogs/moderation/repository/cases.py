"""Cases, their numbers and their changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert
from cogs.moderation.domain.actions import Action, Dm, Outcome, Source
from cogs.moderation.domain.batches import BATCH_OPEN, begin_of
from cogs.moderation.domain.case import Case
from cogs.moderation.models import CaseChange, CaseNumber, CaseRow, RulesVersion, table
from cogs.moderation.repository.rules import title_of

_CASE, _NUMBER, _CHANGE = table(CaseRow), table(CaseNumber), table(CaseChange)
_VERSION = table(RulesVersion)
# The rules that held when a case was opened, where it cites one: they may be others by now.
_RULES_THEN = (
    select(_VERSION.c.rules)
    .where(
        _CASE.c.rule.is_not(None),
        _VERSION.c.guild_id == _CASE.c.guild_id,
        _VERSION.c.published_at <= _CASE.c.created_at,
    )
    .order_by(_VERSION.c.version.desc())
    .limit(1)
    .correlate(_CASE)
    .scalar_subquery()
    .label("rules_then")
)


# They left and came back, and got back what they had.
RETURN = "return"


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed in a case: ``kind`` is ``reason``, ``void`` or ``RETURN``."""

    kind: str
    moderator_id: int | None
    changed_at: datetime
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases are asked for; what is None is not asked for."""

    target_id: int | None = None
    moderator_id: int | None = None
    action: Action | None = None


async def lock(connection: AsyncConnection, guild_id: int) -> None:
    """Keep everybody else out of the guild's cases until the transaction ends."""
    await connection.execute(
        insert(connection, _NUMBER)
        .values(guild_id=guild_id, last=0)
        .on_conflict_do_update(index_elements=[_NUMBER.c.guild_id], set_={"last": _NUMBER.c.last})
    )


async def next_number(connection: AsyncConnection, guild_id: int) -> int:
    """Return the guild's next number.

    Others who ask wait until the transaction ends; where it fails the number is given again.
    """
    statement = (
        insert(connection, _NUMBER)
        .values(guild_id=guild_id, last=1)
        .on_conflict_do_update(
            index_elements=[_NUMBER.c.guild_id], set_={"last": _NUMBER.c.last + 1}
        )
        .returning(_NUMBER.c.last)
    )
    return int((await connection.execute(statement)).scalar_one())


async def add(connection: AsyncConnection, case: Case) -> None:
    """Write a new case down."""
    row = {name: value for name, value in asdict(case).items() if name in _CASE.c}
    await connection.execute(insert(connection, _CASE).values(**row))


async def get(connection: AsyncConnection, guild_id: int, number: int) -> Case | None:
    """Return a case."""
    rows = await _cases(connection, _is(guild_id, number))
    return rows[0] if rows else None


async def of_entry(connection: AsyncConnection, guild_id: int, entry_id: int) -> Case | None:
    """Return the case of an entry of the audit log."""
    rows = await _cases(
        connection, and_(_CASE.c.guild_id == guild_id, _CASE.c.audit_entry_id == entry_id)
    )
    return rows[0] if rows else None


async def found(
    connection: AsyncConnection,
    guild_id: int,
    wanted: Filter,
    *,
    limit: int,
    below: int | None = None,
) -> list[Case]:
    """Return the latest cases that are asked for, with a number ``below`` that one."""
    chosen = _wanted(guild_id, wanted)
    if below is not None:
        chosen = and_(chosen, _CASE.c.number < below)
    return await _cases(connection, chosen, limit=limit)


async def count(connection: AsyncConnection, guild_id: int, wanted: Filter) -> int:
    """Return how many cases are asked for."""
    statement = select(func.count()).select_from(_CASE).where(_wanted(guild_id, wanted))
    return int(await connection.scalar(statement) or 0)


async def since(
    connection: AsyncConnection,
    guild_id: int,
    target_id: int,
    actions: Sequence[Action],
    at: datetime,
) -> Case | None:
    """Return the latest case of a member with one of ``actions`` from ``at`` on.

    One that failed, or was voided, did nothing and is passed over.
    """
    rows = await _cases(
        connection,
        and_(
            _target(guild_id, target_id),
            _CASE.c.action.in_(actions),
            _CASE.c.created_at >= at,
            _CASE.c.outcome != Outcome.FAILED,
            _CASE.c.voided_at.is_(None),
        ),
        limit=1,
    )
    return rows[0] if rows else None


async def latest(
    connection: AsyncConnection, guild_id: int, target_id: int, actions: Sequence[Action]
) -> Case | None:
    """Return the last case of a member with one of ``actions`` that was done, or may be."""
    chosen = and_(
        _target(guild_id, target_id),
        _CASE.c.action.in_(actions),
        _CASE.c.outcome != Outcome.FAILED,
    )
    rows = await _cases(connection, chosen, limit=1)
    return rows[0] if rows else None


async def strikes(connection: AsyncConnection, guild_id: int, target_id: int, now: datetime) -> int:
    """Return how many strikes a member has at ``now``."""
    statement = select(func.sum(_CASE.c.strikes)).where(
        _target(guild_id, target_id),
        _CASE.c.voided_at.is_(None),
        _CASE.c.outcome != Outcome.FAILED,
        or_(_CASE.c.strikes_until.is_(None), _CASE.c.strikes_until > now),
    )
    return int(await connection.scalar(statement) or 0)


async def by_action(connection: AsyncConnection, guild_id: int, target_id: int) -> Counter[str]:
    """Return how many cases a member has of each action; void ones do not count."""
    rows = await connection.execute(
        select(_CASE.c.action, func.count())
        .where(_target(guild_id, target_id), _CASE.c.voided_at.is_(None))
        .group_by(_CASE.c.action)
    )
    return Counter({row[0]: row[1] for row in rows})


async def lasting(
    connection: AsyncConnection,
    guild_id: int,
    target_id: int,
    action: Action | None,
    before: int,
) -> list[Case]:
    """Return the cases of a member with ``action`` and a number below ``before`` not ended yet."""
    if action is None:
        return []
    chosen = and_(
        _target(guild_id, target_id),
        _CASE.c.action == action,
        _CASE.c.number < before,
        _CASE.c.outcome != Outcome.FAILED,
        _CASE.c.ended_at.is_(None),
    )
    return await _cases(connection, chosen)


async def in_force(
    connection: AsyncConnection, guild_id: int, actions: Sequence[Action], now: datetime
) -> list[Case]:
    """Return the cases of a guild with one of ``actions`` that are to be in force at ``now``."""
    chosen = and_(
        _CASE.c.guild_id == guild_id,
        _CASE.c.action.in_(actions),
        _CASE.c.outcome != Outcome.FAILED,
        _CASE.c.voided_at.is_(None),
        _CASE.c.ended_at.is_(None),
        or_(_CASE.c.ends_at.is_(None), _CASE.c.ends_at > now),
    )
    return await _cases(connection, chosen)


async def of_batch(connection: AsyncConnection, guild_id: int, batch: int) -> list[Case]:
    """Return the cases of a batch of the mod log, in order."""
    chosen = and_(
        _CASE.c.guild_id == guild_id,
        _CASE.c.created_at >= begin_of(batch) - BATCH_OPEN,
        _CASE.c.log_batch == batch,
    )
    return (await _cases(connection, chosen))[::-1]


async def put_logged(
    connection: AsyncConnection,
    guild_id: int,
    numbers: Sequence[int],
    channel_id: int,
    message_id: int,
) -> None:
    """Write down where cases stand in the mod log."""
    await connection.execute(
        update(_CASE)
        .where(_CASE.c.guild_id == guild_id, _CASE.c.number.in_(numbers))
        .values(log_channel_id=channel_id, log_message_id=message_id)
    )


async def weighing(connection: AsyncConnection, guild_id: int, target_id: int) -> list[Case]:
    """Return a member's cases that have strikes, or followed from some, voided ones too."""
    weighs = or_(_CASE.c.strikes > 0, _CASE.c.cause.is_not(None))
    return await _cases(connection, and_(_target(guild_id, target_id), weighs))


async def change(
    connection: AsyncConnection,
    guild_id: int,
    number: int,
    *conditions: ColumnElement[bool],
    **values: Any,
) -> bool:
    """Change columns of a case where ``conditions`` hold; return whether it was changed."""
    result = await connection.execute(
        update(_CASE)
        .where(_is(guild_id, number), *conditions)
        .values(**values)
        .returning(_CASE.c.number)
    )
    return result.first() is not None


def undecided() -> ColumnElement[bool]:
    """Return the condition that nobody has said how a case went."""
    return _CASE.c.outcome == Outcome.BEGUN


def unended() -> ColumnElement[bool]:
    """Return the condition that what a case did was not ended."""
    return _CASE.c.ended_at.is_(None)


async def add_change(
    connection: AsyncConnection, guild_id: int, number: int, change: Change
) -> None:
    """Write a change of a case down; the case is locked by then."""
    steps = await connection.scalar(
        select(func.count())
        .select_from(_CHANGE)
        .where(_CHANGE.c.guild_id == guild_id, _CHANGE.c.number == number)
    )
    row = {"guild_id": guild_id, "number": number, "step": int(steps or 0) + 1, **asdict(change)}
    await connection.execute(insert(connection, _CHANGE).values(**row))


async def put_return(connection: AsyncConnection, guild_id: int, number: int, at: datetime) -> None:
    """Write down, over the last time, that what a case did was given back to who came back."""
    mine = and_(
        _CHANGE.c.guild_id == guild_id, _CHANGE.c.number == number, _CHANGE.c.kind == RETURN
    )
    known = await connection.execute(
        update(_CHANGE).where(mine).values(changed_at=at).returning(_CHANGE.c.step)
    )
    if known.first() is None:
        await add_change(connection, guild_id, number, Change(RETURN, None, at, "", ""))


async def changes(connection: AsyncConnection, guild_id: int, number: int) -> list[Change]:
    """Return how a case was changed, in order."""
    rows = await connection.execute(
        select(_CHANGE)
        .where(_CHANGE.c.guild_id == guild_id, _CHANGE.c.number == number)
        .order_by(_CHANGE.c.step)
    )
    return [Change(**{name: row[name] for name in Change.__slots__}) for row in rows.mappings()]


def _is(guild_id: int, number: int) -> ColumnElement[bool]:
    return and_(_CASE.c.guild_id == guild_id, _CASE.c.number == number)


def _target(guild_id: int, target_id: int) -> ColumnElement[bool]:
    return and_(_CASE.c.guild_id == guild_id, _CASE.c.target_id == target_id)


def _wanted(guild_id: int, wanted: Filter) -> ColumnElement[bool]:
    asked = {name: value for name, value in asdict(wanted).items() if value is not None}
    return and_(_CASE.c.guild_id == guild_id, *(_CASE.c[name] == asked[name] for name in asked))


async def _cases(
    connection: AsyncConnection,
    chosen: ColumnElement[bool],
    *,
    limit: int | None = None,
) -> list[Case]:
    statement = (
        select(_CASE, _RULES_THEN).where(chosen).order_by(_CASE.c.number.desc()).limit(limit)
    )
    rows = (await connection.execute(statement)).mappings()
    return [_case(row) for row in rows]


def _case(row: RowMapping) -> Case:
    values = dict(row)
    rules_then = values.pop("rules_then")
    return Case(
        **values
        | {
            "action": Action(row["action"]),
            "source": Source(row["source"]),
            "outcome": Outcome(row["outcome"]),
            "dm": Dm(row["dm"]),
            "rule_title": title_of(rules_then or (), row["rule"]),
        }
    )
