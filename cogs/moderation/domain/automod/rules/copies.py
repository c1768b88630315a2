"""The same text by many people: bought applause, or one person with many accounts."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import QUIET, Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past, within


class CopiesSettings(RuleSettings):
    """Settings of the rule."""

    people: int = Field(5, ge=2, le=30, description="The same text by so many people is too many.")
    seconds: int = Field(60, ge=5, le=600, description="Seconds in which they are counted.")
    min_length: int = Field(
        25, ge=1, le=500, description="Shorter texts, such as congratulations, may be shared."
    )


class CopiesRule(Rule[CopiesSettings]):
    """Counts who said the same."""

    key = "copies"
    settings_type = CopiesSettings
    needs_past = True

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Count people."""
        settings = self.settings
        if not past.repeated or len(reading.fingerprint) < settings.min_length:
            return QUIET
        recent = within(past.of_text, said.at, timedelta(seconds=settings.seconds))
        return Measure(len({moment.author_id for moment in recent}), settings.people)
