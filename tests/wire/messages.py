"""The messages of one channel, compactly: a million of them must fit beside a bot under test."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import Any

WRITTEN_OUT = -1
"""In place of a text's number: the message is kept as a whole payload."""


class Messages:
    """Sorted by id. A plain message is three numbers; all others are kept as payloads."""

    __slots__ = ("authors", "ids", "replies", "texts", "whole")

    def __init__(self) -> None:
        self.ids = array("Q")
        self.authors = array("Q")
        self.texts = array("q")
        self.replies: dict[int, int] = {}
        self.whole: dict[int, dict[str, Any]] = {}

    def add(self, message_id: int, author_id: int, text: int) -> None:
        """Append a plain message; ids come in order."""
        self.ids.append(message_id)
        self.authors.append(author_id)
        self.texts.append(text)

    def put(self, message_id: int, author_id: int, payload: dict[str, Any]) -> None:
        """Insert a message that is kept as a whole; its id may be an old one."""
        place = bisect_left(self.ids, message_id)
        self.ids.insert(place, message_id)
        self.authors.insert(place, author_id)
        self.texts.insert(place, WRITTEN_OUT)
        self.whole[message_id] = payload

    def place(self, message_id: int) -> int | None:
        """Return the index of a message, or None."""
        place = bisect_left(self.ids, message_id)
        found = place < len(self.ids) and self.ids[place] == message_id
        return place if found else None

    def remove(self, message_id: int) -> bool:
        """Delete a message; tells whether it was there."""
        place = self.place(message_id)
        if place is None:
            return False
        for column in (self.ids, self.authors, self.texts):
            del column[place]
        self.whole.pop(message_id, None)
        self.replies.pop(message_id, None)
        return True

    def page(
        self, limit: int, *, before: int | None, after: int | None, around: int | None
    ) -> list[int]:
        """Return the indexes of a page, newest first, as Discord pages.

        ``after`` gives the messages next to it, not the newest of the channel; ``around`` as many
        on either side, so that an even ``limit`` gives one more (discord.py tells of it, too).
        """
        ids = self.ids
        if around is not None:
            half = limit // 2
            middle = bisect_left(ids, around)
            known = middle < len(ids) and ids[middle] == around
            first, last = max(0, middle - half), min(len(ids), middle + half + known)
        elif after is not None:
            first = bisect_right(ids, after)
            last = min(len(ids), first + limit)
        else:
            last = len(ids) if before is None else bisect_left(ids, before)
            first = max(0, last - limit)
        return list(range(last - 1, first - 1, -1))
