"""Forbidden words: looked for in disguise, judged with care for the innocent ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, product
from typing import Final

from cogs.moderation.domain.automod.fold import fold, fold_own_script
from cogs.moderation.domain.automod.innocent import INNOCENT
from cogs.moderation.domain.automod.lookalikes import LEET
from cogs.moderation.domain.automod.pattern import Pattern, union
from cogs.moderation.domain.automod.reading import AROUND, Reading, canonical, plain

# So many suspicious places are looked at in one reading; each costs a few microseconds.
CANDIDATES: Final = 200
_SHORT: Final = 3
_MASKS: Final = 2
_LIKE_LETTERS: Final = "@$"
_VOWELS: Final = "aeiou"
_BARE = re.compile(r"[\W_]+")


# As long as Discord's own AutoMod takes them.
LONGEST: Final = 60
_SHORTEST: Final = 2


def checked_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a list, each once. Raises ValueError for what cannot be a word."""
    for written in words:
        letters = plain(fold(Entry.of(written).word))
        if len(letters) < _SHORTEST or len(written) > LONGEST:
            raise ValueError(
                f"A word has {_SHORTEST} to {LONGEST} letters; * may stand before and after it."
            )
    return tuple(dict.fromkeys(written.strip().lower() for written in words))


@dataclass(frozen=True, slots=True)
class Entry:
    """A forbidden word: ``before`` and ``after`` say whether more letters may stand there."""

    word: str
    before: bool
    after: bool

    @classmethod
    def of(cls, written: str) -> Entry:
        """Read ``word``, ``word*``, ``*word`` or ``*word*``, as Discord's own AutoMod does."""
        bare = written.strip()
        return cls(bare.strip("*").strip(), bare.startswith("*"), bare.endswith("*"))

    @property
    def written(self) -> str:
        """The entry as a manager writes it."""
        return f"{'*' * self.before}{self.word}{'*' * self.after}"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line may have a forbidden word: offsets of its letters, and what stands there."""

    start: int
    end: int
    core: str


class WordList:
    """Finds forbidden words in the readings of a text."""

    def __init__(self, entries: Iterable[str], innocent: Iterable[str] = ()) -> None:
        """``innocent`` are words and phrases that are never meant, beside the built-in ones."""
        self._forms: dict[str, list[tuple[Entry, str]]] = {}
        known: dict[tuple[Entry, str], None] = {}
        for entry in map(Entry.of, entries):
            for folded in (fold(entry.word), fold_own_script(entry.word)):
                if form := plain(folded):
                    known[entry, form] = None
        for entry, form in known:
            self._forms.setdefault(_key(form), []).append((entry, form))
        self._allowed = {plain(fold(one)) for one in innocent}
        self._phrases = tuple(f" {one} " for one in self._allowed if " " in one)
        self._strict = union(_regex(entry, form, loose=False) for entry, form in known)
        self._long = union(_regex(entry, form, loose=False) for entry, form in known if " " in form)
        self._loose = union(_regex(entry, form, loose=True) for entry, form in known)

    def find(self, reading: Reading) -> str | None:
        """Return a forbidden word that is meant, as it is on the list; None if there is none."""
        if self._strict is None or self._loose is None:
            return None
        return (
            self._in_words(self._strict, reading.words)
            or self._in_disguise(self._loose, reading.disguised)
            or self._in_disguised_phrases(self._long, reading)
            or self._in_pieces(self._loose, reading.spaced)
        )

    def _in_words(self, pattern: Pattern, words: str) -> str | None:
        for place in _places(pattern, words.replace("l", "i")):
            there = words[place.start : place.end]
            whole = _word_around(words, place)
            for entry, form in self._forms.get(place.core, ()):
                if not _fits(entry, words, place) or not _is_stretched(there, form):
                    continue
                if whole in self._allowed or self._in_phrase(words, place):
                    continue
                if there != form and whole in INNOCENT:
                    continue
                if (entry.before or entry.after) and whole in INNOCENT:
                    continue
                return entry.written
        return None

    def _in_disguise(self, pattern: Pattern, tokens: list[str]) -> str | None:
        if not tokens:
            return None
        for read in (canonical, _stripped):
            line = f" {' '.join(read(token) for token in tokens)} "
            for place in _places(pattern, line):
                if " " in line[place.start : place.end]:
                    continue
                token = tokens[line.count(" ", 0, place.start) - 1]
                for entry, form in self._meant(place.core):
                    whole = line[place.start - 1] == " " and line[place.end] == " "
                    if not _fits(entry, line, place):
                        continue
                    if not _is_deliberate(token, entry, form, whole=whole):
                        continue
                    if _is_stretched(line[place.start : place.end], form) and not (
                        token in INNOCENT or token in self._allowed or plain(token) in self._allowed
                    ):
                        return entry.written
        return None

    def _in_disguised_phrases(self, pattern: Pattern | None, reading: Reading) -> str | None:
        if pattern is None or not reading.disguised:
            return None
        line = f" {plain(canonical(reading.folded))} "
        for place in _places(pattern, line):
            for entry, form in self._forms.get(place.core, ()):
                if " " in form and _fits(entry, line, place):
                    return entry.written
        return None

    def _in_pieces(self, pattern: Pattern, runs: list[str]) -> str | None:
        for run in runs:
            line = f" {' '.join(canonical(run.rstrip(AROUND)).split())} "
            for place in _places(pattern, line):
                there = line[place.start : place.end]
                for entry, form in self._meant(place.core):
                    if not _fits(entry, line, place) or not _is_stretched(there, form):
                        continue
                    if there.count(" ") >= max(2, len(form) // 2):
                        return entry.written
        return None

    def _meant(self, core: str) -> Iterator[tuple[Entry, str]]:
        """Yield the entries that ``core`` may stand for, where "*" is any vowel."""
        if (masks := core.count("*")) > _MASKS:
            return
        for vowels in product(_VOWELS, repeat=masks):
            filled = iter(vowels)
            letters = "".join(next(filled) if char == "*" else char for char in core)
            yield from self._forms.get(letters, ())

    def _in_phrase(self, words: str, place: _Place) -> bool:
        for phrase in self._phrases:
            first = max(0, place.start - len(phrase))
            if phrase in words[first : place.end + len(phrase)]:
                return True
        return False


def _key(form: str) -> str:
    """Return a form with l as i, runs of one letter as one, and no blanks."""
    return "".join(char for char, _ in groupby(form.replace("l", "i").replace(" ", "")))


def _regex(entry: Entry, form: str, *, loose: bool) -> str:
    """Return what finds the form; ``loose``: blanks anywhere, masked vowels."""
    parts = []
    for char, run in groupby(form.replace("l", "i")):
        if char == " ":
            parts.append(" ?" if loose else " ")
        elif loose:
            letter = f"[{char}*]" if char in _VOWELS else re.escape(char)
            parts += [letter] * (len(list(run)) - 1) + [f"{letter}(?: ?{letter})*"]
        else:
            parts.append(f"(?:{re.escape(char)}){{{len(list(run))},}}")
    core = "(?: ?)".join(parts) if loose else "".join(parts)
    return f"{'' if entry.before else ' '}{core}{'' if entry.after else ' '}"


def _places(pattern: Pattern, line: str) -> Iterator[_Place]:
    """Yield where the line may have a forbidden word, also overlapping places."""
    for start, end in pattern.places(line, CANDIDATES):
        there = line[start:end]
        first = start + (there[0] == " ")
        last = end - (there[-1] == " ")
        core = "".join(char for char, _ in groupby(line[first:last].replace(" ", "")))
        yield _Place(first, last, core)


def _fits(entry: Entry, line: str, place: _Place) -> bool:
    before = entry.before or line[place.start - 1] == " "
    return before and (entry.after or line[place.end] == " ")


def _word_around(words: str, place: _Place) -> str:
    start = words.rindex(" ", 0, place.start) + 1
    return words[start : words.index(" ", place.end)]


def _is_stretched(there: str, form: str) -> bool:
    """Tell whether ``there`` is ``form`` with letters repeated at most on purpose.

    One letter doubled in a short word makes another word ("good"), more do not ("gooood").
    """
    mine = [len(list(run)) for _, run in groupby(there.replace(" ", "").replace("l", "i"))]
    must = [len(list(run)) for _, run in groupby(form.replace(" ", "").replace("l", "i"))]
    if len(mine) != len(must) or any(a < b for a, b in zip(mine, must, strict=True)):
        return False
    longer = [must_be for is_, must_be in zip(mine, must, strict=True) if is_ > must_be]
    doubled = sum(mine) - sum(must) == 1 and longer == [1]
    return not doubled or len(form) > _SHORT


def _is_deliberate(token: str, entry: Entry, form: str, *, whole: bool) -> bool:
    """Tell whether a token with more than letters in it is a disguise, not a model number.

    ``whole``: the token has no letters beside those of the form.
    """
    digits = sum(char.isdigit() for char in token)
    letters = sum(char.isalpha() or char in _LIKE_LETTERS for char in token)
    if (len(form) <= _SHORT and digits > 1) or not letters:
        return False
    if whole or not (entry.before or entry.after):
        return True
    # Two words with a mark between them are not one word that begins in the first; a mark
    # between all letters is no such thing.
    marks = sum(not (char.isalnum() or char in LEET or char == "*") for char in token)
    return marks == 0 or marks >= len(form) - 1


def _stripped(token: str) -> str:
    return _BARE.sub("", token).replace("l", "i")
