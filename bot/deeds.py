"""Good deeds: what features note of members beside the facts of the ledger, for recognition.

A feature that knows of one notes it in the transaction in which it writes the thing itself, so
that neither is there without the other::

    book = bot.ports.find(DeedBook)
    async with database.begin() as connection:
        ...
        if book is not None:
            await book.note(connection, [Deed(guild_id, DeedKind.EVENT, key, member_id, at)])
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

WHOLE: Final = 100


class DeedKind(StrEnum):
    """What a member did, or got."""

    ANSWER = "answer"  # an answer of theirs was accepted as helpful
    KUDOS = "kudos"  # somebody thanked them
    EVENT = "event"  # they attended an event
    CHALLENGE = "challenge"  # they reached the goal of a challenge
    IDEA = "idea"  # an idea of theirs was adopted; earns badges, no XP
    BUDDY = "buddy"  # they became a newcomer's buddy; earns badges, no XP


@dataclass(frozen=True, slots=True)
class Deed:
    """One good deed; ``at`` is aware UTC.

    ``key`` names what it came from (a message's or an event's id, at most 64 characters): with
    the kind and the member it is there once, however often it is noted. ``by_id`` is who
    accepted, thanked or judged, if anybody. ``worth`` is in hundredths: what is damped counts
    for less.
    """

    guild_id: int
    kind: DeedKind
    key: str
    member_id: int
    at: datetime
    by_id: int | None = None
    worth: int = WHOLE
