"""What newcomers write first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from cogs.onboarding.domain.steps import Membership
from cogs.onboarding.service.first_words import NEW_FOR
from cogs.onboarding.service.services import Services

if TYPE_CHECKING:
    from bot.client import Steward

# Ids of newcomers who have written since the start: more than any two weeks bring. Forgetting
# one costs a query.
_REMEMBERED = 50_000


class FirstWords(commands.Cog):
    """Hands the first message of each newcomer to the service."""

    def __init__(self, bot: Steward, services: Services) -> None:
        self._bot = bot
        self._services = services
        self._spoke: dict[tuple[int, int], None] = {}

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Take a message; those of people who are no newcomers cost nothing."""
        author = message.author
        if not isinstance(author, discord.Member) or author.bot or author.joined_at is None:
            return
        key = (author.guild.id, author.id)
        if key in self._spoke or self._bot.clock.now() - author.joined_at > NEW_FOR:
            return
        self._spoke[key] = None
        if len(self._spoke) > _REMEMBERED:
            del self._spoke[next(iter(self._spoke))]
        membership = Membership(author.guild.id, author.id, author.joined_at)
        await self._services.first_words.spoke(membership, message.channel.id, message.id)

    @commands.Cog.listener()
    async def on_member_remove(self, member: discord.Member) -> None:
        """Whoever comes back is new again."""
        self._spoke.pop((member.guild.id, member.id), None)
