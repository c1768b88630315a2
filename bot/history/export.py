"""An export of one channel by DiscordChatExporter (JSON), read as a stream.

The file is one object: ``guild``, ``channel``, ``dateRange``, ``exportedAt``, then the list
``messages`` and their ``messageCount`` (``JsonMessageWriter`` in Tyrrrz/DiscordChatExporter).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.errors import ImportFileError
from bot.history.document import Document
from bot.history.records import Entry, Place, Tally, facts_of, instant, plain_text, snowflake
from bot.history.scanner import MalformedError

_THREADS = frozenset(
    {"GuildNewsThread", "GuildPublicThread", "GuildPrivateThread", "10", "11", "12"}
)
_DIRECT = frozenset({"DirectTextChat", "DirectGroupTextChat", "1", "3"})


@dataclass(frozen=True, kw_only=True)
class Head:
    """What an export says of itself before its first message.

    ``channel_kind`` is the exporter's word, such as GuildTextChat or GuildPublicThread.
    ``parent_id`` is the channel that a thread belongs to (the exporter calls it category), None
    for what is no thread. ``after`` and ``before`` are the asked range, aware UTC, None for open.

    ``is_forum_post``: exports do not say whether a thread's parent is a forum. A thread whose
    first message has the thread's own id is taken for a forum post, because in the threads of a
    text channel that message stays in the parent channel. So a later part of a partitioned
    export, or one in reverse order, is not recognised here; the flag FORUM_POST of the message
    itself is set wherever it stands in the file.
    """

    guild_id: int
    guild_name: str
    channel_id: int
    channel_name: str
    channel_kind: str
    parent_id: int | None
    is_forum_post: bool
    after: datetime | None
    before: datetime | None


@dataclass(frozen=True, kw_only=True)
class Export(Head):
    """An open export: its head, and its messages as a stream that is read once."""

    tally: Tally
    document: Document

    @property
    def progress(self) -> tuple[int, int]:
        """Bytes of the file on disk that were read, and all of them; cheap, from any thread."""
        return self.document.source.position, self.document.source.size

    def facts(self, *, reactions: bool = False) -> Iterator[Entry]:
        """Give each fact with its text, which is empty for joins and reactions.

        Facts come in the file's order. Messages by bots, webhooks, deleted users and the system
        are counted in ``tally`` and left out. With ``reactions``, listed users' reactions are
        given too, **dated at the message's time**, because exports do not hold a reaction's own.

        Raises ImportFileError where the file is cut short, damaged or of another form, which may
        be after many facts: ``survey`` tells beforehand.
        """
        place = Place(self.guild_id, self.channel_id, self.parent_id, self.channel_kind in _THREADS)
        with self.document.explained():
            for message in self.document.messages():
                yield from facts_of(message, place, self.tally, reactions=reactions)


@contextmanager
def open_export(path: Path) -> Iterator[Export]:
    """Open a ``.json`` or gzip-compressed export and read its head.

    Raises ImportFileError with a sentence that names the file, what is wrong and what to do:
    missing, unreadable, not JSON, another format, direct messages, or cut short.
    """
    with closing(Document(path)) as document:
        yield Export(**head_values(_read_head(document)), tally=Tally(), document=document)


def head_values(head: Head) -> dict[str, Any]:
    """Return the head's fields by name, to build a richer head from."""
    return {known.name: getattr(head, known.name) for known in fields(Head)}


def _read_head(document: Document) -> Head:
    guild, channel = document.head.get("guild"), document.head.get("channel")
    if not isinstance(guild, dict) or not isinstance(channel, dict):
        raise document.foreign("no guild and channel stand before its messages")
    asked = document.head.get("dateRange")
    asked = asked if isinstance(asked, dict) else {}
    kind = str(channel.get("type"))
    if kind in _DIRECT or guild.get("id") in ("0", 0):
        raise ImportFileError(
            f"{document.path} holds direct messages; only channels of a server can be imported."
        )
    try:
        channel_id = snowflake(channel.get("id"), "channel id")
        is_thread = kind in _THREADS
        return Head(
            guild_id=snowflake(guild.get("id"), "guild id"),
            guild_name=plain_text(guild.get("name"), "guild name"),
            channel_id=channel_id,
            channel_name=plain_text(channel.get("name"), "channel name"),
            channel_kind=kind,
            parent_id=_parent_id(channel.get("categoryId")) if is_thread else None,
            is_forum_post=is_thread and _opens(document.first, channel_id),
            after=_bound(asked.get("after")),
            before=_bound(asked.get("before")),
        )
    except MalformedError as error:
        raise document.foreign(f"it {error}") from None


def _parent_id(value: object) -> int | None:
    # Exports before 2.41 (2023) give threads no parent: null, or "0".
    return None if value in (None, "", "0") else snowflake(value, "categoryId")


def _opens(message: dict[str, object] | None, channel_id: int) -> bool:
    return message is not None and str(message.get("id")) == str(channel_id)


def _bound(value: object) -> datetime | None:
    return None if value is None else instant(value, "dateRange")
