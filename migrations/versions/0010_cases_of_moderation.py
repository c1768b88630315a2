"""cases of moderation

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "moderation_case",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("dm", sa.String(length=12), nullable=False),
        sa.Column("target_id", sa.BigInteger(), nullable=True),
        sa.Column("moderator_id", sa.BigInteger(), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rule", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("strikes", sa.Integer(), nullable=False),
        sa.Column("strikes_until", sa.BigInteger(), nullable=True),
        sa.Column("cause", sa.Integer(), nullable=True),
        sa.Column("failure", sa.String(length=60), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.Column("log_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("log_message_id", sa.BigInteger(), nullable=True),
        sa.Column("audit_entry_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "number", name=op.f("pk_moderation_case")),
    )
    with op.batch_alter_table("moderation_case", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_case_guild_id_created_at"),
            ["guild_id", "created_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_case_guild_id_moderator_id_number"),
            ["guild_id", "moderator_id", "number"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_case_guild_id_target_id_number"),
            ["guild_id", "target_id", "number"],
            unique=False,
        )
        batch_op.create_index(
            "uq_moderation_case_entry", ["guild_id", "audit_entry_id"], unique=True
        )

    op.create_table(
        "moderation_case_change",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("moderator_id", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "number", "step", name=op.f("pk_moderation_case_change")
        ),
    )
    with op.batch_alter_table("moderation_case_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_case_change_guild_id_moderator_id"),
            ["guild_id", "moderator_id"],
            unique=False,
        )

    op.create_table(
        "moderation_case_number",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_moderation_case_number")),
    )
    op.create_table(
        "moderation_earlier_name",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "member_id", "changed_at", name=op.f("pk_moderation_earlier_name")
        ),
    )


def downgrade() -> None:

    op.drop_table("moderation_earlier_name")
    op.drop_table("moderation_case_number")
    with op.batch_alter_table("moderation_case_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_case_change_guild_id_moderator_id"))

    op.drop_table("moderation_case_change")
    with op.batch_alter_table("moderation_case", schema=None) as batch_op:
        batch_op.drop_index("uq_moderation_case_entry")
        batch_op.drop_index(batch_op.f("ix_moderation_case_guild_id_target_id_number"))
        batch_op.drop_index(batch_op.f("ix_moderation_case_guild_id_moderator_id_number"))
        batch_op.drop_index(batch_op.f("ix_moderation_case_guild_id_created_at"))

    op.drop_table("moderation_case")
