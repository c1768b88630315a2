"""Tiers of members: what holds over seasons, and what the services keep of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.db import Database
from bot.deeds import Deed, DeedKind
from bot.errors import UserError
from bot.jobs.models import JobRow
from cogs.recognition.domain.badges import Figure
from cogs.recognition.domain.seasons import (
    COUNTED,
    Held,
    Tier,
    closed,
    earned,
    parse_needs,
    risen,
    season_of,
    totals,
    written,
)
from cogs.recognition.domain.xp import Day, Weights
from cogs.recognition.models.badges import STANDING
from cogs.recognition.service.queue import TOLD
from tests.bot.ledger.ledgerkit import GUILD
from tests.cogs.recognition.badgekit import NOW, Hall

LEVELS = st.integers(0, 3)
MONTHS = st.sampled_from([1, 2, 3, 4, 6, 12])
WEIGHTS = Weights(5, 18, (25, 10, 30, 50))


def after(seasons: list[int], grace: int) -> list[Held]:
    """What is held after each of some seasons, of which the level earned is given."""
    held, found = Held(), []
    for level in seasons:
        held = closed(risen(held, level), level, grace)
        found.append(held)
    return found


@given(st.lists(LEVELS, max_size=12), st.integers(0, 3))
def test_nobody_falls_far_or_without_grace(seasons: list[int], grace: int) -> None:
    held = [0, *(one.level for one in after(seasons, grace))]
    for number, (before, now) in enumerate(pairwise(held)):
        assert now >= max(seasons[number], before - 1)
        if now < before:
            # They fell short in all seasons of the grace, too.
            assert number >= grace
            assert all(level < before for level in seasons[number - grace : number + 1])


@given(st.lists(st.tuples(LEVELS, LEVELS), max_size=12), st.integers(0, 3))
def test_who_does_more_never_holds_less(pairs: list[tuple[int, int]], grace: int) -> None:
    less = after([min(pair) for pair in pairs], grace)
    more = after([max(pair) for pair in pairs], grace)
    assert all(one.level <= other.level for one, other in zip(less, more, strict=True))


@given(LEVELS, st.lists(LEVELS, max_size=6))
def test_rising_is_the_best_of_a_season_in_any_order(start: int, levels: list[int]) -> None:
    held = Held(start, 1)
    for level in levels:
        held = risen(held, level)
    assert held.level == max([start, *levels])


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), MONTHS)
def test_every_day_lies_in_one_season(at: date, months: int) -> None:
    day = at.toordinal()
    first, following = season_of(day, months)
    assert first <= day < following
    assert season_of(following, months)[0] == following
    assert season_of(first, months) == (first, following)
    assert (date.fromordinal(first).month - 1) % months == 0


@given(
    st.lists(
        st.builds(
            Day,
            st.integers(0, 2**20),
            st.integers(0, 9_000),
            st.tuples(*[st.integers(0, 300)] * 4),
        ),
        max_size=8,
    ),
    st.randoms(),
)
def test_totals_know_no_order(days: list[Day], chance: object) -> None:
    mixed = list(days)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    found = totals(days, WEIGHTS)
    assert totals(mixed, WEIGHTS) == found
    assert found.get(Figure.ACTIVE_DAYS, 0) == sum(bool(day.blocks) for day in days)
    assert found.get(Figure.KUDOS, 0) == sum(day.deeds[1] for day in days) // 100


@given(st.dictionaries(st.sampled_from(COUNTED), st.integers(1, 10**6), min_size=1, max_size=4))
def test_needs_are_read_as_they_are_written(needs: dict[Figure, int]) -> None:
    assert dict(parse_needs(written(needs.items()))) == needs
    assert earned(needs, [Tier(1, "One", tuple(needs.items()))]) == 1
    short = needs | {next(iter(needs)): 0}
    assert earned(short, [Tier(1, "One", tuple(needs.items()))]) == 0


@pytest.mark.parametrize(
    "text", ["", "kudos", "kudos x", "kudos 0", "moons 3", "streak 3", "kudos 1, kudos 2"]
)
def test_needs_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_needs(text)


class Club(Hall):
    """A house with two tiers: one and two thanks within a season."""

    async def open(self) -> None:
        await self.seasons.add(GUILD, Tier(0, "Friend", ((Figure.KUDOS, 1),)))
        await self.seasons.add(GUILD, Tier(0, "Pillar", ((Figure.KUDOS, 2),), "Early access", 70))

    async def thanked(self, member: int, *keys: str) -> None:
        at = self.clock.now()
        await self.note(*(Deed(GUILD, DeedKind.KUDOS, key, member, at) for key in keys))
        await self.look()

    async def standings(self) -> dict[int, tuple[int, int]]:
        async with self.database.read() as connection:
            rows = await connection.execute(select(STANDING))
            return {row.member_id: (row.level, row.misses) for row in rows}

    async def season_ends(self, year: int, month: int) -> None:
        self.clock.set(datetime(year, month, 1, 12, tzinfo=UTC))
        before = await self.standings()
        await self.awarding.upkeep(GUILD)
        # Facts of the last day may still come.
        assert await self.standings() == before
        self.clock.set(self.clock.now() + timedelta(days=1))
        # Two processes, and again: once.
        await asyncio.gather(*(self.awarding.upkeep(GUILD) for _ in range(2)))
        await self.look()

    async def told(self) -> list[int]:
        async with self.database.read() as connection:
            rows = await connection.scalars(select(JobRow.payload).where(JobRow.kind == TOLD))
            return sorted(payload["member"] for payload in rows)


async def test_a_tier_is_kept_for_a_season_and_through_its_grace(database: Database) -> None:
    club = Club(database)
    await club.open()
    await club.thanked(1, "a")
    await club.thanked(2, "b", "c")
    assert await club.standings() == {1: (1, 0), 2: (2, 0)}
    work = await club.levels.work(GUILD, 10)
    assert work.managed == {70}
    assert {one.member_id: one.wanted for one in work.members}[2] == {70}

    # Judged for the season in which it was reached; then a season, then grace, then one down.
    await club.season_ends(2026, 4)
    assert await club.standings() == {1: (1, 0), 2: (2, 0)}
    await club.thanked(1, "d")
    await club.season_ends(2026, 7)
    assert await club.standings() == {1: (1, 0), 2: (2, 1)}
    await club.season_ends(2026, 10)
    assert await club.standings() == {1: (1, 1), 2: (1, 0)}
    mine = await club.seasons.mine(GUILD, 2)
    assert mine is not None
    assert (mine.tier and mine.tier.name, mine.above and mine.above.name) == ("Friend", "Pillar")
    # Up and grace; up, grace and down: each told once.
    assert await club.told() == [1, 1, 2, 2, 2]

    # Away for a year: each season is judged as it was.
    club.clock.set(datetime(2027, 10, 2, 12, tzinfo=UTC))
    await club.awarding.upkeep(GUILD)
    assert await club.standings() == {}

    await club.thanked(2, "z", "y")
    await club.seasons.drop_highest(GUILD, 2)
    with pytest.raises(UserError, match="changed since"):
        await club.seasons.drop_highest(GUILD, 2)
    assert await club.standings() == {2: (1, 0)}
    await club.seasons.drop_highest(GUILD, 1)
    assert await club.standings() == {}
    assert await club.seasons.mine(GUILD, 2) is None
    with pytest.raises(UserError, match="changed since"):
        await club.seasons.drop_highest(GUILD, 1)


async def test_a_tier_that_was_taken_comes_back_in_the_next_season(database: Database) -> None:
    club = Club(database)
    await club.open()
    await club.thanked(2, "a")
    club.clock.set(NOW + timedelta(hours=1))
    await club.seasons.revoke(GUILD, 2, 99, "Traded thanks")
    with pytest.raises(UserError, match="hold no tier"):
        await club.seasons.revoke(GUILD, 2, 99, None)
    await club.thanked(2, "b", "c")
    assert await club.standings() == {2: (0, 0)}
    moves = await club.seasons.moves(GUILD, 0)
    assert [(one.before, one.after, one.by_id, one.reason) for one in moves.moves] == [
        (1, 0, 99, "Traded thanks"),
        (0, 1, None, None),
    ]
    await club.season_ends(2026, 4)
    assert await club.standings() == {}
    await club.thanked(2, "d")
    assert await club.standings() == {2: (1, 0)}


async def test_a_crowd_that_rises_is_not_written_to(database: Database) -> None:
    club = Club(database)
    await club.note(*(Deed(GUILD, DeedKind.KUDOS, "k", member, NOW) for member in range(1, 31)))
    await club.open()
    await club.awarding.everybody(GUILD)
    await club.look()
    assert len(await club.standings()) == 30
    assert await club.told() == []
