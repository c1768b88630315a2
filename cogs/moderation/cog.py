"""Composes moderation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.needs import Need
from cogs.moderation.commands.actions import ActionCommands
from cogs.moderation.commands.by_hand import ByHand
from cogs.moderation.commands.cases import CaseCommands, history_menu
from cogs.moderation.commands.duty import DutyCommands
from cogs.moderation.commands.forms import CaseForms
from cogs.moderation.commands.queue import ModerationForms, QueueCommands
from cogs.moderation.commands.watching import MemberWatch
from cogs.moderation.jobs.ending import EndJob
from cogs.moderation.jobs.log import LogJob
from cogs.moderation.jobs.queue import QueueJobs
from cogs.moderation.section import ModerationSection
from cogs.moderation.service.appeals import AppealService
from cogs.moderation.service.cases import END, FEATURE, LOG, Cases
from cogs.moderation.service.duty import DutyService
from cogs.moderation.service.figures import FigureService
from cogs.moderation.service.history import HistoryService
from cogs.moderation.service.queue import CARD, FORGET, OUTCOME, TOO_LONG, QueueService
from cogs.moderation.views.appeals import AppealButton, appeal_button
from cogs.moderation.views.deciding import DecideButton
from cogs.moderation.views.items import DeclineButton, HandButton, TakeButton
from cogs.moderation.views.log import CaseButton
from cogs.moderation.views.notice import NoticeButtons

if TYPE_CHECKING:
    from bot.client import Steward

_NEEDED = ("moderate_members", "kick_members", "ban_members", "manage_roles")


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    await _set_up_cases(bot)
    await _set_up_queue(bot)
    _set_up_report(bot)


async def _set_up_cases(bot: Steward) -> None:
    for permission in _NEEDED:
        bot.needs.add(Need(FEATURE, permission, f"need-{permission.replace('_', '-')}"))
    cases = Cases(bot.database, bot.jobs, bot.guild_settings, bot.clock)
    bot.ports.provide(Cases, cases)
    history = HistoryService(bot.database, bot.clock)
    bot.ports.provide(HistoryService, history)
    bot.ports.provide(NoticeButtons, NoticeButtons())
    bot.jobs.register(LOG, LogJob(bot, cases))
    bot.jobs.register(END, EndJob(bot, cases))
    bot.add_dynamic_items(CaseButton)
    await bot.add_cog(ActionCommands())
    await bot.add_cog(CaseCommands(cases))
    await bot.add_cog(CaseForms())
    await bot.add_cog(ByHand(bot, cases))
    await bot.add_cog(MemberWatch(bot, cases, history))
    bot.tree.add_command(history_menu)


async def _set_up_queue(bot: Steward) -> None:
    database, jobs, store, clock = bot.database, bot.jobs, bot.guild_settings, bot.clock
    bot.needs.add(Need(FEATURE, "manage_messages", "need-delete-reported"))
    items = QueueService(database, jobs, store, clock)
    appeals = AppealService(database, jobs, clock, bot.ports.get(Cases), items)
    duty = DutyService(database, store, bot.member_zones, clock)
    bot.ports.provide(QueueService, items)
    bot.ports.provide(AppealService, appeals)
    bot.ports.provide(DutyService, duty)
    bot.ports.get(NoticeButtons).makers.append(appeal_button)
    handlers = QueueJobs(bot, items, duty)
    jobs.register(CARD, handlers.card)
    jobs.register(TOO_LONG, handlers.too_long)
    jobs.register(OUTCOME, handlers.outcome)
    jobs.register(FORGET, handlers.forget)
    bot.add_dynamic_items(TakeButton, HandButton, DeclineButton, DecideButton, AppealButton)
    await bot.add_cog(QueueCommands(bot, items))
    await bot.add_cog(ModerationForms())
    await bot.add_cog(DutyCommands(bot, duty))


def _set_up_report(bot: Steward) -> None:
    figures = FigureService(bot.database, bot.guild_settings, bot.member_zones)
    bot.reports.register(ModerationSection(figures))
