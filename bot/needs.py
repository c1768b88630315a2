"""What each feature needs to be allowed on Discord."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """One permission (a name of ``discord.Permissions``) of a feature, and why it needs it."""

    feature: str
    permission: str
    why: str


class Needs:
    """The needs of all features, in the order in which they were added."""

    def __init__(self) -> None:
        self._needs: list[Need] = []

    def add(self, need: Need) -> None:
        """Add a need; the same one twice counts once."""
        if need not in self._needs:
            self._needs.append(need)

    def __iter__(self) -> Iterator[Need]:
        return iter(self._needs)
