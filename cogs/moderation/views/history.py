"""All that moderators know of a member, on a few pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord

from bot.errors import UserError
from bot.ui.paginator import Paginator
from cogs.moderation.embeds.history import history_pages
from cogs.moderation.service.history import HistoryService
from cogs.moderation.texts import T

if TYPE_CHECKING:
    from bot.client import Steward


async def show_history(interaction: discord.Interaction[Any], member_id: int) -> None:
    """Answer with the history of somebody, to this moderator alone."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    locale = str(interaction.locale)
    if interaction.guild_id is None:
        raise UserError(T.say("only-in-server", locale))
    bot = cast("Steward", interaction.client)
    history = await bot.ports.get(HistoryService).of(interaction.guild_id, member_id)
    member = interaction.guild.get_member(member_id) if interaction.guild else None
    name = member.display_name if member is not None else await _name_of(bot, member_id)
    await Paginator(
        history_pages(history, name, locale), owner_id=interaction.user.id, locale=locale
    ).show(interaction)


async def _name_of(bot: Steward, user_id: int) -> str:
    """Return the name of somebody who is not here; their id where Discord does not tell it."""
    try:
        user = bot.get_user(user_id) or await bot.fetch_user(user_id)
    except discord.HTTPException:
        return str(user_id)
    return user.display_name
