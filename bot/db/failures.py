"""Telling a database that is away from a fact that it refuses."""

from __future__ import annotations

import sqlite3
from enum import Enum, auto
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import DatabaseAwayError

# Classes of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
_REFUSED_STATES = {"22", "23"}  # data exception, integrity constraint violation
_BROKEN_STATES = {"0A", "21", "26", "42"}  # not supported, cardinality, no such statement, syntax
# Primary result codes: https://www.sqlite.org/rescode.html
_REFUSED_CODES = {sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH}
_BROKEN_CODES = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_RANGE}
_PRIMARY = 0xFF
Key = TypeVar("Key", str, int)


class Failure(Enum):
    """Why a transaction failed."""

    AWAY = auto()  # the database is not there, busy or full: the same may do later
    REFUSED = auto()  # the data can never be stored
    BROKEN = auto()  # a fault in the code or the schema


def failure_of(error: Exception) -> Failure:
    """Return what kind of failure ``error`` is, raised while using the database."""
    if isinstance(error, DBAPIError):
        return _refusal_of_database(error.orig)
    if isinstance(error, StatementError) and isinstance(error.orig, Exception):
        return failure_of(error.orig)
    if isinstance(error, OSError | PoolTimeoutError | DatabaseAwayError):
        return Failure.AWAY
    if isinstance(getattr(error, "sqlstate", None), str):
        # The driver's own, where SQLAlchemy does not wrap it: a server that is starting, say.
        return _refusal_of_database(error)
    # What drivers, column types and our own code raise for a value that does not fit.
    if isinstance(error, ValueError | TypeError | ArithmeticError | LookupError | AttributeError):
        return Failure.REFUSED
    return Failure.BROKEN


def _refusal_of_database(error: BaseException | None) -> Failure:
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return _kind(state[:2], _REFUSED_STATES, _BROKEN_STATES)
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _kind(code & _PRIMARY, _REFUSED_CODES, _BROKEN_CODES)
    return Failure.AWAY


def _kind(found: Key, refused: set[Key], broken: set[Key]) -> Failure:
    if found in refused:
        return Failure.REFUSED
    return Failure.BROKEN if found in broken else Failure.AWAY
