"""Writing sets of members: which of them turned on or off, and where their bits lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, cast

from sqlalchemy import Table, delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.daysets import Kind, kinds_of, with_turned
from bot.activity.models import DaySet, Place, Stay
from bot.db.types import from_micros
from bot.db.upsert import put
from bot.ledger.bulk import insert_new_values, rows_of_members
from bot.ledger.projections import GuildContext
from bot.windows import local_day

_PLACE = cast("Table", Place.__table__)
_DAY_SET = cast("Table", DaySet.__table__)
_STAY = cast("Table", Stay.__table__)
_DAYS_AT_ONCE = 50  # their sets are in memory together


class Marks:
    """What changes in the sets of a guild; the last word on a mark counts."""

    def __init__(self) -> None:
        self._turned: dict[tuple[int, int], dict[int, bool]] = defaultdict(dict)

    def turn(self, kind: Kind, day: int, member_id: int, *, on: bool) -> None:
        """Let a member belong to the set of a day, or not."""
        self._turned[day, int(kind)][member_id] = on

    def change(self, day: int, member_id: int, before: Sequence[int], after: Sequence[int]) -> None:
        """Note that a member's counts of a day were ``before`` and are ``after``."""
        had, has = kinds_of(before), kinds_of(after)
        if had is not has:
            for kind in had ^ has:
                self.turn(kind, day, member_id, on=kind in has)

    def turned_on(self, kind: Kind) -> set[int]:
        """Return who newly belongs to a set of ``kind``."""
        return {
            member
            for (_, of), members in self._turned.items()
            if of == kind
            for member, on in members.items()
            if on
        }

    async def write(self, connection: AsyncConnection, guild: GuildContext) -> None:
        """Carry the changes out. The guild is locked; its stays are up to date."""
        if not self._turned:
            return
        places = await self._places(connection, guild)
        days = sorted({day for day, _ in self._turned})
        for start in range(0, len(days), _DAYS_AT_ONCE):
            await self._write_days(
                connection, guild.guild_id, places, set(days[start : start + _DAYS_AT_ONCE])
            )

    async def _places(self, connection: AsyncConnection, guild: GuildContext) -> dict[int, int]:
        """Return the places of all members concerned; who newly took part gets one."""
        concerned = {member for members in self._turned.values() for member in members}
        places = await places_of(connection, guild.guild_id, concerned)
        taking_part = {
            member
            for (_, kind), members in self._turned.items()
            if kind != Kind.JOINED
            for member, on in members.items()
            if on
        }
        new = sorted(taking_part - places.keys())
        if new:
            highest = await connection.scalar(
                select(func.max(_PLACE.c.place)).where(_PLACE.c.guild_id == guild.guild_id)
            )
            free = 0 if highest is None else highest + 1
            fresh = {member: free + number for number, member in enumerate(new)}
            rows = [(guild.guild_id, member, place) for member, place in fresh.items()]
            await insert_new_values(connection, _PLACE, rows, ("member_id",))
            await self._note_joins(connection, guild, new)
            places |= fresh
        return places

    async def _note_joins(
        self, connection: AsyncConnection, guild: GuildContext, members: list[int]
    ) -> None:
        stays = await rows_of_members(connection, _STAY, guild.guild_id, members, "joined_at")
        for member, joined_at in stays:
            day = local_day(from_micros(joined_at), guild.zone)
            self.turn(Kind.JOINED, day, member, on=True)

    async def _write_days(
        self, connection: AsyncConnection, guild_id: int, places: dict[int, int], days: set[int]
    ) -> None:
        turned = {key: members for key, members in self._turned.items() if key[0] in days}
        rows = await connection.execute(
            select(_DAY_SET.c.day, _DAY_SET.c.kind, _DAY_SET.c.bits).where(
                _DAY_SET.c.guild_id == guild_id,
                _DAY_SET.c.kind.in_({kind for _, kind in turned}),
                _DAY_SET.c.day.in_(days),
            )
        )
        known = {(day, kind): bits for day, kind, bits in rows}
        changed: list[dict[str, Any]] = []
        empty: list[tuple[int, int]] = []
        for (day, kind), members in turned.items():
            before = known.get((day, kind), b"")
            after = with_turned(
                before, [(places[member], on) for member, on in members.items() if member in places]
            )
            if after == before:
                continue
            if after:
                changed.append({"guild_id": guild_id, "kind": kind, "day": day, "bits": after})
            else:
                empty.append((kind, day))
        await put(connection, _DAY_SET, changed)
        if empty:
            await connection.execute(
                delete(_DAY_SET).where(
                    _DAY_SET.c.guild_id == guild_id,
                    tuple_(_DAY_SET.c.kind, _DAY_SET.c.day).in_(empty),
                )
            )


async def places_of(
    connection: AsyncConnection, guild_id: int, members: Collection[int]
) -> dict[int, int]:
    """Return the places of ``members``, of those who have one."""
    return dict(await rows_of_members(connection, _PLACE, guild_id, members, "place"))
