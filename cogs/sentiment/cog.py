"""Composes sentiment: what it reads off messages, what it counts, what it reports."""

from __future__ import annotations

from bot.client import Steward
from cogs.sentiment.commands.correcting import CorrectionCommands
from cogs.sentiment.domain.score import Scorer
from cogs.sentiment.enricher import SentimentEnricher
from cogs.sentiment.projection import SentimentProjection
from cogs.sentiment.section import SentimentSection
from cogs.sentiment.service.corrections import CorrectionService
from cogs.sentiment.settings import Settings
from cogs.sentiment.views.correcting import CorrectButton


async def setup(bot: Steward) -> None:
    """Compose the feature, or nothing of it where the operator has switched it off."""
    settings = bot.settings.feature(Settings)
    if not settings.enabled:
        return
    scorer = Scorer(chat_lexicon=settings.chat_lexicon)
    bot.ledger.enrichers.register(SentimentEnricher(scorer))
    bot.ledger.projections.register(SentimentProjection())
    bot.reports.register(SentimentSection(bot.database))
    bot.ports.provide(CorrectionService, CorrectionService(bot.database, bot.ledger))
    bot.add_dynamic_items(CorrectButton)
    await bot.add_cog(CorrectionCommands(bot))
