"""Reading and writing facts; every function runs inside the caller's transaction."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Row,
    Table,
    bindparam,
    delete,
    literal,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.types import to_micros
from bot.ledger.bulk import Values, insert_new_values
from bot.ledger.facts import (
    NO_FLAGS,
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
from bot.ledger.models import Join, Leave, Message, Reaction, Use, Voice
from bot.ledger.projections import Batch

# Small enough that counting a page holds the event loop up for some 10 ms at most.
_PAGE = 1_000
# The years whose days can be cut in every zone.
_FIRST = to_micros(datetime(2, 1, 1, tzinfo=UTC))
_LAST = to_micros(datetime(9_999, 1, 1, tzinfo=UTC)) - 1


@dataclass(frozen=True, slots=True)
class FactTable:
    """How one kind of fact lies in its table."""

    table: Table
    key: tuple[str, ...]  # the primary key's columns after guild_id, named as in the fact
    member: str  # the column with the member whose fact it is
    to_row: Callable[[Any], Values]  # in the order of the columns, as the database stores them
    from_row: Callable[[Any], Fact]

    @property
    def key_columns(self) -> list[ColumnElement[Any]]:
        """The key's columns after ``guild_id``."""
        return [self.table.c[name] for name in self.key]


def _instant(at: datetime) -> int:
    micros = to_micros(at)
    if not _FIRST <= micros <= _LAST:
        raise ValueError("a fact lies outside the calendar")
    return micros


def _message_row(fact: MessageFact) -> Values:
    return (
        fact.guild_id,
        fact.message_id,
        fact.channel_id,
        fact.author_id,
        _instant(fact.at),
        fact.parent_id,
        fact.reply_to,
        " ".join(map(str, fact.mentions)) if fact.mentions else None,
        fact.length,
        int(fact.flags),
        fact.language,
        fact.score,
    )


def _message_from(row: Sequence[Any]) -> MessageFact:
    guild_id, message_id, channel_id, author_id, at, parent_id, reply_to, mentions, *rest = row
    length, flags, language, score = rest
    return MessageFact(
        guild_id,
        message_id,
        channel_id,
        author_id,
        at,
        parent_id,
        reply_to,
        tuple(map(int, mentions.split())) if mentions else (),
        length,
        MessageFlag(flags) if flags else NO_FLAGS,
        language,
        score,
    )


def _reaction_row(fact: ReactionFact) -> Values:
    return (
        fact.guild_id,
        fact.message_id,
        fact.member_id,
        fact.emoji,
        fact.channel_id,
        _instant(fact.at),
    )


def _voice_row(fact: VoiceFact) -> Values:
    return (
        fact.guild_id,
        fact.member_id,
        fact.channel_id,
        _instant(fact.at),
        fact.seconds,
        fact.together_s,
    )


def _voice_from(row: Sequence[Any]) -> VoiceFact:
    guild_id, member_id, channel_id, at, seconds, together_s = row
    return VoiceFact(guild_id, channel_id, member_id, at, seconds, together_s)


def _join_row(fact: JoinFact) -> Values:
    return fact.guild_id, fact.member_id, _instant(fact.at)


def _leave_row(fact: LeaveFact) -> Values:
    return fact.guild_id, fact.member_id, _instant(fact.at), fact.cause.value


def _leave_from(row: Sequence[Any]) -> LeaveFact:
    guild_id, member_id, at, cause = row
    return LeaveFact(guild_id, member_id, at, LeaveCause(cause))


def _use_row(fact: UseFact) -> Values:
    return (
        fact.guild_id,
        fact.interaction_id,
        fact.member_id,
        _instant(fact.at),
        fact.kind.value,
        fact.name,
    )


def _use_from(row: Sequence[Any]) -> UseFact:
    guild_id, interaction_id, member_id, at, kind, name = row
    return UseFact(guild_id, interaction_id, member_id, at, UseKind(kind), name)


def _table(model: type[Any]) -> Table:
    return cast("Table", model.__table__)


TABLES: dict[type[Fact], FactTable] = {
    MessageFact: FactTable(
        _table(Message), ("message_id",), "author_id", _message_row, _message_from
    ),
    ReactionFact: FactTable(
        _table(Reaction),
        ("message_id", "member_id", "emoji"),
        "member_id",
        _reaction_row,
        lambda row: ReactionFact(*row),
    ),
    VoiceFact: FactTable(
        _table(Voice), ("member_id", "channel_id", "at"), "member_id", _voice_row, _voice_from
    ),
    JoinFact: FactTable(
        _table(Join), ("member_id", "at"), "member_id", _join_row, lambda row: JoinFact(*row)
    ),
    LeaveFact: FactTable(_table(Leave), ("member_id", "at"), "member_id", _leave_row, _leave_from),
    UseFact: FactTable(_table(Use), ("interaction_id",), "member_id", _use_row, _use_from),
}


async def insert_facts(connection: AsyncConnection, batch: Batch) -> Batch:
    """Write the facts of one guild; return those that were really new.

    Of facts with the same key the first one stays, in the batch as in the table. Raises
    ValueError for a fact whose instant is naive or outside the calendar.
    """
    new = Batch()
    fresh = new.by_kind()
    for kind, facts in batch.by_kind().items():
        if not facts:
            continue
        place = TABLES[kind]
        order = list(place.table.columns.keys())
        # One value alone where the key has one column beside the guild.
        key_of = itemgetter(*(order.index(name) for name in place.key))
        known: dict[Any, Fact] = {}
        rows: list[Values] = []
        for fact in facts:
            row = place.to_row(fact)
            key = key_of(row)
            if key not in known:
                known[key] = fact
                rows.append(row)
        written = await insert_new_values(connection, place.table, rows, place.key)
        only = len(place.key) == 1
        fresh[kind].extend(known[row[0] if only else tuple(row)] for row in written)
    return new


async def read_facts(
    connection: AsyncConnection, guild_id: int, *, since: datetime | None = None
) -> AsyncIterator[Batch]:
    """Yield the guild's facts (from ``since`` on) in batches of one kind.

    Joins and leaves are always whole, whatever ``since`` is: a stay is one thing.
    """
    for kind, place in TABLES.items():
        conditions = [place.table.c.guild_id == guild_id]
        if since is not None and kind not in (JoinFact, LeaveFact):
            conditions.append(place.table.c.at >= since)
        async for page in _pages(connection, place, conditions):
            yield Batch.of(place.from_row(row) for row in page)


async def take_member_facts(
    connection: AsyncConnection, guild_id: int, member_id: int
) -> AsyncIterator[Batch]:
    """Delete every fact of a member; yield them in batches, each when it is gone."""
    for place in TABLES.values():
        mine = [
            place.table.c.guild_id == guild_id,
            place.table.c[place.member] == member_id,
        ]
        async for page in _pages(connection, place, mine):
            await connection.execute(
                delete(place.table).where(*mine, _key(place) <= _position(place, page[-1]))
            )
            yield Batch.of(place.from_row(row) for row in page)


async def drop_mentions(
    connection: AsyncConnection, guild_id: int, member_id: int
) -> AsyncIterator[tuple[Batch, Batch]]:
    """Take a member out of the messages that address them.

    Yields the messages changed, in batches: as they were, and as they are now.
    """
    place = TABLES[MessageFact]
    messages = place.table
    padded = literal(" ") + messages.c.mentions + literal(" ")
    addressed = [
        messages.c.guild_id == guild_id,
        messages.c.mentions.is_not(None),
        padded.like(f"% {member_id} %"),
    ]
    change = (
        update(messages)
        .where(messages.c.guild_id == guild_id, messages.c.message_id == bindparam("changed_id"))
        .values(mentions=bindparam("others"))
    )
    async for page in _pages(connection, place, addressed):
        before = [_message_from(row) for row in page]
        after = [without_mentions(fact, {member_id}) for fact in before]
        await connection.execute(
            change,
            [
                {"changed_id": fact.message_id, "others": " ".join(map(str, fact.mentions)) or None}
                for fact in after
            ],
        )
        yield Batch(messages=before), Batch(messages=after)


def without_mentions(fact: MessageFact, members: set[int]) -> MessageFact:
    """Return ``fact`` without ``members`` among those it addresses."""
    return replace(fact, mentions=tuple(m for m in fact.mentions if m not in members))


async def _pages(
    connection: AsyncConnection, place: FactTable, conditions: Sequence[ColumnElement[bool]]
) -> AsyncIterator[Sequence[Row[Any]]]:
    statement = select(place.table).where(*conditions).order_by(*place.key_columns).limit(_PAGE)
    page = (await connection.execute(statement)).all()
    while page:
        yield page
        if len(page) < _PAGE:
            return
        after = _key(place) > _position(place, page[-1])
        page = (await connection.execute(statement.where(after))).all()


def _key(place: FactTable) -> ColumnElement[Any]:
    return tuple_(*place.key_columns)


def _position(place: FactTable, row: Row[Any]) -> ColumnElement[Any]:
    return tuple_(*(literal(getattr(row, name), place.table.c[name].type) for name in place.key))
