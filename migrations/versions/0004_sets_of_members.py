"""sets of members

Revision ID: 0004
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "activity_day_set",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("bits", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "kind", "day", name=op.f("pk_activity_day_set")),
    )
    op.create_table(
        "activity_member_week",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "day", "member_id", name=op.f("pk_activity_member_week")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "activity_place",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_activity_place")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_activity_place_guild_id_place"),
        "activity_place",
        ["guild_id", "place"],
        unique=True,
    )
    op.drop_index("ix_activity_stay_guild_id_joined_at", table_name="activity_stay")
    op.create_index(
        op.f("ix_activity_stay_guild_id_joined_at_member_id"),
        "activity_stay",
        ["guild_id", "joined_at", "member_id"],
        unique=False,
    )
    # The version of the activity projection has risen: the next start counts the past.
    op.add_column(
        "activity_member_day", sa.Column("scored", sa.Integer(), server_default="0", nullable=False)
    )
    asking = sa.text("flags & 9 != 0")
    op.create_index(
        "ix_ledger_message_asking",
        "ledger_message",
        ["guild_id", "at"],
        unique=False,
        sqlite_where=asking,
        postgresql_where=asking,
    )
    for name, columns, condition in (
        ("replying", ["guild_id", "reply_to", "at", "message_id"], "reply_to IS NOT NULL"),
        ("addressing", ["guild_id", "channel_id", "at"], "mentions IS NOT NULL"),
    ):
        op.create_index(
            f"ix_ledger_message_{name}",
            "ledger_message",
            columns,
            unique=False,
            sqlite_where=sa.text(condition),
            postgresql_where=sa.text(condition),
        )


def downgrade() -> None:

    op.drop_index("ix_ledger_message_addressing", table_name="ledger_message")
    op.drop_index("ix_ledger_message_replying", table_name="ledger_message")
    op.drop_index("ix_ledger_message_asking", table_name="ledger_message")
    op.drop_column("activity_member_day", "scored")
    op.drop_index(op.f("ix_activity_stay_guild_id_joined_at_member_id"), table_name="activity_stay")
    op.create_index(
        "ix_activity_stay_guild_id_joined_at", "activity_stay", ["guild_id", "joined_at"]
    )
    op.drop_index(op.f("ix_activity_place_guild_id_place"), table_name="activity_place")
    op.drop_table("activity_place")
    op.drop_table("activity_member_week")
    op.drop_table("activity_day_set")
