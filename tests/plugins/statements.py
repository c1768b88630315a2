"""Statements that one test has compiled need not be compiled again by the next.

SQLAlchemy keeps what it compiled with the engine, and a test has an engine of its own. Here the
engines of a test process share that, as every connection of a bot does that runs for weeks.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Dialect, Engine, event
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import LRUCache

from bot.db import engine as engines

_STATEMENTS = 5_000
_undo = pytest.MonkeyPatch()
_shared: dict[str, tuple[Dialect, LRUCache[Any, Any]]] = {}


def pytest_configure() -> None:
    """Let every engine that is made from now on share."""
    for make in ("_sqlite_engine", "_postgres_engine"):
        _undo.setattr(engines, make, _sharing(getattr(engines, make)))


def pytest_unconfigure() -> None:
    """Let every engine be on its own again."""
    _undo.undo()
    _shared.clear()


def _sharing(make: Callable[..., AsyncEngine]) -> Callable[..., AsyncEngine]:
    @functools.wraps(make)
    def made(*arguments: Any, **more: Any) -> AsyncEngine:
        engine = make(*arguments, **more)
        _share(engine.sync_engine)
        return engine

    return made


def _share(engine: Engine) -> None:
    # What is compiled is kept by statement and dialect, so the dialect is shared too: that of
    # the first engine that reached its database, for by then it knows the database's version.
    name = engine.dialect.name
    if name in _shared:
        engine.dialect, engine._compiled_cache = _shared[name]
        engine.pool._dialect = engine.dialect
        return

    @event.listens_for(engine, "engine_connect", once=True)
    def reached(_connection: Any) -> None:
        _shared.setdefault(name, (engine.dialect, LRUCache(_STATEMENTS)))
