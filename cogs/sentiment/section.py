"""Mood in the weekly report: of the server and its days, from at least five people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

from babel.dates import format_date
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import Database
from bot.reports import Figure, Finding, ReportRequest, Section
from bot.windows import Window
from cogs.sentiment import repository
from cogs.sentiment.domain.labels import Tally
from cogs.sentiment.domain.privacy import MIN_PEOPLE, enough, shown_days, together
from cogs.sentiment.domain.trend import STANDS_OUT, negative_weight, net_weight
from cogs.sentiment.repository import corrections
from cogs.sentiment.texts import T

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Mood:
    """The mood of a window, and from how many people it comes.

    ``days``: by local day; ``writers``: who wrote anything; ``people``: who wrote what was
    scored, by day, as bits, or None where that is not known any more; ``corrected``: how many
    messages people said were labelled wrongly.
    """

    days: Mapping[int, Tally]
    writers: int
    people: Mapping[int, int] | None
    corrected: int = 0

    @property
    def total(self) -> Tally:
        """The mood of the whole window."""
        return reduce(lambda left, right: left + right, self.days.values(), Tally())

    @property
    def coverage_shown(self) -> bool:
        """Whether it may be shown how much was scored."""
        return enough(self.writers)

    @property
    def shown(self) -> bool:
        """Whether the mood itself may be shown."""
        if self.people is None or not self.coverage_shown:
            return False
        return enough(together(self.people.values()).bit_count())

    @property
    def shown_days(self) -> set[int]:
        """The days whose mood may be shown."""
        if self.people is None or not self.shown:
            return set()
        return shown_days(self.people) & self.days.keys()


class SentimentSection:
    """The sentiment figures of kpis.md."""

    key = "sentiment"
    order = 10

    def __init__(self, database: Database) -> None:
        self._database = database

    async def collect(self, request: ReportRequest) -> Section:
        """Compute the section of ``request``'s window."""
        guild_id, window, locale = request.guild_id, request.window, request.locale
        async with self._database.read() as connection:
            now = await _mood(connection, guild_id, window)
            before = await _mood(connection, guild_id, window.shifted(-window.days))
        figures = _figures(now)
        return Section(
            key=self.key,
            title=T.plain("section-sentiment", locale),
            figures=figures,
            labels={
                figure.key: T.plain(f"figure-{figure.key.replace('_', '-')}", locale)
                for figure in figures
            },
            series={"sentiment_by_day": _series(now, window)},
            findings=[
                *_findings(now, before, window, locale),
                *_gloomiest(now, window, locale),
            ],
            notes=list(_notes(now, locale)),
        )


async def _mood(connection: AsyncConnection, guild_id: int, window: Window) -> Mood:
    return Mood(
        days=await repository.tallies_by_day(connection, guild_id, window),
        writers=await repository.writers(connection, guild_id, window),
        people=await repository.scored_people(connection, guild_id, window),
        corrected=await corrections.corrected(connection, guild_id, window),
    )


def _figures(mood: Mood) -> list[Figure]:
    total = mood.total
    net, positive, neutral, negative, net_counts = (
        (
            total.net,
            total.positive,
            total.neutral,
            total.negative,
            (total.positive - total.negative, total.scored),
        )
        if mood.shown
        else (None, None, None, None, None)
    )
    scored, coverage, coverage_counts = (
        (total.scored, total.coverage, (total.scored, total.messages))
        if mood.coverage_shown
        else (None, None, None)
    )
    corrected = (mood.corrected, total.scored) if mood.shown and total.scored else None
    error = mood.corrected / total.scored if corrected is not None else None
    return [
        Figure("sentiment_net", net, "score", 1, net_counts, headline=True),
        Figure("sentiment_positive", positive, better=1),
        Figure("sentiment_neutral", neutral),
        Figure("sentiment_negative", negative, better=-1),
        Figure("sentiment_scored", scored),
        Figure("sentiment_coverage", coverage, "rate", 0, coverage_counts),
        Figure("sentiment_corrected", error, "rate", -1, corrected),
    ]


def _series(mood: Mood, window: Window) -> list[dict[str, int] | None]:
    shown = mood.shown_days
    return [
        {
            "positive": mood.days[day].positive,
            "neutral": mood.days[day].neutral,
            "negative": mood.days[day].negative,
        }
        if day in shown
        else None
        for day in range(window.first_day, window.end_day)
    ]


def _findings(now: Mood, before: Mood, window: Window, locale: str) -> Iterator[Finding]:
    net, net_before = now.total.net, before.total.net
    if not (now.shown and before.shown) or net is None or net_before is None:
        return
    moods = {day: now.days[day].net or 0.0 for day in sorted(now.shown_days)}
    if not moods or _signed(net) == _signed(net_before):
        return
    up = net > net_before
    day = (max if up else min)(moods, key=lambda key: moods[key])
    yield Finding(
        T.plain(
            "finding-mood",
            locale,
            direction="up" if up else "down",
            now=_signed(net),
            before=_signed(net_before),
            day=_day(day, window, locale),
        ),
        net_weight(now.total, before.total),
    )


def _gloomiest(now: Mood, window: Window, locale: str) -> Iterator[Finding]:
    """Name the day on which far more was negative than on the others."""
    days = {day: now.days[day] for day in sorted(now.shown_days) if now.days[day].scored}
    if len(days) < 2:  # noqa: PLR2004 - a day stands out from others only
        return
    day = max(days, key=lambda key: days[key].negative / days[key].scored)
    others = reduce(
        lambda left, right: left + right, (t for key, t in days.items() if key != day), Tally()
    )
    weight = negative_weight(days[day], others)
    if weight < STANDS_OUT:
        return
    yield Finding(
        T.plain(
            "finding-gloomy-day",
            locale,
            day=_day(day, window, locale),
            percent=round(100 * days[day].negative / days[day].scored),
            others=round(100 * others.negative / others.scored),
        ),
        weight,
    )


def _notes(mood: Mood, locale: str) -> Iterator[str]:
    if mood.shown or not mood.total.messages:
        return
    if mood.people is None and mood.coverage_shown:
        yield T.plain("note-facts-gone", locale, people=MIN_PEOPLE)
    else:
        yield T.plain("note-few-people", locale, people=MIN_PEOPLE)


def _day(day: int, window: Window, locale: str) -> str:
    form = "EEEE" if window.days <= _WEEK else "d MMMM"
    return str(format_date(date.fromordinal(day), form, T.plain("calendar-language", locale)))


def _signed(value: float) -> str:
    text = f"{value:+.2f}"
    return text.replace("-", "−") if float(text) else text[1:]
