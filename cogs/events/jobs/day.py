"""The day of an event on Discord: thread, hosts, beginning, end, stage, and who was there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.jobs import Job, Postpone
from bot.signals import EventEnded
from cogs.events.domain.day import Act, Step, next_step
from cogs.events.domain.plan import Place
from cogs.events.embeds.day import hosts_text, stage_text, thread_text
from cogs.events.jobs.members import member_of
from cogs.events.jobs.reaching import MakeView, Reach
from cogs.events.service.attendance import AttendanceService
from cogs.events.service.days import DayService, OnTheDay
from cogs.events.service.queue import FEATURE
from cogs.events.service.timetable import is_of
from cogs.events.views.day import control_buttons

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

_AWAY: Final = timedelta(minutes=1)
# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
_STAGE_IS_OPEN: Final = 150_006
_TOPIC: Final = 120


class DayJobs:
    """Handles the jobs of the day of an event."""

    def __init__(
        self, bot: Steward, days: DayService, counted: AttendanceService, reach: Reach
    ) -> None:
        self._bot = bot
        self._days = days
        self._counted = counted
        self._reach = reach

    async def look(self, job: Job) -> None:
        """Do what is to be done of an occurrence now, and come again when there is more."""
        while (on := await self._find(job)) is not None:
            guild = self._bot.get_guild(job.guild_id)
            if guild is None:
                raise Postpone(self._bot.clock.now() + _AWAY, anew=False)
            now = self._bot.clock.now()
            step = next_step(on.occurrence, on.day, now, people_in(guild, on.plan.place))
            if step is None or not is_of(job, on.occurrence):
                return
            await self._do(job, guild, on, step)

    async def stage(self, job: Job) -> None:
        """Open or close the stage that an event is on, as far as the bot may."""
        on = await self._find(job)
        guild = self._bot.get_guild(job.guild_id)
        if on is None or guild is None:
            return
        stage = guild.get_channel(on.plan.place.channel_id or 0)
        if not isinstance(stage, discord.StageChannel):
            return
        try:
            if job.payload["open"]:
                await stage.create_instance(topic=on.plan.name[:_TOPIC])
            elif stage.instance is not None:
                await stage.instance.delete()
        except discord.NotFound:
            _log.info("stage of an event is closed already", guild_id=guild.id)
        except discord.Forbidden:
            locale, is_open = str(guild.preferred_locale), bool(job.payload["open"])
            await self._tell_hosts(job, guild, on, stage_text(on.plan, stage, locale, is_open))
        except discord.HTTPException as error:
            if error.code != _STAGE_IS_OPEN:
                raise

    async def count(self, job: Job) -> None:
        """Write down who was there, and let other features hear that an event is over."""
        event_id, number = int(job.payload["event"]), int(job.payload["number"])
        told = await self._counted.count(job.guild_id, event_id, number)
        if told is not None:
            await self._bot.signals.send(EventEnded(job.guild_id, event_id, number))

    async def _find(self, job: Job) -> OnTheDay | None:
        event_id, number = int(job.payload["event"]), int(job.payload["number"])
        return await self._days.find(job.guild_id, event_id, number)

    async def _do(self, job: Job, guild: discord.Guild, on: OnTheDay, step: Step) -> None:
        named = (guild.id, on.occurrence.event_id, on.occurrence.number)
        match step.act:
            case Act.WAIT:
                await self._days.quiet(on, step.quiet_since)
                raise Postpone(step.at, anew=False)
            case Act.PREPARE:
                if await self._bot.feature_switch.is_on(guild.id, FEATURE):
                    await self._prepare(job, guild, on)
                await self._days.ready(on.occurrence)
            case Act.OPEN:
                await self._days.open(*named, step.at)
            case Act.CLOSE:
                await self._days.close(*named, step.at)

    async def _prepare(self, job: Job, guild: discord.Guild, on: OnTheDay) -> None:
        locale = str(guild.preferred_locale)
        thread = await self._reach.thread(guild, on.plan, on.occurrence)
        if thread is not None:
            text = thread_text(on.plan, on.occurrence, locale)
            try:
                await self._bot.delivery.deliver(job, thread, content=text, part="thread")
            except (discord.Forbidden, discord.NotFound) as error:
                _log.info("thread of an event not opened", guild_id=guild.id, code=error.code)
        text = hosts_text(on.plan, on.occurrence, locale)
        await self._tell_hosts(job, guild, on, text, lambda: control_buttons(on, locale))

    async def _tell_hosts(
        self,
        job: Job,
        guild: discord.Guild,
        on: OnTheDay,
        text: str,
        view: MakeView = lambda: None,
    ) -> None:
        for host_id in dict.fromkeys((on.plan.host_id, *on.plan.cohosts)):
            host = await member_of(guild, host_id) if host_id is not None else None
            if host is not None:
                await self._reach.tell(
                    job, host, on.plan, on.occurrence, text, view=view, part=f"{host.id}:"
                )


def people_in(guild: discord.Guild, place: Place) -> int | None:
    """Return how many humans are in the channel of an event, None where that cannot be seen."""
    channel = guild.get_channel(place.channel_id or 0)
    if not isinstance(channel, discord.VoiceChannel | discord.StageChannel):
        return None
    found = [guild.get_member(member_id) for member_id in channel.voice_states]
    return sum(member is None or not member.bot for member in found)
