"""The weekly report and the pulse: counts from the repository, figures from the domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import directory
from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings
from bot.ledger.ledger import Ledger
from bot.reports import Figure, ReportRequest, Reports, Section
from bot.windows import Window, last_full_week, local_day, parse_week
from cogs.insights.domain.community import channel_sums
from cogs.insights.domain.findings import largest
from cogs.insights.domain.goals import Goal
from cogs.insights.domain.pulse import Pulse
from cogs.insights.domain.report import Report
from cogs.insights.repository import activity, goals, membership
from cogs.insights.service.windows import between, parse_window
from cogs.insights.settings import GuildSettings as InsightsSettings
from cogs.insights.texts import T

FINDINGS: Final = 3
# Goals are of a week.
_WEEK: Final = 7


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
        """Return the week written as ``2020-W10``; None means the newest full one.

        For a history that was only imported that is its own newest week.

        Raises UserError for what is no week, and for one that has not begun.
        """
        zone = await self._settings.zone(guild_id)
        if week is None:
            return await self._newest(guild_id, zone)
        return await self._begun(guild_id, parse_week(week, zone))

    async def stretch(
        self, guild_id: int, text: str, until: str | None = None, locale: str = "en"
    ) -> Window:
        """Return the window that ``text`` names, or from there to the end of ``until``.

        Raises UserError for what names none (see ``parse_window``), and for one that has not
        begun.
        """
        zone = await self._settings.zone(guild_id)
        if until is None:
            return await self._begun(guild_id, parse_window(text, zone, locale))
        return await self._begun(guild_id, between(text, until, zone, locale))

    async def _begun(self, guild_id: int, window: Window) -> Window:
        if window.start > self._clock.now():
            newest = await self._newest(guild_id, window.zone)
            raise UserError(T.say("week-in-future", week=window.label, newest=newest.label))
        return window

    async def _newest(self, guild_id: int, zone: ZoneInfo) -> Window:
        now = self._clock.now()
        async with self._database.read() as connection:
            try:
                known = await activity.known_days(connection, guild_id, now, zone)
            except KeyError:
                return last_full_week(now, zone)
        last_full = last_full_week(known.until, zone)
        if known.census_day is None and known.days_of(last_full.shifted(7)):
            # An imported history may be shorter than a week: better its part than nothing.
            return last_full if known.days_of(last_full) else last_full.shifted(7)
        return last_full

    async def help_channels(self, guild_id: int) -> frozenset[int]:
        """Return the channels and forums for help (``bot.ports.HelpPlaces``)."""
        settings = await self._settings.get(guild_id, InsightsSettings)
        return frozenset(settings.help_channel_ids)

    async def report(
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
        await self._ledger.settle()
        settings = await self._settings.get(guild_id, InsightsSettings)
        channels = help_channel_ids or frozenset(settings.help_channel_ids)
        request = ReportRequest(guild_id, window, locale, channels)
        before = replace(request, window=window.shifted(-window.days), figures_only=True)
        async with self._database.read() as connection:
            name = await self._guild_name(connection, guild_id)
            known = await activity.known_days(connection, guild_id, self._clock.now(), window.zone)
            targets = await goals.goals(connection, guild_id)
        collected = await self._reports.collect(request)
        sections = list(collected.sections)
        observed = len(known.days_of(window))
        if not observed:
            sections = [_unknown(section) for section in sections]
        previous: dict[str, Figure] = {}
        if known.days_of(before.window):
            earlier = await self._reports.collect(before)
            previous = {fig.key: fig for part in earlier.sections for fig in part.figures}
        findings = sorted(
            (finding for section in sections for finding in section.findings),
            key=lambda finding: -finding.weight,
        )[:FINDINGS]
        return Report(
            guild_id=guild_id,
            guild_name=name,
            window=window,
            days_observed=observed,
            sections=sections,
            previous=previous,
            findings=[finding.text for finding in findings],
            advice={finding.text: finding.advice for finding in findings if finding.advice},
            notes=[
                *(T.plain("note-section-missing", locale, part=key) for key in collected.missing),
                *(note for section in sections for note in section.notes),
            ],
            goals=_goals(sections, targets) if window.days == _WEEK else (),
            generated_at=self._clock.now(),
            locale=locale,
        )

    async def compare(
        self, guild_id: int, first: Window, second: Window, *, locale: str = "en"
    ) -> Report:
        """Compute the figures of ``second`` beside those of ``first``, which may be longer.

        Raises UserError for a guild of which nothing is known.
        """
        report = await self.report(guild_id, second, locale=locale)
        settings = await self._settings.get(guild_id, InsightsSettings)
        request = ReportRequest(
            guild_id, first, locale, frozenset(settings.help_channel_ids), figures_only=True
        )
        async with self._database.read() as connection:
            known = await activity.known_days(connection, guild_id, self._clock.now(), first.zone)
        seen = len(known.days_of(first))
        previous: dict[str, Figure] = {}
        if seen:
            collected = await self._reports.collect(request)
            previous = {fig.key: fig for part in collected.sections for fig in part.figures}
        notes = list(report.notes)
        if first.days != second.days:
            days = {"first": first.days, "second": second.days}
            notes.insert(0, T.plain("note-lengths-differ", locale, **days))
        return replace(
            report, previous=previous, compared=first, findings=[], advice={}, notes=notes
        )

    async def pulse(self, guild_id: int) -> Pulse:
        """Compute the small card of the last seven days, today included.

        Raises UserError for a guild of which nothing is known.
        """
        await self._ledger.settle()
        zone = await self._settings.zone(guild_id)
        today = local_day(self._clock.now(), zone)
        window = Window(zone, today - 6, today + 1)
        before = window.shifted(-7)
        async with self._database.read() as connection:
            name = await self._guild_name(connection, guild_id)
            talk, earlier = [
                await activity.talk(connection, guild_id, w.first_day, w.end_day)
                for w in (window, before)
            ]
            names = await directory.channel_names(connection, guild_id)
            active, active_before = [
                await activity.active_members(connection, guild_id, w.first_day, w.end_day)
                for w in (window, before)
            ]
            joined = await membership.joins(connection, guild_id, window.start, window.end)
        busiest = largest(channel_sums(talk))
        return Pulse(
            guild_name=name,
            messages=sum(talk.values()),
            messages_before=sum(earlier.values()),
            active=active,
            active_before=active_before,
            joins=joined,
            net_sentiment=await self._net_sentiment(guild_id, window),
            busiest_channel_id=busiest,
            busiest_channel=names.get(busiest) if busiest is not None else None,
        )

    async def _net_sentiment(self, guild_id: int, window: Window) -> float | None:
        request = ReportRequest(guild_id, window)
        collected = await self._reports.collect(request, only="sentiment")
        found = {fig.key: fig.value for part in collected.sections for fig in part.figures}
        return found.get("sentiment_net")

    async def _guild_name(self, connection: AsyncConnection, guild_id: int) -> str:
        try:
            name, _ = await directory.guild_entry(connection, guild_id)
        except KeyError:
            raise UserError(T.say("guild-unknown")) from None
        return name


def _goals(sections: Sequence[Section], targets: Mapping[str, float]) -> list[Goal]:
    return [
        Goal(figure, section.labels.get(figure.key, figure.key), targets[figure.key])
        for section in sections
        for figure in section.figures
        if figure.key in targets
    ]


def _unknown(section: Section) -> Section:
    """Return ``section`` of a window that nothing is known of: no figure is 0 there."""
    blank = [replace(figure, value=None, counts=None) for figure in section.figures]
    return replace(section, figures=blank, findings=())
