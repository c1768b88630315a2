"""Composes moderation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.needs import Need
from cogs.moderation.commands.channels import ChannelCommands
from cogs.moderation.commands.lockdown import LockdownCommands
from cogs.moderation.commands.rules import RulesCommands
from cogs.moderation.jobs.channels import TIMEOUT, ChannelJobs
from cogs.moderation.jobs.rules import PublishJob
from cogs.moderation.service.cases import FEATURE, Cases
from cogs.moderation.service.channels import CLOSE, REOPEN, ChannelService
from cogs.moderation.service.rules import PUBLISH, RulesService
from cogs.moderation.views.rules import AcceptButton
from cogs.moderation.views.rules_panel import AddRuleButton, RuleMenu

if TYPE_CHECKING:
    from bot.client import Steward


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    _set_up_cases(bot)
    await _set_up_rules(bot)
    await _set_up_channels(bot)


def _set_up_cases(bot: Steward) -> None:
    bot.ports.provide(Cases, Cases(bot.database, bot.jobs, bot.guild_settings, bot.clock))


async def _set_up_rules(bot: Steward) -> None:
    service = RulesService(bot.database, bot.jobs, bot.signals, bot.clock)
    bot.ports.provide(RulesService, service)
    bot.needs.add(Need(FEATURE, "manage_roles", "need-manage-roles"))
    bot.jobs.register(PUBLISH, PublishJob(bot, service))
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
