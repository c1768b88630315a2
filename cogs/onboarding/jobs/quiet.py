"""A server that can be written to, and is not under a raid."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.jobs import Postpone
from bot.ports import RaidWatch

if TYPE_CHECKING:
    from bot.client import Steward

# How soon it is looked again whether a raid is over, where no signal says so.
_RAID_WAIT = timedelta(minutes=2)
_GUILD_WAIT = timedelta(minutes=10)


async def quiet_guild(bot: Steward, guild_id: int) -> discord.Guild:
    """Return the server of a greeting. Raises Postpone while it is away, or a raid is on."""
    now, guild = bot.clock.now(), bot.get_guild(guild_id)
    if guild is None:
        raise Postpone(now + _GUILD_WAIT, anew=False)  # we are out, perhaps for a while
    watch = bot.ports.find(RaidWatch)  # type: ignore[type-abstract]
    if watch is not None and await watch.is_raided(guild.id):
        raise Postpone(now + _RAID_WAIT, anew=False)
    return guild
