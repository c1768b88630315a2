"""Tables of badges and tiers; ``__init__.py`` declares them with the others."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Index, SmallInteger, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable


class RecognitionBadge(Base):
    """A badge; a deleted one stays, so that its number is never another's.

    ``figure``: a name of ``domain.badges.Figure``, None for one that is given by hand.
    ``thresholds``: its tiers, lowest first, as numbers with spaces between; empty by hand.
    """

    __tablename__ = "recognition_badge"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    badge: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(60))
    emoji: Mapped[str] = mapped_column(String(64))
    about: Mapped[str] = mapped_column(String(100))
    figure: Mapped[str | None] = mapped_column(String(16))
    thresholds: Mapped[str] = mapped_column(String(60))
    role_id: Mapped[int | None] = mapped_column(Snowflake)
    deleted_at: Mapped[datetime | None]


class RecognitionBadgeDraft(Base):
    """A badge that a manager looks at, until it is saved; ``badge``: its number, 0 for a new one.

    ``draft_id``: the interaction that asked. The other columns are those of a badge.
    """

    __tablename__ = "recognition_badge_draft"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    draft_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    badge: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    emoji: Mapped[str] = mapped_column(String(64))
    about: Mapped[str] = mapped_column(String(100))
    figure: Mapped[str | None] = mapped_column(String(16))
    thresholds: Mapped[str] = mapped_column(String(60))
    role_id: Mapped[int | None] = mapped_column(Snowflake)
    at: Mapped[datetime]


class RecognitionAward(Base):
    """That a member has a tier of a badge: once, whatever is run again.

    ``value``: the figure at that time where a rule gave it, None by hand; ``by_id``: whose
    hand. A revoked one stays, so that no rule gives it again.
    """

    __tablename__ = "recognition_award"
    __table_args__ = (
        Index(None, "guild_id", "member_id"),
        Index(None, "guild_id", "by_id"),
        Index(None, "guild_id", "revoked_by"),
        Index(None, "guild_id", "at"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    badge: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    tier: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    value: Mapped[int | None]
    by_id: Mapped[int | None] = mapped_column(Snowflake)
    reason: Mapped[str | None] = mapped_column(String(200))
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[int | None] = mapped_column(Snowflake)
    revoked_reason: Mapped[str | None] = mapped_column(String(200))


class RecognitionNews(Base):
    """An award that is to be announced; ``job_id``: the job that is about to do it."""

    __tablename__ = "recognition_news"
    __table_args__ = (Index(None, "guild_id", "member_id"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    badge: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    tier: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    job_id: Mapped[int | None] = mapped_column(Snowflake)


class RecognitionFiguresDue(Base):
    """A member whose figures changed: badges and tiers are to be looked at."""

    __tablename__ = "recognition_figures_due"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)


class RecognitionTier(Base):
    """A tier of members (``domain.seasons``); ``needs``: figures and amounts, as they are typed."""

    __tablename__ = "recognition_tier"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    level: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(40))
    needs: Mapped[str] = mapped_column(String(100))
    perks: Mapped[str] = mapped_column(String(100))
    role_id: Mapped[int | None] = mapped_column(Snowflake)


class RecognitionStanding(Base):
    """The tier that a member holds; all seasons that began before local day ``season`` are judged.

    ``barred``: taken by a manager, and not reached again in that season.
    """

    __tablename__ = "recognition_standing"
    __table_args__ = (Index(None, "guild_id", "season"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    level: Mapped[int] = mapped_column(SmallInteger)
    misses: Mapped[int] = mapped_column(SmallInteger)
    season: Mapped[int]
    barred: Mapped[bool]


class RecognitionMove(Base):
    """That a member's tier changed, or its grace began (same ``before`` and ``after``)."""

    __tablename__ = "recognition_move"
    __table_args__ = (
        Index(None, "guild_id", "at"),
        Index(None, "guild_id", "by_id"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    before: Mapped[int] = mapped_column(SmallInteger)
    after: Mapped[int] = mapped_column(SmallInteger)
    done: Mapped[str] = mapped_column(String(100))
    by_id: Mapped[int | None] = mapped_column(Snowflake)
    reason: Mapped[str | None] = mapped_column(String(200))


BADGE = cast("Table", RecognitionBadge.__table__)
DRAFT = cast("Table", RecognitionBadgeDraft.__table__)
AWARD = cast("Table", RecognitionAward.__table__)
NEWS = cast("Table", RecognitionNews.__table__)
FIGURES_DUE = cast("Table", RecognitionFiguresDue.__table__)
TIER = cast("Table", RecognitionTier.__table__)
STANDING = cast("Table", RecognitionStanding.__table__)
MOVE = cast("Table", RecognitionMove.__table__)

_JUDGES = frozenset({"by_id", "revoked_by"})
_WHOM = frozenset({"member_id", "reason", "revoked_reason"})

MEMBER_TABLES = (
    MemberTable(AWARD, "member_id", "delete", "badges", about="held-badges", hidden=_JUDGES),
    MemberTable(
        AWARD,
        "by_id",
        "blank",
        "badges_given",
        about="held-badges-given",
        hidden=_WHOM | {"revoked_by"},
    ),
    MemberTable(
        AWARD,
        "revoked_by",
        "blank",
        "badges_revoked",
        about="held-badges-revoked",
        hidden=_WHOM | {"by_id"},
    ),
    MemberTable(NEWS, "member_id", "delete", "badge_news", about="held-badge-news"),
    MemberTable(
        FIGURES_DUE, "member_id", "delete", "figures_due", about="held-figures-due", observed=True
    ),
    MemberTable(STANDING, "member_id", "delete", "tier", about="held-standing", observed=True),
    MemberTable(
        MOVE,
        "member_id",
        "delete",
        "tier_changes",
        about="held-moves",
        observed=True,
        hidden=frozenset({"by_id"}),
    ),
    MemberTable(
        MOVE,
        "by_id",
        "blank",
        "tiers_taken",
        about="held-tiers-taken",
        hidden=frozenset({"member_id", "done", "reason"}),
    ),
)
