"""Composes recognition."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.needs import Need
from bot.ports import BadgeShelf, DeedBook
from cogs.recognition.commands.badge import BadgeCommands
from cogs.recognition.commands.badges import BadgesCommand
from cogs.recognition.commands.levels import LevelCommands
from cogs.recognition.commands.watching import Watching
from cogs.recognition.jobs.badges import BadgeJobs
from cogs.recognition.jobs.points import PointsJobs
from cogs.recognition.jobs.roles import FEATURE, RolesJob
from cogs.recognition.projection import RecognitionProjection
from cogs.recognition.service.awarding import Awarding
from cogs.recognition.service.awards import AwardService
from cogs.recognition.service.badges import BadgeService
from cogs.recognition.service.counting import Counting
from cogs.recognition.service.deeds import DeedService
from cogs.recognition.service.levels import LevelService
from cogs.recognition.service.news import NewsService
from cogs.recognition.service.queue import (
    EVERYBODY,
    FIGURES,
    NEWS,
    RECOUNT,
    ROLES,
    TOLD,
    UPKEEP,
    Queue,
)
from cogs.recognition.service.seasons import Seasons
from cogs.recognition.views.badges import BadgesButton, RevokeForms, RevokeMenu
from cogs.recognition.views.tiers import TakeTierMenu, TierForms, TiersButton

if TYPE_CHECKING:
    from bot.client import Steward

# Points of a million members are computed anew in one transaction.
_LONGEST = timedelta(minutes=30)


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    database, store, clock = bot.database, bot.guild_settings, bot.clock
    queue = Queue(bot.jobs, clock)
    counting = Counting(store, clock, queue)
    deeds = DeedService(database, store, clock, counting)
    levels = LevelService(database, store, clock, counting, queue)
    bot.ports.provide(DeedBook, deeds)  # type: ignore[type-abstract]
    bot.ports.provide(LevelService, levels)
    bot.needs.add(Need(FEATURE, "manage_roles", "need-manage-roles"))
    bot.ledger.projections.register(RecognitionProjection(counting))
    seasons = Seasons(database, store, clock, queue)
    bot.ports.provide(Seasons, seasons)
    awarding = Awarding(database, store, clock, queue, seasons)
    points = PointsJobs(bot, levels, awarding)
    bot.jobs.register(ROLES, RolesJob(bot, levels))
    bot.jobs.register(RECOUNT, points.recount, timeout=_LONGEST)
    bot.jobs.register(UPKEEP, points.upkeep, timeout=_LONGEST)
    await bot.add_cog(Watching(bot, deeds, levels))
    await bot.add_cog(LevelCommands(levels, store))
    await _badges(bot, queue, levels, awarding, seasons)


async def _badges(
    bot: Steward, queue: Queue, levels: LevelService, awarding: Awarding, seasons: Seasons
) -> None:
    database, store, clock = bot.database, bot.guild_settings, bot.clock
    badges = BadgeService(database, store, clock, queue)
    awards = AwardService(database, clock, queue, awarding)
    bot.ports.provide(BadgeService, badges)
    bot.ports.provide(AwardService, awards)
    bot.ports.provide(BadgeShelf, awards)  # type: ignore[type-abstract]
    jobs = BadgeJobs(bot, awarding, NewsService(database, store, queue), seasons)
    bot.jobs.register(FIGURES, jobs.look, timeout=_LONGEST)
    bot.jobs.register(EVERYBODY, jobs.everybody, timeout=_LONGEST)
    bot.jobs.register(NEWS, jobs.announce)
    bot.jobs.register(TOLD, jobs.tell)
    bot.add_dynamic_items(BadgesButton, RevokeMenu, TiersButton, TakeTierMenu)
    await bot.add_cog(BadgeCommands(badges, awards, levels))
    await bot.add_cog(BadgesCommand(awards, seasons))
    await bot.add_cog(RevokeForms())
    await bot.add_cog(TierForms())
