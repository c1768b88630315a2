"""Many cases within moments: they come to the mod log together, so that it can be read.

Discord takes a message a second in a channel, and nobody reads two hundred.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

# From so many cases within a minute on they are gathered.
MANY: Final = 10
WITHIN: Final = timedelta(minutes=1)
_SPAN_S: Final = 20
# A case may have been begun so long before it is decided.
BATCH_OPEN: Final = timedelta(hours=1)
# The transactions of its last moment are over by then.
_SETTLED: Final = timedelta(seconds=1)


def batch_at(at: datetime) -> int:
    """Return the batch of what is decided at ``at`` (aware)."""
    return int(at.timestamp()) // _SPAN_S


def begin_of(batch: int) -> datetime:
    """Return when a batch begins, in UTC."""
    return datetime.fromtimestamp(batch * _SPAN_S, UTC)


def due_of(batch: int) -> datetime:
    """Return when a batch is whole and is shown, in UTC."""
    return begin_of(batch + 1) + _SETTLED
