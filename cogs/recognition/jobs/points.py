"""Computing points anew after a change of settings, and dropping what is long over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.jobs import Job, Postpone
from cogs.recognition.service.awarding import Awarding
from cogs.recognition.service.kudos import KudosService
from cogs.recognition.service.levels import LevelService
from cogs.recognition.service.queue import EVERY

if TYPE_CHECKING:
    from bot.client import Steward


class PointsJobs:
    """Handles the jobs of kinds ``recognition-recount`` and ``recognition-upkeep``."""

    def __init__(
        self, bot: Steward, levels: LevelService, kudos: KudosService, awarding: Awarding
    ) -> None:
        self._bot = bot
        self._levels = levels
        self._kudos = kudos
        self._awarding = awarding

    async def recount(self, job: Job) -> None:
        """Apply the settings of now to the past."""
        await self._levels.recount(job.guild_id)

    async def upkeep(self, job: Job) -> None:
        """Drop what is long over, and see to what was missed; comes again each day."""
        days = self._bot.settings.ledger.retention_days
        await self._levels.upkeep(job.guild_id, timedelta(days=days))
        await self._kudos.upkeep(job.guild_id)
        await self._awarding.upkeep(job.guild_id)
        raise Postpone(self._bot.clock.now() + EVERY)
