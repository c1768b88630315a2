"""Composes recognition."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.needs import Need
from bot.ports import BadgeBook, BadgeShelf, DeedBook, HostBook
from cogs.recognition.commands.badge import BadgeCommands
from cogs.recognition.commands.badges import BadgesCommand
from cogs.recognition.commands.boards import BoardCommands
from cogs.recognition.commands.kudos import KudosCommand
from cogs.recognition.commands.levels import LevelCommands
from cogs.recognition.commands.shoutouts import ShoutoutCommands
from cogs.recognition.commands.thanks import ThanksWatch
from cogs.recognition.commands.watching import Watching
from cogs.recognition.domain.copies import Copies
from cogs.recognition.enricher import CopyEnricher
from cogs.recognition.jobs.badges import BadgeJobs
from cogs.recognition.jobs.kudos import KudosJobs
from cogs.recognition.jobs.points import PointsJobs
from cogs.recognition.jobs.roles import FEATURE, RolesJob
from cogs.recognition.jobs.shoutouts import ShoutoutJobs
from cogs.recognition.projection import RecognitionProjection
from cogs.recognition.section import RecognitionSection
from cogs.recognition.service.awarding import Awarding
from cogs.recognition.service.awards import AwardService
from cogs.recognition.service.badges import BadgeService
from cogs.recognition.service.boards import BoardService
from cogs.recognition.service.counting import Counting
from cogs.recognition.service.deeds import DeedService
from cogs.recognition.service.figures import FigureService
from cogs.recognition.service.kudos import OFFER, TELL, WALL, KudosService
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
from cogs.recognition.service.shoutouts import POST, WEEKLY, ShoutoutService
from cogs.recognition.views.asking import AskedButton
from cogs.recognition.views.audit import AuditButton, AuditMenu, KudosForms
from cogs.recognition.views.badges import BadgesButton, RevokeForms, RevokeMenu
from cogs.recognition.views.boards import HideButton, MineButton, TurnButton
from cogs.recognition.views.kudos import MyKudosButton, OfferButton
from cogs.recognition.views.shoutouts import ShoutoutButton, ShoutoutMenu
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
    boards = BoardService(database, store, clock)
    bot.ports.provide(BoardService, boards)
    bot.needs.add(Need(FEATURE, "manage_roles", "need-manage-roles"))
    bot.ledger.projections.register(RecognitionProjection(counting))
    kudos = KudosService(database, store, clock, bot.jobs, deeds)
    bot.ports.provide(KudosService, kudos)
    seasons = Seasons(database, store, clock, queue)
    bot.ports.provide(Seasons, seasons)
    awarding = Awarding(database, store, clock, queue, seasons)
    points = PointsJobs(bot, levels, kudos, awarding)
    bot.jobs.register(ROLES, RolesJob(bot, levels))
    bot.jobs.register(RECOUNT, points.recount, timeout=_LONGEST)
    bot.jobs.register(UPKEEP, points.upkeep, timeout=_LONGEST)
    copies = Copies()
    bot.ledger.enrichers.register(CopyEnricher(copies))
    await bot.add_cog(Watching(bot, deeds, levels, copies))
    await bot.add_cog(LevelCommands(levels, store))
    bot.add_dynamic_items(TurnButton, MineButton, HideButton)
    await bot.add_cog(BoardCommands(bot, boards))
    figures = FigureService(
        database,
        lambda: bot.ports.find(BadgeBook),  # type: ignore[type-abstract]
    )
    bot.reports.register(RecognitionSection(figures))
    await _set_up_kudos(bot, kudos)
    await _set_up_shoutouts(bot)
    await _set_up_badges(bot, queue, awarding, seasons)


async def _set_up_kudos(bot: Steward, kudos: KudosService) -> None:
    for permission in ("send_messages", "read_message_history"):
        bot.needs.add(Need(FEATURE, permission, f"need-{permission.replace('_', '-')}"))
    jobs = KudosJobs(bot, kudos)
    bot.jobs.register(WALL, jobs.wall)
    bot.jobs.register(OFFER, jobs.offer_over)
    bot.jobs.register(TELL, jobs.tell)
    bot.add_dynamic_items(MyKudosButton, OfferButton, AuditButton, AuditMenu)
    await bot.add_cog(KudosCommand(kudos))
    await bot.add_cog(ThanksWatch(bot, kudos))
    await bot.add_cog(KudosForms())


async def _set_up_shoutouts(bot: Steward) -> None:
    bot.needs.add(Need(FEATURE, "embed_links", "need-embed-links"))
    shoutouts = ShoutoutService(
        bot.database,
        bot.guild_settings,
        bot.clock,
        bot.jobs,
        lambda: bot.ports.find(HostBook),  # type: ignore[type-abstract]
    )
    bot.ports.provide(ShoutoutService, shoutouts)
    jobs = ShoutoutJobs(bot, shoutouts)
    bot.jobs.register(WEEKLY, jobs.weekly)
    bot.jobs.register(POST, jobs.post)
    bot.add_dynamic_items(ShoutoutButton, ShoutoutMenu)
    await bot.add_cog(ShoutoutCommands(bot, shoutouts, bot.guild_settings))


async def _set_up_badges(bot: Steward, queue: Queue, awarding: Awarding, seasons: Seasons) -> None:
    database, store, clock = bot.database, bot.guild_settings, bot.clock
    badges = BadgeService(database, store, clock, queue)
    awards = AwardService(database, clock, queue, awarding)
    bot.ports.provide(BadgeService, badges)
    bot.ports.provide(AwardService, awards)
    bot.ports.provide(BadgeShelf, awards)  # type: ignore[type-abstract]
    bot.ports.provide(BadgeBook, awards)  # type: ignore[type-abstract]
    jobs = BadgeJobs(bot, awarding, NewsService(database, store, queue), seasons)
    bot.jobs.register(FIGURES, jobs.look, timeout=_LONGEST)
    bot.jobs.register(EVERYBODY, jobs.everybody, timeout=_LONGEST)
    bot.jobs.register(NEWS, jobs.announce)
    bot.jobs.register(TOLD, jobs.tell)
    bot.add_dynamic_items(AskedButton, BadgesButton, RevokeMenu, TiersButton, TakeTierMenu)
    await bot.add_cog(BadgeCommands(badges, awards))
    await bot.add_cog(BadgesCommand(awards, seasons))
    await bot.add_cog(RevokeForms())
    await bot.add_cog(TierForms())
