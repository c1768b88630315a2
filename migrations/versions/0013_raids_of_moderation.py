"""raids of moderation

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moderation_raid",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("ending_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "number", name=op.f("pk_moderation_raid")),
    )
    with op.batch_alter_table("moderation_raid", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_raid_guild_id_ended_at"),
            ["guild_id", "ended_at"],
            unique=False,
        )

    op.create_table(
        "moderation_raid_measure",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column(
            "before", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "after", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint(
            "guild_id", "number", "kind", name=op.f("pk_moderation_raid_measure")
        ),
    )
    op.create_table(
        "moderation_raid_member",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("cluster", sa.Integer(), nullable=False),
        sa.Column("traits", sa.String(length=40), nullable=False),
        sa.Column("quarantine", sa.String(length=8), nullable=True),
        sa.Column("quarantine_case", sa.Integer(), nullable=True),
        sa.Column("ban", sa.String(length=8), nullable=True),
        sa.Column("ban_case", sa.Integer(), nullable=True),
        sa.Column("banned_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint(
            "guild_id", "number", "member_id", name=op.f("pk_moderation_raid_member")
        ),
    )
    with op.batch_alter_table("moderation_raid_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_raid_member_guild_id_member_id"),
            ["guild_id", "member_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("moderation_raid_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_raid_member_guild_id_member_id"))

    op.drop_table("moderation_raid_member")
    op.drop_table("moderation_raid_measure")
    with op.batch_alter_table("moderation_raid", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_raid_guild_id_ended_at"))

    op.drop_table("moderation_raid")
