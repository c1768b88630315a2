"""Tables of recognition. Days are local ordinals in the guild's zone."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Index, LargeBinary, SmallInteger, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable


class RecognitionDay(Base):
    """What a member did on a local day, from which XP and every board follow.

    ``early``, ``middle``, ``late``: active blocks of ten minutes (``domain.blocks.thirds``);
    ``voice_s``: seconds with another human in voice; ``answers`` to ``challenges``: the worth
    of good deeds in hundredths; ``streak``: active days in a row that end with this one.
    """

    __tablename__ = "recognition_day"
    __table_args__ = ({"sqlite_with_rowid": False},)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    early: Mapped[int] = mapped_column(Snowflake)
    middle: Mapped[int] = mapped_column(Snowflake)
    late: Mapped[int] = mapped_column(Snowflake)
    voice_s: Mapped[int]
    answers: Mapped[int]
    kudos: Mapped[int]
    events: Mapped[int]
    challenges: Mapped[int]
    streak: Mapped[int]


class RecognitionScore(Base):
    """The points of a member on a board in a window; never 0.

    ``board`` and ``span`` are numbers of ``domain.standing``, ``period`` is the window's first
    day. A board of ``HIDDEN`` and above is the same board of who is not shown.
    """

    __tablename__ = "recognition_score"
    __table_args__ = (
        Index(
            "ix_recognition_score_ranking",
            "guild_id",
            "board",
            "span",
            "period",
            "points",
            "member_id",
        ),
        {"sqlite_with_rowid": False},
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    span: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    board: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    points: Mapped[int] = mapped_column(Snowflake)


class RecognitionCount(Base):
    """A page of the count tree of a board in a window (``domain.counts``); never all zeros."""

    __tablename__ = "recognition_count"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    board: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    span: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    period: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    level: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    page: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    counts: Mapped[bytes] = mapped_column(LargeBinary)


class RecognitionRules(Base):
    """The settings that a guild's points were computed with.

    Those in ``guild_setting`` may be newer: then a job is about to compute everything anew.
    Windows that began before local day ``kept_from`` are not kept.
    """

    __tablename__ = "recognition_rules"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    block: Mapped[int]
    blocks_a_day: Mapped[int]
    answer: Mapped[int]
    kudos: Mapped[int]
    event: Mapped[int]
    challenge: Mapped[int]
    level_base: Mapped[int]
    level_step: Mapped[int]
    kept_from: Mapped[int]


class RecognitionDeed(Base):
    """A good deed (``bot.deeds``); one that was voided stays, so that it cannot come back.

    A voided one that was never noted has no ``at``.
    """

    __tablename__ = "recognition_deed"
    __table_args__ = (
        Index(None, "guild_id", "member_id", "kind", "at"),
        Index(None, "guild_id", "by_id", "kind", "at"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    by_id: Mapped[int | None] = mapped_column(Snowflake)
    at: Mapped[datetime | None]
    worth: Mapped[int] = mapped_column(SmallInteger)
    voided_at: Mapped[datetime | None]


class RecognitionDeleted(Base):
    """A message that was deleted: it lights no block, whenever it is counted."""

    __tablename__ = "recognition_deleted"
    __table_args__ = (Index(None, "guild_id", "at"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    message_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    at: Mapped[datetime]


class RecognitionHidden(Base):
    """A member who is not shown on boards, nor named in shout-outs."""

    __tablename__ = "recognition_hidden"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    since: Mapped[datetime]


class RecognitionLevelRole(Base):
    """The role that a level gives."""

    __tablename__ = "recognition_level_role"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role_id: Mapped[int] = mapped_column(Snowflake)


class RecognitionRolesDue(Base):
    """A member whose level roles must be looked at, and how often that was asked for."""

    __tablename__ = "recognition_roles_due"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    asked: Mapped[int]


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


DAY = cast("Table", RecognitionDay.__table__)
SCORE = cast("Table", RecognitionScore.__table__)
COUNT = cast("Table", RecognitionCount.__table__)
RULES = cast("Table", RecognitionRules.__table__)
DEED = cast("Table", RecognitionDeed.__table__)
DELETED = cast("Table", RecognitionDeleted.__table__)
HIDDEN = cast("Table", RecognitionHidden.__table__)
LEVEL_ROLE = cast("Table", RecognitionLevelRole.__table__)
ROLES_DUE = cast("Table", RecognitionRolesDue.__table__)
BADGE = cast("Table", RecognitionBadge.__table__)
AWARD = cast("Table", RecognitionAward.__table__)
NEWS = cast("Table", RecognitionNews.__table__)
FIGURES_DUE = cast("Table", RecognitionFiguresDue.__table__)
TIER = cast("Table", RecognitionTier.__table__)
STANDING = cast("Table", RecognitionStanding.__table__)
MOVE = cast("Table", RecognitionMove.__table__)

_JUDGES = frozenset({"by_id", "revoked_by"})
_WHOM = frozenset({"member_id", "reason", "revoked_reason"})

MEMBER_TABLES = (
    MemberTable(DAY, "member_id", "delete", "recognition_by_day", about="held-days", observed=True),
    MemberTable(SCORE, "member_id", "delete", "points", about="held-points", observed=True),
    MemberTable(
        DEED, "member_id", "delete", "good_deeds", about="held-deeds", hidden=frozenset({"by_id"})
    ),
    MemberTable(
        DEED,
        "by_id",
        "blank",
        "good_deeds_judged",
        about="held-judged",
        hidden=frozenset({"member_id", "key"}),
    ),
    MemberTable(
        HIDDEN, "member_id", "keep", "not_shown", kept="kept-not-shown", about="held-not-shown"
    ),
    MemberTable(ROLES_DUE, "member_id", "delete", "roles_due", about="held-roles-due"),
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
