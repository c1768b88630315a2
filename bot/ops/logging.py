"""Structured logs on stderr: ours and the libraries', in one shape, without secrets.

``configure()`` is called once by the command line. Modules log through
``structlog.get_logger(__name__)`` with a fixed sentence and ids as keywords::

    _log.info("member welcomed", guild_id=guild.id, user_id=member.id)
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Literal, TextIO, cast

import structlog
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.processors import JSONRenderer, StackInfoRenderer, format_exc_info
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.ops.redact import redact

Level = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
Format = Literal["console", "json"]

# The least level of a library's loggers, whatever the operator asks for. Below it discord.py
# logs whole gateway events and request bodies, and the database libraries log the values of
# every statement: that is what people wrote. The others only tell of each routine step.
_FLOORS = {
    "discord": logging.INFO,
    "aiohttp": logging.WARNING,
    "alembic": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "apscheduler": logging.WARNING,
    "asyncio": logging.INFO,
    "matplotlib": logging.WARNING,
    "PIL": logging.WARNING,
    "sqlalchemy": logging.WARNING,
}
_MULTILINE = frozenset({"exception", "stack"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def configure(level: Level = "INFO", format: Format = "console") -> None:  # noqa: A002 - the setting's name
    """Send every log record of the process to stderr, at ``level`` and above.

    ``"json"`` writes one JSON object a line; ``"console"`` is for eyes, in colour only where
    stderr is a terminal. Both carry ``timestamp`` (ISO 8601, UTC, of the record), ``level``,
    ``logger`` and ``event``. Calling it again replaces what the last call set up.
    """
    handler = _StderrHandler()
    handler.setFormatter(ProcessorFormatter(processors=_rendering(format)))
    root = logging.getLogger()
    for old in [item for item in root.handlers if isinstance(item, _StderrHandler)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(level)
    for name, floor in _FLOORS.items():
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
        library.setLevel(max(floor, root.level))
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            StackInfoRenderer(),
            ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


@contextmanager
def log_context(*, guild_id: int | None = None, user_id: int | None = None) -> Iterator[None]:
    """Put the ids that are given on every record logged inside, in this task and its children."""
    ids = {"guild_id": guild_id, "user_id": user_id}
    with structlog.contextvars.bound_contextvars(
        **{name: value for name, value in ids.items() if value is not None}
    ):
        yield


class _StderrHandler(logging.StreamHandler[TextIO]):
    """Writes to what ``sys.stderr`` is at that moment, so that progress bars can wrap it."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        # The inherited one prints the raw arguments, secrets and all.
        error = sys.exc_info()[0]
        reason = error.__name__ if error else "an unknown error"
        # Where stderr itself is gone, nothing is left to say it on.
        with suppress(OSError, ValueError):
            sys.stderr.write(
                f"A log record of {record.name!r} at {record.pathname}:{record.lineno} "
                f"could not be written: {reason}.\n"
            )


def _rendering(format: Format) -> list[Processor]:  # noqa: A002 - the setting's name
    steps: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        _describe_record,
        format_exc_info,
        _redact_event,
    ]
    if format == "json":
        return [*steps, JSONRenderer()]
    renderer = ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain_traceback)
    return [*steps, _escape_control, renderer]


def _describe_record(_logger: WrappedLogger, _name: str, event_dict: EventDict) -> EventDict:
    record: logging.LogRecord = event_dict.pop("_record")
    event_dict.pop("_from_structlog")
    if "stack_info" in event_dict:
        event_dict["stack"] = event_dict.pop("stack_info")
    return {
        "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": event_dict.pop("event", ""),
        **event_dict,
    }


def _redact_event(_logger: WrappedLogger, _name: str, event_dict: EventDict) -> EventDict:
    return cast("EventDict", redact(event_dict))


def _escape_control(_logger: WrappedLogger, _name: str, event_dict: EventDict) -> EventDict:
    # A name with a line break or a terminal sequence in it must not forge a line.
    return {
        key: value if key in _MULTILINE or not isinstance(value, str) else _escape(value)
        for key, value in event_dict.items()
    }


def _escape(text: str) -> str:
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
