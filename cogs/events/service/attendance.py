"""Use cases of attendance: counting who was there, and telling of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.deeds import Deed, DeedKind
from bot.ledger.forgotten import not_to_be_written
from bot.ports import DeedBook
from bot.windows import Window
from cogs.events.domain.attendance import Presence, has_attended, peak, presences
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.plan import Plan
from cogs.events.repository import attendance, days, occurrences, plans
from cogs.events.repository.attendance import Attendant

_AT_ONCE = 500
Follower = Callable[[AsyncConnection, Occurrence], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was at an occurrence.

    ``attendants``: the longest first. ``going``: who had said that they would come. ``peak``:
    how many were there at once, None where nothing could be measured. ``is_final``: the event is
    over, and this is written down; else it is as far as it is known now.
    """

    plan: Plan
    occurrence: Occurrence
    attendants: list[Attendant]
    going: frozenset[int]
    peak: int | None
    is_final: bool

    @property
    def came(self) -> list[Attendant]:
        """Who attended, as the figures define it."""
        return [one for one in self.attendants if one.attended]

    @property
    def shown_up(self) -> int:
        """How many of those who had said that they would come attended."""
        return sum(one.member_id in self.going for one in self.came)

    @property
    def mean(self) -> timedelta | None:
        """The mean presence of those who attended and were measured; None without any."""
        measured = [one.seconds for one in self.came if one.seconds is not None]
        return timedelta(seconds=sum(measured) / len(measured)) if measured else None


class AttendanceService:
    """Who was at the events of all guilds; provides the port ``HostBook``.

    ``settle`` waits until what was seen of voice is in the ledger; ``deeds`` finds whoever
    keeps deeds, if anybody does. ``followers`` are told of an occurrence once who was there is
    written down, in that transaction.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settle: Callable[[], Awaitable[None]],
        deeds: Callable[[], DeedBook | None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._settle = settle
        self._deeds = deeds
        self.followers: list[Follower] = []

    async def count(self, guild_id: int, event_id: int, number: int) -> Attendance | None:
        """Write down who was at an occurrence that is over, once; None where there is none.

        Whoever attended gets the deed in the same transaction.
        """
        await self._settle()
        async with self._database.begin() as connection:
            occurrence = await occurrences.get(connection, guild_id, event_id, number, lock=True)
            plan = await plans.get(connection, guild_id, event_id)
            if occurrence is None or plan is None or occurrence.state is not OccurrenceState.HELD:
                return None
            day = await days.begin(connection, occurrence)
            if day.counted_at is None:
                found = await self._measured(connection, plan, occurrence)
                if found is not None:
                    await attendance.keep(connection, occurrence, found, _length(occurrence))
                await days.change(
                    connection,
                    occurrence,
                    counted_at=self._clock.now(),
                    peak=None if found is None else peak(found),
                )
                told = await self._written(connection, plan, occurrence)
                for follower in self.followers:
                    await follower(connection, occurrence)
                await self._note(connection, occurrence, [one.member_id for one in told.came])
                return told
            return await self._written(connection, plan, occurrence)

    async def read(self, guild_id: int, event_id: int, number: int) -> Attendance | None:
        """Return who was at an occurrence, or is there so far; None where there is none."""
        await self._settle()
        async with self._database.read() as connection:
            occurrence = await occurrences.get(connection, guild_id, event_id, number)
            plan = await plans.get(connection, guild_id, event_id)
            if occurrence is None or plan is None:
                return None
            told = await self._written(connection, plan, occurrence)
            if told.is_final or occurrence.opened_at is None:
                return told
            found = await self._measured(connection, plan, occurrence)
            return told if found is None else _with(told, found, _length(occurrence))

    async def note_checkin(
        self, connection: AsyncConnection, occurrence: Occurrence, member_id: int
    ) -> None:
        """Note the deed of who checked in, in the transaction that writes it; call it last."""
        await self._note(connection, occurrence, [member_id])

    async def hosted(self, guild_id: int, window: Window) -> Mapping[int, int]:
        """Return how many different people came to what each host held in the window."""
        async with self._database.read() as connection:
            return await attendance.hosted(connection, guild_id, window.start, window.end)

    async def _measured(
        self, connection: AsyncConnection, plan: Plan, occurrence: Occurrence
    ) -> list[Presence] | None:
        """Return who was in its channel, but who is not to be written of; None without one."""
        if plan.place.channel_id is None or occurrence.opened_at is None:
            return None
        # Who came first after the planned start made it begin, up to a look later.
        start = min(occurrence.opened_at, occurrence.starts_at)
        end = occurrence.closed_at or self._clock.now()
        known = await attendance.stretches(
            connection, occurrence.guild_id, plan.place.channel_id, start, end
        )
        found = presences(known, plan.place.channel_id, start, end)
        refused: set[int] = set()
        for first in range(0, len(found), _AT_ONCE):
            moments = {one.member_id: one.first_at for one in found[first : first + _AT_ONCE]}
            refused |= await not_to_be_written(connection, occurrence.guild_id, moments)
        return [one for one in found if one.member_id not in refused]

    async def _written(
        self, connection: AsyncConnection, plan: Plan, occurrence: Occurrence
    ) -> Attendance:
        day = await days.get(connection, occurrence)
        return Attendance(
            plan,
            occurrence,
            await attendance.attendants(connection, occurrence),
            frozenset(await attendance.going(connection, occurrence)),
            None if day is None else day.peak,
            is_final=day is not None and day.counted_at is not None,
        )

    async def _note(
        self, connection: AsyncConnection, occurrence: Occurrence, members: list[int]
    ) -> None:
        book = self._deeds()
        if book is None or not members:
            return
        # One instant for all who came to it: that of its planned start, which never changes
        # with when somebody checked in or it was counted.
        at = occurrence.starts_at
        guild_id, key = occurrence.guild_id, occurrence.key
        await book.note(
            connection, [Deed(guild_id, DeedKind.EVENT, key, member, at) for member in members]
        )


def _length(occurrence: Occurrence) -> timedelta:
    """Return how long an occurrence took, or is planned to take where it is not over."""
    if occurrence.opened_at is None or occurrence.closed_at is None:
        return occurrence.length
    return occurrence.closed_at - occurrence.opened_at


def _with(told: Attendance, found: list[Presence], length: timedelta) -> Attendance:
    codes: dict[int, datetime | None] = {
        one.member_id: one.checked_in_at for one in told.attendants
    }
    here = [
        Attendant(
            one.member_id,
            round(one.total.total_seconds()),
            has_attended(one.total, length) or one.member_id in codes,
            codes.pop(one.member_id, None),
        )
        for one in found
    ]
    here += [one for one in told.attendants if one.member_id in codes]
    here.sort(key=lambda one: (-(one.seconds or 0), one.member_id))
    return replace(told, attendants=here, peak=peak(found))
