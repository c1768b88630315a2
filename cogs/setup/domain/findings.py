"""Findings of the doctor: what is wrong, what to do about it, what the bot can do itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

# A job this late is no longer about to run by itself.
OVERDUE_AFTER = timedelta(minutes=5)
# As many failed jobs as fit a row of buttons.
SHOWN_FAILED = 5
# Of each kind of button; Discord has five rows of five.
SHOWN_ACTIONS = 5


@dataclass(frozen=True, slots=True)
class Action:
    """Something that the bot can do itself about a finding.

    ``clear``: forget the deleted channels or roles of the setting ``target``. ``allow``: let
    itself do what it needs in the channel ``target``. ``make``: make the channel of the setting
    ``target`` and choose it. ``invite``: the link that asks a manager for permissions. ``name``
    says what it is about.
    """

    kind: Literal["clear", "allow", "make", "invite"]
    target: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be; both texts are ready for Discord."""

    what: str
    remedy: str
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Retryable:
    """A job that failed for good and may be tried again; ``kind`` is what it does, for people."""

    job_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was found; empty means well."""

    findings: tuple[Finding, ...]
    retryable: tuple[Retryable, ...]

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the bot can do itself, as much of each kind as there is room for."""
        every = dict.fromkeys(one.action for one in self.findings if one.action is not None)
        kinds = {kind: [a for a in every if a.kind == kind] for kind in ("clear", "allow", "make")}
        links = [action for action in every if action.kind == "invite"]
        return (
            *kinds["clear"][:SHOWN_ACTIONS],
            *kinds["allow"][:SHOWN_ACTIONS],
            *kinds["make"][:SHOWN_ACTIONS],
            *links[:1],
        )
