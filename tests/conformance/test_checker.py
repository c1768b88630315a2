from __future__ import annotations

import time
from typing import Any

import discord
import pytest
from discord.ext import commands
from simcord import HttpLogEntry

from bot.clock import Clock
from bot.demo.simulation import SimulatedDiscord
from tests.conformance.checker import MISSING, Checker, load_checker
from tests.plugins.conformance import check_requests

pytestmark = pytest.mark.skipif(load_checker() is None, reason=MISSING)

MESSAGES = "/channels/1001/messages"
CALLBACK = "/interactions/1001/token/callback"
ORIGINAL = "/webhooks/1001/token/messages/@original"
BAN = "/guilds/1001/bans/1002"
COMMANDS = "/applications/1001/commands"


@pytest.fixture
def checker() -> Checker:
    loaded = load_checker()
    assert loaded is not None
    # A checker of its own: what these tests ask is no part of the run's summary.
    return Checker(loaded._document)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", MESSAGES, {"content": "hello", "tts": False}),
        (
            "POST",
            MESSAGES,
            {"content": "re", "message_reference": {"message_id": 5, "channel_id": 6}},
        ),
        (
            "POST",
            MESSAGES,
            {"embeds": [{"title": "t" * 256, "description": "d" * 4096}], "nonce": "n"},
        ),
        ("POST", CALLBACK, {"type": 5, "data": {"flags": 64}}),
        ("POST", CALLBACK, {"type": 4, "data": {"content": "hello", "flags": 64}}),
        ("PATCH", ORIGINAL, {"content": None, "attachments": [{"id": 0, "filename": "chart.png"}]}),
        (
            "PUT",
            COMMANDS,
            [{"name": "pulse", "description": "How it goes", "type": 1, "options": []}],
        ),
        ("PUT", f"{MESSAGES}/5/reactions/x/@me", None),
        ("GET", MESSAGES, None),
        ("PUT", BAN, None),
        ("DELETE", BAN, None),
    ],
)
def test_what_discord_takes_passes(checker: Checker, method: str, path: str, body: Any) -> None:
    assert checker.problems(method, path, body) == []


@pytest.mark.parametrize(
    ("method", "path", "body", "sentence"),
    [
        ("POST", MESSAGES, {"content": 5}, "content: 5 is not of type"),
        ("POST", MESSAGES, {"content": "c" * 2001}, "content has 2001 characters"),
        ("POST", MESSAGES, {"embeds": [{"title": "t" * 257}]}, "embed title has 257 characters"),
        ("POST", MESSAGES, {"embeds": [{"color": "red"}]}, "color: 'red' is not of type"),
        ("POST", MESSAGES, {"embeds": [{}] * 11}, "11 embeds"),
        ("POST", MESSAGES, {"components": [{"type": 99}]}, "components"),
        ("POST", MESSAGES, {"nonce": "n" * 26}, "nonce"),
        ("POST", MESSAGES, None, "needs a body"),
        ("PUT", BAN, {"delete_message_seconds": "all"}, "delete_message_seconds"),
        ("POST", "/guilds/1001/bulk-ban", None, "needs a body"),
        ("POST", CALLBACK, {"type": 77}, "the body: {'type': 77} is not valid"),
        ("POST", CALLBACK, {"type": 4, "data": {"content": "c" * 2001}}, "content has 2001"),
        ("PUT", COMMANDS, [{"name": "n" * 33, "description": "d"}], "name"),
        ("PUT", COMMANDS, [{"name": "n", "description": "d" * 101}], "description"),
        ("PUT", COMMANDS, [{"name": "n", "description": "d", "type": 42}], "type"),
        ("PUT", f"{MESSAGES}/5/reactions/x/@me", {"a": 1}, "takes no body"),
        ("POST", "/channels/1001/no-such-thing", {}, "no such operation"),
    ],
)
def test_what_discord_refuses_is_found(
    checker: Checker, method: str, path: str, body: Any, sentence: str
) -> None:
    problems = checker.problems(method, path, body)

    assert any(sentence in problem for problem in problems), problems


def embed_of(characters: int) -> dict[str, Any]:
    """An embed that is within every single limit and has that many characters in all."""
    fields = [{"name": "n" * 200, "value": "v" * 800} for _ in range(4)]
    return {
        "title": "t" * 200,
        "author": {"name": "a" * 100},
        "footer": {"text": "f" * 700},
        "description": "d" * (characters - 5000),
        "fields": fields,
    }


def test_the_embeds_of_a_message_share_six_thousand_characters(checker: Checker) -> None:
    two = {"embeds": [embed_of(5500), {"description": "d" * 500}]}

    assert checker.problems("POST", MESSAGES, {"embeds": [embed_of(6000)]}) == []
    assert checker.problems("POST", MESSAGES, two) == []
    for body in (
        {"embeds": [embed_of(6001)]},
        {"embeds": [*two["embeds"], {"title": "!"}]},
    ):
        [problem] = checker.problems("POST", MESSAGES, body)
        assert "6001 characters together, 6000 are allowed" in problem


def test_embed_fields_have_their_limits(checker: Checker) -> None:
    body = {
        "embeds": [
            {
                "fields": [{"name": "n" * 257, "value": "v" * 1025}]
                + [{"name": "n", "value": "v"}] * 25,
                "footer": {"text": "f" * 2049},
                "author": {"name": "a" * 257},
                "description": "d" * 4097,
            }
        ]
    }

    text = "\n".join(checker.problems("POST", MESSAGES, body))

    for part in ("26 fields", "field name has 257", "field value has 1025", "footer has 2049"):
        assert part in text
    assert "author has 257" in text
    assert "description has 4097" in text


def test_a_command_has_eight_thousand_characters(checker: Checker) -> None:
    choices = [{"name": "c" * 95, "value": "v" * 95} for _ in range(22)]
    option = {"type": 3, "name": "o", "description": "d" * 98, "choices": choices}
    command = {"name": "big", "description": "d", "options": [option | {"name": n} for n in "ab"]}

    [problem] = checker.problems("PUT", COMMANDS, [command])

    assert "/big has" in problem


def test_a_body_costs_little(checker: Checker) -> None:
    body = {"content": "hello", "embeds": [embed_of(6000)]}
    checker.problems("POST", MESSAGES, body)
    before = time.perf_counter()
    for _ in range(20):
        checker.problems("POST", MESSAGES, body)

    assert (time.perf_counter() - before) / 20 < 0.02


def test_routes_are_counted_by_template(checker: Checker) -> None:
    checker.problems("GET", "/channels/1/messages/pins", None)
    checker.problems("GET", "/channels/1/messages/2", None)
    checker.problems("PATCH", ORIGINAL, {"content": "hi"})

    assert set(checker.routes) == {
        "GET /channels/{channel_id}/messages/pins",
        "GET /channels/{channel_id}/messages/{message_id}",
        "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original",
    }


async def test_a_wrong_body_fails_the_simulation_that_sent_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SimulatedDiscord, "observers", [check_requests])

    def factory(clock: Clock) -> commands.AutoShardedBot:
        return commands.AutoShardedBot("!", intents=discord.Intents.all())

    with pytest.raises(AssertionError, match="Discord would refuse"):
        async with SimulatedDiscord(factory) as sim:
            sim.requests.append(HttpLogEntry("POST", MESSAGES, {}, {"content": 5}, None))


def test_a_ban_without_a_body_is_one_with_nothing_in_it(checker: Checker) -> None:
    schema = checker._document["components"]["schemas"]["UnbanUserFromGuildRequest"]
    changed = {
        **checker._document,
        "components": {"schemas": {**checker._document["components"]["schemas"]}},
    }
    changed["components"]["schemas"]["UnbanUserFromGuildRequest"] = {**schema, "required": ["why"]}
    assert "'why' is a required property" in Checker(changed).problems("DELETE", BAN, None)[0]
