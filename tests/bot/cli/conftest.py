"""The command line as its user meets it: words in, text and an exit code out."""

from __future__ import annotations

import gzip
import json
import logging
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.cli import main

GUILD, CHANNEL = 613425648685547541, 613425648685547545
# The first of 2020-W10 to W13; messages are spread over these weeks.
START = datetime(2020, 3, 2, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Outcome:
    """What a command ended with."""

    code: int
    out: str
    err: str


Steward = Callable[..., Outcome]


@pytest.fixture
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, settings = root.handlers.copy(), root.level, structlog.get_config()
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**settings)


@pytest.fixture
def steward(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    _logging_as_it_was: None,
) -> Steward:
    """Run ``python -m bot WORDS`` in this process, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STEWARD_DATABASE_URL", f"sqlite:///{tmp_path / 'steward.db'}")

    def run(*words: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["python -m bot", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        caught = capsys.readouterr()
        assert "Traceback" not in caught.err + caught.out
        return Outcome(int(ended.value.code or 0), caught.out, caught.err)

    return run


@pytest.fixture
def up_to_date(sqlite_url: str) -> Path:
    """The database file that ``steward`` uses, up to date; without this there is none."""
    return Path(sqlite_url.removeprefix("sqlite:///"))


def document(count: int = 80, **changes: Any) -> dict[str, Any]:
    """Return an export of ``count`` messages over four weeks by ten people."""
    return {
        "guild": {"id": str(GUILD), "name": "Gophers", "iconUrl": ""},
        "channel": {
            "id": str(CHANNEL),
            "type": "GuildTextChat",
            "categoryId": "613425648685547542",
            "category": "Text",
            "name": "general",
            "topic": None,
        },
        "dateRange": {"after": None, "before": None},
        "exportedAt": "2022-01-01T00:00:00+00:00",
        "messages": [message(number, count) for number in range(count)],
        "messageCount": count,
    } | changes


def message(number: int, count: int) -> dict[str, Any]:
    at = START + timedelta(days=27) * number / count
    return {
        "id": str(680_000_000_000_000_000 + number),
        "type": "Default",
        "timestamp": at.isoformat(),
        "timestampEdited": None,
        "callEndedTimestamp": None,
        "isPinned": False,
        "content": f"This is great, number {number}!",
        "author": {
            "id": str(500 + number % 10),
            "name": f"user{number % 10}",
            "discriminator": "0000",
            "nickname": f"User {number % 10}",
            "isBot": False,
            "roles": [],
        },
        "attachments": [],
        "embeds": [],
        "stickers": [],
        "reactions": [],
        "mentions": [],
        "inlineEmojis": [],
    }


def write(path: Path, content: dict[str, Any] | bytes) -> Path:
    """Write an export; a name that ends in .gz packs it."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of 80 messages."""
    return write(tmp_path / "gophers.json", document())


def rows(file: Path, statement: str) -> list[tuple[Any, ...]]:
    """Look into an SQLite file."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(statement).fetchall()


def content_of(file: Path) -> list[str]:
    """Return the whole content of an SQLite file as statements."""
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())
