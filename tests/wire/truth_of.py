"""Facts as a test gets them from the double."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

_DAY_MS = 86_400_000


@dataclass
class Facts:
    """Columns of equal length; ``item`` is the message's id where there is one."""

    guild: list[int] = field(default_factory=list)
    channel: list[int] = field(default_factory=list)
    member: list[int] = field(default_factory=list)
    item: list[int] = field(default_factory=list)
    at_ms: list[int] = field(default_factory=list)
    emoji: list[str | None] = field(default_factory=list)

    def extend(self, page: dict[str, list[Any]]) -> None:
        """Append a page of columns."""
        for name, values in page.items():
            getattr(self, name).extend(values)

    def __len__(self) -> int:
        return len(self.guild)

    def rows(self) -> list[tuple[int, int, int, int, int]]:
        """Return rows of guild, message, channel, member and milliseconds, sorted."""
        return sorted(
            zip(self.guild, self.item, self.channel, self.member, self.at_ms, strict=True)
        )

    def daily(self) -> Counter[tuple[int, int, int]]:
        """Return how many facts there are for each guild, UTC day and member."""
        return Counter(
            (guild, at // _DAY_MS, member)
            for guild, at, member in zip(self.guild, self.at_ms, self.member, strict=True)
        )
