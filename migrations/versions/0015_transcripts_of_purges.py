"""transcripts of purges

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moderation_transcript",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "number", "member_id", name=op.f("pk_moderation_transcript")
        ),
    )
    with op.batch_alter_table("moderation_transcript", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_transcript_guild_id_member_id"),
            ["guild_id", "member_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("moderation_transcript", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_transcript_guild_id_member_id"))
    op.drop_table("moderation_transcript")
