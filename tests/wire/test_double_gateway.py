"""The double's gateway, as discord.py and a bare client see it."""

from __future__ import annotations

import discord
import pytest

from tests.wire.clients import BareGateway, until, watching
from tests.wire.double import WireDouble
from tests.wire.ids import member_id


async def test_a_client_sees_servers_and_hears_messages(double: WireDouble) -> None:
    made = await double.guild(members=300, channels=2)
    before = await double.say(made.channels[0], "before anybody came")
    async with watching(double) as client:
        guild = client.get_guild(made.id)
        assert guild is not None
        assert guild.member_count == 301
        assert guild.me.guild_permissions.administrator
        channel = guild.text_channels[0]
        assert channel.last_message_id == int(before["id"])
        await double.say(made.channels[0], "hello", user=member_id(7))
        await until(lambda: client.texts == ["hello"])
        message = client.heard[0]
        assert isinstance(message.author, discord.Member)
        assert (message.author.id, message.author.name) == (member_id(7), "member7")


async def test_content_is_hidden_without_its_intent(double: WireDouble) -> None:
    made = await double.guild()
    intents = discord.Intents.all()
    intents.message_content = False
    async with watching(double, intents=intents) as client:
        await double.say(made.channels[0], "whole")
        await double.flooded(await double.flood(made.channels, 0, count=1))
        us = {"id": str(client.application_id), "username": "Steward", "discriminator": "0"}
        await double.say(made.channels[0], "to us", mentions=[us | {"avatar": None}])
        await until(lambda: len(client.heard) == 3)
        assert client.texts == ["", "", "to us"]


async def test_a_resumed_session_gets_what_it_missed_once(double: WireDouble) -> None:
    made = await double.guild(channels=3)
    async with watching(double) as client:
        flood = await double.flood(made.channels, 400, seconds=1.2)
        for _ in range(3):
            await double.wait_for("connected")
            await double.fault("drop")
        said = await double.flooded(flood)
        await until(lambda: len(client.heard) >= said["made"])
        truth = await double.truth()
        assert [message.id for message in client.heard] == truth.item
        assert client.happened.count("ready") == 1
        assert "resumed" in client.happened


async def test_a_lost_session_identifies_anew_and_misses_messages(double: WireDouble) -> None:
    made = await double.guild()
    async with watching(double) as client:
        await double.fault("forget_sessions")
        missed = await double.say(made.channels[0], "nobody heard this")
        await until(lambda: client.happened.count("ready") == 2)
        guild = client.get_guild(made.id)
        assert guild is not None
        channel = guild.text_channels[0]
        assert channel.last_message_id == int(missed["id"])
        assert client.texts == []
        assert [message.content async for message in channel.history()] == ["nobody heard this"]


@pytest.mark.parametrize(
    ("fault", "arguments", "expected"),
    [
        ("invalidate", {"resumable": True}, "resumed"),
        ("invalidate", {"resumable": False}, "ready"),
        ("reconnect", {}, "resumed"),
        ("drop", {"code": 4000}, "resumed"),
        ("drop", {"code": 1012}, "resumed"),
    ],
)
async def test_discord_py_comes_back(
    double: WireDouble, fault: str, arguments: dict[str, object], expected: str
) -> None:
    made = await double.guild()
    async with watching(double) as client:
        client.happened.clear()
        await double.fault(fault, **arguments)
        await until(lambda: expected in client.happened)
        assert {"ready", "resumed"}.intersection(client.happened) == {expected}
        await double.wait_for("connected")
        await double.say(made.channels[0], "back")
        await until(lambda: client.texts == ["back"])


async def test_discord_py_notices_a_zombie_and_resumes(double: WireDouble) -> None:
    await double.call("configure", heartbeat_interval_s=0.2)
    made = await double.guild()
    async with watching(double, heartbeat_timeout=0.5) as client:
        await double.fault("silence")
        await double.say(made.channels[0], "into the void")
        await until(lambda: client.texts == ["into the void"])
        assert client.happened[-1] == "resumed"


async def test_an_outage_of_the_gateway_ends_in_a_new_session(double: WireDouble) -> None:
    made = await double.guild()
    async with watching(double) as client:
        await double.fault("gateway_outage", seconds=0.3)
        await double.say(made.channels[0], "nobody hears this")
        # discord.py resumes at once or not at all.
        await until(lambda: client.happened.count("ready") == 2)
        assert client.texts == []


async def test_a_session_lost_behind_a_dead_socket_is_refused_later(double: WireDouble) -> None:
    await double.call("configure", heartbeat_interval_s=0.2)
    made = await double.guild()
    async with watching(double, heartbeat_timeout=0.5) as client:
        await double.fault("silence")
        await double.fault("lose_sessions")
        await double.say(made.channels[0], "nobody hears this")
        await until(lambda: client.happened.count("ready") == 2)
        assert client.texts == []
    assert "resume refused" in [entry["what"] for entry in await double.call("gateway_log")]


async def test_shards_of_two_processes_share_the_servers(double: WireDouble) -> None:
    made = await double.guilds(12)
    halves = ([0, 1], [2, 3])
    async with (
        watching(double, shard_ids=halves[0], shard_count=4) as first,
        watching(double, shard_ids=halves[1], shard_count=4) as second,
    ):
        for guild in made:
            await double.say(guild.channels[0], "each once")
        await until(lambda: len(first.heard) + len(second.heard) == len(made))
        for client, shards in zip((first, second), halves, strict=True):
            owned = {guild.id for guild in made if (guild.id >> 22) % 4 in shards}
            assert {guild.id for guild in client.guilds} == owned
            assert {message.guild.id for message in client.heard if message.guild} == owned


async def test_members_come_in_chunks_of_a_thousand(double: WireDouble) -> None:
    made = await double.guild(members=2_500)
    async with watching(double) as client:
        guild = client.get_guild(made.id)
        assert guild is not None
        await double.call("leave", guild=made.id, user=member_id(3))
        await double.call("join", guild=made.id, user=member_id(9_000))
        found = {member.id for member in await guild.chunk()}
        wanted = {member_id(index) for index in range(2_500) if index != 3}
        assert found == wanted | {member_id(9_000), client.application_id}
        truth = dict(await double.call("members", guild=made.id))
        joined = {m.id: m.joined_at for m in guild.members if m.id in truth}
        assert {user: at and round(at.timestamp() * 1_000) for user, at in joined.items()} == truth
    status = await double.status()
    assert status["dispatches"]["GUILD_MEMBERS_CHUNK"] == 3


@pytest.mark.parametrize("compress", [False, True])
async def test_bytes_of_a_session(double: WireDouble, compress: bool) -> None:
    made = await double.guild()
    async with BareGateway(double, compress=compress) as gateway:
        hello = await gateway.receive()
        assert (hello["op"], hello["d"]["heartbeat_interval"]) == (10, 41_250)
        await gateway.identify()
        ready = await gateway.receive()
        assert (ready["t"], ready["s"], ready["op"]) == ("READY", 1, 0)
        assert ready["d"]["guilds"] == [{"id": str(made.id), "unavailable": True}]
        assert ready["d"]["resume_gateway_url"] == double.gateway
        guild = await gateway.receive()
        assert guild["t"] == "GUILD_CREATE"
        await gateway.send(1, gateway.sequence)
        assert (await gateway.receive())["op"] == 11
        status = await double.status()
        assert status["sessions"][0]["kept"] == 0  # confirmed, so nothing need be replayed
        await double.flood(made.channels, 0, count=3_000)
        for _ in range(3_000):
            assert (await gateway.receive())["t"] == "MESSAGE_CREATE"


async def test_identifying_too_fast_is_refused(double: WireDouble) -> None:
    await double.call("configure", identify_window_s=30.0, max_concurrency=2)
    for shard, expected in ((0, 0), (2, 9), (1, 0)):
        async with BareGateway(double) as gateway:
            await gateway.receive()
            await gateway.identify(shard=(shard, 4))
            assert (await gateway.receive())["op"] == expected


@pytest.mark.parametrize(
    ("op", "content", "code"),
    [
        (6, {"token": "wrong", "session_id": "x", "seq": 1}, 4004),
        (8, {"guild_id": "1"}, 4003),
        (2, {"token": "wire-double-token", "intents": 0, "shard": [4, 4]}, 4010),
        (1, 5, 11),
    ],
)
async def test_what_is_wrong_closes_with_discords_code(
    double: WireDouble, op: int, content: object, code: int
) -> None:
    async with BareGateway(double) as gateway:
        await gateway.receive()
        await gateway.send(op, content)
        answer = await gateway.receive()
        assert answer.get("closed", answer["op"]) == code


async def test_duplicates_and_another_order(double: WireDouble) -> None:
    made = await double.guild(channels=2)
    async with watching(double) as client:
        await double.fault("duplicate", times=1)
        await double.say(made.channels[0], "twice")
        await until(lambda: client.texts == ["twice", "twice"])
        client.heard.clear()
        async with double.shuffled():
            for channel, text in ((0, "a1"), (1, "b1"), (0, "a2"), (1, "b2")):
                await double.say(made.channels[channel], text)
        await until(lambda: len(client.heard) == 4)
        assert client.texts == ["b1", "b2", "a1", "a2"]


async def test_a_server_goes_away_and_comes_back(double: WireDouble) -> None:
    made = await double.guild()
    async with watching(double) as client:
        await double.call("availability", guild=made.id, available=False)
        await double.say(made.channels[0], "unheard")
        await until(lambda: "unavailable" in client.happened)
        await double.call("availability", guild=made.id, available=True)
        await until(lambda: client.happened[-1] == "available")
        assert client.texts == []


async def test_two_thousand_a_second_arrive_in_order(double: WireDouble) -> None:
    made = await double.guild(channels=20)
    async with watching(double) as client:
        await double.flooded(await double.flood(made.channels, 2_000, count=3_000))
        await until(lambda: len(client.heard) == 3_000)
        assert [message.id for message in client.heard] == (await double.truth()).item
