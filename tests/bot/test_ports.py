"""Ports: an answer is found by its type."""

from __future__ import annotations

from typing import Protocol

import pytest

from bot.errors import OperatorError
from bot.ports import Ports


class Lamp(Protocol):
    def watts(self) -> int: ...


class Bulb:
    def __init__(self, watts: int) -> None:
        self._watts = watts

    def watts(self) -> int:
        return self._watts


def test_what_was_provided_is_found() -> None:
    ports = Ports()

    ports.provide(Lamp, Bulb(40))  # type: ignore[type-abstract]

    assert ports.get(Lamp).watts() == 40  # type: ignore[type-abstract]


def test_the_last_one_counts() -> None:
    ports = Ports()

    ports.provide(Bulb, Bulb(40))
    ports.provide(Bulb, Bulb(60))

    assert ports.get(Bulb).watts() == 60


def test_what_nobody_provides_is_told_by_name() -> None:
    with pytest.raises(OperatorError, match="No feature provides Lamp: is its folder missing"):
        Ports().get(Lamp)  # type: ignore[type-abstract]
