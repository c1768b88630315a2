"""SQLite's write-ahead log: readers beside one writer."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from typing import Any

from sqlalchemy.util import await_only

_PAGES = 8_000  # of 4 kB each
_AGAIN_S = 0.02


def use_wal(cursor: Any, busy_timeout_s: float) -> None:
    """Let a new connection, from whose "connect" event this is called, use the log.

    Raises sqlite3.OperationalError where the file stays locked for ``busy_timeout_s``.
    """
    ends = time.monotonic() + busy_timeout_s
    while not _switched(cursor, last=time.monotonic() >= ends):
        await_only(asyncio.sleep(_AGAIN_S))
    cursor.execute("PRAGMA synchronous = NORMAL")
    # What many members write lies on many pages: they are carried over less often, and
    # each of them once.
    cursor.execute(f"PRAGMA wal_autocheckpoint = {_PAGES}")


def _switched(cursor: Any, *, last: bool) -> bool:
    # A file that several open at first is switched by one of them. SQLite does not wait for that
    # by its busy timeout: https://www.sqlite.org/c3ref/busy_handler.html (two that wait for each
    # other would wait for ever).
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if last or "locked" not in str(error):
            raise
        return False
    return True
