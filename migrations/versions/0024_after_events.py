"""After events: surveys, reports, and calendars to subscribe to

Revision ID: 0024
Revises: 0023
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "events_aftermath",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("answers_until", sa.BigInteger(), nullable=True),
        sa.Column("report_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("report_message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "event_id", "number", name=op.f("pk_events_aftermath")),
    )
    op.create_table(
        "events_calendar",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_events_calendar")),
    )
    op.create_table(
        "events_rating",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=False),
        sa.Column("comment", sa.String(length=1000), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "event_id", "number", "member_id", name=op.f("pk_events_rating")
        ),
    )
    with op.batch_alter_table("events_rating", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_events_rating_guild_id_member_id"),
            ["guild_id", "member_id"],
            unique=False,
        )

    op.create_table(
        "events_unasked",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_events_unasked")),
    )


def downgrade() -> None:
    op.drop_table("events_unasked")
    with op.batch_alter_table("events_rating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_rating_guild_id_member_id"))

    op.drop_table("events_rating")
    op.drop_table("events_calendar")
    op.drop_table("events_aftermath")
