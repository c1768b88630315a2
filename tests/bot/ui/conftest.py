"""A small server with one command, whose body the test gives."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands
from discord.ext import commands

from bot.tree import StewardTree

Body = Callable[[discord.Interaction[Any]], Awaitable[None]]


@dataclass
class Stage:
    env: simcord.Env
    bot: commands.AutoShardedBot
    channel: simcord.ChannelHandle
    ada: simcord.MemberActor
    bob: simcord.MemberActor

    async def run(self, body: Body) -> simcord.InteractionResult:
        """Ada runs /try."""

        async def callback(interaction: discord.Interaction) -> None:
            await body(interaction)

        self.bot.tree.add_command(
            app_commands.Command(name="try", description="Try", callback=callback)
        )
        await self.bot.tree.sync()
        return await self.ada.slash(self.channel, "try")

    @property
    def real_channel(self) -> discord.TextChannel:
        channel = self.bot.get_channel(self.channel.id)
        assert isinstance(channel, discord.TextChannel)
        return channel


@pytest.fixture
def simcord_bot() -> commands.AutoShardedBot:
    return commands.AutoShardedBot(
        "!", intents=discord.Intents.all(), shard_count=1, tree_cls=StewardTree
    )


@pytest.fixture
def stage(simcord_bot: commands.AutoShardedBot, simcord_env: simcord.Env) -> Stage:
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    ada, bob = (guild.add_member(simcord_env.create_user(name)) for name in ("ada", "bob"))
    return Stage(simcord_env, simcord_bot, channel, ada, bob)
