"""``/sentiment overview``, ``/sentiment channels``, ``topics`` and ``alerts``."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers
from bot.ui.drawing import draw_off_loop
from bot.ui.paginator import Paginator
from cogs.sentiment.embeds import alerts_embed, channels_embed, overview_embed, topics_embed
from cogs.sentiment.exports import mood_png
from cogs.sentiment.formats import MoodPicture
from cogs.sentiment.service.moods import MoodService
from cogs.sentiment.service.topics import TopicService
from cogs.sentiment.service.turns import TurnService
from cogs.sentiment.settings import GuildSettings
from cogs.sentiment.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

PICTURE: Final = "mood.png"
# Few windows to choose from: two that differ by a day would show that day by their difference.
_DAYS = [app_commands.Choice(name=T.plain(f"days-{days}"), value=days) for days in (7, 14, 28, 84)]


@managers()
class SentimentCommands(
    commands.GroupCog, group_name="sentiment", group_description=T.plain("command-sentiment")
):
    """What managers ask of the mood."""

    def __init__(
        self, bot: Steward, moods: MoodService, turns: TurnService, topics: TopicService
    ) -> None:
        self._bot = bot
        self._moods = moods
        self._turns = turns
        self._topics = topics

    @app_commands.command(
        name="overview",
        description=T.plain("command-overview"),
        extras={"example": "example-overview"},
    )
    @app_commands.describe(days=T.plain("option-days"))
    @app_commands.choices(days=_DAYS)
    @managers()
    async def overview(self, interaction: discord.Interaction[Any], days: int = 7) -> None:
        """Answer with the mood of the server, in words and in a picture."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, locale = _guild(interaction), str(interaction.locale)
        found = await self._moods.overview(guild.id, days)
        embed = overview_embed(found, days, locale)
        files = []
        if found.mood is not None:
            window = found.window
            picture = MoodPicture(window.first_day, window.end_day, found.days, found.hours, locale)
            png = await draw_off_loop(mood_png, picture)
            alt = T.plain("chart-alt", locale, days=days)
            files = [discord.File(io.BytesIO(png), filename=PICTURE, description=alt)]
            embed.set_image(url=f"attachment://{PICTURE}")
        await interaction.edit_original_response(embed=embed, attachments=files)

    @app_commands.command(
        name="channels",
        description=T.plain("command-channels"),
        extras={"example": "example-channels"},
    )
    @app_commands.describe(days=T.plain("option-days"))
    @app_commands.choices(days=_DAYS)
    @managers()
    async def channels(self, interaction: discord.Interaction[Any], days: int = 7) -> None:
        """Answer with the mood of each channel that the manager may read."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, locale = _guild(interaction), str(interaction.locale)
        found = await self._moods.channels(guild.id, days)
        readable = [one for one in found.moods if may_read(interaction, guild, one)]
        pages = channels_embed(found, readable, days, locale)
        await Paginator(pages, owner_id=interaction.user.id, locale=locale).show(interaction)

    @app_commands.command(
        name="alerts",
        description=T.plain("command-alerts"),
        extras={"example": "example-alerts"},
    )
    @managers()
    async def alerts(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with the newest turns, and how they are looked for."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild = _guild(interaction)
        found = await self._turns.newest(guild.id)
        settings = await self._bot.guild_settings.get(guild.id, GuildSettings)
        embed = alerts_embed(found, settings, str(interaction.locale))
        await interaction.edit_original_response(embed=embed)

    @app_commands.command(
        name="topics",
        description=T.plain("command-topics"),
        extras={"example": "example-topics"},
    )
    @managers()
    async def topics(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with what is talked about this week more than before."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = await self._topics.topics(_guild(interaction).id)
        embed = topics_embed(found, str(interaction.locale))
        await interaction.edit_original_response(embed=embed)


def may_read(interaction: discord.Interaction[Any], guild: discord.Guild, channel_id: int) -> bool:
    """Tell whether who asks may read a channel's messages."""
    channel = guild.get_channel_or_thread(channel_id)
    member = interaction.user
    if channel is None or not isinstance(member, discord.Member):
        return False
    allowed = channel.permissions_for(member)
    return allowed.view_channel and allowed.read_message_history


def _guild(interaction: discord.Interaction[Any]) -> discord.Guild:
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild
