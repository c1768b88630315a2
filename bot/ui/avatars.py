"""Members' own pictures, fetched for drawing."""

from __future__ import annotations

from typing import Final

import aiohttp
import discord

SIZE: Final = 256
# Discord's PNGs of this size take some 100 kB.
MOST_BYTES: Final = 1024 * 1024
PATIENCE_S: Final = 2.0


def own_avatar(member: discord.Member | discord.User) -> str:
    """Return the address of a member's picture as PNG, empty where they have none of their own."""
    asset = getattr(member, "guild_avatar", None) or member.avatar
    return "" if asset is None else asset.replace(size=SIZE, format="png").url


async def fetched(
    url: str, *, most: int = MOST_BYTES, patience_s: float = PATIENCE_S
) -> bytes | None:
    """Return what is at ``url``; None where it is larger than ``most``, late or cannot be had."""
    timeout = aiohttp.ClientTimeout(total=patience_s)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url) as answer:
            if answer.status != 200:  # noqa: PLR2004 - OK
                return None
            content = bytearray()
            async for chunk in answer.content.iter_chunked(64 * 1024):
                content += chunk
                if len(content) > most:
                    return None
            return bytes(content)
    except (aiohttp.ClientError, TimeoutError, OSError):
        return None
