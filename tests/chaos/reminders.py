"""Reminders of events, answers to them and surveys, under kills and under two owners.

Each who chose a reminder gets it once, in the event's thread where their direct messages are
closed; and there is never a place given too many.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import SystemClock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner, JobState
from bot.signals import Signals
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Kind, Place, Plan
from cogs.events.domain.reminding import By
from cogs.events.domain.rsvp import Answer, Rsvp
from cogs.events.repository import occurrences, plans, rsvps
from cogs.events.service.reminders import CALL, REMINDER
from cogs.events.service.timetable import REMIND, Timetable
from cogs.events.settings import GuildSettings
from tests.chaos.due import all_done, count_jobs
from tests.chaos.figure import Figure, at_least, exactly
from tests.chaos.rsvps import Rsvps
from tests.chaos.stage import Stage
from tests.chaos.surveys import Surveys
from tests.plugins.conform import assert_conforms
from tests.wire.bot_process import BotProcess
from tests.wire.double import MadeGuild
from tests.wire.ids import member_id

KINDS = (REMIND, REMINDER, CALL)
MEMBERS = 60
PEOPLE = 12
# Who of the people of an event wants what: every third one is called in the thread.
_CALLED_EVERY = 3
_ANSWER_S = 0.2
# All of them, one after the other, with the answers as slow as that.
_PATIENCE_S = 180.0
_TEXT = re.compile(r"⏰ \*\*Event (\d+)\*\*")
_MENTION = re.compile(r"<@(\d+)>")


async def run(stage: Stage) -> list[Figure]:
    """Let events begin one after the other while the bot is killed; then under two owners."""
    double = stage.double
    guild = await double.guild(members=MEMBERS, channels=1)
    for method in ("POST", "GET"):
        await double.call(
            "limit", route=f"{method} /channels/{{channel}}/messages", limit=1_000, per_s=1.0
        )
    await double.fault("limit", route="POST /users/@me/channels", limit=1_000, per_s=1.0)
    await double.fault("rest_fault", method="POST", path="/messages", answer_delay_s=_ANSWER_S)
    play = _Play(stage, guild)
    try:
        play.database = await Database.open(stage.database_url)
        # Discord's own events are not what this is about.
        store = Store(play.database, SystemClock(), Signals())
        await store.set(guild.id, GuildSettings, "native", False)
        async with stage.bot(**play.quick) as bot:
            await double.wait_for("connected")
            surveys = Surveys(stage, play.database, guild, event_id=1_004)
            await surveys.begin(list(range(2, stage.size(6, 8))))
            figures = await play.under_kills(bot)
            if stage.full:
                answers = Rsvps(stage, play.database, guild, event_id=1_003)
                await answers.plan()
                figures += await answers.under_kills(bot, MEMBERS)
            figures += await play.under_two_owners(bot, surveys)
    finally:
        await play.database.close()
    await assert_conforms(double)
    return figures


class _Play:
    database: Database

    def __init__(self, stage: Stage, guild: MadeGuild) -> None:
        self._stage = stage
        self._double = stage.double
        self._guild = guild
        self._clock = SystemClock()
        self.quick = {
            "jobs__lease_s": "5",
            "jobs__sweep_interval_s": str(stage.size(0.2, 0.5)),
        }
        self._closed: set[int] = set()
        # By event: who is to get a direct message, and who is to be called in the thread.
        self._messaged: dict[int, set[int]] = {}
        self._called: dict[int, set[int]] = {}

    async def under_kills(self, bot: BotProcess) -> list[Figure]:
        """Kill while reminders are on their way; half of the time nonces are forgotten.

        The first kill also cuts presses on a card off.
        """
        stage, double = self._stage, self._double
        kills, events = stage.size((1, 3), (4, 14))
        chance = stage.chance("reminders")
        for person in range(1, MEMBERS, 7):
            self._closed.add(member_id(person))
            await double.fault("close_dms", user=member_id(person))
        people = stage.size(30, MEMBERS)
        answers = Rsvps(stage, self.database, self._guild, event_id=1_001)
        await answers.plan()
        await self._plan(events, over_s=stage.size(3.0, 1.0))
        unfinished = 0
        for kill in range(kills):
            await double.call("configure", nonce_window_s=(0.0, 180.0)[kill % 2])
            await self._until_sent(4 * (kill + 1))
            await asyncio.sleep(chance.uniform(0.0, 2 * _ANSWER_S))
            if not kill:
                await answers.begin(people)
                await self._until_leased()
            await bot.kill()
            unfinished += await count_jobs(self.database, KINDS, JobState.LEASED)
            await bot.start(ready=False)
        name = f"reminders killed, {stage.dialect}"
        figures = await answers.finish(people)
        if stage.full:
            # In short, what a kill left behind is waited for once, and compared at the end.
            await all_done(self.database, KINDS, _PATIENCE_S)
            figures += await self._compared(name)
        return [
            *figures,
            at_least(f"{name}: jobs that a kill cut off", unfinished, 1),
        ]

    async def under_two_owners(self, first: BotProcess, surveys: Surveys) -> list[Figure]:
        """Let two processes have the same shards, and one of them die."""
        stage = self._stage
        await self._double.call("configure", nonce_window_s=180.0)
        async with stage.bot("second", **self.quick) as second:
            answers = Rsvps(stage, self.database, self._guild, event_id=1_002)
            await answers.plan()
            figures = await answers.under_two_owners(stage.size(30, MEMBERS))
            sent = len(await self._sent())
            await self._plan(stage.size(1, 8), over_s=stage.size(0.5, 5.0))
            await self._until_sent(sent + 2)
            await first.kill()
            await all_done(self.database, KINDS, _PATIENCE_S)
            figures += await surveys.compared(_PATIENCE_S)
            if stage.full:
                await second.stop()
        return figures + await self._compared(f"reminders with two owners, {stage.dialect}")

    async def _until_sent(self, reminders: int) -> None:
        """Wait until so many reminders were sent. Raises TimeoutError."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + 60
        while loop.time() < ends:
            if len(await self._sent()) >= reminders:
                return
            await asyncio.sleep(0.05)
        raise TimeoutError("nobody is reminded")

    async def _until_leased(self) -> None:
        """Wait until some reminder is on its way. Raises TimeoutError."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + 60
        while loop.time() < ends:
            if await count_jobs(self.database, KINDS, JobState.LEASED):
                return
            await asyncio.sleep(0.01)
        raise TimeoutError("no reminder is on its way")

    async def _sent(self) -> list[tuple[int, int, list[int]]]:
        """Return of each reminder its event, its channel, and who is called in it."""
        found = []
        for sent in await self._double.call("sent"):
            text = _TEXT.search(sent["content"])
            if text is not None:
                mentions = [int(one) for one in _MENTION.findall(sent["content"])]
                found.append((int(text[1]), int(sent["channel"]), mentions))
        return found

    async def _plan(self, events: int, *, over_s: float) -> None:
        """Plan events that begin one after the other, with a reminder at the start for each."""
        now = self._clock.now() + timedelta(seconds=self._stage.size(1, 2))
        for place in range(events):
            number = len(self._messaged) + 1
            at = now + timedelta(seconds=over_s * place / events)
            people = [member_id((number * 5 + one) % MEMBERS) for one in range(PEOPLE)]
            called = set(people[::_CALLED_EVERY])
            self._called[number] = called | (set(people) & self._closed)
            self._messaged[number] = set(people) - self._called[number]
            await self._write(number, at, people, called)

    async def _write(self, number: int, at: datetime, people: list[int], called: set[int]) -> None:
        guild, channel = self._guild.id, self._guild.channels[0]
        card = await self._double.call("say", channel=channel, content=f"Card of event {number}")
        plan = Plan(
            guild_id=guild,
            event_id=number,
            name=f"Event {number}",
            kind=Kind.OTHER,
            description="",
            wall_start=at.replace(tzinfo=None),
            zone="UTC",
            duration=timedelta(hours=1),
            place=Place(address="here"),
            created_at=self._clock.now(),
        )
        occurrence = Occurrence(guild, number, 1, at, at, at + plan.duration)
        occurrence = replace(
            occurrence, card_channel_id=channel, card_message_id=int(card["id"]), card_revision=1
        )
        timetable = Timetable(JobRunner(self.database, self._clock), self._clock)
        async with self.database.begin() as connection:
            await plans.put_plan(connection, plan)
            await occurrences.add(connection, occurrence)
            for person in people:
                by = By.THREAD if person in called else By.DM
                rsvp = Rsvp(guild, number, 1, person, Answer.GOING, self._clock.now())
                await rsvps.put_rsvp(connection, replace(rsvp, remind_minutes="0", remind_by=by))
            await timetable.align(connection, occurrence)

    async def _compared(self, name: str) -> list[Figure]:
        messaged: Counter[tuple[int, int]] = Counter()
        called: Counter[tuple[int, int]] = Counter()
        for event, channel, mentions in await self._sent():
            called.update((event, one) for one in mentions)
            if not mentions:
                # Each has one channel for direct messages; whose it is nobody needs to know.
                messaged[event, channel] += 1
        wanted = {(event, one) for event, some in self._called.items() for one in some}
        by_event = Counter(event for event, _ in messaged)
        owed = Counter({event: len(some) for event, some in self._messaged.items()})
        return [
            exactly(f"{name}: messaged twice", messaged.total() - len(messaged), 0),
            exactly(f"{name}: of {owed.total()} not messaged", (owed - by_event).total(), 0),
            exactly(f"{name}: messaged unasked", (by_event - owed).total(), 0),
            exactly(f"{name}: called twice", called.total() - len(called), 0),
            exactly(f"{name}: of {len(wanted)} not called", len(wanted - called.keys()), 0),
            exactly(f"{name}: called unasked", len(called.keys() - wanted), 0),
        ]
