"""``/event export`` and ``/event survey``: calendars, tables, and what people said."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import Access, managers, require
from bot.errors import UserError
from bot.text.catalogue import Raw
from bot.ui.paginator import Paginator
from cogs.events.commands.completing import event_choices
from cogs.events.commands.group import EXAMPLE, event, thinking
from cogs.events.domain.plan import Plan
from cogs.events.embeds.outcomes import report_embed, survey_embeds
from cogs.events.exports.calendars import calendar_file
from cogs.events.exports.tables import attendance_csv, figures_csv
from cogs.events.service.calendars import CalendarService
from cogs.events.service.outcomes import OutcomeService
from cogs.events.service.planning import Planning
from cogs.events.service.surveys import SurveyService
from cogs.events.settings import Settings
from cogs.events.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

_ICS: Final = "ics"
_CSV: Final = "csv"
_FORMATS: Final = [
    app_commands.Choice(name=T.plain(f"export-{one}"), value=one) for one in (_ICS, _CSV)
]


class AfterCommands(commands.Cog):
    """What is left of an event, or taken along; mixed into the cog of ``/event``."""

    _bot: Steward
    _planning: Planning

    @event.command(
        name="export",
        description=T.plain("command-event-export"),
        extras={EXAMPLE: "example-event-export"},
    )
    @app_commands.rename(which="event", kind="format")
    @app_commands.describe(
        which=T.plain("option-export-event"),
        kind=T.plain("option-export-format"),
        new_address=T.plain("option-export-new-address"),
    )
    @app_commands.choices(kind=_FORMATS)
    @app_commands.autocomplete(which=event_choices)
    async def export(
        self,
        interaction: discord.Interaction[Any],
        which: str | None = None,
        kind: str = _ICS,
        new_address: bool = False,
    ) -> None:
        """Give an event, or all, as a calendar; managers get how it went as tables."""
        if kind == _CSV or new_address:
            await require(interaction, Access.MANAGERS)
        guild, locale = await thinking(interaction), str(interaction.locale)
        if kind == _CSV:
            if which is None:
                raise UserError(T.say("export-which", locale))
            plan = (await self._planning.details(guild.id, which, locale)).plan
            await self._tables(interaction, guild, plan, locale)
        elif which is not None:
            plan = (await self._planning.details(guild.id, which, locale)).plan
            found = [await self._bot.ports.get(CalendarService).one(plan)]
            data = await asyncio.to_thread(calendar_file, found, plan.name, self._bot.clock.now())
            await interaction.edit_original_response(
                content=T.say("export-one", locale, event=plan.name),
                attachments=[_file(data, f"event-{plan.event_id}.ics")],
            )
        else:
            await self._all(interaction, guild, new_address, locale)

    @event.command(
        name="survey",
        description=T.plain("command-event-survey"),
        extras={EXAMPLE: "example-event-survey"},
    )
    @app_commands.rename(which="event")
    @app_commands.describe(which=T.plain("option-event"))
    @app_commands.autocomplete(which=event_choices)
    @managers()
    async def survey(self, interaction: discord.Interaction[Any], which: str) -> None:
        """Show what those who came said of the last time that an event was held."""
        guild, locale = await thinking(interaction), str(interaction.locale)
        plan = (await self._planning.details(guild.id, which, locale)).plan
        surveys = self._bot.ports.get(SurveyService)
        held = await surveys.held(guild.id, plan.event_id)
        if held is None:
            raise UserError(T.say("survey-none", locale, event=plan.name))
        pages = survey_embeds(plan.name, await surveys.result(held.occurrence), locale)
        await Paginator(pages, owner_id=interaction.user.id, locale=locale).show(interaction)

    async def _tables(
        self, interaction: discord.Interaction[Any], guild: discord.Guild, plan: Plan, locale: str
    ) -> None:
        figures, people = await self._bot.ports.get(OutcomeService).history(plan)
        if not figures:
            raise UserError(T.say("export-not-held", locale, event=plan.name))
        came = {one.member_id for _, there in people for one in there if one.attended}
        here = (guild.get_member(one) for one in came)
        names = {one.id: one.display_name for one in here if one is not None}
        named = [(plan.name, one, outcome) for one, outcome in figures]
        await interaction.edit_original_response(
            content=T.say("export-tables", locale, event=plan.name, count=len(figures)),
            attachments=[
                _file(await asyncio.to_thread(figures_csv, named), "figures.csv"),
                _file(await asyncio.to_thread(attendance_csv, people, names), "attendance.csv"),
            ],
        )

    async def _all(
        self,
        interaction: discord.Interaction[Any],
        guild: discord.Guild,
        new_address: bool,
        locale: str,
    ) -> None:
        calendars = self._bot.ports.get(CalendarService)
        settings = self._bot.settings.feature(Settings)
        if settings.calendar_base is None:
            if new_address:
                raise UserError(T.say("export-no-address", locale))
            text = T.say("export-all", locale)
        else:
            secret = await calendars.secret(guild.id, anew=new_address)
            address = f"{settings.calendar_base}/{guild.id}/{secret}.ics"
            key = "export-new-address" if new_address else "export-address"
            text = T.say(key, locale, address=Raw(address))
        found = await calendars.all(guild.id)
        data = await asyncio.to_thread(calendar_file, found, guild.name, self._bot.clock.now())
        await interaction.edit_original_response(
            content=text, attachments=[_file(data, "events.ics")]
        )


async def how_it_went(bot: Steward, plan: Plan, locale: str) -> list[discord.Embed]:
    """Return the report of the last time that an event was held; nothing where it never was."""
    held = await bot.ports.get(SurveyService).held(plan.guild_id, plan.event_id)
    if held is None:
        return []
    report = await bot.ports.get(OutcomeService).report(held.plan, held.occurrence)
    return [report_embed(report, locale, quoting=True)]


def _file(data: bytes, name: str) -> discord.File:
    return discord.File(io.BytesIO(data), filename=name)
