"""Telling a buddy of their newcomer, and asking a newcomer how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.jobs import Job
from bot.text.catalogue import Raw
from bot.ui.dm import send_dm
from cogs.onboarding.repository.buddies import Pair
from cogs.onboarding.service.services import Services
from cogs.onboarding.texts import T
from cogs.onboarding.views.buddies import outcome_buttons
from cogs.onboarding.views.channels import greeters_channel

if TYPE_CHECKING:
    from bot.client import Steward


class BuddyJobs:
    """Handles the jobs of kind ``onboarding-buddy`` and ``onboarding-outcome``."""

    def __init__(self, bot: Steward, services: Services) -> None:
        self._bot = bot
        self._services = services

    async def tell(self, job: Job) -> None:
        """Tell the buddy: directly, or in the channel of the greeters."""
        found = await self._find(job)
        if found is None:
            return
        guild, newcomer, pair = found
        buddy = guild.get_member(pair.buddy_id)
        if buddy is None:
            return
        locale = str(guild.preferred_locale)
        await send_dm(
            buddy,
            T.say("buddy-told", locale, newcomer=Raw(newcomer.mention), server=guild.name),
            nonce=job.nonce,
            fallback=greeters_channel(guild, await self._services.welcomes.settings(guild.id)),
            locale=locale,
        )

    async def ask(self, job: Job) -> None:
        """Ask the newcomer how it went, unless they want no messages."""
        found = await self._find(job)
        if found is None:
            return
        guild, newcomer, pair = found
        reach = await self._services.welcomes.reach(guild.id, newcomer.id)
        if reach.muted_at is not None or reach.closed_at is not None:
            return
        locale = str(guild.preferred_locale)
        await send_dm(
            newcomer,
            T.say("buddy-how", locale, buddy=Raw(f"<@{pair.buddy_id}>"), server=guild.name),
            view=outcome_buttons(guild.id, locale),
            nonce=job.nonce,
            locale=locale,
        )

    async def _find(self, job: Job) -> tuple[discord.Guild, discord.Member, Pair] | None:
        """Return server, newcomer and pairing where all are still there."""
        guild = self._bot.get_guild(job.guild_id)
        member_id = int(job.payload["member"])
        pair = await self._services.buddies.pair_of(job.guild_id, member_id)
        member = guild.get_member(member_id) if guild is not None else None
        if guild is None or member is None or pair is None:
            return None
        return guild, member, pair
