"""The command-line application: its commands, and what becomes of errors."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import traceback
from typing import NoReturn

import typer
from sqlalchemy.exc import DBAPIError

from bot import __version__
from bot.cli import community, database, demo, inspect, run
from bot.cli.common import complain
from bot.errors import OperatorError, StewardError, UserError
from bot.ops.redact import redact_text
from bot.text.escape import unescape

_NAME = "python -m bot"
USAGE = 2
FAILED = 1

app = typer.Typer(
    name="steward",
    help="A community steward for Discord.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("run")(run.run)
app.command("demo")(demo.demo)
app.command("check")(inspect.check)
app.command("commands")(inspect.commands)
app.command("import")(community.import_)
app.command("report")(community.report)
app.command("rebuild")(community.rebuild)
app.command("forget")(community.forget)
app.command("backup")(database.backup)
app.add_typer(database.db, name="db")


@app.callback(invoke_without_command=True)
def _version(
    *, version: bool = typer.Option(False, "--version", help="Print the version and stop.")
) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


def main() -> None:
    """Run the command line; every failure is one clear sentence and an exit code."""
    try:
        code = app(prog_name=_NAME, standalone_mode=False)
    except typer.TyperException as error:
        _fail(_usage_sentence(error), error.exit_code)
    except typer.Abort:
        _fail("Stopped.", FAILED)
    except OperatorError as error:
        _fail(str(error), error.exit_code)
    except UserError as error:
        _fail(unescape(str(error)), USAGE)
    except StewardError as error:
        _fail(str(error), FAILED)
    except (DBAPIError, sqlite3.Error) as error:
        _fail(_database_sentence(error), FAILED)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        _fail(f"{error.strerror or error}{where}. Nothing half-written is left.", FAILED)
    except Exception as error:  # noqa: BLE001 - a traceback helps nobody who only runs it
        _fail(_unexpected_sentence(error), FAILED)
    sys.exit(code)


def _usage_sentence(error: typer.TyperException) -> str:
    sentence = " ".join(error.format_message().split())
    if not sentence:
        return ""  # the help was printed already
    context = getattr(error, "ctx", None)
    name = context.command_path if context is not None else _NAME
    end = "" if sentence[-1] in ".?!)" else "."
    return f"{sentence}{end} See {name} --help."


def _database_sentence(error: DBAPIError | sqlite3.Error) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    reason = (str(cause).splitlines() or [type(cause).__name__])[0].rstrip(".")
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return "The connection to the database was lost; try again when it answers."
    if "full" in reason or "No space left" in reason:
        return "The disk is full: free some space and run the same command again."
    if "readonly" in reason or "read-only" in reason:
        return "The database is read-only: give this user the right to write to its folder."
    if "locked" in reason:
        return "The database is locked by another process; try again when that one is done."
    return f"The database refused: {reason}."


def _unexpected_sentence(error: Exception) -> str:
    what = f"Something went wrong that should not have ({type(error).__name__})."
    try:
        number, path = tempfile.mkstemp(prefix="steward-error-", suffix=".txt")
        with open(number, "w", encoding="utf-8") as file:  # noqa: PTH123 - an open descriptor
            file.write(redact_text("".join(traceback.format_exception(error))))
    except OSError:
        return what
    return f"{what} The details are in {path}: please send them along when you report it."


def _fail(sentence: str, code: int) -> NoReturn:
    if sentence:
        complain(sentence)
    sys.exit(code)
