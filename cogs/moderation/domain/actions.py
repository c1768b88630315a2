"""What moderation does, where it came from, and how far it got."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Final


class Action(StrEnum):
    """What a case records. Values are at most 12 characters: they are kept in the database."""

    NOTE = "note"
    WARN = "warn"
    TIMEOUT = "timeout"
    UNTIMEOUT = "untimeout"
    KICK = "kick"
    BAN = "ban"
    UNBAN = "unban"
    DELETE = "delete"
    QUARANTINE = "quarantine"
    ROLE = "role"
    PURGE = "purge"
    SLOWMODE = "slowmode"
    LOCK = "lock"
    UNLOCK = "unlock"
    LOCKDOWN = "lockdown"
    RAID = "raid"  # that one is on or over, and what is changed in the server meanwhile


class Source(StrEnum):
    """Where a case came from; at most 12 characters."""

    COMMAND = "command"
    AUTOMOD = "automod"
    AUDIT_LOG = "audit_log"  # done by hand in Discord's own client
    REPORT = "report"
    APPEAL = "appeal"
    ESCALATION = "escalation"  # strikes added up


class Outcome(StrEnum):
    """How far an action got; at most 12 characters."""

    BEGUN = "begun"  # written down, and nobody has said yet how it went
    DONE = "done"
    FAILED = "failed"  # Discord refused: nothing was done
    INTERRUPTED = "interrupted"  # nobody ever said: it may or may not have been done


class Dm(StrEnum):
    """Whether the member was told; at most 12 characters."""

    NONE = "none"  # nothing was to be told
    ARRIVED = "arrived"
    CLOSED = "closed"  # they take no direct messages
    FAILED = "failed"  # Discord did not take it


REASON_LIMIT: Final = 1_000
EVIDENCE_LIMIT: Final = 1_000
FAILURE_LIMIT: Final = 300
# https://docs.discord.com/developers/reference#audit-logs
AUDIT_REASON: Final = 512
# https://docs.discord.com/developers/resources/guild#modify-guild-member
TIMEOUT_AT_ONCE: Final = timedelta(days=28)
TIMEOUT_MOST: Final = timedelta(days=366)
BAN_MOST: Final = timedelta(days=3_650)
LEAST: Final = timedelta(minutes=1)

# What is done to a member, from the lightest to the heaviest.
WEIGHT: Final = (Action.NOTE, Action.WARN, Action.TIMEOUT, Action.KICK, Action.BAN)
# The member is told of these, of the last two before they happen: afterwards a message cannot
# reach them any more.
TOLD: Final = frozenset({Action.WARN, Action.TIMEOUT, Action.UNTIMEOUT, Action.KICK, Action.BAN})
TOLD_BEFORE: Final = frozenset({Action.KICK, Action.BAN})
# Two moderators who do one of these to one member within moments mean the same.
ONCE: Final = frozenset(
    {Action.TIMEOUT, Action.UNTIMEOUT, Action.KICK, Action.BAN, Action.UNBAN, Action.QUARANTINE}
)
# What each of these ends or replaces.
ENDS: Final = {
    Action.TIMEOUT: Action.TIMEOUT,
    Action.UNTIMEOUT: Action.TIMEOUT,
    Action.QUARANTINE: Action.QUARANTINE,
    Action.BAN: Action.BAN,
    Action.UNBAN: Action.BAN,
}
