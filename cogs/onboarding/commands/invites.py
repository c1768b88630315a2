"""Looking at the use counts of invites whenever somebody joined."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

import discord
import structlog
from discord.ext import commands

from bot.signals import CensusTaken
from cogs.onboarding.domain.invites import VANITY, Use
from cogs.onboarding.domain.steps import Membership
from cogs.onboarding.service.services import Services

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

# In a wave one look serves many, and Discord counts a use a moment after the join.
_TOGETHER = timedelta(seconds=3)


class InviteWatch(commands.Cog):
    """One look at a time for each guild."""

    def __init__(self, bot: Steward, services: Services) -> None:
        self._bot = bot
        self._services = services
        self._joined: defaultdict[int, list[Membership]] = defaultdict(list)
        self._looking: dict[int, asyncio.Task[None]] = {}
        bot.signals.listen(CensusTaken, self._census_taken)

    async def cog_unload(self) -> None:
        """Look no more; who came just now stays of unknown origin."""
        tasks = list(self._looking.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Take a join: soon the counts tell by which invite it was."""
        if member.bot or member.joined_at is None:
            return
        guild = member.guild
        self._joined[guild.id].append(Membership(guild.id, member.id, member.joined_at))
        if guild.id not in self._looking:
            task = asyncio.create_task(self._look_soon(guild.id), name=f"invites-{guild.id}")
            self._looking[guild.id] = task

    async def _look_soon(self, guild_id: int) -> None:
        try:
            while guild_id in self._joined:
                await self._bot.waiting.sleep(_TOGETHER, "invites to look at")
                await self._look(guild_id, self._joined.pop(guild_id))
        except Exception:  # noqa: BLE001 - where they came from stays unknown, and that is all
            _log.exception("invites not looked at", guild_id=guild_id)
        finally:
            del self._looking[guild_id]

    async def _census_taken(self, signal: CensusTaken) -> None:
        """Know the counts to compare with; who came meanwhile came by nobody knows what."""
        if signal.guild_id not in self._looking:
            await self._look(signal.guild_id, [])

    async def _look(self, guild_id: int, joiners: list[Membership]) -> None:
        guild = self._bot.get_guild(guild_id)
        if guild is None or not guild.me.guild_permissions.manage_guild:
            return
        try:
            uses = await _uses(guild)
        except discord.HTTPException as error:
            _log.warning("invites not looked at", guild_id=guild_id, code=error.code)
            return
        await self._services.funnel.looked(guild_id, uses, joiners)


async def _uses(guild: discord.Guild) -> list[Use]:
    found = [
        Use(invite.code, invite.uses or 0, invite.max_uses or 0) for invite in await guild.invites()
    ]
    if "VANITY_URL" in guild.features:
        vanity = await guild.vanity_invite()
        if vanity is not None:
            found.append(Use(vanity.code, vanity.uses or 0, kind=VANITY))
    return found
