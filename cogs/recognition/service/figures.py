"""Recognition for the weekly report."""

from __future__ import annotations

from collections.abc import Callable

from bot.db import Database
from bot.ports import BadgeBook
from bot.windows import Window
from cogs.recognition.domain.figures import RecognitionFigures, figures_of
from cogs.recognition.repository import figures


class FigureService:
    """Figures of a window. ``badges`` finds whoever knows of badges, if anybody does."""

    def __init__(self, database: Database, badges: Callable[[], BadgeBook | None]) -> None:
        self._database = database
        self._badges = badges

    async def of(self, guild_id: int, window: Window) -> RecognitionFigures:
        """Compute the figures of a window."""
        book = self._badges()
        earned = None if book is None else await book.earned(guild_id, window)
        async with self._database.read() as connection:
            kudos = await figures.kudos_within(connection, guild_id, window)
            accepted = await figures.accepted(connection, guild_id, window)
            helpers = accepted | await figures.repliers(connection, guild_id, window)
            recognised = accepted | {receiver for _, receiver in kudos} | set(earned or ())
            recognised |= await figures.shouted_out(connection, guild_id, window)
            active, counted = await figures.active_of(connection, guild_id, window, recognised)
        return figures_of(kudos, helpers, earned, active, counted)
