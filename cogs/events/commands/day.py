"""``/event attendance`` and ``/event checkin``: who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import discord
from discord import app_commands

from bot.checks import managers, members
from bot.errors import UserError
from bot.ui.answer import answer
from bot.ui.paginator import Paginator
from cogs.events.commands.completing import event_choices
from cogs.events.embeds.day import attendance_embeds
from cogs.events.service.attendance import AttendanceService
from cogs.events.service.checkins import CheckinService
from cogs.events.service.days import DayService
from cogs.events.service.planning import Planning
from cogs.events.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

EXAMPLE: Final = "example"
_TYPED: Final = 20


def add_day_commands(group: app_commands.Group) -> None:
    """Add the commands of the day to the group ``/event``."""
    for command in (attendance, checkin):
        if group.get_command(command.name) is None:
            group.add_command(command)


@app_commands.command(
    name="attendance",
    description=T.plain("command-event-attendance"),
    extras={EXAMPLE: "example-event-attendance"},
)
@app_commands.describe(event=T.plain("option-attendance-event"))
@app_commands.autocomplete(event=event_choices)
@managers()
async def attendance(interaction: discord.Interaction[Any], event: str) -> None:
    """Show who was at the last occurrence of ``event``, or is there now."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    guild_id, locale = interaction.guild_id, str(interaction.locale)
    if guild_id is None:
        raise app_commands.NoPrivateMessage
    ports = cast("Steward", interaction.client).ports
    details = await ports.get(Planning).details(guild_id, event, locale)
    on = await ports.get(DayService).latest(guild_id, details.plan.event_id)
    if on is None or on.occurrence.opened_at is None:
        raise UserError(T.say("attendance-none-yet", locale, name=details.plan.name))
    occurrence = on.occurrence
    told = await ports.get(AttendanceService).read(guild_id, occurrence.event_id, occurrence.number)
    if told is None:
        raise UserError(T.say("day-gone", locale))
    pages = attendance_embeds(told, locale)
    await Paginator(pages, owner_id=interaction.user.id, locale=locale).show(interaction)


@app_commands.command(
    name="checkin",
    description=T.plain("command-event-checkin"),
    extras={EXAMPLE: "example-event-checkin"},
)
@app_commands.describe(code=T.plain("option-checkin-code"))
@members()
async def checkin(
    interaction: discord.Interaction[Any], code: app_commands.Range[str, 1, _TYPED]
) -> None:
    """Note that whoever gives the ``code`` of an event is there."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    member, locale = interaction.user, str(interaction.locale)
    if not isinstance(member, discord.Member):
        raise app_commands.NoPrivateMessage
    plan, new = await (
        cast("Steward", interaction.client)
        .ports.get(CheckinService)
        .check_in(member.guild.id, member.id, [role.id for role in member.roles], code, locale)
    )
    key = "checkin-done" if new else "checkin-again"
    await answer(interaction, T.say(key, locale, name=plan.name))
