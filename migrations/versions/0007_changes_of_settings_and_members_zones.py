"""changes of settings, members' zones

Revision ID: 0007
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:

    op.create_table(
        "guild_setting_change",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("change_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("old", _JSON, nullable=False),
        sa.Column("new", _JSON, nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "change_id", name=op.f("pk_guild_setting_change")),
    )
    op.create_index(
        "ix_guild_setting_change_key",
        "guild_setting_change",
        ["guild_id", "section", "key"],
        unique=False,
    )
    op.create_table(
        "member_zone",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_member_zone")),
    )
    op.create_table(
        "setup_progress",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_setup_progress")),
    )


def downgrade() -> None:

    op.drop_table("setup_progress")
    op.drop_table("member_zone")
    op.drop_index("ix_guild_setting_change_key", table_name="guild_setting_change")
    op.drop_table("guild_setting_change")
