"""The double's REST, as discord.py and a bare client see it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire.clients import Watcher, until, watching
from tests.wire.double import WireDouble
from tests.wire.ids import APPLICATION_ID, member_id
from tests.wire.messages import Messages

_IDS = st.lists(st.integers(1, 60), unique=True, max_size=40).map(sorted)
# https://docs.discord.com/developers/topics/rate-limits#header-format
_DOCUMENTED = {
    f"X-RateLimit-{name}" for name in ("Limit", "Remaining", "Reset", "Reset-After", "Bucket")
}
_SEND = "POST /channels/{channel}/messages"


@pytest.fixture
async def bare(double: WireDouble) -> AsyncIterator[aiohttp.ClientSession]:
    """HTTP with the bot's token and nothing clever."""
    headers = {"Authorization": f"Bot {double.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield session


@given(_IDS, st.integers(1, 12), st.sampled_from(["before", "after", "around"]), st.integers(0, 61))
def test_a_page_is_the_nearest_messages_newest_first(
    ids: list[int], limit: int, step: str, at: int
) -> None:
    messages = Messages()
    for message_id in ids:
        messages.add(message_id, 1, 0)
    steps: dict[str, int | None] = {"before": None, "after": None, "around": None}

    page = [messages.ids[place] for place in messages.page(limit, **(steps | {step: at}))]

    assert page == sorted(page, reverse=True)
    assert len(page) <= limit + (step == "around" and limit % 2 == 0)
    older, newer = [i for i in ids if i < at], [i for i in ids if i > at]
    if step == "before":
        assert page == older[-limit:][::-1]
    elif step == "after":
        assert page == newer[:limit][::-1]
    else:
        assert [i for i in page if i < at] == older[-(limit // 2) or len(older) :][::-1]
        assert at not in ids or at in page or limit == 0


async def test_history_gives_every_message_in_either_direction(double: WireDouble) -> None:
    made = await double.guild(channels=2)
    await double.flooded(await double.flood(made.channels, 0, count=500, reply_every=3))
    truth = await double.truth()
    there = [i for i, at in zip(truth.item, truth.channel, strict=True) if at == made.channels[0]]
    await double.fault("limit", route="GET /channels/{channel}/messages", limit=50, per_s=1)
    async with watching(double) as client:
        channel = client.get_partial_messageable(made.channels[0], guild_id=made.id)
        assert [m.id async for m in channel.history(limit=None)] == there[::-1]
        after = discord.Object(there[99])
        assert [m.id async for m in channel.history(limit=None, after=after)] == there[100:]
        around = [m.id async for m in channel.history(limit=11, around=discord.Object(there[50]))]
        assert sorted(around) == there[45:56]
        message = await channel.fetch_message(there[10])
        assert message.author.id == truth.member[truth.item.index(there[10])]


async def test_the_same_nonce_gives_the_first_message(double: WireDouble) -> None:
    made = await double.guild()
    async with watching(double) as client:
        channel = client.get_partial_messageable(made.channels[0])
        first = await channel.send("once", nonce="due-1")
        again = await channel.send("twice", nonce="due-1")
        other = await channel.send("another", nonce="due-2")
        assert (first.id, first.content) == (again.id, again.content)
        assert other.id > first.id
    assert [sent["content"] for sent in await double.call("sent")] == ["once", "another"]
    nonces = [request["nonce"] for request in await double.call("requests")]
    assert nonces[-3:] == ["due-1", "due-1", "due-2"]


async def test_discord_py_keeps_to_the_buckets(double: WireDouble) -> None:
    made = await double.guild()
    await double.fault("limit", route=_SEND, limit=5, per_s=0.3)
    async with watching(double) as client:
        channel = client.get_partial_messageable(made.channels[0])
        await asyncio.gather(*(channel.send(str(number)) for number in range(18)))
    counts = {(m, s): n for m, t, s, n in await double.call("request_counts") if t in _SEND}
    assert counts == {("POST", 200): 18}


async def test_past_a_bucket_there_is_a_429(
    double: WireDouble, bare: aiohttp.ClientSession
) -> None:
    made = await double.guild(channels=2)
    url = f"{double.rest}/channels/{made.channels[0]}/messages"
    for left in range(4, -1, -1):
        async with bare.post(url, json={"content": "x"}) as response:
            assert (response.status, response.headers["X-RateLimit-Remaining"]) == (200, str(left))
    async with bare.post(url, json={"content": "x"}) as response:
        body = await response.json()
        assert response.status == 429
        assert response.headers["X-RateLimit-Scope"] == "user"
        assert 0 < body["retry_after"] <= 5
        assert not body["global"]
        assert _DOCUMENTED | {"X-RateLimit-Scope", "Retry-After"} <= response.headers.keys()
    assert (await double.status())["invalid"] == 1
    # Every channel has a bucket of its own, which the route names alike.
    other = f"{double.rest}/channels/{made.channels[1]}/messages"
    async with bare.post(other, json={"content": "x"}) as free:
        assert (free.status, free.headers["X-RateLimit-Remaining"]) == (200, "4")
        assert free.headers.keys() >= _DOCUMENTED
        assert free.headers["X-RateLimit-Bucket"] == response.headers["X-RateLimit-Bucket"]


async def test_the_global_limit_and_a_block(
    double: WireDouble, bare: aiohttp.ClientSession
) -> None:
    await double.call("configure", global_limit=10, invalid_limit=5)
    statuses = []
    for _ in range(16):
        async with bare.get(f"{double.rest}/users/@me") as response:
            statuses.append((response.status, response.headers.get("X-RateLimit-Scope")))
    assert statuses == [(200, None)] * 10 + [(429, "global")] * 5 + [(429, None)]


@pytest.mark.parametrize("scope", ["user", "shared", "global"])
async def test_429_on_command_delays_discord_py(double: WireDouble, scope: str) -> None:
    made = await double.guild()
    told = {"status": 429, "retry_s": 0.1, "scope": scope}
    await double.fault("rest_fault", path="/messages", times=2, **told)
    async with watching(double) as client:
        await client.get_partial_messageable(made.channels[0]).send("at last")
    sends = [r["status"] for r in await double.call("requests") if r["method"] == "POST"]
    assert sends == [429, 429, 200]
    # What others of a shared resource use up is held against nobody.
    assert (await double.status())["invalid"] == (0 if scope == "shared" else 2)


async def test_a_lost_answer_is_a_message_sent(
    double: WireDouble, bare: aiohttp.ClientSession
) -> None:
    made = await double.guild()
    await double.fault("rest_fault", method="POST", path="/messages", times=1, lost=True)
    url = f"{double.rest}/channels/{made.channels[0]}/messages"
    with pytest.raises(aiohttp.ClientError):
        await bare.post(url, json={"content": "sent"})
    assert [sent["content"] for sent in await double.call("sent")] == ["sent"]


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_server_errors_and_slow_answers(
    double: WireDouble, bare: aiohttp.ClientSession, status: int
) -> None:
    await double.fault("rest_fault", path="/users", skip=1, times=1, status=status, delay_s=0.1)
    for _ in range(3):
        async with bare.get(f"{double.rest}/users/@me") as response:
            await response.read()
    requests = await double.call("requests")
    assert [request["status"] for request in requests] == [200, status, 200]
    # The delayed one cannot be quicker than its delay; nothing else is said of speed.
    assert requests[1]["took_ms"] >= 100


async def test_an_outage_refuses_connections_and_ends(
    double: WireDouble, bare: aiohttp.ClientSession
) -> None:
    url = f"{double.rest}/users/@me"
    async with bare.get(url) as response:
        assert response.status == 200
    await double.fault("rest_outage", seconds=0.4)
    with pytest.raises(aiohttp.ClientConnectorError):
        await bare.get(url)
    await asyncio.sleep(0.5)
    async with bare.get(url) as response:
        assert response.status == 200


async def test_what_discord_refuses(double: WireDouble) -> None:
    made = await double.guild(channels=3)
    await double.fault("close_dms", user=member_id(1))
    await double.fault("rest_fault", path=f"/channels/{made.channels[1]}", status=403, code=50001)
    await double.call("vanish", channel=made.channels[2])
    async with watching(double) as client:
        target = await client.fetch_user(member_id(1))
        with pytest.raises(discord.Forbidden) as closed:
            await target.send("psst")
        with pytest.raises(discord.Forbidden) as forbidden:
            await client.get_partial_messageable(made.channels[1]).send("may I")
        with pytest.raises(discord.NotFound) as gone:
            await client.get_partial_messageable(made.channels[2]).send("anybody")
        assert [e.value.code for e in (closed, forbidden, gone)] == [50007, 50001, 10003]
        open_to_us = await client.fetch_user(member_id(2))
        assert (await open_to_us.send("hello")).content == "hello"


async def test_a_wrong_token_is_refused(double: WireDouble) -> None:
    client = Watcher()
    async with client:
        with pytest.raises(discord.LoginFailure):
            await client.login("wrong")


async def test_an_unknown_route_fails_the_test() -> None:
    double = WireDouble.start()
    await double.__aenter__()
    url = f"{double.rest}/no/such/route"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        assert response.status == 501
    with pytest.raises(AssertionError, match="no route for GET /no/such/route"):
        await double.__aexit__(None, None, None)


async def test_threads_and_forum_posts(double: WireDouble) -> None:
    made = await double.guild()
    forum = int(await double.call("channel", guild=made.id, name="help", kind=15))
    text = int(await double.call("thread", parent=made.channels[0], name="aside", opening="a"))
    post = int(await double.call("thread", parent=forum, name="How?", opening="I wonder"))
    old = int(
        await double.call("thread", parent=made.channels[0], name="old", opening="o", archived=True)
    )
    async with watching(double) as client:
        guild = client.get_guild(made.id)
        assert guild is not None
        assert {thread.id for thread in guild.threads} == {text, post}
        assert {thread.id for thread in await guild.active_threads()} == {text, post}
        opened = guild.get_thread(post)
        assert opened is not None
        assert opened.last_message_id == post
        archived = [thread async for thread in guild.text_channels[0].archived_threads()]
        assert [(thread.id, thread.archived) for thread in archived] == [(old, True)]
        await double.say(old, "not so old")
        await until(lambda: guild.get_thread(old) is not None)
        mine = await guild.forums[0].create_thread(name="Mine", content="opening")
        assert mine.message.id == mine.thread.id


async def test_private_threads_are_listed_for_who_may_see_them(double: WireDouble) -> None:
    made = await double.guild()
    more = {"parent": made.channels[0], "kind": 12, "archived": True}
    others = int(await double.call("thread", name="theirs", opening="psst", **more))
    async with watching(double) as client:
        guild = client.get_guild(made.id)
        assert guild is not None
        mine = await guild.text_channels[0].create_thread(name="mine")
        await mine.edit(archived=True)
        listing = guild.text_channels[0].archived_threads
        assert [thread.id async for thread in listing()] == []
        assert {thread.id async for thread in listing(private=True)} == {others, mine.id}
        assert [thread.id async for thread in listing(private=True, joined=True)] == [mine.id]


async def test_a_nonce_alone_does_not_hold_a_message_back(
    double: WireDouble, bare: aiohttp.ClientSession
) -> None:
    made = await double.guild()
    url = f"{double.rest}/channels/{made.channels[0]}/messages"
    for enforced in (False, False, True):
        body = {"content": "x", "nonce": "due-1", "enforce_nonce": enforced}
        async with bare.post(url, json=body) as response:
            assert response.status == 200
    assert len(await double.call("sent")) == 2


async def test_a_server_may_have_any_size(double: WireDouble, bare: aiohttp.ClientSession) -> None:
    made = await double.guild(members=1_000_000)
    params = {"limit": "1000", "after": str(member_id(999_997))}
    async with bare.get(f"{double.rest}/guilds/{made.id}/members", params=params) as response:
        last = [int(member["user"]["id"]) for member in await response.json()]
    assert last == [member_id(999_998), member_id(999_999)]
    async with watching(double) as client:
        guild = client.get_guild(made.id)
        assert guild is not None
        assert guild.member_count == 1_000_001


async def test_moderation_and_the_audit_log(double: WireDouble) -> None:
    made = await double.guild(members=5)
    async with watching(double) as client:
        guild = client.get_guild(made.id)
        assert guild is not None
        removed: list[Any] = []
        client.event(_remember(removed, "on_raw_member_remove"))
        await guild.kick(discord.Object(member_id(2)), reason="flooding")
        await guild.ban(discord.Object(member_id(3)), reason="spam")
        await until(lambda: len(removed) == 2)
        entries = [entry async for entry in guild.audit_logs()]
        assert [(e.action.name, e.reason) for e in entries] == [
            ("ban", "spam"),
            ("kick", "flooding"),
        ]
        told = await double.call("audit", guild=made.id)
        assert [(int(one["target_id"]), one["reason"]) for one in told] == [
            (member_id(2), "flooding"),
            (member_id(3), "spam"),
        ]
        assert (await guild.fetch_ban(discord.Object(member_id(3)))).user.id == member_id(3)
        with pytest.raises(discord.NotFound):
            await guild.fetch_ban(discord.Object(member_id(2)))
        left = [APPLICATION_ID, member_id(0), member_id(1), member_id(4)]
        assert sorted([member.id async for member in guild.fetch_members()]) == left
    assert await double.call("daily", kind="leave", guild=made.id)


def _remember(into: list[Any], name: str) -> Any:
    async def remember(payload: Any) -> None:
        into.append(payload)

    remember.__name__ = name
    return remember


async def test_the_truth_counts_every_fact(double: WireDouble) -> None:
    made = await double.guild(members=30, channels=3)
    flood = await double.flood(made.channels, 2_000, count=900, react_every=10, people=20)
    await double.flooded(flood)
    facts = await double.truth(page=128)
    assert len(facts) == len(set(facts.item)) == 900
    rows = await double.call("daily")
    assert {(guild, day, who): number for guild, day, who, number in rows} == facts.daily()
    assert set((await double.truth("reaction")).emoji) == {"\N{THUMBS UP SIGN}"}
    assert (await double.status())["facts"]["reaction"] == 90
    await double.call("reset")
    assert (await double.status())["facts"]["message"] == 0


def test_the_bot_has_an_id_of_its_own() -> None:
    assert member_id(0) > APPLICATION_ID
