"""Tables of onboarding."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import JSON, Index, String, Table
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable

_Json = JSON().with_variant(JSONB(), "postgresql")


class Newcomer(Base):
    """A membership that began while Steward watched, and how far its onboarding went.

    ``screened_at``: membership screening passed. ``outcome`` is a ``WelcomeOutcome``, null
    until the greeting has ended at ``welcomed_at``. ``batch``: the greeting in the welcome
    channel that they belong to; ``queued_at``: since when they wait for one. ``source`` and
    ``source_code``: by which kind of invite they came, and which.
    """

    __tablename__ = "onboarding_newcomer"
    __table_args__ = (
        Index(None, "guild_id", "joined_at"),
        Index("ix_onboarding_newcomer_batch", "guild_id", "batch"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    joined_at: Mapped[datetime] = mapped_column(primary_key=True)
    came_back: Mapped[bool]
    screened_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(12))
    welcomed_at: Mapped[datetime | None]
    # Where the greeting is, so that it can be brought up to date.
    queued_at: Mapped[datetime | None]
    batch: Mapped[str | None] = mapped_column(String(24))
    rules_at: Mapped[datetime | None]
    interests_at: Mapped[datetime | None]
    introduced_at: Mapped[datetime | None]
    buddy_at: Mapped[datetime | None]
    nudged_at: Mapped[datetime | None]
    source: Mapped[str | None] = mapped_column(String(8))
    source_code: Mapped[str | None] = mapped_column(String(32))


class Contact(Base):
    """What holds for a person over all memberships: no more messages, closed direct messages."""

    __tablename__ = "onboarding_contact"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    muted_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class Pace(Base):
    """When the next greeting of a guild may be due."""

    __tablename__ = "onboarding_pace"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    next_at: Mapped[datetime]


class KeptRoles(Base):
    """The roles that somebody had when they were last seen, for when they come back."""

    __tablename__ = "onboarding_kept_roles"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    role_ids: Mapped[Any] = mapped_column(_Json)
    kept_at: Mapped[datetime]


class Introduction(Base):
    """Where somebody's card is; ``message_id`` is null while it is being sent."""

    __tablename__ = "onboarding_introduction"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    begun_at: Mapped[datetime]


class Interest(Base):
    """A micro-community: a role, mostly with a channel of its own."""

    __tablename__ = "onboarding_interest"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    role_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    emoji: Mapped[str | None] = mapped_column(String(64))
    channel_id: Mapped[int | None] = mapped_column(Snowflake)
    made_at: Mapped[datetime]


class Wish(Base):
    """A topic that a member asked for and that no interest serves yet."""

    __tablename__ = "onboarding_wish"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    topic: Mapped[str] = mapped_column(String(40), primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    wished_at: Mapped[datetime]


class Suggestion(Base):
    """A topic that was suggested to the managers, so that it is suggested once."""

    __tablename__ = "onboarding_suggestion"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    topic: Mapped[str] = mapped_column(String(40), primary_key=True)
    suggested_at: Mapped[datetime]
    decision: Mapped[str | None] = mapped_column(String(8))


class Buddy(Base):
    """A volunteer who greets newcomers."""

    __tablename__ = "onboarding_buddy"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    daily_cap: Mapped[int]
    offered_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]


class Pairing(Base):
    """A newcomer and their buddy; ``outcome`` is what the newcomer said after a week."""

    __tablename__ = "onboarding_pairing"
    __table_args__ = (Index(None, "guild_id", "buddy_id", "paired_at"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    newcomer_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    buddy_id: Mapped[int] = mapped_column(Snowflake)
    paired_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(12))


class InviteUse(Base):
    """How often an invite had been used when it was last looked at."""

    __tablename__ = "onboarding_invite"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    uses: Mapped[int]
    max_uses: Mapped[int]


def table(model: type[Base]) -> Table:
    """Return the table of a model."""
    return cast("Table", model.__table__)


MEMBER_TABLES = (
    MemberTable(
        table(Newcomer), "member_id", "delete", "onboarding", about="held-newcomer", observed=True
    ),
    MemberTable(table(Contact), "member_id", "delete", "onboarding_contact", about="held-contact"),
    MemberTable(
        table(KeptRoles),
        "member_id",
        "delete",
        "onboarding_kept_roles",
        about="held-kept-roles",
        observed=True,
    ),
    MemberTable(
        table(Introduction),
        "member_id",
        "delete",
        "onboarding_introduction",
        about="held-introduction",
    ),
    MemberTable(table(Wish), "member_id", "delete", "onboarding_wishes", about="held-wishes"),
    MemberTable(table(Buddy), "member_id", "delete", "onboarding_buddy", about="held-buddy"),
    MemberTable(
        table(Pairing), "newcomer_id", "delete", "onboarding_my_buddy", about="held-my-buddy"
    ),
    MemberTable(table(Pairing), "buddy_id", "delete", "onboarding_buddy_of", about="held-buddy-of"),
)
