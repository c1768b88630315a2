"""The book of what jobs send, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.db import Database
from bot.jobs import Job
from bot.jobs.deliveries import Deliveries
from bot.jobs.leases import Leases

HOUR = timedelta(hours=1)
CHANNEL = 70
BEGUN = {"channel_id": CHANNEL, "after_id": 5, "digest": "as it looks"}


@pytest.fixture
def ours(database: Database) -> Leases:
    return Leases(database, "ours")


@pytest.fixture
def book(database: Database, desk: Any) -> Deliveries:
    return Deliveries(database, desk.clock)


async def take(leases: Leases, desk: Any, key: str = "a", **more: Any) -> Job:
    await desk.schedule(key, **more)
    now = desk.clock.now()
    (job,) = await leases.claim(now, HOUR, 1, ["note"], lambda _: True, now - HOUR)
    return job


async def test_each_attempt_is_known_by_its_looks_and_the_first_by_its_place(
    book: Deliveries, ours: Leases, desk: Any
) -> None:
    job = await take(ours, desk)
    assert await book.look(job, "") is None
    await book.begin(job, "", **BEGUN)
    desk.advance(HOUR)
    await book.begin(job, "", channel_id=CHANNEL, after_id=9, digest="otherwise")

    entry = await book.look(job, "")
    assert entry is not None
    assert (entry.after_id, entry.digest, entry.message_id) == (5, "otherwise", None)
    assert entry.tried_at == desk.clock.now()
    assert await book.look(job, "another part") is None


async def test_another_channel_begins_anew(book: Deliveries, ours: Leases, desk: Any) -> None:
    job = await take(ours, desk)
    await book.begin(job, "", **BEGUN)
    await book.begin(job, "", channel_id=71, after_id=2, digest="d")
    entry = await book.look(job, "")
    assert entry is not None
    assert (entry.channel_id, entry.after_id) == (71, 2)


async def test_a_message_belongs_to_one(book: Deliveries, ours: Leases, desk: Any) -> None:
    job = await take(ours, desk)
    other = replace(job, job_id=job.job_id + 1)
    for each, part in ((job, ""), (job, "b"), (other, "")):
        await book.begin(each, part, **BEGUN)

    assert await book.arrived(job, "", CHANNEL, 100)
    assert await book.arrived(job, "", CHANNEL, 100)
    assert not await book.arrived(other, "", CHANNEL, 100)
    assert not await book.arrived(job, "b", CHANNEL, 100)
    assert await book.taken(other, "", CHANNEL, 5) == {100}
    assert await book.taken(other, "", CHANNEL, 101) == set()
    assert await book.taken(other, "", 71, 5) == set()
    assert await book.taken(job, "", CHANNEL, 5) == set()


async def test_a_postponed_job_keeps_only_what_may_be_on_its_way(
    book: Deliveries, ours: Leases, desk: Any
) -> None:
    job = await take(ours, desk)
    for part in ("here", "unknown"):
        await book.begin(job, part, **BEGUN)
    await book.arrived(job, "here", CHANNEL, 100)
    stranger = replace(job, claim=job.claim + 1)

    assert not await ours.postpone(stranger, desk.clock.now() + HOUR)
    assert await book.look(job, "here") is not None
    assert await ours.postpone(job, desk.clock.now() + HOUR)
    assert await book.look(job, "here") is None
    assert await book.look(job, "unknown") is not None


async def test_entries_go_with_their_jobs(book: Deliveries, ours: Leases, desk: Any) -> None:
    job = await take(ours, desk, member_id=7)
    await book.begin(job, "", **BEGUN)
    assert await desk.do("forget_member", 1, 7) == 1
    assert await book.look(job, "") is None

    job = await take(ours, desk, "b")
    await book.begin(job, "", **BEGUN)
    assert await desk.do("forget_guild", 1) == 1
    assert await book.look(job, "") is None

    job = await take(ours, desk, "c")
    await book.begin(job, "", **BEGUN)
    await ours.finish(job, desk.clock.now())
    assert await ours.purge(desk.clock.now(), desk.clock.now()) == 0
    assert await book.look(job, "") is not None
    later = desk.clock.now() + HOUR
    assert await ours.purge(later, later) == 1
    assert await book.look(job, "") is None
