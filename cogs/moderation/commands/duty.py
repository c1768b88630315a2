"""Duty: on, off, at set times; and what each one carries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import Access, has, moderators, staff
from bot.errors import UserError
from bot.text.catalogue import Raw
from bot.text.durations import format_duration
from bot.text.escape import escape
from bot.ui.embeds import CAUTION, NEUTRAL, EmbedBuilder
from cogs.moderation.domain.duty import DAYS, Shift, parse_days, parse_time
from cogs.moderation.service.duty import Carried, DutyService
from cogs.moderation.texts import T
from cogs.moderation.views.team import moderators_of

if TYPE_CHECKING:
    from bot.client import Steward

_A_WEEK = 7


class DutyCommands(commands.Cog):
    """The group ``/duty``."""

    def __init__(self, bot: Steward, duty: DutyService) -> None:
        self._bot = bot
        self._duty = duty

    duty = staff()(app_commands.Group(name="duty", description=T.plain("command-duty")))

    @duty.command(name="on", description=T.plain("command-duty-on"))
    @moderators()
    async def on(self, interaction: discord.Interaction[Any]) -> None:
        """Let the moderator be asked from now on."""
        guild, locale = await _thinking(interaction)
        await self._duty.set(guild.id, interaction.user.id, on=True)
        standing = await self._duty.standing(guild.id, interaction.user.id)
        key = "duty-on" if standing.shift is None else "duty-on-until"
        await interaction.edit_original_response(content=T.say(key, locale))

    @duty.command(name="off", description=T.plain("command-duty-off"))
    @moderators()
    async def off(self, interaction: discord.Interaction[Any]) -> None:
        """Ask the moderator no more; say so where nobody else is left."""
        guild, locale = await _thinking(interaction)
        await self._duty.set(guild.id, interaction.user.id, on=False)
        team = await moderators_of(guild, self._bot.guild_settings)
        left = await self._duty.on_now(guild.id, team.keys())
        key = "duty-off" if left else "duty-off-last"
        await interaction.edit_original_response(content=T.say(key, locale))

    @duty.command(
        name="shift",
        description=T.plain("command-duty-shift"),
        extras={"example": "example-duty-shift"},
    )
    @app_commands.describe(
        days=T.plain("option-duty-days"),
        begins=T.plain("option-duty-from"),
        ends=T.plain("option-duty-to"),
    )
    @app_commands.rename(begins="from", ends="to")
    @moderators()
    async def shift(
        self,
        interaction: discord.Interaction[Any],
        days: app_commands.Range[str, 1, 60],
        begins: app_commands.Range[str, 1, 10] | None = None,
        ends: app_commands.Range[str, 1, 10] | None = None,
    ) -> None:
        """Set the moderator's shift, read in their own zone."""
        guild, locale = await _thinking(interaction)
        who = interaction.user.id
        if days.strip().lower() == "none":
            await self._duty.set_shift(guild.id, who, None)
            await interaction.edit_original_response(content=T.say("duty-shift-none", locale))
            return
        if begins is None or ends is None:
            raise UserError(T.say("duty-times-needed", locale))
        shift = _shift(days, begins, ends, locale)
        await self._duty.set_shift(guild.id, who, shift)
        standing = await self._duty.standing(guild.id, who)
        await interaction.edit_original_response(
            content=T.say(
                "duty-shift-set",
                locale,
                days=", ".join(DAYS[day] for day in sorted(shift.days)),
                **{"from": f"{shift.start:%H:%M}", "to": f"{shift.end:%H:%M}"},
                zone=standing.zone.key,
            )
        )

    @duty.command(
        name="load",
        description=T.plain("command-duty-load"),
        extras={"example": "example-duty-load"},
    )
    @app_commands.describe(days=T.plain("option-duty-window"))
    @moderators()
    async def load(
        self,
        interaction: discord.Interaction[Any],
        days: app_commands.Range[int, 1, 90] = _A_WEEK,
    ) -> None:
        """Show what each moderator carried, by name, and where it is too much.

        Who is no manager sees their own.
        """
        guild, locale = await _thinking(interaction)
        team = await moderators_of(guild, self._bot.guild_settings)
        carried = await self._duty.load(guild.id, team.keys(), days)
        hours = await self._duty.hours(guild.id, days)
        all_of_them = await has(interaction, Access.MANAGERS)
        if not all_of_them:
            carried = [one for one in carried if one.load.member_id == interaction.user.id]
        note = "duty-load-note" if all_of_them else "duty-load-own"
        embed = _load_embed(carried, hours, team, days, note, locale)
        await interaction.edit_original_response(embed=embed)


async def _thinking(interaction: discord.Interaction[Any]) -> tuple[discord.Guild, str]:
    await interaction.response.defer(ephemeral=True, thinking=True)
    locale = str(interaction.locale)
    if interaction.guild is None:
        raise UserError(T.say("duty-not-here", locale))
    return interaction.guild, locale


def _shift(days: str, begins: str, ends: str, locale: str) -> Shift:
    chosen = parse_days(days)
    if chosen is None:
        raise UserError(T.say("duty-days-unreadable", locale, given=days))
    start, end = _time(begins, locale), _time(ends, locale)
    if start == end:
        raise UserError(T.say("duty-same", locale))
    return Shift(chosen, start, end)


def _time(given: str, locale: str) -> time:
    found = parse_time(given)
    if found is None:
        raise UserError(T.say("duty-time-unreadable", locale, given=given))
    return found


def _load_embed(
    carried: list[Carried],
    hours: dict[int, timedelta],
    team: dict[int, discord.Member],
    days: int,
    note: str,
    locale: str,
) -> discord.Embed:
    busy = [one for one in carried if one.load.things or hours.get(one.load.member_id)]
    said = T.say(note if busy else "duty-load-nobody", locale)
    colour = CAUTION if any(one.strains for one in busy) else NEUTRAL
    title = T.plain("duty-load-title", locale, days=days)
    card = EmbedBuilder(title, said, colour=colour, locale=locale)
    for one in sorted(busy, key=lambda one: team[one.load.member_id].display_name.casefold()):
        name = escape(team[one.load.member_id].display_name)
        time_on = hours.get(one.load.member_id, timedelta(0))
        card.field(name, "\n".join(_lines(one, time_on, locale)))
    return card.build()


def _lines(one: Carried, time_on: timedelta, locale: str) -> Iterator[str]:
    load = one.load
    yield T.say(
        "duty-load-line",
        locale,
        cases=load.cases,
        items=load.items,
        minutes=load.minutes,
        night=load.night,
    )
    if time_on:
        yield T.say(
            "duty-load-hours", locale, time=Raw(format_duration(time_on, parts=2, locale=locale))
        )
    for strain in one.strains:
        yield f"⚠ {T.say(f'duty-strain-{strain}', locale)}"
