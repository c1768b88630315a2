"""Links to domains that pretend to be another, to steal accounts."""

from __future__ import annotations

from pydantic import Field

from cogs.moderation.domain.automod.impostors import imitated
from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import QUIET, Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past


class ImpostorsSettings(RuleSettings):
    """Settings of the rule."""

    protected: tuple[str, ...] = Field(
        (), max_length=50, description="Domains of your own that others might imitate."
    )


class ImpostorsRule(Rule[ImpostorsSettings]):
    """Compares hosts with the domains that are imitated most."""

    key = "impostors"
    settings_type = ImpostorsSettings

    def __init__(self, settings: ImpostorsSettings) -> None:
        super().__init__(settings)
        self._protected = frozenset(domain.lower() for domain in settings.protected)

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Count impostors."""
        for link in reading.links:
            if (real := imitated(link.host, self._protected)) is not None:
                return Measure(1, 1, f"{link.host} ({real})")
        return QUIET
