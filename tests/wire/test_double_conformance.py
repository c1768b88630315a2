"""Holds what the double answers against Discord's own description of its API."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import aiohttp
import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.conformance.checker import DESCRIPTION, MISSING
from tests.wire.double import WireDouble
from tests.wire.ids import APPLICATION_ID, member_id

_URI = "urn:discord:answers"
_WEEKLY = {"name": "report", "description": "Reports", "type": 1, "options": []}

pytestmark = pytest.mark.skipif(not DESCRIPTION.exists(), reason=MISSING)


async def test_answers_are_what_discord_describes(double: WireDouble) -> None:
    made = await double.guild(members=5)
    first = made.channels[0]
    await double.flooded(await double.flood(made.channels, 0, count=5, reply_every=2))
    said = (await double.say(first, "hello"))["id"]
    thread = await double.call("thread", parent=first, name="aside", opening="a")
    await double.call("thread", parent=first, name="old", archived=True)
    await double.call("channel", guild=made.id, name="help", kind=15)
    await double.call("channel", guild=made.id, name="talk", kind=2)
    guild, channel = f"/guilds/{made.id}", f"/channels/{first}"
    commands = f"/applications/{APPLICATION_ID}/commands"
    asked: list[tuple[str, str, str, Any]] = [
        ("GET", "/users/@me", "/users/@me", None),
        ("GET", f"/users/{member_id(1)}", "/users/{user_id}", None),
        ("GET", "/applications/@me", "/applications/@me", None),
        ("GET", "/gateway/bot", "/gateway/bot", None),
        ("PUT", commands, "/applications/{application_id}/commands", [_WEEKLY]),
        ("GET", commands, "/applications/{application_id}/commands", None),
        ("GET", guild, "/guilds/{guild_id}", None),
        ("GET", f"{guild}/channels", "/guilds/{guild_id}/channels", None),
        ("GET", f"{guild}/roles", "/guilds/{guild_id}/roles", None),
        ("GET", f"{guild}/members?limit=9", "/guilds/{guild_id}/members", None),
        ("GET", f"{guild}/threads/active", "/guilds/{guild_id}/threads/active", None),
        ("GET", f"{guild}/audit-logs", "/guilds/{guild_id}/audit-logs", None),
        ("GET", channel, "/channels/{channel_id}", None),
        ("GET", f"/channels/{thread}", "/channels/{channel_id}", None),
        ("GET", f"{channel}/messages", "/channels/{channel_id}/messages", None),
        ("POST", f"{channel}/messages", "/channels/{channel_id}/messages", {"content": "x"}),
        (
            "GET",
            f"{channel}/messages/{said}",
            "/channels/{channel_id}/messages/{message_id}",
            None,
        ),
        (
            "GET",
            f"{channel}/threads/archived/public",
            "/channels/{channel_id}/threads/archived/public",
            None,
        ),
        ("POST", "/users/@me/channels", "/users/@me/channels", {"recipient_id": str(member_id(1))}),
    ]
    problems = []
    headers = {"Authorization": f"Bot {double.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for method, path, template, body in asked:
            async with session.request(method, double.rest + path, json=body) as response:
                problems += _problems(method, template, response.status, await response.json())
    assert not problems, "\n".join(problems)


def _problems(method: str, template: str, status: int, answer: object) -> list[str]:
    if status != 200:
        return [f"{method} {template}: {status} {answer}"]
    error = best_match(_validator(method, template).iter_errors(answer))
    if error is None:
        return []
    return [f"{method} {template}: {error.json_path} {error.message[:400]}"]


def _validator(method: str, template: str) -> Draft202012Validator:
    steps = ("paths", template, method.lower(), "responses", "200", "content")
    pointer = "/".join(
        step.replace("~", "~0").replace("/", "~1") for step in (*steps, "application/json")
    )
    return Draft202012Validator({"$ref": f"{_URI}#/{pointer}/schema"}, registry=_registry())


@cache
def _registry() -> Registry[Any]:
    document = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    resource = DRAFT202012.create_resource(document)
    registry: Registry[Any] = Registry().with_resource(_URI, resource)
    return registry
