"""Takes Discord's own syntax out of a text, so that what is scored is what was said.

The forms are those of Discord's "Markdown Text 101" for people and of "Message Formatting" in
its developer documentation. Every step is linear in the text's length: a pattern here either
has a bounded length or cannot run past the character that would start its next match.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from itertools import islice
from typing import Final

# Marks of emphasis after the first so many stay: pairing them is the dearest step of all,
# and no one writes two hundred emphasised phrases in a message.
MAX_MARKS: Final = 400

# Without one of these, and without a list mark or a link, a text is as Discord shows it.
_SYNTAX: Final = re.compile("[`*_~|<>@#\\[\n\u200b\u2060\ufe0e\ufe0f\ufeff]")
_LIST_MARK_START: Final = frozenset("-0123456789 ")

# Variation selectors choose how an emoji is drawn; the others are spaces of no width. None
# can be seen, and each keeps the word before it from being found in the lexicon.
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u2060\ufe0e\ufe0f\ufeff"))

_BLOCK: Final = re.compile(r"^ *>>> |^ *> [^\n]*|`+", re.MULTILINE)
_FENCE: Final = 3
# An unclosed fence is code only where it opens a block: its language, if any, then a new line.
_FENCE_HEAD: Final = re.compile(r"[a-zA-Z0-9_+\-.#]{0,32} *\n")
_LINE_MARK: Final = re.compile(r"^ *(?:#{1,3}|-#|[-*]|\d{1,4}\.) +", re.MULTILINE)
_MASKED_LINK: Final = re.compile(
    r"\[([^\[\]\n]+)\]"
    r"\(<?https?://[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)?>?(?: \"[^\"\n]*\")?\)",
    re.IGNORECASE,
)
_CUSTOM_EMOJI: Final = re.compile(r"<a?:(\w{2,32}):\d{1,20}>", re.ASCII)
_MENTION: Final = re.compile(
    r"<(?:@[!&]?\d{1,20}"
    r"|#\d{1,20}"
    r"|/[^<>:\n]{1,98}:\d{1,20}"
    r"|t:-?\d{1,17}(?::[tTdDfFsSR])?"
    r"|id:[a-z-]{1,32}(?::\d{1,20})?"
    r"|https?://[^\s<>]*)>"
)
_EVERYONE: Final = re.compile(r"@(?:everyone|here)\b")
_LINK: Final = re.compile(r"(?:https?|ftp|steam|discord)://[^\s<>]*", re.IGNORECASE)
_NAME_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_EMPHASIS: Final = re.compile(r"\*+|_+|~~+")
_BEFORE_UNDERSCORE: Final = frozenset(" \n\t([{\"'*~")
_AFTER_UNDERSCORE: Final = frozenset(" \n\t)]}\"'*~.,!?;:")


def clean(text: str) -> str:
    """Return ``text`` without Discord's syntax; empty or blank where nothing else was in it.

    Code and quoted lines go, a custom emoji becomes the words of its name (in lower case:
    a name in capitals is no shouting), a masked link its text; mentions, links, timestamps
    and the marks of emphasis, spoilers, headings and lists go. Letter case, punctuation and
    emoticons stay as they are.
    """
    if text[:1] not in _LIST_MARK_START and _SYNTAX.search(text) is None:
        return _LINK.sub(" ", text) if "://" in text else text
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    if "`" in text or ">" in text:
        text = _without_code_and_quotes(text)
    text = _LINE_MARK.sub("", text)
    if "](" in text:
        text = _MASKED_LINK.sub(r"\1", text)
    if "<" in text:
        text = _MENTION.sub(" ", _CUSTOM_EMOJI.sub(_name_words, text))
    if "@" in text:
        text = _EVERYONE.sub(" ", text)
    if "://" in text:
        text = _LINK.sub(" ", text)
    if text.count("||") > 1:
        text = text.replace("||", "")
    return _without_emphasis(text)


def _name_words(emoji: re.Match[str]) -> str:
    return f" {' '.join(_NAME_WORD.findall(emoji[1])).lower()} "


def _without_code_and_quotes(text: str) -> str:
    runs = _BacktickRuns(text)
    kept: list[str] = []
    position = 0
    while block := _BLOCK.search(text, position):
        kept.append(text[position : block.start()])
        if block[0].endswith(">>> "):
            return "".join(kept)
        if block[0][0] != "`":
            position = block.end()
            continue
        position = runs.code_end(block.start(), block.end())
        kept.append(" " if position > block.end() else block[0])
    kept.append(text[position:])
    return "".join(kept)


class _BacktickRuns:
    """Where the runs of backticks of a text begin, so that none is searched for twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = defaultdict[int, list[int]](list)
        self._fences: list[re.Match[str]] = []
        for run in re.finditer("`+", text):
            length = run.end() - run.start()
            self._starts[length].append(run.start())
            if length >= _FENCE:
                self._fences.append(run)

    def code_end(self, start: int, end: int) -> int:
        """Return where the code opened by the backticks from ``start`` to ``end`` is over.

        That is ``end`` itself where nothing closes them: they then stand for themselves.
        """
        length = end - start
        if length >= _FENCE:
            place = bisect_left(self._fences, end, key=re.Match[str].start)
            if place < len(self._fences):
                return self._fences[place].end()
            return len(self._text) if _FENCE_HEAD.match(self._text, end) else end
        starts = self._starts[length]
        place = bisect_left(starts, end)
        return starts[place] + length if place < len(starts) else end


def _without_emphasis(text: str) -> str:
    """Drop the marks that come in pairs; those that open or close nothing stay."""
    runs = list(islice(_EMPHASIS.finditer(text), MAX_MARKS))
    if len(runs) < 2:  # noqa: PLR2004 - a pair is two
        return text
    left = [run.end() - run.start() for run in runs]
    openers: dict[str, list[int]] = {"*": [], "_": [], "~": []}
    for i, run in enumerate(runs):
        waiting = openers[run[0][0]]
        opens, closes = _flanks(text, run)
        while closes and left[i] and waiting:
            paired = min(left[i], left[waiting[-1]])
            left[i] -= paired
            left[waiting[-1]] -= paired
            if not left[waiting[-1]]:
                waiting.pop()
        if opens and left[i]:
            waiting.append(i)
    kept: list[str] = []
    position = 0
    for run, count in zip(runs, left, strict=True):
        kept.append(text[position : run.start() + count])
        position = run.end()
    kept.append(text[position:])
    return "".join(kept)


def _flanks(text: str, run: re.Match[str]) -> tuple[bool, bool]:
    """Tell whether a run of marks can open emphasis and whether it can close it."""
    before, after = text[max(run.start() - 1, 0) : run.start()], text[run.end() : run.end() + 1]
    opens = after != "" and not after.isspace()
    closes = before != "" and not before.isspace()
    if run[0][0] == "_":  # inside a word it belongs to the word, as in snake_case
        opens = opens and (before == "" or before in _BEFORE_UNDERSCORE)
        closes = closes and (after == "" or after in _AFTER_UNDERSCORE)
    return opens, closes
