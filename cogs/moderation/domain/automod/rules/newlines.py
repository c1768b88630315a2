"""A message that is mostly height: it pushes away what others said."""

from __future__ import annotations

from pydantic import Field

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past


class NewlinesSettings(RuleSettings):
    """Settings of the rule."""

    lines: int = Field(30, ge=5, le=2_000, description="So many line breaks are too many.")


class NewlinesRule(Rule[NewlinesSettings]):
    """Counts line breaks outside code blocks."""

    key = "newlines"
    settings_type = NewlinesSettings

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Count line breaks."""
        text = reading.text
        if "\n" not in text:
            return Measure(0, self.settings.lines)
        # What stands between two fences is code: every other part. An open fence hides nothing.
        parts = text.split("```")
        closed = len(parts) % 2 == 1
        shown = parts[::2] if closed else [*parts[:-1:2], parts[-1]]
        return Measure(sum(part.count("\n") for part in shown), self.settings.lines)
