"""How unusual a change of mood is."""

from __future__ import annotations

import math

from cogs.sentiment.domain.labels import Tally


def net_weight(now: Tally, before: Tally) -> float:
    """Return how many standard errors the net moods of two windows lie apart.

    The net is the mean of +1, 0 and −1 over the scored messages; its variance follows from
    the counts. 0 where either window has nothing scored, or nothing varies.
    """
    if now.net is None or before.net is None:
        return 0.0
    variance = sum(
        ((tally.positive + tally.negative) / tally.scored - net**2) / tally.scored
        for tally, net in ((now, now.net), (before, before.net))
    )
    return abs(now.net - before.net) / math.sqrt(variance) if variance > 0 else 0.0
