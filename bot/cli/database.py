"""``db`` and ``backup``."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, TaskID
from sqlalchemy import URL

from bot.cli.common import Config, progress, run_async, say
from bot.config import load_settings
from bot.db import Database, migrate
from bot.db.engine import parse_url
from bot.errors import DatabaseError, UsageError

db = typer.Typer(help="The database's version.", no_args_is_help=True)


def _on_database(config: Path | None, work: Callable[[Database], Awaitable[None]]) -> None:
    async def opened() -> None:
        database = await Database.open(load_settings(config).database_url)
        try:
            await work(database)
        finally:
            await database.close()

    run_async(opened())


@db.command()
def upgrade(
    config: Config = None,
    revision: Annotated[str, typer.Argument(help="Up to which revision.")] = "head",
) -> None:
    """Bring the database up to date."""

    async def work(database: Database) -> None:
        await migrate.upgrade(database, revision)
        say(f"The database is at {await migrate.current(database)}.")

    _on_database(config, work)


@db.command()
def downgrade(
    revision: Annotated[str, typer.Argument(help='To which revision; "base" empties it.')],
    config: Config = None,
) -> None:
    """Take the database back to an earlier revision. Data of later ones is lost."""

    async def work(database: Database) -> None:
        await migrate.downgrade(database, revision)
        say(f"The database is at {await migrate.current(database) or 'base'}.")

    _on_database(config, work)


@db.command()
def current(config: Config = None) -> None:
    """Print the database's revision and the newest that this version knows."""

    async def work(database: Database) -> None:
        found = await migrate.current(database)
        say(f"database: {found or 'empty'}\nnewest:   {migrate.head()}")

    _on_database(config, work)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to make.")], config: Config = None
) -> None:
    """Copy the database into FILE while the bot runs (SQLite)."""
    url = parse_url(load_settings(config).database_url)
    if url.get_backend_name() != "sqlite":
        raise UsageError(
            f"This copies SQLite databases. For PostgreSQL use:  {_pg_dump(url, file)}"
        )
    source = Path(url.database or "")
    if not source.exists():
        raise DatabaseError(f"There is no database at {source} yet.")
    if file.exists():
        raise UsageError(f"{file} is there already; choose another name.")
    _copy(source, file)
    say(f"Copied to {file} ({file.stat().st_size:,} bytes).")


def _pg_dump(url: URL, file: Path) -> str:
    words = ["pg_dump", "--format=custom", f"--file={file}"]
    for option, value in (("host", url.host), ("port", url.port), ("username", url.username)):
        if value is not None:
            words.append(f"--{option}={value}")
    return shlex.join([*words, url.database or ""])


def _copy(source: Path, file: Path) -> None:
    draft = file.with_name(f".{file.name}.part")
    try:
        draft.touch(mode=0o600)
        with (
            progress() as bar,
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(draft)) as new,
        ):
            task = bar.add_task("Copying", total=None)
            # With every commit of somebody else's the copy would begin anew, and never end under
            # load. One read transaction over all of it makes it a snapshot instead.
            # https://www.sqlite.org/backup.html, https://www.sqlite.org/isolation.html
            old.isolation_level = None
            old.execute("BEGIN")
            old.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            old.backup(new, pages=2_000, progress=_reporter(bar, task), sleep=0)
        draft.replace(file)
    except (sqlite3.Error, OSError) as error:
        raise DatabaseError(
            f"The copy could not be made: {error}. Nothing is left of it."
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _reporter(bar: Progress, task: TaskID) -> Callable[[int, int, int], None]:
    def report(_status: int, remaining: int, total: int) -> None:
        bar.update(task, total=total, completed=total - remaining)

    return report
