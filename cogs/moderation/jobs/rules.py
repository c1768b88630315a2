"""Showing the rules that were published: one message, whatever is killed when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.jobs import Job
from bot.jobs.job import GiveUp, Postpone
from cogs.moderation.jobs.presence import guild_of
from cogs.moderation.repository.rules import Published
from cogs.moderation.service.rules import Publication, RulesService
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T
from cogs.moderation.views.rules import accept_view, published_embeds

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_AT_ONCE: Final = 25


class PublishJob:
    """Handles the jobs of kind ``moderation-rules``."""

    def __init__(self, bot: Steward, service: RulesService) -> None:
        self._bot = bot
        self._service = service

    async def __call__(self, job: Job) -> None:
        """Show a version: in the message that is there, or in a new one that asks again."""
        guild = guild_of(self._bot, job)
        publication = await self._service.publication(job.guild_id, int(job.payload["version"]))
        if publication is None:
            return
        version = publication.now.version
        try:
            message_id = publication.now.message_id or await self._edit(guild, publication)
            if message_id is None:
                message_id = await self._send(job, guild, publication.now)
        except discord.Forbidden:
            raise GiveUp(T.plain("rules-not-shown")) from None
        await self._service.arrived(guild.id, version, message_id)
        before = publication.before
        if before is not None and before.message_id not in (None, message_id):
            await self._delete(guild, before)

    async def _edit(self, guild: discord.Guild, publication: Publication) -> int | None:
        """Return the message that was brought up to date; None where a new one is needed."""
        now, before = publication.now, publication.before
        if before is None or before.message_id is None or before.channel_id != now.channel_id:
            return None
        # What is edited shows no sign of being new: who is asked again gets a new message.
        if now.asks_from > before.version:
            return None
        channel = _channel(guild, now.channel_id)
        try:
            await channel.get_partial_message(before.message_id).edit(
                embeds=published_embeds(guild, now),
                view=accept_view(now.version, str(guild.preferred_locale)),
            )
        except discord.NotFound:
            return None  # somebody deleted it
        return before.message_id

    async def _send(self, job: Job, guild: discord.Guild, now: Published) -> int:
        message = await self._bot.delivery.deliver(
            job,
            _channel(guild, now.channel_id),
            embeds=published_embeds(guild, now),
            view=accept_view(now.version, str(guild.preferred_locale)),
        )
        return message.id

    async def _delete(self, guild: discord.Guild, before: Published) -> None:
        channel = guild.get_channel(before.channel_id)
        if not isinstance(channel, discord.TextChannel) or before.message_id is None:
            return
        try:
            await channel.get_partial_message(before.message_id).delete()
        except (discord.NotFound, discord.Forbidden) as error:
            # Its button says that these rules do not hold any more.
            _log.info("old rules not deleted", guild_id=guild.id, code=error.code)


class TakeRoleJob:
    """Handles the jobs of kind ``moderation-rules-role``."""

    def __init__(self, bot: Steward, service: RulesService) -> None:
        self._bot = bot
        self._service = service

    async def __call__(self, job: Job) -> None:
        """Take the role from some of those who have to accept again; go on a moment later.

        Whoever has it and accepted is left alone, so to begin anew does no harm.
        """
        guild = self._bot.get_guild(job.guild_id)
        published = await self._service.published(job.guild_id)
        if guild is None or published is None:
            return
        settings = await self._bot.guild_settings.get(guild.id, GuildSettings)
        role = guild.get_role(settings.rules_role_id or 0)
        if role is None or not settings.rules_take_role:
            return
        taken = 0
        for member in role.members:
            if member.bot or await self._service.has_accepted(guild.id, member.id, published):
                continue
            if taken == _AT_ONCE:
                # Other tasks of the server get their turn.
                raise Postpone(self._bot.clock.now())
            await self._take(member, role)
            if await self._service.has_accepted(guild.id, member.id, published):
                # They accepted just while it was taken.
                await member.add_roles(role, reason=T.plain("reason-rules-accepted"))
            taken += 1

    async def _take(self, member: discord.Member, role: discord.Role) -> None:
        try:
            await member.remove_roles(role, reason=T.plain("reason-rules-again"))
        except discord.NotFound:
            return  # they have left
        except discord.Forbidden:
            raise GiveUp(T.plain("rules-role-not-taken", role=role.name)) from None


def _channel(guild: discord.Guild, channel_id: int) -> discord.TextChannel:
    channel = guild.get_channel(channel_id)
    if not isinstance(channel, discord.TextChannel):
        raise GiveUp(T.plain("rules-channel-gone"))
    return channel
