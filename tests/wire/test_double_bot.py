"""The real bot on the double: started as an operator starts it, pointed there by its settings."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from tests.plugins.conform import assert_conforms
from tests.wire.bot_process import BotProcess
from tests.wire.double import WireDouble
from tests.wire.ids import member_id

_ROWS = "SELECT guild_id, message_id, channel_id, author_id, at FROM ledger_message"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "bot.log"


async def test_what_the_bot_wrote_down_is_the_truth(
    double: WireDouble, sqlite_url: str, log: Path
) -> None:
    made = await double.guild(members=200, channels=20)
    async with BotProcess(double.settings(sqlite_url), log) as bot:
        flood = await double.flood(made.channels, 500, count=2_000, people=200)
        await double.flooded(flood)
        asked = {"name": "doctor", "until": "settled", "user": member_id(0)}
        answer = await double.call("command", channel=made.channels[0], **asked)
        assert not answer["timed_out"]
        await double.wait_for("delivered")
        await assert_conforms(double)
        await bot.stop()
        assert bot.exit_code == 0

    truth = await double.truth()
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as database:
        rows = database.execute(_ROWS).fetchall()
    assert sorted((*row[:4], _ms(row[4])) for row in rows) == truth.rows()
    assert len(rows) == 2_000


async def test_the_bot_can_be_killed_and_started_again(
    double: WireDouble, sqlite_url: str, log: Path
) -> None:
    made = await double.guild()
    bot = BotProcess(double.settings(sqlite_url), log)
    await bot.start(ready=False)
    await double.wait_for("connected")
    await double.say(made.channels[0], "hello")
    await bot.kill()
    assert bot.exit_code == -9
    await double.wait_for("disconnected")
    await bot.start(ready=False)
    await double.wait_for("connected")
    await bot.kill()
    starts = [entry for entry in await double.call("gateway_log") if entry["what"] == "identified"]
    assert len(starts) == 2


async def test_a_bot_that_is_refused_says_why(
    double: WireDouble, sqlite_url: str, log: Path
) -> None:
    bot = BotProcess(double.settings(sqlite_url, discord__token="wrong"), log)
    with pytest.raises(RuntimeError, match="refuses the token"):
        await bot.start()


def _ms(stored: int | str) -> int:
    if isinstance(stored, str):
        return round(datetime.fromisoformat(stored).timestamp() * 1_000)
    return stored // 1_000
