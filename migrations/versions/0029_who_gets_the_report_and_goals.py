"""who gets the report, and goals

Revision ID: 0029
Revises: 0020
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "insights_reader",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_insights_reader")),
    )
    op.create_table(
        "insights_outlet",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "number", name=op.f("pk_insights_outlet")),
    )
    op.create_table(
        "insights_goal",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("figure", sa.String(length=64), nullable=False),
        sa.Column("target", sa.Double(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "figure", name=op.f("pk_insights_goal")),
    )


def downgrade() -> None:
    op.drop_table("insights_goal")
    op.drop_table("insights_outlet")
    op.drop_table("insights_reader")
