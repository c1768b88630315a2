"""Words of the server's list, also in disguise."""

from __future__ import annotations

from typing import Final

from pydantic import Field, field_validator

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import QUIET, Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past
from cogs.moderation.domain.automod.words import WordList, checked_words

LISTED: Final = 1_000


class WordsSettings(RuleSettings):
    """Settings of the rule."""

    words: tuple[str, ...] = Field(
        (), max_length=LISTED, description="Forbidden words; * before or after: anything there."
    )
    innocent: tuple[str, ...] = Field(
        (), max_length=LISTED, description="Words and phrases that are never meant."
    )

    @field_validator("words", "innocent")
    @classmethod
    def _words_have_letters(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        return checked_words(words)


class WordsRule(Rule[WordsSettings]):
    """Looks for words."""

    key = "words"
    settings_type = WordsSettings

    def __init__(self, settings: WordsSettings) -> None:
        super().__init__(settings)
        self._list = WordList(settings.words, settings.innocent)

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Look for one."""
        found = self._list.find(reading)
        return QUIET if found is None else Measure(1, 1, found)
