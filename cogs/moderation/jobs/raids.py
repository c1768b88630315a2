"""What is due about raids: the alert, the watch over them, and their end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord
import structlog

from bot.jobs import GiveUp, Job, Postpone
from bot.signals import RaidEnded
from cogs.moderation.jobs.presence import guild_of
from cogs.moderation.repository.raids import Done, Raid
from cogs.moderation.service.cases import Cases
from cogs.moderation.service.raid_begin import WATCH_EVERY
from cogs.moderation.service.raids import Picture, RaidService
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T
from cogs.moderation.views.channels import queue_channel
from cogs.moderation.views.log import refresh_log
from cogs.moderation.views.raid_measures import renew, undo
from cogs.moderation.views.raids import refresh, shown

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)


class RaidJobs:
    """Handles the jobs of kind ``moderation-raid-alert``, ``-watch``, ``-end`` and ``-over``."""

    def __init__(self, bot: Steward, service: RaidService, cases: Cases) -> None:
        self._bot = bot
        self._service = service
        self._cases = cases
        # What the alert of a raid showed last, so that it is not written again every minute.
        self._shown: dict[tuple[int, int], Picture] = {}

    async def alert(self, job: Job) -> None:
        """Post the alert to the mod log, else to where reports are shown."""
        guild = guild_of(self._bot, job)
        settings = await self._bot.guild_settings.get(job.guild_id, GuildSettings)
        number = int(job.payload["raid"])
        if settings.log_channel_id is not None:
            channel = guild.get_channel_or_thread(settings.log_channel_id)
        elif (channel := queue_channel(guild, settings)) is None:
            return
        if not isinstance(channel, discord.abc.Messageable):
            raise GiveUp(T.plain("log-gone", number=number))
        picture = await self._service.picture(guild.id, number)
        if picture.raid is None or picture.raid.message_id is not None:
            return
        embed, view = await shown(self._bot, guild, picture, str(guild.preferred_locale))
        try:
            message = await self._bot.delivery.deliver(job, channel, embeds=[embed], view=view)
        except discord.Forbidden:
            name = getattr(channel, "name", "")
            raise GiveUp(T.plain("log-forbidden", number=number, channel=name)) from None
        await self._service.alerted(guild.id, number, message.channel.id, message.id)

    async def watch(self, job: Job) -> None:
        """See that the measures last, and that the raid ends when it is quiet."""
        guild, now = guild_of(self._bot, job), self._bot.clock.now()
        picture = await self._service.picture(job.guild_id, int(job.payload["raid"]))
        raid = picture.raid
        if raid is None or raid.ending_at is not None:
            return
        settings = await self._bot.guild_settings.get(guild.id, GuildSettings)
        if now - raid.last_at >= timedelta(minutes=settings.raid_quiet_minutes):
            await self._service.ask_end(guild.id, raid.number, None)
            return
        for taken in picture.measures:
            try:
                await renew(self._bot, guild, raid, taken)
            except discord.HTTPException as error:
                _log.warning("raid measure not renewed", guild_id=guild.id, code=error.code)
        if self._shown.get((guild.id, raid.number)) != picture:
            await refresh(self._bot, guild, raid.number)
            self._shown[guild.id, raid.number] = picture
        raise Postpone(now + WATCH_EVERY)

    async def end(self, job: Job) -> None:
        """Make everything what it was; what cannot be is said."""
        guild = guild_of(self._bot, job)
        picture = await self._service.picture(guild.id, int(job.payload["raid"]))
        raid = picture.raid
        if raid is None:
            return
        failed = [*await self._undo_measures(guild, raid, picture)]
        failed += await self._free(guild, raid, picture)
        if raid.ended_at is None:
            await self._service.ended(raid)
        self._shown.pop((guild.id, raid.number), None)
        await refresh(self._bot, guild, raid.number)
        if failed:
            raise GiveUp(T.plain("raid-not-undone", what=", ".join(dict.fromkeys(failed))))

    async def over(self, job: Job) -> None:
        """Write the end down as a case, and tell who waited for it.

        A job of its own: whoever waits hears it also where the process died after the raid was
        over. To hear it twice does no harm.
        """
        await self._service.note_end(job.guild_id, int(job.payload["raid"]))
        await self._bot.signals.send(RaidEnded(job.guild_id))

    async def _undo_measures(self, guild: discord.Guild, raid: Raid, picture: Picture) -> list[str]:
        failed = []
        for taken in picture.measures:
            if taken.undone_at is not None:
                continue
            try:
                await undo(self._bot, guild, raid, taken)
            except discord.Forbidden as error:
                _log.warning("raid measure not undone", guild_id=guild.id, code=error.code)
                failed.append(T.plain(f"raid-measure-{taken.kind}"))
        return failed

    async def _free(self, guild: discord.Guild, raid: Raid, picture: Picture) -> list[str]:
        wanted = [one.member_id for one in picture.raiders if one.quarantine is Done.WANTED]
        await self._service.mark(raid, wanted, quarantine=None)
        settings = await self._bot.guild_settings.get(guild.id, GuildSettings)
        role = guild.get_role(settings.quarantine_role_id or 0)
        failed = []
        for one in picture.raiders:
            if one.quarantine is not Done.DONE:
                continue
            try:
                await self._release(guild, role, one.member_id, raid)
            except discord.Forbidden as error:
                _log.warning("not let out of quarantine", guild_id=guild.id, code=error.code)
                failed.append(T.plain("action-quarantine"))
                continue
            await self._service.mark(raid, [one.member_id], quarantine=Done.UNDONE)
            if one.quarantine_case is not None:
                ended = await self._cases.ended(guild.id, one.quarantine_case)
                if ended is not None:
                    await refresh_log(self._bot, ended)
        return failed

    async def _release(
        self, guild: discord.Guild, role: discord.Role | None, member_id: int, raid: Raid
    ) -> None:
        member = guild.get_member(member_id)
        if member is not None and role is not None and role in member.roles:
            await member.remove_roles(role, reason=T.plain("audit-raid-over", number=raid.number))
