"""How unusual a change of mood is."""

from __future__ import annotations

import math

from cogs.sentiment.domain.labels import Tally


def net_weight(now: Tally, before: Tally) -> float:
    """Return how many standard errors the net moods of two windows lie apart.

    The net is the mean of +1, 0 and -1 over the scored messages. As in the two-proportion z
    test, the variance is that of both windows together. 0 where either window has nothing
    scored, or nothing varies.
    """
    both = now + before
    if now.net is None or before.net is None or both.net is None:
        return 0.0
    variance = (both.positive + both.negative) / both.scored - both.net**2
    error = math.sqrt(max(0.0, variance) * (1 / now.scored + 1 / before.scored))
    return abs(now.net - before.net) / error if error > 0 else 0.0
