"""Too many people or roles mentioned, or everybody by somebody who may not."""

from __future__ import annotations

from pydantic import Field

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past


class MentionsSettings(RuleSettings):
    """Settings of the rule."""

    people: int = Field(6, ge=2, le=50, description="So many different mentions are too many.")
    everyone: bool = Field(
        False, description="Whether trying to mention everyone counts, also where it has no effect."
    )


class MentionsRule(Rule[MentionsSettings]):
    """Counts whom a message would ping."""

    key = "mentions"
    settings_type = MentionsSettings

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Count mentions; one of everybody is as many as the limit."""
        if self.settings.everyone and (
            said.mentions_everyone or "@everyone" in said.text or "@here" in said.text
        ):
            return Measure(self.settings.people, self.settings.people, "everyone")
        return Measure(said.mentions, self.settings.people)
