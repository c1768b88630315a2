"""Files of kinds that a server does not want."""

from __future__ import annotations

from pydantic import Field

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import QUIET, Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past

_PROGRAMS = ("exe", "scr", "bat", "cmd", "com", "msi", "jar", "vbs", "ps1", "lnk", "pif", "hta")


class AttachmentsSettings(RuleSettings):
    """Settings of the rule."""

    refused: tuple[str, ...] = Field(
        _PROGRAMS, max_length=100, description="Ends of file names that are refused."
    )


class AttachmentsRule(Rule[AttachmentsSettings]):
    """Looks at the ends of file names."""

    key = "attachments"
    settings_type = AttachmentsSettings

    def __init__(self, settings: AttachmentsSettings) -> None:
        super().__init__(settings)
        self._ends = tuple(f".{end.lower().lstrip('.')}" for end in settings.refused)

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Count refused files."""
        if not said.attachments or not self._ends:
            return QUIET
        # "holiday.jpg.exe " and "a.exe." run as programs too.
        bad = [name for name in said.attachments if name.lower().rstrip(". ").endswith(self._ends)]
        return Measure(len(bad), 1, bad[0].rpartition(".")[2]) if bad else QUIET
