"""Folding: what people type in disguise, as it reads.

Case, accents, full-width and mathematical letters, zero-width and bidirectional controls,
look-alikes of other scripts. Every step looks at each character once.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from cogs.moderation.domain.automod.lookalikes import ALWAYS, EXACT, FLAGS, OTHER_SCRIPTS

# No message is longer; whoever hands in more is read so far.
TEXT_LIMIT: Final = 4_000
# A ligature may be a few letters; U+FDFA is eighteen, which would let a text grow.
_LONGEST = 4
_KEPT = 60_000
_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
_BLANKS = "\n\t\r"
_WORD = re.compile(r"[^\W\d_]+")
_INDICATORS = re.compile("[\U0001f1e6-\U0001f1ff]+")
_FIRST_INDICATOR = 0x1F1E6
# Blank letters, which are no white space to anybody but the eye.
_BLANK_LETTERS = frozenset("\u3164\u115f\u1160\uffa0\u2800\u034f\u17b4\u17b5")


_CJK, _CJK_END = 0x3400, 0xA000
_HANGUL, _HANGUL_END = 0xAC00, 0xD7A4
_PLANE_2, _PLANE_4 = 0x20000, 0x40000
_BRAHMIC = (range(0x0900, 0x10A0), range(0x1780, 0x1C00))
_SINGLE = frozenset({"So", "Lo", "Po", "Sm"})


class _Table(dict[int, "str | int"]):
    """What each character becomes, worked out when it is first met, kept for the first many.

    Ideographs and Hangul stay as they are.
    """

    def __missing__(self, point: int) -> str | int:
        as_it_is = (
            _CJK <= point < _CJK_END
            or _HANGUL <= point < _HANGUL_END
            or _PLANE_2 <= point < _PLANE_4
        )
        folded = point if as_it_is else _folded(chr(point))
        if len(self) < _KEPT:
            self[point] = folded
        return folded


def _folded(char: str) -> str:
    category = unicodedata.category(char)
    if char in ALWAYS:
        return ALWAYS[char]
    if char in _BLANK_LETTERS or (category in _INVISIBLE and char not in _BLANKS):
        return ""
    if category == "Zs":
        return " "
    if char in _BLANKS or (category in _SINGLE and not unicodedata.decomposition(char)):
        return char
    return _decomposed(char)


def _decomposed(char: str) -> str:
    parts = unicodedata.normalize("NFKD", char)
    kept = "".join(part for part in parts if not _is_mark(part)).casefold()
    if len(kept) == len("(a)") and kept[0] == "(" and kept[2] == ")":
        kept = kept[1]
    if len(kept) > _LONGEST:
        return char
    return "".join(ALWAYS.get(part, part) for part in kept)


def _is_mark(char: str) -> bool:
    """Tell whether a character only decorates the one before it.

    In the Brahmic scripts, marks are vowels: without them words become other words.
    """
    if unicodedata.category(char) not in {"Mn", "Me"}:
        return False
    return not any(ord(char) in block for block in _BRAHMIC)


_TABLE = _Table()


@cache
def warm() -> None:
    """Work out the common characters now, so that no message waits for it."""
    for point in (*range(0x80, 0x3000), *range(0x1D400, 0x1D800), *range(0x1F000, 0x1FB00)):
        _TABLE[point]


def fold(text: str) -> str:
    """Return ``text`` as it reads: lower case, Latin where it looks Latin, nothing invisible.

    White space stays, of one kind (blank or line break). Text past TEXT_LIMIT is not looked
    at; what is returned is at most four times as long. Folding what is folded changes nothing.
    """
    text = text[:TEXT_LIMIT]
    if text.isascii():
        lowered = text.lower()
        return lowered if lowered.isprintable() else lowered.translate(_TABLE)
    folded = _INDICATORS.sub(_spelled, text).translate(_TABLE)
    return folded if folded.isascii() else _in_latin(folded)


def fold_own_script(text: str) -> str:
    """Return ``text`` folded, with the letters of other scripts as they are."""
    return text[:TEXT_LIMIT].translate(_TABLE)


def _spelled(match: re.Match[str]) -> str:
    """Return regional indicators as letters, or as nothing where they are flags."""
    letters = "".join(chr(97 + ord(char) - _FIRST_INDICATOR) for char in match[0])
    pairs = (letters[at : at + 2] for at in range(0, len(letters), 2))
    return " " if all(pair in FLAGS for pair in pairs) else letters


def _in_latin(folded: str) -> str:
    """Return the text with look-alikes of other scripts as Latin letters.

    A word that mixes scripts always is read as Latin. One that is all look-alikes is, unless
    the text has another word that really is in another script.
    """
    words = [match for match in _WORD.finditer(folded) if not match[0].isascii()]
    mixed = {match[0] for match in words if len(set(map(_script, match[0]))) > 1}
    elsewhere = any(match[0] not in mixed and not EXACT.issuperset(match[0]) for match in words)
    pieces: list[str] = []
    at = 0
    for match in words:
        word = match[0]
        if word in mixed or (not elsewhere and EXACT.issuperset(word)):
            pieces += (folded[at : match.start()], word.translate(_LATIN))
            at = match.end()
    pieces.append(folded[at:])
    return "".join(pieces)


def _script(char: str) -> str:
    if char < "\u0080":
        return "Latin"
    if char < "\u0370" or char >= "\u0530":
        return "other"
    return "Greek" if char < "\u0400" else "Cyrillic"


_LATIN = str.maketrans(OTHER_SCRIPTS)
