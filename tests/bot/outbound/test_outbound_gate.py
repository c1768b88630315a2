"""The gate: refusals in a row, pauses, and places that come back."""

from __future__ import annotations

import asyncio

import pytest

from bot.outbound import Gate


class Sleeper:
    """Time that passes only in a pause."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self.now = 100.0

    async def __call__(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)

    def time(self) -> float:
        return self.now


@pytest.fixture
def sleeper() -> Sleeper:
    return Sleeper()


@pytest.fixture
def gate(sleeper: Sleeper) -> Gate:
    return Gate(sleep=sleeper, now=sleeper.time)


async def ask(gate: Gate, *statuses: int | None) -> None:
    for status in statuses:
        gate.leave(await gate.enter(), status)


async def turns() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_what_succeeds_is_never_held_back(gate: Gate, sleeper: Sleeper) -> None:
    await ask(gate, *[200] * 100)
    assert (gate.streak, gate.in_flight, sleeper.pauses) == (0, 0, [])


async def test_twenty_refusals_in_a_row_and_then_a_pause(gate: Gate, sleeper: Sleeper) -> None:
    await ask(gate, *[401, 403, 404, 429] * 5)
    assert (gate.streak, sleeper.pauses) == (20, [])
    await ask(gate, 403)
    assert (gate.streak, sleeper.pauses) == (1, [5.0])


async def test_pauses_grow_to_a_minute_until_something_succeeds(
    gate: Gate, sleeper: Sleeper
) -> None:
    await ask(gate, *[403] * 101)
    assert sleeper.pauses == [5.0, 10.0, 20.0, 40.0, 60.0]
    await ask(gate, 200, *[403] * 21)
    assert sleeper.pauses[-1] == 5.0


async def test_a_success_ends_the_run(gate: Gate, sleeper: Sleeper) -> None:
    await ask(gate, *([403] * 19 + [204]) * 5)
    assert (gate.streak, sleeper.pauses) == (0, [])


@pytest.mark.parametrize("status", [500, 400, None])
async def test_what_is_neither_leaves_the_run_as_it_is(gate: Gate, status: int | None) -> None:
    await ask(gate, 403, 403, status)
    assert (gate.streak, gate.in_flight) == (2, 0)


async def test_as_many_are_under_way_as_may_all_be_refused(gate: Gate) -> None:
    await ask(gate, *[403] * 15)
    tickets = [await gate.enter() for _ in range(5)]
    waiting = asyncio.create_task(gate.enter())
    await turns()
    assert not waiting.done()
    gate.leave(tickets.pop(), 200)
    await turns()
    assert waiting.done()


async def test_a_late_success_does_not_excuse_what_was_refused_meanwhile(gate: Gate) -> None:
    await ask(gate, *[403] * 9)
    slow = await gate.enter()
    await ask(gate, *[403] * 9)
    gate.leave(slow, 200)
    # The nine before it are over; the nine beside it may have come after it.
    assert gate.streak == 9


async def test_who_gives_up_waiting_leaves_no_trace(gate: Gate) -> None:
    tickets = [await gate.enter() for _ in range(20)]
    first, second = (asyncio.create_task(gate.enter()) for _ in range(2))
    await turns()
    first.cancel()
    await turns()
    gate.leave(tickets.pop(), None)
    await turns()
    assert second.done()
    assert gate.in_flight == 20


async def test_the_limit_over_all_routes_holds_everything(gate: Gate, sleeper: Sleeper) -> None:
    gate.hold(1.0)
    gate.hold(0.5)
    await ask(gate, 200)
    assert sleeper.pauses == [1.0]
