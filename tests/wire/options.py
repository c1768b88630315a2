"""What can be set of the double, at its start or later by ``configure``."""

from __future__ import annotations

from dataclasses import dataclass

NO_LIMIT = 0


@dataclass
class Options:
    """Times are in seconds; the defaults are Discord's own where Discord tells them."""

    token: str = "wire-double-token"
    shards: int = 1
    """The number of shards that /gateway/bot recommends."""
    max_concurrency: int = 1
    identify_window_s: float = 5.0
    """A rate limit key may identify once in this time; 0 lets all pass."""
    session_starts: int = 1_000
    heartbeat_interval_s: float = 41.25
    session_ttl_s: float = 120.0
    """How long a session without a socket can be resumed."""
    backlog_limit: int = 500_000
    """Dispatches that a session keeps for a replay; past it the session is lost."""
    command_limit: int = 120
    """Gateway commands in a minute."""
    rate_limits: bool = True
    """Keep the buckets of the routes."""
    global_limit: int = NO_LIMIT
    """Requests a second over all routes; Discord's own limit is 50, 0 means none."""
    invalid_limit: int = 10_000
    """Answers 401, 403 and 429 in ten minutes; past it the address is blocked."""
    nonce_window_s: float = 180.0
    privileged_intents: bool = True
    """Whether the Developer Portal grants members, presences and message content."""
    interaction_ttl_s: float = 3.0
    """Within this time the first response must come."""
