"""``/unanswered`` and ``/helpers``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import members
from cogs.answers.embeds import helpers_embed, unanswered_embed
from cogs.answers.service.marks import MarkService, Span
from cogs.answers.service.responses import ResponseService
from cogs.answers.texts import T
from cogs.answers.views.listing import ListingButton
from cogs.answers.views.people import who

if TYPE_CHECKING:
    from bot.client import Steward

_WINDOWS = [app_commands.Choice(name=T.plain(f"window-{one}"), value=one.value) for one in Span]


class _Place(app_commands.Transformer):
    """A channel or forum where people may ask."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.forum, kinds.public_thread]

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Any:
        return value


class LookingCommands(commands.Cog):
    """What waits, and who helps."""

    def __init__(self, bot: Steward, responses: ResponseService, marks: MarkService) -> None:
        self._bot = bot
        self._responses = responses
        self._marks = marks

    @app_commands.command(
        name="unanswered",
        description=T.plain("command-unanswered"),
        extras={"example": "example-unanswered"},
    )
    @app_commands.describe(channel=T.plain("option-unanswered-channel"))
    @members()
    async def unanswered(
        self,
        interaction: discord.Interaction[Any],
        channel: app_commands.Transform[Any, _Place] | None = None,
    ) -> None:
        """Answer with the open questions that the person may read, the perhaps answered last."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        member = who(interaction)
        guild = member.guild
        found = await self._responses.unanswered(guild.id)
        readable = []
        for one in found:
            place = guild.get_channel_or_thread(one.query.post.channel_id)
            if place is None or not place.permissions_for(member).read_message_history:
                continue
            if channel is None or channel.id in {place.id, getattr(place, "parent_id", None)}:
                readable.append(one)
        now, locale = self._bot.clock.now(), str(interaction.locale)
        embed = unanswered_embed(guild.id, readable, now, locale)
        await interaction.edit_original_response(embed=embed)

    @app_commands.command(
        name="helpers",
        description=T.plain("command-helpers"),
        extras={"example": "example-helpers"},
    )
    @app_commands.describe(window=T.plain("option-helpers-window"))
    @app_commands.choices(window=_WINDOWS)
    @members()
    async def helpers(
        self, interaction: discord.Interaction[Any], window: str = Span.MONTH.value
    ) -> None:
        """Answer with who helped most people; whoever wants may leave the list."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale, guild = str(interaction.locale), who(interaction).guild
        found = await self._marks.helpers(guild.id, Span(window))
        view = discord.ui.View(timeout=None)
        view.add_item(ListingButton(locale))
        embed = helpers_embed(found, window, locale)
        await interaction.edit_original_response(embed=embed, view=view)
