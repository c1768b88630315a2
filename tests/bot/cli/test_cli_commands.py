"""``commands``: the tree that people will see, without connecting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.cli import inspect
from tests.bot.cli.conftest import Steward

FIELDS = {"name", "kind", "description", "options", "default_permissions"}


def test_every_command_is_told_as_json(steward: Steward, tmp_path: Path) -> None:
    outcome = steward("commands", "--json")

    tree = {entry["name"]: entry for entry in json.loads(outcome.out)}
    assert (outcome.code, outcome.err) == (0, "")
    assert all(set(entry) == FIELDS for entry in tree.values())
    assert {entry["kind"] for entry in tree.values()} <= {"slash", "message_menu", "user_menu"}
    assert tree["pulse"]["default_permissions"] is None
    weekly = tree["report weekly"]
    assert weekly["default_permissions"] == ["manage_guild"]
    assert [(o["name"], o["type"], o["required"]) for o in weekly["options"]] == [
        ("week", "string", False)
    ]
    assert all(option["description"] for option in weekly["options"])
    assert not list(tmp_path.iterdir()), "the operator's database is left alone"


def test_every_command_is_a_line_for_people(steward: Steward) -> None:
    outcome = steward("commands")

    assert (outcome.code, outcome.err) == (0, "")
    assert any(line.startswith("/report weekly [week]  ") for line in outcome.out.splitlines())


@pytest.fixture
def tree() -> app_commands.CommandTree[discord.Client]:
    return app_commands.CommandTree(discord.Client(intents=discord.Intents.default()))


def test_menus_groups_and_options_are_told(tree: app_commands.CommandTree[discord.Client]) -> None:
    outer = app_commands.Group(
        name="lamp", description="Lamps", default_permissions=discord.Permissions(manage_roles=True)
    )
    inner = app_commands.Group(name="desk", description="On the desk", parent=outer)

    @inner.command(name="dim", description="Less light")
    @app_commands.describe(watts="How much")
    async def dim(
        interaction: discord.Interaction[Any], watts: int, who: discord.Member | None = None
    ) -> None:
        """Never called."""

    @tree.context_menu(name="Light up")
    async def light_up(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Never called."""

    tree.add_command(outer)
    leaves = [inspect.described(command) for command in inspect.leaves(tree)]

    assert leaves == [
        {
            "name": "lamp desk dim",
            "kind": "slash",
            "description": "Less light",
            "options": [
                {"name": "watts", "type": "integer", "required": True, "description": "How much"},
                {"name": "who", "type": "user", "required": False, "description": "…"},
            ],
            "default_permissions": ["manage_roles"],
        },
        {
            "name": "Light up",
            "kind": "message_menu",
            "description": "",
            "options": [],
            "default_permissions": None,
        },
    ]
    assert [inspect.line(entry) for entry in leaves] == [
        "/lamp desk dim watts [who]  Less light",
        "Light up  (message menu)",
    ]
