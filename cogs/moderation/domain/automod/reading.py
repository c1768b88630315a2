"""The readings of one text that the rules share, each made when it is first asked for."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from cogs.moderation.domain.automod.fold import TEXT_LIMIT, fold
from cogs.moderation.domain.automod.links import Link, links_in
from cogs.moderation.domain.automod.lookalikes import LEET

# Runs of three and more words of one or two characters. No part can match in two ways.
_SPACED = re.compile(r"(?:(?<!\S)\S{1,2}\s+){2,}\S{1,2}(?!\S)")
_BETWEEN = re.compile(r"\|\||[^\w*@$!|\s]+|_+")
_NOT_WORD = re.compile(r"[\W_]+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
# What stands around a word, and is no part of it.
AROUND: Final = ".,:;!?\"'’()[]{}<>*_~|-+…#=/\\`"
_APOSTROPHES: Final = ("'", "’")
_LEET = str.maketrans(LEET)


def plain(folded: str) -> str:
    """Return the words of a folded text, with one blank between them."""
    return _NOT_WORD.sub(" ", folded).strip()


def canonical(folded: str) -> str:
    """Return folded text with what stands for letters as those letters (l as i), no marks."""
    return _BETWEEN.sub("", folded).translate(_LEET)


class Reading:
    """What a text says. Every reading is a function of the text alone."""

    def __init__(self, text: str) -> None:
        self.text = text[:TEXT_LIMIT]

    @cached_property
    def folded(self) -> str:
        """The text as it reads (see ``fold``)."""
        return fold(self.text)

    @cached_property
    def words(self) -> str:
        """The folded words, with one blank before, between and after them."""
        return f" {plain(self.folded)} "

    @cached_property
    def disguised(self) -> list[str]:
        """Folded words with something else than letters inside, and such parts of them, each once.

        Contractions are none.
        """
        found = []
        for token in self.folded.split():
            if token.isalpha():
                continue
            bare = token.strip(AROUND)
            if not _may_disguise(bare) or _is_contraction(bare):
                continue
            found.append(bare)
            parts = _BETWEEN.split(bare)
            if len(parts) > 1:
                found += [part for part in parts if _may_disguise(part)]
        # Whoever says one thing a hundred times hides nothing behind it.
        return list(dict.fromkeys(found))

    @cached_property
    def spaced(self) -> list[str]:
        """Runs of at least three words of one or two characters, as they stand."""
        return _SPACED.findall(self.folded)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Web addresses, also those written so that Discord makes no link of them."""
        return links_in(self.folded)

    @cached_property
    def fingerprint(self) -> str:
        """What two texts share that say the same, whatever their case, marks and numbers."""
        return _NOT_LETTERS.sub("", self.folded) or "".join(self.folded.split())


def _may_disguise(word: str) -> bool:
    return bool(word) and not word.isalpha() and not word.isdigit()


def _is_contraction(word: str) -> bool:
    for mark in _APOSTROPHES:
        head, found, tail = word.partition(mark)
        if found and head.isalpha() and tail.isalpha():
            return True
    return False
