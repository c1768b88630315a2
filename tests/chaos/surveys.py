"""What comes after an event, while the bot is killed: each is asked once, and one report."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

from bot.clock import SystemClock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from bot.signals import Signals
from cogs.events.service.surveys import AFTER, ASK, REPORT, SurveyService
from cogs.events.settings import GuildSettings
from tests.chaos.due import all_done
from tests.chaos.figure import Figure, exactly
from tests.chaos.stage import Stage
from tests.cogs.events.afterkit import held, plan, write
from tests.wire.double import MadeGuild
from tests.wire.ids import member_id

_ASKED = re.compile(r"You were at \*\*Games that are over\*\*")
_MINUTES = 50


class Surveys:
    """An event that is just over, which these people came to."""

    def __init__(self, stage: Stage, database: Database, guild: MadeGuild, event_id: int) -> None:
        self._stage = stage
        self._database = database
        self._guild = guild
        self._event_id = event_id
        self._people = 0

    async def begin(self, people: list[int]) -> None:
        """Let it be written down who came; what comes after is due from then on."""
        clock, guild_id = SystemClock(), self._guild.id
        store = Store(self._database, clock, Signals())
        await store.set(guild_id, GuildSettings, "survey_after_minutes", "0")
        await store.set(guild_id, GuildSettings, "report_channel_id", str(self._guild.channels[0]))
        surveys = SurveyService(self._database, store, clock, JobRunner(self._database, clock))
        of = plan(self._event_id, guild_id, name="Games that are over")
        over = held(of, at=clock.now() - timedelta(hours=2))
        self._people = len(people)
        stayed = {member_id(one): _MINUTES for one in people}
        async with self._database.begin() as connection:
            await write(connection, of, over, stayed=stayed)
            await surveys.schedule(connection, over)

    async def compared(self, patience_s: float) -> list[Figure]:
        """Wait until all of it is done, and count."""
        await all_done(self._database, (AFTER, ASK, REPORT), patience_s)
        sent = await self._stage.double.call("sent")
        # Each has one channel for direct messages; whose it is nobody needs to know.
        asked = Counter(one["channel"] for one in sent if _ASKED.search(one["content"]))
        desk = self._guild.channels[0]
        reports = [one for one in sent if int(one["channel"]) == desk and one["embeds"]]
        name = f"after an event, {self._stage.dialect}"
        return [
            exactly(f"{name}: members asked", len(asked), self._people),
            exactly(f"{name}: asked twice", asked.total() - len(asked), 0),
            exactly(f"{name}: reports", len(reports), 1),
        ]
