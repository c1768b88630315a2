"""Too many messages by one person in a few seconds."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past, within


class RateSettings(RuleSettings):
    """Settings of the rule."""

    messages: int = Field(7, ge=3, le=30, description="So many messages are too many.")
    seconds: int = Field(5, ge=1, le=600, description="Seconds in which they are counted.")


class RateRule(Rule[RateSettings]):
    """Counts the messages of one person."""

    key = "rate"
    settings_type = RateSettings
    needs_past = True

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Count messages."""
        span = timedelta(seconds=self.settings.seconds)
        count = len(within(past.by_author, said.at, span)) if len(past.by_author) > 1 else 1
        return Measure(count, self.settings.messages)
