"""kill -9 under a flood: nothing lost, nothing counted twice."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.activity.models import ChannelDay, MemberDay
from bot.db import Database
from bot.db.types import to_micros
from bot.ledger.models import Message
from tests.plugins.conform import assert_conforms
from tests.wire.bot_process import BotProcess
from tests.wire.double import WireDouble

RATE = 500
KILLS = 2


async def test_killed_at_random_moments_the_ledger_equals_the_truth(
    double: WireDouble, database_url: str, tmp_path: Path
) -> None:
    await flooded_with(double, database_url, tmp_path, "kill")


@pytest.mark.parametrize("kind", ["resumable", "forgotten"])
async def test_with_the_socket_dropped_the_ledger_equals_the_truth(
    double: WireDouble, sqlite_url: str, tmp_path: Path, kind: str
) -> None:
    await flooded_with(double, sqlite_url, tmp_path, kind)


async def flooded_with(double: WireDouble, database_url: str, tmp_path: Path, kind: str) -> None:
    """Let ``kind`` of trouble come a few times during a flood, then compare with the truth."""
    made = await double.guild(members=200, channels=20)
    chance = random.Random(kind)  # noqa: S311 - moments, not secrets
    bot = BotProcess(double.settings(database_url), tmp_path / "bot.log")
    await bot.start(ready=False)
    await double.wait_for("connected")
    flood = await double.flood(made.channels, RATE, count=RATE * 6, people=200)
    for _ in range(KILLS):
        await asyncio.sleep(chance.uniform(0.3, 2.5))
        if kind == "kill":
            await bot.kill()
            await bot.start(ready=False)
        elif kind == "resumable":
            await double.fault("drop", code=4000)
        else:
            await double.fault("forget_sessions")
            await double.fault("drop", code=4000)
    await double.flooded(flood)
    await double.wait_for("connected")
    await assert_conforms(double)
    truth = await double.truth()
    try:
        await _until_written(database_url, len(truth.rows()))
    except TimeoutError:
        have = {row[1] for row in (await _ledger(database_url))[0]}
        missing = [row for row in truth.rows() if row[1] not in have]
        log = (tmp_path / "bot.log").read_text()[-3_000:]
        raise AssertionError(f"{len(missing)} are missing, first {missing[:3]}:\n{log}") from None
    assert await bot.stop() < 5

    rows, by_member, by_channel = await _ledger(database_url)
    assert rows == [tuple(row) for row in truth.rows()]
    assert by_member == by_channel == len(rows)


async def _until_written(url: str, count: int) -> None:
    database = await Database.open(url)
    try:
        async with asyncio.timeout(40):
            while True:
                async with database.read() as connection:
                    if await connection.scalar(select(func.count()).select_from(Message)) == count:
                        return
                await asyncio.sleep(0.3)
    finally:
        await database.close()


async def _ledger(url: str) -> tuple[list[tuple[int, ...]], int, int]:
    database = await Database.open(url)
    try:
        async with database.read() as connection:
            found = await connection.execute(
                select(
                    Message.guild_id,
                    Message.message_id,
                    Message.channel_id,
                    Message.author_id,
                    Message.at,
                ).order_by(Message.message_id)
            )
            rows = [(*row[:4], to_micros(row[4]) // 1_000) for row in found]
            by_member = await connection.scalar(select(func.sum(MemberDay.messages)))
            by_channel = await connection.scalar(select(func.sum(ChannelDay.messages)))
            return rows, int(by_member or 0), int(by_channel or 0)
    finally:
        await database.close()
