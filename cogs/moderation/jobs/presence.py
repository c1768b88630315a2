"""The server that a job is about, where Discord has it now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.jobs import Job, Postpone

if TYPE_CHECKING:
    import discord

    from bot.client import Steward

GUILD_WAIT: Final = timedelta(minutes=10)


def guild_of(bot: Steward, job: Job) -> discord.Guild:
    """Return the server of a job. Raises Postpone where we are out, perhaps for a while.

    What an earlier attempt sent stays sent.
    """
    guild = bot.get_guild(job.guild_id)
    if guild is None:
        raise Postpone(bot.clock.now() + GUILD_WAIT, anew=False)
    return guild
