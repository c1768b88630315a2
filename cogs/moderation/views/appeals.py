"""Appealing from the direct message of a case, also after a ban and after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import discord

from bot.errors import UserError
from bot.ui.modals import BaseModal
from bot.ui.pressed import Pressed
from bot.ui.views import forwards_errors
from cogs.moderation.domain.case import Case
from cogs.moderation.service.appeals import APPEALABLE, TEXT_LIMIT, AppealService
from cogs.moderation.service.cases import FEATURE
from cogs.moderation.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

APPEAL: Final = r"moderation-appeal:(?P<guild>\d{1,20}):(?P<number>\d{1,9})"
APPEAL_FORM: Final = (
    r"moderation-form-appeal:(?P<guild>\d{1,20}):(?P<number>\d{1,9}):(?P<member>\d{1,20})"
)


def appeal_button(case: Case, locale: str) -> discord.ui.Button[discord.ui.View] | None:
    """Return the button for the direct message of a case; None where there is no appeal."""
    if case.action not in APPEALABLE:
        return None
    return discord.ui.Button(
        label=T.plain("appeal-button", locale),
        custom_id=f"moderation-appeal:{case.guild_id}:{case.number}",
    )


class AppealButton(Pressed, discord.ui.DynamicItem[discord.ui.Button[Any]], template=APPEAL):
    """Opens the form, or says how an earlier appeal ended."""

    def __init__(self, item: discord.ui.Button[Any], guild: str, number: str) -> None:
        super().__init__(item)
        self.guild_id = int(guild)
        self.number = int(number)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the form where an appeal is possible now."""
        guild = await _guild(interaction, self.guild_id)
        service = cast("Steward", interaction.client).ports.get(AppealService)
        locale = str(interaction.locale)
        await service.check(guild.id, self.number, interaction.user.id, locale=locale)
        form = AppealModal(guild.id, self.number, interaction.user.id, locale)
        await interaction.response.send_modal(form)


class AppealModal(BaseModal):
    """Why a case should be looked at again."""

    def __init__(self, guild_id: int, number: int, member_id: int, locale: str) -> None:
        super().__init__(
            T.plain("appeal-title", locale, number=number),
            locale=locale,
            custom_id=f"moderation-form-appeal:{guild_id}:{number}:{member_id}",
        )
        self.guild_id = guild_id
        self.number = number
        self.why: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            max_length=TEXT_LIMIT,
            custom_id="appeal-text",
            placeholder=T.plain("appeal-text-hint", locale),
        )
        self.add_item(discord.ui.Label(text=T.plain("appeal-text", locale), component=self.why))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Put the appeal into the queue."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild = await _guild(interaction, self.guild_id)
        locale = str(interaction.locale)
        if not self.why.value.strip():
            raise UserError(T.say("appeal-empty", locale))
        service = cast("Steward", interaction.client).ports.get(AppealService)
        await service.open(
            guild.id, self.number, interaction.user.id, self.why.value, locale=locale
        )
        await interaction.edit_original_response(
            content=T.say("appeal-taken", locale, server=guild.name)
        )


async def _guild(interaction: discord.Interaction[Any], guild_id: int) -> discord.Guild:
    """Return the server of a case. Raises UserError where no appeal can be passed on to it."""
    bot = cast("Steward", interaction.client)
    locale = str(interaction.locale)
    guild = bot.get_guild(guild_id)
    if guild is None:
        raise UserError(T.say("appeal-server-gone", locale))
    if not await bot.feature_switch.is_on(guild.id, FEATURE):
        raise UserError(T.say("appeal-off", locale, server=guild.name))
    return guild
