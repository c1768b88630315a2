"""how many messages a case deleted, and why automod held one back

Revision ID: 0020
Revises: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("moderation_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("messages", sa.Integer(), nullable=True))
        batch_op.alter_column(
            "failure", existing_type=sa.String(60), type_=sa.String(300), existing_nullable=True
        )
    with op.batch_alter_table("moderation_queue_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("found", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("moderation_queue_item", schema=None) as batch_op:
        batch_op.drop_column("found")
    with op.batch_alter_table("moderation_case", schema=None) as batch_op:
        batch_op.execute("UPDATE moderation_case SET failure = substr(failure, 1, 60)")
        batch_op.alter_column(
            "failure", existing_type=sa.String(300), type_=sa.String(60), existing_nullable=True
        )
        batch_op.drop_column("messages")
