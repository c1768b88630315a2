"""What changes duty without a word: who is a moderator, and in which zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.guild_settings import ServerSettings
from bot.signals import CensusTaken, GuildSettingChanged, MemberZoneChanged
from cogs.moderation.service.duty_hours import DutyHours
from cogs.moderation.views.team import is_moderator, moderators_of

if TYPE_CHECKING:
    from bot.client import Steward


class DutyWatch(commands.Cog):
    """Listens, and lets what holds now be written down."""

    def __init__(self, bot: Steward, hours: DutyHours) -> None:
        self._bot = bot
        self._hours = hours

    async def cog_load(self) -> None:
        """Begin to hear."""
        self._bot.signals.listen(CensusTaken, self._census_taken)
        self._bot.signals.listen(MemberZoneChanged, self._zone_changed)
        self._bot.signals.listen(GuildSettingChanged, self._setting_changed)

    async def _census_taken(self, signal: CensusTaken) -> None:
        await self._catch_up(self._bot.get_guild(signal.guild_id))

    async def _zone_changed(self, signal: MemberZoneChanged) -> None:
        await self._catch_up(self._bot.get_guild(signal.guild_id))

    async def _setting_changed(self, signal: GuildSettingChanged) -> None:
        """The zone of the server, or its staff roles, may be others."""
        if signal.section == ServerSettings.section:
            await self._catch_up(self._bot.get_guild(signal.guild_id))

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """See who becomes a moderator, and who is none any more."""
        if before.roles != after.roles:
            store = self._bot.guild_settings
            if await is_moderator(before, store) != await is_moderator(after, store):
                await self._catch_up(after.guild)

    @commands.Cog.listener()
    async def on_member_remove(self, member: discord.Member) -> None:
        """See who is gone."""
        if await is_moderator(member, self._bot.guild_settings):
            await self._catch_up(member.guild)

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """See that a role makes moderators, or does no more."""
        if before.permissions != after.permissions:
            await self._catch_up(after.guild)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """See that a role is gone."""
        await self._catch_up(role.guild)

    async def _catch_up(self, guild: discord.Guild | None) -> None:
        if guild is not None:
            team = await moderators_of(guild, self._bot.guild_settings)
            await self._hours.catch_up(guild.id, team.keys())
