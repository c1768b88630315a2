"""Whether an event is on, here and at Discord's own event: each follows the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.plan import Plan
from cogs.events.jobs.day import people_in
from cogs.events.service.days import DayService

if TYPE_CHECKING:
    from bot.client import Steward


async def in_step(
    bot: Steward, plan: Plan, occurrence: Occurrence, event: discord.ScheduledEvent
) -> discord.ScheduledEvent:
    """Start Discord's own event of what is on here, or take over that it was begun or ended early.

    From the planned times on Discord begins and ends its own by itself, and where the channel is
    empty; that alone changes nothing here. Raises what discord.py raises.
    """
    named = (occurrence.guild_id, occurrence.event_id, occurrence.number)
    days, now = bot.ports.get(DayService), bot.clock.now()
    planned = occurrence.state is OccurrenceState.PLANNED
    too_early = now < (occurrence.starts_at if planned else occurrence.ends_at)
    if event.status is discord.EventStatus.scheduled and not planned:
        return await event.start()
    if event.status is discord.EventStatus.active and planned and too_early:
        await days.open(*named, now)
    if event.status is discord.EventStatus.completed and not planned and too_early:
        guild = bot.get_guild(occurrence.guild_id)
        if guild is not None and people_in(guild, plan.place) != 0:
            await days.close(*named, now)
    return event
