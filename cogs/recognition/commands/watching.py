"""What recognition hears: messages that go, members who come back, settings that change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
from discord.ext import commands

from bot.guild_settings import ServerSettings
from bot.signals import GuildSettingChanged, MemberForgotten
from cogs.recognition.domain.copies import Copies
from cogs.recognition.service.deeds import DeedService
from cogs.recognition.service.levels import LevelService
from cogs.recognition.settings import XP_KEYS, GuildSettings

if TYPE_CHECKING:
    from bot.client import Steward

_LOOK_AT_ROLES: Final = frozenset({"level_base", "level_step", "level_roles_stack"})


class Watching(commands.Cog):
    """Hands what happens on Discord to the services."""

    def __init__(
        self, bot: Steward, deeds: DeedService, levels: LevelService, copies: Copies
    ) -> None:
        self._deeds = deeds
        self._levels = levels
        self._copies = copies
        bot.signals.listen(GuildSettingChanged, self._setting_changed)
        bot.signals.listen(MemberForgotten, self._forgotten)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """What is deleted earns nothing."""
        if payload.guild_id is not None:
            await self._deeds.deleted(payload.guild_id, [payload.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """What is deleted earns nothing."""
        if payload.guild_id is not None:
            await self._deeds.deleted(payload.guild_id, payload.message_ids)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Who comes back gets the roles of their level again."""
        if not member.bot:
            await self._levels.look_at(member.guild.id, member.id)

    @commands.Cog.listener()
    async def on_member_remove(self, member: discord.Member) -> None:
        """Keep nothing in memory of who is gone."""
        self._copies.forget(member.guild.id, member.id)

    async def _forgotten(self, signal: MemberForgotten) -> None:
        self._copies.forget(signal.guild_id, signal.member_id)

    async def _setting_changed(self, signal: GuildSettingChanged) -> None:
        if signal.section == GuildSettings.section and signal.key in XP_KEYS:
            if signal.key != "level_roles_stack":
                await self._levels.settings_changed(signal.guild_id)
            if signal.key in _LOOK_AT_ROLES:
                await self._levels.look_at(signal.guild_id)
        elif (signal.section, signal.key) == (ServerSettings.section, "features_off"):
            await self._levels.look_at(signal.guild_id)
