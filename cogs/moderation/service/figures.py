"""The figures of moderation over a window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.member_zones import MemberZones
from bot.windows import Window
from cogs.moderation.domain.duty import Work, held_for
from cogs.moderation.domain.figures import Decided, Done, ModerationFigures, figures
from cogs.moderation.repository import figures as repository
from cogs.moderation.service.duty_hours import DutyHours
from cogs.moderation.settings import GuildSettings

# Whoever did something within this is of the team, also in a week of rest.
_TEAM_LATELY: Final = timedelta(days=28)


class FigureService:
    """Computes the figures; each is a function of what was written down alone.

    Hours on duty are forgotten in time.
    """

    def __init__(
        self, database: Database, store: Store, zones: MemberZones, hours: DutyHours
    ) -> None:
        self._database = database
        self._store = store
        self._zones = zones
        self._hours = hours

    async def of(self, guild_id: int, window: Window) -> ModerationFigures:
        """Return the figures of ``window``."""
        start, end = window.start, window.end
        lately = min(start, end - _TEAM_LATELY)
        settings = await self._store.get(guild_id, GuildSettings)
        async with self._database.read() as connection:
            cases = await repository.cases(connection, guild_id, start, end)
            messages = await repository.messages(connection, guild_id, window)
            handled = await repository.handled(connection, guild_id, lately, end)
            decided = await repository.decided(connection, guild_id, lately, end)
            appeals = await repository.appeals(connection, guild_id, start, end)
            waiting = await repository.waiting(connection, guild_id, end)
        work = list(_work(handled, decided))
        team = sorted({one.member_id for one in work})
        done = Done(
            cases=cases,
            messages=messages,
            decided=[one for one in decided if one.decided_at >= start],
            appeals=appeals,
            waiting=waiting,
            work=[one for one in work if one.at >= start],
            zones={one: await self._zones.get(guild_id, one) for one in team},
            on_duty=await self._hours.of(guild_id, start, end),
        )
        return figures(
            done,
            days=window.days,
            healthy_a_day=settings.healthy_a_day,
            healthy_minutes=settings.healthy_minutes_a_day,
        )


def _work(handled: Sequence[tuple[int, datetime]], decided: Sequence[Decided]) -> Iterator[Work]:
    for member_id, at in handled:
        yield Work(member_id, at, case=True)
    for item in decided:
        if item.decided_by is not None:
            held = held_for(item.since, item.decided_at)
            yield Work(item.decided_by, item.decided_at, case=False, held=held)
