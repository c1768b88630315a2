"""The runner by virtual time: what is due runs, in order, once; failures are kept."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.db import Database
from bot.errors import UserError
from bot.jobs import Backoff, GiveUp, Job, JobState, Postpone
from bot.jobs.runner import TIMED_OUT, TOO_LATE

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FLAT = Backoff(first=timedelta(minutes=1), ceiling=timedelta(minutes=1))


class ForbiddenError(Exception):
    code = 50007


async def test_what_is_due_runs_once(desk: Any, make_runner: Any, recorder: Any) -> None:
    await desk.schedule("now")
    await desk.schedule("later", after=HOUR)
    runner = make_runner()

    assert await runner.run_due() == 1
    assert await runner.run_due() == 0
    desk.advance(HOUR)
    assert await runner.run_due() == 1
    assert recorder.keys == ["now", "later"]
    assert not recorder.jobs[1].late


async def test_a_job_made_due_by_a_job_runs_too(desk: Any, make_runner: Any) -> None:
    async def chain(job: Job) -> None:
        if job.key != "3":
            await desk.schedule(str(int(job.key) + 1))

    await desk.schedule("1")

    assert await make_runner(handler=chain).run_due() == 3


async def test_jobs_of_a_guild_run_in_due_order_one_at_a_time(desk: Any, make_runner: Any) -> None:
    running: Counter[int] = Counter()
    seen: list[tuple[int, str]] = []
    together = 0

    async def watch(job: Job) -> None:
        nonlocal together
        running[job.guild_id] += 1
        assert running[job.guild_id] == 1
        together = max(together, sum(running.values()))
        await asyncio.sleep(0.002)
        seen.append((job.guild_id, job.key))
        running[job.guild_id] -= 1

    for number in (3, 1, 2):
        for guild_id in (1, 2, 3):
            await desk.schedule(str(number), guild_id=guild_id, after=number * -SECOND)
    count = await make_runner(handler=watch, concurrency=2).run_due()

    assert count == 9
    assert together == 2
    for guild_id in (1, 2, 3):
        assert [key for guild, key in seen if guild == guild_id] == ["3", "2", "1"]


async def test_only_owned_guilds_are_served(desk: Any, make_runner: Any, recorder: Any) -> None:
    await desk.schedule("a", guild_id=1)
    await desk.schedule("a", guild_id=2)

    assert await make_runner(owns=lambda guild_id: guild_id == 2).run_due() == 1
    assert recorder.jobs[0].guild_id == 2


async def test_two_runners_on_one_database_do_each_job_once(
    desk: Any, make_runner: Any, recorder: Any, other_database: Database
) -> None:
    for guild_id in range(1, 5):
        for number in range(5):
            await desk.schedule(str(number), guild_id=guild_id)
    first, second = make_runner(), make_runner(at=other_database)

    while any(row["state"] != JobState.DONE for row in await desk.rows()):
        await asyncio.gather(first.run_due(), second.run_due())

    assert len(recorder.jobs) == 20
    assert set(Counter((job.guild_id, job.key) for job in recorder.jobs).values()) == {1}
    for guild_id in range(1, 5):
        keys = [job.key for job in recorder.jobs if job.guild_id == guild_id]
        assert keys == ["0", "1", "2", "3", "4"]


async def test_a_killed_process_is_followed_by_another_once_its_lease_ran_out(
    desk: Any, make_runner: Any, recorder: Any, database: Database, other_database: Database
) -> None:
    begun = asyncio.Event()

    async def killed(_job: Job) -> None:
        begun.set()
        await asyncio.Event().wait()

    await desk.schedule("a")
    doomed = make_runner(handler=killed, at=other_database)
    run = asyncio.create_task(doomed.run_due())
    await begun.wait()
    survivor = make_runner()

    assert await survivor.run_due() == 0
    desk.advance(timedelta(seconds=60))
    assert await survivor.run_due() == 1
    assert recorder.jobs[0].begun_before
    assert recorder.jobs[0].attempt == 1
    await doomed.stop(timedelta(0))
    await run
    assert (await desk.row("a"))["state"] == JobState.DONE


async def test_what_came_due_while_the_bot_was_down_is_late_and_in_order(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    await desk.schedule("second", after=2 * SECOND)
    await desk.schedule("first", after=SECOND)
    desk.advance(3 * SECOND)
    runner = make_runner()
    await desk.schedule("third")
    await runner.run_due()

    assert [(job.key, job.late) for job in recorder.jobs] == [
        ("first", True),
        ("second", True),
        ("third", False),
    ]


async def test_what_is_too_old_to_be_useful_is_reported_not_run(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    reported: list[tuple[str, str]] = []

    async def on_dead(job: Job, reason: str) -> None:
        reported.append((job.key, reason))

    await desk.schedule("old")
    await desk.schedule("fresh", after=HOUR)
    desk.advance(HOUR + SECOND)
    runner = make_runner(on_dead=on_dead, kind={"useful_for": HOUR})

    assert await runner.run_due() == 1
    assert recorder.keys == ["fresh"]
    assert reported == [("old", TOO_LATE)]
    (letter,) = await desk.do("dead_letters", 1)
    assert (letter.key, letter.last_error, letter.attempts) == ("old", TOO_LATE, 0)


async def test_failures_back_off_until_the_job_is_dead(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    recorder.errors = [RuntimeError("what a member wrote"), ForbiddenError(), UserError("No room.")]
    await desk.schedule("a", payload={"n": 1})
    runner = make_runner(kind={"max_attempts": 3}, backoff=FLAT)

    reasons = []
    for _ in range(3):
        assert await runner.run_due() == 1
        assert await runner.run_due() == 0
        reasons.append((await desk.row("a"))["last_error"])
        desk.advance(timedelta(minutes=1))

    assert reasons == ["RuntimeError", "ForbiddenError (50007)", "No room."]
    assert [job.attempt for job in recorder.jobs] == [1, 2, 3]
    assert len({job.due_at for job in recorder.jobs}) == 1
    row = await desk.row("a")
    assert (row["state"], row["attempts"], row["payload"]) == (JobState.DEAD, 3, {"n": 1})


async def test_a_waiting_retry_does_not_hold_up_its_guild(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    recorder.errors = [RuntimeError()]
    await desk.schedule("failing", after=-SECOND)
    await desk.schedule("next")

    assert await make_runner().run_due() == 2
    assert recorder.keys == ["failing", "next"]


async def test_a_dead_job_can_be_retried_even_when_it_was_too_late(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    await desk.schedule("a")
    desk.advance(DAY)
    runner = make_runner(kind={"useful_for": HOUR})
    await runner.run_due()
    (letter,) = await desk.do("dead_letters", 1)

    assert not await desk.do("retry", 2, letter.job_id)
    assert await desk.do("retry", 1, letter.job_id)
    assert not await desk.do("retry", 1, letter.job_id)
    assert await desk.do("dead_letters", 1) == []
    assert await runner.run_due() == 1
    assert recorder.jobs[0].attempt == 1


async def test_dead_letters_come_latest_first_and_in_pages(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    runner = make_runner()
    for number in range(3):
        recorder.errors = [GiveUp("The channel is gone.")]
        await desk.schedule(str(number))
        await runner.run_due()
        desk.advance(SECOND)

    assert [job.key for job in await desk.do("dead_letters", 1)] == ["2", "1", "0"]
    assert [job.key for job in await desk.do("dead_letters", 1, limit=1, skip=1)] == ["1"]
    assert await desk.do("dead_letters", 2) == []


async def test_giving_up_ends_a_job_at_once(desk: Any, make_runner: Any, recorder: Any) -> None:
    recorder.errors = [GiveUp("The channel is gone.")]
    await desk.schedule("a")
    await make_runner().run_due()

    row = await desk.row("a")
    assert (row["state"], row["last_error"]) == (JobState.DEAD, "The channel is gone.")


async def test_postponing_moves_the_promise_and_counts_no_attempt(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    recorder.errors = [Postpone(desk.clock.now() + DAY)]
    await desk.schedule("a")
    runner = make_runner(kind={"useful_for": HOUR})
    await runner.run_due()
    desk.advance(DAY)

    assert await runner.run_due() == 1
    assert (recorder.jobs[1].attempt, recorder.jobs[1].late) == (1, False)
    assert recorder.jobs[1].due_at == desk.clock.now()


async def test_waiting_for_its_turn_leaves_the_promise_as_it_was(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    due_at = desk.clock.now()
    recorder.errors = [Postpone(due_at + HOUR, anew=False)]
    await desk.schedule("a")
    runner = make_runner()
    await runner.run_due()
    desk.advance(HOUR / 2)
    assert await runner.run_due() == 0
    desk.advance(HOUR / 2)

    assert await runner.run_due() == 1
    assert (recorder.jobs[1].attempt, recorder.jobs[1].begun_before) == (1, True)
    assert recorder.jobs[1].due_at == due_at


async def test_postponing_to_the_past_does_not_spin(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    recorder.errors = [Postpone(desk.clock.now() - DAY)]
    await desk.schedule("a")
    runner = make_runner()

    assert await runner.run_due() == 1
    desk.advance(SECOND)
    assert await runner.run_due() == 1


def test_postponing_needs_an_aware_instant(clock: Any) -> None:
    with pytest.raises(ValueError, match="aware"):
        Postpone(clock.now().replace(tzinfo=None))


async def test_a_handler_is_cut_off_at_its_timeout(desk: Any, make_runner: Any) -> None:
    async def slow(_job: Job) -> None:
        await asyncio.Event().wait()

    await desk.schedule("a")
    await make_runner(handler=slow, kind={"timeout": timedelta(milliseconds=20)}).run_due()

    row = await desk.row("a")
    assert (row["state"], row["last_error"], row["attempts"]) == (JobState.WAITING, TIMED_OUT, 1)


async def test_a_handler_that_fails_while_it_is_cut_off_is_a_timeout_still(
    desk: Any, make_runner: Any
) -> None:
    async def stubborn(_job: Job) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise RuntimeError("tidying failed")

    await desk.schedule("a")
    await make_runner(handler=stubborn, kind={"timeout": timedelta(milliseconds=20)}).run_due()

    assert (await desk.row("a"))["last_error"] == TIMED_OUT


async def test_a_handler_that_is_cancelled_from_within_has_failed(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    async def cancelled(_job: Job) -> None:
        raise asyncio.CancelledError

    await desk.schedule("a")
    await make_runner(handler=cancelled).run_due()

    assert (await desk.row("a"))["attempts"] == 1


async def test_an_unknown_kind_waits_and_is_named_once(desk: Any, make_runner: Any) -> None:
    await desk.schedule("a", kind="retired")
    await desk.schedule("b")
    runner = make_runner()

    with capture_logs() as logs:
        await runner.sweep()
        await runner.sweep()
        assert await runner.run_due() == 1

    unknown = [entry["kind"] for entry in logs if entry["event"] == "job_kind_unknown"]
    assert unknown == ["retired"]
    assert (await desk.row("a"))["state"] == JobState.WAITING


async def test_a_report_that_fails_changes_nothing_else(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    async def on_dead(_job: Job, _reason: str) -> None:
        raise RuntimeError

    recorder.errors = [GiveUp("The channel is gone.")]
    await desk.schedule("a")
    await desk.schedule("b")

    assert await make_runner(on_dead=on_dead).run_due() == 2
    assert (await desk.row("a"))["state"] == JobState.DEAD


async def test_ended_jobs_are_removed_after_a_while(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    recorder.errors = [GiveUp("The channel is gone.")]
    await desk.schedule("dead")
    await desk.schedule("done")
    await desk.schedule("waiting", after=365 * DAY)
    runner = make_runner(keep_done=DAY, keep_dead=2 * DAY)
    await runner.run_due()

    left = []
    for _ in range(3):
        await runner.sweep()
        left.append([row["key"] for row in await desk.rows()])
        desk.advance(DAY + SECOND)

    assert left == [["dead", "done", "waiting"], ["dead", "waiting"], ["waiting"]]


async def test_a_kind_has_one_handler(make_runner: Any, recorder: Any) -> None:
    with pytest.raises(ValueError, match="has a handler already"):
        make_runner().register("note", recorder)
