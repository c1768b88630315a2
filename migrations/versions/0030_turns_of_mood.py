"""Mood by hour, its turns, and topics

Revision ID: 0030
Revises: 0029
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sentiment_hour",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("scored", sa.Integer(), nullable=False),
        sa.Column("positive", sa.Integer(), nullable=False),
        sa.Column("negative", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "day", "hour", "channel_id", name=op.f("pk_sentiment_hour")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sentiment_watch",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("evidence", sa.Double(), nullable=False),
        sa.Column("began", sa.Integer(), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "channel_id", name=op.f("pk_sentiment_watch")),
    )
    op.create_table(
        "sentiment_alert",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("began", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("negative", sa.Integer(), nullable=False),
        sa.Column("scored", sa.Integer(), nullable=False),
        sa.Column("usual", sa.Double(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("false_alarm", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "channel_id", "began", name=op.f("pk_sentiment_alert")),
    )
    op.create_table(
        "sentiment_topic",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("week", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("term", sa.String(length=60), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("positive", sa.Integer(), nullable=False),
        sa.Column("neutral", sa.Integer(), nullable=False),
        sa.Column("negative", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "week", "term", name=op.f("pk_sentiment_topic")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("sentiment_topic")
    op.drop_table("sentiment_alert")
    op.drop_table("sentiment_watch")
    op.drop_table("sentiment_hour")
