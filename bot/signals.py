"""Announcements between features: typed classes, so that a misspelt one cannot be silent."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final, TypeVar

from bot.faults import Faults

# Whoever sends waits for the listeners: with more to do than this, begin it and return.
LIMIT: Final = timedelta(seconds=10)


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
class MemberZoneChanged(Signal):
    """A member chose the time zone that their times are read in."""

    member_id: int


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
class MemberForgetting(Signal):
    """A member's data are about to be deleted; what of it stands in channels can go before."""

    member_id: int


@dataclass(frozen=True, slots=True)
class MemberForgotten(Signal):
    """A member had everything deleted; what is remembered of them in memory goes, too."""

    member_id: int


@dataclass(frozen=True, slots=True)
class RaidEnded(Signal):
    """The guild is quiet again after a raid: what waited because of it may go on."""


@dataclass(frozen=True, slots=True)
class EventEnded(Signal):
    """An occurrence of an event is over, and who was there is written down.

    It may be said again after a crash: what follows from it is done once by its own means.
    """

    event_id: int
    number: int


S = TypeVar("S", bound=Signal)


@dataclass(frozen=True, slots=True)
class _Listener:
    call: Callable[[Any], Awaitable[None]]
    limit_s: float | None


class Signals:
    """Carries announcements to whoever asked for their class."""

    def __init__(self, faults: Faults | None = None) -> None:
        self._listeners: dict[type[Signal], list[_Listener]] = defaultdict(list)
        self._faults = faults or Faults()

    def listen(
        self,
        kind: type[S],
        listener: Callable[[S], Awaitable[None]],
        *,
        limit: timedelta | None = LIMIT,
    ) -> None:
        """Call ``listener`` with every announcement of exactly the class ``kind``.

        It is cut off after ``limit``; None lets it take as long as it takes.
        """
        limit_s = None if limit is None else limit.total_seconds()
        self._listeners[kind].append(_Listener(listener, limit_s))

    async def send(self, signal: Signal) -> None:
        """Tell every listener, in the order they came.

        One that raises, or takes too long, is logged and counted and does not keep the others
        from hearing it.
        """
        name = type(signal).__name__
        for listener in tuple(self._listeners.get(type(signal), ())):
            try:
                async with asyncio.timeout(listener.limit_s):
                    await listener.call(signal)
            except Exception as error:  # noqa: BLE001 - one listener must not silence the others
                self._faults.note(
                    "signal listener failed",
                    error,
                    place="signal",
                    part=getattr(listener.call, "__qualname__", name),
                    signal=name,
                    guild_id=signal.guild_id,
                )
