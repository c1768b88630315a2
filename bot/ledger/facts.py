"""Facts: what happened in a guild, written down once. None of them holds what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntFlag, StrEnum


class MessageFlag(IntFlag):
    """Properties of a message that figures need; stored as one integer."""

    QUESTION = 1  # asks something (set by an enricher)
    REPLY = 2  # an explicit reply to another message
    ATTACHMENT = 4
    FORUM_POST = 8  # opens a post in a forum channel
    COPIED = 16  # says what was said before (set by an enricher)
    ME_TOO = 32  # says that one has somebody's question, too (set by an enricher)


NO_FLAGS = MessageFlag(0)


class LeaveCause(StrEnum):
    """How a membership ended."""

    LEFT = "left"
    KICK = "kick"
    BAN = "ban"


class UseKind(StrEnum):
    """What of ours a member used."""

    COMMAND = "command"
    COMPONENT = "component"
    MODAL = "modal"


@dataclass(frozen=True, slots=True)
class MessageFact:
    """A human wrote a message. ``at`` is aware UTC; ``length`` counts characters.

    ``parent_id`` is the channel that a thread or forum post belongs to. ``language`` is an
    ISO 639-1 code where it was looked up; ``score`` is VADER's compound in [-1, 1], or
    what people said instead; None where the text was not scored.
    """

    guild_id: int
    message_id: int
    channel_id: int
    author_id: int
    at: datetime
    parent_id: int | None = None
    reply_to: int | None = None
    mentions: tuple[int, ...] = ()
    length: int = 0
    flags: MessageFlag = NO_FLAGS
    language: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class ReactionFact:
    """A human added a reaction. ``emoji`` is the custom emoji's id or the unicode emoji."""

    guild_id: int
    message_id: int
    member_id: int
    emoji: str
    channel_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class VoiceFact:
    """A stretch of a voice or stage session that begins at ``at``.

    ``seconds`` is its length, ``together_s`` the part with another human in the channel.
    Stretches never cross a quarter of an hour, so each belongs to one day in every zone.
    """

    guild_id: int
    channel_id: int
    member_id: int
    at: datetime
    seconds: int
    together_s: int


@dataclass(frozen=True, slots=True)
class JoinFact:
    """A human became a member at ``at`` (Discord's own ``joined_at``)."""

    guild_id: int
    member_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class LeaveFact:
    """A human ceased to be a member at ``at``."""

    guild_id: int
    member_id: int
    at: datetime
    cause: LeaveCause = LeaveCause.LEFT


@dataclass(frozen=True, slots=True)
class UseFact:
    """A human used a command, component or modal of ours.

    ``name`` is the qualified command name, or the prefix of the component's custom id.
    """

    guild_id: int
    interaction_id: int
    member_id: int
    at: datetime
    kind: UseKind
    name: str


Fact = MessageFact | ReactionFact | VoiceFact | JoinFact | LeaveFact | UseFact


@dataclass(frozen=True, slots=True)
class Marks:
    """What enrichers read off a text before it is dropped."""

    flags: MessageFlag = NO_FLAGS
    language: str | None = None
    score: float | None = None
