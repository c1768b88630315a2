"""Templates: plans kept to make others from. A template's ``series`` is its name."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.text.catalogue import ENGLISH
from cogs.events.domain.plan import Plan, PlanState
from cogs.events.repository import plans
from cogs.events.texts import T

MOST: Final = 50


class Templates:
    """Templates of all guilds. Events made from one belong to the series of its name."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def all(self, guild_id: int) -> list[Plan]:
        """Return a server's templates by name."""
        async with self._database.read() as connection:
            return await self._all(connection, guild_id)

    async def find(self, guild_id: int, name: str) -> Plan | None:
        """Return a template by its name, however it is capitalised."""
        async with self._database.read() as connection:
            return await self._named(connection, guild_id, name)

    async def save(self, plan: Plan, name: str, by_id: int, locale: str = ENGLISH) -> bool:
        """Keep what a plan is, but not when, as the template ``name``; return whether it is new.

        One of that name is replaced. Raises UserError where there are ``MOST`` already.
        """
        guild_id = plan.guild_id
        async with self._database.begin() as connection:
            # The number's row is locked: two managers cannot save the same name at once.
            number = await plans.next_number(connection, guild_id)
            before = await self._named(connection, guild_id, name)
            if before is None and len(await self._all(connection, guild_id)) >= MOST:
                raise UserError(T.say("template-too-many", locale, most=MOST))
            kept = replace(
                plan,
                event_id=number if before is None else before.event_id,
                state=PlanState.TEMPLATE,
                series=name,
                recurrence=None,
                picture=None,
                created_by=by_id,
                created_at=self._clock.now(),
                revision=1,
            )
            await plans.put_plan(connection, kept)
        return before is None

    async def delete(self, guild_id: int, name: str, locale: str = ENGLISH) -> Plan:
        """Drop a template; events made from it stay. Raises UserError where there is none."""
        async with self._database.begin() as connection:
            found = await self._named(connection, guild_id, name)
            if found is None:
                raise UserError(T.say("template-unknown", locale, name=name))
            await plans.drop(connection, guild_id, found.event_id)
            return found

    async def _named(self, connection: AsyncConnection, guild_id: int, name: str) -> Plan | None:
        wanted = name.strip().casefold()
        found = await self._all(connection, guild_id)
        return next((one for one in found if (one.series or "").casefold() == wanted), None)

    async def _all(self, connection: AsyncConnection, guild_id: int) -> list[Plan]:
        found = await plans.in_state(connection, guild_id, PlanState.TEMPLATE)
        return sorted(found, key=lambda one: (one.series or "").casefold())
