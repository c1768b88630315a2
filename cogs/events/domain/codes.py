"""Codes that show who is at an event that takes place elsewhere: they change, and say nothing."""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Letters and digits that nobody takes for each other.
ALPHABET: Final = "ABCDEFGHJKMNPQRTUVWXY346789"
LENGTH: Final = 6
# A code is shown for so long, and taken for so long again: people need time to type.
SHOWN_FOR: Final = timedelta(minutes=2)
# So many wrong codes of one person within such a while; then none is looked at. With two codes
# of 27^6 right, a thousand people who do nothing else find one in some 270 days.
MOST_WRONG: Final = 5
WITHIN: Final = timedelta(minutes=10)


def code_at(secret: str, name: str, instant: datetime) -> str:
    """Return the code of the event ``name`` at an aware instant."""
    return _code(secret, name, _turn(instant))


def shown_until(instant: datetime) -> datetime:
    """Return when the code of an instant gives way to the next one (it is taken longer)."""
    return _EPOCH + (_turn(instant) + 1) * SHOWN_FOR


def is_right(secret: str, name: str, given: str, now: datetime) -> bool:
    """Tell whether somebody gave the code that is shown now, or the one before it."""
    turn = _turn(now)
    wanted = normal(given).encode()
    found = [
        hmac.compare_digest(_code(secret, name, one).encode(), wanted) for one in (turn, turn - 1)
    ]
    return any(found)


def normal(given: str) -> str:
    """Return a code as it is compared: without gaps, in capitals."""
    return "".join(sign for sign in given.upper() if sign.isalnum())


def _turn(instant: datetime) -> int:
    return (instant - _EPOCH) // SHOWN_FOR


def _code(secret: str, name: str, turn: int) -> str:
    digest = hmac.new(secret.encode(), f"{name}:{turn}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest)
    signs = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "".join(signs)


class Tries:
    """The wrong codes of the last minutes, by guild and member; in memory alone."""

    def __init__(self) -> None:
        self._wrong: dict[tuple[int, int], list[datetime]] = defaultdict(list)

    def barred_until(self, guild_id: int, member_id: int, now: datetime) -> datetime | None:
        """Return when somebody may try again, None where they may now."""
        recent = self._recent(guild_id, member_id, now)
        return recent[-MOST_WRONG] + WITHIN if len(recent) >= MOST_WRONG else None

    def begin(self, guild_id: int, member_id: int, now: datetime) -> None:
        """Count a try as wrong, before it is looked at: many at once are many."""
        for key in [key for key, moments in self._wrong.items() if now - moments[-1] >= WITHIN]:
            del self._wrong[key]
        self._wrong[guild_id, member_id].append(now)

    def forget(self, guild_id: int, member_id: int) -> None:
        """Let go of what somebody tried: it was right, or their data are deleted."""
        self._wrong.pop((guild_id, member_id), None)

    def _recent(self, guild_id: int, member_id: int, now: datetime) -> list[datetime]:
        moments = self._wrong.get((guild_id, member_id), [])
        return [moment for moment in moments if now - moment < WITHIN]
