"""What the bot may do in a channel is looked at before anything is done there."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot.errors import UserError
from bot.text.catalogue import Raw
from cogs.moderation.texts import T


def refuse_missing(
    channel: discord.abc.GuildChannel | discord.Thread, needed: Iterable[str], locale: str
) -> None:
    """Raise UserError, which names them, where the bot lacks permissions in ``channel``."""
    may = channel.permissions_for(channel.guild.me)
    missing = [name for name in needed if not getattr(may, name)]
    if missing:
        raise UserError(
            T.say(
                "permissions-missing",
                locale,
                channel=Raw(channel.mention),
                missing=", ".join(name.replace("_", " ").title() for name in missing),
            )
        )
