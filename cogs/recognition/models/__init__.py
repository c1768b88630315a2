"""Tables of recognition. Days are local ordinals in the guild's zone."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Index, LargeBinary, SmallInteger, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable
from cogs.recognition.models.badges import MEMBER_TABLES as BADGE_TABLES


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
        Index(None, "guild_id", "kind", "at"),
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


class RecognitionKudos(Base):
    """Thanks from one member to another, for a reason; the deed that counts has the same key.

    ``kudos_id`` is the command's interaction, or the message that thanked. Without a reason
    they came from a press on an offer, where the message says why. ``worth`` is in hundredths.
    """

    __tablename__ = "recognition_kudos"
    __table_args__ = (
        Index(None, "guild_id", "at"),
        Index(None, "guild_id", "giver_id", "at"),
        Index(None, "guild_id", "receiver_id", "at"),
        Index(None, "guild_id", "revoked_by"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    kudos_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    receiver_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    giver_id: Mapped[int] = mapped_column(Snowflake)
    at: Mapped[datetime]
    worth: Mapped[int] = mapped_column(SmallInteger)
    reason: Mapped[str | None] = mapped_column(String(200))
    channel_id: Mapped[int] = mapped_column(Snowflake)
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[int | None] = mapped_column(Snowflake)
    revoke_reason: Mapped[str | None] = mapped_column(String(200))


class RecognitionShoutout(Base):
    """A round of shout-outs: the week that ends before local ``day``.

    ``state`` is a word of ``domain.shoutouts.State``; the message of the draft, where it is in a
    channel.
    """

    __tablename__ = "recognition_shoutout"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(8))
    made_at: Mapped[datetime]


class RecognitionPick(Base):
    """A member who was picked in a round; ``figure`` is the number in the reason.

    ``part`` is a word of ``domain.shoutouts.Part``; ``kept`` False: swapped, or left out.
    """

    __tablename__ = "recognition_pick"
    __table_args__ = (Index(None, "guild_id", "member_id", "day"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    part: Mapped[str] = mapped_column(String(12), primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    figure: Mapped[int]
    kept: Mapped[bool]


DAY = cast("Table", RecognitionDay.__table__)
SCORE = cast("Table", RecognitionScore.__table__)
COUNT = cast("Table", RecognitionCount.__table__)
RULES = cast("Table", RecognitionRules.__table__)
DEED = cast("Table", RecognitionDeed.__table__)
DELETED = cast("Table", RecognitionDeleted.__table__)
HIDDEN = cast("Table", RecognitionHidden.__table__)
LEVEL_ROLE = cast("Table", RecognitionLevelRole.__table__)
ROLES_DUE = cast("Table", RecognitionRolesDue.__table__)
KUDOS = cast("Table", RecognitionKudos.__table__)
SHOUTOUT = cast("Table", RecognitionShoutout.__table__)
PICK = cast("Table", RecognitionPick.__table__)

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
    MemberTable(
        KUDOS,
        "giver_id",
        "delete",
        "kudos_given",
        about="held-kudos-given",
        hidden=frozenset({"revoked_by", "worth"}),
    ),
    MemberTable(
        KUDOS,
        "receiver_id",
        "delete",
        "kudos_received",
        about="held-kudos-received",
        hidden=frozenset({"revoked_by"}),
    ),
    MemberTable(
        KUDOS,
        "revoked_by",
        "blank",
        "kudos_revoked",
        about="held-kudos-revoked",
        hidden=frozenset({"giver_id", "receiver_id", "reason"}),
    ),
    MemberTable(PICK, "member_id", "delete", "shoutouts", about="held-shoutouts"),
    *BADGE_TABLES,
)
MEMBER_NOTES = ("noted-copies", "noted-offers")
