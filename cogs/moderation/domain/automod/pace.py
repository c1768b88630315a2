"""So much and no more: what automod says or keeps cannot be used to flood anybody."""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

_REMEMBERED: Final = 1_000


@dataclass(slots=True)
class Pace:
    """At most ``most`` of what has one key within ``span``; the oldest keys are forgotten."""

    most: int
    span: timedelta
    _seen: OrderedDict[tuple[int, ...], list[datetime]] = field(default_factory=OrderedDict)

    def take(self, key: tuple[int, ...], at: datetime) -> bool:
        """Tell whether there may be one more at ``at``; if so, it counts."""
        kept = [one for one in self._seen.get(key, ()) if at - one < self.span]
        may = len(kept) < self.most
        self._seen[key] = [*kept, at] if may else kept
        self._seen.move_to_end(key)
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return may


@dataclass(frozen=True, slots=True)
class Paces:
    """The paces of all servers together; keys begin with the server.

    Replies: one in a channel in a while, and one to a person. Held messages: some of a person, what
    is more is deleted. Lines of a dry run: some for a server, what is more is counted
    (``unsaid``).
    """

    replies: Pace = field(default_factory=lambda: Pace(1, timedelta(seconds=30)))
    answered: Pace = field(default_factory=lambda: Pace(1, timedelta(minutes=5)))
    held: Pace = field(default_factory=lambda: Pace(5, timedelta(minutes=10)))
    dry_runs: Pace = field(default_factory=lambda: Pace(10, timedelta(minutes=1)))
    unsaid: Counter[int] = field(default_factory=Counter)
