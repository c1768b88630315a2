"""Topics that members wish for, told apart from what they typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 40
MOST = 5
_SPLIT = re.compile(r"[,;/\n]|\band\b|&")
_NOT_WORDS = re.compile(r"[^\w\s+#'-]|_")


def topics(typed: str, served: Iterable[str] = ()) -> list[str]:
    """Return the topics in a list that somebody typed, each once, at most five.

    A topic is in lower case, of letters, digits and ``+ # ' -``, at most 40 characters; those
    in ``served`` are left out.
    """
    known = {normal(name) for name in served}
    found = [normal(part) for part in _SPLIT.split(typed)]
    wanted = [topic for topic in dict.fromkeys(found) if topic and topic not in known]
    return wanted[:MOST]


def normal(text: str) -> str:
    """Return the form in which two spellings of one topic are the same."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_NOT_WORDS.sub(" ", folded).split())[:LONGEST].strip()
