"""Shouting: a message mostly in capitals."""

from __future__ import annotations

from pydantic import Field

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past

_CAPITALS = str.maketrans("", "", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_SMALL = str.maketrans("", "", "abcdefghijklmnopqrstuvwxyz")


class CapsSettings(RuleSettings):
    """Settings of the rule."""

    percent: int = Field(
        80, ge=40, le=100, description="So many letters in a hundred are shouting."
    )
    min_letters: int = Field(15, ge=5, le=500, description="Texts with fewer letters may shout.")


class CapsRule(Rule[CapsSettings]):
    """Measures the share of capitals among the letters."""

    key = "caps"
    settings_type = CapsSettings

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Return the percentage; links and mentions have no case to speak of."""
        settings = self.settings
        text = reading.text
        if len(text) < settings.min_letters or text.islower():
            return Measure(0, settings.percent)
        if text.isascii():
            capitals = len(text) - len(text.translate(_CAPITALS))
            small = len(text) - len(text.translate(_SMALL))
        else:
            capitals = sum(map(str.isupper, text))
            small = sum(map(str.islower, text))
        if capitals + small < settings.min_letters:
            return Measure(0, settings.percent)
        return Measure(int(100 * capitals / (capitals + small)), settings.percent)
