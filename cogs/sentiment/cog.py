"""Composes sentiment: what it reads off messages, what it counts, what it reports."""

from __future__ import annotations

from bot.client import Steward
from cogs.sentiment.commands.correcting import CorrectionCommands
from cogs.sentiment.commands.looking import SentimentCommands
from cogs.sentiment.domain.score import Scorer
from cogs.sentiment.domain.topics import name_words
from cogs.sentiment.enricher import SentimentEnricher, TopicEnricher
from cogs.sentiment.jobs.turns import TurnJobs
from cogs.sentiment.projection import (
    HourProjection,
    SentimentProjection,
    TopicProjection,
    TurnProjection,
)
from cogs.sentiment.section import SentimentSection
from cogs.sentiment.service.corrections import CorrectionService
from cogs.sentiment.service.holding import Holding
from cogs.sentiment.service.moods import MoodService
from cogs.sentiment.service.topics import TopicService
from cogs.sentiment.service.turns import TELL, WATCH, TurnService
from cogs.sentiment.settings import Settings
from cogs.sentiment.views.correcting import CorrectButton
from cogs.sentiment.views.turns import FalseAlarmButton


async def setup(bot: Steward) -> None:
    """Compose the feature, or nothing of it where the operator has switched it off."""
    settings = bot.settings.feature(Settings)
    if not settings.enabled:
        return
    scorer = Scorer(chat_lexicon=settings.chat_lexicon)
    bot.ledger.enrichers.register(SentimentEnricher(scorer))
    bot.ledger.projections.register(SentimentProjection())
    bot.ledger.projections.register(HourProjection())
    bot.reports.register(SentimentSection(bot.database))
    bot.ports.provide(CorrectionService, CorrectionService(bot.database, bot.ledger))
    bot.add_dynamic_items(CorrectButton)
    await bot.add_cog(CorrectionCommands(bot))
    moods = MoodService(bot.database, bot.guild_settings, bot.clock)
    turns = TurnService(bot.database, bot.jobs, bot.guild_settings, bot.clock)
    holding = Holding()

    def names(guild_id: int) -> set[str]:
        guild = bot.get_guild(guild_id)
        members = guild.members if guild is not None else ()
        return name_words(name for one in members for name in (one.name, one.display_name))

    topics = TopicService(bot.database, bot.guild_settings, bot.clock, holding, names)
    bot.ledger.enrichers.register(TopicEnricher(holding))
    bot.ledger.projections.register(TopicProjection(holding, topics))
    jobs = TurnJobs(bot, turns, topics)
    bot.ledger.projections.register(TurnProjection(turns, bot.clock))
    bot.ports.provide(TurnService, turns)
    bot.jobs.register(WATCH, jobs.watch)
    bot.jobs.register(TELL, jobs.tell)
    bot.add_dynamic_items(FalseAlarmButton)
    await bot.add_cog(SentimentCommands(bot, moods, turns, topics))
