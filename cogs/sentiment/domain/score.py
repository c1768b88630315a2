"""The score of a chat message: cleaned, read by VADER, and kept where it is English."""

from __future__ import annotations

from threading import Lock
from typing import Final

from cogs.sentiment.domain.clean import clean
from cogs.sentiment.domain.language import ENGLISH, LanguageDetector
from cogs.sentiment.domain.vader import Vader

# Discord takes no longer message from anyone; what is behind this in an import is not read.
MAX_CHARS: Final = 4_000


class Scorer:
    """Scores chat messages; never raises for any text, and none can stall it.

    With ``chat_lexicon`` the lexicon is extended for chat and emoji are normalised; without, a
    score is that of vaderSentiment for the cleaned text, to the last digit.

    Lexicon and language model are loaded when first needed, once; threads may share an
    instance.
    """

    def __init__(self, *, chat_lexicon: bool = True) -> None:
        self._chat_lexicon = chat_lexicon
        self._vader: Vader | None = None
        self._loading = Lock()
        self._languages = LanguageDetector()

    def score(self, text: str) -> tuple[float | None, str | None]:
        """Return VADER's compound in [-1, 1] and the language's code where it was looked up.

        The compound is None where nothing but Discord's syntax is in ``text``, or where it
        is not English. The language is looked up only where the compound is not zero: a
        text without a word of the lexicon says nothing either way, in any language.

        Raises ModuleNotFoundError or ValueError where the model is missing or cannot be read.
        """
        said = clean(text[:MAX_CHARS])
        if not said or said.isspace():
            return None, None
        compound = self._loaded_vader().compound(said)
        if compound == 0:
            return compound, None
        language = self._languages.detect(said)
        return (compound if language == ENGLISH else None), language

    def _loaded_vader(self) -> Vader:
        if self._vader is None:
            with self._loading:
                if self._vader is None:
                    self._vader = Vader(chat=self._chat_lexicon)
        return self._vader


_SCORER: Final = Scorer()


def score(text: str) -> float | None:
    """Return the compound score of a chat message in [-1, 1], or None; see ``Scorer.score``."""
    return _SCORER.score(text)[0]
