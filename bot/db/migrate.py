"""Migrations: up to date at start, or by ``python -m bot db``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, NullPool, create_engine, inspect, text

from bot.db.base import Base
from bot.db.engine import Database
from bot.errors import DatabaseError, UsageError
from bot.features import load_models

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import Script

# Alembic takes 12 MB and a third of a second, and mostly there is nothing to migrate: it is
# loaded where it is needed.
_ROOT = Path(__file__).resolve().parent.parent.parent
# Any fixed number: processes that start together take turns on it (PostgreSQL).
_ADVISORY_LOCK = 7_235_417_661


def config() -> Config:
    """Return Alembic's configuration, which stands in pyproject.toml."""
    from alembic.config import Config  # noqa: PLC0415

    return Config(toml_file=_ROOT / "pyproject.toml")


def head() -> str:
    """Return the newest revision that this version knows."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    newest = ScriptDirectory.from_config(config()).get_current_head()
    if newest is None:
        raise DatabaseError("This copy of Steward has no migrations; install it again.")
    return newest


async def current(database: Database) -> str | None:
    """Return the database's revision, or None where it is empty."""
    async with database.read() as connection:
        return await connection.run_sync(_current)


async def pending(database: Database) -> bool:
    """Tell whether the database is older than this version. Raises as ``upgrade`` does."""
    async with database.read() as connection:
        found = await connection.run_sync(_current)
    _refuse_newer(found)
    return found != head()


async def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database up to ``revision``, in one transaction.

    Raises DatabaseError where a newer version of Steward made it, UsageError for a revision
    that does not exist.
    """
    if revision == "head" and await _is_newest(database):
        return
    from alembic import command  # noqa: PLC0415

    await _run(database, command.upgrade, revision)


async def _is_newest(database: Database) -> bool:
    """Tell, without Alembic, whether there is nothing to do."""
    async with database.read() as connection:
        if not await connection.run_sync(lambda c: inspect(c).has_table("alembic_version")):
            return False
        found = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    # Files are named after their revisions, which are numbers (see revise).
    files = (_ROOT / "migrations" / "versions").glob("[0-9]*_*.py")
    newest = max((file.name.split("_")[0] for file in files), default=None)
    return bool(found == newest)


async def downgrade(database: Database, revision: str) -> None:
    """Take the database back to ``revision`` (``base``: empty), in one transaction.

    Raises as ``upgrade`` does.
    """
    from alembic import command  # noqa: PLC0415

    await _run(database, command.downgrade, revision)


async def _run(database: Database, step: Callable[[Config, str], Any], revision: str) -> None:
    from alembic.util import CommandError  # noqa: PLC0415

    async with database.begin_unbounded() as connection:
        if database.dialect == "postgresql":
            await connection.execute(
                text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK}
            )

        def work(sync_connection: Connection) -> None:
            found = _current(sync_connection)
            _refuse_newer(found)
            if revision == "head" and found == head():
                return
            settings = config()
            settings.attributes["connection"] = sync_connection
            try:
                step(settings, revision)
            except CommandError as error:
                raise UsageError(f"There is no such revision: {str(error).rstrip('.')}.") from error

        await connection.run_sync(work)


def _current(connection: Connection) -> str | None:
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(found: str | None) -> None:
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseError(
            f"The database was made by a newer version of Steward (revision {found}). "
            "Start that version, or restore a backup that this one made."
        )


def revise(message: str) -> Path:
    """Write a new migration from what the models have and the migrations lack; for developers.

    Returns the new file. The next number becomes its revision. Raises UsageError where there
    is nothing to write.
    """
    from alembic import command  # noqa: PLC0415
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    load_models()
    number = int(head()) + 1
    settings = config()
    with TemporaryDirectory(prefix="steward-") as folder:
        engine = create_engine(f"sqlite:///{folder}/head.db", poolclass=NullPool)
        with engine.begin() as connection:
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")
            if not compare_metadata(MigrationContext.configure(connection), Base.metadata):
                raise UsageError("The models and the migrations agree: there is nothing to write.")
            script = command.revision(settings, message, autogenerate=True, rev_id=f"{number:04}")
    return Path(cast("Script", script).path)
