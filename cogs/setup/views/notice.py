"""What the bot says when it has joined a server, to those who can set it up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
import structlog

from bot.checks import Access, require
from bot.jobs import Job, Postpone
from bot.text.catalogue import ENGLISH, Raw
from bot.ui.embeds import EmbedBuilder
from bot.ui.views import FromMatch, forwards_errors
from cogs.setup.texts import T
from cogs.setup.views.wizard import begin

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_AGAIN = timedelta(minutes=5)
BEGIN = "setup-begin"


class BeginButton(FromMatch, discord.ui.DynamicItem[discord.ui.Button[Any]], template=BEGIN):
    """Opens the wizard."""

    def __init__(self, locale: str = ENGLISH) -> None:
        super().__init__(
            discord.ui.Button(
                label=T.plain("notice-begin", locale),
                style=discord.ButtonStyle.primary,
                custom_id=BEGIN,
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the wizard to the manager who pressed, where it was left."""
        await require(interaction, Access.MANAGERS)
        if interaction.guild is not None:
            await interaction.response.defer(ephemeral=True, thinking=True)
            await begin(interaction, interaction.guild)


class Notice:
    """Carries out the job: says once, where the bot may, that it is here and how to set it up."""

    def __init__(self, bot: Steward) -> None:
        self._bot = bot

    async def __call__(self, job: Job) -> None:
        """Send the notice. Raises Postpone while Discord does not show the server."""
        guild = self._bot.get_guild(job.guild_id)
        if guild is None:
            return  # the bot was removed meanwhile
        if guild.unavailable:
            raise Postpone(self._bot.clock.now() + _AGAIN)
        channel = next(_possible(guild), None)
        if channel is None:
            _log.info("no channel for the notice", guild_id=guild.id)
            return
        await self._bot.command_mentions.load()
        locale = str(guild.preferred_locale)
        inviter_id = await self._inviter(guild) or guild.owner_id
        view = discord.ui.View(timeout=None)
        view.add_item(BeginButton(locale))
        embed = EmbedBuilder(
            title=T.say("notice-title", locale),
            description=T.say(
                "notice-text",
                locale,
                setup=Raw(self._bot.command_mentions.of("setup")),
                help=Raw(self._bot.command_mentions.of("help")),
                policy=Raw(self._bot.command_mentions.of("privacy policy")),
                days=self._bot.settings.privacy.erase_after_days,
            ),
        ).build()
        hello = T.say("notice-hello", locale, member=Raw(f"<@{inviter_id}>"))
        pinged = [discord.Object(inviter_id)] if inviter_id else False
        await self._bot.delivery.deliver(
            job,
            channel,
            content=hello if inviter_id else None,
            embeds=[embed],
            view=view,
            allowed_mentions=discord.AllowedMentions(everyone=False, roles=False, users=pinged),
        )

    async def _inviter(self, guild: discord.Guild) -> int | None:
        """Return who invited the bot, where the audit log tells."""
        if not guild.me.guild_permissions.view_audit_log:
            return None
        try:
            async for entry in guild.audit_logs(action=discord.AuditLogAction.bot_add, limit=5):
                if entry.target is not None and entry.target.id == guild.me.id:
                    return entry.user_id
        except discord.HTTPException as error:
            _log.info("inviter not found", guild_id=guild.id, status=error.status)
        return None


def _possible(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    """Give the channels where the bot may write, those meant for staff and notices first."""
    preferred = (guild.public_updates_channel, guild.system_channel, *guild.text_channels)
    for channel in preferred:
        if channel is None:
            continue
        may = channel.permissions_for(guild.me)
        if may.view_channel and may.send_messages and may.embed_links:
            yield channel
