"""The same text again and again by one person, in one channel or over many."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import QUIET, Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past, within


class DuplicatesSettings(RuleSettings):
    """Settings of the rule."""

    times: int = Field(4, ge=2, le=30, description="So many times the same text is too often.")
    channels: int = Field(
        3, ge=2, le=30, description="The same text in so many channels is too many."
    )
    seconds: int = Field(120, ge=5, le=600, description="Seconds in which it is counted.")
    min_length: int = Field(
        8, ge=1, le=200, description="Shorter texts, such as thanks, may be repeated."
    )


class DuplicatesRule(Rule[DuplicatesSettings]):
    """Counts how often a person says the same, and in how many channels."""

    key = "duplicates"
    settings_type = DuplicatesSettings
    needs_past = True

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Count repetitions; the share of whichever limit is nearer."""
        settings = self.settings
        if not past.repeated or (
            len(reading.fingerprint) < settings.min_length and not said.attachments
        ):
            return QUIET
        recent = within(past.of_text, said.at, timedelta(seconds=settings.seconds))
        mine = [moment for moment in recent if moment.author_id == said.author_id]
        channels = len({moment.channel_id for moment in mine})
        if channels * settings.times >= len(mine) * settings.channels:
            return Measure(channels, settings.channels, "channels")
        return Measure(len(mine), settings.times, "times")
