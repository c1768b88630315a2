"""Snowflakes and instants of the double: its own clock, because it is a machine of its own.

https://docs.discord.com/developers/reference#snowflakes
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

EPOCH_MS = 1_420_070_400_000
"""Discord's epoch, the first second of 2015, in Unix milliseconds."""

_SHIFT = 22
# 2020-01-01: every account is older than every server here.
_PEOPLE_MS = 1_577_836_800_000

APPLICATION_ID = (_PEOPLE_MS - 86_400_000 - EPOCH_MS) << _SHIFT
"""The id of the bot's application and of its user, which Discord makes alike."""


def now_ms() -> int:
    """Return the instant in Unix milliseconds."""
    return time.time_ns() // 1_000_000


def ticks() -> float:
    """Return monotonic seconds. uvloop's own clock stands still while the loop turns."""
    return time.monotonic()


def snowflake_at(at_ms: int) -> int:
    """Return the least snowflake of an instant in Unix milliseconds."""
    return (at_ms - EPOCH_MS) << _SHIFT


def ms_of(snowflake: int) -> int:
    """Return the instant that a snowflake carries, in Unix milliseconds."""
    return (snowflake >> _SHIFT) + EPOCH_MS


def member_id(index: int) -> int:
    """Return the user id of the person number ``index``; people exist without being made."""
    return snowflake_at(_PEOPLE_MS + index)


def member_index(user_id: int) -> int:
    """Return the number of a person; negative or huge for an id that nobody has."""
    return ms_of(user_id) - _PEOPLE_MS


def iso(at_ms: int) -> str:
    """Return an instant in Unix milliseconds as Discord writes it."""
    seconds, rest = divmod(at_ms, 1_000)
    return f"{_second(seconds)}.{rest:03}000+00:00"


_memo: dict[int, str] = {}


def _second(seconds: int) -> str:
    text = _memo.get(seconds)
    if text is None:
        if len(_memo) > 4_096:
            _memo.clear()
        text = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")
        _memo[seconds] = text
    return text


class Snowflakes:
    """Gives out ids, each greater than the last."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        """Return a new id for something that happens now."""
        self._last = max(self._last + 1, snowflake_at(now_ms()))
        return self._last
