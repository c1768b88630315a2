"""kudos and shout-outs

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recognition_kudos",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kudos_id", sa.BigInteger(), nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=False),
        sa.Column("giver_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("worth", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_by", sa.BigInteger(), nullable=True),
        sa.Column("revoke_reason", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint(
            "guild_id", "kudos_id", "receiver_id", name=op.f("pk_recognition_kudos")
        ),
    )
    with op.batch_alter_table("recognition_kudos", schema=None) as batch_op:
        for columns in (["at"], ["giver_id", "at"], ["receiver_id", "at"], ["revoked_by"]):
            batch_op.create_index(
                batch_op.f(f"ix_recognition_kudos_guild_id_{'_'.join(columns)}"),
                ["guild_id", *columns],
                unique=False,
            )

    op.create_table(
        "recognition_pick",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.String(length=12), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("figure", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "day", "part", "member_id", name=op.f("pk_recognition_pick")
        ),
    )
    with op.batch_alter_table("recognition_pick", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recognition_pick_guild_id_member_id_day"),
            ["guild_id", "member_id", "day"],
            unique=False,
        )

    op.create_table(
        "recognition_shoutout",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "day", name=op.f("pk_recognition_shoutout")),
    )
    with op.batch_alter_table("recognition_deed", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recognition_deed_guild_id_kind_at"),
            ["guild_id", "kind", "at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("recognition_deed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recognition_deed_guild_id_kind_at"))

    op.drop_table("recognition_shoutout")
    with op.batch_alter_table("recognition_pick", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recognition_pick_guild_id_member_id_day"))

    op.drop_table("recognition_pick")
    with op.batch_alter_table("recognition_kudos", schema=None) as batch_op:
        for columns in (["revoked_by"], ["receiver_id", "at"], ["giver_id", "at"], ["at"]):
            batch_op.drop_index(batch_op.f(f"ix_recognition_kudos_guild_id_{'_'.join(columns)}"))

    op.drop_table("recognition_kudos")
