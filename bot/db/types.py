"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(instant: datetime) -> int:
    """Return ``instant`` (aware, any zone) as whole microseconds since 1970-01-01 UTC.

    Raises ValueError for a naive datetime.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone: give an aware datetime")
    return (instant - EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the aware UTC instant of ``micros`` microseconds since 1970-01-01 UTC."""
    return EPOCH + timedelta(microseconds=micros)


class Snowflake(TypeDecorator[int]):
    """A Discord id: 64 bits, kept as a signed big integer."""

    impl = BigInteger
    cache_ok = True


class UtcTime(TypeDecorator[datetime]):
    """An instant as microseconds since 1970-01-01 UTC; aware UTC datetimes go in and come out.

    One integer form on both databases sorts right, compares exactly and takes 8 bytes.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Turn an aware datetime into microseconds."""
        return None if value is None else to_micros(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Turn microseconds into an aware UTC datetime."""
        return None if value is None else from_micros(value)
