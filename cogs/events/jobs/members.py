"""Finding members, also while not all of a server's are known yet."""

from __future__ import annotations

import discord


async def member_of(guild: discord.Guild, member_id: int) -> discord.Member | None:
    """Return a member, None where they are not in the server."""
    member = guild.get_member(member_id)
    if member is not None or guild.chunked:
        return member
    try:
        return await guild.fetch_member(member_id)
    except discord.NotFound:
        return None


def may_be_here(guild: discord.Guild, member_id: int) -> bool:
    """Tell whether somebody is in the server, as far as its members are known."""
    return not guild.chunked or guild.get_member(member_id) is not None
