"""An extension for the shards: a job that sends one message, and a command that does."""

from __future__ import annotations

import os
from typing import Any

import discord
from discord import app_commands

from bot.client import Steward
from bot.jobs import Job

KIND = "chaos-errand"
COMMAND = "errand"


async def setup(bot: Steward) -> None:
    """Add the job kind and the command."""

    async def run(job: Job) -> None:
        channel = bot.get_partial_messageable(job.payload["channel"], guild_id=job.guild_id)
        await channel.send(f"{job.key} {os.getpid()}", nonce=job.nonce)

    @app_commands.command(name=COMMAND, description="Run an errand.")
    @app_commands.guild_only()
    async def errand(interaction: discord.Interaction[Any]) -> None:
        await interaction.response.defer()
        channel = bot.get_partial_messageable(interaction.channel_id or 0)
        await channel.send(f"command {interaction.id}")
        await interaction.edit_original_response(content="done")

    bot.jobs.register(KIND, run)
    bot.tree.add_command(errand)
