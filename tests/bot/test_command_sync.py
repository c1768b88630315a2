"""The command tree is sent to Discord only where it differs from what was sent last."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import app_commands

from bot.command_sync import sync_commands
from bot.db import Database


class CountingTree(app_commands.CommandTree[discord.Client]):
    """A real tree that counts what it would send; ``down`` lets Discord refuse."""

    def __init__(self, client: discord.Client) -> None:
        super().__init__(client)
        self.sent = 0
        self.down = False

    async def sync(self, *, guild: Any = None) -> list[app_commands.AppCommand]:
        assert guild is None
        if self.down:
            raise ConnectionError("Discord is down")
        self.sent += 1
        return []


def tree_with(*commands: str, description: str = "Light") -> CountingTree:
    tree = CountingTree(discord.Client(intents=discord.Intents.none()))
    for name in commands:
        add(tree, name, description)
    return tree


def add(tree: CountingTree, name: str, description: str = "Light") -> None:
    @tree.command(name=name, description=description)
    async def command(interaction: discord.Interaction[Any], watts: int) -> None:
        """Never called."""


async def test_a_tree_is_sent_once(database: Database) -> None:
    tree = tree_with("lamp")

    assert await sync_commands(tree, database, 1)
    assert not await sync_commands(tree, database, 1)
    assert not await sync_commands(tree_with("lamp"), database, 1), "after a restart"

    assert tree.sent == 1


async def test_a_changed_tree_is_sent_again(database: Database) -> None:
    tree = tree_with("lamp")
    await sync_commands(tree, database, 1)

    add(tree, "torch")

    assert await sync_commands(tree, database, 1)
    assert not await sync_commands(tree, database, 1)
    assert await sync_commands(tree_with("lamp", "torch", description="Darkness"), database, 1)
    assert await sync_commands(tree_with("lamp"), database, 1), "and back"


async def test_the_order_of_commands_does_not_matter(database: Database) -> None:
    await sync_commands(tree_with("lamp", "torch"), database, 1)

    assert not await sync_commands(tree_with("torch", "lamp"), database, 1)


async def test_another_application_has_a_tree_of_its_own(database: Database) -> None:
    await sync_commands(tree_with("lamp"), database, 1)

    assert await sync_commands(tree_with("lamp"), database, 2)


async def test_what_could_not_be_sent_is_sent_the_next_time(database: Database) -> None:
    tree = tree_with("lamp")
    tree.down = True
    with pytest.raises(ConnectionError):
        await sync_commands(tree, database, 1)

    tree.down = False

    assert await sync_commands(tree, database, 1)
