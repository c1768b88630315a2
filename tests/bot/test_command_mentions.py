"""Commands in a text become mentions that can be clicked."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock

import discord
import pytest
from discord import app_commands

from bot.command_mentions import CommandMentions


async def nothing(_interaction: discord.Interaction[Any]) -> None: ...


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Use /help.", "Use </help:7>."),
        ("/settings set key:a", "</settings set:8> key:a"),
        ("`/help` and </help:7>", "`/help` and </help:7>"),
        ("/helpless, a/help, /help-me, /settings", "/helpless, a/help, /help-me, /settings"),
    ],
)
async def test_commands_in_a_text_are_linked(
    text: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = discord.Client(intents=discord.Intents.none())
    tree = app_commands.CommandTree(client)
    settings = app_commands.Group(name="settings", description="…")
    settings.add_command(app_commands.Command(name="set", description="…", callback=nothing))
    tree.add_command(app_commands.Command(name="help", description="…", callback=nothing))
    tree.add_command(settings)
    slash = discord.AppCommandType.chat_input
    answer = [SimpleNamespace(name=n, id=i, type=slash) for n, i in (("help", 7), ("settings", 8))]
    monkeypatch.setattr(tree, "fetch_commands", AsyncMock(return_value=answer))
    mentions = CommandMentions(tree)
    assert mentions.linked(text) == text  # not known yet
    await mentions.load()

    assert mentions.linked(text) == shown
