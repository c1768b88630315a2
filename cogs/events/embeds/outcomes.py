"""How an event went, as embeds that managers read."""

from __future__ import annotations

import discord

from bot.text.catalogue import timestamp
from bot.text.truncate import truncate
from bot.ui.embeds import FIELD_VALUE, GOOD, EmbedBuilder
from cogs.events.domain.outcome import Outcome
from cogs.events.domain.survey import LEAST_ANSWERS, SurveyResult
from cogs.events.service.outcomes import EventReport
from cogs.events.texts import T

_UNKNOWN = "–"
_MINUTE_S = 60
# Comments beside the figures; /event survey has them all.
_SHOWN = 3
_COMMENT = 250


def report_embed(report: EventReport, locale: str, *, quoting: bool) -> discord.Embed:
    """Return an event's figures, beside those of the last of its series.

    ``quoting`` a few comments is for what only one person sees for a while: what is posted stays
    when a member has theirs deleted.
    """
    outcome, occurrence = report.outcome, report.occurrence
    earlier = report.before[1] if report.before else None
    when = timestamp(occurrence.starts_at, "f")
    if report.before:
        last = timestamp(report.before[0].starts_at, "D")
        about = T.say("outcome-about-series", locale, when=when, last=last)
    else:
        about = T.say("outcome-about", locale, when=when)
    embed = EmbedBuilder(
        T.plain("outcome-title", locale, event=report.plan.name),
        about,
        colour=GOOD,
        locale=locale,
    )
    now, then = figure_lines(outcome, locale), figure_lines(earlier, locale) if earlier else {}
    for key, value in now.items():
        text = value
        if key in then:
            text = T.plain("outcome-before", locale, value=value, before=then[key])
        embed.field(T.plain(f"outcome-{key}", locale), text, inline=True)
    shown = outcome.survey.comments[:_SHOWN] if quoting else ()
    if shown:
        embed.field(T.plain("outcome-comments", locale), _comments(shown, locale))
    return embed.build()


def figure_lines(outcome: Outcome, locale: str) -> dict[str, str]:
    """Return each figure in words by its key."""
    show_up = outcome.show_up
    survey = outcome.survey
    return {
        "rsvps": str(outcome.rsvps),
        "came": T.plain("outcome-came-new", locale, came=outcome.came, new=outcome.first_timers),
        "show-up": _UNKNOWN
        if show_up is None
        else T.plain(
            "outcome-share", locale, percent=round(100 * show_up), missing=outcome.no_shows
        ),
        "minutes": _UNKNOWN
        if outcome.mean_s is None
        else T.plain("outcome-mean", locale, minutes=round(outcome.mean_s / _MINUTE_S)),
        "peak": _UNKNOWN if outcome.peak is None else str(outcome.peak),
        "talk": T.plain(
            "outcome-written", locale, messages=outcome.messages, questions=outcome.questions
        ),
        "rating": rating_text(survey, locale),
    }


def rating_text(survey: SurveyResult, locale: str) -> str:
    """Return what a survey says in a few words."""
    if survey.mean is None:
        return T.plain(
            "outcome-rating-few",
            locale,
            answers=survey.answers,
            asked=survey.asked,
            least=LEAST_ANSWERS,
        )
    return T.plain(
        "outcome-rating-mean",
        locale,
        mean=f"{survey.mean:.1f}",
        answers=survey.answers,
        asked=survey.asked,
    )


def survey_embeds(event: str, survey: SurveyResult, locale: str) -> list[discord.Embed]:
    """Return what a survey says: the mean, how many gave what, and every comment, in pages."""
    lines = [rating_text(survey, locale)]
    for rating, count in reversed(list(enumerate(survey.stars, 1))):
        lines.append(T.plain("survey-line", locale, rating=rating, count=count))
    if survey.comments:
        lines += ["", *(T.say("survey-comment", locale, comment=one) for one in survey.comments)]
    elif survey.is_shown:
        lines += ["", T.plain("survey-no-comments", locale)]
    title = T.plain("survey-title", locale, event=event)
    return EmbedBuilder(title, "\n".join(lines), locale=locale).build_pages()


def _comments(comments: tuple[str, ...], locale: str) -> str:
    lines = [T.say("survey-comment", locale, comment=truncate(one, _COMMENT)) for one in comments]
    return truncate("\n".join(lines), FIELD_VALUE)
