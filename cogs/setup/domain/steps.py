"""The steps of the wizard, in order, made from what there is to choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ZONE, ROLES, FEATURES, PREVIEW = "zone", "roles", "features", "preview"
CHANNELS: Final = "channels"
ASKED: Final = "asked"
# Three menus, a row of "create it for me" and one to move on: Discord's five rows.
CHANNELS_A_STEP: Final = 3


@dataclass(frozen=True)
class Steps:
    """All steps for a number of channels to choose, and of questions, each with its own step."""

    channels: int
    asked: int = 0

    @property
    def all(self) -> Sequence[str]:
        """Every step in order."""
        pages = -(-self.channels // CHANNELS_A_STEP)
        channels = (f"{CHANNELS}-{n}" for n in range(pages))
        asked = (f"{ASKED}-{n}" for n in range(self.asked))
        return (ZONE, ROLES, FEATURES, *channels, *asked, PREVIEW)

    def known(self, step: str | None) -> str:
        """Return ``step``, or the nearest there is: steps vanish with the features they serve."""
        if step in self.all:
            return str(step)
        return PREVIEW if step is not None and step.startswith((CHANNELS, ASKED)) else ZONE

    def before(self, step: str) -> str | None:
        """Return the step before, None at the first."""
        at = self.all.index(step)
        return self.all[at - 1] if at else None

    def after(self, step: str) -> str | None:
        """Return the step after, None at the last."""
        at = self.all.index(step)
        return self.all[at + 1] if at + 1 < len(self.all) else None

    def number(self, step: str) -> int:
        """Return which step it is, from 1."""
        return self.all.index(step) + 1


def page_of(step: str) -> int:
    """Return which page of its kind a step is, from 0. Raises ValueError for others."""
    kind, _, number = step.partition("-")
    if kind not in {CHANNELS, ASKED}:
        raise ValueError(f"{step!r} is no step with pages")
    return int(number)
