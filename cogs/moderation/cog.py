"""Composes moderation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.needs import Need
from bot.ports import DutyBook, RaidWatch
from cogs.moderation.commands.actions import ActionCommands
from cogs.moderation.commands.automod import AutomodCommands
from cogs.moderation.commands.automod_watch import AutomodWatch
from cogs.moderation.commands.by_hand import ByHand
from cogs.moderation.commands.cases import CaseCommands, history_menu
from cogs.moderation.commands.channel_watch import ChannelWatch
from cogs.moderation.commands.channels import ChannelCommands
from cogs.moderation.commands.duty import DutyCommands
from cogs.moderation.commands.duty_watch import DutyWatch
from cogs.moderation.commands.forms import CaseForms
from cogs.moderation.commands.lockdown import LockdownCommands
from cogs.moderation.commands.purge import PurgeCommand
from cogs.moderation.commands.queue import ModerationForms, QueueCommands
from cogs.moderation.commands.raids import JoinWatch, RaidCommands
from cogs.moderation.commands.rules import RulesCommands
from cogs.moderation.commands.watching import MemberWatch
from cogs.moderation.jobs import raid_sweep
from cogs.moderation.jobs.channels import TIMEOUT, ChannelJobs
from cogs.moderation.jobs.duty import DutyForget
from cogs.moderation.jobs.ending import EndJob
from cogs.moderation.jobs.gathered import GatheredJob
from cogs.moderation.jobs.log import LogJob
from cogs.moderation.jobs.queue import QueueJobs
from cogs.moderation.jobs.raid_sweep import RaidSweep
from cogs.moderation.jobs.raids import RaidJobs
from cogs.moderation.jobs.rules import PublishJob, TakeRoleJob
from cogs.moderation.jobs.transcripts import DiscardJob
from cogs.moderation.section import ModerationSection
from cogs.moderation.service.appeals import AppealService
from cogs.moderation.service.automod import Automod
from cogs.moderation.service.care import CARE, MUCH
from cogs.moderation.service.cases import END, FEATURE, GATHERED, LOG, LOG_BATCH, Cases
from cogs.moderation.service.channels import CLOSE, REOPEN, ChannelService
from cogs.moderation.service.duty import DutyService
from cogs.moderation.service.duty_hours import FORGET as DUTY_FORGET
from cogs.moderation.service.duty_hours import DutyHours
from cogs.moderation.service.figures import FigureService
from cogs.moderation.service.history import HistoryService
from cogs.moderation.service.queue import CARD, FORGET, OUTCOME, RELEASE, TOO_LONG, QueueService
from cogs.moderation.service.raid_begin import ALERT, WATCH
from cogs.moderation.service.raids import END as RAID_END
from cogs.moderation.service.raids import OVER, SWEEP, RaidService
from cogs.moderation.service.rules import PUBLISH, TAKE_ROLE, RulesService
from cogs.moderation.service.transcripts import DISCARD, TranscriptService
from cogs.moderation.views.appeals import AppealButton, appeal_button
from cogs.moderation.views.deciding import DecideButton
from cogs.moderation.views.items import DeclineButton, HandButton, TakeButton
from cogs.moderation.views.log import CaseButton
from cogs.moderation.views.notice import NoticeButtons
from cogs.moderation.views.raids import RaidButton
from cogs.moderation.views.rules import AcceptButton
from cogs.moderation.views.rules_panel import AddRuleButton, RuleMenu

if TYPE_CHECKING:
    from bot.client import Steward

_NEEDED = ("moderate_members", "kick_members", "ban_members", "manage_roles")


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    await _set_up_cases(bot)
    await _set_up_rules(bot)
    await _set_up_channels(bot)
    await _set_up_purge(bot)
    await _set_up_queue(bot)
    await _set_up_raids(bot)
    await _set_up_automod(bot)
    _set_up_report(bot)


async def _set_up_cases(bot: Steward) -> None:
    for permission in _NEEDED:
        bot.needs.add(Need(FEATURE, permission, f"need-{permission.replace('_', '-')}"))
    cases = Cases(bot.database, bot.jobs, bot.guild_settings, bot.clock)
    bot.ports.provide(Cases, cases)
    history = HistoryService(bot.database, bot.clock)
    bot.ports.provide(HistoryService, history)
    bot.ports.provide(NoticeButtons, NoticeButtons())
    log = LogJob(bot, cases)
    bot.jobs.register(LOG, log)
    bot.jobs.register(LOG_BATCH, log.together)
    bot.jobs.register(END, EndJob(bot, cases))
    bot.jobs.register(GATHERED, GatheredJob(bot, cases))
    bot.add_dynamic_items(CaseButton)
    await bot.add_cog(ActionCommands())
    await bot.add_cog(CaseCommands(cases))
    await bot.add_cog(CaseForms())
    await bot.add_cog(ByHand(bot, cases))
    await bot.add_cog(MemberWatch(bot, cases, history))
    bot.tree.add_command(history_menu)


async def _set_up_rules(bot: Steward) -> None:
    service = RulesService(bot.database, bot.jobs, bot.signals, bot.clock)
    bot.ports.provide(RulesService, service)
    bot.jobs.register(PUBLISH, PublishJob(bot, service))
    bot.jobs.register(TAKE_ROLE, TakeRoleJob(bot, service))
    bot.add_dynamic_items(AcceptButton, RuleMenu, AddRuleButton)
    await bot.add_cog(RulesCommands(bot, service))


async def _set_up_channels(bot: Steward) -> None:
    service, cases = ChannelService(bot.database, bot.jobs, bot.clock), bot.ports.get(Cases)
    bot.ports.provide(ChannelService, service)
    bot.needs.add(Need(FEATURE, "manage_channels", "need-manage-channels"))
    handlers = ChannelJobs(bot, service, cases)
    bot.jobs.register(CLOSE, handlers.close, timeout=TIMEOUT)
    bot.jobs.register(REOPEN, handlers.reopen, timeout=TIMEOUT)
    await bot.add_cog(ChannelCommands(bot, service, cases))
    await bot.add_cog(LockdownCommands(bot, service, cases))


async def _set_up_purge(bot: Steward) -> None:
    cases = bot.ports.get(Cases)
    service = TranscriptService(bot.database, bot.jobs, bot.guild_settings, bot.clock)
    bot.needs.add(Need(FEATURE, "manage_messages", "need-manage-messages"))
    bot.jobs.register(DISCARD, DiscardJob(bot, service, cases))
    await bot.add_cog(PurgeCommand(bot, cases, service))


async def _set_up_queue(bot: Steward) -> None:
    database, jobs, store, clock = bot.database, bot.jobs, bot.guild_settings, bot.clock
    items = QueueService(database, jobs, store, clock)
    appeals = AppealService(database, jobs, clock, bot.ports.get(Cases), items)
    keep = timedelta(days=bot.settings.ledger.retention_days)
    hours = DutyHours(database, jobs, bot.member_zones, clock, keep)
    duty = DutyService(database, store, bot.member_zones, clock, hours)
    bot.ports.provide(QueueService, items)
    bot.ports.provide(AppealService, appeals)
    bot.ports.provide(DutyService, duty)
    bot.ports.provide(DutyBook, duty)  # type: ignore[type-abstract]
    bot.ports.provide(DutyHours, hours)
    bot.ports.get(NoticeButtons).makers.append(appeal_button)
    handlers = QueueJobs(bot, items, duty)
    jobs.register(CARD, handlers.card)
    jobs.register(TOO_LONG, handlers.too_long)
    jobs.register(OUTCOME, handlers.outcome)
    jobs.register(FORGET, handlers.forget)
    jobs.register(CARE, handlers.care, useful_for=timedelta(days=1))
    jobs.register(RELEASE, handlers.release)
    jobs.register(DUTY_FORGET, DutyForget(hours, clock))
    # What was not said within a day is no news any more.
    jobs.register(MUCH, handlers.much, useful_for=timedelta(days=1))
    bot.add_dynamic_items(TakeButton, HandButton, DeclineButton, DecideButton, AppealButton)
    await bot.add_cog(QueueCommands(bot, items))
    await bot.add_cog(ModerationForms())
    await bot.add_cog(DutyCommands(bot, duty))
    await bot.add_cog(DutyWatch(bot, hours))


async def _set_up_raids(bot: Steward) -> None:
    cases = bot.ports.get(Cases)
    service = RaidService(bot.database, bot.jobs, cases, bot.guild_settings, bot.clock)
    bot.ports.provide(RaidService, service)
    bot.ports.provide(RaidWatch, service)  # type: ignore[type-abstract] # a port is asked for by it
    handlers = RaidJobs(bot, service, cases)
    bot.jobs.register(ALERT, handlers.alert)
    bot.jobs.register(WATCH, handlers.watch)
    bot.jobs.register(RAID_END, handlers.end, timeout=raid_sweep.TIMEOUT)
    bot.jobs.register(OVER, handlers.over)
    bot.jobs.register(SWEEP, RaidSweep(bot, service, cases), timeout=raid_sweep.TIMEOUT)
    bot.add_dynamic_items(RaidButton)
    await bot.add_cog(RaidCommands(bot, service))
    await bot.add_cog(JoinWatch(bot, service))
    await bot.add_cog(ChannelWatch(bot, bot.ports.get(QueueService), service))


async def _set_up_automod(bot: Steward) -> None:
    automod = Automod(bot.guild_settings)
    await bot.add_cog(AutomodWatch(bot, automod))
    await bot.add_cog(AutomodCommands(automod, bot.clock))


def _set_up_report(bot: Steward) -> None:
    figures = FigureService(
        bot.database, bot.guild_settings, bot.member_zones, bot.ports.get(DutyHours)
    )
    bot.reports.register(ModerationSection(figures))
