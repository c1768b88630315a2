"""The weekly report and the pulse: counts from the repository, figures from the domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import directory
from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings
from bot.ledger.ledger import Ledger
from bot.reports import Figure, ReportRequest, Reports
from bot.windows import Window, last_full_week, local_day, parse_week
from cogs.insights import repository
from cogs.insights.domain.pulse import Pulse
from cogs.insights.domain.report import Report
from cogs.insights.settings import GuildSettings as InsightsSettings
from cogs.insights.texts import T


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a window the ledger has seen, in days."""

    observed: int
    of: int


class InsightsService:
    """Use cases of insights. Every method reads; nothing is written."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        guild_settings: GuildSettings,
        reports: Reports,
        clock: Clock,
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._settings = guild_settings
        self._reports = reports
        self._clock = clock

    async def window(self, guild_id: int, week: str | None) -> Window:
        """Return the week written as ``2020-W10``, or the last full one.

        Raises UserError for what is no week, and for one that has not begun.
        """
        zone = await self._settings.zone(guild_id)
        if week is None:
            return last_full_week(self._clock.now(), zone)
        window = parse_week(week, zone)
        if window.start > self._clock.now():
            newest = last_full_week(self._clock.now(), zone)
            raise UserError(T.say("week-in-future", week=window.label, newest=newest.label))
        return window

    async def weekly(
        self,
        guild_id: int,
        window: Window,
        *,
        help_channel_ids: frozenset[int] = frozenset(),
        locale: str = "en",
    ) -> Report:
        """Compute the report of a window.

        ``help_channel_ids`` wins over the server's setting where it is not empty. Raises
        UserError for a guild of which nothing is known.
        """
        if self._ledger.writer.waiting_facts:
            await self._ledger.flush()
        settings = await self._settings.get(guild_id, InsightsSettings)
        channels = help_channel_ids or frozenset(settings.help_channel_ids)
        request = ReportRequest(guild_id, window, locale, channels)
        before = ReportRequest(guild_id, window.shifted(-window.days), locale, channels)
        async with self._database.read() as connection:
            name = await self._guild_name(connection, guild_id)
            first_day = await repository.observed_since(connection, guild_id)
        coverage = self._coverage(window, first_day)
        sections = [await section.collect(request) for section in self._reports.sections]
        previous: dict[str, Figure] = {}
        if self._coverage(before.window, first_day).observed:
            earlier = [await section.collect(before) for section in self._reports.sections]
            previous = {figure.key: figure for part in earlier for figure in part.figures}
        findings = sorted(
            (finding for section in sections for finding in section.findings),
            key=lambda finding: -finding.weight,
        )
        return Report(
            guild_id=guild_id,
            guild_name=name,
            window=window,
            days_observed=coverage.observed,
            sections=sections,
            previous=previous,
            findings=[finding.text for finding in findings[:3]],
            notes=[
                *_coverage_notes(coverage, locale),
                *(note for section in sections for note in section.notes),
            ],
            generated_at=self._clock.now(),
            locale=locale,
        )

    async def pulse(self, guild_id: int) -> Pulse:
        """Compute the small card of the last seven days, today included."""
        await self._ledger.flush()
        zone = await self._settings.zone(guild_id)
        today = local_day(self._clock.now(), zone)
        window = Window(zone, today - 6, today + 1)
        before = window.shifted(-7)
        async with self._database.read() as connection:
            name = await self._guild_name(connection, guild_id)
            channels = await repository.messages_by_channel(
                connection, guild_id, window.first_day, window.end_day
            )
            earlier = await repository.messages_by_channel(
                connection, guild_id, before.first_day, before.end_day
            )
            names = await directory.channel_names(connection, guild_id)
            active, active_before = [
                await repository.active_members(connection, guild_id, w.first_day, w.end_day)
                for w in (window, before)
            ]
            joined = await repository.joins(connection, guild_id, window.start, window.end)
        busiest = max(channels, key=lambda channel: channels[channel], default=None)
        return Pulse(
            guild_name=name,
            messages=sum(channels.values()),
            messages_before=sum(earlier.values()),
            active=active,
            active_before=active_before,
            joins=joined,
            net_sentiment=await self._net_sentiment(guild_id, window),
            busiest_channel_id=busiest,
            busiest_channel=names.get(busiest) if busiest is not None else None,
        )

    async def _net_sentiment(self, guild_id: int, window: Window) -> float | None:
        for section in self._reports.sections:
            if section.key == "sentiment":
                part = await section.collect(ReportRequest(guild_id, window))
                found = {figure.key: figure.value for figure in part.figures}
                return found.get("sentiment_net")
        return None

    async def _guild_name(self, connection: AsyncConnection, guild_id: int) -> str:
        try:
            name, _ = await directory.guild_entry(connection, guild_id)
        except KeyError:
            raise UserError(T.say("guild-unknown")) from None
        return name

    def _coverage(self, window: Window, first_day: int | None) -> Coverage:
        today = local_day(self._clock.now(), window.zone)
        if first_day is None:
            return Coverage(0, window.days)
        first = max(window.first_day, first_day)
        end = min(window.end_day, today + 1)
        return Coverage(max(0, end - first), window.days)


def _coverage_notes(coverage: Coverage, locale: str) -> list[str]:
    if coverage.observed == coverage.of:
        return []
    return [T.plain("note-coverage", locale, observed=coverage.observed, of=coverage.of)]


def series_of(values: Mapping[int, int], window: Window) -> list[int]:
    """Return ``values`` of each day of ``window``, 0 where there is none."""
    return [values.get(day, 0) for day in range(window.first_day, window.end_day)]


def iso_days(window: Window) -> list[str]:
    """Return the days of ``window`` as ISO dates."""
    return [date.fromordinal(day).isoformat() for day in range(window.first_day, window.end_day)]
