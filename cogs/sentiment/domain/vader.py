"""VADER's compound score in linear time.

The rules are those of vaderSentiment 3.3.2 (Hutto and Gilbert, "VADER: A Parsimonious
Rule-based Model for Sentiment Analysis of Social Media Text", ICWSM 2014), applied to floats
in that library's own order, so that the results are equal to the last digit. The library
itself is quadratic twice: around every lexicon word it lower-cases the whole text again, and
after a "but" it looks up each sentiment from the start of the list.

What chat needs beyond the library stands in ``chat_lexicon`` and is switched by one argument.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from string import punctuation
from typing import Final

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
    normalize,
)

from cogs.sentiment.domain import chat_lexicon

# 4,000 characters hold at most 2,000 words, so no text without emoji is ever cut. An emoji
# counts as the words of its description, six at most: a text of 334 emoji or more may be.
MAX_WORDS: Final = 2_000

_BOOSTERS: Final[Mapping[str, float]] = BOOSTER_DICT
_NEGATIONS: Final = frozenset[str](NEGATE)
_IDIOMS: Final[Mapping[str, float]] = SPECIAL_CASES
_SO_OR_THIS: Final = frozenset({"so", "this"})
_PHRASES: Final = [phrase.split() for phrase in (*_IDIOMS, *_BOOSTERS) if " " in phrase]
# A lexicon word without one of these around it, or a word in "n't", keeps its plain valence.
# One word of each phrase is enough to notice it; the longest is never "the", "of" or "to".
_CONTEXT_WORDS: Final = frozenset(
    {*_BOOSTERS, *_NEGATIONS, *_SO_OR_THIS, "no", "least", *(max(p, key=len) for p in _PHRASES)}
)
# A booster weighs less the further it stands before its word.
_BOOST_AT: Final = (1.0, 0.95, 0.9)
_LAST_BACK: Final = len(_BOOST_AT) - 1
_EMOTICON_LENGTH: Final = 2
# What up to three question marks add; more of them add 0.96.
_QUESTION_MARKS: Final = (0, 0, 2 * 0.18, 3 * 0.18)


class Vader:
    """The library's lexica, read once, behind a scorer that no text can stall.

    Making one reads two files (some 15 ms). An instance never changes, so threads may share it.
    """

    def __init__(self, *, chat: bool = False) -> None:
        """With ``chat`` the lexicon is extended for chat and emoji are normalised."""
        stock = SentimentIntensityAnalyzer()
        self._chat = chat
        self._lexicon: dict[str, float] = stock.lexicon
        # The library compares single characters, so its emoji of several never match there. It
        # also lets a description run into the word that follows, which chat does not.
        after = " " if chat else ""
        self._emoji = {
            ord(emoji): f" {description}{after}"
            for emoji, description in stock.emojis.items()
            if len(emoji) == 1
        }
        if chat:
            self._lexicon = {**stock.lexicon, **chat_lexicon.LEXICON}
            self._emoji.update({ord(emoji): f" {emoji} " for emoji in chat_lexicon.EMOJI})

    def compound(self, text: str) -> float:
        """Return VADER's compound score of ``text`` in [-1, 1], rounded to four digits.

        Without the extension for chat equal to
        ``SentimentIntensityAnalyzer().polarity_scores(text)["compound"]``, except that only the
        first ``MAX_WORDS`` words count.
        """
        if not text.isascii():
            if self._chat:
                text = chat_lexicon.first_of_sequences(text)
            text = text.translate(self._emoji)
        words = [
            token if token.isalpha() else _strip(token)
            for token in text.split(None, MAX_WORDS)[:MAX_WORDS]
        ]
        lower_text = text.lower()
        lowered = words if lower_text == text else [word.lower() for word in words]
        if self._lexicon.keys().isdisjoint(lowered):
            return 0.0
        sentiments = self._sentiments(words, lowered, contracted="n't" in lower_text)
        if "but" in lowered:
            _weigh_around_but(sentiments, lowered.index("but"))
        total = float(sum(sentiments))
        if total > 0:
            total += _emphasis(text)
        elif total < 0:
            total -= _emphasis(text)
        return round(float(normalize(total)), 4)

    def _sentiments(
        self, words: Sequence[str], lowered: Sequence[str], *, contracted: bool
    ) -> list[float]:
        """Return the valence of each word; 0 where the lexicon does not have it.

        ``contracted`` tells that some word may end in "n't".
        """
        lexicon = self._lexicon
        shouting = words is not lowered and 0 < sum(map(str.isupper, words)) < len(words)
        sentiments: list[float] = [0] * len(words)
        for i, word in enumerate(lowered):
            if word not in lexicon:
                continue
            plain = not contracted and _CONTEXT_WORDS.isdisjoint(lowered[max(i - 3, 0) : i + 3])
            if not plain and self._is_modifier(lowered, i):
                continue
            valence = lexicon[word] if plain else self._base(lowered, i)
            if shouting and words[i].isupper():
                valence += C_INCR if valence > 0 else -C_INCR
            if not plain:
                valence = self._in_context(valence, words, lowered, i, shouting=shouting)
            sentiments[i] = valence
        return sentiments

    @staticmethod
    def _is_modifier(lowered: Sequence[str], i: int) -> bool:
        """Tell whether a lexicon word only weighs others here, as in "kind of"."""
        return lowered[i] in _BOOSTERS or lowered[i : i + 2] == ["kind", "of"]

    def _base(self, lowered: Sequence[str], i: int) -> float:
        """Return the lexicon's valence of a word, as a "no" nearby leaves it."""
        valence = self._lexicon[lowered[i]]
        before = lowered[max(i - 3, 0) : i]
        three_back = before[:-2] == ["no"] and before[-1] in {"or", "nor"}
        if three_back or "no" in before[-2:]:
            return float(valence * N_SCALAR)
        if lowered[i] == "no" and i + 1 < len(lowered) and lowered[i + 1] in self._lexicon:
            return 0.0
        return valence

    def _in_context(
        self,
        valence: float,
        words: Sequence[str],
        lowered: Sequence[str],
        i: int,
        *,
        shouting: bool,
    ) -> float:
        """Return ``valence`` as the three words before and the two after it change it."""
        for back in range(min(i, len(_BOOST_AT))):
            j = i - back - 1
            if lowered[j] in self._lexicon:
                continue
            if lowered[j] in _BOOSTERS:
                valence += _boost(words[j], valence, shouting=shouting) * _BOOST_AT[back]
            valence *= _negation(lowered, i, back)
            if back == _LAST_BACK:  # the library looks for idioms from the fourth word on
                valence = _in_idiom(valence, lowered, i)
        if i > 0 and lowered[i - 1] == "least" and "least" not in self._lexicon:
            at_or_very = i > 1 and lowered[i - 2] in {"at", "very"}
            return valence if at_or_very else float(valence * N_SCALAR)
        return valence


def _strip(token: str) -> str:
    """Take punctuation off a word's ends; what is then too short is taken for an emoticon."""
    stripped = token.strip(punctuation)
    return stripped if len(stripped) > _EMOTICON_LENGTH else token


def _boost(word: str, valence: float, *, shouting: bool) -> float:
    scalar = _BOOSTERS[word.lower()]
    if valence < 0:
        scalar *= -1
    if shouting and word.isupper():
        scalar += C_INCR if valence > 0 else -C_INCR
    return scalar


def _negation(lowered: Sequence[str], i: int, back: int) -> float:
    """Return what the word ``back`` + 1 places before word ``i`` multiplies it by."""
    word = lowered[i - back - 1]
    between = lowered[i - back : i]
    if word == "never" and between and between[0] in _SO_OR_THIS:
        return 1.25
    if not _SO_OR_THIS.isdisjoint(between[1:]):  # the library asks for no "never" here
        return 1.25
    if word == "without" and "doubt" in between:
        return 1.0
    return N_SCALAR if word in _NEGATIONS or "n't" in word else 1.0


def _in_idiom(valence: float, lowered: Sequence[str], i: int) -> float:
    """Return the valence of an idiom around word ``i`` (which has three words before it)."""
    three, two, one, zero = lowered[i - 3 : i + 1]
    two_one, three_two, three_two_one = f"{two} {one}", f"{three} {two}", f"{three} {two} {one}"
    for phrase in (f"{one} {zero}", f"{two_one} {zero}", two_one, three_two_one, three_two):
        if phrase in _IDIOMS:
            valence = _IDIOMS[phrase]
            break
    for stop in (i + 2, i + 3):
        if stop <= len(lowered):
            valence = _IDIOMS.get(" ".join(lowered[i:stop]), valence)
    for phrase in (three_two_one, three_two, two_one):
        valence += _BOOSTERS.get(phrase, 0.0)
    return valence


def _weigh_around_but(sentiments: list[float], but: int) -> None:
    """Halve what stands before the word ``but`` and raise what follows it by half, in place.

    The library finds the place of a sentiment by its value, so of equal ones the first is
    changed again and again. Its results are kept: ``places`` holds the places of each value
    as a heap, from which those that have since changed are dropped when they come up.
    """
    places = defaultdict[float, list[int]](list)
    for place, sentiment in enumerate(sentiments):
        if sentiment:
            places[sentiment].append(place)
    for place in range(len(sentiments)):
        sentiment = sentiments[place]
        if not sentiment:
            continue
        first = places[sentiment]
        while sentiments[first[0]] != sentiment:
            heapq.heappop(first)
        if first[0] != but:
            changed = sentiment * (0.5 if first[0] < but else 1.5)
            sentiments[first[0]] = changed
            heapq.heappush(places[changed], first[0])


def _emphasis(text: str) -> float:
    """Return what exclamation and question marks add to the sum of sentiments."""
    exclamations = min(text.count("!"), 4) * 0.292
    questions = text.count("?")
    return exclamations + (_QUESTION_MARKS[questions] if questions < len(_QUESTION_MARKS) else 0.96)
