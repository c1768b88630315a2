"""Events: how their day went, and who was there

Revision ID: 0023
Revises: 0022
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "events_checkin",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "event_id", "number", "member_id", name=op.f("pk_events_checkin")
        ),
    )
    with op.batch_alter_table("events_checkin", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_events_checkin_guild_id_member_id"),
            ["guild_id", "member_id"],
            unique=False,
        )

    op.create_table(
        "events_day",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_for", sa.BigInteger(), nullable=True),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("quiet_since", sa.BigInteger(), nullable=True),
        sa.Column("secret", sa.String(length=32), nullable=False),
        sa.Column("counted_at", sa.BigInteger(), nullable=True),
        sa.Column("peak", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "event_id", "number", name=op.f("pk_events_day")),
    )
    op.create_table(
        "events_presence",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "event_id", "number", "member_id", name=op.f("pk_events_presence")
        ),
    )
    with op.batch_alter_table("events_presence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_events_presence_guild_id_member_id"),
            ["guild_id", "member_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("events_presence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_presence_guild_id_member_id"))

    op.drop_table("events_presence")
    op.drop_table("events_day")
    with op.batch_alter_table("events_checkin", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_checkin_guild_id_member_id"))

    op.drop_table("events_checkin")
