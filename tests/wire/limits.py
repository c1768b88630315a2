"""Rate limits as Discord documents them: buckets of the routes, one limit over all.

https://docs.discord.com/developers/topics/rate-limits. The sizes of the buckets are not
documented; these are the ones that Discord's answers showed, to be changed by ``limit``.
"""

from __future__ import annotations

import hashlib
import math
from collections import deque
from dataclasses import dataclass

from tests.wire.ids import now_ms
from tests.wire.options import Options

_MESSAGES = "/channels/{channel}/messages"
_DEFAULT = (50, 1.0)
_SIZES: dict[str, tuple[int, float]] = {
    f"GET {_MESSAGES}": (5, 1.0),
    f"POST {_MESSAGES}": (5, 5.0),
    f"PATCH {_MESSAGES}/{{message}}": (5, 5.0),
    f"DELETE {_MESSAGES}/{{message}}": (5, 1.0),
    "POST /channels/{channel}/messages/bulk-delete": (1, 3.0),
    "POST /users/@me/channels": (10, 10.0),
    "GET /guilds/{guild}/members": (10, 10.0),
    "PUT /applications/{application}/commands": (2, 20.0),
    "POST /webhooks/{application}/{token}": (5, 2.0),
    "PATCH /webhooks/{application}/{token}/messages/{message}": (5, 2.0),
}
_MAJOR = ("channel", "guild", "token")
_EXEMPT = ("/interactions/", "/webhooks/")
_WINDOW_S = 1.0
_INVALID_WINDOW_S = 600.0


@dataclass(slots=True)
class Bucket:
    """A fixed window that opens with its first request."""

    limit: int
    per_s: float
    opened: float = -math.inf
    used: int = 0


@dataclass(slots=True)
class Verdict:
    """What the limits say to a request; ``retry_s`` is None where it may pass."""

    headers: dict[str, str]
    retry_s: float | None = None
    scope: str = "user"


class Limits:
    """Counts requests."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._sizes = dict(_SIZES)
        self._buckets: dict[tuple[str, ...], Bucket] = {}
        self._all: deque[float] = deque()
        self._invalid: deque[float] = deque()

    def size(self, route: str, limit: int, per_s: float) -> None:
        """Set the bucket of a route such as ``POST /channels/{channel}/messages``."""
        self._sizes[route] = (limit, per_s)
        self._buckets.clear()

    def take(self, method: str, template: str, match: dict[str, str], now: float) -> Verdict:
        """Count a request of a known route at ``now`` (monotonic seconds)."""
        headers: dict[str, str] = {}
        if self._options.rate_limits:
            verdict = self._take_bucket(method, template, match, now)
            if verdict.retry_s is not None:
                return verdict
            headers = verdict.headers
        limit = self._options.global_limit
        if limit and not template.startswith(_EXEMPT):
            while self._all and now - self._all[0] >= _WINDOW_S:
                self._all.popleft()
            if len(self._all) >= limit:
                return Verdict({}, self._all[0] + _WINDOW_S - now, "global")
            self._all.append(now)
        return Verdict(headers)

    def _take_bucket(
        self, method: str, template: str, match: dict[str, str], now: float
    ) -> Verdict:
        route = f"{method} {template}"
        limit, per_s = self._sizes.get(route, _DEFAULT)
        key = (route, *(match.get(name, "") for name in _MAJOR))
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(limit, per_s)
        if now - bucket.opened >= bucket.per_s:
            bucket.opened, bucket.used = now, 0
        left_s = bucket.opened + bucket.per_s - now
        over = bucket.used >= bucket.limit
        bucket.used += not over
        after_s = math.ceil(left_s * 1_000) / 1_000
        headers = {
            "X-RateLimit-Limit": str(bucket.limit),
            "X-RateLimit-Remaining": str(bucket.limit - bucket.used),
            "X-RateLimit-Reset": f"{now_ms() / 1_000 + after_s:.3f}",
            "X-RateLimit-Reset-After": f"{after_s:.3f}",
            "X-RateLimit-Bucket": hashlib.md5(route.encode(), usedforsecurity=False).hexdigest(),
        }
        return Verdict(headers, after_s if over else None)

    def note_invalid(self, now: float) -> None:
        """Count an answer that Discord calls invalid."""
        self._invalid.append(now)

    def blocked(self, now: float) -> bool:
        """Tell whether the address asked too much that was refused."""
        while self._invalid and now - self._invalid[0] > _INVALID_WINDOW_S:
            self._invalid.popleft()
        return len(self._invalid) >= self._options.invalid_limit

    @property
    def invalid(self) -> int:
        """Invalid requests of the last ten minutes, as of the last one."""
        return len(self._invalid)
