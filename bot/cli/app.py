"""The command-line application: its commands, and what becomes of errors."""

from __future__ import annotations

import sys
from typing import NoReturn

import typer
from rich.console import Console
from sqlalchemy.exc import DBAPIError

from bot import __version__
from bot.cli import community, database, demo, inspect, run
from bot.errors import OperatorError, StewardError, UserError
from bot.text.escape import unescape

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
        app()
    except OperatorError as error:
        _fail(str(error), error.exit_code)
    except UserError as error:
        _fail(unescape(str(error)), USAGE)
    except StewardError as error:
        _fail(str(error), FAILED)
    except DBAPIError as error:
        _fail(_database_sentence(error), FAILED)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        _fail(f"{error.strerror or error}{where}. Nothing half-written is left.", FAILED)


def _database_sentence(error: DBAPIError) -> str:
    reason = str(error.orig).splitlines()[0]
    if "full" in reason:
        return "The disk is full: free some space and run the same command again."
    if "readonly" in reason or "read-only" in reason:
        return "The database is read-only: give this user the right to write to its folder."
    if "locked" in reason:
        return "The database is locked by another process; try again when that one is done."
    return f"The database refused: {reason}."


def _fail(sentence: str, code: int) -> NoReturn:
    Console(stderr=True, highlight=False, soft_wrap=True).print(sentence, markup=False)
    sys.exit(code)
