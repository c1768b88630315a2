"""What the scenario of rate limits lets the bot do: many sends at once."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Any

import discord

from bot.client import Steward
from bot.jobs import Job

KIND = "burst"


async def burst(
    client: discord.Client, channels: list[int], each: int, *, at_once: bool = False
) -> None:
    """Write ``each`` numbers to every channel, all channels at once.

    In a channel they go one after the other, or ``at_once``. What discord.py gives up, refused
    or limited five times, is passed over: it is missing then.
    """

    async def say(channel: Any, number: int) -> None:
        with suppress(discord.HTTPException):
            await channel.send(str(number))

    async def fill(channel: Any) -> None:
        for number in range(each):
            await say(channel, number)

    async with asyncio.TaskGroup() as group:
        for channel in map(client.get_channel, channels):
            if not at_once:
                group.create_task(fill(channel))
                continue
            for number in range(each):
                group.create_task(say(channel, number))


async def setup(bot: Steward) -> None:
    """Register the kind; its payload holds the arguments of ``burst``."""

    async def run(job: Job) -> None:
        await bot.wait_until_ready()
        await burst(bot, **job.payload)

    bot.jobs.register(KIND, run, timeout=timedelta(minutes=5))
