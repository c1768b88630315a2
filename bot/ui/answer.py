"""Answering an interaction, whatever was done with it before."""

from __future__ import annotations

from typing import Any

import discord


async def answer(
    interaction: discord.Interaction[Any],
    content: str | None = None,
    *,
    embed: discord.Embed | None = None,
    view: discord.ui.View | None = None,
    ephemeral: bool = True,
) -> discord.Message:
    """Send a message as the first response, or as a followup where there was one.

    Returns the message. Raises discord.HTTPException where the interaction has expired or was
    acknowledged by somebody else.
    """
    shown = discord.utils.MISSING if embed is None else embed
    attached = discord.utils.MISSING if view is None else view
    if interaction.response.is_done():
        return await interaction.followup.send(
            content or discord.utils.MISSING,
            embed=shown,
            view=attached,
            ephemeral=ephemeral,
            wait=True,
        )
    response = await interaction.response.send_message(
        content, embed=shown, view=attached, ephemeral=ephemeral
    )
    if isinstance(response.resource, discord.InteractionMessage):
        return response.resource
    return await interaction.original_response()
