"""What hosts press on the day: begin, end, and the code for those who are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import discord

from bot.checks import Access, has
from bot.errors import UserError
from bot.text.catalogue import ENGLISH
from bot.ui.answer import answer
from bot.ui.views import FromMatch, forwards_errors
from cogs.events.domain.codes import code_at, shown_until
from cogs.events.domain.occurrence import OccurrenceState
from cogs.events.embeds.day import code_text
from cogs.events.service.days import DayService, OnTheDay
from cogs.events.service.queue import FEATURE
from cogs.events.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

_NAMED: Final = r":(?P<guild>\d{1,20}):(?P<event>\d{1,9})\.(?P<number>\d{1,9})"


def control_buttons(on: OnTheDay, locale: str) -> discord.ui.View:
    """Return what the hosts of an occurrence press; it works in direct messages, too."""
    view = discord.ui.View(timeout=None)
    guild_id, event_id = str(on.occurrence.guild_id), str(on.occurrence.event_id)
    named = (guild_id, event_id, str(on.occurrence.number))
    view.add_item(BeginButton(*named, locale))
    view.add_item(EndButton(*named, locale))
    if on.plan.place.is_coded:
        view.add_item(CodeButton(*named, locale))
    return view


def _button(
    name: str,
    style: discord.ButtonStyle,
    named: tuple[str, str, str],
    locale: str,
) -> discord.ui.Button[Any]:
    guild, event, number = named
    return discord.ui.Button(
        label=T.plain(f"button-{name}", locale),
        style=style,
        custom_id=f"events-{name}:{guild}:{event}.{number}",
    )


class _OfHosts(FromMatch):
    """A button of an occurrence that hosts, co-hosts and managers may press."""

    named: tuple[int, int, int]

    async def found(self, interaction: discord.Interaction[Any]) -> OnTheDay:
        """Return what is pressed. Raises UserError where it is gone, or not theirs."""
        bot, locale = cast("Steward", interaction.client), str(interaction.locale)
        on = await bot.ports.get(DayService).find(*self.named)
        if on is None or not await bot.feature_switch.is_on(self.named[0], FEATURE):
            raise UserError(T.say("day-gone", locale))
        if not on.is_hosted_by(interaction.user.id) and not await _manages(interaction, on):
            raise UserError(T.say("day-not-yours", locale))
        return on


class BeginButton(
    _OfHosts, discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"events-begin" + _NAMED
):
    """Lets an event begin before anybody is in its channel, or before its time."""

    def __init__(self, guild: str, event: str, number: str, locale: str = ENGLISH) -> None:
        super().__init__(
            _button("begin", discord.ButtonStyle.success, (guild, event, number), locale)
        )
        self.named = int(guild), int(event), int(number)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Let it begin now; say what it is otherwise."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        on = await self.found(interaction)
        bot = cast("Steward", interaction.client)
        days = bot.ports.get(DayService)
        begun = await days.open(*self.named, bot.clock.now())
        await _say(interaction, on, "day-begun" if begun else _state_key(on))


class EndButton(
    _OfHosts, discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"events-end" + _NAMED
):
    """Ends an event that is on."""

    def __init__(self, guild: str, event: str, number: str, locale: str = ENGLISH) -> None:
        super().__init__(
            _button("end", discord.ButtonStyle.secondary, (guild, event, number), locale)
        )
        self.named = int(guild), int(event), int(number)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """End it now; say what it is otherwise."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        on = await self.found(interaction)
        if on.occurrence.state is not OccurrenceState.OPEN:
            await _say(interaction, on, _state_key(on))
            return
        bot = cast("Steward", interaction.client)
        days = bot.ports.get(DayService)
        ended = await days.close(*self.named, bot.clock.now())
        await _say(interaction, on, "day-ended" if ended else "day-is-held")


class CodeButton(
    _OfHosts, discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"events-code" + _NAMED
):
    """Shows the code of the moment, and who gave one so far."""

    def __init__(self, guild: str, event: str, number: str, locale: str = ENGLISH) -> None:
        super().__init__(
            _button("code", discord.ButtonStyle.primary, (guild, event, number), locale)
        )
        self.named = int(guild), int(event), int(number)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with the code, or bring the answer that was pressed up to date."""
        again = interaction.message is not None and interaction.message.flags.ephemeral
        if again:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
        on = await self.found(interaction)
        if not on.occurrence.is_live:
            raise UserError(T.say(_state_key(on), str(interaction.locale), name=on.plan.name))
        bot, locale = cast("Steward", interaction.client), str(interaction.locale)
        days, now = bot.ports.get(DayService), bot.clock.now()
        day = await days.begin(on.occurrence)
        code = code_at(day.secret, on.occurrence.key, now)
        came = await days.checkins(on.occurrence)
        view = discord.ui.View(timeout=None)
        guild, event, number = map(str, self.named)
        fresh = CodeButton(guild, event, number, locale)
        fresh.item.label = T.plain("button-code-again", locale)
        view.add_item(fresh)
        await interaction.edit_original_response(
            content=code_text(on.plan, code, shown_until(now), came, locale), view=view
        )


def _state_key(on: OnTheDay) -> str:
    return f"day-is-{on.occurrence.state.value}"


async def _say(interaction: discord.Interaction[Any], on: OnTheDay, key: str) -> None:
    await answer(interaction, T.say(key, str(interaction.locale), name=on.plan.name))


async def _manages(interaction: discord.Interaction[Any], on: OnTheDay) -> bool:
    if interaction.guild_id != on.occurrence.guild_id:
        return False
    return await has(interaction, Access.MANAGERS)
