"""``/raid``, and seeing who joins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.checks import moderators
from bot.errors import UserError
from bot.ui.confirm import confirm
from cogs.moderation.domain.actions import REASON_LIMIT, Action
from cogs.moderation.domain.raids import REMEMBERED, Arrival
from cogs.moderation.embeds.raids import cleanup_embed
from cogs.moderation.repository.raids import Done
from cogs.moderation.service.cases import FEATURE
from cogs.moderation.service.raids import RaidService
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T
from cogs.moderation.views.raids import refresh, shown, undo_view

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)


class RaidCommands(commands.Cog):
    """The group ``/raid``."""

    def __init__(self, bot: Steward, service: RaidService) -> None:
        self._bot = bot
        self._service = service

    raid = moderators()(
        app_commands.Group(
            name="raid", description=T.plain("command-raid"), extras={"example": "example-raid"}
        )
    )

    @raid.command(name="status", description=T.plain("command-raid-status"))
    @moderators()
    async def status(self, interaction: discord.Interaction[Any]) -> None:
        """Show who joined lately and who belongs together, or the raid that is on."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild = cast("discord.Guild", interaction.guild)
        know(self._service, guild, self._bot)
        picture = await self._service.picture(guild.id)
        embed, view = await shown(self._bot, guild, picture, str(interaction.locale))
        await interaction.edit_original_response(embed=embed, view=view)

    @raid.command(
        name="start",
        description=T.plain("command-raid-start"),
        extras={"example": "example-raid-start"},
    )
    @app_commands.describe(reason=T.plain("option-reason"))
    @moderators()
    async def start(
        self,
        interaction: discord.Interaction[Any],
        reason: app_commands.Range[str, 1, REASON_LIMIT] = "",
    ) -> None:
        """Say that a raid is on: greetings wait, and the measures are at hand."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, locale = cast("discord.Guild", interaction.guild), str(interaction.locale)
        know(self._service, guild, self._bot)
        raid, mine = await self._service.begin(guild.id, interaction.user.id, reason)
        if not mine:
            raise UserError(T.say("raid-already", locale, number=raid.number))
        await self._service.look(guild.id)
        picture = await self._service.picture(guild.id, raid.number)
        embed, view = await shown(self._bot, guild, picture, locale)
        await interaction.edit_original_response(
            content=T.say("raid-started", locale, number=raid.number), embed=embed, view=view
        )

    @raid.command(name="end", description=T.plain("command-raid-end"))
    @moderators()
    async def end(self, interaction: discord.Interaction[Any]) -> None:
        """End the raid: a durable job makes everything what it was."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, locale = cast("discord.Guild", interaction.guild), str(interaction.locale)
        raid = await self._service.active(guild.id)
        if raid is None:
            raise UserError(T.say("raid-none", locale))
        await self._service.ask_end(guild.id, raid.number, interaction.user.id)
        await interaction.edit_original_response(content=T.say("raid-ending", locale))

    @raid.command(
        name="cleanup",
        description=T.plain("command-raid-cleanup"),
        extras={"example": "example-raid-cleanup"},
    )
    @app_commands.describe(cluster=T.plain("option-raid-cluster"))
    @moderators()
    async def cleanup(
        self, interaction: discord.Interaction[Any], cluster: app_commands.Range[int, 1, 1_000]
    ) -> None:
        """Ban one cluster of the raid that is on, or of the last one; asks before."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, locale = cast("discord.Guild", interaction.guild), str(interaction.locale)
        if not guild.me.guild_permissions.ban_members:
            raise UserError(T.say("i-lack", locale, permission="Ban Members"))
        raid = await self._service.last(guild.id)
        if raid is None:
            raise UserError(T.say("raid-none-ever", locale))
        members = await self._service.raiders(guild.id, raid.number, cluster)
        if not members:
            raise UserError(T.say("raid-cluster-unknown", locale, cluster=cluster))
        todo = [one for one in members if one.ban in {None, Done.UNDONE}]
        if not todo:
            raise UserError(T.say("raid-cluster-done", locale, cluster=cluster))
        yes = await confirm(
            interaction,
            embed=cleanup_embed(cluster, todo, locale),
            yes=T.plain("raid-cleanup-yes", locale),
            no=T.plain("raid-cleanup-no", locale),
        )
        if not yes:
            await interaction.edit_original_response(
                content=T.say("raid-cleanup-not", locale), embed=None, view=None
            )
            return
        count = await self._service.want(raid, cluster, Action.BAN, interaction.user.id)
        await interaction.edit_original_response(
            content=T.say("raid-banning", locale, count=count),
            embed=None,
            view=undo_view(raid, cluster, locale),
        )


class JoinWatch(commands.Cog):
    """Sees who joins."""

    def __init__(self, bot: Steward, service: RaidService) -> None:
        self._bot = bot
        self._service = service
        self._looking: set[int] = set()
        self._again: set[int] = set()

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Remember who joined, and look whether that is a raid."""
        guild = member.guild
        if member.bot or not await self._bot.feature_switch.is_on(guild.id, FEATURE):
            return
        know(self._service, guild, self._bot)
        self._service.remember(guild.id, [arrival(member, self._bot)])
        await self._isolate_again(member)
        if guild.id in self._looking:
            # Whoever looks already looks once more: hundreds may join in a second.
            self._again.add(guild.id)
            return
        self._looking.add(guild.id)
        try:
            while True:
                self._again.discard(guild.id)
                await self._look(guild)
                if guild.id not in self._again:
                    return
        finally:
            self._looking.discard(guild.id)

    async def _look(self, guild: discord.Guild) -> None:
        before = await self._service.active(guild.id)
        raid = await self._service.look(guild.id)
        if before is None and raid is not None:
            _log.warning("raid", guild_id=guild.id, number=raid.number)
            await refresh(self._bot, guild, raid.number)

    async def _isolate_again(self, member: discord.Member) -> None:
        """See that nobody sheds a quarantine by leaving and coming back."""
        guild = member.guild
        if not await self._service.in_quarantine(guild.id, member.id):
            return
        settings = await self._bot.guild_settings.get(guild.id, GuildSettings)
        role = guild.get_role(settings.quarantine_role_id or 0)
        if role is None:
            return
        try:
            await member.add_roles(role, reason=T.plain("audit-raid-again"))
        except (discord.Forbidden, discord.NotFound) as error:
            _log.warning("quarantine not given back", guild_id=guild.id, code=error.code)


def know(service: RaidService, guild: discord.Guild, bot: Steward) -> None:
    """See that the arrivals of the last hour are known, also after a restart."""
    if service.knows(guild.id):
        return
    since = bot.clock.now() - REMEMBERED
    came = [one for one in guild.members if not one.bot and (one.joined_at or since) > since]
    came.sort(key=lambda one: one.joined_at or since)
    service.remember(guild.id, [arrival(one, bot) for one in came])


def arrival(member: discord.Member, bot: Steward) -> Arrival:
    """Return what is looked at of somebody who joined."""
    avatar = member.avatar.key if member.avatar is not None else None
    joined_at = member.joined_at or bot.clock.now()
    return Arrival(member.id, member.name, avatar, member.created_at, joined_at)
