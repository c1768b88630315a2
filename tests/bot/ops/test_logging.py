from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import structlog

from bot.ops.logging import configure, log_context

TOKEN = "MTA4MTIzNDU2Nzg5MDEyMzQ1Ng.GabcDE.aB3-_xYz0123456789aB3-_xYz0123456789ab"
WRITTEN = "my cat has opinions"
LIBRARIES = ["discord", "discord.gateway", "sqlalchemy.engine", "alembic", "apscheduler.executors"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Stderr:
    """All that was written to stderr so far."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._text = ""

    def getvalue(self) -> str:
        self._text += self._capsys.readouterr().err
        return self._text


@pytest.fixture
def stderr(capsys: pytest.CaptureFixture[str]) -> Iterator[Stderr]:
    root = logging.getLogger()
    handlers, level, settings = root.handlers.copy(), root.level, structlog.get_config()
    yield Stderr(capsys)
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.contextvars.clear_contextvars()
    structlog.configure(**settings)


def fail_with(error: Exception) -> None:
    raise error


def entries(stream: Stderr) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_json_is_one_object_a_line(stderr: Stderr) -> None:
    configure("INFO", "json")

    structlog.get_logger("bot.welcome").info("member welcomed", guild_id=1, user_id=2)

    (entry,) = entries(stderr)
    assert list(entry)[:4] == ["timestamp", "level", "logger", "event"]
    assert entry["level"] == "info"
    assert entry["logger"] == "bot.welcome"
    assert entry["event"] == "member welcomed"
    assert (entry["guild_id"], entry["user_id"]) == (1, 2)


def test_the_timestamp_is_the_records_own_in_utc(stderr: Stderr) -> None:
    configure("INFO", "json")
    record = logging.makeLogRecord(
        {"name": "discord.client", "levelno": logging.INFO, "levelname": "INFO", "msg": "late"}
    )
    record.created = datetime(2026, 3, 2, 18, 0, tzinfo=UTC).timestamp()

    logging.getLogger("discord.client").handle(record)

    assert entries(stderr)[0]["timestamp"] == "2026-03-02T18:00:00+00:00"


@pytest.mark.parametrize("name", LIBRARIES)
def test_the_libraries_speak_through_the_same_formatter(stderr: Stderr, name: str) -> None:
    logging.getLogger(name.partition(".")[0]).addHandler(logging.StreamHandler())
    configure("INFO", "json")

    logging.getLogger(name).warning("shard %d of %s", 1, "two")

    (entry,) = entries(stderr)
    assert entry["event"] == "shard 1 of two"
    assert entry["logger"] == name


def test_configuring_again_replaces_and_never_doubles(stderr: Stderr) -> None:
    log = structlog.get_logger("bot")
    configure("ERROR", "console")
    log.info("unheard")
    configure("DEBUG", "json")
    configure("DEBUG", "json")

    log.debug("heard %s", "once")

    assert [entry["event"] for entry in entries(stderr)] == ["heard once"]


def test_handlers_of_others_stay(stderr: Stderr) -> None:
    other = logging.NullHandler()
    logging.getLogger().addHandler(other)

    configure()

    assert other in logging.getLogger().handlers


def test_the_level_is_held(stderr: Stderr) -> None:
    configure("WARNING", "json")

    structlog.get_logger("bot").info("quiet")
    logging.getLogger("discord").info("quiet")
    structlog.get_logger("bot").warning("loud")

    assert [entry["event"] for entry in entries(stderr)] == ["loud"]


def test_the_console_is_plain_where_nobody_looks(stderr: Stderr) -> None:
    configure("INFO", "console")

    structlog.get_logger("bot").info("member welcomed", guild_id=1)

    assert "\x1b" not in stderr.getvalue()
    assert "member welcomed" in stderr.getvalue()
    assert "guild_id=1" in stderr.getvalue()


def test_the_console_is_coloured_on_a_terminal(
    stderr: Stderr, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    configure("INFO", "console")

    structlog.get_logger("bot").info("member welcomed")

    assert "\x1b[" in terminal.getvalue()


def test_a_name_cannot_forge_a_line_on_the_console(stderr: Stderr) -> None:
    configure("INFO", "console")

    structlog.get_logger("bot").info("role made", role="x\n2026-01-01 [error] hacked\x1b[31m")
    logging.getLogger("discord").warning("guild %s", "a\r\nb")

    assert len(stderr.getvalue().splitlines()) == 2
    assert "\x1b" not in stderr.getvalue()


@pytest.mark.parametrize("format_", ["json", "console"])
def test_an_exception_is_told_in_full_and_redacted(stderr: Stderr, format_: Any) -> None:
    configure("INFO", format_)
    log = structlog.get_logger("bot")

    try:
        fail_with(RuntimeError(f"login with {TOKEN} at postgresql://steward:s3cret@db/x"))
    except RuntimeError:
        log.exception("start failed")
        logging.getLogger("discord").exception("start failed")

    shown = stderr.getvalue()
    assert shown.count("Traceback (most recent call last)") == 2
    assert shown.count("RuntimeError: login with") == 2
    assert TOKEN not in shown
    assert "s3cret" not in shown


def test_secrets_in_arguments_of_the_libraries_are_redacted(stderr: Stderr) -> None:
    configure("INFO", "json")
    headers = {"Authorization": f"Bot {TOKEN}", "X-Audit": "fine"}

    logging.getLogger("discord.http").warning("sent %s to %s", headers, b"x", stack_info=True)
    logging.getLogger("alembic").warning("Context of %s", "postgresql://a:s3cret@db/x")
    structlog.get_logger("bot").info("saw", headers=headers, stack_info=True)

    shown = stderr.getvalue()
    assert TOKEN not in shown
    assert "s3cret" not in shown
    assert shown.count("fine") == 2
    assert [("stack" in entry) for entry in entries(stderr)] == [True, False, True]


def test_nothing_of_what_was_written_is_logged_even_at_debug(stderr: Stderr) -> None:
    configure("DEBUG", "json")
    payload = {"t": "MESSAGE_CREATE", "d": {"id": "5", "content": WRITTEN}}

    logging.getLogger("discord.gateway").debug("For Shard ID 0: WebSocket Event: %s", payload)
    logging.getLogger("discord.http").debug("POST with %s has returned 200", payload)
    logging.getLogger("aiosqlite").debug("executing %s", ("INSERT", [WRITTEN]))
    logging.getLogger("sqlalchemy.engine.Engine").info("[raw sql] %r", (WRITTEN,))
    structlog.get_logger("bot.intake").debug("message taken", message_id=5, content=WRITTEN)
    structlog.get_logger("bot.intake").debug("event", payload=payload)
    try:
        fail_with(ValueError(f"no\n[SQL: INSERT]\n[parameters: ({WRITTEN!r}, 1)]\n"))
    except ValueError:
        structlog.get_logger("bot.ledger").exception("flush failed", guild_id=7)

    shown = stderr.getvalue()
    assert WRITTEN not in shown
    assert [entry["event"] for entry in entries(stderr)] == [
        "message taken",
        "event",
        "flush failed",
    ]


async def test_ids_of_the_context_are_on_every_record_inside(stderr: Stderr) -> None:
    configure("INFO", "json")
    log = structlog.get_logger("bot")

    async def later() -> None:
        log.info("child")

    with log_context(guild_id=1, user_id=2):
        with log_context(user_id=3):
            logging.getLogger("discord").info("library")
        await asyncio.create_task(later())
    log.info("outside")

    library, child, outside = entries(stderr)
    assert (library["guild_id"], library["user_id"]) == (1, 3)
    assert (child["guild_id"], child["user_id"]) == (1, 2)
    assert "guild_id" not in outside


def test_what_is_passed_wins_over_the_context(stderr: Stderr) -> None:
    configure("INFO", "json")

    with log_context(guild_id=1):
        structlog.get_logger("bot").info("moved", guild_id=9)

    assert entries(stderr)[0]["guild_id"] == 9


def test_warnings_of_python_are_logged(stderr: Stderr) -> None:
    configure("INFO", "json")

    with warnings.catch_warnings():
        warnings.simplefilter("default")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn("old call", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(capture=False)

    assert "DeprecationWarning: old call" in entries(stderr)[0]["event"]


def test_a_record_that_cannot_be_formatted_does_not_spill_its_arguments(
    stderr: Stderr,
) -> None:
    logging.getLogger().handlers.clear()
    configure("INFO", "json")

    logging.getLogger("discord").warning("%d shards", TOKEN)

    assert TOKEN not in stderr.getvalue()
    assert "could not be written: TypeError" in stderr.getvalue()


def test_a_closed_stderr_harms_nobody(stderr: Stderr, monkeypatch: pytest.MonkeyPatch) -> None:
    configure("INFO", "json")
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stderr", closed)

    structlog.get_logger("bot").info("into the void")


def test_what_stderr_becomes_later_is_followed(
    stderr: Stderr, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure("INFO", "json")
    bar = io.StringIO()
    monkeypatch.setattr(sys, "stderr", bar)

    structlog.get_logger("bot").info("above the bar")

    assert stderr.getvalue() == ""
    assert json.loads(bar.getvalue())["event"] == "above the bar"
