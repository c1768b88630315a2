"""The scheduled report: what is set, and what a manager may press below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

import discord
from discord import app_commands

from bot.checks import Access, require
from bot.text.catalogue import Raw
from bot.ui.views import FromMatch, forwards_errors
from cogs.insights.service.schedule import ScheduleService
from cogs.insights.settings import GuildSettings
from cogs.insights.texts import T

if TYPE_CHECKING:
    from bot.client import Steward


async def schedule_text(schedule: ScheduleService, guild_id: int, locale: str) -> str:
    """Return in words when the report is due and who gets it."""
    settings = await schedule.settings(guild_id)
    if not await schedule.is_wanted(guild_id):
        return T.say("schedule-off", locale)
    channel = settings.report_channel_id
    outlets = await schedule.outlets(guild_id)
    return T.say(
        "schedule-on",
        locale,
        due=await schedule.next_due(guild_id),
        posted="no" if channel is None else "yes",
        channel=Raw(f"<#{channel}>"),
        readers=await schedule.readers(guild_id),
        outlets=len(outlets),
    )


def schedule_view(locale: str, *, posted: bool) -> discord.ui.View:
    """Return the buttons below it."""
    view = discord.ui.View(timeout=None)
    view.add_item(ScheduleButton("follow", locale))
    if posted:
        view.add_item(ScheduleButton("stop", locale))
    return view


class ScheduleButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"insights-schedule-(?P<what>follow|stop)",
):
    """Sends the report to who presses, or no more; or posts it no more."""

    styles: ClassVar[dict[str, discord.ButtonStyle]] = {"stop": discord.ButtonStyle.danger}

    def __init__(self, what: str, locale: str = "en") -> None:
        self.what = what
        super().__init__(
            discord.ui.Button(
                label=T.plain(f"button-schedule-{what}", locale),
                style=self.styles.get(what, discord.ButtonStyle.secondary),
                custom_id=f"insights-schedule-{what}",
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, for managers alone, and show what is set now."""
        await require(interaction, Access.MANAGERS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if interaction.guild_id is None:
            raise app_commands.NoPrivateMessage
        bot, locale = cast("Steward", interaction.client), str(interaction.locale)
        schedule = bot.ports.get(ScheduleService)
        if self.what == "stop":
            await bot.guild_settings.reset(
                interaction.guild_id, GuildSettings, "report_channel_id", interaction.user.id
            )
            told = T.say("schedule-stopped", locale)
        else:
            followed = await schedule.follow(interaction.guild_id, interaction.user.id)
            told = T.say("schedule-followed" if followed else "schedule-unfollowed", locale)
        text = await schedule_text(schedule, interaction.guild_id, locale)
        await interaction.edit_original_response(content=f"{told}\n\n{text}")
