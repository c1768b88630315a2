"""The runner by real time: timers, leases that are renewed, outages and a clean stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.clock import SystemClock
from bot.db import Database
from bot.db.patience import hurried, patience
from bot.jobs import Job, JobState
from bot.jobs import runner as runner_module
from bot.jobs.leases import Leases

MOMENT = timedelta(milliseconds=150)
HOUR = timedelta(hours=1)


async def until(condition: Callable[[], Any], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while True:
            result = condition()
            if await result if asyncio.iscoroutine(result) else result:
                return
            await asyncio.sleep(0.005)


@pytest.fixture
def blocked() -> Blocked:
    return Blocked()


class Blocked:
    """A handler that waits until it is let go."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.go = asyncio.Event()
        self.cancelled = False

    async def __call__(self, _job: Job) -> None:
        self.begun.set()
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise


async def test_a_job_is_not_hurried_because_a_person_scheduled_it(
    desk: Any, make_runner: Any
) -> None:
    clock = SystemClock()
    desk.clock.set(clock.now())
    limits: list[timedelta | None] = []

    async def handler(_job: Job) -> None:
        limits.append(patience())

    runner = make_runner(clock=clock, sweep_interval=HOUR)
    runner.register("work", handler)
    await runner.start()
    with hurried():
        await desk.schedule("a", kind="work")
        runner.wake()
        await until(lambda: limits)

    assert limits == [None]


async def test_a_started_runner_fires_at_the_due_instant(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    clock = SystemClock()
    desk.clock.set(clock.now())
    await desk.schedule("before")
    runner = make_runner(clock=clock, sweep_interval=HOUR)
    await runner.start()
    await until(lambda: recorder.keys == ["before"])

    desk.clock.set(clock.now())
    await desk.schedule("soon", after=MOMENT)
    await desk.schedule("sooner", after=MOMENT / 2)
    runner.wake()
    await until(lambda: len(recorder.jobs) == 3)

    assert recorder.keys == ["before", "sooner", "soon"]
    assert [job.late for job in recorder.jobs] == [True, False, False]


async def test_the_sweep_finds_what_nobody_announced(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    runner = make_runner(sweep_interval=MOMENT / 3)
    await runner.start()
    await desk.schedule("silent")

    await until(lambda: recorder.keys == ["silent"])


async def test_a_clock_behind_the_machines_does_not_spin(
    desk: Any, make_runner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0
    claim = Leases.claim

    async def counted(self: Leases, *args: Any, **kwargs: Any) -> list[Job]:
        nonlocal looks
        looks += 1
        return await claim(self, *args, **kwargs)

    monkeypatch.setattr(Leases, "claim", counted)
    await desk.schedule("a", after=HOUR)
    runner = make_runner(sweep_interval=HOUR)
    await runner.start()
    await asyncio.sleep(0.2)

    assert looks <= 3


async def test_a_long_handler_keeps_its_lease(
    desk: Any, make_runner: Any, blocked: Blocked, recorder: Any, other_database: Database
) -> None:
    await desk.schedule("a")
    run = asyncio.create_task(make_runner(handler=blocked, lease=MOMENT).run_due())
    await blocked.begun.wait()
    rival = make_runner(at=other_database, lease=MOMENT)

    for _ in range(3):
        desk.advance(MOMENT * 0.9)
        end = desk.clock.now() + MOMENT

        async def renewed(end: datetime = end) -> bool:
            return bool((await desk.row("a"))["ready_at"] >= end)

        await until(renewed)
        assert await rival.run_due() == 0
    blocked.go.set()

    assert await run == 1
    assert recorder.jobs == []
    assert (await desk.row("a"))["claims"] == 1


async def test_a_handler_whose_job_is_cancelled_is_stopped(
    desk: Any, make_runner: Any, blocked: Blocked
) -> None:
    await desk.schedule("a")
    run = asyncio.create_task(make_runner(handler=blocked, lease=MOMENT).run_due())
    await blocked.begun.wait()
    await desk.do("cancel", 1, "a")

    assert await run == 1
    assert blocked.cancelled
    assert await desk.rows() == []


async def test_a_job_cancelled_while_its_handler_ends_stays_cancelled(
    desk: Any, make_runner: Any
) -> None:
    async def cancels_itself(_job: Job) -> None:
        await desk.do("cancel", 1, "a")

    await desk.schedule("a")
    with capture_logs() as logs:
        await make_runner(handler=cancels_itself).run_due()

    assert "job_lease_lost" in [entry["event"] for entry in logs]
    assert await desk.rows() == []


def failing(times: int, method: Any) -> Any:
    left = times

    async def flaky(self: Leases, *args: Any, **kwargs: Any) -> Any:
        nonlocal left
        if left:
            left -= 1
            raise OperationalError("statement", {}, Exception("the database is away"))
        return await method(self, *args, **kwargs)

    return flaky


async def test_an_outage_while_a_lease_lasts_stops_nothing(
    desk: Any, make_runner: Any, blocked: Blocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Leases, "renew", failing(2, Leases.renew))
    await desk.schedule("a")
    run = asyncio.create_task(make_runner(handler=blocked, lease=MOMENT).run_due())
    await blocked.begun.wait()
    desk.advance(MOMENT * 0.9)
    end = desk.clock.now() + MOMENT

    async def renewed() -> bool:
        return bool((await desk.row("a"))["ready_at"] == end)

    await until(renewed)
    blocked.go.set()
    await run
    assert (await desk.row("a"))["state"] == JobState.DONE


async def test_an_outage_longer_than_the_lease_stops_the_handler(
    desk: Any, make_runner: Any, blocked: Blocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Leases, "renew", failing(99, Leases.renew))
    await desk.schedule("a")
    run = asyncio.create_task(make_runner(handler=blocked, lease=MOMENT).run_due())
    await blocked.begun.wait()
    desk.advance(MOMENT)

    await until(lambda: blocked.cancelled)
    blocked.go.set()
    await run


async def test_an_end_that_cannot_be_written_is_written_later(
    desk: Any, make_runner: Any, recorder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Leases, "finish", failing(1, Leases.finish))
    await desk.schedule("a")
    await make_runner().run_due()

    assert recorder.keys == ["a"]
    assert (await desk.row("a"))["state"] == JobState.DONE


async def test_a_stop_does_not_wait_for_a_database_that_is_away(
    desk: Any, make_runner: Any, recorder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Leases, "finish", failing(99, Leases.finish))
    await desk.schedule("a")
    runner = make_runner()
    await runner.start()
    await until(lambda: recorder.keys == ["a"])

    async with asyncio.timeout(1):
        await runner.stop(timedelta(seconds=5))
    assert (await desk.row("a"))["state"] == JobState.LEASED


async def test_a_stop_ends_even_where_the_database_hangs(
    desk: Any, make_runner: Any, recorder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hangs(*_args: Any, **_kwargs: Any) -> bool:
        return bool(await asyncio.Event().wait())

    monkeypatch.setattr(Leases, "finish", hangs)
    monkeypatch.setattr(runner_module, "_GIVING_BACK_S", 0.05)
    await desk.schedule("a")
    runner = make_runner()
    await runner.start()
    await until(lambda: recorder.keys == ["a"])

    async with asyncio.timeout(1):
        await runner.stop(timedelta(0))


async def test_an_outage_of_the_claim_is_logged_and_passes(
    desk: Any, make_runner: Any, recorder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Leases, "claim", failing(1, Leases.claim))
    monkeypatch.setattr(Leases, "unknown_kinds", failing(1, Leases.unknown_kinds))
    await desk.schedule("a")
    runner = make_runner(sweep_interval=MOMENT / 3)
    with capture_logs() as logs:
        await runner.start()
        await until(lambda: recorder.keys == ["a"])

    events = [entry["event"] for entry in logs]
    assert "job_claim_failed" in events
    assert "job_sweep_failed" in events


async def test_a_stop_waits_for_running_handlers(
    desk: Any, make_runner: Any, blocked: Blocked
) -> None:
    await desk.schedule("a")
    await desk.schedule("b")
    runner = make_runner(handler=blocked)
    await runner.start()
    await blocked.begun.wait()
    stop = asyncio.create_task(runner.stop(timedelta(seconds=5)))
    await asyncio.sleep(0.02)
    blocked.go.set()
    await stop

    states = [(row["key"], row["state"]) for row in await desk.rows()]
    assert states == [("a", JobState.DONE), ("b", JobState.WAITING)]
    assert await runner.run_due() == 0


async def test_a_stop_gives_back_what_does_not_end_in_time(
    desk: Any, make_runner: Any, blocked: Blocked, recorder: Any, other_database: Database
) -> None:
    await desk.schedule("a")
    runner = make_runner(handler=blocked)
    await runner.start()
    await blocked.begun.wait()
    await runner.stop(timedelta(milliseconds=20))

    assert blocked.cancelled
    row = await desk.row("a")
    assert (row["state"], row["attempts"], row["lease_owner"]) == (JobState.WAITING, 0, None)
    assert await make_runner(at=other_database).run_due() == 1
    assert recorder.jobs[0].begun_before


async def test_a_stop_during_a_claim_gives_it_back_unbegun(
    desk: Any, make_runner: Any, recorder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed, go = asyncio.Event(), asyncio.Event()
    claim = Leases.claim

    async def slow(self: Leases, *args: Any, **kwargs: Any) -> list[Job]:
        jobs = await claim(self, *args, **kwargs)
        claimed.set()
        await go.wait()
        return jobs

    monkeypatch.setattr(Leases, "claim", slow)
    await desk.schedule("a")
    runner = make_runner()
    await runner.start()
    await claimed.wait()
    stop = asyncio.create_task(runner.stop())
    await asyncio.sleep(0.01)
    go.set()
    await stop

    assert recorder.jobs == []
    assert (await desk.row("a"))["state"] == JobState.WAITING


async def test_a_stopped_runner_can_be_started_again(
    desk: Any, make_runner: Any, recorder: Any
) -> None:
    runner = make_runner()
    await runner.start()
    await runner.stop()
    await desk.schedule("a")
    await runner.start()

    await until(lambda: recorder.keys == ["a"])
