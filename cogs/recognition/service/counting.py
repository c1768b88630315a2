"""Counting: members' days, and the points and levels that follow, in the caller's transaction.

New facts take a short way: what they add is added. Whatever is taken away, or comes so late
that streaks grow together, takes the long one (``renew``): points are computed anew from the
member's days. Both ways lead to the same points. The caller has locked the guild.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.guild_settings import GuildSettings as Store
from bot.windows import local_day
from cogs.recognition.domain.standing import (
    STREAK_FROM,
    Board,
    oldest_kept,
    points_of,
    standings,
    windows_of,
    with_streaks,
)
from cogs.recognition.domain.xp import NO_DEEDS, Day, xp_of
from cogs.recognition.repository import awards, deeds, figures_due, roles, rules, scores
from cogs.recognition.repository import days as days_in
from cogs.recognition.repository.days import Days
from cogs.recognition.repository.rules import Rules
from cogs.recognition.repository.scores import Change, Key
from cogs.recognition.service.queue import FIGURES, Queue
from cogs.recognition.settings import GuildSettings

NOTHING: Final = Day()
_AT_ONCE: Final = 200  # members whose days are in memory together
_ROWS: Final = 20_000  # points written at once


class Counting:
    """Keeps days, points, count trees and who reached another level."""

    def __init__(self, store: Store, clock: Clock, queue: Queue) -> None:
        self._store = store
        self._clock = clock
        self._queue = queue

    async def rules(self, connection: AsyncConnection, guild_id: int, zone: ZoneInfo) -> Rules:
        """Return what the guild's points are computed with; at first, the settings of now."""
        known = await rules.rules_of(connection, guild_id)
        return known or await self._renew_rules(connection, guild_id, zone)

    async def add(
        self, connection: AsyncConnection, guild_id: int, zone: ZoneInfo, gains: Days
    ) -> None:
        """Count what members did; ``gains`` hold only what is new, by member and local day."""
        if not gains:
            return
        await self.touch(connection, guild_id, {member for member, _ in gains})
        known_rules = await self.rules(connection, guild_id, zone)
        known = await self._around(connection, guild_id, gains)
        changed: Days = {}
        deltas: dict[Key, int] = defaultdict(int)
        streaks: Days = {}
        late: set[int] = set()
        for (member, number), gain in sorted(gains.items()):
            before = known.get((member, number), NOTHING)
            after = _merged(before, gain)
            if after == before:
                continue
            if after.blocks and not before.blocks:
                previous = known.get((member, number - 1), NOTHING)
                after = after._replace(streak=previous.streak + 1)
                if after.streak >= STREAK_FROM:
                    streaks[member, number] = after
                if known.get((member, number + 1), NOTHING).streak:
                    late.add(member)
            changed[member, number] = known[member, number] = after
            if member not in late:
                _add_deltas(deltas, member, number, before, after, known_rules)
        await days_in.put_days(connection, guild_id, changed)
        # A later batch may not know yet who is late in this one.
        deltas = {key: delta for key, delta in deltas.items() if key[0] not in late}
        members = {member for member, _ in changed} - late
        windows = {
            first for _, day in changed for _, first in windows_of(day, known_rules.kept_from)
        }
        points = await scores.points_of_members(connection, guild_id, members, windows)
        _add_streaks(
            {key: day for key, day in streaks.items() if key[0] not in late},
            known_rules,
            points,
            deltas,
        )
        await self._write(connection, guild_id, deltas, points, known_rules)
        await self.renew(connection, guild_id, zone, late)

    async def touch(
        self, connection: AsyncConnection, guild_id: int, members: Collection[int]
    ) -> None:
        """Let badges and tiers of members be looked at, soon: figures of theirs rose."""
        if members and await figures_due.needed(connection, guild_id):
            await figures_due.note(connection, guild_id, members)
            await self._queue.begin(connection, guild_id, FIGURES)

    async def replace_days(
        self, connection: AsyncConnection, guild_id: int, zone: ZoneInfo, changed: Days
    ) -> None:
        """Let days be as given, and points follow."""
        await days_in.put_days(connection, guild_id, changed)
        await self.renew(connection, guild_id, zone, {member for member, _ in changed})

    async def renew(
        self, connection: AsyncConnection, guild_id: int, zone: ZoneInfo, members: Collection[int]
    ) -> None:
        """Compute streaks and points of members anew from their days."""
        ordered = sorted(members)
        for start in range(0, len(ordered), _AT_ONCE):
            await self._renew(connection, guild_id, zone, ordered[start : start + _AT_ONCE])

    async def recount(self, connection: AsyncConnection, guild_id: int, zone: ZoneInfo) -> None:
        """Compute all points of a guild anew with the settings of now, from its days.

        Everybody's level roles are looked at afterwards.
        """
        known_rules = await self._renew_rules(connection, guild_id, zone)
        await scores.drop_scores(connection, guild_id)
        deltas: dict[Key, int] = {}
        async for member, stored in days_in.by_member(connection, guild_id):
            numbered = with_streaks(stored)
            turned = {
                (member, number): day
                for number, day in numbered.items()
                if day is not stored[number]
            }
            await days_in.put_days(connection, guild_id, turned)
            points = standings(numbered, known_rules.weights, known_rules.kept_from)
            deltas |= {(member, *scale): count for scale, count in points.items()}
            if len(deltas) >= _ROWS:
                await scores.add_points(connection, guild_id, deltas, {})
                deltas = {}
        await scores.add_points(connection, guild_id, deltas, {})
        if await roles.any_given(connection, guild_id):
            await roles.everybody_due(connection, guild_id)
            await self._queue.begin(connection, guild_id)
        if await figures_due.needed(connection, guild_id):
            await figures_due.note_everybody(connection, guild_id)
            await self._queue.begin(connection, guild_id, FIGURES)

    async def forget(self, connection: AsyncConnection, guild_id: int, member_id: int) -> None:
        """Take a member out of the count trees; the rows that name them go afterwards."""
        points = await scores.points_of_members(connection, guild_id, [member_id])
        if member_id not in await scores.hidden_of(connection, guild_id, [member_id]):
            gone = {key[1:]: [(count, 0)] for key, count in points.items()}
            await scores.move_counts(connection, guild_id, gone)
        await deeds.blank_giver(connection, guild_id, member_id)
        await awards.forget_counted(connection, guild_id, member_id)

    async def _renew_rules(
        self, connection: AsyncConnection, guild_id: int, zone: ZoneInfo
    ) -> Rules:
        settings = await self._store.read(connection, guild_id, GuildSettings)
        kept_from = oldest_kept(local_day(self._clock.now(), zone))
        fresh = Rules(settings.weights, settings.curve, kept_from)
        await rules.put_rules(connection, guild_id, fresh)
        await self._queue.keep(connection, guild_id)
        return fresh

    async def _around(
        self, connection: AsyncConnection, guild_id: int, keys: Collection[tuple[int, int]]
    ) -> Days:
        """Return the days of those concerned, from the day before to the day after."""
        numbers = {number for _, number in keys}
        members = {member for member, _ in keys}
        return await days_in.days_between(
            connection, guild_id, members, min(numbers) - 1, max(numbers) + 1
        )

    async def _renew(
        self, connection: AsyncConnection, guild_id: int, zone: ZoneInfo, members: list[int]
    ) -> None:
        known_rules = await self.rules(connection, guild_id, zone)
        stored = await days_in.days_between(
            connection, guild_id, members, days_in.FIRST, days_in.LAST
        )
        mine: dict[int, dict[int, Day]] = {member: {} for member in members}
        for (member, number), day in stored.items():
            mine[member][number] = day
        turned: Days = {}
        deltas: dict[Key, int] = defaultdict(int)
        for member, numbered in mine.items():
            renewed = with_streaks(numbered)
            for number, day in renewed.items():
                if day is not numbered[number]:
                    turned[member, number] = day
            points = standings(renewed, known_rules.weights, known_rules.kept_from)
            for scale, count in points.items():
                deltas[(member, *scale)] += count
        known = await scores.points_of_members(connection, guild_id, members)
        for key, count in known.items():
            deltas[key] -= count
        await days_in.put_days(connection, guild_id, turned)
        await self._write(connection, guild_id, deltas, known, known_rules)

    async def _write(
        self,
        connection: AsyncConnection,
        guild_id: int,
        deltas: Mapping[Key, int],
        known: Mapping[Key, int],
        known_rules: Rules,
    ) -> None:
        changes = await scores.add_points(connection, guild_id, deltas, known)
        level_of = known_rules.curve.level_of
        moved = {member for member, change in changes.items() if _differ(change, level_of)}
        if moved and await roles.all_of(connection, guild_id):
            await roles.due(connection, guild_id, moved)
            await self._queue.begin(connection, guild_id)


def _differ(change: Change, level_of: Callable[[int], int]) -> bool:
    before, after = change
    return level_of(before) != level_of(after)


def _merged(before: Day, gain: Day) -> Day:
    deeds_now = before.deeds
    if gain.deeds != NO_DEEDS:
        deeds_now = tuple(a + b for a, b in zip(before.deeds, gain.deeds, strict=True))
    return Day(before.blocks | gain.blocks, before.voice_s + gain.voice_s, deeds_now, before.streak)


def _add_streaks(
    streaks: Days, rules_now: Rules, known: Mapping[Key, int], deltas: dict[Key, int]
) -> None:
    """Add what the best streak of each window grows by."""
    best: dict[Key, int] = {}
    for (member, number), day in streaks.items():
        for span, first in windows_of(number, rules_now.kept_from):
            key = member, int(Board.STREAK), span, first
            best[key] = max(best.get(key, 0), day.streak)
    for key, streak in best.items():
        if streak > known.get(key, 0):
            deltas[key] = streak - known.get(key, 0)


def _add_deltas(
    deltas: dict[Key, int], member: int, number: int, before: Day, after: Day, rules_now: Rules
) -> None:
    weights = rules_now.weights
    added: list[tuple[int, int]] = []
    if after.deeds == before.deeds and after.voice_s == before.voice_s:
        added.append((int(Board.XP), xp_of(after, weights) - xp_of(before, weights)))
    else:
        was = dict(points_of(before, weights))
        added += [(board, points - was[board]) for board, points in points_of(after, weights)]
    windows = windows_of(number, rules_now.kept_from)
    for board, points in added:
        if points:
            for span, first in windows:
                deltas[member, board, span, first] += points


def gains_of(
    lit: Mapping[tuple[int, int], tuple[int, int]],
    worth: Mapping[tuple[int, int], tuple[int, ...]] | None = None,
) -> Days:
    """Return what blocks, seconds in voice and deeds add, by member and local day."""
    deeds_of = worth or {}
    keys: Iterable[tuple[int, int]] = lit.keys() | deeds_of.keys()
    return {key: Day(*lit.get(key, (0, 0)), deeds=deeds_of.get(key, NO_DEEDS)) for key in keys}
