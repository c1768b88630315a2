"""``/event show``, ``list`` and ``cancel``."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import Access, has, managers
from bot.errors import UserError
from bot.text.calendar_words import MONTHS, month_named
from bot.ui.confirm import confirm
from bot.ui.paginator import Paginator
from cogs.events.commands.after import how_it_went
from cogs.events.commands.completing import LABEL, Choices, active_choices, event_choices
from cogs.events.commands.group import EXAMPLE, event, thinking
from cogs.events.domain.plan import PlanState
from cogs.events.embeds.cards import card, month_embeds
from cogs.events.exports.months import month_file
from cogs.events.service.answers import Answered
from cogs.events.service.planning import Planning
from cogs.events.texts import T
from cogs.events.views.card import card_view
from cogs.events.wording import answered_text

if TYPE_CHECKING:
    from bot.client import Steward

_MONTH: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})")
_NAMED: Final = re.compile(r"(?P<name>[a-z]+)\.?(?: (?P<year>\d{4}))?")
_LAST_YEAR: Final = 9_000
_OFFERED: Final = 12
_SCOPES: Final = [
    app_commands.Choice(name=T.plain(f"cancel-{one}"), value=one) for one in ("all", "next")
]


class LookingCommands(commands.Cog):
    """Looking at events, and calling them off; mixed into the cog of ``/event``."""

    _bot: Steward
    _planning: Planning

    @event.command(
        name="show",
        description=T.plain("command-event-show"),
        extras={EXAMPLE: "example-event-show"},
    )
    @app_commands.rename(which="event")
    @app_commands.describe(which=T.plain("option-event"))
    @app_commands.autocomplete(which=event_choices)
    async def show(self, interaction: discord.Interaction[Any], which: str) -> None:
        """Show an event's card, with what the member answered."""
        guild, locale = await thinking(interaction), str(interaction.locale)
        found = await self._planning.details(guild.id, which, locale)
        following = self._planning.following(found.plan, found.occurrence.starts_at)
        mine = await self._planning.said(found, interaction.user.id)
        said = None
        if mine is not None and found.occurrence.is_live:
            said = answered_text(Answered(found.plan, found.occurrence, mine), locale)
        embeds = [card(found, locale, following=following).build()]
        if await has(interaction, Access.MANAGERS):
            embeds += await how_it_went(self._bot, found.plan, locale)
        await interaction.edit_original_response(
            content=said, embeds=embeds, view=card_view(found.occurrence, locale)
        )

    @event.command(
        name="list",
        description=T.plain("command-event-list"),
        extras={EXAMPLE: "example-event-list"},
    )
    @app_commands.describe(
        month=T.plain("option-event-month"), picture=T.plain("option-event-list-picture")
    )
    async def list_(
        self,
        interaction: discord.Interaction[Any],
        month: str | None = None,
        picture: bool = False,
    ) -> None:
        """Show a month: what was, is and will be, recurrences too."""
        guild, locale = await thinking(interaction), str(interaction.locale)
        zone = await self._bot.member_zones.get(guild.id, interaction.user.id)
        today = self._bot.clock.now().astimezone(zone).date()
        first = today.replace(day=1) if month is None else named_month(month, today, locale)
        start, end = (
            datetime.combine(day, time(), zone).astimezone(UTC)
            for day in (first, month_after(first))
        )
        entries = await self._planning.between(guild.id, start, end)
        name = T.plain(f"month-{first.month}", locale)
        title = T.plain("list-title", locale, month=name, year=str(first.year))
        if picture:
            file = await month_file(entries, first, zone, today, locale)
            await interaction.edit_original_response(attachments=[file])
            return
        pages = month_embeds(entries, title, locale)
        await Paginator(pages, owner_id=interaction.user.id, locale=locale).show(interaction)

    @list_.autocomplete("month")
    async def months(self, interaction: discord.Interaction[Any], current: str) -> Choices:
        """Offer this month and those after it."""
        day = self._bot.clock.now().date().replace(day=1)
        found = []
        for _ in range(_OFFERED):
            name = T.plain(f"month-{day.month}", str(interaction.locale))
            label = f"{name} {day.year}"
            if current.strip().casefold() in f"{label} {day:%Y-%m}".casefold():
                found.append(app_commands.Choice(name=label[:LABEL], value=f"{day:%Y-%m}"))
            day = month_after(day)
        return found

    @event.command(
        name="cancel",
        description=T.plain("command-event-cancel"),
        extras={EXAMPLE: "example-event-cancel"},
    )
    @app_commands.rename(which="event")
    @app_commands.describe(which=T.plain("option-event"), scope=T.plain("option-event-scope"))
    @app_commands.choices(scope=_SCOPES)
    @app_commands.autocomplete(which=active_choices)
    @managers()
    async def cancel(
        self, interaction: discord.Interaction[Any], which: str, scope: str | None = None
    ) -> None:
        """Ask, then call an event off; who answered is told."""
        guild, locale = await thinking(interaction), str(interaction.locale)
        found = await self._planning.details(guild.id, which, locale)
        if found.plan.state is not PlanState.ACTIVE:
            raise UserError(T.say("event-over", locale, name=found.plan.name))
        whole = found.plan.recurrence is None or scope == "all"
        question = T.say(
            "cancel-ask-all" if whole else "cancel-ask-next",
            locale,
            name=found.plan.name,
            start=found.occurrence.starts_at,
        )
        # "Cancel" would be taken for calling it off.
        yes, no = T.plain("cancel-yes", locale), T.plain("cancel-no", locale)
        if not await confirm(interaction, question, yes=yes, no=no):
            await interaction.edit_original_response(
                content=T.say("cancel-kept", locale), view=None
            )
            return
        following = await self._planning.cancel(
            guild.id, found.plan.event_id, whole=whole, locale=locale
        )
        text = T.say("cancelled", locale, name=found.plan.name)
        if following is not None:
            at = following.occurrence.starts_at
            text += " " + T.say("cancelled-next", locale, start=at)
        await interaction.edit_original_response(content=text, view=None)


def named_month(said: str, today: date, locale: str) -> date:
    """Return the first day of the month that is named. Raises UserError for what is none."""
    words = " ".join(said.lower().split())
    if match := _MONTH.fullmatch(words):
        year, month = int(match["year"]), int(match["month"])
    else:
        named = _NAMED.fullmatch(words)
        month = (month_named(named["name"]) if named else None) or 0
        year = int(named["year"]) if named and named["year"] else today.year
    if not 1 <= month <= MONTHS or not 1 < year < _LAST_YEAR:
        raise UserError(T.say("month-unreadable", locale, given=said[:LABEL]))
    return date(year, month, 1)


def month_after(month: date) -> date:
    """Return the first day of the month after the one that begins with ``month``."""
    return date(month.year + month.month // MONTHS, month.month % MONTHS + 1, 1)
