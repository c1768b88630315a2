"""Commands of privacy."""

from __future__ import annotations

from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import members
from bot.client import Steward
from bot.db.patience import hurried
from bot.ui.confirm import confirm
from cogs.privacy.commands.exporting import Exporting
from cogs.privacy.commands.reading import PageButton, read
from cogs.privacy.embeds import deleted_embed, question_embed
from cogs.privacy.service import PrivacyService
from cogs.privacy.texts import T
from cogs.privacy.views import (
    DELETING,
    ForgetFactsButton,
    StopTrackingButton,
    guild_of,
    with_button,
)


class Privacy(commands.Cog):
    """What everybody may know and decide about their own data."""

    def __init__(self, bot: Steward, service: PrivacyService) -> None:
        self._service = service
        self._exporting = Exporting(bot, service)

    privacy = members()(app_commands.Group(name="privacy", description=T.plain("command-privacy")))

    @privacy.command(name="policy", description=T.plain("command-policy"))
    @members()
    async def policy(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with what is kept, how long, and what can be done about it."""
        await read(interaction, "policy")

    @privacy.command(name="data", description=T.plain("command-data"))
    @members()
    async def data(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with what is kept of whoever asks."""
        await read(interaction, "data")

    @privacy.command(name="export", description=T.plain("command-export"))
    @members()
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with archives of everything that is kept of whoever asks."""
        await self._exporting.export(interaction)

    @privacy.command(name="delete", description=T.plain("command-delete"))
    @members()
    async def delete(self, interaction: discord.Interaction[Any]) -> None:
        """Ask once, then delete everything of whoever asks, and say what was kept and why."""
        guild_id, member_id = guild_of(interaction).id, interaction.user.id
        locale, periods = str(interaction.locale), self._service.periods
        agreed = await confirm(
            interaction,
            embed=question_embed(self._service.everything(), periods, locale),
            yes=T.plain("delete-yes", locale),
            no=T.plain("delete-no", locale),
        )
        if not agreed:
            said = T.say("delete-not", locale)
            await interaction.edit_original_response(content=said, embed=None, view=None)
            return
        with hurried(DELETING):
            done = await self._service.forget(guild_id, member_id)
        tracked = await self._service.is_tracked(guild_id, member_id)
        await interaction.edit_original_response(
            embed=deleted_embed(done.facts, done.kept, periods, tracked=tracked, locale=locale),
            view=with_button(StopTrackingButton(locale)) if tracked else None,
        )

    @privacy.command(
        name="tracking",
        description=T.plain("command-tracking"),
        extras={"example": "example-privacy-tracking"},
    )
    @app_commands.describe(state=T.plain("option-tracking-state"))
    @members()
    async def tracking(
        self, interaction: discord.Interaction[Any], state: Literal["on", "off"]
    ) -> None:
        """Let facts of whoever asks be written, or none from now on."""
        guild_id, member_id = guild_of(interaction).id, interaction.user.id
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale = str(interaction.locale)
        await self._service.track(guild_id, member_id, on=state == "on")
        if state == "on":
            await interaction.edit_original_response(content=T.say("tracking-on", locale))
            return
        await interaction.edit_original_response(
            content=T.say("tracking-off-offer", locale),
            view=with_button(ForgetFactsButton(locale)),
        )


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    service = PrivacyService(
        bot.database, bot.ledger, bot.settings, bot.jobs.store, bot.clock, bot.forget_member
    )
    bot.ports.provide(PrivacyService, service)
    bot.add_dynamic_items(ForgetFactsButton, PageButton, StopTrackingButton)
    await bot.add_cog(Privacy(bot, service))
