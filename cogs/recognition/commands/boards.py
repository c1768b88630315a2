"""``/leaderboard``, ``/rank`` and ``/profile``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.badges import ShownBadge
from bot.checks import members
from bot.errors import UserError
from bot.ports import BadgeShelf
from bot.ui.avatars import fetched, own_avatar
from cogs.recognition.domain.card import RankCard
from cogs.recognition.domain.standing import Board, Span
from cogs.recognition.embeds.boards import profile_embed
from cogs.recognition.exports import RankPictures
from cogs.recognition.service.boards import BoardService
from cogs.recognition.texts import T
from cogs.recognition.views.boards import hide_or_show, show_board

if TYPE_CHECKING:
    from bot.client import Steward

_BOARDS: Final = [
    app_commands.Choice(name=T.plain(f"board-{board.name.lower()}"), value=board.name.lower())
    for board in Board
]
_WINDOWS: Final = [
    app_commands.Choice(name=T.plain(f"window-{span.name.lower()}"), value=span.name.lower())
    for span in (Span.WEEK, Span.MONTH, Span.ALL)
]


class BoardCommands(commands.Cog):
    """What members see of what they did."""

    def __init__(self, bot: Steward, boards: BoardService) -> None:
        self._bot = bot
        self._boards = boards
        self._pictures = RankPictures()

    @app_commands.command(
        name="leaderboard",
        description=T.plain("command-leaderboard"),
        extras={"example": "example-leaderboard"},
    )
    @app_commands.describe(board=T.plain("option-board"), window=T.plain("option-board-window"))
    @app_commands.choices(board=_BOARDS, window=_WINDOWS)
    @members()
    async def leaderboard(
        self, interaction: discord.Interaction[Any], board: str = "xp", window: str = "all"
    ) -> None:
        """Answer, for everyone to see, with the top of a board and the place of who asks."""
        await interaction.response.defer(thinking=True)
        guild = _guild(interaction)
        scale = await self._boards.scale(guild.id, Board[board.upper()], Span[window.upper()])
        page = await self._boards.page(guild.id, scale, interaction.user.id)
        await show_board(interaction, guild, page, interaction.user.id)

    @app_commands.command(
        name="rank", description=T.plain("command-rank"), extras={"example": "example-rank"}
    )
    @app_commands.describe(member=T.plain("option-rank-member"))
    @members()
    async def rank(
        self, interaction: discord.Interaction[Any], member: discord.Member | None = None
    ) -> None:
        """Answer, for everyone to see, with a picture of level, place, streak and badges."""
        guild, who = _guild(interaction), _who(interaction, member)
        await interaction.response.defer(thinking=True)
        rank = await self._boards.rank(guild.id, who.id)
        card = RankCard(
            name=who.display_name,
            progress=rank.progress,
            place=rank.place,
            of=rank.of,
            streak=rank.streak,
            badges=await self._badges(guild.id, who.id, str(guild.preferred_locale)),
            avatar=own_avatar(who),
            locale=str(guild.preferred_locale),
        )
        picture = await self._pictures.file(card, partial(fetched, card.avatar))
        await interaction.edit_original_response(attachments=[picture])

    @app_commands.command(
        name="profile",
        description=T.plain("command-profile"),
        extras={"example": "example-profile"},
    )
    @app_commands.describe(member=T.plain("option-rank-member"))
    @members()
    async def profile(
        self, interaction: discord.Interaction[Any], member: discord.Member | None = None
    ) -> None:
        """Answer with what a member did so far; oneself may leave the boards here."""
        guild, who = _guild(interaction), _who(interaction, member)
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale = str(interaction.locale)
        rank = await self._boards.rank(guild.id, who.id)
        badges = await self._badges(guild.id, who.id, locale)
        view = None
        if who.id == interaction.user.id:
            view = hide_or_show((int(Board.XP), int(Span.ALL), 0), locale, hidden=rank.hidden)
        await interaction.edit_original_response(
            embed=profile_embed(who, rank, badges, locale), view=view
        )

    async def _badges(self, guild_id: int, member_id: int, locale: str) -> tuple[ShownBadge, ...]:
        shelf = self._bot.ports.find(BadgeShelf)  # type: ignore[type-abstract]
        return () if shelf is None else tuple(await shelf.shown(guild_id, member_id, locale))


def _guild(interaction: discord.Interaction[Any]) -> discord.Guild:
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild


def _who(interaction: discord.Interaction[Any], member: discord.Member | None) -> discord.Member:
    """Return whom a command is about. Raises UserError for a bot."""
    who = member or interaction.user
    if not isinstance(who, discord.Member):
        raise app_commands.NoPrivateMessage
    if who.bot:
        raise UserError(T.say("rank-bot", str(interaction.locale), name=who.display_name))
    return who
