"""``/event attendance`` and ``/event checkin``: who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers, members
from bot.errors import UserError
from bot.ui.answer import answer
from bot.ui.paginator import Paginator
from cogs.events.commands.completing import event_choices
from cogs.events.commands.group import EXAMPLE, event, thinking
from cogs.events.embeds.day import attendance_embeds
from cogs.events.service.attendance import AttendanceService
from cogs.events.service.checkins import CheckinService
from cogs.events.service.days import DayService
from cogs.events.service.planning import Planning
from cogs.events.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

_TYPED: Final = 20


class DayCommands(commands.Cog):
    """The commands of the day, mixed into the cog of the group ``/event``."""

    _bot: Steward

    @event.command(
        name="attendance",
        description=T.plain("command-event-attendance"),
        extras={EXAMPLE: "example-event-attendance"},
    )
    @app_commands.rename(typed="event")
    @app_commands.describe(typed=T.plain("option-attendance-event"))
    @app_commands.autocomplete(typed=event_choices)
    @managers()
    async def attendance(self, interaction: discord.Interaction[Any], typed: str) -> None:
        """Show who was at the last occurrence of an event, or is there now."""
        guild, locale = await thinking(interaction), str(interaction.locale)
        ports = self._bot.ports
        details = await ports.get(Planning).details(guild.id, typed, locale)
        on = await ports.get(DayService).latest(guild.id, details.plan.event_id)
        if on is None or on.occurrence.opened_at is None:
            raise UserError(T.say("attendance-none-yet", locale, name=details.plan.name))
        named = (guild.id, on.occurrence.event_id, on.occurrence.number)
        told = await ports.get(AttendanceService).read(*named)
        if told is None:
            raise UserError(T.say("day-gone", locale))
        pages = attendance_embeds(told, locale)
        await Paginator(pages, owner_id=interaction.user.id, locale=locale).show(interaction)

    @event.command(
        name="checkin",
        description=T.plain("command-event-checkin"),
        extras={EXAMPLE: "example-event-checkin"},
    )
    @app_commands.describe(code=T.plain("option-checkin-code"))
    @members()
    async def checkin(
        self, interaction: discord.Interaction[Any], code: app_commands.Range[str, 1, _TYPED]
    ) -> None:
        """Note that whoever gives the code of an event is there."""
        guild, locale = await thinking(interaction), str(interaction.locale)
        roles = [role.id for role in getattr(interaction.user, "roles", ())]
        checkins = self._bot.ports.get(CheckinService)
        plan, new = await checkins.check_in(guild.id, interaction.user.id, roles, code, locale)
        key = "checkin-done" if new else "checkin-again"
        await answer(interaction, T.say(key, locale, name=plan.name))
