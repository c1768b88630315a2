"""How the community is doing now: the last seven days beside the seven before."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pulse:
    """The small public card.

    Counts are of the last seven local days, today included, and of the seven before.
    ``net_sentiment`` in [-1, 1] is None where it is unknown or too few people wrote;
    ``busiest_channel_id`` is None where nothing was written.
    """

    guild_name: str
    messages: int
    messages_before: int
    active: int
    active_before: int
    joins: int
    net_sentiment: float | None
    busiest_channel_id: int | None
    busiest_channel: str | None
