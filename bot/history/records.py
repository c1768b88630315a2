"""One message of a DiscordChatExporter file as facts.

The form is that of DiscordChatExporter's ``JsonMessageWriter`` (2020 to 2026). A message's type is
the name of Discord's number where the exporter knows one, else the number as text: "Default",
"Reply" and "GuildMemberJoin", but "20" for a slash command's answer; "Reply" was "19" once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.history.scanner import MalformedError
from bot.ledger.facts import JoinFact, MessageFact, MessageFlag, ReactionFact

Entry = tuple[MessageFact | JoinFact | ReactionFact, str]

# Discord shows every message of a deleted account under this one id; 0 stands for none at all.
DELETED_USERS = frozenset({0, 456226577798135808})
_WROTE = frozenset({"Default", "0"})
_REPLIED = frozenset({"Reply", "19"})
_JOINED = frozenset({"GuildMemberJoin", "7"})
_MAX_SNOWFLAKE = 2**63 - 1
# Plain integers and a table: enum arithmetic would cost as much as decoding the message.
_REPLY, _ATTACHMENT, _FORUM_POST = (
    flag.value for flag in (MessageFlag.REPLY, MessageFlag.ATTACHMENT, MessageFlag.FORUM_POST)
)
_FLAGS = tuple(MessageFlag(bits) for bits in range(2 * _FORUM_POST))


@dataclass(slots=True)
class Tally:
    """What a file held, as far as it was read. ``first`` and ``last`` are aware UTC.

    ``messages`` counts everything in the file: it is the sum of ``written`` (by humans),
    ``joins``, ``bots`` (and webhooks), ``system`` (pins, boosts, thread notices …) and
    ``unattributable`` (written or joined by deleted users, who all share one id).
    """

    messages: int = 0
    written: int = 0
    joins: int = 0
    bots: int = 0
    system: int = 0
    unattributable: int = 0
    first: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the messages of a file were written."""

    guild_id: int
    channel_id: int
    parent_id: int | None = None
    is_thread: bool = False


def facts_of(
    record: dict[str, object], place: Place, tally: Tally, *, reactions: bool
) -> Iterator[Entry]:
    """Give the facts of one message with its text, and count it in ``tally``.

    Raises MalformedError where the id, the time, the author or another part has an unknown form.
    """
    message_id = snowflake(record.get("id"), "id")
    at = instant(record.get("timestamp"), "timestamp")
    author_id, is_bot = _person(record.get("author"), "author")
    kind = _kind(record.get("type"))
    _count(tally, at)
    replied = kind in _REPLIED
    wrote = replied or kind in _WROTE
    if is_bot:
        tally.bots += 1
    elif not wrote and kind not in _JOINED:
        tally.system += 1
    elif author_id in DELETED_USERS:
        tally.unattributable += 1
    elif wrote:
        tally.written += 1
        yield _message(record, place, message_id, author_id, at, replied=replied)
    else:
        tally.joins += 1
        yield JoinFact(place.guild_id, author_id, at), ""
    if reactions and (shown := _rows(record, "reactions")):
        yield from _reactions(shown, place, message_id, at)


def _message(
    record: dict[str, object],
    place: Place,
    message_id: int,
    author_id: int,
    at: datetime,
    *,
    replied: bool,
) -> Entry:
    text = plain_text(record.get("content"), "content")
    flags = 0
    reply_to = None
    if replied:
        flags = _REPLY
        reply_to = _referred(record.get("reference"))
    if _rows(record, "attachments"):
        flags |= _ATTACHMENT
    if place.is_thread and message_id == place.channel_id:
        flags |= _FORUM_POST
    mentions = _humans(_rows(record, "mentions"), author_id)
    fact = MessageFact(
        guild_id=place.guild_id,
        message_id=message_id,
        channel_id=place.channel_id,
        author_id=author_id,
        at=at,
        parent_id=place.parent_id,
        reply_to=reply_to,
        mentions=mentions,
        length=len(text),
        flags=_FLAGS[flags],
    )
    return fact, text


def _reactions(rows: list[object], place: Place, message_id: int, at: datetime) -> Iterator[Entry]:
    """Give who reacted, dated at the message's time: the exporter does not know a reaction's."""
    for row in rows:
        shown = _object(row, "reactions")
        emoji = _object(shown.get("emoji"), "reactions")
        name = plain_text(emoji.get("id"), "reactions") or plain_text(
            emoji.get("name"), "reactions"
        )
        # A deleted custom emoji can lack both: nothing tells it from another.
        if not name:
            continue
        for user_id in _humans(_rows(shown, "users"), 0):
            yield (
                ReactionFact(place.guild_id, message_id, user_id, name, place.channel_id, at),
                "",
            )


def _humans(rows: list[object], author_id: int) -> tuple[int, ...]:
    """Return the ids of those who are neither bot, nor deleted, nor the author, each once."""
    if not rows:
        return ()
    people = dict.fromkeys(_person(row, "user") for row in rows)
    return tuple(
        user_id
        for user_id, is_bot in people
        if not is_bot and user_id != author_id and user_id not in DELETED_USERS
    )


def _kind(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise MalformedError("has no valid type")
    return str(value)


def _person(value: object, part: str) -> tuple[int, bool]:
    person = _object(value, part)
    return _id_or_zero(person.get("id"), part), bool(person.get("isBot"))


def _referred(value: object) -> int | None:
    if value is None:
        return None
    return _id_or_zero(_object(value, "reference").get("messageId") or 0, "reference") or None


def _count(tally: Tally, at: datetime) -> None:
    tally.messages += 1
    if tally.first is None or at < tally.first:
        tally.first = at
    if tally.last is None or at > tally.last:
        tally.last = at


def snowflake(value: object, part: str) -> int:
    """Return a Discord id, given as digits or as a number.

    Raises MalformedError naming ``part`` where it is none.
    """
    found = _id_or_zero(value, part)
    if not found:
        raise MalformedError(f"has no valid {part}")
    return found


def _id_or_zero(value: object, part: str) -> int:
    number = -1
    if isinstance(value, str) and len(value) <= len(str(_MAX_SNOWFLAKE)):
        number = int(value) if value.isascii() and value.isdigit() else -1
    elif isinstance(value, int) and not isinstance(value, bool):
        number = value
    if not 0 <= number <= _MAX_SNOWFLAKE:
        raise MalformedError(f"has no valid {part}")
    return number


def instant(value: object, part: str) -> datetime:
    """Return an ISO 8601 time with an offset as aware UTC, to the microsecond.

    Raises MalformedError naming ``part`` where it is none, or has no offset.
    """
    if isinstance(value, str):
        try:
            at = datetime.fromisoformat(value)
            if at.tzinfo is not None:
                return at if at.tzinfo is UTC else at.astimezone(UTC)
        except (ValueError, OverflowError):
            pass  # refused below, without the error that quotes the file
    raise MalformedError(f"has no valid {part}")


def plain_text(value: object, part: str) -> str:
    """Return a text that UTF-8 can hold (lone surrogates become "?"); null is no text.

    Raises MalformedError naming ``part`` where it is no text.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        raise MalformedError(f"has no valid {part}")
    if value.isascii():
        return value
    return value.encode("utf-8", "replace").decode("utf-8")


def _object(value: object, part: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise MalformedError(f"has no valid {part}")
    return value


def _rows(record: dict[str, object], part: str) -> list[object]:
    rows = record.get(part)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise MalformedError(f"has no valid {part}")
    return rows
