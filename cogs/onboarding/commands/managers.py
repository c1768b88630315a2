"""What managers and moderators do: set the greeting up, look at it, send it again."""

from __future__ import annotations

import io
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers, moderators, staff
from bot.errors import UserError
from bot.ui.drawing import draw_off_loop
from cogs.onboarding.embeds import PICTURE, funnel_alt_text, funnel_embed, funnel_picture
from cogs.onboarding.jobs.resend import ResendJob
from cogs.onboarding.service.services import Services
from cogs.onboarding.texts import T
from cogs.onboarding.views.channels import refuses_dms
from cogs.onboarding.views.context import place_of
from cogs.onboarding.views.greeting import GreetingLayout
from cogs.onboarding.views.panel import Desk, panel
from cogs.onboarding.views.present import greeting_for

_FUNNEL_DAYS = 30


class OnboardingCommands(commands.Cog):
    """The group ``/onboarding``."""

    def __init__(self, services: Services, again: ResendJob) -> None:
        self._services = services
        self._again = again

    onboarding = staff()(
        app_commands.Group(name="onboarding", description=T.plain("command-onboarding"))
    )

    @onboarding.command(name="edit", description=T.plain("command-onboarding-edit"))
    @managers()
    async def edit(self, interaction: discord.Interaction[Any]) -> None:
        """Show the panel."""
        place = await place_of(interaction)
        await (await panel(Desk.of(place))).send(interaction)

    @onboarding.command(name="preview", description=T.plain("command-onboarding-preview"))
    @managers()
    async def preview(self, interaction: discord.Interaction[Any]) -> None:
        """Send the person what a newcomer gets: as a direct message where that is possible."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = await place_of(interaction)
        layout = GreetingLayout(await greeting_for(self._services, place.guild, place.member, None))
        try:
            await place.member.send(view=layout)
        except discord.HTTPException as error:
            if not refuses_dms(error):
                raise
            await interaction.edit_original_response(view=layout)
            return
        await interaction.edit_original_response(content=T.say("preview-sent", place.locale))

    @onboarding.command(
        name="funnel",
        description=T.plain("command-onboarding-funnel"),
        extras={"example": "example-onboarding-funnel"},
    )
    @app_commands.describe(days=T.plain("option-funnel-days"))
    @managers()
    async def funnel(
        self,
        interaction: discord.Interaction[Any],
        days: app_commands.Range[int, 1, 365] = _FUNNEL_DAYS,
    ) -> None:
        """Show how far newcomers came, compared with the window before."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = await place_of(interaction)
        report = await self._services.funnel.last_days(place.guild.id, days)
        picture = await draw_off_loop(funnel_picture, report, place.locale)
        await interaction.edit_original_response(
            embed=funnel_embed(
                report,
                place.locale,
                sees_invites=place.guild.me.guild_permissions.manage_guild,
            ),
            attachments=[
                discord.File(
                    io.BytesIO(picture),
                    filename=PICTURE,
                    description=funnel_alt_text(report, place.locale),
                )
            ],
        )

    @onboarding.command(
        name="resend",
        description=T.plain("command-onboarding-resend"),
        extras={"example": "example-onboarding-resend"},
    )
    @app_commands.describe(member=T.plain("option-resend-member"))
    @moderators()
    async def resend(self, interaction: discord.Interaction[Any], member: discord.Member) -> None:
        """Greet a member again, by hand."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = await place_of(interaction)
        if member.bot:
            raise UserError(T.say("resend-bot", place.locale))
        welcomes = self._services.welcomes
        reach = await welcomes.reach(place.guild.id, member.id)
        if reach.muted_at is not None:
            raise UserError(T.say("resend-muted", place.locale, member=member.display_name))
        job = await welcomes.begin_resend(place.guild.id, member.id, interaction.id)
        try:
            key = await self._again.send(job, member)
        except Exception:
            # Who is told so asks again.
            await welcomes.end_resend(job)
            raise
        await welcomes.end_resend(job)
        if key == "resend-closed":
            raise UserError(T.say(key, place.locale, member=member.display_name))
        await interaction.edit_original_response(
            content=T.say(key, place.locale, member=member.display_name)
        )
