"""Reading Discord's own events."""

from __future__ import annotations

from typing import Final

import discord

from cogs.events.domain.native import Look
from cogs.events.domain.plan import Room

_ROOMS: Final = {
    discord.EntityType.voice: Room.VOICE,
    discord.EntityType.stage_instance: Room.STAGE,
}


def look_of(event: discord.ScheduledEvent) -> Look:
    """Return what Discord shows of its own event."""
    return Look(
        name=event.name,
        description=event.description or "",
        starts_at=event.start_time,
        ends_at=event.end_time,
        channel_id=event.channel_id,
        room=_ROOMS.get(event.entity_type),
        location=event.location,
    )
