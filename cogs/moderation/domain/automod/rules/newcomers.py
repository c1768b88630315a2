"""What a stranger does first: links, mentions or files from an account made just now."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past


class NewcomersSettings(RuleSettings):
    """Settings of the rule."""

    account_hours: int = Field(
        72, ge=1, le=24 * 90, description="Hours for which an account counts as new."
    )
    member_minutes: int = Field(
        60, ge=1, le=60 * 24 * 30, description="Minutes for which a member counts as new."
    )
    signs: int = Field(3, ge=2, le=5, description="So many signs together are too many (of five).")


class NewcomersRule(Rule[NewcomersSettings]):
    """Counts signs; being new is none by itself without something that can do harm."""

    key = "newcomers"
    settings_type = NewcomersSettings

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Count signs: account new, member new, no picture, link, several mentions or a file."""
        settings = self.settings
        if said.account_age >= timedelta(hours=settings.account_hours):
            return Measure(0, settings.signs)
        harmful = bool(reading.links) + (said.mentions > 1 or bool(said.attachments))
        if not harmful:
            return Measure(0, settings.signs)
        new_here = said.member_age < timedelta(minutes=settings.member_minutes)
        return Measure(1 + new_here + (not said.has_avatar) + harmful, settings.signs)
