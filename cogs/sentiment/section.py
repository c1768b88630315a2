"""Mood in the weekly report: of the server and its days, from at least five people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce

from bot.db import Database
from bot.reports import Figure, Finding, ReportRequest, Section
from bot.text.dates import weekday
from bot.windows import Window
from cogs.sentiment import repository
from cogs.sentiment.domain.labels import Tally
from cogs.sentiment.domain.trend import net_weight
from cogs.sentiment.texts import T

# limits.md: a figure from fewer people is not shown.
MIN_PEOPLE = 5


class SentimentSection:
    """The sentiment figures of kpis.md."""

    key = "sentiment"
    order = 10

    def __init__(self, database: Database) -> None:
        self._database = database

    async def collect(self, request: ReportRequest) -> Section:
        """Compute the section of ``request``'s window."""
        guild_id, window, locale = request.guild_id, request.window, request.locale
        before = window.shifted(-window.days)
        async with self._database.read() as connection:
            days = await repository.tallies_by_day(connection, guild_id, window)
            days_before = await repository.tallies_by_day(connection, guild_id, before)
            people_by_day = await repository.writers_by_day(connection, guild_id, window)
            people = await repository.writers(connection, guild_id, window)
            people_before = await repository.writers(connection, guild_id, before)
        shown = people >= MIN_PEOPLE
        total = _sum(days)
        figures = _figures(total, shown=shown)
        findings = []
        if shown and people_before >= MIN_PEOPLE:
            findings = _findings(days, days_before, people_by_day, window, locale)
        return Section(
            key=self.key,
            title=T.plain("section-sentiment", locale),
            figures=figures,
            labels={
                figure.key: T.plain(f"figure-{figure.key.replace('_', '-')}", locale)
                for figure in figures
            },
            series={"sentiment_by_day": _series(days, people_by_day, window)},
            findings=findings,
            notes=[T.plain("note-few-people", locale, people=MIN_PEOPLE)]
            if total.messages and not shown
            else [],
        )


def _figures(total: Tally, *, shown: bool) -> list[Figure]:
    def value(number: float | None) -> float | None:
        return number if shown else None

    net_counts = (total.positive - total.negative, total.scored) if shown else None
    return [
        Figure("sentiment_net", value(total.net), "score", 1, net_counts, headline=True),
        Figure("sentiment_positive", value(total.positive), better=1),
        Figure("sentiment_neutral", value(total.neutral)),
        Figure("sentiment_negative", value(total.negative), better=-1),
        Figure("sentiment_scored", total.scored),
        Figure("sentiment_coverage", total.coverage, "rate", 0, (total.scored, total.messages)),
    ]


def _series(
    days: Mapping[int, Tally], people: Mapping[int, int], window: Window
) -> list[dict[str, int] | None]:
    return [
        {
            "positive": days[day].positive,
            "neutral": days[day].neutral,
            "negative": days[day].negative,
        }
        if day in days and people.get(day, 0) >= MIN_PEOPLE
        else None
        for day in range(window.first_day, window.end_day)
    ]


def _findings(
    days: Mapping[int, Tally],
    days_before: Mapping[int, Tally],
    people: Mapping[int, int],
    window: Window,
    locale: str,
) -> list[Finding]:
    now, before = _sum(days), _sum(days_before)
    if now.net is None or before.net is None or now.net == before.net:
        return []
    up = now.net > before.net
    candidates = {
        day: tally.net
        for day, tally in days.items()
        if tally.net is not None and people.get(day, 0) >= MIN_PEOPLE
    }
    if not candidates:
        return []
    day = (max if up else min)(sorted(candidates), key=lambda key: candidates[key])
    return [
        Finding(
            T.plain(
                "finding-mood",
                locale,
                direction="up" if up else "down",
                now=_signed(now.net),
                before=_signed(before.net),
                day=weekday(date.fromordinal(day), locale),
            ),
            net_weight(now, before),
        )
    ]


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")  # noqa: RUF001 - a minus sign, as people write it


def _sum(days: Mapping[int, Tally]) -> Tally:
    return reduce(lambda left, right: left + right, days.values(), Tally())
