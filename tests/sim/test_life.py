"""The bot's life: starting, restarting, changing its settings, stopping."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.activity.models import MemberDay
from bot.client import create_bot
from bot.config import settings_model
from bot.errors import DatabaseError, FeatureError, OperatorError
from bot.gateway import Gateway
from bot.guild_settings import ServerSettings
from bot.jobs import Job
from bot.ledger.models import Message, Reaction
from bot.ports import Ports
from bot.reports import ReportWriter
from tests.plugins.town import OpenTown, Town


def syncs(town: Town) -> int:
    return sum(
        1
        for request in town.sim.requests
        if request.method == "PUT" and request.path.endswith("/commands")
    )


async def test_commands_are_synced_only_when_they_changed(open_town: OpenTown) -> None:
    async with open_town() as town:
        assert syncs(town) == 1
        await town.sim.restart()
        assert syncs(town) == 1


async def test_messages_after_a_restart_go_on_counting(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.ada.send(town.general, "before")
        await town.sim.restart()
        await town.sim.settle()
        await town.ada.send(town.general, "after")

        ((count,),) = await town.rows(select(MemberDay.messages))
        assert count == 2


async def test_a_flush_comes_by_itself(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.ada.send(town.general, "hello")
        assert town.bot.ledger.writer.waiting_facts == 1

        await town.sim.advance(timedelta(seconds=2))

        assert town.bot.ledger.writer.waiting_facts == 0


async def test_a_new_zone_cuts_the_days_anew(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.sim.skip_to(town.sim.now() + timedelta(hours=11))  # Monday 23:00 UTC
        await town.ada.send(town.general, "still Monday here")
        monday = town.sim.now().toordinal()
        assert await town.rows(select(MemberDay.day)) == [(monday,)]

        await town.sim.as_bot(
            town.bot.guild_settings.set(town.guild.id, ServerSettings, "zone", "Europe/Berlin")
        )

        assert await town.rows(select(MemberDay.day)) == [(monday + 1,)]


async def test_a_vote_in_a_poll_is_activity(open_town: OpenTown) -> None:
    import discord

    async with open_town() as town:
        real = town.bot.get_channel(town.general.id)
        assert isinstance(real, discord.TextChannel)
        poll = discord.Poll("Which game?", duration=timedelta(hours=1))
        poll.add_answer(text="Go")
        poll.add_answer(text="Chess")
        message = await town.sim.as_bot(real.send(poll=poll))

        await town.ada.vote(message, answer=1)

        assert await town.rows(select(Reaction.member_id, Reaction.emoji)) == [
            (town.ada.id, "poll:1")
        ]


async def test_a_rejected_message_is_not_written(open_town: OpenTown) -> None:
    async with open_town() as town:

        async def gate(message: object) -> bool:
            return "spam" not in getattr(message, "content", "")

        town.bot.intake.add_gate(gate)
        await town.ada.send(town.general, "spam spam spam")
        await town.ada.send(town.general, "hello")

        assert len(await town.rows(select(Message.message_id))) == 1


async def test_a_gate_that_fails_loses_nothing(open_town: OpenTown) -> None:
    async with open_town() as town:

        async def gate(_message: object) -> bool:
            raise RuntimeError("broken rule")

        town.bot.intake.add_gate(gate)
        await town.ada.send(town.general, "hello")

        assert len(await town.rows(select(Message.message_id))) == 1


async def test_opening_twice_opens_once(sqlite_url: str) -> None:
    bot = create_bot(settings_model()(database_url=sqlite_url))
    async with bot:
        await bot.open()
        database = bot.database
        await bot.open()
        assert bot.database is database
        assert bot.ports.get(ReportWriter)
    assert not bot.is_open


async def test_a_database_that_cannot_be_opened_stops_the_start(tmp_path: object) -> None:
    bot = create_bot(settings_model()(database_url="sqlite:////proc/steward.db"))
    async with bot:
        with pytest.raises(DatabaseError, match="cannot be written"):
            await bot.open()


async def test_a_broken_feature_stops_the_start(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.client.discover", lambda: ["nonexistent"])
    bot = create_bot(settings_model()(database_url=sqlite_url))
    async with bot:
        with pytest.raises(FeatureError, match="nonexistent"):
            await bot.open()


def test_a_port_that_nobody_provides_is_said() -> None:
    with pytest.raises(OperatorError, match="No feature provides int"):
        Ports().get(int)


def test_a_process_owns_the_guilds_of_its_shards() -> None:
    bot = create_bot(settings_model()(discord={"shards": "1-2/4"}))
    guilds = [shard << 22 for shard in range(8)]
    assert [bot.owns(guild) for guild in guilds] == [False, True, True, False] * 2


async def test_single_facts_go_when_the_retention_period_is_over(open_town: OpenTown) -> None:
    async with open_town(ledger={"retention_days": 35}) as town:
        await town.ada.send(town.general, "This will be forgotten, its day will not")
        day = town.sim.now().toordinal()
        await town.sim.advance(timedelta(seconds=5))
        for _ in range(38):
            await town.sim.skip_to(town.sim.now() + timedelta(days=1))
            await town.sim.as_bot(town.bot.jobs.run_due())

        assert await town.rows(select(Message.message_id)) == []
        assert await town.rows(select(MemberDay.day, MemberDay.messages)) == [(day, 1)]


async def test_what_is_due_waits_until_discord_shows_the_server(open_town: OpenTown) -> None:
    async with open_town() as town:
        bot, guild_id, unlisted = town.bot, town.guild.id, 2 << 22
        done: list[int] = []

        async def note(job: Job) -> None:
            done.append(job.guild_id)

        async def schedule() -> None:
            async with bot.database.begin() as connection:
                for place in (guild_id, unlisted):
                    await bot.jobs.store.schedule(
                        connection, place, "noted", town.sim.now(), {}, "noted"
                    )

        bot.jobs.register("noted", note)
        await town.vanish()
        await town.sim.as_bot(schedule())
        await town.sim.as_bot(bot.jobs.run_due())
        assert done == [unlisted]  # a server that the bot is not in is waited for by nobody

        await town.come_back()
        assert done == [unlisted, guild_id]


async def test_before_discord_lists_the_servers_every_one_is_awaited(open_town: OpenTown) -> None:
    async with open_town() as town:
        assert Gateway(town.bot).awaits(2 << 22)
        assert town.bot.serves(2 << 22)
