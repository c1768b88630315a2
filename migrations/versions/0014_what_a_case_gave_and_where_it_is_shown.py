"""the role that a case gave, and the cases it is shown with

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("moderation_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("role_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("log_batch", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("moderation_case", schema=None) as batch_op:
        batch_op.drop_column("log_batch")
        batch_op.drop_column("role_id")
