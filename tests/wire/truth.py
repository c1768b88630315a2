"""The ground truth: every fact that happened, every request that came, kept compactly."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

_DAY_MS = 86_400_000
_TEN_MINUTES_MS = 600_000
_INVALID = (401, 403, 429)
_REFUSED = (401, 403, 404, 429)


class FactKind(IntEnum):
    """What a row of the log tells."""

    MESSAGE = 0
    REACTION = 1
    JOIN = 2
    LEAVE = 3
    VOICE = 4


@dataclass(slots=True)
class Request:
    """One REST request. ``at_ms`` is Unix time; ``took_ms`` runs to the answer's making."""

    at_ms: int
    method: str
    path: str
    template: str | None
    nonce: str | None = None
    status: int = 0
    took_ms: float = 0.0
    scope: str | None = None
    body: Any = None

    def row(self, *, body: bool) -> dict[str, Any]:
        names = ("at_ms", "method", "path", "template", "nonce", "status", "took_ms", "scope")
        shown = {name: getattr(self, name) for name in names}
        return shown | {"body": self.body} if body else shown


class Truth:
    """Columns of numbers for facts, small objects for requests."""

    bodies_kept = 20_000

    def __init__(self) -> None:
        self._kinds = array("B")
        self._columns = {
            name: array("Q") for name in ("guild", "channel", "member", "item", "at_ms")
        }
        self._emoji: dict[int, str] = {}
        self._counts: Counter[tuple[int, int, int, int]] = Counter()
        self.requests: list[Request] = []
        self.unknown_routes: list[str] = []
        self.failures: list[str] = []
        self.sent: list[dict[str, Any]] = []
        self.gateway: list[dict[str, Any]] = []
        self.dispatches: Counter[str] = Counter()
        self.deleted: list[int] = []

    # -- facts -----------------------------------------------------------------------------

    def fact(
        self, kind: FactKind, guild: int, channel: int, member: int, item: int, at_ms: int
    ) -> None:
        """Write down a fact; ``item`` is the message where there is one."""
        self._kinds.append(kind)
        columns = self._columns
        columns["guild"].append(guild)
        columns["channel"].append(channel)
        columns["member"].append(member)
        columns["item"].append(item)
        columns["at_ms"].append(at_ms)
        self._counts[kind, guild, at_ms // _DAY_MS, member] += 1

    def reaction(
        self, guild: int, channel: int, member: int, message: int, emoji: str, at_ms: int
    ) -> None:
        """Write down a reaction."""
        self._emoji[len(self._kinds)] = emoji
        self.fact(FactKind.REACTION, guild, channel, member, message, at_ms)

    def counts(self) -> dict[str, int]:
        """Return how many facts of each kind there are, and how many dispatches went out."""
        total: Counter[int] = Counter(self._kinds)
        return {kind.name.lower(): total[kind] for kind in FactKind}

    def daily(self, kind: FactKind, guild: int | None = None) -> list[list[int]]:
        """Return rows of guild, UTC day (days since 1970), member, number of facts; sorted."""
        return sorted(
            [at, day, member, number]
            for (which, at, day, member), number in self._counts.items()
            if which == kind and (guild is None or at == guild)
        )

    def facts(self, kind: FactKind, start: int, limit: int) -> dict[str, Any]:
        """Return a page of columns from row ``start`` on; ``next`` is None at the end."""
        rows: list[int] = []
        place = start
        while place < len(self._kinds) and len(rows) < limit:
            if self._kinds[place] == kind:
                rows.append(place)
            place += 1
        page: dict[str, Any] = {
            name: [column[row] for row in rows] for name, column in self._columns.items()
        }
        page["emoji"] = [self._emoji.get(row) for row in rows]
        page["next"] = place if place < len(self._kinds) else None
        return page

    # -- requests --------------------------------------------------------------------------

    def request(self, request: Request) -> None:
        """Write down that a request came; its status follows."""
        self.requests.append(request)
        if len(self.requests) > self.bodies_kept:
            self.requests[-self.bodies_kept - 1].body = None

    def request_counts(self) -> list[list[Any]]:
        """Return rows of method, template, status, number; most frequent first."""
        counted = Counter((r.method, r.template or r.path, r.status) for r in self.requests)
        return [[*key, number] for key, number in counted.most_common()]

    def invalid_in_window(self, now_ms: int) -> int:
        """Return the invalid requests of the last ten minutes; a shared limit does not count."""
        found = 0
        for request in reversed(self.requests):
            if request.at_ms < now_ms - _TEN_MINUTES_MS:
                break
            found += request.status in _INVALID and request.scope != "shared"
        return found

    def invalid_run(self, pause_ms: int) -> int:
        """Return the longest run of 401, 403, 404 and 429 with neither success nor pause."""
        return _longest_run(self.requests, pause_ms)


def _longest_run(requests: Iterable[Request], pause_ms: int) -> int:
    longest = run = last_ms = 0
    for request in requests:
        if request.status not in _REFUSED:
            run = 0
            continue
        run = run + 1 if request.at_ms - last_ms < pause_ms else 1
        last_ms = request.at_ms
        longest = max(longest, run)
    return longest
