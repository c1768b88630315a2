"""``/lockdown``: every channel that everyone may talk in, at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import moderators
from bot.errors import UserError
from cogs.moderation.commands.channels import Reason, lasting
from cogs.moderation.domain.actions import Action
from cogs.moderation.domain.case import Case
from cogs.moderation.service.cases import Cases, NewCase
from cogs.moderation.service.channels import ChannelService
from cogs.moderation.texts import T
from cogs.moderation.views.lockdown import lock_down, open_channels
from cogs.moderation.views.looking import refuse_untrusted

if TYPE_CHECKING:
    from bot.client import Steward


class LockdownCommands(commands.Cog):
    """The group ``/lockdown``."""

    def __init__(self, bot: Steward, service: ChannelService, cases: Cases) -> None:
        self._bot = bot
        self._service = service
        self._cases = cases

    lockdown = moderators()(
        app_commands.Group(
            name="lockdown",
            description=T.plain("command-lockdown"),
            extras={"example": "example-lockdown"},
        )
    )

    @lockdown.command(
        name="on",
        description=T.plain("command-lockdown-on"),
        extras={"example": "example-lockdown-on"},
    )
    @app_commands.describe(
        reason=T.plain("option-channel-reason"), duration=T.plain("option-channel-duration")
    )
    @moderators()
    async def on(
        self,
        interaction: discord.Interaction[Any],
        reason: Reason = "",
        duration: str | None = None,
    ) -> None:
        """Close every channel that everyone may talk in; a durable job does it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await refuse_untrusted(interaction, "manage_channels")
        guild, locale = cast("discord.Guild", interaction.guild), str(interaction.locale)
        lasts = lasting(duration, locale)
        known = await self._service.of_lockdown(guild.id)
        if known:
            raise UserError(T.say("lockdown-already", locale, number=known[0].number))
        mine, others = open_channels(guild)
        if not mine:
            key = "lockdown-forbidden" if others else "lockdown-nothing"
            raise UserError(T.say(key, locale))
        case = await self._open(interaction, Action.LOCKDOWN, reason, lasts)
        taken = await lock_down(self._bot, guild, mine, case)
        text = T.say("lockdown-on", locale, count=len(taken), number=case.number)
        if others:
            text += "\n" + T.say("lockdown-not-mine", locale, count=len(others))
        await interaction.edit_original_response(content=text)

    @lockdown.command(
        name="off",
        description=T.plain("command-lockdown-off"),
        extras={"example": "example-lockdown-off"},
    )
    @app_commands.describe(reason=T.plain("option-channel-reason"))
    @moderators()
    async def off(self, interaction: discord.Interaction[Any], reason: Reason = "") -> None:
        """Make every channel what it was before the lockdown; a durable job does it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await refuse_untrusted(interaction, "manage_channels")
        guild, locale = cast("discord.Guild", interaction.guild), str(interaction.locale)
        holds = await self._service.of_lockdown(guild.id)
        if not holds:
            raise UserError(T.say("lockdown-not-on", locale))
        case = await self._open(interaction, Action.UNLOCK, reason, None)
        numbers = sorted({hold.number for hold in holds})
        await self._service.end_lockdown(guild.id, numbers, case.number)
        await interaction.edit_original_response(
            content=T.say("lockdown-off", locale, count=len(holds), number=case.number)
        )

    async def _open(
        self,
        interaction: discord.Interaction[Any],
        action: Action,
        reason: str,
        lasts: timedelta | None,
    ) -> Case:
        opened = await self._cases.open(
            NewCase(
                guild_id=interaction.guild_id or 0,
                action=action,
                moderator_id=interaction.user.id,
                reason=reason,
                duration=lasts,
            )
        )
        return opened.case
