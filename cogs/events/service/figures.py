"""Event participation for the weekly report."""

from __future__ import annotations

from bot.db import Database
from bot.windows import Window
from cogs.events.domain.figures import EventFigures, figures_of
from cogs.events.repository import figures, outcomes, plans, surveys


class FigureService:
    """Figures of a window; an event belongs to the day on which it began."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, guild_id: int, window: Window) -> EventFigures:
        """Compute the figures of a window."""
        span = (window.start, window.end)
        async with self._database.read() as connection:
            held = await figures.held_within(connection, guild_id, *span)
            known = await plans.some(connection, guild_id, {one.event_id for one in held})
            messages = questions = 0
            for one in held:
                plan = known.get(one.event_id)
                counted = await outcomes.written_at(connection, plan, one)
                messages, questions = messages + counted[0], questions + counted[1]
            return figures_of(
                held=[(one.event_id, one.number) for one in held],
                going=await figures.going_within(connection, guild_id, *span),
                came=await figures.came_within(connection, guild_id, *span),
                written=(messages, questions),
                ratings=await surveys.ratings_within(connection, guild_id, *span),
            )
