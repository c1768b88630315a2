"""Announcements between features: typed classes, so that a misspelt one cannot be silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import structlog

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Signal:
    """Base of all announcements; every one belongs to a guild."""

    guild_id: int


@dataclass(frozen=True, slots=True)
class GuildSettingChanged(Signal):
    """A per-server setting has a new value, which is in force already."""

    section: str
    key: str


@dataclass(frozen=True, slots=True)
class CensusTaken(Signal):
    """All members of the guild are known and cached; what was missed can be looked for."""


class WelcomeOutcome(StrEnum):
    """How the greeting of a newcomer ended."""

    DM = "dm"  # the direct message arrived
    CHANNEL = "channel"  # mentioned in the welcome channel, for no direct message was possible
    PRESS = "press"  # greeted in the welcome channel with a button, as the server chose
    UNREACHED = "unreached"  # neither a direct message nor the welcome channel was possible
    DECLINED = "declined"  # they wanted no more of these
    LEFT = "left"  # gone before they were greeted
    OFF = "off"  # the server greets nobody


@dataclass(frozen=True, slots=True)
class MemberWelcomed(Signal):
    """The greeting of a newcomer has ended, one way or another; sent once a membership."""

    member_id: int
    outcome: WelcomeOutcome


@dataclass(frozen=True, slots=True)
class RulesAccepted(Signal):
    """A member accepted the rules, wherever the button was."""

    member_id: int


@dataclass(frozen=True, slots=True)
class RaidEnded(Signal):
    """The guild is quiet again after a raid: what waited because of it may go on."""


S = TypeVar("S", bound=Signal)


class Signals:
    """Carries announcements to whoever asked for their class."""

    def __init__(self, on_error: Callable[[str], None] = lambda _signal: None) -> None:
        self._listeners: dict[type[Signal], list[Callable[[Any], Awaitable[None]]]] = defaultdict(
            list
        )
        self._on_error = on_error

    def listen(self, kind: type[S], listener: Callable[[S], Awaitable[None]]) -> None:
        """Call ``listener`` with every announcement of exactly the class ``kind``."""
        self._listeners[kind].append(listener)

    async def send(self, signal: Signal) -> None:
        """Tell every listener, in the order they came.

        One that raises is logged and counted and does not keep the others from hearing it.
        """
        for listener in tuple(self._listeners.get(type(signal), ())):
            try:
                await listener(signal)
            except Exception:  # noqa: BLE001 - one listener must not silence the others
                name = type(signal).__name__
                _log.exception("signal listener failed", signal=name, guild_id=signal.guild_id)
                self._on_error(name)
