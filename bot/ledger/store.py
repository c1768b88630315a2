"""Reading and writing facts; every function runs inside the caller's transaction."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Table, delete, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new
from bot.ledger.facts import (
    Fact,
    JoinFact,
    LeaveCause,
    LeaveFact,
    MessageFact,
    MessageFlag,
    ReactionFact,
    UseFact,
    UseKind,
    VoiceFact,
)
from bot.ledger.models import Join, Leave, Message, OptOut, Reaction, Use, Voice
from bot.ledger.projections import Batch

_PAGE = 5_000


@dataclass(frozen=True, slots=True)
class FactTable:
    """How one kind of fact lies in its table."""

    table: Table
    key: tuple[str, ...]  # the primary key's columns after guild_id, named as in the fact
    member: str  # the column with the member whose fact it is
    to_row: Callable[[Any], dict[str, Any]]
    from_row: Callable[[Row[Any]], Fact]

    @property
    def key_columns(self) -> list[ColumnElement[Any]]:
        """The key's columns after ``guild_id``."""
        return [self.table.c[name] for name in self.key]


def _message_row(fact: MessageFact) -> dict[str, Any]:
    return {
        "guild_id": fact.guild_id,
        "message_id": fact.message_id,
        "channel_id": fact.channel_id,
        "author_id": fact.author_id,
        "at": fact.at,
        "parent_id": fact.parent_id,
        "reply_to": fact.reply_to,
        "mentions": " ".join(map(str, fact.mentions)) or None,
        "length": fact.length,
        "flags": int(fact.flags),
        "language": fact.language,
        "score": fact.score,
    }


def message_from(row: Row[Any]) -> MessageFact:
    """Return the fact that lies in a row of ``ledger_message``."""
    values = dict(row._mapping)  # noqa: SLF001 - the documented way to a row's mapping
    values["mentions"] = tuple(map(int, (values["mentions"] or "").split()))
    values["flags"] = MessageFlag(values["flags"])
    return MessageFact(**values)


def _plain_row(*names: str) -> Callable[[Any], dict[str, Any]]:
    def to_row(fact: Any) -> dict[str, Any]:
        return {name: getattr(fact, name) for name in names}

    return to_row


def _rebuilt(fact: Callable[..., Fact], /, **converters: Callable[[Any], Any]) -> Any:
    def from_row(row: Row[Any]) -> Fact:
        values = dict(row._mapping)  # noqa: SLF001 - the documented way to a row's mapping
        for name, convert in converters.items():
            values[name] = convert(values[name])
        return fact(**values)

    return from_row


TABLES: dict[type[Fact], FactTable] = {
    MessageFact: FactTable(
        cast("Table", Message.__table__), ("message_id",), "author_id", _message_row, message_from
    ),
    ReactionFact: FactTable(
        cast("Table", Reaction.__table__),
        ("message_id", "member_id", "emoji"),
        "member_id",
        _plain_row("guild_id", "message_id", "member_id", "emoji", "channel_id", "at"),
        _rebuilt(ReactionFact),
    ),
    VoiceFact: FactTable(
        cast("Table", Voice.__table__),
        ("member_id", "channel_id", "at"),
        "member_id",
        _plain_row("guild_id", "member_id", "channel_id", "at", "seconds", "together_s"),
        _rebuilt(VoiceFact),
    ),
    JoinFact: FactTable(
        cast("Table", Join.__table__),
        ("member_id", "at"),
        "member_id",
        _plain_row("guild_id", "member_id", "at"),
        _rebuilt(JoinFact),
    ),
    LeaveFact: FactTable(
        cast("Table", Leave.__table__),
        ("member_id", "at"),
        "member_id",
        _plain_row("guild_id", "member_id", "at", "cause"),
        _rebuilt(LeaveFact, cause=LeaveCause),
    ),
    UseFact: FactTable(
        cast("Table", Use.__table__),
        ("interaction_id",),
        "member_id",
        _plain_row("guild_id", "interaction_id", "member_id", "at", "kind", "name"),
        _rebuilt(UseFact, kind=UseKind),
    ),
}


async def insert_facts(connection: AsyncConnection, batch: Batch) -> Batch:
    """Write the facts of one guild; return those that were really new."""
    new = Batch()
    fresh = new.by_kind()
    for kind, facts in batch.by_kind().items():
        if not facts:
            continue
        place = TABLES[kind]
        by_key = {tuple(getattr(fact, name) for name in place.key): fact for fact in facts}
        rows = await insert_new(
            connection,
            place.table,
            [place.to_row(fact) for fact in by_key.values()],
            place.key_columns,
        )
        fresh[kind].extend(by_key[tuple(row)] for row in rows)
    return new


async def read_facts(
    connection: AsyncConnection,
    guild_id: int,
    *,
    since: datetime | None = None,
    member_id: int | None = None,
) -> AsyncIterator[Batch]:
    """Yield the guild's facts (of one member, from ``since`` on) in batches of one kind.

    Joins and leaves are always whole, whatever ``since`` is: a stay is one thing.
    """
    for kind, place in TABLES.items():
        conditions = [place.table.c.guild_id == guild_id]
        if member_id is not None:
            conditions.append(place.table.c[place.member] == member_id)
        if since is not None and kind not in (JoinFact, LeaveFact):
            conditions.append(place.table.c.at >= since)
        last: Sequence[Any] | None = None
        while True:
            page = await _page(connection, place, conditions, last)
            if page:
                yield Batch.of(place.from_row(row) for row in page)
            if len(page) < _PAGE:
                break
            last = [getattr(page[-1], name) for name in place.key]


async def _page(
    connection: AsyncConnection,
    place: FactTable,
    conditions: list[ColumnElement[bool]],
    last: Sequence[Any] | None,
) -> Sequence[Row[Any]]:
    statement = select(place.table).where(*conditions).order_by(*place.key_columns).limit(_PAGE)
    if last is not None:
        bound = [
            literal(value, column.type)
            for column, value in zip(place.key_columns, last, strict=True)
        ]
        statement = statement.where(tuple_(*place.key_columns) > tuple_(*bound))
    return (await connection.execute(statement)).all()


async def delete_member_facts(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
    """Delete every fact of a member, and their id where others addressed them."""
    for place in TABLES.values():
        await connection.execute(
            delete(place.table).where(
                place.table.c.guild_id == guild_id, place.table.c[place.member] == member_id
            )
        )
    messages = TABLES[MessageFact].table
    padded = literal(" ") + messages.c.mentions + literal(" ")
    addressed = await connection.execute(
        select(messages.c.message_id, messages.c.mentions).where(
            messages.c.guild_id == guild_id,
            messages.c.mentions.is_not(None),
            padded.like(f"% {member_id} %"),
        )
    )
    for message_id, mentions in addressed.all():
        others = " ".join(word for word in mentions.split() if word != str(member_id))
        await connection.execute(
            update(messages)
            .where(messages.c.guild_id == guild_id, messages.c.message_id == message_id)
            .values(mentions=others or None)
        )


async def opted_out(connection: AsyncConnection, guild_id: int) -> set[int]:
    """Return the members of whom nothing is to be written."""
    rows = await connection.scalars(select(OptOut.member_id).where(OptOut.guild_id == guild_id))
    return set(rows)
