"""The link that invites Steward: it asks for the least that its features need."""

from __future__ import annotations

import discord

from bot.needs import Needs

SCOPES = ("bot", "applications.commands")


def invite_url(application_id: int, needs: Needs, guild_id: int | None = None) -> str:
    """Return the link by which a manager adds the application to a server.

    With ``guild_id`` it is for that server, where it renews what the bot is allowed.
    Raises TypeError for a need that is no permission of Discord's.
    """
    permissions = discord.Permissions(**{need.permission: True for need in needs})
    return discord.utils.oauth_url(
        application_id,
        permissions=permissions,
        scopes=SCOPES,
        guild=discord.utils.MISSING if guild_id is None else discord.Object(guild_id),
        disable_guild_select=guild_id is not None,
    )
