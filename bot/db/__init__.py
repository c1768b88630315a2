"""Storage: engine, declarative base, column types, upserts and migrations."""

from bot.db.base import Base
from bot.db.engine import Database
from bot.db.types import Snowflake, UtcTime

__all__ = ["Base", "Database", "Snowflake", "UtcTime"]
