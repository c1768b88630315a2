"""Composes moderation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.needs import Need
from cogs.moderation.commands.actions import ActionCommands
from cogs.moderation.commands.automod import AutomodCommands
from cogs.moderation.commands.automod_watch import AutomodWatch
from cogs.moderation.commands.by_hand import ByHand
from cogs.moderation.commands.cases import CaseCommands, history_menu
from cogs.moderation.commands.forms import CaseForms
from cogs.moderation.commands.watching import MemberWatch
from cogs.moderation.jobs.ending import EndJob
from cogs.moderation.jobs.log import LogJob
from cogs.moderation.service.automod import Automod
from cogs.moderation.service.cases import END, FEATURE, LOG, Cases
from cogs.moderation.service.history import HistoryService
from cogs.moderation.views.log import CaseButton
from cogs.moderation.views.notice import NoticeButtons

if TYPE_CHECKING:
    from bot.client import Steward

_NEEDED = ("moderate_members", "kick_members", "ban_members", "manage_roles")


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    await _set_up_cases(bot)
    await _set_up_automod(bot)


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


async def _set_up_automod(bot: Steward) -> None:
    bot.needs.add(Need(FEATURE, "manage_messages", "need-manage-messages"))
    automod = Automod(bot.guild_settings)
    await bot.add_cog(AutomodWatch(bot, automod))
    await bot.add_cog(AutomodCommands(automod, bot.clock))
