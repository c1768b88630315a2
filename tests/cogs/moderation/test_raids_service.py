"""Raids on both databases: one at a time, what was before, and each account once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.clock import ManualClock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from bot.jobs.models import JobRow
from bot.signals import Signals
from cogs.moderation.domain.actions import Action, Outcome
from cogs.moderation.repository.raids import Done, Measure, Taken
from cogs.moderation.service.cases import Cases
from cogs.moderation.service.raid_begin import ALERT, WATCH
from cogs.moderation.service.raids import END, OVER, SWEEP, RaidService

GUILD = 7
START = datetime(2026, 3, 2, 12, tzinfo=UTC)
CROWD = range(1, 21)


class House:
    """Raids without Discord."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock(START)
        store = Store(database, self.clock, Signals())
        jobs = JobRunner(database, self.clock)
        self.cases = Cases(database, jobs, store, self.clock)
        self.raids = RaidService(database, jobs, self.cases, store, self.clock)

    async def jobs(self, kind: str) -> int:
        chosen = select(func.count()).select_from(JobRow).where(JobRow.kind == kind)
        async with self.database.read() as connection:
            return int(await connection.scalar(chosen) or 0)


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def test_seen_many_times_at_once_it_is_one_raid(house: House) -> None:
    begun = await asyncio.gather(*(house.raids.begin(GUILD, None, "") for _ in range(8)))

    assert [mine for _, mine in begun].count(True) == 1
    assert len({raid.number for raid, _ in begun}) == 1
    outcomes = [one.outcome for one in await house.cases.list(GUILD)]
    assert outcomes == [Outcome.DONE]


async def test_a_raid_begins_with_its_case_or_not_at_all(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def killed(*_args: object, **_values: object) -> None:
        raise ConnectionResetError

    # The process dies as soon as the raid is written down: nobody says how the case went.
    monkeypatch.setattr(house.cases, "done", killed)
    with pytest.raises(ConnectionResetError):
        await house.raids.begin(GUILD, None, "")

    raid = await house.raids.active(GUILD)
    assert raid is not None
    assert await house.jobs(ALERT) == await house.jobs(WATCH) == 1
    house.clock.set(START + timedelta(minutes=6))
    assert (await house.cases.settle(GUILD, raid.number)).outcome is Outcome.DONE
    # Whoever begins it again finds it, and no number is lost.
    again, mine = await house.raids.begin(GUILD, None, "")
    assert (again.number, mine) == (raid.number, False)
    assert [one.number for one in await house.cases.list(GUILD)] == [raid.number]


async def test_it_is_ended_once(house: House) -> None:
    raid, _ = await house.raids.begin(GUILD, None, "")
    asked = await asyncio.gather(
        *(house.raids.ask_end(GUILD, raid.number, by) for by in range(1, 6))
    )
    assert asked.count(True) == 1
    assert await house.jobs(END) == 1
    ending = (await house.raids.picture(GUILD, raid.number)).raid
    assert ending is not None
    assert await house.raids.is_raided(GUILD)

    await house.raids.ended(ending)
    await house.raids.ended(ending)

    assert not await house.raids.is_raided(GUILD)
    assert await house.jobs(OVER) == 1
    await house.raids.note_end(GUILD, raid.number)
    await house.raids.note_end(GUILD, raid.number)
    assert len(await house.cases.list(GUILD)) == 2


async def test_a_measure_of_an_earlier_raid_that_still_stands_is_no_before(house: House) -> None:
    first, _ = await house.raids.begin(GUILD, None, "")
    await house.raids.take(first, Taken(Measure.VERIFICATION, 2, 1, 3, None))
    await house.raids.ended(first)
    second, _ = await house.raids.begin(GUILD, None, "")

    taken = await house.raids.take(second, Taken(Measure.VERIFICATION, 5, 3, 4, None))

    assert taken == Taken(Measure.VERIFICATION, 5, 1, 4, None)
    (old,) = (await house.raids.picture(GUILD, first.number)).measures
    assert old.undone_at == START
    assert await house.raids.take(second, Taken(Measure.VERIFICATION, 6, 1, 4, None)) is None


async def test_what_is_wanted_twice_is_wanted_once(house: House) -> None:
    raid = await house.raids.same_texts(GUILD, CROWD)
    assert raid is not None
    assert await house.raids.want(raid, 1, Action.QUARANTINE, 99) == len(CROWD)
    with pytest.raises(UserError, match="done already"):
        await house.raids.want(raid, 1, Action.QUARANTINE, 98)
    assert await house.jobs(SWEEP) == 1

    house.clock.set(house.clock.now() + timedelta(seconds=5))
    await house.raids.same_texts(GUILD, range(15, 25))
    assert await house.raids.want(raid, 1, Action.QUARANTINE, 99) == 4


async def test_only_bans_of_the_last_hour_are_taken_back(house: House) -> None:
    raid = await house.raids.same_texts(GUILD, CROWD)
    assert raid is not None
    await house.raids.mark(raid, [1, 2], ban=Done.DONE, banned_at=START)
    house.clock.set(house.clock.now() + timedelta(minutes=40))
    await house.raids.mark(raid, [3], ban=Done.DONE, banned_at=house.clock.now())
    house.clock.set(house.clock.now() + timedelta(minutes=40))

    assert await house.raids.want_unban(raid, 1, 99) == 1
    with pytest.raises(UserError, match="no ban of the last hour"):
        await house.raids.want_unban(raid, 1, 99)
