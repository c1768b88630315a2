"""Taking over that somebody began or ended Discord's own event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.plan import Plan
from cogs.events.jobs.day import people_in
from cogs.events.service.days import DayService

if TYPE_CHECKING:
    from bot.client import Steward


async def take_over(
    bot: Steward, plan: Plan, occurrence: Occurrence, event: discord.ScheduledEvent
) -> None:
    """Begin or end here what was begun or ended at Discord before its time.

    From the planned times on Discord begins and ends its own by itself, and where the channel is
    empty; that alone changes nothing here.
    """
    named = (occurrence.guild_id, occurrence.event_id, occurrence.number)
    days, now = bot.ports.get(DayService), bot.clock.now()
    planned = occurrence.state is OccurrenceState.PLANNED
    if now >= (occurrence.starts_at if planned else occurrence.ends_at):
        return
    if event.status is discord.EventStatus.active and planned:
        await days.open(*named, now)
    if event.status is discord.EventStatus.completed and not planned:
        guild = bot.get_guild(occurrence.guild_id)
        if guild is not None and people_in(guild, plan.place) != 0:
            await days.close(*named, now)
