"""``run``: the bot on Discord."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import signal
from typing import Annotated, Any

import aiohttp
import discord
import typer
import yarl

from bot.cli.common import Config
from bot.client import Steward, create_bot
from bot.config import DiscordSettings, KernelSettings, load_settings
from bot.db.patience import PATIENCE
from bot.errors import ConfigError, OperatorError
from bot.ops import garbage
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
    given = {} if shards is None else {"discord": {"shards": shards}}
    settings = load_settings(config, **given)
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
    bot = create_bot(settings)
    _reach(bot, settings.discord)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
            loop.add_signal_handler(number, stop.set)
    async with bot, contextlib.AsyncExitStack() as stack:
        # What is wrong with the database or a feature is said before Discord is asked.
        await bot.open()
        stack.enter_context(garbage.calmed())
        bot.add_listener(_ready, "on_ready")
        await stack.enter_async_context(LoopWatch(bot.metrics))
        if settings.ops.health:
            await stack.enter_async_context(_health(bot, settings))
        connected = asyncio.create_task(_connect(bot, token))
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({connected, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        connected.cancel()
        await bot.close()
        with contextlib.suppress(asyncio.CancelledError):
            await connected


async def _ready() -> None:
    garbage.keep()


def _reach(bot: Steward, addresses: DiscordSettings) -> None:
    """Let discord.py use the addresses of the settings; it has no options for them."""
    discord.http.Route.BASE = addresses.api_base.rstrip("/")
    if addresses.gateway_url is None:
        return
    url = addresses.gateway_url
    # Used where the number of shards is given, and to connect anew.
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
    ask = bot.http.get_bot_gateway

    async def ask_for_the_rest() -> tuple[int, str, Any]:
        shards, _, limits = await ask()
        return shards, url, limits

    bot.http.get_bot_gateway = ask_for_the_rest  # type: ignore[method-assign]


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
    except (OSError, aiohttp.ClientError, discord.GatewayNotFound) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise OperatorError(
            f"Discord cannot be reached at {bot.settings.discord.api_base}: {reason}. "
            "Check the network and the address (key discord.api_base)."
        ) from error
    except discord.ConnectionClosed as error:
        raise OperatorError(
            f"Discord ended the connection (code {error.code}): see what that means at "
            "https://docs.discord.com/developers/topics/opcodes-and-status-codes."
        ) from error


def _health(bot: Steward, settings: KernelSettings) -> HealthServer:
    server = HealthServer(
        settings.ops.health_host, settings.ops.health_port, bot.metrics, bot.clock
    )

    async def database() -> str | None:
        if not bot.is_open:
            return "starting"
        return None if await bot.database.answers(PATIENCE) else "does not answer, or is locked"

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
