"""reports, appeals, duty

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moderation_duty",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("manual", sa.Boolean(), nullable=True),
        sa.Column("manual_at", sa.BigInteger(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("begins", sa.Integer(), nullable=True),
        sa.Column("ends", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_moderation_duty")),
    )
    op.create_table(
        "moderation_queue_item",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("target_id", sa.BigInteger(), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("case_number", sa.Integer(), nullable=True),
        sa.Column("acted_by", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("claimed_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("escalated_at", sa.BigInteger(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("content_until", sa.BigInteger(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("card_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("card_message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "item_id", name=op.f("pk_moderation_queue_item")),
        sa.UniqueConstraint("guild_id", "key", name=op.f("uq_moderation_queue_item_guild_id_key")),
    )
    with op.batch_alter_table("moderation_queue_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_queue_item_guild_id_acted_by"),
            ["guild_id", "acted_by"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_queue_item_guild_id_case_number"),
            ["guild_id", "case_number"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_queue_item_guild_id_claimed_by_since"),
            ["guild_id", "claimed_by", "since"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_queue_item_guild_id_decided_by_decided_at"),
            ["guild_id", "decided_by", "decided_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_queue_item_guild_id_state"),
            ["guild_id", "state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_queue_item_guild_id_target_id"),
            ["guild_id", "target_id"],
            unique=False,
        )

    op.create_table(
        "moderation_report",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reporter_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "item_id", "reporter_id", name=op.f("pk_moderation_report")
        ),
    )
    with op.batch_alter_table("moderation_report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_report_guild_id_reporter_id_reported_at"),
            ["guild_id", "reporter_id", "reported_at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("moderation_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_report_guild_id_reporter_id_reported_at"))

    op.drop_table("moderation_report")
    with op.batch_alter_table("moderation_queue_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_queue_item_guild_id_target_id"))
        batch_op.drop_index(batch_op.f("ix_moderation_queue_item_guild_id_state"))
        batch_op.drop_index(batch_op.f("ix_moderation_queue_item_guild_id_decided_by_decided_at"))
        batch_op.drop_index(batch_op.f("ix_moderation_queue_item_guild_id_claimed_by_since"))
        batch_op.drop_index(batch_op.f("ix_moderation_queue_item_guild_id_case_number"))
        batch_op.drop_index(batch_op.f("ix_moderation_queue_item_guild_id_acted_by"))

    op.drop_table("moderation_queue_item")
    op.drop_table("moderation_duty")
