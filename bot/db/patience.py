"""How long a use of the database waits for its turn: people wait seconds, background work does not.

The patience belongs to a task and to what it awaits. Whoever answers a person sets it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Final

from bot.db.failures import Failure, failure_of
from bot.errors import DatabaseAwayError

# Discord gives an interaction 3 s for its first response; the way there and back needs some:
# https://docs.discord.com/developers/interactions/receiving-and-responding
PATIENCE: Final = timedelta(seconds=1.5)

_patience: ContextVar[timedelta | None] = ContextVar("patience", default=None)


def patience() -> timedelta | None:
    """Return how long the running task waits for the database; None means as long as it takes."""
    return _patience.get()


def hurry(limit: timedelta = PATIENCE) -> None:
    """Let the rest of the running task wait for the database no longer than ``limit`` each time."""
    _patience.set(limit)


@contextmanager
def hurried(limit: timedelta | None = PATIENCE) -> Iterator[None]:
    """Let the block wait for the database no longer than ``limit`` each time.

    Past it, and where the database is away, using it raises DatabaseAwayError. None lets the
    block wait as long as it takes, as background work does.
    """
    token = _patience.set(limit)
    try:
        yield
    finally:
        _patience.reset(token)


@asynccontextmanager
async def within_patience() -> AsyncIterator[None]:
    """Bound a wait that ends only when the database answers.

    Raises DatabaseAwayError past the patience of the running task; without one it waits on.
    """
    limit = patience()
    try:
        async with asyncio.timeout(None if limit is None else limit.total_seconds()) as bound:
            yield
    except TimeoutError as error:
        if bound.expired():
            raise DatabaseAwayError from error
        raise


@contextmanager
def away_told() -> Iterator[None]:
    """Raise DatabaseAwayError for every way in which drivers say that the database is away."""
    try:
        yield
    except DatabaseAwayError:
        raise
    except Exception as error:
        if failure_of(error) is Failure.AWAY:
            raise DatabaseAwayError from error
        raise
