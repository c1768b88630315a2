"""The breaker: what a server keeps refusing is not asked for again and again."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.outbound.actions import Action, action_of

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Route:
    """What is asked for where: a request's guild, method, and path template."""

    guild_id: int
    method: str
    template: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that is not asked for at present; ``again_at`` (aware UTC) it is tried again."""

    action: Action
    code: int
    again_at: datetime


@dataclass(slots=True)
class _Line:
    refused: int = 0
    code: int = 0
    opened_until: datetime | None = None
    probing: Hashable | None = None


class Breaker:
    """Counts refusals (403) in a row for each guild, method and path template.

    After ``limit`` of them it stops asking for ``cool_down``; then one request is let through
    to see. A success, or ``mend`` for the guild, lets everything through again.
    """

    def __init__(
        self, clock: Clock, *, limit: int = 5, cool_down: timedelta = timedelta(minutes=10)
    ) -> None:
        self._clock = clock
        self._limit = limit
        self._cool_down = cool_down
        self._lines: dict[Route, _Line] = {}

    def refuses(self, route: Route, who: Hashable) -> int | None:
        """Return the code to refuse with, None where ``who`` (one request) may ask."""
        line = self._lines.get(route)
        if line is None or line.opened_until is None or line.probing == who:
            return None
        if line.probing is None and self._clock.now() >= line.opened_until:
            line.probing = who
            return None
        return line.code

    def answered(self, route: Route, who: Hashable, refused: int | None) -> None:
        """Tell that Discord answered: with a 403 of this code, or (None) with a success."""
        if refused is None:
            self._lines.pop(route, None)
            return
        line = self._lines.setdefault(route, _Line())
        line.refused += 1
        line.code = refused
        probed = line.probing == who and line.probing is not None
        if probed or (line.opened_until is None and line.refused >= self._limit):
            line.opened_until = self._clock.now() + self._cool_down
            _log.warning(
                "a server keeps refusing: not asked for a while",
                guild_id=route.guild_id,
                action=str(action_of(route.method, route.template)),
                code=refused,
            )
        self.ended(route, who)

    def ended(self, route: Route, who: Hashable) -> None:
        """Tell that a request is over, whatever became of it."""
        line = self._lines.get(route)
        if line is not None and line.probing == who:
            line.probing = None

    def mend(self, guild_id: int) -> None:
        """Forget a guild's refusals: its permissions may have changed, or it is gone."""
        for route in [route for route in self._lines if route.guild_id == guild_id]:
            del self._lines[route]

    def refusals(self, guild_id: int) -> list[Refusal]:
        """Return what is not asked for in a guild at present, one for each action."""
        found: dict[Action, Refusal] = {}
        for route, line in self._lines.items():
            if route.guild_id == guild_id and line.opened_until is not None:
                action = action_of(route.method, route.template)
                found[action] = Refusal(action, line.code, line.opened_until)
        return [found[action] for action in sorted(found)]
