"""What a manager finds when the bot has joined their server."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, GuildHandle

from bot.client import create_bot
from bot.config import settings_model
from bot.demo.simulation import SimulatedDiscord
from bot.jobs import Job
from cogs.setup.service.notice import KIND, NoticeService
from cogs.setup.views.notice import Notice
from tests.plugins.town import MONDAY, OpenTown, Town, said


def notices(channel: ChannelHandle) -> list[discord.Message]:
    return [
        message
        for message in channel.history()
        if message.author.bot and "Thank you for having me" in str(message.embeds[0].title)
    ]


async def a_moment(sim: SimulatedDiscord) -> None:
    """Let so much time pass that the notice is due."""
    await sim.advance(timedelta(seconds=30))


def all_notices(town: Town) -> list[discord.Message]:
    return [one for channel in town.guild.channels.values() for one in notices(channel)]


async def test_it_is_said_once_and_leads_into_the_wizard(open_town: OpenTown) -> None:
    async with open_town() as town:
        assert all_notices(town) == []
        await a_moment(town.sim)
        (notice,) = notices(town.general)
        assert f"<@{town.mayor.id}>" in notice.content
        assert "</setup:" in (notice.embeds[0].description or "")

        pressed = await town.mayor.click(notice, label="Set me up")

        assert pressed.ephemeral
        assert pressed.response is not None
        assert "Where does this server live?" in str(pressed.response.embeds[0].title)
        refused = await town.ada.click(notice, label="Set me up")
        assert "This is for the managers of this server" in said(refused)


@pytest.mark.parametrize("kill", [False, True])
async def test_it_is_not_said_again_after_a_restart(open_town: OpenTown, kill: bool) -> None:
    async with open_town() as town:
        await a_moment(town.sim)
        await town.sim.restart(kill=kill)
        await town.sim.advance(timedelta(minutes=10))
        assert len(all_notices(town)) == 1

        (notice,) = all_notices(town)
        pressed = await town.mayor.click(notice, label="Set me up")
        assert pressed.ephemeral


async def test_it_comes_though_the_bot_was_killed_before(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.sim.restart(kill=True)
        await a_moment(town.sim)
        await a_moment(town.sim)
        assert len(all_notices(town)) == 1


async def test_only_the_one_it_is_for_is_pinged(open_town: OpenTown) -> None:
    async with open_town() as town:
        await a_moment(town.sim)
        (sent,) = [
            request.json
            for request in town.sim.requests
            if request.method == "POST" and "Thank you for having me" in json.dumps(request.json)
        ]
        body: Any = sent
        assert body["allowed_mentions"]["parse"] == []
        assert body["allowed_mentions"]["users"] == [town.mayor.id]
        assert body["enforce_nonce"] is True


async def test_who_invited_it_is_told_where_the_audit_log_says_who(sqlite_url: str) -> None:
    settings = settings_model()(database_url=sqlite_url)
    async with SimulatedDiscord(lambda clock: create_bot(settings, clock=clock), MONDAY) as sim:
        deputy = sim.user("deputy")

        def furnish(guild: GuildHandle) -> None:
            guild.create_text_channel("hall")
            world, added = sim.env.backend, discord.AuditLogAction.bot_add.value
            world.record_audit_log(guild.id, added, target_id=world.bot_user.id, user_id=deputy.id)

        guild = await sim.invite_bot("Invited", furnish)
        await a_moment(sim)
        (notice,) = notices(guild.channels["hall"])
        assert [one.id for one in notice.mentions] == [deputy.id]


def furnished(channels: dict[str, bool]) -> Any:
    """Return a builder of a server in whose channels the bot may write, or not."""

    def furnish(guild: GuildHandle) -> None:
        silent = discord.PermissionOverwrite(send_messages=False)
        for name, may_write in channels.items():
            overwrites = {} if may_write else dict.fromkeys(guild.roles.values(), silent)
            guild.create_text_channel(name, overwrites=overwrites)

    return furnish


async def test_it_finds_a_channel_where_it_may_write(sqlite_url: str) -> None:
    settings = settings_model()(database_url=sqlite_url)
    async with SimulatedDiscord(lambda clock: create_bot(settings, clock=clock), MONDAY) as sim:
        guild = await sim.invite_bot("Quiet", furnished({"locked": False, "open": True}))
        await a_moment(sim)
        assert notices(guild.channels["locked"]) == []
        assert len(notices(guild.channels["open"])) == 1


async def test_where_it_may_write_nowhere_it_says_nothing(sqlite_url: str) -> None:
    settings = settings_model()(database_url=sqlite_url)
    async with SimulatedDiscord(lambda clock: create_bot(settings, clock=clock), MONDAY) as sim:
        guild = await sim.invite_bot("Quiet", furnished({"locked": False}))
        await a_moment(sim)
        assert notices(guild.channels["locked"]) == []


async def test_who_invites_it_while_it_is_away_is_told_when_it_is_back(sqlite_url: str) -> None:
    settings = settings_model()(database_url=sqlite_url)
    async with SimulatedDiscord(lambda clock: create_bot(settings, clock=clock), MONDAY) as sim:
        made: list[GuildHandle] = []

        async def meanwhile() -> None:
            made.append(sim.env.create_guild("Late"))
            made[0].create_text_channel("hall")
            await asyncio.sleep(0)

        await sim.restart(meanwhile=meanwhile)
        await a_moment(sim)
        assert len(notices(made[0].channels["hall"])) == 1


async def test_a_server_that_has_known_it_for_long_hears_nothing(open_town: OpenTown) -> None:
    async with open_town() as town:
        service = NoticeService(town.bot.database, town.bot.jobs, town.bot.clock)
        joined = town.sim.now()
        guild_id = town.guild.id + 1

        assert not await service.seen(guild_id, joined - timedelta(days=2))
        assert not await service.seen(guild_id, None)
        assert await service.seen(guild_id, joined - timedelta(hours=2))
        assert not await service.seen(guild_id, joined - timedelta(hours=2))
        assert await service.seen(guild_id, joined)


async def test_an_attempt_that_was_cut_short_is_not_repeated(open_town: OpenTown) -> None:
    async with open_town() as town:
        await a_moment(town.sim)
        now = town.sim.now()
        job = Job(town.guild.id, 1, KIND, "k", now, {}, 1, False, 1, now)
        await town.sim.as_bot(Notice(town.bot)(job))
        assert len(all_notices(town)) == 2

        await town.sim.as_bot(Notice(town.bot)(replace(job, claim=2)))

        assert len(all_notices(town)) == 2
