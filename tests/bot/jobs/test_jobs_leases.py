"""Leases: who holds a job, until when, and what a stranger may change (nothing)."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.db import Database
from bot.jobs import Job, JobState
from bot.jobs.leases import Leases

LEASE = timedelta(seconds=60)
HOUR = timedelta(hours=1)


@pytest.fixture
def ours(database: Database) -> Leases:
    return Leases(database, "ours")


@pytest.fixture
def theirs(other_database: Database) -> Leases:
    return Leases(other_database, "theirs")


async def claim(
    leases: Leases, desk: Any, *, limit: int = 8, owns: Callable[[int], bool] = lambda _: True
) -> list[Job]:
    now = desk.clock.now()
    return await leases.claim(now, LEASE, limit, ["note"], owns, now - HOUR)


async def test_the_first_due_job_of_each_guild_is_taken(desk: Any, ours: Leases) -> None:
    await desk.schedule("second", after=-HOUR)
    await desk.schedule("first", after=-2 * HOUR)
    await desk.schedule("other", guild_id=2)
    await desk.schedule("future", guild_id=3, after=HOUR)
    await desk.schedule("foreign", guild_id=4, kind="unknown")

    assert [job.key for job in await claim(ours, desk)] == ["first", "other"]
    assert await claim(ours, desk) == []


async def test_the_limit_takes_the_longest_due_of_owned_guilds(desk: Any, ours: Leases) -> None:
    for guild_id in (1, 2, 3):
        await desk.schedule("a", guild_id=guild_id, after=timedelta(minutes=-guild_id))

    jobs = await claim(ours, desk, limit=1, owns=lambda guild_id: guild_id != 3)

    assert [job.guild_id for job in jobs] == [2]


async def test_a_taken_job_says_what_its_handler_needs(desk: Any, ours: Leases) -> None:
    await desk.schedule("a", payload={"n": 1}, member_id=7, after=-2 * HOUR)

    (job,) = await claim(ours, desk)

    assert (job.attempt, job.late, job.begun_before, job.member_id) == (1, True, False, 7)
    assert job.payload == {"n": 1}


async def test_the_nonce_is_the_jobs_own_and_fits(desk: Any, ours: Leases) -> None:
    await desk.schedule("a")
    await desk.schedule("a", guild_id=2)

    first, second = await claim(ours, desk)

    assert first.nonce == replace(first, attempt=4, claim=9, late=True).nonce
    assert len({first.nonce, second.nonce, first.nonce_for("dm"), first.nonce_for("log")}) == 4
    assert all(len(nonce) <= 25 for nonce in (first.nonce, first.nonce_for("x" * 100)))


async def test_a_lease_keeps_others_off_the_whole_guild(
    desk: Any, ours: Leases, theirs: Leases
) -> None:
    await desk.schedule("a")
    await desk.schedule("b")

    assert len(await claim(ours, desk)) == 1
    assert await claim(theirs, desk) == []


async def test_a_lease_that_ran_out_is_taken_over_and_fences_the_first_holder(
    desk: Any, ours: Leases, theirs: Leases
) -> None:
    await desk.schedule("a")
    (lost,) = await claim(ours, desk)
    desk.advance(LEASE)

    (job,) = await claim(theirs, desk)
    now = desk.clock.now()

    assert job.begun_before
    assert job.job_id == lost.job_id
    assert not await ours.renew(lost, now + HOUR)
    assert not await ours.finish(lost, now)
    assert not await ours.fail(lost, "x", now)
    assert not await ours.bury(lost, "x", now, attempts=1)
    assert not await ours.postpone(lost, now)
    assert not await ours.release(lost, now)
    assert (await desk.row("a"))["lease_owner"] == "theirs"
    assert await theirs.finish(job, now)
    assert (await desk.row("a"))["state"] == JobState.DONE


async def test_an_old_claim_of_the_same_owner_is_fenced_too(desk: Any, ours: Leases) -> None:
    await desk.schedule("a")
    (old,) = await claim(ours, desk)
    desk.advance(LEASE)
    (new,) = await claim(ours, desk)

    assert not await ours.finish(old, desk.clock.now())
    assert await ours.finish(new, desk.clock.now())


async def test_a_renewed_lease_lasts_longer(desk: Any, ours: Leases, theirs: Leases) -> None:
    await desk.schedule("a")
    (job,) = await claim(ours, desk)
    assert await ours.renew(job, desk.clock.now() + 2 * LEASE)
    desk.advance(LEASE)

    assert await claim(theirs, desk) == []
    desk.advance(LEASE)
    assert len(await claim(theirs, desk)) == 1


async def test_a_cancelled_job_cannot_be_finished(desk: Any, ours: Leases) -> None:
    await desk.schedule("a")
    (job,) = await claim(ours, desk)
    await desk.do("cancel", 1, "a")

    assert not await ours.finish(job, desk.clock.now())
    assert await desk.rows() == []


async def test_a_released_job_is_taken_at_once(desk: Any, ours: Leases, theirs: Leases) -> None:
    await desk.schedule("a")
    (job,) = await claim(ours, desk)

    assert await ours.release(job, desk.clock.now())
    (again,) = await claim(theirs, desk)
    assert again.attempt == 1


async def test_the_next_due_instant_is_a_due_time_or_a_leases_end(desk: Any, ours: Leases) -> None:
    assert await ours.next_due(desk.clock.now()) is None
    await desk.schedule("a")
    await desk.schedule("b", after=HOUR)

    assert await ours.next_due(desk.clock.now()) == desk.clock.now() + HOUR
    await claim(ours, desk)
    assert await ours.next_due(desk.clock.now()) == desk.clock.now() + LEASE


async def test_owners_that_claim_at_the_same_time_never_share_a_job(
    desk: Any, ours: Leases, theirs: Leases
) -> None:
    for guild_id in range(1, 6):
        for number in range(4):
            await desk.schedule(str(number), guild_id=guild_id)
    taken: Counter[tuple[int, str]] = Counter()
    order: dict[int, list[str]] = {}

    async def work(leases: Leases) -> None:
        idle = 0
        while idle < 3:
            jobs = await claim(leases, desk, limit=2)
            idle = 0 if jobs else idle + 1
            for job in jobs:
                taken[job.guild_id, job.key] += 1
                order.setdefault(job.guild_id, []).append(job.key)
                assert await leases.finish(job, desk.clock.now())

    await asyncio.gather(work(ours), work(theirs), work(ours), work(theirs))

    assert len(taken) == 20
    assert set(taken.values()) == {1}
    assert all(keys == ["0", "1", "2", "3"] for keys in order.values())
