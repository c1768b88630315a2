"""Texts that were said before: what somebody pastes again, or takes from another, earns nothing.

In memory alone, and no text: of each of the latest texts a keyed fingerprint, and a set of bits
made of its words by which nearly the same is told. A restart forgets all of it, so that a text may
earn once more then.
"""

from __future__ import annotations

import re
import secrets
import threading
from datetime import timedelta
from hashlib import blake2b
from itertools import pairwise
from typing import Final

WINDOW: Final = timedelta(hours=12)
# Of one member: more than there are blocks a day that count, unless a server wants more.
TEXTS_EACH: Final = 32
# Good wishes and greetings are shorter than this: many people say them in the same words.
OWN_LETTERS: Final = 32
_ROOM: Final = 32_768  # texts in each of two halves, some ten megabytes
_WINDOW_MS: Final = WINDOW // timedelta(milliseconds=1)
_END: Final = 160  # of a long text its begin and its end are read
_BITS: Final = tuple(1 << bit for bit in range(256))
_WORD: Final = re.compile(r"[^\W\d_]+")
# In scripts without spaces, words are longer than this: there, pairs of letters stand for them.
_WORD_LETTERS: Final = 12

_Member = tuple[int, int]
# Fingerprint, words as bits, whether it was a copy: a plain tuple, for each message makes one.
_Text = tuple[int, int, bool]


class Copies:
    """What was said lately, for all servers of a process; for any thread.

    It is bounded: of a member the latest 32 texts, of all those among the latest ``room`` at
    least, and twice as many at most.
    """

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._empty = blake2b(digest_size=8, key=secrets.token_bytes(16))
        self._lock = threading.Lock()
        # By member their texts by message id; and who knows what was said by whomever. When the
        # newer half is full it becomes the older one, and what was that is let go.
        self._newer: dict[_Member, dict[int, _Text]] = {}
        self._older: dict[_Member, dict[int, _Text]] = {}
        self._said: dict[int, int] = {}
        self._said_before: dict[int, int] = {}
        self._count = 0

    def __len__(self) -> int:
        return sum(map(len, (*self._newer.values(), *self._older.values())))

    def is_copy(self, guild_id: int, author_id: int, message_id: int, text: str) -> bool:
        """Take a text in; return whether it, or one like it, was said within twelve hours.

        Alike are a member's own texts of which two thirds of the words are the same; what another
        wrote must be the same but for case, digits, signs and spaces, and have 32 letters. A
        message that comes twice is judged as it was. Of two that are alike the one that comes
        later is the copy, whichever was written first.
        """
        letters, words = _read(text)
        digest = self._empty.copy()
        digest.update(letters.encode(errors="replace"))
        fingerprint = int.from_bytes(digest.digest())
        with self._lock:
            mine = self._texts_of((guild_id, author_id))
            known = mine.get(message_id)
            if known is not None:
                return known[2]
            copied = _among(mine, message_id, fingerprint, words)
            if len(letters) >= OWN_LETTERS:
                copied |= self._was_said(guild_id << 64 | fingerprint, message_id)
            self._keep(mine, message_id, (fingerprint, words, copied))
        return copied

    def forget(self, guild_id: int, member_id: int) -> None:
        """Let go of what a member wrote."""
        with self._lock:
            self._newer.pop((guild_id, member_id), None)
            self._older.pop((guild_id, member_id), None)

    def _texts_of(self, member: _Member) -> dict[int, _Text]:
        mine = self._newer.get(member)
        if mine is None:
            mine = self._newer[member] = self._older.pop(member, {})
            self._count += len(mine)
        return mine

    def _was_said(self, key: int, message_id: int) -> bool:
        """Note who said it first; return whether that was another message, lately."""
        before = self._said.get(key) or self._said_before.get(key)
        if before is not None and _near(before, message_id):
            return before != message_id
        self._said[key] = message_id
        return False

    def _keep(self, mine: dict[int, _Text], message_id: int, said: _Text) -> None:
        mine[message_id] = said
        if len(mine) > TEXTS_EACH:
            del mine[next(iter(mine))]
        self._count += 1
        if self._count >= self._room:
            self._older, self._newer = self._newer, {}
            self._said_before, self._said = self._said, {}
            self._count = 0


def _read(text: str) -> tuple[str, int]:
    """Return the letters of a text, and its words as a set of bits; no letters, all its signs."""
    text = text.casefold()
    if len(text) > 2 * _END:
        text = f"{text[:_END]} {text[-_END:]}"
    words = _WORD.findall(text)
    letters = "".join(words)
    if not letters:
        return "".join(text.split()), 0
    parts = words if len(letters) <= len(words) * _WORD_LETTERS else list(pairwise(letters))
    bits = 0
    for part in parts:
        bits |= _BITS[hash(part) & 255]
    return letters, bits


def _among(mine: dict[int, _Text], message_id: int, fingerprint: int, words: int) -> bool:
    least = max(words.bit_count() * 2, 1)  # of two thirds, before the other's words are counted
    for other_id, (other_print, other_words, _) in mine.items():
        if other_print != fingerprint:
            common = (words & other_words).bit_count() * 3
            if common < least or common < (words | other_words).bit_count() * 2:
                continue
        if _near(other_id, message_id):
            return True
    return False


def _near(one_id: int, other_id: int) -> bool:
    """Tell whether two messages were written within the window: their ids hold when, in ms."""
    return abs((one_id >> 22) - (other_id >> 22)) <= _WINDOW_MS
