"""Buddies: volunteers who take a newcomer by the hand."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from bot.clock import Clock
from bot.db import Database
from bot.deeds import Deed, DeedKind
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from bot.ports import DeedBook, Ports
from bot.windows import day_start, local_day
from cogs.onboarding.domain.pairing import choose
from cogs.onboarding.repository import buddies
from cogs.onboarding.repository.buddies import Pair

TELL_BUDDY = "onboarding-buddy"
ASK_OUTCOME = "onboarding-outcome"
MET = "met"
OUTCOME_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Paired:
    """A pairing; ``new`` says whether it was made just now."""

    pair: Pair
    new: bool


class NoBuddy(StrEnum):
    """Why nobody could be paired with a newcomer."""

    NOBODY = "nobody"  # nobody volunteers
    ONLY_YOU = "only-you"  # nobody else does
    BUSY = "busy"  # each has met as many newcomers today as they wished for


class BuddyService:
    """Use cases of buddies."""

    def __init__(
        self, database: Database, jobs: JobRunner, store: Store, clock: Clock, ports: Ports
    ) -> None:
        self._ports = ports
        self._database = database
        self._jobs = jobs
        self._store = store
        self._clock = clock

    async def offer(self, guild_id: int, member_id: int, daily_cap: int) -> None:
        """Let somebody volunteer, for at most ``daily_cap`` newcomers a day."""
        async with self._database.begin() as connection:
            await buddies.offer(connection, guild_id, member_id, daily_cap, self._clock.now())

    async def stop(self, guild_id: int, member_id: int) -> bool:
        """Let somebody volunteer no more; return whether they did."""
        async with self._database.begin() as connection:
            return await buddies.stop(connection, guild_id, member_id, self._clock.now())

    async def count(self, guild_id: int) -> int:
        """Return how many volunteers there are."""
        async with self._database.read() as connection:
            return await buddies.count(connection, guild_id)

    async def pair_of(self, guild_id: int, newcomer_id: int) -> Pair | None:
        """Return a newcomer's pairing."""
        async with self._database.read() as connection:
            return await buddies.pair_of(connection, guild_id, newcomer_id)

    async def pair(
        self,
        guild_id: int,
        newcomer_id: int,
        interests: Set[int],
        interests_of: Mapping[int, Set[int]],
    ) -> Paired | NoBuddy:
        """Find a buddy for a newcomer; return the pairing, or why there is none.

        ``interests`` are the newcomer's, ``interests_of`` those of every volunteer who is in
        the server; others are not asked. Who is paired already stays so. The buddy is told,
        and a week later the newcomer is asked how it went, each by a durable job.
        """
        now = self._clock.now()
        zone = await self._store.zone(guild_id)
        today = day_start(local_day(now, zone), zone)
        async with self._database.begin() as connection:
            known = await buddies.pair_of(connection, guild_id, newcomer_id)
            if known is not None:
                return Paired(known, new=False)
            here = [
                replace(one, shared_interests=len(interests & interests_of[one.member_id]))
                for one in await buddies.candidates(connection, guild_id, today)
                if one.member_id in interests_of
            ]
            others = [one for one in here if one.member_id != newcomer_id]
            chosen = choose(others)
            if chosen is None:
                return _why_none(volunteers=bool(here), others=bool(others))
            await buddies.add_pair(connection, guild_id, newcomer_id, chosen.member_id, now)
            for kind, due in ((TELL_BUDDY, now), (ASK_OUTCOME, now + OUTCOME_AFTER)):
                await self._jobs.store.schedule(
                    connection,
                    guild_id,
                    kind,
                    due,
                    {"member": newcomer_id},
                    f"{kind}:{newcomer_id}",
                    member_id=newcomer_id,
                )
        self._jobs.wake()
        return Paired(Pair(newcomer_id, chosen.member_id, now, None), new=True)

    async def note_outcome(self, guild_id: int, newcomer_id: int, outcome: str) -> bool:
        """Write down how it went (``met`` or ``missed``); return whether it was not known.

        Having met is a good deed of the buddy.
        """
        book = self._ports.find(DeedBook)  # type: ignore[type-abstract]
        async with self._database.begin() as connection:
            first = await buddies.note_outcome(connection, guild_id, newcomer_id, outcome)
            pair = await buddies.pair_of(connection, guild_id, newcomer_id)
            if first and pair and outcome == MET and book is not None:
                # Not the newcomer's id: the key stays when they are forgotten.
                key = f"{pair.paired_at:%Y%m%dT%H%M%S%f}"
                deed = Deed(
                    guild_id, DeedKind.BUDDY, key, pair.buddy_id, pair.paired_at, newcomer_id
                )
                await book.note(connection, [deed])
            return first


def _why_none(*, volunteers: bool, others: bool) -> NoBuddy:
    if others:
        return NoBuddy.BUSY
    return NoBuddy.ONLY_YOU if volunteers else NoBuddy.NOBODY
