"""What is in a server's calendar, and the secret address at which it is subscribed to."""

from __future__ import annotations

import hmac
import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.db import Database
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Plan, PlanState
from cogs.events.repository import calendars, occurrences, plans

# What was lately is in the calendar, too, so that a cancelled event does not just vanish.
_BACK: Final = timedelta(days=90)
_AHEAD: Final = timedelta(days=3 * 366)
_MOST: Final = 2_000
_SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Written:
    """A plan with what is written of its occurrences."""

    plan: Plan
    occurrences: Sequence[Occurrence]


class CalendarService:
    """Calendars of all guilds."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def all(self, guild_id: int) -> list[Written]:
        """Return what everybody may see of a server's events: recent, and to come.

        Events that only a role may come to are left out: an address can be passed on.
        """
        now = self._clock.now()
        async with self._database.read() as connection:
            found = await occurrences.between(
                connection, guild_id, now - _BACK, now + _AHEAD, most=_MOST
            )
            by_event: dict[int, list[Occurrence]] = defaultdict(list)
            for one in found:
                by_event[one.event_id].append(one)
            known = await plans.some(connection, guild_id, by_event)
        return [
            Written(plan, by_event[event_id])
            for event_id, plan in sorted(known.items())
            if plan.role_id is None and plan.state is not PlanState.TEMPLATE
        ]

    async def one(self, plan: Plan) -> Written:
        """Return an event with everything that is written of it."""
        async with self._database.read() as connection:
            found = await occurrences.of_event(connection, plan.guild_id, plan.event_id, most=_MOST)
        return Written(plan, found)

    async def secret(self, guild_id: int, *, anew: bool = False) -> str:
        """Return the secret of a server's address; ``anew``: another one, the old one ends."""
        async with self._database.begin() as connection:
            made = secrets.token_urlsafe(_SECRET_BYTES)
            return await calendars.keep_secret(
                connection, guild_id, made, self._clock.now(), anew=anew
            )

    async def is_secret(self, guild_id: int, given: str) -> bool:
        """Tell whether somebody knows a server's secret."""
        async with self._database.read() as connection:
            known = await calendars.secret(connection, guild_id)
        return known is not None and hmac.compare_digest(known.encode(), given.encode())
