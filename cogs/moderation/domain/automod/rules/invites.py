"""Invitations to other servers, also disguised ones."""

from __future__ import annotations

from pydantic import Field, field_validator

from cogs.moderation.domain.automod.links import invites_in
from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import QUIET, Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past


class InvitesSettings(RuleSettings):
    """Settings of the rule."""

    allowed: tuple[str, ...] = Field(
        (), max_length=100, description="Invitation codes that are welcome, such as your own."
    )

    @field_validator("allowed")
    @classmethod
    def _codes_alone(cls, allowed: tuple[str, ...]) -> tuple[str, ...]:
        # People paste the whole link.
        return tuple(one.strip().rstrip("/").rpartition("/")[2] for one in allowed)


class InvitesRule(Rule[InvitesSettings]):
    """Looks for invitation codes."""

    key = "invites"
    settings_type = InvitesSettings

    def __init__(self, settings: InvitesSettings) -> None:
        super().__init__(settings)
        self._allowed = frozenset(code.lower() for code in settings.allowed)

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Count invitations that are not allowed."""
        codes = [code for code in invites_in(reading.folded) if code not in self._allowed]
        return Measure(len(codes), 1, codes[0]) if codes else QUIET
