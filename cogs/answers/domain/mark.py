"""Question marks, outside code, links and quotes."""

from __future__ import annotations

import re

# A fence that is never closed still begins code; a run of backticks closes only by its like.
_CODE = re.compile(r"```.*?(?:```|\Z)|(?<!`)(`{1,2})(?!`)(?:.+?)(?<!`)\1(?!`)", re.DOTALL)
# Discord quotes a line after "> ", and all that is left of the message after ">>> ".
_QUOTE = re.compile(r"^[ ]*>>> .*\Z|^[ ]*> .*?$", re.MULTILINE | re.DOTALL)
# The punctuation behind an address is the sentence's, not the address's.
_LINK = re.compile(r"<?(?:https?://|www\.)\S+?(?=[^\w\s/#=&%+~-]*(?:\s|\Z))", re.IGNORECASE)
# At the end of a word: signs may follow, as in "why?!", "(why?)" and "**why?**", but no letter
# and no digit, as in "a?b" and "?u8". Bounded, so that a long row of signs costs little.
_MARK = re.compile(r"\?(?=(?:[^\w\s]|_){0,8}(?:\s|\Z))")
# Marks that stand for nothing else: Greek, Arabic, double ones, interrobang, full-width. The
# next sentence may follow without a blank.
_OTHER_MARK = re.compile("[\u037e\u061f\u203d\u2047\u2048\u2049\uff1f]")
_WORD = re.compile(r"[^\W_]")


def has_mark(text: str) -> bool:
    """Tell whether ``text`` holds a question mark at the end of a word.

    Code, links and quoted lines do not count, nor do marks before the first word ("???",
    "?rank").
    """
    if "?" not in text and not _OTHER_MARK.search(text):
        return False
    return is_marked(own_words(text))


def own_words(text: str) -> str:
    """Return ``text`` with an "x" in the place of code, quoted lines and links.

    They were said in the place of words: "is it `x`?" asks.
    """
    for sign, pattern in (("`", _CODE), (">", _QUOTE), ("://", _LINK), ("www.", _LINK)):
        if sign in text or sign.upper() in text:
            text = pattern.sub(" x", text)
    return text


def is_marked(text: str) -> bool:
    """Tell whether ``text``, own words alone, holds a question mark at the end of a word."""
    word = _WORD.search(text)
    if word is None:
        return False
    return any(mark.search(text, word.end()) for mark in (_MARK, _OTHER_MARK))
