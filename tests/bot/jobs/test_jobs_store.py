"""What features do with jobs, inside their own transactions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.db import Database
from bot.jobs import Job, JobRunner, JobState
from bot.jobs.store import TAKEN_UP_AFTER

HOUR = timedelta(hours=1)


async def test_a_key_makes_one_job_in_its_guild(desk: Any) -> None:
    assert await desk.schedule("welcome:7", payload={"channel": 5})
    assert not await desk.schedule("welcome:7", payload={"channel": 6})
    assert await desk.schedule("welcome:7", guild_id=2)

    assert (await desk.row("welcome:7"))["payload"] == {"channel": 5}
    assert len(await desk.rows()) == 2


async def test_work_begun_at_once_is_taken_up_with_the_same_nonce(
    desk: Any, database: Database
) -> None:
    begun = await desk.do("begin", 1, "note", {"member": 5}, "a", member_id=5)
    done = await desk.do("begin", 1, "note", {"member": 6}, "b", member_id=6)
    assert await desk.do("cancel", 1, done.key)
    runner, taken = JobRunner(database, desk.clock), list[Job]()

    async def take(job: Job) -> None:
        taken.append(job)

    runner.register("note", take)
    assert await runner.run_due() == 0
    desk.advance(TAKEN_UP_AFTER)
    assert await runner.run_due() == 1

    assert [job.nonce_for("x") for job in taken] == [begun.nonce_for("x")]
    assert (taken[0].job_id, taken[0].payload) == (begun.job_id, {"member": 5})


async def test_scheduling_rolls_back_with_the_callers_transaction(
    desk: Any, database: Database
) -> None:
    async def halves() -> None:
        async with database.begin() as connection:
            await desk.store.schedule(connection, 1, "note", desk.clock.now(), {}, "a")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await halves()

    assert await desk.rows() == []


async def test_jobs_of_one_instant_keep_their_order(desk: Any) -> None:
    for number in range(30):
        await desk.schedule(str(number))

    assert [row["key"] for row in await desk.rows()] == [str(number) for number in range(30)]


@pytest.mark.parametrize(("kind", "key"), [("note", ""), ("", "a"), ("note", "x" * 201)])
async def test_a_job_without_a_fitting_name_is_refused(desk: Any, kind: str, key: str) -> None:
    with pytest.raises(ValueError, match="kind of 1-64 and a key of 1-200"):
        await desk.schedule(key, kind=kind)


async def test_a_naive_due_time_is_refused(desk: Any, database: Database) -> None:
    naive = datetime(2024, 3, 4, 12, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(Exception, match="give an aware datetime"):
        async with database.begin() as connection:
            await desk.store.schedule(connection, 1, "note", naive, {}, "a")


async def test_rescheduling_moves_a_waiting_job(desk: Any, make_runner: Any, recorder: Any) -> None:
    await desk.schedule("a", payload={"n": 1})
    moved = await desk.do("reschedule", 1, "a", desk.clock.now() + HOUR, {"n": 2})
    runner = make_runner()

    assert moved
    assert await runner.run_due() == 0
    desk.advance(HOUR)
    assert await runner.run_due() == 1
    assert recorder.jobs[0].payload == {"n": 2}


async def test_rescheduling_leaves_what_is_done_or_missing(desk: Any, make_runner: Any) -> None:
    await desk.schedule("a")
    await make_runner().run_due()

    assert not await desk.do("reschedule", 1, "a", desk.clock.now() + HOUR)
    assert not await desk.do("reschedule", 1, "b", desk.clock.now() + HOUR)
    assert (await desk.row("a"))["state"] == JobState.DONE


async def test_cancelling_removes_what_is_not_done(desk: Any, make_runner: Any) -> None:
    await desk.schedule("done")
    runner = make_runner()
    await runner.run_due()
    await desk.schedule("waiting")

    assert await desk.do("cancel", 1, "waiting")
    assert not await desk.do("cancel", 1, "waiting")
    assert not await desk.do("cancel", 1, "done")
    assert await runner.run_due() == 0


async def test_a_done_job_keeps_its_key_but_not_its_payload(desk: Any, make_runner: Any) -> None:
    await desk.schedule("a", payload={"idea": "a text given on purpose"})
    await make_runner().run_due()

    assert not await desk.schedule("a")
    row = await desk.row("a")
    assert (row["state"], row["payload"], row["lease_owner"]) == (JobState.DONE, {}, None)
    assert row["finished_at"] == desk.clock.now()


async def test_overdue_counts_what_is_still_open(desk: Any) -> None:
    await desk.schedule("a")
    await desk.schedule("b", after=HOUR)
    desk.advance(timedelta(minutes=5))

    assert await desk.do("overdue", 1, desk.clock.now()) == 1
    assert await desk.do("overdue", 2, desk.clock.now()) == 0


async def test_a_members_jobs_are_shown_and_forgotten(desk: Any) -> None:
    await desk.schedule("later", member_id=7, after=HOUR, payload={"channel": 5})
    await desk.schedule("sooner", member_id=7)
    await desk.schedule("theirs", member_id=8)
    await desk.schedule("elsewhere", member_id=7, guild_id=2)

    shown = await desk.do("of_member", 1, 7)
    assert [(job.key, job.state) for job in shown] == [
        ("sooner", JobState.WAITING),
        ("later", JobState.WAITING),
    ]
    assert shown[1].payload == {"channel": 5}
    assert await desk.do("forget_member", 1, 7, past=True) == 0
    assert await desk.do("forget_member", 1, 7) == 2
    assert [row["key"] for row in await desk.rows()] == ["theirs", "elsewhere"]


async def test_a_guild_is_forgotten_whole(desk: Any) -> None:
    await desk.schedule("a")
    await desk.schedule("b")
    await desk.schedule("a", guild_id=2)

    assert await desk.do("forget_guild", 1) == 2
    assert [row["guild_id"] for row in await desk.rows()] == [2]
