"""Where a scenario plays: a double, a database, a folder, and how much of it there shall be."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.plugins.databases import Postgres
from tests.wire.bot_process import BotProcess
from tests.wire.double import WireDouble

T = TypeVar("T")


@dataclass(slots=True)
class Stage:
    """``postgres`` is the server behind ``database_url``, None on SQLite.

    A scenario may stop the server, and leaves it running.
    """

    double: WireDouble
    database_url: str
    folder: Path
    full: bool
    postgres: Postgres | None = None

    @property
    def dialect(self) -> str:
        """``"sqlite"`` or ``"postgresql"``."""
        return "sqlite" if self.postgres is None else "postgresql"

    def size(self, short: T, full: T) -> T:
        """Return how much of something there shall be: in the tests, and in the full run."""
        return full if self.full else short

    def chance(self, what: str) -> random.Random:
        """Return dice that always fall the same for ``what``."""
        return random.Random(f"{what} {self.dialect}")  # noqa: S311 - moments, no secrets

    def bot(
        self, name: str = "bot", *arguments: str, extension: str | None = None, **settings: str
    ) -> BotProcess:
        """Return a bot that does not run yet; ``name`` is that of its log.

        ``arguments`` follow ``run``, ``extension`` is a module loaded beside the features, and
        ``settings`` are as in ``WireDouble.settings``.
        """
        environment = self.double.settings(self.database_url, **settings)
        log = self.folder / f"{name}.log"
        return BotProcess(environment, log, *arguments, extension=extension)
