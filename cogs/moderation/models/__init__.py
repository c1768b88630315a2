"""Tables of moderation."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import JSON, Index, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable
from cogs.moderation.domain.actions import FAILURE_LIMIT
from cogs.moderation.models.duty import MEMBER_TABLES as DUTY_TABLES

_Json = JSON().with_variant(JSONB(), "postgresql")


class CaseNumber(Base):
    """The last number given to a case. Its row is locked until the case is written."""

    __tablename__ = "moderation_case_number"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    last: Mapped[int]


class CaseRow(Base):
    """One moderation action; see ``domain.case.Case``."""

    __tablename__ = "moderation_case"
    __table_args__ = (
        Index(None, "guild_id", "target_id", "number"),
        Index(None, "guild_id", "moderator_id", "number"),
        Index(None, "guild_id", "created_at"),
        Index("uq_moderation_case_entry", "guild_id", "audit_entry_id", unique=True),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    action: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(12))
    outcome: Mapped[str] = mapped_column(String(12))
    dm: Mapped[str] = mapped_column(String(12))
    target_id: Mapped[int | None] = mapped_column(Snowflake)
    moderator_id: Mapped[int | None] = mapped_column(Snowflake)
    channel_id: Mapped[int | None] = mapped_column(Snowflake)
    reason: Mapped[str] = mapped_column(Text)
    rule: Mapped[int | None]
    evidence: Mapped[str | None] = mapped_column(Text)
    strikes: Mapped[int]
    strikes_until: Mapped[datetime | None]
    cause: Mapped[int | None]
    failure: Mapped[str | None] = mapped_column(String(FAILURE_LIMIT))
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    log_channel_id: Mapped[int | None] = mapped_column(Snowflake)
    log_message_id: Mapped[int | None] = mapped_column(Snowflake)
    audit_entry_id: Mapped[int | None] = mapped_column(Snowflake)
    role_id: Mapped[int | None] = mapped_column(Snowflake)
    log_batch: Mapped[int | None]
    messages: Mapped[int | None]


class CaseChange(Base):
    """A reason that was changed, or a case that was voided: who, when, why."""

    __tablename__ = "moderation_case_change"
    __table_args__ = (Index(None, "guild_id", "moderator_id"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    step: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(8))
    moderator_id: Mapped[int | None] = mapped_column(Snowflake)
    changed_at: Mapped[datetime]
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)


class EarlierName(Base):
    """A name that a member had until ``changed_at``."""

    __tablename__ = "moderation_earlier_name"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    changed_at: Mapped[datetime] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(32))


class RulesDraft(Base):
    """The rules as managers are writing them."""

    __tablename__ = "moderation_rules_draft"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    rules: Mapped[Any] = mapped_column(_Json)
    changed_at: Mapped[datetime]


class RulesVersion(Base):
    """A publication of the rules; ``asks_from`` is the oldest version whose acceptance counts."""

    __tablename__ = "moderation_rules_version"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    asks_from: Mapped[int]
    rules: Mapped[Any] = mapped_column(_Json)
    published_at: Mapped[datetime]
    published_by: Mapped[int | None] = mapped_column(Snowflake)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    message_id: Mapped[int | None] = mapped_column(Snowflake)


class RulesAcceptance(Base):
    """The last version of the rules that a member accepted."""

    __tablename__ = "moderation_rules_acceptance"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    version: Mapped[int]
    accepted_at: Mapped[datetime]


class ChannelHold(Base):
    """A channel that a case changed for a while, and what it was before."""

    __tablename__ = "moderation_channel_hold"
    __table_args__ = (Index(None, "guild_id", "number"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int]
    lockdown: Mapped[bool]
    before: Mapped[Any] = mapped_column(_Json)
    after: Mapped[Any] = mapped_column(_Json)
    held_at: Mapped[datetime]
    until: Mapped[datetime | None]


class Transcript(Base):
    """Whose messages stand in the transcript of a purge, which is in the mod log ``until`` then.

    What was written is not here. ``number`` is that of the purge's case.
    """

    __tablename__ = "moderation_transcript"
    __table_args__ = (Index(None, "guild_id", "member_id"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    until: Mapped[datetime]


class RaidRow(Base):
    """A raid. ``number`` is that of the case that began it."""

    __tablename__ = "moderation_raid"
    __table_args__ = (Index(None, "guild_id", "ended_at"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    started_at: Mapped[datetime]
    last_at: Mapped[datetime]
    ending_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(Snowflake)
    channel_id: Mapped[int | None] = mapped_column(Snowflake)
    message_id: Mapped[int | None] = mapped_column(Snowflake)


class RaidMember(Base):
    """An account of a raid: its cluster, what was done to it with which case, and how far."""

    __tablename__ = "moderation_raid_member"
    __table_args__ = (Index(None, "guild_id", "member_id"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    cluster: Mapped[int]
    traits: Mapped[str] = mapped_column(String(40))
    quarantine: Mapped[str | None] = mapped_column(String(8))
    quarantine_case: Mapped[int | None]
    ban: Mapped[str | None] = mapped_column(String(8))
    ban_case: Mapped[int | None]
    banned_at: Mapped[datetime | None]


class RaidMeasure(Base):
    """What a raid changed in the server, and what it was before."""

    __tablename__ = "moderation_raid_measure"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    case_number: Mapped[int]
    before: Mapped[Any] = mapped_column(_Json)
    after: Mapped[Any] = mapped_column(_Json)
    begun_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


def table(model: type[Base]) -> Table:
    """Return the table of a model."""
    return cast("Table", model.__table__)


MEMBER_TABLES: tuple[MemberTable, ...] = (
    # Whoever could have their cases deleted could shed them.
    MemberTable(
        table(CaseRow),
        "target_id",
        "keep",
        "cases",
        kept="kept-cases",
        about="held-cases",
        hidden=frozenset(
            {
                "moderator_id",
                "log_channel_id",
                "log_message_id",
                "log_batch",
                "audit_entry_id",
                "evidence",
            }
        ),
    ),
    MemberTable(
        table(CaseRow),
        "moderator_id",
        "keep",
        "cases_by_me",
        kept="kept-cases-by-me",
        about="held-cases-by-me",
    ),
    MemberTable(
        table(CaseChange),
        "moderator_id",
        "keep",
        "case_changes_by_me",
        kept="kept-cases-by-me",
        about="held-case-changes",
    ),
    MemberTable(
        table(EarlierName), "member_id", "delete", "earlier_names", about="held-earlier-names"
    ),
    MemberTable(
        table(RulesVersion),
        "published_by",
        "blank",
        "rules_published",
        about="held-rules-published",
    ),
    MemberTable(
        table(RulesAcceptance),
        "member_id",
        "delete",
        "rules_accepted",
        about="held-rules-accepted",
    ),
    # Evidence, too, which goes by itself: whoever could have it deleted could shed it.
    MemberTable(
        table(Transcript),
        "member_id",
        "keep",
        "transcripts",
        kept="kept-transcripts",
        about="held-transcripts",
        hidden=frozenset({"channel_id", "message_id"}),
    ),
    MemberTable(
        table(RaidMember), "member_id", "keep", "raids", kept="kept-raids", about="held-raids"
    ),
    MemberTable(table(RaidRow), "ended_by", "blank", "raids_ended", about="held-raids-ended"),
)


# -- reports and appeals; duty has a module of its own --


class QueueItem(Base):
    """What waits for moderators, or waited; see ``domain.queue.Item``.

    ``key`` makes an item exist once: a message that many report, an appeal that is sent twice.
    """

    __tablename__ = "moderation_queue_item"
    __table_args__ = (
        UniqueConstraint("guild_id", "key"),
        Index(None, "guild_id", "state"),
        Index(None, "guild_id", "case_number"),
        Index(None, "guild_id", "target_id"),
        Index(None, "guild_id", "decided_by", "decided_at"),
        Index(None, "guild_id", "claimed_by", "since"),
        Index(None, "guild_id", "acted_by"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    item_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(10))
    target_id: Mapped[int | None] = mapped_column(Snowflake)
    channel_id: Mapped[int | None] = mapped_column(Snowflake)
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    case_number: Mapped[int | None]
    acted_by: Mapped[int | None] = mapped_column(Snowflake)
    opened_at: Mapped[datetime]
    since: Mapped[datetime]
    claimed_by: Mapped[int | None] = mapped_column(Snowflake)
    decided_by: Mapped[int | None] = mapped_column(Snowflake)
    decided_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]
    # What was written: the one place where that is kept, until content_until.
    content: Mapped[str | None] = mapped_column(Text)
    content_until: Mapped[datetime]
    # What automod found in it, which goes at the same time.
    found: Mapped[str | None] = mapped_column(Text)
    reply: Mapped[str | None] = mapped_column(Text)
    card_channel_id: Mapped[int | None] = mapped_column(Snowflake)
    card_message_id: Mapped[int | None] = mapped_column(Snowflake)


class ReportRow(Base):
    """One member's report of an item; ``reason`` is emptied when the item's content goes."""

    __tablename__ = "moderation_report"
    __table_args__ = (Index(None, "guild_id", "reporter_id", "reported_at"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    item_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    reporter_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    reported_at: Mapped[datetime]


# Who decided about a member, where moderators talk of it, and what automod looks for, is not the
# member's to know.
_STAFF_ONLY = frozenset(
    {
        "acted_by",
        "claimed_by",
        "decided_by",
        "since",
        "card_channel_id",
        "card_message_id",
        "found",
    }
)
_OF_OTHERS = _STAFF_ONLY | {"key", "target_id", "channel_id", "message_id", "content", "reply"}


def _handled(column: str, name: str) -> MemberTable:
    """Declare the moderator in ``column``, who is shown nothing of the member it was about."""
    return MemberTable(
        table(QueueItem),
        column,
        "blank",
        name,
        about="held-queue-handled",
        hidden=_OF_OTHERS - {column},
    )


MEMBER_TABLES += (
    # Whoever could have a report of them deleted could shed it.
    MemberTable(
        table(QueueItem),
        "target_id",
        "keep",
        "queue",
        kept="kept-queue",
        about="held-queue",
        hidden=_STAFF_ONLY,
    ),
    _handled("claimed_by", "queue_claimed"),
    _handled("decided_by", "queue_decided"),
    _handled("acted_by", "queue_appealed"),
    MemberTable(table(ReportRow), "reporter_id", "delete", "reports", about="held-reports"),
    *DUTY_TABLES,
)

# What is in no table.
MEMBER_NOTES = ("noted-automod", "noted-raids")
