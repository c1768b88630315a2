"""What several commands need."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from bot import directory
from bot.client import Steward, create_bot
from bot.config import KernelSettings
from bot.errors import UsageError
from bot.ops.logging import configure

T = TypeVar("T")

Config = Annotated[
    Path | None,
    typer.Option("--config", help="The settings file; config.toml if you leave it out."),
]
GuildOption = Annotated[int, typer.Option("--guild", help="The server's id.")]

console = Console(highlight=False, soft_wrap=True)


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Run ``work`` to its end and return what it returns."""
    return asyncio.run(work)


@asynccontextmanager
async def offline(settings: KernelSettings) -> AsyncIterator[Steward]:
    """Give the whole house without Discord: database, ledger and features."""
    configure("WARNING", settings.ops.log_format)
    bot = create_bot(settings)
    async with bot:
        await bot.open()
        yield bot


def progress() -> Progress:
    """Return a progress bar in the house's style; it writes to stderr."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


async def known_guild(bot: Steward, guild_id: int) -> str:
    """Return the name of a guild. Raises UsageError, naming those there are, for another."""
    async with bot.database.read() as connection:
        names = await directory.guild_names(connection)
    if guild_id in names:
        return names[guild_id]
    there = ", ".join(f"{known} ({name})" for known, name in sorted(names.items())[:10])
    raise UsageError(
        f"There is no server {guild_id} in the database. "
        + (f"It holds: {there}." if there else "It is empty: import a history or run the bot.")
    )
