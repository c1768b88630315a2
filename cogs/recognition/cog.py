"""Composes recognition."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.needs import Need
from bot.ports import DeedBook
from cogs.recognition.commands.boards import BoardCommands
from cogs.recognition.commands.levels import LevelCommands
from cogs.recognition.commands.watching import Watching
from cogs.recognition.jobs.points import PointsJobs
from cogs.recognition.jobs.roles import FEATURE, RolesJob
from cogs.recognition.projection import RecognitionProjection
from cogs.recognition.service.boards import BoardService
from cogs.recognition.service.counting import Counting
from cogs.recognition.service.deeds import DeedService
from cogs.recognition.service.levels import LevelService
from cogs.recognition.service.queue import RECOUNT, ROLES, UPKEEP, Queue
from cogs.recognition.views.boards import HideButton, MineButton, TurnButton

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
    points = PointsJobs(bot, levels)
    bot.jobs.register(ROLES, RolesJob(bot, levels))
    bot.jobs.register(RECOUNT, points.recount, timeout=_LONGEST)
    bot.jobs.register(UPKEEP, points.upkeep, timeout=_LONGEST)
    await bot.add_cog(Watching(bot, deeds, levels))
    await bot.add_cog(LevelCommands(levels, store))
    bot.add_dynamic_items(TurnButton, MineButton, HideButton)
    await bot.add_cog(BoardCommands(bot, boards))
