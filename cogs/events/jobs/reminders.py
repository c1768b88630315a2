"""Reminding those who chose it: each once, and never when it is of no use any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord

from bot.jobs import Job, Postpone
from cogs.events.embeds.day import reminder_text
from cogs.events.jobs.members import may_be_here, member_of
from cogs.events.jobs.reaching import Reach
from cogs.events.service.queue import FEATURE
from cogs.events.service.reminders import CALL, REMINDER, Due, ReminderService
from cogs.events.service.timetable import REMIND

if TYPE_CHECKING:
    from bot.client import Steward

# A message holds more names than are called at once; it would not hold all of a large crowd.
_MOST_NAMES: Final = 60
_AWAY: Final = timedelta(minutes=1)


class ReminderJobs:
    """Handles the jobs of reminders."""

    def __init__(self, bot: Steward, reminders: ReminderService, reach: Reach) -> None:
        self._bot = bot
        self._reminders = reminders
        self._reach = reach

    async def due(self, job: Job) -> None:
        """Let each who chose this reminder have theirs."""
        due = await self._of_use(job, REMIND)
        if due is not None:
            await self._reminders.spread(job, due)

    async def remind(self, job: Job) -> None:
        """Remind one member by direct message, or in the thread where these are closed."""
        due = await self._of_use(job, REMINDER)
        member_id = int(job.payload["member"])
        if due is None or not await self._reminders.still_wants(due, member_id):
            return
        guild = self._guild(job)
        member = await member_of(guild, member_id)
        if member is not None:
            text = reminder_text(due.plan, due.occurrence, str(guild.preferred_locale))
            await self._reach.tell(job, member, due.plan, due.occurrence, text)

    async def call(self, job: Job) -> None:
        """Remind, in the thread, all who chose that."""
        due = await self._of_use(job, CALL)
        if due is None:
            return
        guild = self._guild(job)
        text = reminder_text(due.plan, due.occurrence, str(guild.preferred_locale))
        rooms = await self._reminders.called(due, int(job.payload["rooms"]))
        for number, room in enumerate(rooms):
            here = [member_id for member_id in room if may_be_here(guild, member_id)]
            for first in range(0, len(here), _MOST_NAMES):
                names = here[first : first + _MOST_NAMES]
                part = f"{number}.{first}"
                await self._reach.call(job, due.plan, due.occurrence, names, text, part=part)

    def _guild(self, job: Job) -> discord.Guild:
        guild = self._bot.get_guild(job.guild_id)
        if guild is None:
            raise Postpone(self._bot.clock.now() + _AWAY, anew=False)
        return guild

    async def _of_use(self, job: Job, kind: str) -> Due | None:
        due = await self._reminders.due(job)
        if due is None or not await self._bot.feature_switch.is_on(job.guild_id, FEATURE):
            return None
        if self._reminders.is_late(due):
            self._bot.metrics.jobs.labels(kind, "left out").inc()
            return None
        return due
