"""A server that removes the bot, and what becomes of its data."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from simcord.backend.serializers import guild_create_payload
from sqlalchemy import func, select

from bot.directory import Guild, remember_guild
from bot.erasure import KIND
from bot.jobs.models import JobRow
from bot.ledger.models import Message
from tests.plugins.filled import counts
from tests.plugins.town import OpenTown, Town

DAYS = timedelta(days=1)


async def remove_bot(town: Town) -> None:
    """Let a manager kick the bot."""
    await town.ada.send(town.general, "Bye, bot!")
    await town.bot.ledger.flush()
    town.sim.env.backend.remove_guild(town.guild.id)
    await town.sim.settle()


async def rows_of(town: Town) -> int:
    return sum((await counts(town.bot.database, town.guild.id)).values())


async def due(town: Town) -> list[tuple[Any, ...]]:
    return await town.rows(select(JobRow.guild_id, JobRow.due_at).where(JobRow.kind == KIND))


async def test_it_is_erased_when_the_time_is_up_and_not_before(open_town: OpenTown) -> None:
    async with open_town(privacy={"erase_after_days": 7}) as town:
        removed_at = town.sim.now()
        await remove_bot(town)
        assert await due(town) == [(town.guild.id, removed_at + 7 * DAYS)]

        await town.sim.skip_to(removed_at + 7 * DAYS - timedelta(minutes=1))
        assert await town.rows(select(func.count()).select_from(Message)) == [(1,)]
        await town.sim.skip_to(removed_at + 7 * DAYS + timedelta(minutes=2))

        assert await rows_of(town) == 0
        await town.sim.restart()
        await town.sim.skip_to(town.sim.now() + DAYS)
        assert await rows_of(town) == 0


async def test_unless_it_was_set_the_wait_is_30_days(open_town: OpenTown) -> None:
    async with open_town() as town:
        removed_at = town.sim.now()
        await remove_bot(town)
        assert await due(town) == [(town.guild.id, removed_at + 30 * DAYS)]


async def test_the_wait_outlives_restarts(open_town: OpenTown) -> None:
    async with open_town(privacy={"erase_after_days": 7}) as town:
        removed_at = town.sim.now()
        await remove_bot(town)
        await town.sim.skip_to(removed_at + 3 * DAYS)
        await town.sim.restart(kill=True)
        assert await due(town) == [(town.guild.id, removed_at + 7 * DAYS)]

        await town.sim.skip_to(removed_at + 7 * DAYS + timedelta(minutes=2))

        assert await rows_of(town) == 0


async def test_who_removes_it_while_it_is_down_is_found_at_the_start(open_town: OpenTown) -> None:
    async with open_town(privacy={"erase_after_days": 7}) as town:

        async def meanwhile() -> None:
            town.sim.env.backend.remove_guild(town.guild.id)

        await town.sim.restart(meanwhile=meanwhile)
        await town.sim.settle()

        assert await due(town) == [(town.guild.id, town.sim.now() + 7 * DAYS)]
        await town.sim.skip_to(town.sim.now() + 7 * DAYS + timedelta(minutes=2))
        assert await rows_of(town) == 0


async def test_a_server_that_is_only_away_is_not_forgotten(open_town: OpenTown) -> None:
    async with open_town() as town:
        gateway: Any = town.bot._connection
        gateway.parse_guild_delete({"id": str(town.guild.id), "unavailable": True})
        await town.sim.settle()
        await town.sim.as_bot(town.bot.erasure._compare())

        assert await due(town) == []


async def test_neither_are_imports_nor_servers_of_other_processes(open_town: OpenTown) -> None:
    async with open_town() as town:
        elsewhere, imported = 1 << 22, 2 << 22
        async with town.bot.database.begin() as connection:
            await remember_guild(connection, imported, "Only imported")
            await connection.execute(
                Guild.__table__.insert().values(  # type: ignore[attr-defined]
                    guild_id=elsewhere, name="On another shard", census_at=town.sim.now()
                )
            )
        town.bot.owns = lambda guild_id: guild_id != elsewhere  # type: ignore[method-assign]

        await town.sim.as_bot(town.bot.erasure._compare())

        assert await due(town) == []
        town.bot.owns = lambda _guild_id: True  # type: ignore[method-assign]
        await town.sim.as_bot(town.bot.erasure._compare())
        assert [row[0] for row in await due(town)] == [elsewhere]


@pytest.mark.parametrize("while_down", [False, True])
async def test_who_invites_it_again_keeps_everything(open_town: OpenTown, while_down: bool) -> None:
    async with open_town(privacy={"erase_after_days": 7}) as town:
        backend = town.sim.env.backend
        known = backend.guilds[town.guild.id]
        await remove_bot(town)
        assert len(await due(town)) == 1
        known.channel_ids.clear()

        async def invite() -> None:
            backend.guilds[known.id] = known
            if not while_down:
                backend.emit("GUILD_CREATE", guild_create_payload(backend, known))

        if while_down:
            await town.sim.restart(meanwhile=invite)
        else:
            await invite()
        await town.sim.settle()

        assert await due(town) == []
        await town.sim.skip_to(town.sim.now() + 8 * DAYS)
        assert await town.rows(select(func.count()).select_from(Message)) == [(1,)]


async def test_discord_has_the_last_word(open_town: OpenTown) -> None:
    async with open_town(privacy={"erase_after_days": 7}) as town:
        # As if the bot had missed that it is back: it is in the server all the time.
        await town.sim.as_bot(town.bot.erasure._schedule([town.guild.id]))
        await town.ada.send(town.general, "Still here!")
        await town.sim.skip_to(town.sim.now() + 8 * DAYS)

        assert await due(town) == []
        assert await town.rows(select(func.count()).select_from(Message)) == [(1,)]


@pytest.mark.parametrize("status", [500, 403])
async def test_where_discord_does_not_say_nothing_is_erased(
    open_town: OpenTown, status: int
) -> None:
    async with open_town(privacy={"erase_after_days": 7}) as town:
        await remove_bot(town)
        town.sim.env.inject_error(
            "GET", f"/guilds/{town.guild.id}", status=status, code=0, message="Away", times=None
        )
        await town.sim.skip_to(town.sim.now() + 8 * DAYS)
        assert await town.rows(select(func.count()).select_from(Message)) == [(1,)]

        town.sim.env.backend.faults.clear()
        await town.sim.skip_to(town.sim.now() + timedelta(hours=2))
        assert await rows_of(town) == 0


async def test_it_is_said_in_advance(open_town: OpenTown) -> None:
    async with open_town(privacy={"erase_after_days": 7}) as town:
        await town.sim.advance(timedelta(seconds=30))

        (notice,) = [
            json.dumps(request.json)
            for request in town.sim.requests
            if request.method == "POST" and "Thank you for having me" in json.dumps(request.json)
        ]
        assert "everything of this server is erased 7 days later" in notice
        assert "</privacy policy:" in notice
