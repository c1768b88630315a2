"""The rule that nothing happens before an interaction is acknowledged, and that it is watched."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from tests.plugins.acknowledged import early
from tests.plugins.town import OpenTown, Town


async def used(town: Town, command: app_commands.Command[Any, ..., Any]) -> list[str]:
    """Let a member use a command; return what it did too early."""
    town.bot.tree.add_command(command)
    await town.bot.tree.sync()
    await town.ada.slash(town.general, command.name)
    await town.sim.settle()
    return early()


async def test_a_write_before_the_answer_is_seen(open_town: OpenTown) -> None:
    @app_commands.command(name="try", description="Try")
    async def hasty(interaction: discord.Interaction[Any]) -> None:
        async with town.bot.database.begin():
            pass
        await interaction.response.send_message("done")

    async with open_town() as town:
        assert await used(town, hasty) == ["a write transaction in try"]


async def test_a_request_before_the_answer_is_seen(open_town: OpenTown) -> None:
    @app_commands.command(name="try", description="Try")
    async def hasty(interaction: discord.Interaction[Any]) -> None:
        await town.bot.get_partial_messageable(interaction.channel_id or 0).send("effect")
        await interaction.response.send_message("done")

    async with open_town() as town:
        assert await used(town, hasty) == ["POST /channels/{channel_id}/messages in try"]


async def test_what_comes_after_the_answer_is_right(open_town: OpenTown) -> None:
    @app_commands.command(name="try", description="Try")
    async def patient(interaction: discord.Interaction[Any]) -> None:
        await interaction.response.defer()
        async with town.bot.database.begin():
            pass
        await interaction.edit_original_response(content="done")

    async with open_town() as town:
        assert await used(town, patient) == []
