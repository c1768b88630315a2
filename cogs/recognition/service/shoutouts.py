"""Use cases of shout-outs: drafting a round, changing it, letting it be posted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.deeds import DeedKind
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings
from bot.jobs import JobRunner
from bot.jobs.recurrence import Weekly
from bot.ledger.transaction import lock_guild
from bot.ports import HostBook
from bot.text.catalogue import ENGLISH
from bot.windows import Window, local_day, zone_named
from cogs.recognition.domain.shoutouts import (
    QUIET_DAYS,
    WEEK,
    Candidate,
    Part,
    State,
    pick,
)
from cogs.recognition.repository import scores
from cogs.recognition.repository import shoutouts as rounds
from cogs.recognition.settings import GuildSettings
from cogs.recognition.texts import T

WEEKLY: Final = "recognition-shoutouts"
POST: Final = "recognition-shoutout-post"
_KEPT_DAYS: Final = 400


@dataclass(frozen=True, slots=True)
class Round:
    """A round: the week that ends before local ``day`` (an ordinal), and who is in it."""

    guild_id: int
    day: int
    state: State
    picks: list[Candidate]


class ShoutoutService:
    """Shout-outs of all guilds. ``hosts`` finds whoever knows of hosts, if anybody does."""

    def __init__(
        self,
        database: Database,
        store: Store,
        clock: Clock,
        jobs: JobRunner,
        hosts: Callable[[], HostBook | None],
    ) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._jobs = jobs
        self._hosts = hosts

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return what the server has set."""
        return await self._store.get(guild_id, GuildSettings)

    # -- when ------------------------------------------------------------------------------

    async def next_due(self, guild_id: int) -> datetime:
        """Return when the next round is due (aware UTC), on or off."""
        settings = await self.settings(guild_id)
        server = await self._store.get(guild_id, ServerSettings)
        weekly = Weekly(
            at=time.fromisoformat(settings.shoutout_time),
            zone=server.zone,
            weekdays=frozenset({settings.shoutout_day}),
        )
        return weekly.next_after(self._clock.now())

    async def keep_going(self, guild_id: int, *, moved: bool = False) -> None:
        """See to it that the next round is due as set; ``moved``: day, time or zone changed."""
        if (await self.settings(guild_id)).shoutout_channel_id is None:
            return  # a job that is there goes on, and does nothing
        due_at = await self.next_due(guild_id)
        async with self._database.begin() as connection:
            store = self._jobs.store
            new = await store.schedule(connection, guild_id, WEEKLY, due_at, {}, WEEKLY)
            if moved and not new:
                await store.reschedule(connection, guild_id, WEEKLY, due_at)
        self._jobs.wake()

    async def day_of(self, guild_id: int, instant: datetime) -> int:
        """Return the local day of an instant: a round of that day tells of the week before."""
        server = await self._store.get(guild_id, ServerSettings)
        return local_day(instant, zone_named(server.zone))

    # -- a round ---------------------------------------------------------------------------

    async def draft(self, guild_id: int, day: int, is_here: Callable[[int], bool]) -> Round:
        """Return the round of ``day``, drafted now where there is none.

        ``is_here`` tells whether a member may be named. One with nobody in it is skipped.
        """
        week = await self._week(guild_id, day)
        hosts = await self._hosted(guild_id, week)
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            if await rounds.state_of(connection, guild_id, day) is None:
                found = await self._candidates(connection, guild_id, week, hosts, is_here)
                picks = pick(found, await rounds.named_lately(connection, guild_id, day))
                state = State.DRAFT if picks else State.SKIPPED
                await rounds.begin(connection, guild_id, day, state, self._clock.now())
                await rounds.add_picks(connection, guild_id, day, picks)
                await rounds.drop_before(connection, guild_id, day - _KEPT_DAYS)
            return await self._round(connection, guild_id, day)

    async def read(self, guild_id: int, day: int, locale: str = ENGLISH) -> Round:
        """Return a round, without who is not to be shown by now. Raises UserError for none."""
        async with self._database.read() as connection:
            if await rounds.state_of(connection, guild_id, day) is None:
                raise UserError(T.say("shoutout-over", locale))
            return await self._round(connection, guild_id, day)

    async def swap(
        self,
        guild_id: int,
        day: int,
        part: Part,
        is_here: Callable[[int], bool],
        locale: str = ENGLISH,
    ) -> Round:
        """Put the next in a part in place of who is in it.

        Raises UserError where there is nobody else, or the round is no draft any more.
        """
        week = await self._week(guild_id, day)
        hosts = await self._hosted(guild_id, week)
        async with self._database.begin() as connection:
            await self._must_be_draft(connection, guild_id, day, locale)
            named = [
                *await rounds.picks_of(connection, guild_id, day),
                *await rounds.picks_of(connection, guild_id, day, kept=False),
            ]
            barred = await rounds.named_lately(connection, guild_id, day)
            barred |= {one.member_id for one in named}
            found = await self._candidates(connection, guild_id, week, hosts, is_here)
            fresh = pick((one for one in found if one.part is part), barred)
            if not fresh:
                raise UserError(T.say("shoutout-nobody-else", locale))
            await rounds.take_out(connection, guild_id, day, part)
            await rounds.add_picks(connection, guild_id, day, fresh)
            return await self._round(connection, guild_id, day)

    async def leave_out(self, guild_id: int, day: int, part: Part, locale: str = ENGLISH) -> Round:
        """Leave a part out. Raises UserError where the round is no draft any more."""
        async with self._database.begin() as connection:
            await self._must_be_draft(connection, guild_id, day, locale)
            await rounds.take_out(connection, guild_id, day, part)
            return await self._round(connection, guild_id, day)

    async def skip(self, guild_id: int, day: int, locale: str = ENGLISH) -> Round:
        """Let nothing be posted. Raises UserError where the round is no draft any more."""
        async with self._database.begin() as connection:
            await self._must_be_draft(connection, guild_id, day, locale)
            await rounds.move(connection, guild_id, day, State.DRAFT, State.SKIPPED)
            return await self._round(connection, guild_id, day)

    async def approve(
        self, guild_id: int, day: int, channel_id: int, locale: str = ENGLISH
    ) -> Round:
        """Let a job post the round to a channel.

        Raises UserError where nobody is in it, or it is no draft any more.
        """
        async with self._database.begin() as connection:
            await self._must_be_draft(connection, guild_id, day, locale)
            if not await rounds.picks_of(connection, guild_id, day):
                raise UserError(T.say("shoutout-empty", locale))
            await rounds.move(connection, guild_id, day, State.DRAFT, State.GOING)
            payload = {"day": day, "channel": channel_id}
            await self._jobs.store.schedule(
                connection, guild_id, POST, self._clock.now(), payload, f"{POST}:{day}"
            )
            found = await self._round(connection, guild_id, day)
        self._jobs.wake()
        return found

    async def posted(self, guild_id: int, day: int, *, anything: bool) -> None:
        """Note that a round is in its channel, or that nobody was left to be named."""
        after = State.POSTED if anything else State.SKIPPED
        async with self._database.begin() as connection:
            await rounds.move(connection, guild_id, day, State.GOING, after)

    # -- inside ----------------------------------------------------------------------------

    async def _must_be_draft(
        self, connection: AsyncConnection, guild_id: int, day: int, locale: str
    ) -> None:
        await lock_guild(connection, guild_id)
        if await rounds.state_of(connection, guild_id, day) is not State.DRAFT:
            raise UserError(T.say("shoutout-over", locale))

    async def _round(self, connection: AsyncConnection, guild_id: int, day: int) -> Round:
        state = await rounds.state_of(connection, guild_id, day)
        picks = await rounds.picks_of(connection, guild_id, day)
        hidden = await scores.hidden_of(connection, guild_id, {one.member_id for one in picks})
        shown = [one for one in picks if one.member_id not in hidden]
        return Round(guild_id, day, state or State.SKIPPED, shown)

    async def _week(self, guild_id: int, day: int) -> Window:
        server = await self._store.get(guild_id, ServerSettings)
        return Window(zone_named(server.zone), day - WEEK, day)

    async def _hosted(self, guild_id: int, week: Window) -> Mapping[int, int]:
        book = self._hosts()
        return {} if book is None else await book.hosted(guild_id, week)

    async def _candidates(
        self,
        connection: AsyncConnection,
        guild_id: int,
        week: Window,
        hosts: Mapping[int, int],
        is_here: Callable[[int], bool],
    ) -> list[Candidate]:
        answered = await rounds.helped(connection, guild_id, week, DeedKind.ANSWER)
        days = await rounds.active_days(connection, guild_id, week, answered)
        quiet = {
            member: people
            for member, people in answered.items()
            if days.get(member, 0) <= QUIET_DAYS
        }
        figures: dict[Part, Mapping[int, int]] = {
            Part.NEWCOMER: await rounds.newcomers(connection, guild_id, week),
            Part.HELPER: await rounds.helped(
                connection, guild_id, week, DeedKind.ANSWER, DeedKind.KUDOS
            ),
            Part.HOST: hosts,
            Part.COMEBACK: await rounds.comebacks(connection, guild_id, week),
            Part.QUIET: quiet,
        }
        found = [
            Candidate(part, member, figure)
            for part, some in figures.items()
            for member, figure in some.items()
            if is_here(member)
        ]
        hidden = await scores.hidden_of(connection, guild_id, {one.member_id for one in found})
        return [one for one in found if one.member_id not in hidden]
