"""Processes of one bot with shards of their own, and what each of them did."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from typing import Any

import aiohttp

from bot.clock import SystemClock
from bot.db import Database
from bot.jobs import JobStore
from tests.chaos import shard_work, shard_work_quick
from tests.chaos.equality import rows
from tests.chaos.stage import Stage
from tests.wire.bot_process import BotProcess
from tests.wire.double import MadeGuild

SHARDS = 4
_FACTS = re.compile(r'^steward_facts_written_total\{kind="MessageFact"\} (\S+)$', re.MULTILINE)
_ERRORS = re.compile(r'^steward_errors_total\{place="(\w+)"\} (\S+)$', re.MULTILINE)


class Fleet:
    """The processes, the guilds they serve, and the jobs and commands asked of them."""

    def __init__(self, stage: Stage, guilds: list[MadeGuild]) -> None:
        self.stage = stage
        self.guilds = guilds
        self.channels = [guild.channels[0] for guild in guilds]
        self.keys: list[str] = []
        self.asked = 0

    def process(self, shards: range, name: str) -> BotProcess:
        """Return a process with these of the shards, that does not run yet."""
        work = self.stage.size(shard_work_quick, shard_work)
        span = f"{shards[0]}-{shards[-1]}/{SHARDS}"
        more = {
            "jobs__sweep_interval_s": "1",
            "jobs__concurrency": "20",
            # Every guild has something to be read back.
            "ledger__recover_rate": "50",
        }
        return self.stage.bot(name, "--shards", span, extension=work.__name__, **more)

    def of(self, shards: range) -> list[MadeGuild]:
        """Return the guilds of these shards, by Discord's rule."""
        return [guild for guild in self.guilds if (guild.id >> 22) % SHARDS in shards]

    # -- at the gateway --------------------------------------------------------------------

    async def wait_for_sessions(self, count: int, timeout_s: float = 90.0) -> None:
        """Wait until ``count`` sessions are connected and were sent every guild."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + timeout_s
        while True:
            sessions = [s for s in (await self.stage.double.status())["sessions"] if s["connected"]]
            shown = sum(session["guilds"] for session in sessions)
            if len(sessions) == count and shown >= len(self.guilds):
                return
            if loop.time() > ends:
                raise TimeoutError(f"not {count} sessions in {timeout_s} s: {sessions}")
            await asyncio.sleep(0.1)

    async def sessions_of(self, shards: range) -> set[str]:
        """Return the ids of the connected sessions of these shards."""
        sessions = (await self.stage.double.status())["sessions"]
        return {s["id"] for s in sessions if s["connected"] and s["shard"] in shards}

    async def too_fast(self) -> int:
        """Return how many IDENTIFYs came before their time."""
        log = await self.stage.double.call("gateway_log")
        return sum(entry["what"] == "identified too fast" for entry in log)

    # -- work ------------------------------------------------------------------------------

    async def schedule(self, key: str) -> None:
        """Let a job be due now in every guild."""
        store, clock = JobStore(SystemClock()), SystemClock()
        database = await Database.open(self.stage.database_url)
        try:
            async with database.begin() as connection:
                for guild in self.guilds:
                    where = {"channel": guild.channels[0]}
                    await store.schedule(
                        connection, guild.id, shard_work.KIND, clock.now(), where, key
                    )
        finally:
            await database.close()
        self.keys.append(key)

    async def command(self, channel: int) -> dict[str, Any]:
        """Let somebody use the command; returns what came of it."""
        self.asked += 1
        answer: dict[str, Any] = await self.stage.double.call(
            "command", channel=channel, name=shard_work.COMMAND, until="settled"
        )
        return answer

    async def errands(self, timeout_s: float = 60.0) -> Counter[tuple[int, str]]:
        """Wait until the jobs have sent their messages; return how often each channel got each."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + timeout_s
        wanted = len(self.keys) * len(self.guilds)
        sent = await self._sent()
        while len(sent) < wanted and loop.time() < ends:
            await asyncio.sleep(0.3)
            sent = await self._sent()
        return Counter(sent)

    async def _sent(self) -> list[tuple[int, str]]:
        found = [
            (message["channel"], message["content"].split(" ")[0])
            for message in await self.stage.double.call("sent")
        ]
        return [(channel, key) for channel, key in found if key in self.keys]

    async def senders(self, key: str) -> dict[int, set[int]]:
        """Return for each channel the ids of the processes that sent the job's message."""
        found: dict[int, set[int]] = {channel: set() for channel in self.channels}
        for message in await self.stage.double.call("sent"):
            if message["content"].startswith(f"{key} "):
                found[message["channel"]].add(int(message["content"].split(" ")[1]))
        return found

    async def effects(self) -> Counter[str]:
        """Return how often the command of each interaction had its effect."""
        sent = await self.stage.double.call("sent")
        texts = [message["content"] for message in sent]
        return Counter(text for text in texts if text.startswith("command "))

    # -- what was written ------------------------------------------------------------------

    async def missing(self, guilds: list[MadeGuild], timeout_s: float = 30.0) -> int:
        """Return how many messages of these guilds are not in the ledger, once it is at rest."""
        ids = {guild.id for guild in guilds}
        truth = {row for row in (await self.stage.double.truth()).rows() if row[0] in ids}
        loop = asyncio.get_running_loop()
        ends = loop.time() + timeout_s
        while True:
            left = truth.difference(await rows(self.stage.database_url))
            if not left or loop.time() > ends:
                return len(left)
            await asyncio.sleep(0.3)


async def counted(process: BotProcess) -> tuple[int, int]:
    """Return the messages that a process wrote down first, and the errors it counted."""
    address = f"http://127.0.0.1:{process.health_port}/metrics"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        text = await response.text()
    facts = sum(float(found) for found in _FACTS.findall(text))
    return int(facts), int(sum(float(count) for _, count in _ERRORS.findall(text)))
