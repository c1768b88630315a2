"""``/kudos``: thanking somebody, for a reason."""

from __future__ import annotations

from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import members
from bot.errors import UserError
from cogs.recognition.domain.kudos import REASON_LIMIT
from cogs.recognition.service.kudos import KudosService, Thanks
from cogs.recognition.texts import T
from cogs.recognition.views.kudos import say_thanks

EXAMPLE: Final = "example"
_SHORTEST: Final = 3


class KudosCommand(commands.Cog):
    """Thanks in public."""

    def __init__(self, kudos: KudosService) -> None:
        self._kudos = kudos

    @app_commands.command(
        name="kudos",
        description=T.plain("command-kudos"),
        extras={EXAMPLE: "example-kudos"},
    )
    @app_commands.describe(
        member=T.plain("option-kudos-member"), reason=T.plain("option-kudos-reason")
    )
    @members()
    async def kudos(
        self,
        interaction: discord.Interaction[Any],
        member: discord.Member | discord.User,
        reason: app_commands.Range[str, _SHORTEST, REASON_LIMIT],
    ) -> None:
        """Thank ``member`` in public; what cannot be is told to the giver alone."""
        guild, locale = interaction.guild, str(interaction.locale)
        if guild is None:
            raise app_commands.NoPrivateMessage
        if member.bot:
            raise UserError(T.say("kudos-bot", locale))
        if not isinstance(member, discord.Member):
            raise UserError(T.say("kudos-gone", locale))
        if not (said := " ".join(reason.split())):
            raise UserError(T.say("kudos-why", locale))
        thanks = Thanks(
            guild.id,
            interaction.id,
            interaction.user.id,
            [member.id],
            interaction.channel_id or 0,
            said,
        )
        # Looking alone: a refusal is nobody else's business, and so comes before the public wait.
        await self._kudos.check(thanks, locale)
        await interaction.response.defer(thinking=True)
        given = await self._kudos.give(thanks, locale)
        settings = await self._kudos.settings(guild.id)
        await say_thanks(interaction, given, ping=settings.kudos_ping)
