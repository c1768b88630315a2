"""rules and channels of moderation

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "moderation_channel_hold",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lockdown", sa.Boolean(), nullable=False),
        sa.Column(
            "before", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "after", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("held_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint(
            "guild_id", "channel_id", "kind", name=op.f("pk_moderation_channel_hold")
        ),
    )
    with op.batch_alter_table("moderation_channel_hold", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_channel_hold_guild_id_number"),
            ["guild_id", "number"],
            unique=False,
        )

    op.create_table(
        "moderation_rules_acceptance",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "member_id", name=op.f("pk_moderation_rules_acceptance")
        ),
    )
    op.create_table(
        "moderation_rules_draft",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "rules", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_moderation_rules_draft")),
    )
    op.create_table(
        "moderation_rules_version",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asks_from", sa.Integer(), nullable=False),
        sa.Column(
            "rules", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("published_by", sa.BigInteger(), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "version", name=op.f("pk_moderation_rules_version")),
    )


def downgrade() -> None:

    op.drop_table("moderation_rules_version")
    op.drop_table("moderation_rules_draft")
    op.drop_table("moderation_rules_acceptance")
    with op.batch_alter_table("moderation_channel_hold", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_channel_hold_guild_id_number"))

    op.drop_table("moderation_channel_hold")
