"""A case: the numbered record of one moderation action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cogs.moderation.domain.actions import TIMEOUT_AT_ONCE, Action, Dm, Outcome, Source

# A long timeout is renewed so long before Discord's own would end.
_RENEWED_BEFORE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands; instants are aware UTC.

    ``moderator_id`` None: Steward acted by itself, or the moderator is not known. ``ends_at``
    None: it has no end. ``failure`` is a word for what Discord refused. ``strikes`` count until
    ``strikes_until``. ``role_id``: the role that was given. ``cause``: the number of the case that
    led to this one by escalation. ``log_batch``: the batch that it stands in in the mod log, with
    others of the same moments. ``rule_title``: what the cited rule was called then; None where
    none was published with it. ``messages``: how many were deleted, where that is known.
    """

    guild_id: int
    number: int
    action: Action
    source: Source
    outcome: Outcome
    dm: Dm
    target_id: int | None
    moderator_id: int | None
    channel_id: int | None
    reason: str
    rule: int | None
    evidence: str | None
    strikes: int
    strikes_until: datetime | None
    cause: int | None
    failure: str | None
    created_at: datetime
    ends_at: datetime | None
    ended_at: datetime | None
    voided_at: datetime | None
    log_channel_id: int | None
    log_message_id: int | None
    audit_entry_id: int | None
    rule_title: str | None = None
    role_id: int | None = None
    log_batch: int | None = None
    messages: int | None = None

    @property
    def duration(self) -> timedelta | None:
        """How long it was meant to last; None: without end."""
        return None if self.ends_at is None else self.ends_at - self.created_at

    def counts(self, now: datetime) -> bool:
        """Tell whether its strikes count at ``now``."""
        return (
            self.strikes > 0
            and self.voided_at is None
            and self.outcome is not Outcome.FAILED
            and (self.strikes_until is None or self.strikes_until > now)
        )

    def lasts(self, now: datetime) -> bool:
        """Tell whether what it did is still to be in force at ``now``."""
        return (
            self.outcome is not Outcome.FAILED
            and self.voided_at is None
            and self.ended_at is None
            and (self.ends_at is None or self.ends_at > now)
        )


def next_look(case: Case, now: datetime) -> datetime | None:
    """Return when something is to be done about what ``case`` did; None: never.

    Discord ends short timeouts by itself; it knows no longer ones, and no end of a
    ban or a role.
    """
    if case.ends_at is None:
        return None
    if case.action in {Action.BAN, Action.QUARANTINE}:
        return case.ends_at
    if case.action is Action.TIMEOUT and case.ends_at - now > TIMEOUT_AT_ONCE:
        return now + TIMEOUT_AT_ONCE - _RENEWED_BEFORE
    return None
