"""Accepted answers are found by their message

Revision ID: 0029
Revises: 0028
"""

from __future__ import annotations

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("answers_accepted", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_answers_accepted_guild_id_answer_id"),
            ["guild_id", "answer_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("answers_accepted", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answers_accepted_guild_id_answer_id"))
