"""What the scenarios let jobs send: numbered notices, each through ``deliver``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.client import Steward
from bot.jobs import Job

KIND = "notice"
SHORT_LIVED = "notice-of-the-hour"
LATE = " (late)"


async def setup(bot: Steward) -> None:
    """Register the kinds."""

    async def notice(job: Job) -> None:
        await bot.wait_until_ready()
        channel: Any = bot.get_channel(job.payload["channel"])
        text = job.payload["text"] + (LATE if job.late else "")
        await bot.delivery.deliver(job, channel, content=text)

    bot.jobs.register(KIND, notice)
    bot.jobs.register(SHORT_LIVED, notice, useful_for=timedelta(hours=1))
