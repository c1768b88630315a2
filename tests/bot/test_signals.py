"""Signals: who asked for a class hears it; who fails does not silence the others."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.faults import Faults
from bot.signals import Signal, Signals


@dataclass(frozen=True, slots=True)
class LampLit(Signal):
    watts: int


@dataclass(frozen=True, slots=True)
class LampOut(Signal):
    pass


async def test_every_listener_hears_it_in_the_order_they_came() -> None:
    signals = Signals()
    heard: list[tuple[str, Signal]] = []

    async def first(signal: LampLit) -> None:
        heard.append(("first", signal))

    async def second(signal: LampLit) -> None:
        heard.append(("second", signal))

    signals.listen(LampLit, first)
    signals.listen(LampLit, second)
    await signals.send(LampLit(1, 40))

    assert heard == [("first", LampLit(1, 40)), ("second", LampLit(1, 40))]


async def test_other_classes_are_not_heard() -> None:
    signals = Signals()
    heard: list[Signal] = []

    async def listener(signal: Signal) -> None:
        heard.append(signal)

    signals.listen(LampOut, listener)
    signals.listen(Signal, listener)
    await signals.send(LampLit(1, 40))

    assert heard == []


async def test_a_listener_that_raises_is_logged_and_counted_and_silences_nobody() -> None:
    failed: list[str] = []
    signals = Signals(Faults(failed.append))
    heard: list[Signal] = []

    async def broken(_signal: LampLit) -> None:
        raise RuntimeError("the bulb is broken")

    async def fine(signal: LampLit) -> None:
        heard.append(signal)

    signals.listen(LampLit, broken)
    signals.listen(LampLit, fine)
    with structlog.testing.capture_logs() as logs:
        await signals.send(LampLit(7, 40))

    assert heard == [LampLit(7, 40)]
    assert failed == ["signal"]
    assert [(entry["event"], entry["signal"], entry["guild_id"]) for entry in logs] == [
        ("signal listener failed", "LampLit", 7)
    ]
    assert len(logs[0]["reference"]) == 8


async def test_a_listener_that_takes_too_long_is_cut_off_and_told() -> None:
    failed: list[str] = []
    signals = Signals(Faults(failed.append))
    heard: list[str] = []

    async def hangs(_signal: LampOut) -> None:
        await asyncio.Event().wait()

    async def patient(_signal: LampOut) -> None:
        await asyncio.sleep(0.03)
        heard.append("patient")

    signals.listen(LampOut, hangs, limit=timedelta(seconds=0.01))
    signals.listen(LampOut, patient, limit=None)
    await signals.send(LampOut(1))

    assert heard == ["patient"]
    assert failed == ["signal"]


async def test_a_listener_may_add_another_that_hears_the_next_one() -> None:
    signals = Signals()
    heard: list[str] = []

    async def late(_signal: LampOut) -> None:
        heard.append("late")

    async def early(_signal: LampOut) -> None:
        heard.append("early")
        if len(heard) == 1:
            signals.listen(LampOut, late)

    signals.listen(LampOut, early)
    await signals.send(LampOut(1))
    await signals.send(LampOut(1))

    assert heard == ["early", "early", "late"]


async def test_without_listeners_nothing_happens() -> None:
    await Signals().send(LampOut(1))
