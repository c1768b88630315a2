"""Insights' own section of the report: membership, activity, retention, answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import directory
from bot.activity.daysets import DaySets, Kind
from bot.clock import Clock
from bot.db import Database
from bot.ports import QueryBook
from bot.reports import ReportRequest, Section
from bot.windows import Window, day_start
from cogs.insights.domain import figures as f
from cogs.insights.domain.attendance import Presence, attendance, cohort_sizes, cohorts
from cogs.insights.domain.community import Activity, Counts, Membership, figures
from cogs.insights.domain.hours import by_weekday_and_hour
from cogs.insights.domain.known import Known, iso_days, series_of
from cogs.insights.domain.responses import ANSWER_WITHIN, ResponseFigures
from cogs.insights.repository import activity, membership
from cogs.insights.texts import T
from cogs.insights.wording import Setting, findings, notes

_WEEK = 7


class CommunitySection:
    """The figures of kpis.md that the ledger's own facts give."""

    key = "community"
    order = 0

    def __init__(
        self, database: Database, clock: Clock, queries: Callable[[], QueryBook | None]
    ) -> None:
        self._database = database
        self._clock = clock
        self._queries = queries

    async def collect(self, request: ReportRequest) -> Section:
        """Compute the section of ``request``'s window.

        Raises KeyError for a guild that was never seen.
        """
        guild_id, locale = request.guild_id, request.locale
        async with self._database.read() as connection:
            known = await activity.known_days(
                connection, guild_id, self._clock.now(), request.window.zone
            )
            sets = await self._sets(connection, request)
            inquiry = _Inquiry(connection, request, known, sets, self._queries())
            counts = await inquiry.counts()
            series = {} if request.figures_only else await inquiry.series(counts)
            names = await directory.channel_names(connection, guild_id)
        found = figures(counts)
        setting = Setting(
            request.window, known, names, locale, has_help_channels=bool(request.help_channel_ids)
        )
        return Section(
            key=self.key,
            title=T.plain("section-community", locale),
            figures=found,
            labels={
                figure.key: T.plain(f"figure-{figure.key.replace('_', '-')}", locale)
                for figure in found
            },
            series=series,
            findings=[] if request.figures_only else findings(counts, setting, _past_weeks(series)),
            notes=[] if request.figures_only else notes(counts, setting),
        )

    async def _sets(self, connection: AsyncConnection, request: ReportRequest) -> DaySets:
        """Read the sets of members that the window needs, or take those read for the one after."""
        window = request.window
        after = window.shifted(window.days)
        found = request.shared.get((self.key, "sets", after.first_day, after.end_day))
        if isinstance(found, DaySets):
            return found
        first, end = window.first_day, window.end_day
        sets = await activity.day_sets(connection, request.guild_id, first, end)
        request.shared[self.key, "sets", first, end] = sets
        return sets


def _past_weeks(series: Mapping[str, Any]) -> dict[str, list[float]]:
    """Return the values of the weeks before the last one, by figure."""
    return {
        figure: list(series[key][:-1])
        for figure, key in (
            ("messages", "messages_by_week"),
            ("active_members", "active_by_week"),
            ("joins", "joins_by_week"),
            ("leaves", "leaves_by_week"),
        )
    }


@dataclass(frozen=True, slots=True)
class _Inquiry:
    """Asks the repository for all that one window's section needs, in one read transaction."""

    connection: AsyncConnection
    request: ReportRequest
    known: Known
    sets: DaySets
    queries: QueryBook | None

    @property
    def _window(self) -> Window:
        return self.request.window

    @property
    def _before(self) -> Window:
        return self._window.shifted(-self._window.days)

    async def counts(self) -> Counts:
        days = self.known.days_of(self._window)
        # So many bits would hold up the event loop.
        found = await asyncio.to_thread(
            attendance, self.sets, (self._window.first_day, self._window.end_day), days
        )
        now = await self._activity(self._window, found.now)
        # But for who was active, the window before is only told of in findings and series.
        before = (
            replace(now, active=found.before.active)
            if self.request.figures_only
            else await self._activity(self._before, found.before)
        )
        return Counts(
            now=now,
            before=before,
            membership=await self._membership(),
            communicators=found.communicators,
            dau=found.dau,
            days=len(days),
            wau=found.wau,
            mau=found.mau,
            retained=found.retained,
            active_by_week=found.weeks,
        )

    async def _activity(self, window: Window, presence: Presence) -> Activity:
        key = (CommunitySection.key, "activity", window.first_day, window.end_day)
        found = self.request.shared.get(key)
        if found is None:
            found = self.request.shared[key] = await self._talk(window, presence)
        return replace(
            found, active=presence.active, lost=presence.lost, reactivated=presence.reactivated
        )

    async def _talk(self, window: Window, presence: Presence) -> Activity:
        connection, guild_id = self.connection, self.request.guild_id
        first, end = window.first_day, window.end_day
        return Activity(
            talk=await activity.talk(connection, guild_id, first, end),
            top=await activity.top_messages(connection, guild_id, first, end),
            active=presence.active,
            lost=presence.lost,
            reactivated=presence.reactivated,
            responses=await self._responses(window),
        )

    async def _facts_are_there(self, window: Window) -> bool:
        return await activity.facts_are_there(self.connection, self.request.guild_id, window.start)

    async def _responses(self, window: Window) -> ResponseFigures | None:
        if self.queries is None or not await self._facts_are_there(window):
            return None
        request = self.request
        waits = await self.queries.waits(
            self.connection, request.guild_id, window, request.help_channel_ids, self.known.until
        )
        return ResponseFigures(waits.queries, waits.waits_s, waits.open, waits.asked)

    async def _membership(self) -> Membership:
        connection, guild_id, window = self.connection, self.request.guild_id, self._window
        census_day = self.known.census_day
        # Until the first census nothing tells who is there but their own words.
        by_writing = census_day is None or census_day >= window.end_day
        joins = await membership.joins(connection, guild_id, window.start, window.end)
        leaves = await membership.leaves(connection, guild_id, window.start, window.end)
        if by_writing:
            at_end = await membership.writers_before(connection, guild_id, window.end_day)
            at_start = await membership.writers_before(connection, guild_id, window.first_day)
        else:
            at_start = await membership.members_at(connection, guild_id, window.start)
            at_end = at_start + joins - sum(leaves.values())
        plain = Membership(
            at_end=at_end,
            at_start=at_start,
            by_writing=by_writing,
            watched=self.known.watches(window),
            joins=joins,
            leaves=leaves,
        )
        return await self._with_newcomers(plain)

    async def _with_newcomers(self, plain: Membership) -> Membership:
        window, seen = self._window, self.known.days_of(self._window)
        if not seen or not await self._facts_are_there(window):
            return plain
        # What they did before the first known day cannot be told.
        start, end = day_start(seen.start, window.zone), window.end
        still_new = max(start, min(end, self.known.until - ANSWER_WITHIN))
        connection, guild_id = self.connection, self.request.guild_id
        return replace(
            plain,
            newcomers=await membership.newcomers(connection, guild_id, start, end),
            activated=await membership.activated(connection, guild_id, start, end),
            newcomers_open=await membership.newcomers(connection, guild_id, still_new, end),
        )

    # -- series ------------------------------------------------------------------------------

    async def series(self, counts: Counts) -> dict[str, object]:
        before_known = self.known.days_of(self._before)
        return {
            "days": iso_days(self._window),
            "messages_by_day": series_of(counts.now.by_day, self._window, self.known),
            "active_by_day": series_of(counts.dau, self._window, self.known),
            "previous_messages_by_day": series_of(counts.before.by_day, self._before, self.known)
            if before_known
            else None,
            "cohorts": await self._cohorts(by_writing=counts.membership.by_writing),
            **await self._weeks(counts),
            **await self._growth(),
            "waits": counts.now.responses.bars if counts.now.responses else None,
            "hours": await self._hours(),
        }

    async def _hours(self) -> list[list[int]] | None:
        """Return messages by weekday and hour, None where single facts are gone."""
        window = self._window
        if not await self._facts_are_there(window):
            return None
        slots = await activity.messages_by_slot(
            self.connection, self.request.guild_id, window.start, window.end
        )
        return by_weekday_and_hour(slots, window.zone)

    async def _growth(self) -> dict[str, object]:
        window, connection, guild_id = self._window, self.connection, self.request.guild_id
        weeks = [window.shifted(-window.days * ago) for ago in range(f.COHORT_WEEKS - 1, -1, -1)]
        # Joins and leaves of a time that nobody watched are known by halves.
        watched = [week for week in weeks if self.known.watches(week)]
        joined, left = [], []
        for week in watched:
            joined.append(await membership.joins(connection, guild_id, week.start, week.end))
            causes = await membership.leaves(connection, guild_id, week.start, week.end)
            left.append(sum(causes.values()))
        return {
            "growth_weeks": [week.label for week in watched],
            "joins_by_week": joined,
            "leaves_by_week": left,
        }

    async def _cohorts(self, *, by_writing: bool) -> list[dict[str, object]]:
        window, connection, guild_id = self._window, self.connection, self.request.guild_id
        if window.days != _WEEK:
            return []
        weeks = [window.shifted(-_WEEK * ago) for ago in range(f.COHORT_WEEKS, -1, -1)]
        base = weeks[0].first_day
        kind = Kind.FIRST if by_writing else Kind.JOINED
        active = await asyncio.to_thread(cohorts, self.sets, kind, base, len(weeks))
        if by_writing:
            sizes = cohort_sizes(self.sets, kind, base, len(weeks))
        else:
            borders = [week.start for week in weeks]
            sizes = await membership.cohort_sizes(connection, guild_id, borders)
        return [
            {
                "week": week.label,
                "size": sizes[index],
                "shares": [
                    f.ratio(active.get((index, index + k), 0), sizes[index])
                    if index + k < len(weeks) and self.known.covers(weeks[index + k])
                    else None
                    for k in range(1, f.COHORT_WEEKS + 1)
                ],
            }
            for index, week in enumerate(weeks[:-1])
            # Of those who joined before the census, only who stayed until then is known.
            if sizes.get(index) and (by_writing or self.known.watches(week))
        ]

    async def _weeks(self, counts: Counts) -> dict[str, object]:
        window, connection, guild_id = self._window, self.connection, self.request.guild_id
        weeks = [window.shifted(-window.days * ago) for ago in range(f.COHORT_WEEKS - 1, -1, -1)]
        base = weeks[0].first_day
        talk = await activity.messages_by_day(connection, guild_id, base, window.end_day)
        messages = [0] * len(weeks)
        for day, count in talk.items():
            messages[(day - base) // window.days] += count
        seen = [index for index, week in enumerate(weeks) if self.known.days_of(week)]
        return {
            "weeks": [weeks[index].label for index in seen],
            "messages_by_week": [messages[index] for index in seen],
            "active_by_week": [counts.active_by_week[index] for index in seen],
        }
