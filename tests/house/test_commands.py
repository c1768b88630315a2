"""The command tree within Discord's limits, as one sends it.

Limits: docs.discord.com/developers/interactions/application-commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from discord import app_commands

from bot.checks import required
from bot.client import create_bot
from bot.config import settings_model
from bot.features import about, discover
from cogs.setup.views.help import example_of

SUBCOMMAND, GROUP = 1, 2
NAME = re.compile(r"[-_'\w]{1,32}")


@pytest.fixture
async def commands(sqlite_url: str) -> list[dict[str, Any]]:
    """Every global command as it is sent."""
    bot = create_bot(settings_model()(database_url=sqlite_url))
    async with bot:
        await bot.open()
        return [command.to_dict(bot.tree) for command in bot.tree.get_commands()]


def is_menu(command: dict[str, Any]) -> bool:
    return bool(command.get("type", 1) != 1)


def nodes(command: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give a command and everything below it: groups, subcommands, options."""
    yield command
    for option in command.get("options", []):
        yield from nodes(option)


async def test_names_are_unique(commands: list[dict[str, Any]]) -> None:
    names = [(command.get("type", 1), command["name"]) for command in commands]

    assert len(set(names)) == len(names)
    for command in commands:
        for node in nodes(command):
            inner = [option["name"] for option in node.get("options", [])]
            assert len(set(inner)) == len(inner), node["name"]


async def test_there_are_not_too_many(commands: list[dict[str, Any]]) -> None:
    menus = [command["type"] for command in commands if is_menu(command)]

    assert len(commands) - len(menus) <= 100
    assert all(menus.count(kind) <= 15 for kind in menus)
    for command in commands:
        for node in nodes(command):
            assert len(node.get("options", [])) <= 25, node["name"]
            assert len(node.get("choices", [])) <= 25, node["name"]


async def test_names_and_descriptions_have_the_right_form(commands: list[dict[str, Any]]) -> None:
    for command in commands:
        if is_menu(command):
            assert 1 <= len(command["name"]) <= 32
            continue
        for node in nodes(command):
            assert NAME.fullmatch(node["name"]), node["name"]
            assert node["name"] == node["name"].lower()
            assert 1 <= len(node["description"]) <= 100, node["name"]
            assert node["description"] != "…", f"{node['name']} has no description"


async def test_each_command_is_short_enough(commands: list[dict[str, Any]]) -> None:
    for command in commands:
        size = sum(
            len(str(text))
            for node in nodes(command)
            for text in (
                node["name"],
                node.get("description", ""),
                *(part for choice in node.get("choices", []) for part in choice.values()),
            )
        )
        assert size <= 8_000, command["name"]


async def test_groups_lie_two_deep_at_most(commands: list[dict[str, Any]]) -> None:
    for command in commands:
        for outer in command.get("options", []):
            for inner in outer.get("options", []):
                if outer["type"] == GROUP:
                    assert inner["type"] == SUBCOMMAND, inner["name"]
                else:
                    assert inner["type"] not in {SUBCOMMAND, GROUP}, inner["name"]


async def test_required_options_come_first(commands: list[dict[str, Any]]) -> None:
    for command in commands:
        for node in nodes(command):
            required = [bool(option.get("required")) for option in node.get("options", [])]
            assert required == sorted(required, reverse=True), node["name"]


async def test_commands_are_for_servers(commands: list[dict[str, Any]]) -> None:
    # Everything belongs to a guild: nothing may be offered in a DM (contexts: 0 is a guild).
    for command in commands:
        only_guild = command.get("contexts") == [0] or command.get("dm_permission") is False
        assert only_guild, command["name"]


async def test_no_group_is_hidden_from_who_may_use_a_part_of_it(sqlite_url: str) -> None:
    # Discord hides a group from whoever lacks one of its permissions, whatever is in it.
    async with create_bot(settings_model()(database_url=sqlite_url)) as bot:
        await bot.open()
        for group in bot.tree.get_commands():
            if isinstance(group, app_commands.Group) and group.default_permissions is not None:
                levels = {required(command) for command in group.walk_commands()}
                assert len(levels) == 1, f"declare {group.name} with staff() or members()"


def test_every_feature_says_in_a_few_words_what_it_is() -> None:
    silent = [feature for feature in discover() if not 0 < len(about(feature, "en")) <= 100]

    assert silent == [], "add feature-about to the catalogue"


async def test_every_command_with_options_has_an_example_of_its_own(sqlite_url: str) -> None:
    # Of one without /help makes the same from its name.
    async with create_bot(settings_model()(database_url=sqlite_url)) as bot:
        await bot.open()
        for command in bot.tree.walk_commands():
            if isinstance(command, app_commands.Command) and command.parameters:
                shown = example_of(command)
                assert "example" in command.extras, command.qualified_name
                assert shown.startswith(f"/{command.qualified_name} "), shown
                required = {one.display_name for one in command.parameters if one.required}
                named = {part.split(":")[0] for part in shown.split() if ":" in part}
                assert required <= named, shown
                assert named <= {one.display_name for one in command.parameters}, shown
