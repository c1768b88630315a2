"""``run``: the bot on Discord."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import signal
from typing import Annotated

import discord
import typer

from bot.cli.common import Config
from bot.client import Steward, create_bot
from bot.config import KernelSettings, load_settings
from bot.errors import ConfigError, OperatorError
from bot.ops.health import HealthServer
from bot.ops.logging import configure
from bot.ops.metrics import LoopWatch


def run(
    config: Config = None,
    shards: Annotated[
        str | None, typer.Option(help='Shards of this process, such as "0-3/16".')
    ] = None,
) -> None:
    """Run the bot on Discord until it is told to stop."""
    settings = load_settings(config)
    if shards is not None:
        given = settings.discord.model_dump() | {"shards": shards}
        settings = load_settings(config, discord=given)
    if settings.discord.token is None:
        raise ConfigError(
            "discord.token is not set. Put the bot's token into config.toml under [discord], "
            "or into the environment as STEWARD_DISCORD__TOKEN."
        )
    configure(settings.ops.log_level, settings.ops.log_format)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(settings, settings.discord.token.get_secret_value()))


def _loop_factory() -> type[asyncio.AbstractEventLoop] | None:
    try:
        uvloop = importlib.import_module("uvloop")
    except ImportError:  # not made for Windows
        return None
    factory: type[asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory


async def _serve(settings: KernelSettings, token: str) -> None:
    discord.http.Route.BASE = settings.discord.api_base
    bot = create_bot(settings)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
            loop.add_signal_handler(number, stop.set)
    async with bot, contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(LoopWatch(bot.metrics))
        if settings.ops.health:
            await stack.enter_async_context(_health(bot, settings))
        connected = asyncio.create_task(_connect(bot, token))
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({connected, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        await bot.close()
        await connected


async def _connect(bot: Steward, token: str) -> None:
    try:
        await bot.start(token)
    except discord.LoginFailure as error:
        raise OperatorError(
            "Discord refuses the token: copy it again from the Developer Portal "
            "(Bot → Reset Token) into discord.token."
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise OperatorError(
            "Discord refuses the intents: switch on Server Members and Message Content in the "
            "Developer Portal (Bot → Privileged Gateway Intents), or set "
            "discord.message_content = false to go without the latter."
        ) from error
    except discord.HTTPException as error:
        raise OperatorError(
            f"Discord cannot be used right now: it answered {error.status}. Try again later."
        ) from error
    except OSError as error:
        raise OperatorError(
            f"Discord cannot be reached at {bot.settings.discord.api_base}: "
            f"{error.strerror or error}."
        ) from error


def _health(bot: Steward, settings: KernelSettings) -> HealthServer:
    server = HealthServer(
        settings.ops.health_host, settings.ops.health_port, bot.metrics, bot.clock
    )

    async def database() -> str | None:
        if not bot.is_open:
            return "starting"
        async with bot.database.read() as connection:
            await connection.exec_driver_sql("SELECT 1")
        return None

    async def gateway() -> str | None:
        return None if bot.is_ready() else "not connected to Discord"

    async def ledger() -> str | None:
        if not bot.is_open:
            return "starting"
        return None if bot.ledger.writer.healthy else "facts pile up: the database lags behind"

    server.add_check("database", database)
    server.add_check("gateway", gateway)
    server.add_check("ledger", ledger)
    return server
