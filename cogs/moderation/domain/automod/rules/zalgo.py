"""Letters buried under piles of marks."""

from __future__ import annotations

import unicodedata

from pydantic import Field

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past

# Vietnamese stacks two marks on a letter, pointed Hebrew and Arabic three: a pile has more.
_PILE = 4


class ZalgoSettings(RuleSettings):
    """Settings of the rule."""

    piles: int = Field(3, ge=1, le=100, description="So many letters with four and more marks.")


class ZalgoRule(Rule[ZalgoSettings]):
    """Counts piles of combining marks."""

    key = "zalgo"
    settings_type = ZalgoSettings

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Count piles."""
        return Measure(piles_in(reading.text), self.settings.piles)


def piles_in(text: str) -> int:
    """Return how many letters of ``text`` carry four and more marks."""
    if text.isascii():
        return 0
    marked = bytes(map(bool, map(unicodedata.combining, text)))
    return sum(len(run) >= _PILE for run in marked.split(b"\0")) if any(marked) else 0
