"""Names and nicknames: words, invitations and piles of marks, as in messages."""

from __future__ import annotations

from pydantic import Field, field_validator

from cogs.moderation.domain.automod.links import invites_in
from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import QUIET, Act, Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.rules.zalgo import piles_in
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past
from cogs.moderation.domain.automod.words import WordList, checked_words


class NamesSettings(RuleSettings):
    """Settings of the rule."""

    actions: tuple[Act, ...] = Field((Act.ALERT,), description="What is done, separated by commas.")
    words: tuple[str, ...] = Field(
        (), max_length=1_000, description="Words that no name may have; * as in the other list."
    )

    @field_validator("words")
    @classmethod
    def _words_have_letters(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        return checked_words(words)


class NamesRule(Rule[NamesSettings]):
    """Looks at a name, handed in as the text."""

    key = "names"
    settings_type = NamesSettings
    about = "name"

    def __init__(self, settings: NamesSettings) -> None:
        super().__init__(settings)
        self._list = WordList(settings.words)

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Look for a word, then an invitation, then marks."""
        if (word := self._list.find(reading)) is not None:
            return Measure(1, 1, word)
        if codes := invites_in(reading.folded):
            return Measure(1, 1, codes[0])
        return Measure(1, 1, "zalgo") if piles_in(reading.text) else QUIET
