"""Insights' own section of the report: membership, activity, retention, answers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import directory
from bot.clock import Clock
from bot.db import Database
from bot.reports import Figure, Finding, ReportRequest, Section
from bot.text.dates import weekday
from bot.text.durations import format_duration
from bot.windows import Window, local_day
from cogs.insights import repository
from cogs.insights.domain import figures as f
from cogs.insights.domain.findings import (
    Contribution,
    count_weight,
    peak,
    strongest,
)
from cogs.insights.domain.responses import ResponseFigures, response_figures, waits
from cogs.insights.service import iso_days, series_of
from cogs.insights.texts import T

# kpis.md: a share above this, sustained, is fragile.
FRAGILE_TOP_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Counts:
    """What the repository gives for one window."""

    members: int
    members_before: int
    imported: bool
    active: int
    communicators: int
    dau: dict[int, int]
    observed_days: int
    mau: int
    joins: int
    leaves: dict[str, int]
    activated: int
    active_before: int
    retained: int
    lost: int
    reactivated: int
    messages: dict[int, int]
    channels: dict[int, int]
    top: int
    responses: ResponseFigures


class CommunitySection:
    """The figures of kpis.md that the ledger's own facts give."""

    key = "community"
    order = 0

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def collect(self, request: ReportRequest) -> Section:
        """Compute the section of ``request``'s window."""
        window = request.window
        before = window.shifted(-window.days)
        async with self._database.read() as connection:
            counts = await self._counts(connection, request)
            earlier = _Earlier(
                messages=await repository.messages_by_day(
                    connection, request.guild_id, before.first_day, before.end_day
                ),
                channels=await repository.messages_by_channel(
                    connection, request.guild_id, before.first_day, before.end_day
                ),
                responses=await self._responses(connection, replace(request, window=before)),
            )
            cohorts = await self._cohorts(connection, request, imported=counts.imported)
            weeks = await self._weeks(connection, request)
            names = await directory.channel_names(connection, request.guild_id)
        figures = _figures(counts)
        locale = request.locale
        return Section(
            key=self.key,
            title=T.plain("section-community", locale),
            figures=figures,
            labels={figure.key: T.plain(f"figure-{_id(figure.key)}", locale) for figure in figures},
            series={
                "days": iso_days(window),
                "messages_by_day": series_of(counts.messages, window),
                "active_by_day": series_of(counts.dau, window),
                "previous_messages_by_day": series_of(earlier.messages, before)
                if earlier.messages
                else None,
                "cohorts": cohorts,
                **weeks,
            },
            findings=_findings(counts, earlier, window, names, locale),
            notes=_notes(counts, request),
        )

    async def _counts(self, connection: AsyncConnection, request: ReportRequest) -> Counts:
        guild_id, window = request.guild_id, request.window
        span = window.first_day, window.end_day
        before = window.first_day - window.days, window.first_day
        members, members_before, imported = await self._members(connection, guild_id, window)
        quiet_from = min(window.first_day, window.first_day - f.SILENT_DAYS + window.days - 1)
        first_in, last_before = await repository.returns(
            connection, guild_id, *span, quiet_from=quiet_from
        )
        return Counts(
            members=members,
            members_before=members_before,
            imported=imported,
            active=await repository.active_members(connection, guild_id, *span),
            communicators=await repository.communicators(connection, guild_id, *span),
            dau=await repository.active_by_day(connection, guild_id, *span),
            observed_days=await self._observed_days(connection, guild_id, window),
            mau=await repository.active_members(
                connection, guild_id, window.end_day - f.MONTH_DAYS, window.end_day
            ),
            joins=await repository.joins(connection, guild_id, window.start, window.end),
            leaves=await repository.leaves(connection, guild_id, window.start, window.end),
            activated=await repository.activated(connection, guild_id, window.start, window.end),
            active_before=await repository.active_members(connection, guild_id, *before),
            retained=await repository.still_active(connection, guild_id, before, span),
            lost=await repository.lost_regulars(
                connection, guild_id, (window.first_day - f.REGULAR_DAYS, window.first_day), span
            ),
            reactivated=f.reactivated(first_in, last_before),
            messages=await repository.messages_by_day(connection, guild_id, *span),
            channels=await repository.messages_by_channel(connection, guild_id, *span),
            top=await repository.top_messages(connection, guild_id, *span),
            responses=await self._responses(connection, request),
        )

    async def _members(
        self, connection: AsyncConnection, guild_id: int, window: Window
    ) -> tuple[int, int, bool]:
        """Return members at the window's end and at its start, and whether by writing only."""
        _, census_at = await directory.guild_entry(connection, guild_id)
        if census_at is None or window.end <= census_at:
            return (
                await repository.writers_before(connection, guild_id, window.end_day),
                await repository.writers_before(connection, guild_id, window.first_day),
                True,
            )
        return (
            await repository.members_at(connection, guild_id, window.end),
            await repository.members_at(connection, guild_id, window.start),
            False,
        )

    async def _observed_days(
        self, connection: AsyncConnection, guild_id: int, window: Window
    ) -> int:
        first = await repository.observed_since(connection, guild_id)
        if first is None:
            return 0
        today = local_day(self._clock.now(), window.zone)
        return max(0, min(window.end_day, today + 1) - max(window.first_day, first))

    async def _responses(
        self, connection: AsyncConnection, request: ReportRequest
    ) -> ResponseFigures:
        window = request.window
        asked = await repository.queries(
            connection, request.guild_id, window.start, window.end, request.help_channel_ids
        )
        if not asked:
            return response_figures([])
        answers = await repository.possible_answers(
            connection,
            request.guild_id,
            window.start,
            window.end,
            channels={query.post.channel_id for query in asked if not query.is_post},
            posts={query.post.channel_id for query in asked if query.is_post},
        )
        return response_figures(waits(asked, answers))

    async def _cohorts(
        self, connection: AsyncConnection, request: ReportRequest, *, imported: bool
    ) -> list[dict[str, object]]:
        window = request.window
        if window.days != 7:  # noqa: PLR2004 - cohorts are weekly
            return []
        weeks = [window.shifted(-7 * ago) for ago in range(f.COHORT_WEEKS, -1, -1)]
        base, end = weeks[0].first_day, window.end_day
        if imported:
            sizes, active = await repository.cohorts_of_writers(
                connection, request.guild_id, base, end
            )
        else:
            borders = [*(week.start for week in weeks), window.end]
            sizes, active = await repository.cohorts_of_joiners(
                connection, request.guild_id, base, end, borders
            )
        return [
            {
                "week": week.label,
                "size": sizes[index],
                "shares": [
                    f.ratio(active.get((index, index + k), 0), sizes[index])
                    if index + k < len(weeks)
                    else None
                    for k in range(1, f.COHORT_WEEKS + 1)
                ],
            }
            for index, week in enumerate(weeks[:-1])
            if sizes.get(index)
        ]

    async def _weeks(
        self, connection: AsyncConnection, request: ReportRequest
    ) -> dict[str, object]:
        window = request.window
        first = await repository.observed_since(connection, request.guild_id)
        weeks = [window.shifted(-window.days * ago) for ago in range(f.COHORT_WEEKS - 1, -1, -1)]
        seen = [week for week in weeks if first is not None and week.end_day > first]
        messages = await repository.messages_by_day(
            connection, request.guild_id, weeks[0].first_day, window.end_day
        )
        return {
            "weeks": [week.label for week in seen],
            "messages_by_week": [sum(series_of(messages, week)) for week in seen],
            "active_by_week": [
                await repository.active_members(
                    connection, request.guild_id, week.first_day, week.end_day
                )
                for week in seen
            ],
        }


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What findings compare with: the window before."""

    messages: dict[int, int]
    channels: dict[int, int]
    responses: ResponseFigures


def _id(key: str) -> str:
    return key.replace("_", "-")


def _figures(c: Counts) -> list[Figure]:
    total = sum(c.messages.values())
    dau = sum(c.dau.values()) / c.observed_days if c.observed_days else None
    stickiness = f.ratio(dau, c.mau) if dau is not None else None
    left = sum(c.leaves.values())
    answers = c.responses
    return [
        Figure("members", c.members, better=1, headline=True),
        Figure("active_members", c.active, better=1, headline=True),
        _rate("engagement_rate", c.active, c.members, headline=True),
        Figure("communicators", c.communicators, better=1),
        Figure("messages", total, better=1, headline=True),
        Figure("dau_mean", dau, better=1),
        Figure("wau", c.active, better=1),
        Figure("mau", c.mau, better=1),
        Figure("stickiness", stickiness, "rate", 1, (dau, c.mau) if dau is not None else None),
        Figure("joins", c.joins, better=1, headline=True),
        Figure("leaves", left, better=-1),
        Figure("leaves_kicked", c.leaves.get("kick", 0)),
        Figure("leaves_banned", c.leaves.get("ban", 0)),
        Figure("net_growth", c.joins - left, better=1),
        _rate("growth_rate", c.joins - left, 0 if c.imported else c.members_before),
        _rate("activation_rate", c.activated, c.joins),
        _rate("retention_rate", c.retained, c.active_before, headline=True),
        Figure("lost_regulars", c.lost, better=-1),
        Figure("reactivated", c.reactivated, better=1),
        _rate("top10_share", c.top, total, better=-1),
        Figure("queries", answers.queries),
        Figure("response_median_s", answers.median_s, "seconds", -1, headline=True),
        Figure("response_p90_s", answers.p90_s, "seconds", -1),
        _rate("response_coverage_24h", answers.answered_24h, answers.queries),
        _rate("response_coverage_7d", answers.answered, answers.queries),
    ]


def _rate(
    key: str, part: int, whole: int, *, better: Literal[-1, 1] = 1, headline: bool = False
) -> Figure:
    return Figure(key, f.ratio(part, whole), "rate", better, (part, whole), headline)


def _notes(counts: Counts, request: ReportRequest) -> list[str]:
    notes = []
    if counts.imported:
        notes.append(T.plain("note-imported", request.locale))
    if not counts.responses.queries and not request.help_channel_ids:
        notes.append(T.plain("note-no-help-channels", request.locale))
    return notes


def _findings(
    c: Counts, earlier: _Earlier, window: Window, names: Mapping[int, str], locale: str
) -> list[Finding]:
    now, before = sum(c.messages.values()), sum(earlier.messages.values())
    found: list[Finding] = []
    if before and now != before:
        found.append(_message_change(c, earlier, window, names, locale))
    elif now:
        found.append(_first_look(c, window, names, locale))
    if c.active_before:
        weight = count_weight(c.active, c.active_before)
        found.append(
            Finding(
                T.plain(
                    "finding-active",
                    locale,
                    direction=_direction(c.active - c.active_before),
                    now=c.active,
                    before=c.active_before,
                    retained=c.retained,
                    lost=c.active_before - c.retained,
                    fresh=c.active - c.retained,
                ),
                weight,
            )
        )
    if c.lost:
        found.append(
            Finding(
                T.plain("finding-lost", locale, count=c.lost), count_weight(c.lost, c.reactivated)
            )
        )
    if c.reactivated:
        found.append(
            Finding(
                T.plain("finding-reactivated", locale, count=c.reactivated),
                count_weight(c.reactivated, 0),
            )
        )
    found += _response_change(c.responses, earlier.responses, locale)
    if now and c.top / now > FRAGILE_TOP_SHARE:
        found.append(
            Finding(T.plain("finding-top10", locale, percent=round(100 * c.top / now)), 1.5)
        )
    return found


def _response_change(now: ResponseFigures, before: ResponseFigures, locale: str) -> list[Finding]:
    if now.median_s is None or before.median_s is None:
        return []
    slower = now.median_s > before.median_s
    # A rough weight: how many times longer or shorter, by how many answers stand behind it.
    factor = (max(now.median_s, before.median_s) + 60) / (min(now.median_s, before.median_s) + 60)
    weight = math.log2(factor) * math.sqrt(min(now.answered, before.answered))
    if weight < 1:
        return []
    return [
        Finding(
            T.plain(
                "finding-response",
                locale,
                direction="up" if slower else "down",
                now=format_duration(timedelta(seconds=round(now.median_s))),
                before=format_duration(timedelta(seconds=round(before.median_s))),
                queries=now.queries,
                unanswered=now.queries - now.answered,
            ),
            weight,
        )
    ]


def _message_change(
    c: Counts, earlier: _Earlier, window: Window, names: Mapping[int, str], locale: str
) -> Finding:
    now, before = sum(c.messages.values()), sum(earlier.messages.values())
    shifted = {day + window.days: count for day, count in earlier.messages.items()}
    return Finding(
        T.plain(
            "finding-messages",
            locale,
            direction=_direction(now - before),
            percent=round(100 * abs(now - before) / before),
            now=now,
            before=before,
            channel=_channel(strongest(c.channels, earlier.channels), names),
            channel_delta=_delta(strongest(c.channels, earlier.channels)),
            day=_day(strongest(c.messages, shifted), locale),
            day_delta=_delta(strongest(c.messages, shifted)),
        ),
        count_weight(now, before),
    )


def _first_look(c: Counts, window: Window, names: Mapping[int, str], locale: str) -> Finding:
    by_day = series_of(c.messages, window)
    busiest = peak(by_day) or 0
    channel = max(c.channels, key=lambda key: c.channels[key])
    return Finding(
        T.plain(
            "finding-first",
            locale,
            day=_weekday(window.first_day + busiest, locale),
            day_count=by_day[busiest],
            channel=_name(channel, names),
            channel_count=c.channels[channel],
        ),
        1.0,
    )


def _direction(delta: float) -> str:
    return "up" if delta > 0 else "down" if delta < 0 else "same"


def _delta(part: Contribution | None) -> int:
    return abs(part.delta) if part is not None else 0


def _channel(part: Contribution | None, names: Mapping[int, str]) -> str:
    return _name(part.key, names) if part is not None else ""


def _name(channel_id: int, names: Mapping[int, str]) -> str:
    return "#" + names.get(channel_id, str(channel_id))


def _day(part: Contribution | None, locale: str) -> str:
    return _weekday(part.key, locale) if part is not None else ""


def _weekday(day: int, locale: str) -> str:
    return weekday(date.fromordinal(day), locale)
