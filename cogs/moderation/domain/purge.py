"""Which messages a purge takes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

# https://docs.discord.com/developers/resources/message#bulk-delete-messages
BULK: Final = 100
BULK_AGE: Final = timedelta(days=14)
# Asking and answering takes time: what is nearly too old is taken for too old.
_MARGIN: Final = timedelta(minutes=15)
# What is older goes one by one, and Discord is slow about it.
MOST_OLD: Final = 50
_LINK: Final = re.compile(r"https?://\S", re.IGNORECASE)
_INVITE: Final = re.compile(r"(discord\.gg|discord(?:app)?\.com/invite)/\w", re.IGNORECASE)


class Kind(StrEnum):
    """What sort of messages is meant."""

    ANY = "any"
    PEOPLE = "people"
    BOTS = "bots"
    LINKS = "links"
    INVITES = "invites"
    FILES = "files"
    EMBEDS = "embeds"


@dataclass(frozen=True, slots=True)
class Seen:
    """A message in a channel, as far as it matters here; ``sent_at`` is aware UTC."""

    message_id: int
    author_id: int
    sent_at: datetime
    content: str = ""
    bot: bool = False
    pinned: bool = False
    files: int = 0
    embeds: int = 0


_IS: Final[dict[Kind, Callable[[Seen], bool]]] = {
    Kind.ANY: lambda _message: True,
    Kind.PEOPLE: lambda message: not message.bot,
    Kind.BOTS: lambda message: message.bot,
    Kind.LINKS: lambda message: _LINK.search(message.content) is not None,
    Kind.INVITES: lambda message: _INVITE.search(message.content) is not None,
    Kind.FILES: lambda message: message.files > 0,
    Kind.EMBEDS: lambda message: message.embeds > 0,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which messages are meant; None, and an empty text, mean all of them."""

    member_id: int | None = None
    contains: str = ""
    kind: Kind = Kind.ANY

    def takes(self, message: Seen) -> bool:
        """Tell whether a message is meant; what is pinned never is."""
        return (
            not message.pinned
            and self.member_id in (None, message.author_id)
            and self.contains.casefold() in message.content.casefold()
            and _IS[self.kind](message)
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What a purge takes, newest first.

    ``fresh`` can go by the hundred, ``old`` one by one. ``left`` are meant, too, and stay: more
    old ones than can be deleted in reasonable time.
    """

    fresh: tuple[Seen, ...]
    old: tuple[Seen, ...]
    left: int

    @property
    def all(self) -> tuple[Seen, ...]:
        """Everything that goes, newest first."""
        return self.fresh + self.old

    def bulks(self) -> list[list[int]]:
        """Return the ids of what is fresh in batches that Discord takes."""
        ids = [message.message_id for message in self.fresh]
        return [ids[start : start + BULK] for start in range(0, len(ids), BULK)]

    def by_author(self, most: int) -> list[tuple[int, int]]:
        """Return whose messages go and how many of them, most first."""
        return Counter(message.author_id for message in self.all).most_common(most)


def plan(messages: Iterable[Seen], now: datetime) -> Plan:
    """Return what becomes of ``messages``, which are meant (newest first), at ``now``."""
    oldest = now - BULK_AGE + _MARGIN
    fresh: list[Seen] = []
    old: list[Seen] = []
    for message in messages:
        (fresh if message.sent_at > oldest else old).append(message)
    return Plan(tuple(fresh), tuple(old[:MOST_OLD]), len(old[MOST_OLD:]))


def transcript(messages: Sequence[Seen], names: dict[int, str]) -> str:
    """Return messages as a text, oldest first; times are UTC."""
    lines = [_line(message, names) for message in reversed(messages)]
    return "\n".join(lines) + "\n"


def _line(message: Seen, names: dict[int, str]) -> str:
    name = names.get(message.author_id, "?")
    head = f"[{message.sent_at:%Y-%m-%d %H:%M:%S}] {name} ({message.author_id}):"
    also = [
        f"[{count} {what}]"
        for count, what in ((message.files, "file(s)"), (message.embeds, "embed(s)"))
        if count
    ]
    return " ".join([head, *([message.content] if message.content else []), *also])
