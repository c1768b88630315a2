"""Drafts of badges

Revision ID: 0021
Revises: 0020
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recognition_badge_draft",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("draft_id", sa.BigInteger(), nullable=False),
        sa.Column("badge", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("emoji", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=100), nullable=False),
        sa.Column("figure", sa.String(length=16), nullable=True),
        sa.Column("thresholds", sa.String(length=60), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "draft_id", name=op.f("pk_recognition_badge_draft")),
    )


def downgrade() -> None:
    op.drop_table("recognition_badge_draft")
