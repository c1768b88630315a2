"""What is offered while a manager types: events, times as they are read, recurrences, zones."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.errors import UserError
from bot.text.dates import read_moment
from bot.text.truncate import truncate
from bot.windows import zone_names
from cogs.events.service.planning import Planning
from cogs.events.service.templates import Templates
from cogs.events.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

CHOICES: Final = 25
LABEL: Final = 100
Choices = list[app_commands.Choice[str]]
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NTH: Final = ("first", "second", "third", "fourth", "last")


async def event_choices(interaction: discord.Interaction[Any], current: str) -> Choices:
    """Offer every event whose name or number has what is typed in it."""
    return await _events(interaction, current, active=False)


async def active_choices(interaction: discord.Interaction[Any], current: str) -> Choices:
    """Offer events that are not over."""
    return await _events(interaction, current, active=True)


async def model_choices(interaction: discord.Interaction[Any], current: str) -> Choices:
    """Offer templates, then events, to make another one like them."""
    templates = await template_choices(interaction, current)
    return [*templates, *await event_choices(interaction, current)][:CHOICES]


async def template_choices(interaction: discord.Interaction[Any], current: str) -> Choices:
    """Offer the server's templates whose name has what is typed in it."""
    if interaction.guild_id is None:
        return []
    templates = cast("Steward", interaction.client).ports.get(Templates)
    wanted = current.strip().casefold()
    names = [one.series or "" for one in await templates.all(interaction.guild_id)]
    return [
        app_commands.Choice(
            name=truncate(T.plain("template-choice", str(interaction.locale), name=name), LABEL),
            value=name,
        )
        for name in names
        if wanted in name.casefold()
    ][:CHOICES]


async def _events(interaction: discord.Interaction[Any], current: str, *, active: bool) -> Choices:
    if interaction.guild_id is None:
        return []
    planning = cast("Steward", interaction.client).ports.get(Planning)
    found = await planning.choices(interaction.guild_id, current, active=active)
    return [
        app_commands.Choice(
            name=truncate(f"#{one.event_id} {one.name}", LABEL), value=str(one.event_id)
        )
        for one in found
    ]


async def start_choices(interaction: discord.Interaction[Any], current: str) -> Choices:
    """Show how what is typed is read; nothing while it cannot be."""
    zone = await _zone(interaction)
    if zone is None or not current.strip():
        return []
    now = cast("Steward", interaction.client).clock.now()
    try:
        reading = read_moment(current, zone, now)
    except UserError:
        return []
    return [app_commands.Choice(name=_read(reading.moments[0].wall, reading.zone), value=current)]


def _read(wall: datetime, zone: str) -> str:
    weekday = T.plain(f"weekday-{wall.weekday()}")
    return truncate(f"{weekday} {wall:%Y-%m-%d %H:%M} ({zone})", LABEL)


async def repeat_choices(interaction: discord.Interaction[Any], current: str) -> Choices:
    """Offer the usual recurrences for the start that is given."""
    said = str(interaction.namespace.start or "")
    zone = await _zone(interaction)
    now = cast("Steward", interaction.client).clock.now()
    day = now.date()
    if zone is not None and said:
        try:
            day = read_moment(said, zone, now).moments[0].wall.date()
        except UserError:
            day = now.date()
    weekday, nth = _DAYS[day.weekday()], _NTH[min((day.day - 1) // 7, 4)]
    usual = [
        f"every {weekday}",
        f"every 2 weeks on {weekday}",
        f"monthly on the {nth} {weekday}",
        f"monthly on the {day.day}.",
        "every weekday",
        "daily",
    ]
    wanted = current.strip().lower()
    offered = [one for one in usual if wanted in one]
    if wanted and wanted not in usual:
        offered = [current[:LABEL], *offered]
    return [app_commands.Choice(name=one, value=one) for one in offered]


async def zone_choices(interaction: discord.Interaction[Any], current: str) -> Choices:
    """Offer time zones that have what is typed in their name."""
    del interaction
    wanted = current.strip().casefold().replace(" ", "_")
    fits = sorted(name for name in zone_names() if wanted in name.casefold())
    return [app_commands.Choice(name=name, value=name) for name in fits[:CHOICES]]


async def _zone(interaction: discord.Interaction[Any]) -> ZoneInfo | None:
    if interaction.guild_id is None:
        return None
    named = str(interaction.namespace.zone or "")
    if named in zone_names():
        return ZoneInfo(named)
    zones = cast("Steward", interaction.client).member_zones
    return await zones.get(interaction.guild_id, interaction.user.id)
