"""Badges and tiers of members

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recognition_award",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("badge", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("tier", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_by", sa.BigInteger(), nullable=True),
        sa.Column("revoked_reason", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint(
            "guild_id", "badge", "member_id", "tier", name=op.f("pk_recognition_award")
        ),
    )
    with op.batch_alter_table("recognition_award", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recognition_award_guild_id_at"), ["guild_id", "at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_recognition_award_guild_id_by_id"), ["guild_id", "by_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_recognition_award_guild_id_member_id"),
            ["guild_id", "member_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_recognition_award_guild_id_revoked_by"),
            ["guild_id", "revoked_by"],
            unique=False,
        )

    op.create_table(
        "recognition_badge",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("badge", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("emoji", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=100), nullable=False),
        sa.Column("figure", sa.String(length=16), nullable=True),
        sa.Column("thresholds", sa.String(length=60), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "badge", name=op.f("pk_recognition_badge")),
    )
    op.create_table(
        "recognition_figures_due",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_recognition_figures_due")),
    )
    op.create_table(
        "recognition_move",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.SmallInteger(), nullable=False),
        sa.Column("after", sa.SmallInteger(), nullable=False),
        sa.Column("done", sa.String(length=100), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "member_id", "at", name=op.f("pk_recognition_move")),
    )
    with op.batch_alter_table("recognition_move", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recognition_move_guild_id_at"), ["guild_id", "at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_recognition_move_guild_id_by_id"), ["guild_id", "by_id"], unique=False
        )

    op.create_table(
        "recognition_news",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("badge", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("tier", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("job_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint(
            "guild_id", "badge", "member_id", "tier", name=op.f("pk_recognition_news")
        ),
    )
    with op.batch_alter_table("recognition_news", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recognition_news_guild_id_member_id"),
            ["guild_id", "member_id"],
            unique=False,
        )

    op.create_table(
        "recognition_standing",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("misses", sa.SmallInteger(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("barred", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_recognition_standing")),
    )
    with op.batch_alter_table("recognition_standing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recognition_standing_guild_id_season"),
            ["guild_id", "season"],
            unique=False,
        )

    op.create_table(
        "recognition_tier",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("needs", sa.String(length=100), nullable=False),
        sa.Column("perks", sa.String(length=100), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "level", name=op.f("pk_recognition_tier")),
    )


def downgrade() -> None:
    op.drop_table("recognition_tier")
    with op.batch_alter_table("recognition_standing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recognition_standing_guild_id_season"))

    op.drop_table("recognition_standing")
    with op.batch_alter_table("recognition_news", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recognition_news_guild_id_member_id"))

    op.drop_table("recognition_news")
    with op.batch_alter_table("recognition_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recognition_move_guild_id_by_id"))
        batch_op.drop_index(batch_op.f("ix_recognition_move_guild_id_at"))

    op.drop_table("recognition_move")
    op.drop_table("recognition_figures_due")
    op.drop_table("recognition_badge")
    with op.batch_alter_table("recognition_award", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recognition_award_guild_id_revoked_by"))
        batch_op.drop_index(batch_op.f("ix_recognition_award_guild_id_member_id"))
        batch_op.drop_index(batch_op.f("ix_recognition_award_guild_id_by_id"))
        batch_op.drop_index(batch_op.f("ix_recognition_award_guild_id_at"))

    op.drop_table("recognition_award")
