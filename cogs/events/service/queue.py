"""Letting the feature's jobs begin, in the transaction that makes them necessary."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db.types import to_micros
from bot.jobs import JobRunner
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.rsvp import Rsvp

FEATURE: Final = "events"
# Posts the card of an occurrence, once.
POST: Final = "events-post"
# Brings the card up to date.
CARD: Final = "events-card"
# Brings Discord's own event in step.
NATIVE: Final = "events-native"
# Tells a member that a place is kept for them, and takes it back after the deadline.
OFFER: Final = "events-offer"
OFFER_OVER: Final = "events-offer-over"
# Has everybody told who answered; then each of them by a job of their own.
CHANGED: Final = "events-changed"
TOLD: Final = "events-told"
# What is asked for within a while is done by one job, which begins when the while is over.
_GATHERED_S: Final = 5
# A transaction that began in a while may be committed a little after it.
_SLACK: Final = timedelta(seconds=2)


class Queue:
    """Schedules the jobs of events; call ``wake`` when the transaction is committed."""

    def __init__(self, jobs: JobRunner, clock: Clock) -> None:
        self._jobs = jobs
        self._clock = clock

    def wake(self) -> None:
        """Let the runner see new jobs."""
        self._jobs.wake()

    async def post(self, connection: AsyncConnection, occurrence: Occurrence) -> None:
        """Let the card be posted, once."""
        await self._begin(connection, occurrence, POST, "")

    async def gather(self, connection: AsyncConnection, occurrence: Occurrence, kind: str) -> None:
        """Let a job of ``kind`` look at the occurrence in some seconds, once for all of them."""
        now = self._clock.now()
        number = int(now.timestamp()) // _GATHERED_S
        due_at = now + timedelta(seconds=_GATHERED_S) + _SLACK
        await self._begin(connection, occurrence, kind, f":{number}", due_at=due_at)

    async def changed(
        self, connection: AsyncConnection, occurrence: Occurrence, what: str, **more: Any
    ) -> None:
        """Let everybody be told who answered; ``what`` is the end of a sentence's key."""
        payload = {"what": what, "revision": occurrence.revision, **more}
        suffix = f":{occurrence.revision}:{what}"
        await self._begin(connection, occurrence, CHANGED, suffix, payload)

    async def offer(self, connection: AsyncConnection, occurrence: Occurrence, rsvp: Rsvp) -> None:
        """Let a member be told of the place that is kept for them, and end that in time."""
        until = rsvp.offered_until
        if until is None:
            raise ValueError("nothing is offered")
        suffix = f":{rsvp.member_id}:{to_micros(until)}"
        who = {"member": rsvp.member_id, "until": to_micros(until)}
        await self._begin(connection, occurrence, OFFER, suffix, who, member_id=rsvp.member_id)
        await self._begin(
            connection, occurrence, OFFER_OVER, suffix, who, due_at=until, member_id=rsvp.member_id
        )

    async def tell(
        self,
        connection: AsyncConnection,
        occurrence: Occurrence,
        member_id: int,
        payload: dict[str, Any],
        wait: timedelta,
    ) -> None:
        """Let a member be told something about an occurrence, once for each ``revision``."""
        suffix = f":{member_id}:{payload['revision']}:{payload['what']}"
        await self._begin(
            connection,
            occurrence,
            TOLD,
            suffix,
            {**payload, "member": member_id},
            due_at=self._clock.now() + wait,
            member_id=member_id,
        )

    async def _begin(
        self,
        connection: AsyncConnection,
        occurrence: Occurrence,
        kind: str,
        suffix: str,
        payload: dict[str, Any] | None = None,
        *,
        due_at: datetime | None = None,
        member_id: int | None = None,
    ) -> None:
        what = {"event": occurrence.event_id, "number": occurrence.number, **(payload or {})}
        await self._jobs.store.schedule(
            connection,
            occurrence.guild_id,
            kind,
            due_at or self._clock.now(),
            what,
            f"{kind}:{occurrence.key}{suffix}",
            member_id=member_id,
        )
