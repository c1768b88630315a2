"""Links that are on the server's list of refused domains, or not on that of allowed ones."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import QUIET, Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past


class LinksSettings(RuleSettings):
    """Settings of the rule."""

    mode: Literal["deny", "allow"] = Field(
        "deny", description="deny: only the domains listed are refused; allow: all others are."
    )
    domains: tuple[str, ...] = Field(
        (), max_length=500, description="Domains; those below them count too."
    )

    @field_validator("domains")
    @classmethod
    def _hosts_alone(cls, domains: tuple[str, ...]) -> tuple[str, ...]:
        # People paste the address of a page.
        hosts = (one.strip().partition("://")[2] or one.strip() for one in domains)
        return tuple(host.partition("/")[0].lower() for host in hosts)


class LinksRule(Rule[LinksSettings]):
    """Compares hosts with the list."""

    key = "links"
    settings_type = LinksSettings

    def __init__(self, settings: LinksSettings) -> None:
        super().__init__(settings)
        self._domains = frozenset(domain.lower().strip(". ") for domain in settings.domains)

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Count links that are refused."""
        refused = [link.host for link in reading.links if self._is_refused(link.host)]
        return Measure(len(refused), 1, refused[0]) if refused else QUIET

    def _is_refused(self, host: str) -> bool:
        labels = host.split(".")
        listed = any(".".join(labels[at:]) in self._domains for at in range(len(labels)))
        return listed == (self.settings.mode == "deny")
