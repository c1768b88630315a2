"""The funnel in words."""

from __future__ import annotations

from datetime import timedelta

import discord

from bot.text.durations import format_duration
from bot.text.escape import escape
from bot.ui.embeds import EmbedBuilder
from cogs.onboarding.domain.funnel import Funnel, SourceResult
from cogs.onboarding.domain.invites import INVITE, VANITY
from cogs.onboarding.service.funnel import FunnelReport
from cogs.onboarding.texts import T

PICTURE = "funnel.png"
_SOURCES = 10
_NONE = "—"


def funnel_embed(report: FunnelReport, locale: str, *, sees_invites: bool = True) -> discord.Embed:
    """Return the funnel with its comparison, and what came of each invite.

    Where the bot does not see invites it says what to do about that.
    """
    builder = EmbedBuilder(
        title=T.say("funnel-title", locale),
        description=T.say("funnel-window", locale, window=report.window.label),
        locale=locale,
    )
    builder.field(T.say("funnel-joined", locale), _joined(report))
    for (name, count, of), (_, before, before_of) in zip(
        report.now.stages, report.before.stages, strict=True
    ):
        now, earlier = share(count, of), share(before, before_of)
        if of:
            text = T.say("funnel-stage", locale, share=now, count=count, of=of, before=earlier)
        else:
            text = T.say("funnel-compared", locale, now=now, before=earlier)
        builder.field(T.say(f"funnel-{name}", locale), text, inline=True)
    builder.field(
        T.say("funnel-first-message", locale),
        T.say(
            "funnel-compared",
            locale,
            now=_wait(report.now, locale),
            before=_wait(report.before, locale),
        ),
        inline=True,
    )
    lines = [_source(one, locale) for one in report.sources[:_SOURCES]]
    if not sees_invites:
        lines.append(T.say("funnel-no-invites", locale))
    if lines:
        builder.field(T.say("funnel-sources", locale), "\n".join(lines))
    if report.waiting:
        builder.footer(T.plain("funnel-waiting", locale, count=report.waiting))
    return builder.image(f"attachment://{PICTURE}").build()


def funnel_picture(report: FunnelReport, locale: str) -> bytes:
    """Return the funnel as a PNG; for the process that draws."""
    # matplotlib takes a while to load: only where a picture is drawn.
    from cogs.onboarding.charts import funnel_chart  # noqa: PLC0415

    return funnel_chart(report, locale)


def funnel_alt_text(report: FunnelReport, locale: str) -> str:
    """Return what the picture shows, for who cannot see it."""
    stages = ", ".join(
        f"{T.plain(f'funnel-{name}', locale)}: {count}" for name, count, _ in report.now.stages
    )
    return f"{T.plain('funnel-joined', locale)}: {report.now.joined}, {stages}"[:1_024]


def share(count: int, of: int) -> str:
    """Return a share in per cent, a dash where there is nothing to divide by."""
    return f"{round(100 * count / of)} %" if of else _NONE


def source_name(result: SourceResult, locale: str) -> str:
    """Return what a source is called."""
    if result.source.kind == INVITE:
        return T.plain("source-invite", locale, code=result.source.code or "?")
    return T.plain("source-vanity" if result.source.kind == VANITY else "source-unknown", locale)


def _joined(report: FunnelReport) -> str:
    return f"{report.now.joined:,} ({report.before.joined:,})"


def _wait(funnel: Funnel, locale: str) -> str:
    seconds = funnel.first_message_median_s
    if seconds is None:
        return _NONE
    return format_duration(timedelta(seconds=round(seconds)), parts=2, locale=locale)


def _source(result: SourceResult, locale: str) -> str:
    return T.say(
        "funnel-source",
        locale,
        name=escape(source_name(result, locale)),
        joined=result.funnel.joined,
        wrote=share(result.funnel.wrote, result.funnel.joined),
        day7=share(result.funnel.day_7, result.funnel.day_7_of),
    )
