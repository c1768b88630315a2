"""What is about to be done, and the case that is made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.text.truncate import truncate
from cogs.moderation.domain.actions import (
    EVIDENCE_LIMIT,
    REASON_LIMIT,
    Action,
    Dm,
    Outcome,
    Source,
)
from cogs.moderation.domain.case import Case
from cogs.moderation.domain.strikes import Step
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What is about to be done. ``moderator_id`` None: Steward acts by itself.

    ``role_id``: the role that an action ``role`` gives. Reason and evidence are cut to their
    limits. ``duration`` None: without end. ``audit_entry_id``:
    it was done by hand, and this is Discord's entry of it. ``messages``: so many were deleted.
    """

    guild_id: int
    action: Action
    moderator_id: int | None
    target_id: int | None = None
    channel_id: int | None = None
    reason: str = ""
    rule: int | None = None
    duration: timedelta | None = None
    evidence: str | None = None
    source: Source = Source.COMMAND
    audit_entry_id: int | None = None
    role_id: int | None = None
    messages: int | None = None


def case_of(new: NewCase, number: int, now: datetime, settings: GuildSettings) -> Case:
    """Return the case that is about to be begun, with the strikes that it weighs."""
    weight = settings.strikes_of(new.action) if new.target_id is not None else 0
    lasts = timedelta(days=settings.strike_days) if settings.strike_days else None
    return Case(
        guild_id=new.guild_id,
        number=number,
        action=new.action,
        source=new.source,
        outcome=Outcome.BEGUN,
        dm=Dm.NONE,
        target_id=new.target_id,
        moderator_id=new.moderator_id,
        channel_id=new.channel_id,
        reason=cut(new.reason, REASON_LIMIT),
        rule=new.rule,
        evidence=cut(new.evidence or "", EVIDENCE_LIMIT) or None,
        strikes=weight,
        strikes_until=now + lasts if weight and lasts is not None else None,
        cause=None,
        failure=None,
        created_at=now,
        ends_at=now + new.duration if new.duration is not None else None,
        ended_at=None,
        voided_at=None,
        log_channel_id=None,
        log_message_id=None,
        audit_entry_id=new.audit_entry_id,
        role_id=new.role_id,
        messages=new.messages,
    )


def escalated(case: Case, number: int, step: Step, strikes: int) -> Case:
    """Return the case of the step that follows where the strikes of ``case`` add up."""
    return replace(
        case,
        number=number,
        action=step.action,
        source=Source.ESCALATION,
        moderator_id=None,
        reason=T.plain("escalation-reason", strikes=strikes, number=case.number),
        evidence=None,
        role_id=None,
        # What led to it has them already.
        strikes=0,
        strikes_until=None,
        cause=case.number,
        ends_at=case.created_at + step.duration if step.duration is not None else None,
        audit_entry_id=None,
    )


def cut(text: str, limit: int) -> str:
    """Return a text without what is around it, cut to its limit."""
    text = text.strip()
    return truncate(text, limit) if text else ""
