"""What several commands need."""

from __future__ import annotations

import asyncio
import re
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
from sqlalchemy import func, select

from bot import directory
from bot.client import Steward, create_bot
from bot.config import KernelSettings
from bot.errors import UsageError
from bot.ledger.models import Message
from bot.ops import garbage
from bot.ops.logging import configure
from bot.windows import local_day, week_of

T = TypeVar("T")

Config = Annotated[
    Path | None,
    typer.Option("--config", help="The settings file; config.toml if you leave it out."),
]
GuildOption = Annotated[int, typer.Option("--guild", help="The server's id.")]

console = Console(highlight=False, soft_wrap=True)

# What a terminal would act on instead of showing it; names come from strangers.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def say(text: str) -> None:
    """Print a line of plain text on stdout."""
    console.print(shown(text), markup=False)


def complain(text: str) -> None:
    """Print a line of plain text on stderr."""
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    errors.print(shown(text), markup=False)


def shown(text: str) -> str:
    """Return ``text`` without characters that steer a terminal."""
    return _CONTROL.sub("", text)


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
        with garbage.calmed():
            yield bot


def progress() -> Progress:
    """Return a progress bar in the house's style, on stderr; none where that is no terminal."""
    errors = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=errors,
        disable=not errors.is_terminal,
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


async def newest_week(bot: Steward, guild_id: int) -> str | None:
    """Return the week of the guild's newest message, such as ``2020-W10``; None without any."""
    async with bot.database.read() as connection:
        newest = await connection.scalar(
            select(func.max(Message.at)).where(Message.guild_id == guild_id)
        )
    if newest is None:
        return None
    zone = await bot.guild_settings.zone(guild_id)
    return week_of(local_day(newest, zone), zone).label
