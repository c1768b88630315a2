"""The reference: discord.py alone with a no-op ``on_message``, on the bot's own terms.

``python -m tests.bench.plain API GATEWAY TOKEN``: the same interpreter, uvloop, orjson (which
discord.py takes by itself where it is there) and intents as the bot's.
"""

from __future__ import annotations

import asyncio
import sys

import discord
import uvloop
import yarl
from discord.ext import commands

from bot.client import intents


class Plain(commands.AutoShardedBot):
    """Hears everything and does nothing."""

    async def on_message(self, _message: discord.Message, /) -> None:
        """Do nothing."""


async def main(api: str, gateway: str, token: str) -> None:
    """Run until killed."""
    discord.http.Route.BASE = api
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    client = Plain(
        command_prefix=commands.when_mentioned,
        help_command=None,
        intents=intents(message_content=True),
        chunk_guilds_at_startup=False,
        max_messages=None,
        shard_ids=[0],
        shard_count=1,
    )
    async with client:
        await client.start(token)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(*sys.argv[1:]))
