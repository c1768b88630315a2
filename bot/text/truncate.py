"""Shortening text where a reader would: at a sentence, else a word, never inside a character."""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile

ELLIPSIS = "…"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)|[。！？]")  # noqa: RUF001 - CJK full stops
_ZERO_WIDTH_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_REGIONAL_INDICATORS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)
_CONJOINING_JAMO = range(0x1160, 0x1200)
_LOW_SURROGATES = range(0xDC00, 0xE000)


def truncate(text: str, limit: int, *, ellipsis: str = ELLIPSIS) -> str:
    """Return ``text`` in at most ``limit`` characters (code points, as Discord counts).

    What fits is returned as it is. Else it ends after a sentence, if one ends in the second
    half of the room, else after a word, else between two characters as a reader sees them
    (an emoji with its skin tone, a letter with its accents stay whole), and ``ellipsis``
    shows that there was more. Raises ValueError for a limit below 1.
    """
    if limit < 1:
        raise ValueError("a text needs room for one character at least")
    if len(text) <= limit:
        return text
    room = limit - len(ellipsis)
    if room < 1:
        return text[: boundary(text, limit)]
    sentence = _last_sentence_end(text, room - 1)
    if sentence > limit // 2:
        return f"{text[:sentence]} {ellipsis}"
    return text[: _word_end(text, room)].rstrip() + ellipsis


def pages(text: str, limit: int) -> list[str]:
    """Return ``text`` in pieces of at most ``limit`` characters, nothing left out but blanks.

    A piece ends at a paragraph, else a line, else a word, each only in its second half, else
    between two characters. Text without content gives no pieces. Raises ValueError for a
    limit below 1.
    """
    if limit < 1:
        raise ValueError("a text needs room for one character at least")
    pieces = []
    rest = text.strip()
    while len(rest) > limit:
        cuts = (rest.rfind("\n\n", 0, limit + 1), rest.rfind("\n", 0, limit + 1))
        cut = next((cut for cut in cuts if cut > limit // 2), 0) or _word_end(rest, limit)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces


def boundary(text: str, index: int) -> int:
    """Return the last place at or before ``index`` where ``text`` may be cut.

    A rule of thumb for Unicode's grapheme clusters (https://www.unicode.org/reports/tr29/).
    A single character longer than ``index`` has no such place: then it is cut at ``index``.
    """
    cut = index
    while cut > 0 and not _may_cut(text, cut):
        cut -= 1
    return cut or index


def _may_cut(text: str, cut: int) -> bool:
    if cut >= len(text):
        return True
    before, after = text[cut - 1], text[cut]
    if before == _ZERO_WIDTH_JOINER or _joins_what_is_before(after):
        return False
    if ord(after) in _REGIONAL_INDICATORS and ord(before) in _REGIONAL_INDICATORS:
        # Flags are pairs, counted from where the run of indicators begins.
        run = takewhile(lambda letter: ord(letter) in _REGIONAL_INDICATORS, reversed(text[:cut]))
        return sum(1 for _ in run) % 2 == 0
    return before != "\\"


def _joins_what_is_before(character: str) -> bool:
    code = ord(character)
    return (
        character == _ZERO_WIDTH_JOINER
        or unicodedata.category(character).startswith("M")
        or any(
            code in joining for joining in (_SKIN_TONES, _TAGS, _CONJOINING_JAMO, _LOW_SURROGATES)
        )
    )


def _last_sentence_end(text: str, room: int) -> int:
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, room + 1)]
    return max((end for end in ends if end <= room and _may_cut(text, end)), default=0)


def _word_end(text: str, room: int) -> int:
    """Return where the last word ends within ``room``, or where a long one may be cut."""
    if text[room].isspace():
        return room
    blank = max((at for at in range(room) if text[at].isspace()), default=0)
    return blank if blank > room // 2 else boundary(text, room)
