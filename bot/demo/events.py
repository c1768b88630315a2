"""What can happen in the made-up community. Every event carries its instant, aware, in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody joins the server."""

    at: datetime
    person: str


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody leaves the server."""

    at: datetime
    person: str


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody writes. ``key`` names the message for replies and reactions.

    ``post`` is the key of the forum post that it is written under, instead of ``channel``.
    ``mentions`` are names put before the text as mentions.
    """

    at: datetime
    person: str
    channel: str
    text: str
    key: int
    reply_to: int | None = None
    mentions: tuple[str, ...] = ()
    post: int | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """Somebody opens a post in a forum; ``key`` names it and its opening message."""

    at: datetime
    person: str
    channel: str
    title: str
    text: str
    key: int


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody reacts to the message ``key``."""

    at: datetime
    person: str
    key: int
    emoji: str


@dataclass(frozen=True, slots=True)
class VoiceIn:
    """Somebody connects to a voice channel."""

    at: datetime
    person: str
    channel: str


@dataclass(frozen=True, slots=True)
class VoiceOut:
    """Somebody disconnects from voice."""

    at: datetime
    person: str


Event = Joined | Left | Said | Posted | Reacted | VoiceIn | VoiceOut
