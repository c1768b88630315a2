from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg
import discord
import pytest
from sqlalchemy.ext.asyncio import AsyncConnection
from structlog.testing import capture_logs

from bot.client import create_bot
from bot.config import settings_model
from bot.db import Database
from bot.identify import IdentifyTurns, _close

APPLICATION = 4_711
# Nobody waits that long here: what is to wait is seen waiting.
LONG_S = 60.0


@pytest.fixture
async def here(postgres_url: str) -> AsyncIterator[Database]:
    database = await Database.open(postgres_url)
    yield database
    await database.close()


@asynccontextmanager
async def process(database: Database, window_s: float = LONG_S) -> AsyncIterator[IdentifyTurns]:
    turns = IdentifyTurns(database, window_s=window_s)
    try:
        yield turns
    finally:
        await turns.close()


async def locks(url: str) -> list[bool]:
    """Return for every advisory lock whether it is held (else somebody waits for it)."""
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch(
            "SELECT granted FROM pg_locks WHERE locktype = 'advisory' AND database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY granted"
        )
    finally:
        await connection.close()
    return [row["granted"] for row in rows]


async def until(condition: Callable[[list[bool]], bool], url: str) -> None:
    async with asyncio.timeout(20):
        while not condition(await locks(url)):  # noqa: ASYNC110 - the server tells no event
            await asyncio.sleep(0.02)


async def test_processes_take_turns(here: Database, postgres_url: str) -> None:
    async with process(here) as one, process(here) as other:
        await one.take(APPLICATION, 0, 1)
        waiting = asyncio.create_task(other.take(APPLICATION, 2, 1))
        await until(lambda found: found == [False, True], postgres_url)
        assert not waiting.done()

        await one.close()

        await waiting
        assert await locks(postgres_url) == [True]
    assert await locks(postgres_url) == []


async def test_other_keys_and_other_bots_do_not_wait(here: Database, postgres_url: str) -> None:
    async with process(here) as one, process(here) as other:
        await one.take(APPLICATION, 0, 2)
        await other.take(APPLICATION, 3, 2)
        await other.take(APPLICATION + 1, 0, 2)

        assert await locks(postgres_url) == [True] * 3


async def test_a_turn_ends_by_itself(here: Database, postgres_url: str) -> None:
    async with process(here, 0.05) as one, process(here) as other:
        await one.take(APPLICATION, 0, 1)
        await other.take(APPLICATION, 1, 1)

        assert await locks(postgres_url) == [True]


async def test_who_gives_up_waiting_leaves_nothing(here: Database, postgres_url: str) -> None:
    async with process(here) as one, process(here) as other:
        await one.take(APPLICATION, 0, 1)
        waiting = asyncio.create_task(other.take(APPLICATION, 1, 1))
        await until(lambda found: False in found, postgres_url)

        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

        await until(lambda found: found == [True], postgres_url)


async def test_who_waits_too_long_begins_anew(
    here: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.identify._LONGEST_WAIT_S", 0.05)
    async with process(here) as one, process(here) as other:
        await one.take(APPLICATION, 0, 1)

        with pytest.raises(TimeoutError, match="identifying"):
            await other.take(APPLICATION, 1, 1)


async def test_a_process_that_hangs_does_not_stop_the_others(
    here: Database, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with process(here, 0.1) as one, process(here) as other:

        async def hang(_turns: IdentifyTurns, connection: AsyncConnection) -> None:
            try:
                await asyncio.Event().wait()
            finally:
                await _close(connection)

        monkeypatch.setattr(IdentifyTurns, "_hold", hang)
        await one.take(APPLICATION, 0, 1)
        monkeypatch.undo()

        await other.take(APPLICATION, 1, 1)

        assert True in await locks(postgres_url)


async def test_without_the_database_it_goes_on_alone(
    here: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with process(here, 0.05) as turns:
        assert turns._engine is not None
        gone = turns._engine.url.update_query_dict({"host": "/nowhere"})
        monkeypatch.setattr(turns, "_engine", IdentifyTurns(_Elsewhere(gone))._engine)  # type: ignore[arg-type]

        with capture_logs() as logged:
            await turns.take(APPLICATION, 0, 1)

    assert [line["event"] for line in logged] == ["identifying without the others' turns"]


class _Elsewhere:
    dialect = "postgresql"

    def __init__(self, url: object) -> None:
        self.url = url

    @property
    def engine(self) -> _Elsewhere:
        return self


async def test_shards_of_one_process_take_turns(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url)
    try:
        async with process(database) as turns:
            await turns.take(APPLICATION, 0, 2)
            await turns.take(APPLICATION, 1, 2)
            third = asyncio.create_task(turns.take(APPLICATION, 2, 2))
            await asyncio.sleep(0.1)
            assert not third.done()
            third.cancel()
    finally:
        await database.close()


async def test_the_bot_asks_discord_how_many_may_identify_at_once(sqlite_url: str) -> None:
    answers: list[object] = [discord.GatewayNotFound(), 16]
    taken: list[tuple[int, int]] = []

    async def gateway() -> tuple[int, str, dict[str, int]]:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        limits = {"total": 1_000, "remaining": 1_000, "reset_after": 0}
        return 1, "wss://gateway", limits | {"max_concurrency": 16}

    async def take(_application_id: int, shard_id: int, max_concurrency: int) -> None:
        taken.append((shard_id, max_concurrency))

    async with create_bot(settings_model()(database_url=sqlite_url)) as bot:
        await bot.open()
        bot.http.get_bot_gateway = gateway  # type: ignore[assignment, method-assign]
        bot.identify_turns.take = take  # type: ignore[method-assign]

        with capture_logs() as logged:
            for shard_id in (0, 1, 2):
                await bot.before_identify_hook(shard_id, initial=shard_id == 0)

    assert taken == [(0, 1), (1, 16), (2, 16)]
    assert [line["event"] for line in logged] == ["identify concurrency not known"]
