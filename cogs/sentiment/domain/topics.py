"""What people talk about: words and phrases of a text, and which stand out of their past."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from cogs.sentiment.domain.labels import Tally
from cogs.sentiment.domain.stopwords import STOP_WORDS

# A word of letters, with what goes before it: "@ada" and "#rules" are names, "x2" is none.
_WORD: Final = re.compile(r"([@#]?)([^\W\d_]+(?:['\u2019][^\W\d_]+)*)")
_LEAST, _MOST = 3, 24
# Texts are read so far; more terms of one message than these say nothing more of its topic.
MAX_CHARS: Final = 600
MAX_TERMS: Final = 40
# What the prior is worth, of all there is and at most: the more, the less rare terms stand out.
_PRIOR_SHARE: Final = 0.1
_PRIOR: Final = 500.0
# One term in twenty lies so far out by chance; topics are the few that lie farthest.
STANDS_OUT: Final = 1.96


def terms(text: str) -> frozenset[str]:
    """Return the words and two-word phrases of a cleaned text that may be a topic.

    In lower case. Names with @ or #, numbers, stop words, and words of fewer than 3 or more
    than 24 letters are none; a phrase is two words side by side that both may be a topic.
    """
    found: dict[str, None] = {}
    before, end = "", -1
    text = text[:MAX_CHARS].lower()
    for match in _WORD.finditer(text):
        mark, word = match.groups()
        if not word.isalpha():  # an apostrophe
            word = word.replace("'", "").replace("\u2019", "")
        if word in STOP_WORDS or mark or not _LEAST <= len(word) <= _MOST:
            before = ""
            continue
        found[word] = None
        start, stop = match.span()
        # Only blanks between: the next sentence is no part of a phrase.
        if before and text[end:start].isspace():
            found[f"{before} {word}"] = None
        before, end = word, stop
        if len(found) >= MAX_TERMS:
            break
    return frozenset(found)


def without_names(found: Iterable[str], names: Collection[str]) -> set[str]:
    """Return the terms that hold none of ``names`` (words in lower case)."""
    return {term for term in found if not any(word in names for word in term.split())}


def name_words(names: Iterable[str]) -> set[str]:
    """Return the words that members are called by, in lower case."""
    return {match[2].lower() for name in names for match in _WORD.finditer(name)}


@dataclass(frozen=True, slots=True)
class Topic:
    """A term that stands out: ``weight`` is the z score of its log-odds against the past."""

    term: str
    weight: float
    mood: Tally


def topics(now: Mapping[str, Tally], before: Mapping[str, int], most: int) -> list[Topic]:
    """Return up to ``most`` terms that are talked about more than before, the plainest first.

    ``now`` and ``before`` count messages with each term. The weight is the z score of the
    log-odds ratio with an informative Dirichlet prior, which is what both windows have together
    (B. Monroe, M. Colaresi and K. Quinn, "Fightin' Words", Political Analysis 16, 2008). A word
    that is in a phrase as often as alone is left to the phrase. Without any past, which has no
    weight then, the terms with most messages come first.
    """
    total_now, total_before = sum(one.messages for one in now.values()), sum(before.values())
    if not total_now:
        return []
    prior_size = min(_PRIOR, _PRIOR_SHARE * (total_now + total_before))
    scale = prior_size / (total_now + total_before)
    found = []
    for term, mood in now.items():
        if not total_before:
            found.append(Topic(term, 0.0, mood))
            continue
        count, past = mood.messages, before.get(term, 0)
        prior = (count + past) * scale
        odds = math.log((count + prior) / (total_now + prior_size - count - prior))
        usual = math.log((past + prior) / (total_before + prior_size - past - prior))
        weight = (odds - usual) / math.sqrt(1 / (count + prior) + 1 / (past + prior))
        if weight >= STANDS_OUT:
            found.append(Topic(term, weight, mood))
    phrases = [one for one in found if " " in one.term]
    return sorted(
        (one for one in found if not _is_part(one, phrases)),
        key=lambda one: (-one.weight, -one.mood.messages, one.term),
    )[:most]


def _is_part(topic: Topic, phrases: Iterable[Topic]) -> bool:
    return any(
        topic.term in one.term.split() and one.mood.messages * 2 > topic.mood.messages
        for one in phrases
    )
