"""Terms between their text and their table: in memory, bounded, and without who said them.

Whether five people use a term is told by bits. Who wrote sets one of 64 bits of the term, chosen
by a keyed hash; the key is made anew for each week and process, never leaves it, and is thrown away
with the bits. Two people can share a bit and nobody has two, so there are never fewer people than
bits. Counts leave for the table in portions of which each comes from enough people, so that what
two looks at the table differ by does, too; a restart loses what has not left yet, and no more.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from bot.windows import monday_of
from cogs.sentiment.domain.labels import Tally

# Messages whose terms wait for their fact, and terms of a guild that are counted at a time.
_WAITING: Final = 4_000
_TERMS: Final = 4_000
_BITS: Final = 64


@dataclass(slots=True)
class Count:
    """What is known of a term: its messages since it was last taken, and its people as bits."""

    people: int = 0
    mood: Tally = field(default_factory=Tally)


class _Week:
    """The terms of one guild and week."""

    def __init__(self, monday: int) -> None:
        self.monday = monday
        self.key = secrets.token_bytes(16)
        self.terms: OrderedDict[str, Count] = OrderedDict()

    def bit(self, term: str, author_id: int) -> int:
        digest = hashlib.blake2b(f"{term}:{author_id}".encode(), digest_size=8, key=self.key)
        return 1 << int.from_bytes(digest.digest()) % _BITS


class Holding:
    """Takes terms from the thread that reads texts, and counts those of messages that are kept."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[tuple[int, int], frozenset[str]] = OrderedDict()
        self._weeks: dict[int, _Week] = {}
        self._lock = Lock()

    def hold(self, guild_id: int, message_id: int, terms: frozenset[str]) -> None:
        """Keep the terms of a message until its fact is written; from any thread."""
        with self._lock:
            self._waiting[guild_id, message_id] = terms
            if len(self._waiting) > _WAITING:
                self._waiting.popitem(last=False)

    def count(
        self, guild_id: int, message_id: int, author_id: int, day: int, score: float | None
    ) -> None:
        """Count the terms of a message that was written on local ``day``."""
        with self._lock:
            terms = self._waiting.pop((guild_id, message_id), None)
        monday = monday_of(day)
        week = self._weeks.get(guild_id)
        if not terms or (week is not None and monday < week.monday):
            return  # what was said last week, and is read only now, counts for nothing
        if week is None or week.monday != monday:
            week = self._weeks[guild_id] = _Week(monday)
        tally = Tally.of(score)
        for term in terms:
            known = week.terms.setdefault(term, Count())
            known.people |= week.bit(term, author_id)
            known.mood = known.mood + tally
            week.terms.move_to_end(term)
        while len(week.terms) > _TERMS:
            week.terms.popitem(last=False)

    def take(self, guild_id: int, least: int, most: int) -> tuple[int, dict[str, Tally]]:
        """Return the Monday and counts of terms that ``least`` people used; both begin anew.

        ``most`` of them at most, those with most messages. The others go on being counted.
        """
        week = self._weeks.get(guild_id)
        if week is None:
            return 0, {}
        fit = [term for term, one in week.terms.items() if one.people.bit_count() >= least]
        fit.sort(key=lambda term: -week.terms[term].mood.messages)
        return week.monday, {term: week.terms.pop(term).mood for term in fit[:most]}
