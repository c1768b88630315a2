"""Events: AMAs, their questions and votes

Revision ID: 0025
Revises: 0024
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "events_ama",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("board_channel_id", sa.BigInteger(), nullable=False),
        sa.Column("board_message_id", sa.BigInteger(), nullable=True),
        sa.Column("last_question", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("board_revision", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("transcript_message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "event_id", name=op.f("pk_events_ama")),
    )
    with op.batch_alter_table("events_ama", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_events_ama_guild_id_state"), ["guild_id", "state"], unique=False
        )

    op.create_table(
        "events_ama_block",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("blocked_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "event_id", "number", name=op.f("pk_events_ama_block")),
    )
    with op.batch_alter_table("events_ama_block", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_events_ama_block_guild_id_blocked_by"),
            ["guild_id", "blocked_by"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_events_ama_block_guild_id_member_id"),
            ["guild_id", "member_id"],
            unique=False,
        )

    op.create_table(
        "events_ama_question",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asker_id", sa.BigInteger(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("pinned_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("spoken", sa.Boolean(), nullable=False),
        sa.Column("answered_by", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("answer_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("answer_message_id", sa.BigInteger(), nullable=True),
        sa.Column("told_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("told_message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint(
            "guild_id", "event_id", "number", name=op.f("pk_events_ama_question")
        ),
    )
    with op.batch_alter_table("events_ama_question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_events_ama_question_guild_id_answered_by"),
            ["guild_id", "answered_by"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_events_ama_question_guild_id_asker_id"),
            ["guild_id", "asker_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_events_ama_question_guild_id_decided_by"),
            ["guild_id", "decided_by"],
            unique=False,
        )

    op.create_table(
        "events_ama_vote",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "event_id", "number", "member_id", name=op.f("pk_events_ama_vote")
        ),
    )
    with op.batch_alter_table("events_ama_vote", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_events_ama_vote_guild_id_member_id"),
            ["guild_id", "member_id"],
            unique=False,
        )


def downgrade() -> None:
    for table in ("events_ama_vote", "events_ama_question", "events_ama_block", "events_ama"):
        op.drop_table(table)
