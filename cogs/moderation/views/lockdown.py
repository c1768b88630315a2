"""Closing every channel that everyone may talk in; whoever opens a case for it may do so."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import discord

from cogs.moderation.domain.case import Case
from cogs.moderation.domain.overwrites import Overwrite, Target
from cogs.moderation.repository.channels import Hold, Kind
from cogs.moderation.service.channels import ChannelService
from cogs.moderation.views.closing import (
    NEEDED,
    Closable,
    all_overwrites,
    closed_overwrites,
    is_open,
    stored,
)

if TYPE_CHECKING:
    from bot.client import Steward


def open_channels(guild: discord.Guild) -> tuple[list[Closable], list[Closable]]:
    """Return the channels that everyone may talk in: those that the bot may close, and others."""
    channels = [one for one in guild.channels if isinstance(one, Closable) and is_open(one)]
    mine = [one for one in channels if _may_close(one)]
    return mine, [one for one in channels if one not in mine]


async def lock_down(
    bot: Steward, guild: discord.Guild, channels: list[Closable], case: Case
) -> set[int]:
    """Let a durable job close ``channels`` for ``case``, until its end where it has one.

    Returns the ids of those that are closed by it: others are closed already. The job says how
    the case went. Raises what discord.py raises.
    """
    now = await all_overwrites(bot, guild)
    at = bot.clock.now()
    holds = [await _hold(bot, one, now[one.id], case, at) for one in channels if one.id in now]
    return await bot.ports.get(ChannelService).begin_lockdown(holds)


async def _hold(
    bot: Steward, channel: Closable, before: dict[Target, Overwrite], case: Case, at: datetime
) -> Hold:
    after = await closed_overwrites(bot, channel.guild, before)
    return Hold(
        case.guild_id,
        channel.id,
        Kind.TALK,
        case.number,
        True,
        stored(before),
        stored(after),
        at,
        case.ends_at,
    )


def _may_close(channel: Closable) -> bool:
    may = channel.permissions_for(channel.guild.me)
    return all(getattr(may, name) for name in NEEDED)
