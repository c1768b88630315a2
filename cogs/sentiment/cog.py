"""Composes sentiment: what it reads off messages, what it counts, what it reports."""

from __future__ import annotations

from bot.client import Steward
from cogs.sentiment.commands.looking import SentimentCommands
from cogs.sentiment.domain.score import Scorer
from cogs.sentiment.enricher import SentimentEnricher
from cogs.sentiment.projection import HourProjection, SentimentProjection
from cogs.sentiment.section import SentimentSection
from cogs.sentiment.service.moods import MoodService
from cogs.sentiment.settings import Settings


async def setup(bot: Steward) -> None:
    """Compose the feature, or nothing of it where the operator has switched it off."""
    if not bot.settings.feature(Settings).enabled:
        return
    bot.ledger.enrichers.register(SentimentEnricher(Scorer()))
    bot.ledger.projections.register(SentimentProjection())
    bot.ledger.projections.register(HourProjection())
    bot.reports.register(SentimentSection(bot.database))
    moods = MoodService(bot.database, bot.guild_settings, bot.clock)
    await bot.add_cog(SentimentCommands(bot, moods))
