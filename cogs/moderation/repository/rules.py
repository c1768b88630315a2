"""The rules: as they are being written, as they were published, and who accepted them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert, insert_new
from cogs.moderation.domain.rules import Rule, Rules
from cogs.moderation.models import RulesAcceptance, RulesDraft, RulesVersion, table

_DRAFT = table(RulesDraft)
_VERSION = table(RulesVersion)
_ACCEPTANCE = table(RulesAcceptance)


@dataclass(frozen=True, slots=True)
class Published:
    """A publication of the rules. ``published_at`` is aware UTC.

    Who accepted version ``asks_from`` or a later one has accepted this one, too: since then
    nothing but the wording changed. ``message_id`` is None while the message is on its way.
    """

    guild_id: int
    version: int
    asks_from: int
    rules: Rules
    published_at: datetime
    channel_id: int
    message_id: int | None

    @property
    def link(self) -> str:
        """The address of the message, or of its channel while it is on its way."""
        end = f"/{self.message_id}" if self.message_id else ""
        return f"https://discord.com/channels/{self.guild_id}/{self.channel_id}{end}"


async def draft(connection: AsyncConnection, guild_id: int) -> Rules | None:
    """Return the rules as they are being written; None where nobody has begun."""
    stored = await connection.scalar(
        select(RulesDraft.rules).where(RulesDraft.guild_id == guild_id)
    )
    return None if stored is None else _load(stored)


async def lock_draft(connection: AsyncConnection, guild_id: int, at: datetime) -> Rules:
    """Return the rules as they are being written, and keep others from them until the end."""
    begun = {"guild_id": guild_id, "rules": [], "changed_at": at}
    await insert_new(connection, _DRAFT, [begun])
    stored = await connection.scalar(
        select(RulesDraft.rules).where(RulesDraft.guild_id == guild_id).with_for_update()
    )
    return _load(stored or ())


async def keep_draft(
    connection: AsyncConnection, guild_id: int, rules: Rules, at: datetime
) -> None:
    """Write down the rules as they are being written; they were locked before."""
    await connection.execute(
        update(_DRAFT)
        .where(_DRAFT.c.guild_id == guild_id)
        .values(rules=_dump(rules), changed_at=at)
    )


async def latest(connection: AsyncConnection, guild_id: int) -> Published | None:
    """Return the last publication."""
    rows = await connection.execute(
        select(_VERSION)
        .where(RulesVersion.guild_id == guild_id)
        .order_by(RulesVersion.version.desc())
        .limit(1)
    )
    return _published(rows.mappings().one_or_none())


async def shown_before(
    connection: AsyncConnection, guild_id: int, version: int
) -> Published | None:
    """Return the last publication before ``version`` whose message arrived."""
    rows = await connection.execute(
        select(_VERSION)
        .where(
            RulesVersion.guild_id == guild_id,
            RulesVersion.version < version,
            RulesVersion.message_id.is_not(None),
        )
        .order_by(RulesVersion.version.desc())
        .limit(1)
    )
    return _published(rows.mappings().one_or_none())


async def add_version(connection: AsyncConnection, published: Published, by: int) -> None:
    """Write a publication down."""
    await connection.execute(
        insert(connection, _VERSION).values(
            guild_id=published.guild_id,
            version=published.version,
            asks_from=published.asks_from,
            rules=_dump(published.rules),
            published_at=published.published_at,
            published_by=by,
            channel_id=published.channel_id,
            message_id=published.message_id,
        )
    )


async def arrived(
    connection: AsyncConnection, guild_id: int, version: int, message_id: int
) -> None:
    """Write down which message shows a publication."""
    await connection.execute(
        update(_VERSION)
        .where(_VERSION.c.guild_id == guild_id, _VERSION.c.version == version)
        .values(message_id=message_id)
    )


async def accepted_version(
    connection: AsyncConnection, guild_id: int, member_id: int
) -> int | None:
    """Return the last version that a member accepted."""
    return await connection.scalar(
        select(RulesAcceptance.version).where(
            RulesAcceptance.guild_id == guild_id, RulesAcceptance.member_id == member_id
        )
    )


async def accept(
    connection: AsyncConnection, guild_id: int, member_id: int, published: Published, at: datetime
) -> bool:
    """Write an acceptance down; return whether the member had not accepted these rules before."""
    statement = (
        insert(connection, _ACCEPTANCE)
        .values(guild_id=guild_id, member_id=member_id, version=published.version, accepted_at=at)
        .on_conflict_do_update(
            index_elements=["guild_id", "member_id"],
            set_={"version": published.version, "accepted_at": at},
            where=_ACCEPTANCE.c.version < published.asks_from,
        )
        .returning(_ACCEPTANCE.c.member_id)
    )
    return (await connection.execute(statement)).first() is not None


async def count_accepted(connection: AsyncConnection, guild_id: int, since: int) -> int:
    """Return how many have accepted version ``since`` or a later one."""
    return (
        await connection.scalar(
            select(func.count()).where(
                RulesAcceptance.guild_id == guild_id, RulesAcceptance.version >= since
            )
        )
        or 0
    )


def title_of(stored: Sequence[dict[str, Any]], number: int | None) -> str | None:
    """Return the title of the rule ``number`` of a publication; None where it has none."""
    if number is None or not 1 <= number <= len(stored):
        return None
    return str(stored[number - 1]["title"])


def _published(row: Any) -> Published | None:
    if row is None:
        return None
    return Published(
        row["guild_id"],
        row["version"],
        row["asks_from"],
        _load(row["rules"]),
        row["published_at"],
        row["channel_id"],
        row["message_id"],
    )


def _dump(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    return [{"key": rule.key, "title": rule.title, "text": rule.text} for rule in rules]


def _load(stored: Iterable[dict[str, Any]]) -> Rules:
    return tuple(Rule(one["key"], one["title"], one["text"]) for one in stored)
