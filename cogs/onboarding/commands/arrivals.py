"""Who comes and goes, as Discord tells it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import discord
import structlog
from discord.ext import commands

from bot.signals import CensusTaken, RaidEnded, RulesAccepted
from cogs.onboarding.domain.steps import Membership, Step
from cogs.onboarding.service.services import Services
from cogs.onboarding.service.welcomes import CATCH_UP, Arrival

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_AGAIN = timedelta(minutes=1)


class Arrivals(commands.Cog):
    """Hands joins, passed screenings and departures to the services."""

    def __init__(self, bot: Steward, services: Services) -> None:
        self._bot = bot
        self._services = services
        self._banned: set[tuple[int, int]] = set()
        self._again: dict[int, asyncio.Task[None]] = {}
        # A wave that was missed takes its time.
        bot.signals.listen(CensusTaken, self._census_taken, limit=None)
        bot.signals.listen(RaidEnded, self._raid_ended, limit=None)
        bot.signals.listen(RulesAccepted, self._rules_accepted)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Take a join."""
        self._banned.discard((member.guild.id, member.id))
        await self._take_now(member)

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Take the end of screening, or of Discord's own onboarding."""
        if _is_ready(after) and not _is_ready(before):
            await self._take_now(after)
        if before.roles != after.roles and not after.bot:
            await self._services.kept_roles.keep(after.guild.id, {after.id: _roles(after)})

    @commands.Cog.listener()
    async def on_member_remove(self, member: discord.Member) -> None:
        """Keep the roles of who leaves; those of who is not cached were kept before."""
        if member.bot:
            return
        await self._services.kept_roles.keep(member.guild.id, {member.id: _roles(member)})
        await self._drop_if_banned(member.guild.id, member.id)

    @commands.Cog.listener()
    async def on_member_ban(
        self, guild: discord.Guild, user: discord.User | discord.Member
    ) -> None:
        """Whoever is banned has lost their roles; Discord tells the departure before or after."""
        self._banned.add((guild.id, user.id))
        await self._drop_if_banned(guild.id, user.id)

    async def _drop_if_banned(self, guild_id: int, member_id: int) -> None:
        if (guild_id, member_id) in self._banned:
            await self._services.kept_roles.drop(guild_id, member_id)

    async def cog_unload(self) -> None:
        """Try no more: after the next start the census finds who is missing."""
        tasks = list(self._again.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _census_taken(self, signal: CensusTaken) -> None:
        await self._catch_up(signal.guild_id)
        guild = self._bot.get_guild(signal.guild_id)
        if guild is not None:
            roles_of = {one.id: _roles(one) for one in guild.members if not one.bot}
            await self._services.kept_roles.keep(guild.id, roles_of)

    async def _catch_up(self, guild_id: int) -> None:
        """Take those who came, or passed screening, and were not written down."""
        guild = self._bot.get_guild(guild_id)
        if guild is None or guild.me.joined_at is None:
            return
        since = max(self._bot.clock.now() - CATCH_UP, guild.me.joined_at)
        newest = [one for one in guild.members if one.joined_at is not None]
        await self._take(guild.id, *(one for one in newest if (one.joined_at or since) >= since))

    async def _take_now(self, member: discord.Member) -> None:
        try:
            await self._take(member.guild.id, member)
        except Exception:  # noqa: BLE001 - any driver's error: the database may be away
            _log.exception("newcomer not written down yet", guild_id=member.guild.id)
            self._try_again(member.guild.id)

    def _try_again(self, guild_id: int) -> None:
        if guild_id not in self._again:
            task = asyncio.create_task(self._take_later(guild_id), name=f"arrivals-{guild_id}")
            self._again[guild_id] = task

    async def _take_later(self, guild_id: int) -> None:
        taken = False
        try:
            while not taken:
                await self._bot.waiting.sleep(_AGAIN, "newcomers to write down")
                try:
                    await self._catch_up(guild_id)
                    taken = True
                except Exception as error:  # noqa: BLE001 - any driver's error
                    _log.warning("still not written down", error=type(error).__name__)
        finally:
            del self._again[guild_id]

    async def _take(self, guild_id: int, *members: discord.Member) -> None:
        now = self._bot.clock.now()
        arrivals = [
            Arrival(
                Membership(guild_id, member.id, member.joined_at or now),
                ready=_is_ready(member),
                settling=not member.pending and not _is_ready(member),
            )
            for member in members
            if not member.bot
        ]
        await self._services.welcomes.arrived(guild_id, arrivals)

    async def _raid_ended(self, signal: RaidEnded) -> None:
        await self._services.welcomes.release(signal.guild_id)

    async def _rules_accepted(self, signal: RulesAccepted) -> None:
        """Take an acceptance from elsewhere, such as a published message with the rules."""
        steps = self._services.steps
        await steps.finish_latest(signal.guild_id, signal.member_id, Step.RULES)


def _roles(member: discord.Member) -> list[int]:
    return [role.id for role in member.roles if not role.is_default() and not role.managed]


def _is_ready(member: discord.Member) -> bool:
    """Tell whether screening, and Discord's own onboarding where there is one, are done."""
    flags = member.flags
    onboarding = "GUILD_ONBOARDING" in member.guild.features or flags.started_onboarding
    return not member.pending and (flags.completed_onboarding or not onboarding)
