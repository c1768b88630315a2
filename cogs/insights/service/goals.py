"""Goals of figures: set, removed, and named."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.ledger.transaction import lock_guild
from bot.reports import Figure, ReportRequest, Reports, Unit
from bot.text.catalogue import ENGLISH
from bot.text.durations import parse_duration
from cogs.insights.domain.goals import Goal, parse_target
from cogs.insights.repository import goals
from cogs.insights.service.reports import InsightsService
from cogs.insights.texts import T

MOST_GOALS: Final = 12
_SHORTEST: Final = timedelta(seconds=1)
_LONGEST: Final = timedelta(days=366)


class GoalService:
    """Goals of all guilds; the weekly report shows how far they are reached."""

    def __init__(
        self, database: Database, clock: Clock, reports: Reports, service: InsightsService
    ) -> None:
        self._database = database
        self._clock = clock
        self._reports = reports
        self._service = service

    async def figures(self, guild_id: int, locale: str = ENGLISH) -> dict[str, tuple[str, Figure]]:
        """Return the label and the figure of the last full week, by key."""
        window = await self._service.window(guild_id, None)
        request = ReportRequest(guild_id, window, locale, figures_only=True)
        collected = await self._reports.collect(request)
        return {
            figure.key: (section.labels.get(figure.key, figure.key), figure)
            for section in collected.sections
            for figure in section.figures
        }

    async def set(self, guild_id: int, key: str, target: str, locale: str = ENGLISH) -> Goal:
        """Set what a figure shall reach. Raises UserError for what is no figure, or no target."""
        label, figure = await self._named(guild_id, key, locale)
        value = _target(target, figure.unit, locale)
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            known = await goals.goals(connection, guild_id)
            if len(known) >= MOST_GOALS and figure.key not in known:
                raise UserError(T.say("goal-too-many", locale, most=MOST_GOALS))
            await goals.set_goal(connection, guild_id, figure.key, value, self._clock.now())
        return Goal(figure, label, value)

    async def drop(self, guild_id: int, key: str, locale: str = ENGLISH) -> str:
        """Remove a goal; return the label of its figure. Raises UserError where there is none."""
        label, figure = await self._named(guild_id, key, locale)
        async with self._database.begin() as connection:
            if not await goals.drop_goal(connection, guild_id, figure.key):
                raise UserError(T.say("goal-none", locale, figure=label))
        return label

    async def _named(self, guild_id: int, key: str, locale: str) -> tuple[str, Figure]:
        figures = await self.figures(guild_id, locale)
        wanted = key.strip().lower()
        for known, (label, figure) in figures.items():
            if wanted in (known, label.lower()):
                return label, figure
        raise UserError(T.say("goal-no-figure", locale, given=key))


def _target(text: str, unit: Unit, locale: str) -> float:
    if unit == "seconds":
        return parse_duration(text, least=_SHORTEST, most=_LONGEST, locale=locale).total_seconds()
    value = parse_target(text, unit)
    if value is None:
        raise UserError(T.say("goal-unreadable", locale, given=text))
    return value
