"""Leafing through boards, and a member's own place; the buttons outlive a restart.

Their ids say which board in which window, where the page begins or ends, and who asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

import discord
from discord import app_commands

from bot.ui.views import FromMatch, forwards_errors
from cogs.recognition.domain.standing import Scale
from cogs.recognition.embeds.boards import board_embed, standing_embed
from cogs.recognition.service.boards import BoardPage, BoardService
from cogs.recognition.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

Move = Literal["first", "back", "on"]
_SCALE = r"(?P<board>\d):(?P<span>\d):(?P<period>\d{1,7})"


class TurnButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=rf"board-(?P<move>first|back|on):{_SCALE}:(?P<number>\d{{1,7}})"
    r":(?P<points>\d{1,19}):(?P<member>\d{1,20}):(?P<asker>\d{1,20})",
):
    """Shows another page of a board to everyone: number ``number``, from or up to an entry."""

    def __init__(
        self,
        move: Move,
        board: str | int,
        span: str | int,
        period: str | int,
        number: str | int,
        points: str | int,
        member: str | int,
        asker: str | int,
        *,
        label: str = "",
        off: bool = False,
    ) -> None:
        self.move = move
        self.scale = int(board), int(span), int(period)
        self.number = int(number)
        self.at = int(points), int(member)
        self.asker = int(asker)
        super().__init__(
            discord.ui.Button(
                label=label or move,
                disabled=off,
                custom_id=f"board-{move}:{board}:{span}:{period}:{number}:{points}:{member}:{asker}",
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page in place of the one before."""
        await interaction.response.defer()
        guild, service = _of(interaction)
        page = await service.page(
            guild.id,
            self.scale,
            self.asker,
            after=self.at if self.move == "on" else None,
            before=self.at if self.move == "back" else None,
            number=self.number,
        )
        await show_board(interaction, guild, page, self.asker)


class MineButton(
    FromMatch, discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"board-mine:{_SCALE}"
):
    """Shows whoever presses their own place, to them alone."""

    def __init__(
        self, board: str | int, span: str | int, period: str | int, locale: str = "en"
    ) -> None:
        self.scale = int(board), int(span), int(period)
        super().__init__(
            discord.ui.Button(
                label=T.plain("button-board-mine", locale),
                style=discord.ButtonStyle.primary,
                custom_id=f"board-mine:{board}:{span}:{period}",
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with place and neighbours."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _show_standing(interaction, self.scale)


class HideButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=rf"board-(?P<what>hide|show):{_SCALE}",
):
    """Takes whoever presses off all boards, or puts them back."""

    def __init__(
        self,
        what: Literal["hide", "show"],
        board: str | int,
        span: str | int,
        period: str | int,
        locale: str = "en",
    ) -> None:
        self.what = what
        self.scale = int(board), int(span), int(period)
        super().__init__(
            discord.ui.Button(
                label=T.plain(f"button-board-{what}", locale),
                custom_id=f"board-{what}:{board}:{span}:{period}",
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, and show how it is now."""
        await interaction.response.defer()
        guild, service = _of(interaction)
        await service.show(guild.id, interaction.user.id, shown=self.what == "show")
        await _show_standing(interaction, self.scale)


def hide_or_show(scale: Scale, locale: str, *, hidden: bool) -> discord.ui.View:
    """Return the button with which a member leaves the boards, or comes back."""
    view = discord.ui.View(timeout=None)
    view.add_item(HideButton("show" if hidden else "hide", *scale, locale))
    return view


async def show_board(
    interaction: discord.Interaction[Any],
    guild: discord.Guild,
    page: BoardPage,
    asker_id: int,
) -> None:
    """Answer with a page of a board for everyone, and buttons for more."""
    locale = str(guild.preferred_locale)
    await interaction.edit_original_response(
        embed=board_embed(guild, page, asker_id, locale),
        view=_buttons(page, asker_id, locale),
        allowed_mentions=discord.AllowedMentions.none(),
    )


def _buttons(page: BoardPage, asker_id: int, locale: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    if page.entries:
        first, last = page.entries[0], page.entries[-1]
        begin = page.number == 1
        if page.pages > 1:
            for move, number, at, off in (
                ("first", 1, first, begin),
                ("back", max(page.number - 1, 1), first, begin),
                ("on", page.number + 1, last, page.is_last),
            ):
                button = TurnButton(
                    cast("Move", move),
                    *page.scale,
                    number,
                    at.points,
                    at.member_id,
                    asker_id,
                    label=T.plain(f"button-board-{move}", locale),
                    off=off,
                )
                view.add_item(button)
    view.add_item(MineButton(*page.scale, locale))
    return view


async def _show_standing(interaction: discord.Interaction[Any], scale: Scale) -> None:
    guild, service = _of(interaction)
    locale = str(interaction.locale)
    standing = await service.standing(guild.id, scale, interaction.user.id)
    await interaction.edit_original_response(
        embed=standing_embed(guild, standing, interaction.user.id, locale),
        view=hide_or_show(scale, locale, hidden=standing.hidden),
    )


def _of(interaction: discord.Interaction[Any]) -> tuple[discord.Guild, BoardService]:
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild, cast("Steward", interaction.client).ports.get(BoardService)
