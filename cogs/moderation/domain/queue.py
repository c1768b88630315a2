"""Who may decide what waits in the queue, and when it has waited too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What an item of the queue is."""

    REPORT = "report"  # a message that members reported
    HOLD = "hold"  # a message that automod held back
    APPEAL = "appeal"  # somebody asks to look at a case again


class State(StrEnum):
    """Where an item stands."""

    OPEN = "open"
    CLAIMED = "claimed"
    ACTED = "acted"  # something was done; an appeal: granted
    DISMISSED = "dismissed"  # nothing was to be done; an appeal: the case stands


DECIDED = frozenset({State.ACTED, State.DISMISSED})
WAITING = frozenset({State.OPEN, State.CLAIMED})


class Refusal(StrEnum):
    """Why somebody may not take or decide an item."""

    DECIDED = "decided"
    CLAIMED = "claimed"  # another moderator has it
    ABOUT_THEM = "about-them"
    THEIR_OWN_CASE = "their-own-case"  # an appeal against what they did themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of the queue; instants are aware UTC.

    ``target_id`` is whom it is about: the author of a reported message, or who appeals.
    ``acted_by`` is who did what an appeal is about; None: Steward by itself. ``case_number``
    is the case that an appeal is about, or the one that came of a report. ``since`` is when
    it last changed hands. ``content`` is what was written, until ``content_until``; so long
    ``found`` says which rules of automod it broke, and how.
    """

    guild_id: int
    item_id: int
    kind: Kind
    state: State
    target_id: int | None
    channel_id: int | None
    message_id: int | None
    case_number: int | None
    acted_by: int | None
    opened_at: datetime
    since: datetime
    claimed_by: int | None
    decided_by: int | None
    decided_at: datetime | None
    escalated_at: datetime | None
    content: str | None
    content_until: datetime
    reply: str | None
    card_channel_id: int | None
    card_message_id: int | None
    found: str | None = None
    reports: int = 0

    @property
    def link(self) -> str | None:
        """The address of the message that it is about."""
        if self.channel_id is None or self.message_id is None:
            return None
        return f"https://discord.com/channels/{self.guild_id}/{self.channel_id}/{self.message_id}"


def refusal(item: Item, who: int, *, others: bool) -> Refusal | None:
    """Return why ``who`` may not take or decide ``item``, None where they may.

    Nobody decides about themselves. An appeal is decided by somebody else than who acted,
    where ``others`` says that there is one. What another has taken is theirs, until it has
    waited too long and was escalated.
    """
    if item.state in DECIDED:
        return Refusal.DECIDED
    if who == item.target_id:
        return Refusal.ABOUT_THEM
    if item.kind is Kind.APPEAL and who == item.acted_by and others:
        return Refusal.THEIR_OWN_CASE
    if item.claimed_by not in {None, who} and item.escalated_at is None:
        return Refusal.CLAIMED
    return None


def too_long_at(item: Item, patience: timedelta) -> datetime:
    """Return when ``item`` has waited too long: ``patience`` after it last changed hands."""
    return item.since + patience
