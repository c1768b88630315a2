"""The draft of a round of shout-outs, and what a manager may do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import discord

from bot.checks import Access, require
from bot.ui.embeds import GOOD, NEUTRAL, EmbedBuilder
from bot.ui.views import FromMatch, forwards_errors
from cogs.recognition.domain.shoutouts import WEEK, Candidate, Part, State
from cogs.recognition.service.shoutouts import Round, ShoutoutService
from cogs.recognition.texts import T
from cogs.recognition.wording import shoutout_text

if TYPE_CHECKING:
    from bot.client import Steward


def here(guild: discord.Guild) -> Callable[[int], bool]:
    """Return what tells whether somebody is a human member, as far as members are known."""

    def is_here(member_id: int) -> bool:
        member = guild.get_member(member_id)
        return not guild.chunked if member is None else not member.bot

    return is_here


def shoutout_embed(day: int, picks: list[Candidate], locale: str) -> discord.Embed:
    """Return the message that everybody sees; it names the week in its footer."""
    text = shoutout_text(picks, locale)
    builder = EmbedBuilder(T.plain("shoutout-title", locale), text, colour=GOOD, locale=locale)
    first, last = (date.fromordinal(day - back).isoformat() for back in (WEEK, 1))
    return builder.footer(T.plain("shoutout-week", locale, first=first, last=last)).build()


def draft_embed(found: Round, locale: str) -> discord.Embed:
    """Return a round as managers see it."""
    parts = [T.say(f"shoutout-is-{found.state.value}", locale)]
    if found.picks:
        parts.append(shoutout_text(found.picks, locale))
    elif found.state is State.SKIPPED:
        parts.append(T.say("shoutout-nobody", locale))
    text = "\n\n".join(parts)
    title = T.plain("shoutout-draft-title", locale)
    builder = EmbedBuilder(title, text, colour=NEUTRAL, locale=locale)
    first, last = (date.fromordinal(found.day - back).isoformat() for back in (WEEK, 1))
    return builder.footer(T.plain("shoutout-week", locale, first=first, last=last)).build()


def draft_view(guild: discord.Guild, found: Round, locale: str) -> discord.ui.View:
    """Return what can be done with a draft; nothing with what is none any more."""
    view = discord.ui.View(timeout=None)
    if found.state is not State.DRAFT:
        return view
    if found.picks:
        for what in ("swap", "out"):
            view.add_item(_menu(guild, what, found, locale))
    styles = {"post": discord.ButtonStyle.success, "skip": discord.ButtonStyle.secondary}
    for what, style in styles.items():
        view.add_item(
            discord.ui.Button(
                label=T.plain(f"button-shoutout-{what}", locale),
                style=style,
                custom_id=f"recognition-shoutout-{what}:{found.day}",
                disabled=what == "post" and not found.picks,
            )
        )
    return view


def _menu(guild: discord.Guild, what: str, found: Round, locale: str) -> discord.ui.Select[Any]:
    options = []
    for one in found.picks:
        member = guild.get_member(one.member_id)
        options.append(
            discord.SelectOption(
                label=T.plain(f"part-{one.part.value}", locale),
                value=one.part.value,
                description=member.display_name if member is not None else None,
            )
        )
    return discord.ui.Select(
        custom_id=f"recognition-shoutout-{what}:{found.day}",
        placeholder=T.plain(f"menu-shoutout-{what}", locale),
        options=options,
    )


async def _work(
    interaction: discord.Interaction[Any],
) -> tuple[discord.Guild, ShoutoutService, str]:
    """Check and acknowledge a press; return what it needs."""
    await require(interaction, Access.MANAGERS)
    if interaction.guild is None:
        raise discord.app_commands.NoPrivateMessage
    await interaction.response.defer()
    service = cast("Steward", interaction.client).ports.get(ShoutoutService)
    return interaction.guild, service, str(interaction.locale)


async def _redraw(
    interaction: discord.Interaction[Any], guild: discord.Guild, found: Round
) -> None:
    locale = str(interaction.locale)
    await interaction.edit_original_response(
        embed=draft_embed(found, locale), view=draft_view(guild, found, locale)
    )


class ShoutoutButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"recognition-shoutout-(?P<what>post|skip):(?P<day>\d{1,7})",
):
    """Posts a round, or skips it."""

    def __init__(self, what: str, day: str) -> None:
        super().__init__(discord.ui.Button(custom_id=f"recognition-shoutout-{what}:{day}"))
        self.what = what
        self.day = int(day)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, once, whoever presses first."""
        guild, service, locale = await _work(interaction)
        if self.what == "skip":
            found = await service.skip(guild.id, self.day, locale)
        else:
            settings = await service.settings(guild.id)
            channel_id = settings.shoutout_channel_id or interaction.channel_id or 0
            found = await service.approve(guild.id, self.day, channel_id, locale)
        await _redraw(interaction, guild, found)


class ShoutoutMenu(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"recognition-shoutout-(?P<what>swap|out):(?P<day>\d{1,7})",
):
    """Swaps a person for the next, or leaves one out."""

    def __init__(self, what: str, day: str) -> None:
        super().__init__(discord.ui.Select(custom_id=f"recognition-shoutout-{what}:{day}"))
        self.what = what
        self.day = int(day)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Change the draft."""
        guild, service, locale = await _work(interaction)
        part = Part(self.item.values[0])
        if self.what == "swap":
            found = await service.swap(guild.id, self.day, part, here(guild), locale)
        else:
            found = await service.leave_out(guild.id, self.day, part, locale)
        await _redraw(interaction, guild, found)
