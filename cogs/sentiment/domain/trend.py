"""How unusual a change of mood is."""

from __future__ import annotations

import math

from cogs.sentiment.domain.labels import Tally

# Of seven days one lies this many standard errors apart by chance about once in a hundred weeks.
STANDS_OUT = 3.0


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


def negative_weight(day: Tally, others: Tally) -> float:
    """Return the two-proportion z score of the share of negative messages.

    With a pooled share; positive where ``day`` has the larger one, 0 where either has nothing
    scored or the pooled share is 0 or 1.
    """
    if not day.scored or not others.scored:
        return 0.0
    pooled = (day.negative + others.negative) / (day.scored + others.scored)
    variance = pooled * (1 - pooled) * (1 / day.scored + 1 / others.scored)
    if variance <= 0:
        return 0.0
    return (day.negative / day.scored - others.negative / others.scored) / math.sqrt(variance)
