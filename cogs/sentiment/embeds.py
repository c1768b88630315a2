"""How moods look."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot.text.catalogue import Raw
from bot.ui.embeds import NEUTRAL, EmbedBuilder
from cogs.sentiment.domain.change import Mood
from cogs.sentiment.domain.privacy import MIN_PEOPLE
from cogs.sentiment.service.moods import Channels, Overview
from cogs.sentiment.texts import T


def signed(value: float) -> str:
    """Return a net mood with its sign: ``+0.25``, ``−0.25``, ``0.00``."""
    text = f"{value:+.2f}"
    return text.replace("-", "−") if float(text) else text[1:]


def _percent(count: int, of: int) -> int:
    return round(100 * count / of) if of else 0


def overview_embed(found: Overview, days: int, locale: str) -> discord.Embed:
    """Return the mood of a server in words."""
    title = T.plain("overview-title", locale, days=days)
    if found.mood is None:
        text = T.say("overview-few", locale, people=MIN_PEOPLE, days=days)
        return EmbedBuilder(title, text, colour=NEUTRAL).build()
    mood = found.mood
    tally = mood.now
    lines = [
        _net(mood, locale),
        T.say(
            "overview-shares",
            locale,
            positive=_percent(tally.positive, tally.scored),
            neutral=_percent(tally.neutral, tally.scored),
            negative=_percent(tally.negative, tally.scored),
        ),
        T.say(
            "overview-n",
            locale,
            scored=tally.scored,
            messages=tally.messages,
            people=mood.people,
        ),
    ]
    builder = EmbedBuilder(title, "\n".join(lines), colour=NEUTRAL)
    return builder.footer(T.plain("overview-footer", locale, people=MIN_PEOPLE)).build()


def channels_embed(
    found: Channels, readable: Iterable[int], days: int, locale: str
) -> list[discord.Embed]:
    """Return a line for each channel of ``readable``, the gloomiest first."""
    moods = {channel: found.moods[channel] for channel in readable if channel in found.moods}
    ranked = sorted(moods.items(), key=lambda item: item[1].now.net or 0.0)
    lines = [
        T.say(
            "channel-line",
            locale,
            channel=Raw(f"<#{channel}>"),
            net=Raw(_net(mood, locale)),
            scored=mood.now.scored,
            people=mood.people,
        )
        for channel, mood in ranked
    ]
    if not lines:
        lines.append(T.say("channels-few", locale, people=MIN_PEOPLE, days=days))
    elif found.held_back:
        lines += ["", T.say("channels-held-back", locale, count=found.held_back, people=MIN_PEOPLE)]
    title = T.plain("channels-title", locale, days=days)
    return EmbedBuilder(title, "\n".join(lines), colour=NEUTRAL).build_pages()


def _net(mood: Mood, locale: str) -> str:
    before = mood.before.net if mood.before is not None else None
    return T.say(
        "mood-net",
        locale,
        net=signed(mood.now.net or 0.0),
        margin=f"{mood.margin or 0.0:.2f}",
        direction=mood.direction.value,
        before=signed(before or 0.0),
    )
