"""A link put into a message long after people read it."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import QUIET, Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past


class LateEditsSettings(RuleSettings):
    """Settings of the rule."""

    minutes: int = Field(
        60, ge=1, le=60 * 24 * 30, description="Minutes after which no link may be put in."
    )


class LateEditsRule(Rule[LateEditsSettings]):
    """Looks at edits that end with a link in the text."""

    key = "late-edits"
    settings_type = LateEditsSettings

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Return the minutes after which a link was there."""
        if said.edited_after is None or not reading.links:
            return QUIET
        return Measure(said.edited_after // timedelta(minutes=1), self.settings.minutes)
