"""Telling a buddy of their newcomer, and asking a newcomer how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import structlog

from bot.jobs import Job
from bot.text.catalogue import Raw
from cogs.onboarding.repository.buddies import Pair
from cogs.onboarding.service.services import Services
from cogs.onboarding.texts import T
from cogs.onboarding.views.buddies import outcome_buttons
from cogs.onboarding.views.channels import greeters_channel

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)


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
        settings = await self._services.welcomes.settings(guild.id)
        text = T.say("buddy-told", locale, newcomer=Raw(newcomer.mention), server=guild.name)
        for place in (buddy, greeters_channel(guild, settings)):
            if place is None:
                continue
            public = place is not buddy
            try:
                await self._bot.delivery.deliver(
                    job,
                    place,
                    content=f"{buddy.mention} {text}" if public else text,
                    allowed_mentions=discord.AllowedMentions(
                        everyone=False, roles=False, users=[buddy], replied_user=False
                    ),
                    part="channel" if public else "",
                )
            except discord.Forbidden as error:
                _log.info("buddy not told", guild_id=guild.id, code=error.code)
            else:
                return

    async def ask(self, job: Job) -> None:
        """Ask the newcomer how it went, unless they want no messages or tracking."""
        found = await self._find(job)
        if found is None:
            return
        guild, newcomer, pair = found
        reach = await self._services.welcomes.reach(guild.id, newcomer.id)
        if reach.muted_at is not None or reach.closed_at is not None:
            return
        if not await self._services.welcomes.is_watched(guild.id, newcomer.id):
            return
        locale = str(guild.preferred_locale)
        try:
            await self._bot.delivery.deliver(
                job,
                newcomer,
                content=T.say(
                    "buddy-how", locale, buddy=Raw(f"<@{pair.buddy_id}>"), server=guild.name
                ),
                view=outcome_buttons(guild.id, locale),
            )
        except discord.Forbidden as error:
            # How it went stays unknown: that is worth no mention in public.
            _log.info("outcome not asked for", guild_id=guild.id, code=error.code)

    async def _find(self, job: Job) -> tuple[discord.Guild, discord.Member, Pair] | None:
        """Return server, newcomer and pairing where all are still there."""
        guild = self._bot.get_guild(job.guild_id)
        member_id = int(job.payload["member"])
        pair = await self._services.buddies.pair_of(job.guild_id, member_id)
        member = guild.get_member(member_id) if guild is not None else None
        if guild is None or member is None or pair is None:
            return None
        return guild, member, pair
