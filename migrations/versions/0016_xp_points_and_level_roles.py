"""XP, points and level roles

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recognition_count",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("board", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("span", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("level", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id",
            "board",
            "span",
            "period",
            "level",
            "page",
            name=op.f("pk_recognition_count"),
        ),
    )
    op.create_table(
        "recognition_day",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("early", sa.BigInteger(), nullable=False),
        sa.Column("middle", sa.BigInteger(), nullable=False),
        sa.Column("late", sa.BigInteger(), nullable=False),
        sa.Column("voice_s", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("kudos", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("challenges", sa.Integer(), nullable=False),
        sa.Column("streak", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", "day", name=op.f("pk_recognition_day")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recognition_deed",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("worth", sa.SmallInteger(), nullable=False),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint(
            "guild_id", "kind", "key", "member_id", name=op.f("pk_recognition_deed")
        ),
    )
    with op.batch_alter_table("recognition_deed", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recognition_deed_guild_id_by_id_kind_at"),
            ["guild_id", "by_id", "kind", "at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_recognition_deed_guild_id_member_id_kind_at"),
            ["guild_id", "member_id", "kind", "at"],
            unique=False,
        )

    op.create_table(
        "recognition_deleted",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "message_id", name=op.f("pk_recognition_deleted")),
    )
    with op.batch_alter_table("recognition_deleted", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recognition_deleted_guild_id_at"), ["guild_id", "at"], unique=False
        )

    op.create_table(
        "recognition_hidden",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_recognition_hidden")),
    )
    op.create_table(
        "recognition_level_role",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "level", name=op.f("pk_recognition_level_role")),
    )
    op.create_table(
        "recognition_roles_due",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_recognition_roles_due")),
    )
    op.create_table(
        "recognition_rules",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("blocks_a_day", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Integer(), nullable=False),
        sa.Column("kudos", sa.Integer(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("challenge", sa.Integer(), nullable=False),
        sa.Column("level_base", sa.Integer(), nullable=False),
        sa.Column("level_step", sa.Integer(), nullable=False),
        sa.Column("kept_from", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_recognition_rules")),
    )
    op.create_table(
        "recognition_score",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("span", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("board", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "member_id", "period", "span", "board", name=op.f("pk_recognition_score")
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("recognition_score", schema=None) as batch_op:
        batch_op.create_index(
            "ix_recognition_score_ranking",
            ["guild_id", "board", "span", "period", "points", "member_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("recognition_score", schema=None) as batch_op:
        batch_op.drop_index("ix_recognition_score_ranking")

    op.drop_table("recognition_score")
    op.drop_table("recognition_rules")
    op.drop_table("recognition_roles_due")
    op.drop_table("recognition_level_role")
    op.drop_table("recognition_hidden")
    with op.batch_alter_table("recognition_deleted", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recognition_deleted_guild_id_at"))

    op.drop_table("recognition_deleted")
    with op.batch_alter_table("recognition_deed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recognition_deed_guild_id_member_id_kind_at"))
        batch_op.drop_index(batch_op.f("ix_recognition_deed_guild_id_by_id_kind_at"))

    op.drop_table("recognition_deed")
    op.drop_table("recognition_day")
    op.drop_table("recognition_count")
