"""Nearly the same text by many people: texts are clustered as they are said.

Of a text its words are kept as numbers, for ten minutes, of each person the last one. Which
texts could be alike is looked up by a few of their pairs of words (a MinHash sketch), and only
those are compared, so that a message costs the same however much is said.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import Indel

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import SPAN

NOBODY: Final[frozenset[int]] = frozenset()
# Shorter texts are said by many people without any harm.
_LETTERS: Final = 20
_LEAST_WORDS: Final = 4
_WORDS: Final = 24
_LIKENESS: Final = 0.7
_SKETCH: Final = 3
_COMPARED: Final = 6
_VOICES: Final = 300
_SAME_SKETCH: Final = 6
_NEW: Final = timedelta(days=7)


@dataclass(slots=True)
class _Group:
    """Who said nearly the same, and when last; ``told``: how many they were when told of."""

    members: dict[int, datetime] = field(default_factory=dict)
    told: int = 0


@dataclass(slots=True)
class _Voice:
    at: datetime
    words: tuple[int, ...]
    sketch: tuple[int, ...]
    group: _Group


@dataclass(slots=True)
class Crowd:
    """Who says nearly the same in one server; ``people``: from so many on they are a crowd.

    0: nobody looks. Bounded: three hundred people and what they said last.
    """

    people: int = 0
    _voices: OrderedDict[int, _Voice] = field(default_factory=OrderedDict)
    _places: dict[int, deque[int]] = field(default_factory=dict)

    def note(self, said: Said, reading: Reading) -> frozenset[int]:
        """Take a message in; return who belongs together where somebody was added to a crowd.

        Only those count who are new in the server, or write a link: people who know each other
        congratulate somebody in like words.
        """
        stranger = said.member_age < _NEW or said.account_age < _NEW
        if not stranger and not reading.links:
            return NOBODY
        text = reading.words
        if len(text) < _LETTERS:
            return NOBODY
        split = text.split(None, _WORDS)
        if len(split) < _LEAST_WORDS:
            return NOBODY
        words = tuple(map(hash, split[:_WORDS]))
        sketch = tuple(sorted({hash(pair) for pair in pairwise(words)})[:_SKETCH])
        like = self._like(said, words, sketch)
        group = _Group() if like is None else like.group
        self._keep(said, _Voice(said.at, words, sketch, group))
        new = said.author_id not in group.members
        group.members[said.author_id] = said.at
        if len(group.members) > _VOICES:
            del group.members[next(iter(group.members))]
        few = len(group.members) < max(self.people, 2)
        return NOBODY if few or not new else self._crowd(group, said.at)

    def forget(self, author_id: int) -> None:
        """Let go of what one member wrote."""
        voice = self._voices.get(author_id)
        if voice is not None:
            self._drop(author_id)
        for other in self._voices.values():
            other.group.members.pop(author_id, None)

    def __len__(self) -> int:
        return len(self._voices) + sum(map(len, self._places.values()))

    def _like(self, said: Said, words: tuple[int, ...], sketch: tuple[int, ...]) -> _Voice | None:
        seen: set[int] = set()
        for key in sketch:
            for author in reversed(self._places.get(key, ())):
                if author in seen:
                    continue
                seen.add(author)
                voice = self._voices.get(author)
                if voice is None or said.at - voice.at > SPAN:
                    continue
                if Indel.normalized_similarity(words, voice.words, score_cutoff=_LIKENESS):
                    return voice
                if len(seen) >= _COMPARED:
                    return None
        return None

    def _keep(self, said: Said, voice: _Voice) -> None:
        if said.author_id in self._voices:
            self._drop(said.author_id)
        self._voices[said.author_id] = voice
        for key in voice.sketch:
            place = self._places.get(key)
            if place is None:
                place = self._places[key] = deque(maxlen=_SAME_SKETCH)
            place.append(said.author_id)
        for _ in range(2):
            oldest = next(iter(self._voices))
            if len(self._voices) <= _VOICES and said.at - self._voices[oldest].at <= SPAN:
                return
            if len(self._voices) > 1:
                self._drop(oldest)

    def _drop(self, author_id: int) -> None:
        for key in self._voices.pop(author_id).sketch:
            place = self._places.get(key)
            if place is None:
                continue
            if author_id in place:
                place.remove(author_id)
            if not place:
                del self._places[key]

    def _crowd(self, group: _Group, now: datetime) -> frozenset[int]:
        for member_id, at in list(group.members.items()):
            if now - at > SPAN:
                del group.members[member_id]
        count = len(group.members)
        if count < self.people or count <= group.told:
            group.told = min(group.told, count)
            return NOBODY
        group.told = count
        return frozenset(group.members)
