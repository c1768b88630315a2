"""Events: plans, occurrences and answers

Revision ID: 0022
Revises: 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "events_cohost",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "event_id", "member_id", name=op.f("pk_events_cohost")),
    )
    with op.batch_alter_table("events_cohost", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_events_cohost_guild_id_member_id"),
            ["guild_id", "member_id"],
            unique=False,
        )

    op.create_table(
        "events_number",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_events_number")),
    )
    op.create_table(
        "events_occurrence",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("planned_at", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("native_event_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "native",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=True,
        ),
        sa.Column("card_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("card_message_id", sa.BigInteger(), nullable=True),
        sa.Column("card_revision", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "event_id", "number", name=op.f("pk_events_occurrence")
        ),
    )
    with op.batch_alter_table("events_occurrence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_events_occurrence_guild_id_starts_at"),
            ["guild_id", "starts_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_events_occurrence_guild_id_state_starts_at"),
            ["guild_id", "state", "starts_at"],
            unique=False,
        )
        batch_op.create_index(
            "uq_events_occurrence_native_event", ["guild_id", "native_event_id"], unique=True
        )

    op.create_table(
        "events_picture",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "event_id", name=op.f("pk_events_picture")),
    )
    op.create_table(
        "events_plan",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("wall_start", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("fold", sa.SmallInteger(), nullable=False),
        sa.Column(
            "recurrence",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=True,
        ),
        sa.Column("duration_s", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("room", sa.String(length=8), nullable=True),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.Column("picture", sa.String(length=32), nullable=True),
        sa.Column("host_id", sa.BigInteger(), nullable=True),
        sa.Column("partners", sa.String(length=200), nullable=True),
        sa.Column("series", sa.String(length=60), nullable=True),
        sa.Column("card_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "event_id", name=op.f("pk_events_plan")),
    )
    with op.batch_alter_table("events_plan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_events_plan_guild_id_created_by"),
            ["guild_id", "created_by"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_events_plan_guild_id_host_id"), ["guild_id", "host_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_events_plan_guild_id_series"), ["guild_id", "series"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_events_plan_guild_id_state"), ["guild_id", "state"], unique=False
        )

    op.create_table(
        "events_rsvp",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("offered_until", sa.BigInteger(), nullable=True),
        sa.Column("remind_minutes", sa.String(length=40), nullable=True),
        sa.Column("remind_by", sa.String(length=8), nullable=True),
        sa.PrimaryKeyConstraint(
            "guild_id", "event_id", "number", "member_id", name=op.f("pk_events_rsvp")
        ),
    )
    with op.batch_alter_table("events_rsvp", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_events_rsvp_guild_id_event_id_number_answer_at"),
            ["guild_id", "event_id", "number", "answer", "at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_events_rsvp_guild_id_member_id"), ["guild_id", "member_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("events_rsvp", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_rsvp_guild_id_member_id"))
        batch_op.drop_index(batch_op.f("ix_events_rsvp_guild_id_event_id_number_answer_at"))

    op.drop_table("events_rsvp")
    with op.batch_alter_table("events_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_plan_guild_id_state"))
        batch_op.drop_index(batch_op.f("ix_events_plan_guild_id_series"))
        batch_op.drop_index(batch_op.f("ix_events_plan_guild_id_host_id"))
        batch_op.drop_index(batch_op.f("ix_events_plan_guild_id_created_by"))

    op.drop_table("events_plan")
    op.drop_table("events_picture")
    with op.batch_alter_table("events_occurrence", schema=None) as batch_op:
        batch_op.drop_index("uq_events_occurrence_native_event")
        batch_op.drop_index(batch_op.f("ix_events_occurrence_guild_id_state_starts_at"))
        batch_op.drop_index(batch_op.f("ix_events_occurrence_guild_id_starts_at"))

    op.drop_table("events_occurrence")
    op.drop_table("events_number")
    with op.batch_alter_table("events_cohost", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_cohost_guild_id_member_id"))

    op.drop_table("events_cohost")
