"""Tiers of members: the programme, rising within a season, and the end of one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings
from bot.ledger.forgotten import not_to_be_written
from bot.ledger.transaction import lock_guild
from bot.text.catalogue import ENGLISH
from bot.windows import day_start, local_day
from cogs.recognition.domain.badges import Figure
from cogs.recognition.domain.seasons import (
    MOST_TIERS,
    Held,
    Tier,
    closed,
    earned,
    risen,
    season_of,
    totals,
    written,
)
from cogs.recognition.domain.xp import Day
from cogs.recognition.repository import counted, days, figures_due, roles, seasons
from cogs.recognition.repository.seasons import Move, Standing
from cogs.recognition.service.queue import EVERYBODY, FIGURES, Queue
from cogs.recognition.settings import GuildSettings
from cogs.recognition.texts import T

# Facts may come late: a season is judged when the next has lasted so long.
SETTLES: Final = timedelta(days=1)
# With more who rise at once nobody is written to: that would be a mass message.
MOST_TOLD: Final = 20
# At the end of a season, however many moved: beyond, they find it with /badges.
MOST_NOTICES: Final = 5_000
# Between two direct messages about the end of a season.
_PACE: Final = timedelta(seconds=5)
_AT_ONCE: Final = 500
PAGE: Final = 10
_ROOM: Final = 100


@dataclass(frozen=True, slots=True)
class Programme:
    """A server's tiers, how many hold each, and when the season ends (aware UTC)."""

    tiers: list[Tier]
    holders: dict[int, int]
    ends: datetime


@dataclass(frozen=True, slots=True)
class Mine:
    """Where a member stands; ``tier`` None: they hold none. ``done``: in this season."""

    tier: Tier | None
    misses: int
    above: Tier | None
    done: dict[Figure, int]
    ends: datetime


@dataclass(frozen=True, slots=True)
class Moves:
    """A page of how tiers changed."""

    moves: list[Move]
    names: dict[int, str]
    skip: int
    total: int


class Seasons:
    """Keeps what members hold in step with what they earn."""

    def __init__(self, database: Database, store: Store, clock: Clock, queue: Queue) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._queue = queue

    # -- the programme ---------------------------------------------------------------------

    async def programme(self, guild_id: int) -> Programme:
        """Return the server's tiers."""
        async with self._database.read() as connection:
            known = await seasons.tiers_of(connection, guild_id)
            holders = await seasons.holders(connection, guild_id)
            zone, settings = await self._settings(connection, guild_id)
        today = local_day(self._clock.now(), zone)
        ends = day_start(season_of(today, settings.season_months)[1], zone)
        return Programme(known, holders, ends)

    async def add(self, guild_id: int, tier: Tier, locale: str = ENGLISH) -> Tier:
        """Add a tier above all others; return it with its level. Who earned it rises soon.

        Raises UserError where there are too many.
        """
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            known = await seasons.tiers_of(connection, guild_id)
            if len(known) >= MOST_TIERS:
                raise UserError(T.say("tiers-too-many", locale, most=MOST_TIERS))
            made = Tier(len(known) + 1, tier.name, tier.needs, tier.perks, tier.role_id)
            await seasons.put_tier(connection, guild_id, made)
            await self._queue.keep(connection, guild_id)
            await self._queue.begin(connection, guild_id, EVERYBODY)
        self._queue.wake()
        return made

    async def drop_highest(self, guild_id: int, level: int, locale: str = ENGLISH) -> Tier:
        """Drop the highest tier; who held it holds the one below. Its role stays with them.

        Raises UserError where ``level`` is not the highest any more.
        """
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            known = await seasons.tiers_of(connection, guild_id)
            if not known or known[-1].level != level:
                raise UserError(T.say("tier-not-highest", locale))
            await seasons.drop_tier(connection, guild_id, known[-1].level)
            members = await seasons.holding(connection, guild_id)
            held = await seasons.standings(connection, guild_id, members)
            lower = {
                member: Standing(Held(len(known) - 1, one.held.misses), one.season, one.barred)
                for member, one in held.items()
                if one.held.level >= len(known)
            }
            await seasons.put_standings(connection, guild_id, lower)
            await self._roles(connection, guild_id, lower)
        self._queue.wake()
        return known[-1]

    async def mine(self, guild_id: int, member_id: int) -> Mine | None:
        """Return where a member stands; None where the server has no tiers."""
        async with self._database.read() as connection:
            known = await seasons.tiers_of(connection, guild_id)
            if not known:
                return None
            zone, settings = await self._settings(connection, guild_id)
            first, after = season_of(local_day(self._clock.now(), zone), settings.season_months)
            done = await self._done(connection, guild_id, [member_id], (first, after))
            held = (await seasons.standings(connection, guild_id, [member_id])).get(member_id)
        level = held.held.level if held else 0
        return Mine(
            known[level - 1] if level else None,
            held.held.misses if held else 0,
            known[level] if level < len(known) else None,
            done[member_id],
            day_start(after, zone),
        )

    async def revoke(
        self, guild_id: int, member_id: int, by_id: int, reason: str | None, locale: str = ENGLISH
    ) -> None:
        """Take a member's tier until the next season; they are told kindly.

        Raises UserError where they hold none.
        """
        now = self._clock.now()
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            found = (await seasons.standings(connection, guild_id, [member_id])).get(member_id)
            if found is None or not found.held.level:
                raise UserError(T.say("tier-not-theirs", locale))
            zone, settings = await self._settings(connection, guild_id)
            first, _ = season_of(local_day(now, zone), settings.season_months)
            taken = Standing(Held(), first, barred=True)
            move = Move(member_id, now, found.held.level, 0, "", by_id, reason)
            await self._write(connection, guild_id, {member_id: taken}, [move], MOST_TOLD)
        self._queue.wake()

    async def moves(self, guild_id: int, skip: int) -> Moves:
        """Return a page of how tiers changed, newest first."""
        async with self._database.read() as connection:
            found, total = await seasons.moves_page(connection, guild_id, skip, PAGE)
            known = await seasons.tiers_of(connection, guild_id)
        return Moves(found, {tier.level: tier.name for tier in known}, skip, total)

    # -- what is earned --------------------------------------------------------------------

    async def rise(
        self, connection: AsyncConnection, guild_id: int, members: Collection[int]
    ) -> None:
        """Let members who are here rise to what they earned in this season, in the transaction."""
        known = await seasons.tiers_of(connection, guild_id)
        if not known:
            return
        now = self._clock.now()
        zone, settings = await self._settings(connection, guild_id)
        first, after = season_of(local_day(now, zone), settings.season_months)
        held = await seasons.standings(connection, guild_id, members)
        # Who is not judged yet for the last season comes when they are.
        open_ones = {
            member: held.get(member, Standing(Held(), first))
            for member in await counted.present(connection, guild_id, members)
        }
        ready = [
            member for member, one in open_ones.items() if one.season >= first and not one.barred
        ]
        done = await self._done(connection, guild_id, ready, (first, after))
        changed: dict[int, Standing] = {}
        moves: list[Move] = []
        for member in ready:
            before = open_ones[member].held
            fresh = risen(before, earned(done[member], known))
            if fresh != before:
                changed[member] = Standing(fresh, first)
                what = _short(done[member].items())
                moves.append(Move(member, now, before.level, fresh.level, what))
        unwritten = await not_to_be_written(connection, guild_id, dict.fromkeys(changed, now))
        await self._write(
            connection,
            guild_id,
            {member: one for member, one in changed.items() if member not in unwritten},
            [move for move in moves if move.member_id not in unwritten],
            MOST_TOLD,
        )

    async def close(self, guild_id: int) -> None:
        """Judge all members for seasons that are over: once each; the daily job calls it."""
        told = 0
        while (count := await self._close_some(guild_id, told)) is not None:
            told += count

    async def _close_some(self, guild_id: int, told: int) -> int | None:
        """Judge some members for a season; return how many moved, None where nobody is left.

        ``told``: how many wait to be told already, so that all are told one after the other.
        """
        now = self._clock.now()
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            zone, settings = await self._settings(connection, guild_id)
            current, _ = season_of(local_day(now - SETTLES, zone), settings.season_months)
            some = await seasons.unjudged(connection, guild_id, current, _AT_ONCE)
            if not some:
                return None
            known = await seasons.tiers_of(connection, guild_id)
            changed: dict[int, Standing] = {}
            moves: list[Move] = []
            # Those of one season at a time: who missed several comes again.
            first = min(one.season for one in some.values())
            these = {member: one for member, one in some.items() if one.season == first}
            after = season_of(first, settings.season_months)[1]
            done = await self._done(connection, guild_id, list(these), (first, after))
            for member, one in these.items():
                level = earned(done[member], known)
                fresh = closed(one.held, level, settings.grace_seasons)
                if one.barred:
                    fresh = Held()
                changed[member] = Standing(fresh, after)
                if fresh.level != one.held.level or fresh.misses > one.held.misses:
                    what = _short(done[member].items())
                    moves.append(Move(member, now, one.held.level, fresh.level, what))
            await self._write(connection, guild_id, changed, moves, MOST_NOTICES, told)
            await figures_due.note(connection, guild_id, these)
            await self._queue.begin(connection, guild_id, FIGURES)
        self._queue.wake()
        return len(moves)

    async def _write(
        self,
        connection: AsyncConnection,
        guild_id: int,
        changed: dict[int, Standing],
        moves: list[Move],
        most_told: int,
        told: int = 0,
    ) -> None:
        if not changed:
            return
        await seasons.put_standings(connection, guild_id, changed)
        await seasons.add_moves(connection, guild_id, moves)
        await self._roles(connection, guild_id, [move.member_id for move in moves])
        settings = await self._store.read(connection, guild_id, GuildSettings)
        if told + len(moves) > most_told or settings.badge_news == "silent":
            return
        for number, move in enumerate(moves):
            payload = {
                "member": move.member_id,
                "before": move.before,
                "after": move.after,
                "by_hand": move.by_id is not None,
                "reason": move.reason,
            }
            key = f"tier:{move.member_id}:{move.at.timestamp():.6f}"
            await self._queue.tell(
                connection, guild_id, move.member_id, payload, key, _PACE * (told + number)
            )

    async def _roles(
        self, connection: AsyncConnection, guild_id: int, members: Collection[int]
    ) -> None:
        if members and await roles.any_given(connection, guild_id):
            await roles.due(connection, guild_id, members)
            await self._queue.begin(connection, guild_id)

    async def _done(
        self,
        connection: AsyncConnection,
        guild_id: int,
        members: Collection[int],
        season: tuple[int, int],
    ) -> dict[int, dict[Figure, int]]:
        """Return what members did from the first day of a season to before that of the next."""
        settings = await self._store.read(connection, guild_id, GuildSettings)
        first, after = season
        found: dict[int, list[Day]] = {member: [] for member in members}
        rows = await days.days_between(connection, guild_id, members, first, after - 1)
        for (member, _), day in rows.items():
            found[member].append(day)
        return {member: totals(its, settings.weights) for member, its in found.items()}

    async def _settings(
        self, connection: AsyncConnection, guild_id: int
    ) -> tuple[ZoneInfo, GuildSettings]:
        server = await self._store.read(connection, guild_id, ServerSettings)
        return ZoneInfo(server.zone), await self._store.read(connection, guild_id, GuildSettings)


def _short(done: Iterable[tuple[Figure, int]]) -> str:
    """Return as much of what was done as there is room for."""
    parts = list(done)
    while len(text := written(parts)) > _ROOM:
        parts.pop()
    return text
