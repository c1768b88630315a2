"""Greeting newcomers: one durable job a membership, paced, ended once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.db.types import from_micros, to_micros
from bot.feature_switch import FeatureSwitch
from bot.guild_settings import GuildSettings as Store
from bot.jobs import Job, JobRunner
from bot.ledger.forgotten import not_to_be_written
from bot.signals import MemberWelcomed, Signals, WelcomeOutcome
from cogs.onboarding.domain.steps import Membership
from cogs.onboarding.repository import contacts, newcomers
from cogs.onboarding.repository.contacts import Reach
from cogs.onboarding.repository.newcomers import Begun, Known, Standing
from cogs.onboarding.settings import GuildSettings, Settings

FEATURE = "onboarding"
WELCOME = "onboarding-welcome"
GATHERED = "onboarding-gathered"
NUDGE = "onboarding-nudge"
RESEND = "onboarding-resend"
# Mentions in one message: enough for a wave, few enough to be read.
BATCH = 20
# Memberships in one transaction.
_AT_ONCE = 200
# Who joined while the bot was away longer than this is not surprised with a greeting any more.
CATCH_UP = timedelta(days=1)
# A member who never ends Discord's own onboarding is greeted all the same.
ONBOARDING_WAIT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A membership that was seen.

    ``ready``: screening, and Discord's own onboarding, are behind them. ``settling``: only
    Discord's own onboarding is not, which is not waited for without end.
    """

    membership: Membership
    ready: bool
    settling: bool = False


def membership_of(job: Job) -> Membership:
    """Return the membership that a job of this feature is about."""
    return Membership(job.guild_id, int(job.payload["member"]), from_micros(job.payload["joined"]))


class WelcomeService:
    """Use cases of the greeting; ``pace`` are the operator's settings."""

    def __init__(
        self,
        database: Database,
        jobs: JobRunner,
        store: Store,
        switch: FeatureSwitch,
        signals: Signals,
        clock: Clock,
        pace: Settings,
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._store = store
        self._switch = switch
        self._signals = signals
        self._clock = clock
        self.pace = pace

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return the guild's settings; a feature that is off greets nobody."""
        settings = await self._store.get(guild_id, GuildSettings)
        quiet = settings.mode == "off" and settings.rejoin_roles == "none"
        if not quiet and not await self._switch.is_on(guild_id, FEATURE):
            return settings.model_copy(update={"mode": "off", "rejoin_roles": "none"})
        return settings

    async def arrived(self, guild_id: int, arrivals: Sequence[Arrival]) -> None:
        """Take memberships that are seen, again or for the first time.

        Each is written down once, and greeted once it is ready for that.
        """
        settings = await self.settings(guild_id)
        # In one order everywhere, so that two transactions cannot wait for each other.
        arrivals = sorted(
            arrivals, key=lambda one: (one.membership.joined_at, one.membership.member_id)
        )
        off: list[Membership] = []
        for first in range(0, len(arrivals), _AT_ONCE):
            async with self._database.begin() as connection:
                some = arrivals[first : first + _AT_ONCE]
                off += await self._arrive(connection, guild_id, some, settings)
        for membership in off:
            await self._announce(membership, WelcomeOutcome.OFF)
        self._jobs.wake()

    async def _arrive(
        self,
        connection: AsyncConnection,
        guild_id: int,
        arrivals: Sequence[Arrival],
        settings: GuildSettings,
    ) -> list[Membership]:
        """Return those whose greeting ended at once, because the server greets nobody."""
        now = self._clock.now()
        memberships = [arrival.membership for arrival in arrivals]
        joined = {one.member_id: one.joined_at for one in memberships}
        refused = await not_to_be_written(connection, guild_id, joined)
        known = await newcomers.known(connection, guild_id, memberships)
        seen = [
            (arrival, one, settings.mode != "off" or self._gives_roles(one, settings))
            for arrival, one in zip(arrivals, known, strict=True)
            if one.membership.member_id not in refused
        ]
        begun = [
            Begun(
                one.membership,
                one.returning,
                screened_at=now if arrival.ready else None,
                outcome=WelcomeOutcome.OFF if arrival.ready and not greeted else None,
            )
            for arrival, one, greeted in seen
        ]
        new = await newcomers.add(connection, guild_id, begun)
        off = []
        for arrival, one, greeted in seen:
            is_new = one.membership in new
            if not arrival.ready:
                if is_new and arrival.settling and greeted:
                    due = now + ONBOARDING_WAIT
                    await self._schedule(connection, one.membership, WELCOME, due)
            elif is_new or await self._passes(connection, one, now):
                if greeted:
                    await self._greet_in_turn(connection, one.membership, now)
                elif is_new or await newcomers.conclude(
                    connection, one.membership, WelcomeOutcome.OFF, now
                ):
                    off.append(one.membership)
        return off

    @staticmethod
    def _gives_roles(one: Known, settings: GuildSettings) -> bool:
        return one.returning and settings.rejoin_roles != "none"

    @staticmethod
    async def _passes(connection: AsyncConnection, one: Known, now: datetime) -> bool:
        return not one.screened and await newcomers.pass_screening(connection, one.membership, now)

    async def _greet_in_turn(
        self, connection: AsyncConnection, membership: Membership, now: datetime
    ) -> None:
        interval = timedelta(seconds=self.pace.dm_interval_s)
        due = await newcomers.reserve(connection, membership.guild_id, now, interval)
        await self._schedule(connection, membership, WELCOME, due)

    async def _schedule(
        self, connection: AsyncConnection, membership: Membership, kind: str, due: datetime
    ) -> None:
        key = _key(kind, membership)
        payload = {"member": membership.member_id, "joined": to_micros(membership.joined_at)}
        store, guild_id = self._jobs.store, membership.guild_id
        new = await store.schedule(
            connection, guild_id, kind, due, payload, key, member_id=membership.member_id
        )
        if not new:
            # It waits for Discord's own onboarding, which is behind them now.
            await store.reschedule(connection, guild_id, key, due)

    async def begin_resend(self, guild_id: int, member_id: int, interaction_id: int) -> Job:
        """Write down that somebody is being greeted again by hand; return the job of it."""
        payload = {"member": member_id, "batch": secrets.token_hex(8)}
        key = f"{RESEND}:{interaction_id}"
        async with self._database.begin() as connection:
            return await self._jobs.store.begin(
                connection, guild_id, RESEND, payload, key, member_id=member_id
            )

    async def end_resend(self, job: Job) -> None:
        """Write down that it was done, or failed and this was said."""
        async with self._database.begin() as connection:
            await self._jobs.store.cancel(connection, job.guild_id, job.key)

    async def release(self, guild_id: int) -> None:
        """Let greetings that waited, for a raid say, be due again, one after the other."""
        now = self._clock.now()
        async with self._database.begin() as connection:
            for membership in await newcomers.unwelcomed(connection, guild_id, now - CATCH_UP):
                interval = timedelta(seconds=self.pace.dm_interval_s)
                due = await newcomers.reserve(connection, guild_id, now, interval)
                key = _key(WELCOME, membership)
                await self._jobs.store.reschedule(connection, guild_id, key, due)
        self._jobs.wake()

    async def next_place(self, guild_id: int) -> datetime:
        """Take the guild's next place in the row of greetings; return when it is due."""
        interval = timedelta(seconds=self.pace.dm_interval_s)
        async with self._database.begin() as connection:
            return await newcomers.reserve(connection, guild_id, self._clock.now(), interval)

    async def standing(self, membership: Membership) -> Standing | None:
        """Return where a newcomer stands."""
        async with self._database.read() as connection:
            return await newcomers.standing(connection, membership)

    async def latest(self, guild_id: int, member_id: int) -> Standing | None:
        """Return where somebody's last membership stands."""
        async with self._database.read() as connection:
            return await newcomers.latest(connection, guild_id, member_id)

    async def reach(self, guild_id: int, member_id: int) -> Reach:
        """Return how somebody can be reached; closed direct messages are forgotten in time."""
        async with self._database.read() as connection:
            reach = await contacts.reach(connection, guild_id, member_id)
        kept = timedelta(days=self.pace.closed_dms_days)
        if reach.closed_at is not None and self._clock.now() - reach.closed_at >= kept:
            return Reach(reach.muted_at)
        return reach

    async def is_watched(self, guild_id: int, member_id: int) -> bool:
        """Tell whether what happens with a member now may be written down."""
        async with self._database.read() as connection:
            now = self._clock.now()
            return not await not_to_be_written(connection, guild_id, {member_id: now})

    async def unwilling(self, guild_id: int, memberships: Sequence[Membership]) -> list[Membership]:
        """Return those, some hundreds at most, who switched tracking off or want no greeting."""
        now = self._clock.now()
        member_ids = [one.member_id for one in memberships]
        async with self._database.read() as connection:
            moments = dict.fromkeys(member_ids, now)
            unwilling = await not_to_be_written(connection, guild_id, moments)
            unwilling |= await contacts.muted(connection, guild_id, member_ids)
        return [one for one in memberships if one.member_id in unwilling]

    async def note_closed(self, guild_id: int, member_id: int, *, closed: bool) -> None:
        """Remember whether somebody takes direct messages; that they do not is watched."""
        async with self._database.begin() as connection:
            now = self._clock.now()
            at = now if closed else None
            if closed and await not_to_be_written(connection, guild_id, {member_id: now}):
                return
            await contacts.note_closed(connection, guild_id, member_id, at)

    async def mute(self, guild_id: int, member_id: int, *, muted: bool) -> None:
        """Remember whether somebody wants no more of these messages."""
        async with self._database.begin() as connection:
            at = self._clock.now() if muted else None
            await contacts.mute(connection, guild_id, member_id, at)

    async def note_nudge(self, membership: Membership) -> None:
        """Write down that a newcomer was reminded."""
        async with self._database.begin() as connection:
            await newcomers.note_nudge(connection, membership, self._clock.now())

    async def queue(self, membership: Membership) -> datetime:
        """Let a newcomer wait for a greeting in the welcome channel; return until when."""
        now = self._clock.now()
        async with self._database.begin() as connection:
            await newcomers.queue(connection, membership, now)
        return now + timedelta(seconds=self.pace.gather_s)

    async def gather(self, membership: Membership) -> None:
        """Hand a waiting newcomer over to a greeting of several, which has a job of its own.

        A new one is made of those who wait the longest. What once belongs together stays so,
        whatever ends in between: the same greeting is then sent, or found, again.
        """
        guild_id = membership.guild_id
        async with self._database.begin() as connection:
            while True:
                known = await newcomers.standing(connection, membership)
                if known is None:
                    return
                batch = known.batch or secrets.token_hex(8)
                if known.batch is None and not await newcomers.take_batch(
                    connection, guild_id, batch, BATCH
                ):
                    return
                await self._jobs.store.schedule(
                    connection,
                    guild_id,
                    GATHERED,
                    self._clock.now(),
                    {"batch": batch},
                    f"{GATHERED}:{batch}",
                )
                if known.batch is not None:
                    break
        self._jobs.wake()

    async def gathered(self, guild_id: int, batch: str) -> list[Standing]:
        """Return who belongs to a greeting of several, in the order of joining."""
        async with self._database.read() as connection:
            return await newcomers.in_batch(connection, guild_id, batch)

    async def conclude(self, memberships: list[Membership], outcome: WelcomeOutcome) -> None:
        """Write down how greetings of one guild ended; announce those that had not ended before."""
        if not memberships:
            return
        now = self._clock.now()
        ended: list[Membership] = []
        hours = 0
        if outcome in _NUDGED:
            hours = (await self.settings(memberships[0].guild_id)).nudge_after_hours
        async with self._database.begin() as connection:
            for membership in memberships:
                if not await newcomers.conclude(connection, membership, outcome, now):
                    continue
                ended.append(membership)
                if hours:
                    due = now + timedelta(hours=hours)
                    await self._schedule(connection, membership, NUDGE, due)
        for membership in ended:
            await self._announce(membership, outcome)
        if ended:
            self._jobs.wake()

    async def _announce(self, membership: Membership, outcome: WelcomeOutcome) -> None:
        await self._signals.send(MemberWelcomed(membership.guild_id, membership.member_id, outcome))


def _key(kind: str, membership: Membership) -> str:
    return f"{kind}:{membership.member_id}:{to_micros(membership.joined_at)}"


# Only who takes direct messages is reminded, and nobody whom the server does not write to.
_NUDGED = {WelcomeOutcome.DM}
