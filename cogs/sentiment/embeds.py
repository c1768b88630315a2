"""How moods look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord

from bot.text.catalogue import Raw, timestamp
from bot.ui.embeds import CAUTION, NEUTRAL, EmbedBuilder
from cogs.sentiment.domain.change import Mood
from cogs.sentiment.domain.privacy import MIN_PEOPLE
from cogs.sentiment.domain.topics import Topic
from cogs.sentiment.service.moods import Channels, Overview
from cogs.sentiment.service.turns import Alert
from cogs.sentiment.settings import GuildSettings
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
        T.say(
            "overview-error",
            locale,
            percent=f"{100 * found.corrected / tally.scored:.1f}" if tally.scored else "0.0",
            corrected=found.corrected,
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


def topics_embed(found: Sequence[Topic], locale: str) -> discord.Embed:
    """Return what is talked about, the plainest first."""
    text = "\n".join(_topic_lines(found, locale)) or T.say("topics-none", locale, people=MIN_PEOPLE)
    builder = EmbedBuilder(T.plain("topics-title", locale), text, colour=NEUTRAL)
    return builder.footer(T.plain("topics-footer", locale, people=MIN_PEOPLE)).build()


def _topic_lines(found: Sequence[Topic], locale: str) -> list[str]:
    return [
        T.say(
            "topic-line",
            locale,
            term=one.term,
            count=one.mood.messages,
            net=signed(one.mood.net or 0.0),
            scored="some" if one.mood.scored else "none",
        )
        for one in found
    ]


def alert_embed(alert: Alert, topics: Sequence[Topic], locale: str) -> discord.Embed:
    """Return what managers hear of a turn, with what the server talks about."""
    text = T.say(
        "alert-text",
        locale,
        place=_place(alert, locale),
        began=timestamp(alert.began, "F"),
        percent=_percent(alert.negative, alert.scored),
        usual=round(100 * alert.usual),
        scored=alert.scored,
        people=alert.people,
    )
    lines = _topic_lines(topics, locale)
    if lines:
        text = "\n".join([text, "", T.say("alert-topics", locale), *lines])
    builder = EmbedBuilder(T.plain("alert-title", locale), text, colour=CAUTION)
    return builder.footer(T.plain("alert-footer", locale)).build()


def alerts_embed(found: Sequence[Alert], settings: GuildSettings, locale: str) -> discord.Embed:
    """Return the newest turns, and how they are looked for."""
    lines = [
        T.say(
            "alerts-line",
            locale,
            began=timestamp(one.began, "f"),
            place=_place(one, locale),
            percent=_percent(one.negative, one.scored),
            usual=round(100 * one.usual),
            false="yes" if one.false_alarm else "no",
        )
        for one in found
    ] or [T.say("alerts-none", locale)]
    if settings.alerts_channel_id is None:
        how = T.say("alerts-off", locale)
    else:
        how = T.say(
            "alerts-on",
            locale,
            channel=Raw(f"<#{settings.alerts_channel_id}>"),
            sensitivity=settings.alert_sensitivity,
            start=f"{settings.quiet_from_hour:02}:00",
            end=f"{settings.quiet_to_hour:02}:00",
        )
    text = "\n".join([*lines, "", how])
    return EmbedBuilder(T.plain("alerts-title", locale), text, colour=NEUTRAL).build()


def _place(alert: Alert, locale: str) -> Raw:
    return Raw(T.say("the-server", locale) if alert.place is None else f"<#{alert.place}>")
