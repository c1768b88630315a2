"""Alembic's entry: the tables of the kernel and of every feature, on the caller's connection."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.util import CommandError

from bot.db import Base, Snowflake, UtcTime
from bot.features import load_models


def render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our column types as what they are in the database: migrations outlive code."""
    if kind == "type" and isinstance(item, Snowflake | UtcTime):
        return "sa.BigInteger()"
    return False


if "connection" not in context.config.attributes:
    raise CommandError(
        "Migrations run through `python -m bot db`, and `make migration` writes new ones."
    )
load_models()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
