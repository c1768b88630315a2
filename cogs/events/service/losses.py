"""Events whose host left or whose channel was deleted."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import Database
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Plan, PlanState
from cogs.events.repository import occurrences, plans
from cogs.events.service.planning import Planning
from cogs.events.service.queue import Queue

HOST_LEFT = "host-left"
CHANNEL_GONE = "channel-gone"


class LossService:
    """Lets an event go on without what it lost, and tells who planned it."""

    def __init__(self, database: Database, planning: Planning, queue: Queue) -> None:
        self._database = database
        self._planning = planning
        self._queue = queue

    async def host_left(self, guild_id: int, member_id: int) -> None:
        """Let the next co-host be the host of what somebody hosted; who planned it is told."""
        for plan in await self._active(guild_id):
            if member_id == plan.host_id or member_id in plan.cohosts:
                await self._amend(plan, lambda one: without_host(one, member_id), HOST_LEFT)

    async def channel_gone(self, guild_id: int, channel_id: int) -> None:
        """Take a deleted channel from what was to be in it; who planned it is told."""
        for plan in await self._active(guild_id):
            if plan.place.channel_id == channel_id:
                await self._amend(plan, without_channel, CHANNEL_GONE)

    async def look(
        self, guild_id: int, channel_ids: Collection[int], is_member: Callable[[int], bool]
    ) -> None:
        """Do the same for what was lost while nobody listened."""
        for plan in await self._active(guild_id):
            channel_id = plan.place.channel_id
            if channel_id is not None and channel_id not in channel_ids:
                await self.channel_gone(guild_id, channel_id)
            for host in (plan.host_id, *plan.cohosts):
                if host is not None and not is_member(host):
                    await self.host_left(guild_id, host)

    async def _active(self, guild_id: int) -> list[Plan]:
        async with self._database.read() as connection:
            return await plans.in_state(connection, guild_id, PlanState.ACTIVE)

    async def _amend(self, seen: Plan, change: Callable[[Plan], Plan], what: str) -> None:
        key = (seen.guild_id, seen.event_id)
        async with self._database.begin() as connection:
            occurrence = await occurrences.latest(connection, *key, lock=True)
            plan = await plans.get(connection, *key, lock=True)
            if plan is None or occurrence is None or plan.state is not PlanState.ACTIVE:
                return
            changed = change(plan)
            if changed == plan:
                return
            occurrence = await self._planning.amend(
                connection, plan, changed, occurrence, occurrence
            )
            if plan.host_id != changed.host_id or what == CHANNEL_GONE:
                await self._tell(connection, changed, occurrence, what)
        self._queue.wake()

    async def _tell(
        self, connection: AsyncConnection, plan: Plan, occurrence: Occurrence, what: str
    ) -> None:
        who = plan.created_by or plan.host_id
        if who is not None:
            news = {"what": what, "revision": occurrence.revision}
            await self._queue.tell(connection, occurrence, who, news, timedelta(0))


def without_host(plan: Plan, member_id: int) -> Plan:
    """Return the plan without one of its hosts; the next co-host takes the host's place."""
    cohosts = tuple(one for one in plan.cohosts if one != member_id)
    if plan.host_id != member_id:
        return replace(plan, cohosts=cohosts)
    host = cohosts[0] if cohosts else None
    return replace(plan, host_id=host, cohosts=cohosts[1:])


def without_channel(plan: Plan) -> Plan:
    """Return the plan without its channel."""
    return replace(plan, place=replace(plan.place, channel_id=None, room=None))
