"""Where members are in the tables: what is exported of them, and what a deletion does there."""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from sqlalchemy import Column, ColumnElement, RowMapping, Table, and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.features import KERNEL_MODELS, discover, load_room
from bot.text.catalogue import ENGLISH, Catalogue
from bot.text.kernel import T as KERNEL_TEXTS

_PAGE = 2_000


@dataclass(frozen=True)
class MemberTable:
    """A table with a member in ``column``; a module declares its own as ``MEMBER_TABLES``.

    ``on_delete``: the member's rows are deleted, the column is set to null, or they are kept;
    ``kept`` then says why and until when. ``name`` is that of its file in an export. ``about``
    says what is kept and for how long, as "Name: explanation". Both are keys in the catalogue
    of the feature, or of the kernel; the sentences may use the numbers of ``periods``.
    ``observed``: the feature writes it by watching, not because the member gives it on purpose.
    Then nothing is written of who switched tracking off (``bot.ledger.forgotten``), and it goes
    with the facts where somebody has what was counted deleted.
    ``hidden`` are columns that tell of somebody else, such as who decided about the member:
    they are neither shown to the member nor exported.
    """

    table: Table
    column: str
    on_delete: Literal["delete", "blank", "keep"]
    name: str
    kept: str = ""
    about: str = ""
    observed: bool = False
    hidden: frozenset[str] = frozenset()

    @property
    def told(self) -> list[Column[Any]]:
        """The columns that the member may see, but the server's id."""
        return [
            column
            for column in self.table.columns
            if column.name != "guild_id" and column.name not in self.hidden
        ]

    def of(self, guild_id: int, member_id: int) -> ColumnElement[bool]:
        """Return the condition for the rows of a member."""
        return and_(self.table.c.guild_id == guild_id, self.table.c[self.column] == member_id)


@dataclass(frozen=True)
class Declared:
    """A ``MemberTable`` and the feature that declares it; None is the kernel."""

    feature: str | None
    place: MemberTable

    def text(self, key: str, locale: str = ENGLISH, **numbers: int) -> str:
        """Return the declaration's sentence ``key`` as its feature words it."""
        return _catalogue(self.feature).plain(key, locale, **numbers)

    def word(self, key: str, locale: str = ENGLISH) -> str | None:
        """Return the feature's own word for something; None where it has none."""
        catalogue = _catalogue(self.feature)
        return catalogue.plain(key, locale) if key in catalogue.keys() else None  # noqa: SIM118 - a catalogue, no dict

    def label(self, locale: str = ENGLISH, **numbers: int) -> str:
        """Return the name of what is kept, for people."""
        return self.text(self.place.about, locale, **numbers).partition(":")[0]


@dataclass(frozen=True)
class Note:
    """What the policy says of a feature beside its tables: a module's ``MEMBER_NOTES``.

    They are keys of sentences about what is held in memory, or left in channels.
    """

    feature: str
    key: str

    def text(self, locale: str = ENGLISH) -> str:
        """Return the sentence, "Name: explanation"."""
        return _catalogue(self.feature).plain(self.key, locale)


@dataclass(frozen=True)
class HeldRows:
    """How many rows there are of a member in one place, and the first few of them."""

    declared: Declared
    count: int
    rows: Sequence[RowMapping]


@cache
def _catalogue(feature: str | None) -> Catalogue:
    catalogue: Catalogue = (
        KERNEL_TEXTS if feature is None else getattr(load_room(feature, "texts"), "T")  # noqa: B009 - a module
    )
    return catalogue


def declared_tables() -> tuple[Declared, ...]:
    """Return every place where the kernel and the features keep something of a member."""
    modules: list[tuple[str | None, Any]] = [
        (None, importlib.import_module(name)) for name in KERNEL_MODELS
    ]
    modules += [(feature, load_room(feature, "models")) for feature in discover()]
    return tuple(
        Declared(feature, place)
        for feature, module in modules
        for place in getattr(module, "MEMBER_TABLES", ())
    )


def declared_notes() -> tuple[Note, ...]:
    """Return what the features say of members' data beside their tables."""
    return tuple(
        Note(feature, key)
        for feature in discover()
        for key in getattr(load_room(feature, "models"), "MEMBER_NOTES", ())
    )


async def forget_rows(
    connection: AsyncConnection, guild_id: int, member_id: int, *, observed: bool = False
) -> None:
    """Delete or blank everything of a member but what is declared as kept.

    With ``observed`` only what was written by watching them.

    The facts and figures of the ledger are taken out before: others' figures depend on them.
    """
    for declared in declared_tables():
        place = declared.place
        if observed and not place.observed:
            continue
        mine = place.of(guild_id, member_id)
        if place.on_delete == "delete":
            await connection.execute(delete(place.table).where(mine))
        elif place.on_delete == "blank":
            await connection.execute(update(place.table).where(mine).values({place.column: None}))


async def held_rows(
    connection: AsyncConnection, guild_id: int, member_id: int, *, most: int = 3
) -> list[HeldRows]:
    """Return what is kept of a member, place by place, with at most ``most`` rows each.

    Places without any are left out.
    """
    found = []
    for declared in declared_tables():
        table, mine = declared.place.table, declared.place.of(guild_id, member_id)
        count = await connection.scalar(select(func.count()).select_from(table).where(mine)) or 0
        if count:
            chosen = select(table).where(mine).order_by(*table.primary_key).limit(most)
            rows = (await connection.execute(chosen)).mappings().all()
            found.append(HeldRows(declared, count, rows))
    return found


async def all_rows(
    connection: AsyncConnection, place: MemberTable, guild_id: int, member_id: int
) -> AsyncIterator[Sequence[RowMapping]]:
    """Give every row of a member in one place, page by page, in the order of its key."""
    chosen = (
        select(place.table).where(place.of(guild_id, member_id)).order_by(*place.table.primary_key)
    )
    result = await connection.stream(chosen)
    async for page in result.mappings().partitions(_PAGE):
        yield page
