"""Raids: seen as they come, written down with all that is done about them, and ended once.

What a measure changes is written down, with what it was before, before Discord is asked; it is
marked undone after Discord has put it back. Both can be asked twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from cogs.moderation.domain.actions import Action
from cogs.moderation.domain.raids import (
    MOST,
    REMEMBERED,
    SMALLEST,
    Arrival,
    Cluster,
    Limits,
    Trait,
    clusters,
    is_raid,
    numbered,
)
from cogs.moderation.repository import cases as ledger
from cogs.moderation.repository import channels, raids
from cogs.moderation.repository.raids import Done, Measure, Raid, Raider, Taken
from cogs.moderation.service.cases import Cases, NewCase
from cogs.moderation.service.channels import REOPEN
from cogs.moderation.service.raid_begin import ALERT, begin_raid
from cogs.moderation.service.showing import show_again
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T

# Makes the server what it was before.
END: Final = "moderation-raid-end"
# Says that it is over, to whoever waited for that.
OVER: Final = "moderation-raid-over"
# Does to the accounts of a cluster what a moderator asked for.
SWEEP: Final = "moderation-raid-sweep"
UNDO_WITHIN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of a raid, or of the last hour where ``raid`` is None.

    ``joins``: in the last minute, and in the last hour.
    """

    raid: Raid | None
    raiders: list[Raider]
    measures: list[Taken]
    joins: tuple[int, int]
    clusters: list[Cluster]


class RaidService:
    """Use cases of raids; the arrivals of the last hour are in memory, the rest is durable."""

    def __init__(
        self, database: Database, jobs: JobRunner, cases: Cases, store: Store, clock: Clock
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._cases = cases
        self._store = store
        self._clock = clock
        self._arrivals: dict[int, deque[Arrival]] = {}

    # -- seeing it ----------------------------------------------------------------------------

    async def is_raided(self, guild_id: int) -> bool:
        """Tell whether a raid is on, also while it is being ended."""
        return await self.active(guild_id) is not None

    async def active(self, guild_id: int) -> Raid | None:
        """Return the raid that is on, also while it is being ended."""
        async with self._database.read() as connection:
            return await raids.active(connection, guild_id)

    def knows(self, guild_id: int) -> bool:
        """Tell whether the arrivals of the last hour are known here."""
        return guild_id in self._arrivals

    def remember(self, guild_id: int, arrivals: Iterable[Arrival]) -> None:
        """Remember who came, in the order of their coming; older ones are forgotten."""
        kept = self._arrivals.setdefault(guild_id, deque(maxlen=MOST))
        known = {one.member_id for one in kept}
        kept.extend(one for one in arrivals if one.member_id not in known)
        since = self._clock.now() - REMEMBERED
        while kept and kept[0].joined_at <= since:
            kept.popleft()

    def arrivals(self, guild_id: int) -> list[Arrival]:
        """Return who came within the hour, in order, the latest ``MOST``."""
        since = self._clock.now() - REMEMBERED
        return [one for one in self._arrivals.get(guild_id, ()) if one.joined_at > since]

    async def limits(self, guild_id: int) -> Limits:
        """Return from when on it is a raid here; ``joins`` 0: only where a moderator says so."""
        settings = await self._store.get(guild_id, GuildSettings)
        return Limits(
            settings.raid_joins,
            timedelta(seconds=settings.raid_window_s),
            timedelta(days=settings.raid_new_days),
        )

    async def look(self, guild_id: int) -> Raid | None:
        """Look at who came: begin a raid where it is one, add them to the one that is on."""
        limits, came = await self.limits(guild_id), self.arrivals(guild_id)
        if not limits.joins or len(came) < SMALLEST:
            return None
        raid = await self.active(guild_id)
        if raid is None and len(came) < limits.joins:
            return None
        found = clusters(came, limits)
        if raid is None and is_raid(came, found, limits, self._clock.now()):
            reason = T.plain("raid-seen", count=len(came))
            raid, _ = await self.begin(guild_id, None, reason)
        if raid is not None and raid.ending_at is None:
            await self._gather(raid, found)
        return raid

    async def same_texts(self, guild_id: int, member_ids: Collection[int]) -> Raid | None:
        """Take in that these members each wrote nearly the same just now.

        It begins a raid where they are as many as the server says. Returns the raid that is on.
        """
        settings = await self._store.get(guild_id, GuildSettings)
        raid = await self.active(guild_id)
        few = not settings.raid_texts or len(member_ids) < settings.raid_texts
        if len(member_ids) < SMALLEST or (raid is None and few):
            return raid
        if raid is None:
            reason = T.plain("raid-texts-seen", count=len(member_ids))
            raid, _ = await self.begin(guild_id, None, reason)
        if raid.ending_at is None:
            alike = Cluster(frozenset(member_ids), frozenset({Trait.TEXT}))
            await self._gather(raid, [alike])
        return raid

    async def begin(self, guild_id: int, by: int | None, reason: str) -> tuple[Raid, bool]:
        """Begin a raid, with the case of ``by`` (None: Steward saw it) and the jobs that end it.

        Returns the raid that is on, and whether this began it.
        """
        known = await self.active(guild_id)
        if known is not None:
            return known, False
        begun = await begin_raid(self._cases, self._jobs.store, guild_id, by, reason)
        if isinstance(begun, Raid):
            return begun, False
        async with self._database.read() as connection:
            raid = await raids.get(connection, guild_id, begun)
        if raid is None:
            raise RuntimeError("a raid that was just written down is not there")
        return raid, True

    async def _gather(self, raid: Raid, found: Sequence[Cluster]) -> None:
        traits = {member: one.traits for one in found for member in one.members}
        async with self._database.begin() as connection:
            await ledger.lock(connection, raid.guild_id)
            known = {
                one.member_id: one
                for one in await raids.raiders(connection, raid.guild_id, raid.number)
            }
            numbers = numbered({key: one.cluster for key, one in known.items()}, found)
            changed = {
                key: (numbers[key], traits[key])
                for key in traits
                if key not in known
                or (known[key].cluster, known[key].traits) != (numbers[key], traits[key])
            }
            await raids.put_raiders(connection, raid.guild_id, raid.number, changed)
            if traits.keys() - known.keys():
                await raids.change(
                    connection, raid.guild_id, raid.number, last_at=self._clock.now()
                )

    async def picture(self, guild_id: int, number: int | None = None) -> Picture:
        """Return what is known of a raid; ``number`` None: of the one that is on, if any."""
        async with self._database.read() as connection:
            if number is None:
                raid = await raids.active(connection, guild_id)
            else:
                raid = await raids.get(connection, guild_id, number)
            members, taken = [], []
            if raid is not None:
                members = await raids.raiders(connection, guild_id, raid.number)
                taken = await raids.measures(connection, guild_id, raid.number)
        came, now = self.arrivals(guild_id), self._clock.now()
        minute = sum(one.joined_at > now - timedelta(minutes=1) for one in came)
        found = clusters(came, await self.limits(guild_id)) if raid is None else []
        return Picture(raid, members, taken, (minute, len(came)), found)

    async def alerted(self, guild_id: int, number: int, channel_id: int, message_id: int) -> None:
        """Write down where the alert is."""
        async with self._database.begin() as connection:
            await raids.change(
                connection, guild_id, number, channel_id=channel_id, message_id=message_id
            )

    async def alert_again(self, guild_id: int, channel_id: int) -> None:
        """Let the alert of the raid that is on come to a channel, where none could be shown."""
        raid = await self.active(guild_id)
        if raid is None or raid.ending_at is not None or raid.message_id is not None:
            return
        async with self._database.begin() as connection:
            await show_again(
                self._jobs.store,
                connection,
                (guild_id, ALERT, f"{ALERT}:{raid.number}"),
                {"raid": raid.number},
                channel_id,
                self._clock.now(),
            )
        self._jobs.wake()

    # -- ending it ----------------------------------------------------------------------------

    async def ask_end(self, guild_id: int, number: int, by: int | None) -> bool:
        """Let a durable job end a raid; False where that was asked before. ``by``: None: quiet."""
        async with self._database.begin() as connection:
            await ledger.lock(connection, guild_id)
            raid = await raids.get(connection, guild_id, number)
            if raid is None or raid.ending_at is not None:
                return False
            now = self._clock.now()
            await raids.change(connection, guild_id, number, ending_at=now, ended_by=by)
            await self._schedule(connection, guild_id, END, now, number)
        self._jobs.wake()
        return True

    async def ended(self, raid: Raid) -> None:
        """Write down that a raid is over; a durable job says so to whoever waited for that."""
        guild_id, number, now = raid.guild_id, raid.number, self._clock.now()
        async with self._database.begin() as connection:
            await raids.change(connection, guild_id, number, ended_at=now)
            await self._schedule(connection, guild_id, OVER, now, number)
        self._jobs.wake()

    async def note_end(self, guild_id: int, number: int) -> None:
        """Write down, once, the case of a raid that is over."""
        raid = (await self.picture(guild_id, number)).raid
        await self._cases.record(
            NewCase(
                guild_id=guild_id,
                action=Action.RAID,
                moderator_id=raid.ended_by if raid is not None else None,
                reason=T.plain("raid-over-reason", number=number),
                # No entry of Discord's has such a number: this one ends that case, once.
                audit_entry_id=-number,
            )
        )

    # -- measures -----------------------------------------------------------------------------

    async def take(self, raid: Raid, taken: Taken) -> Taken | None:
        """Write a measure down before it is taken; None where it is taken already.

        Where one of an earlier raid still stands, what was before that one is what was before.
        """
        async with self._database.begin() as connection:
            await ledger.lock(connection, raid.guild_id)
            now = self._clock.now()
            for number, old in await raids.standing(
                connection, raid.guild_id, taken.kind, raid.number
            ):
                taken = Taken(taken.kind, taken.case_number, old.before, taken.after, None)
                await raids.change_measure(
                    connection, raid.guild_id, number, taken.kind, undone_at=now
                )
            new = await raids.add_measure(connection, raid.guild_id, raid.number, taken, now)
        return taken if new else None

    async def refused(self, raid: Raid, kind: Measure) -> None:
        """Forget a measure that Discord refused."""
        async with self._database.begin() as connection:
            await raids.drop_measure(connection, raid.guild_id, raid.number, kind)

    async def renewed(self, raid: Raid, kind: Measure, after: object) -> None:
        """Write down what a measure is to be from now on, before it is."""
        async with self._database.begin() as connection:
            await raids.change_measure(connection, raid.guild_id, raid.number, kind, after=after)

    async def reopen(self, raid: Raid, taken: Taken) -> None:
        """Let a durable job open the channels that a measure closed, and write that down."""
        now, number = self._clock.now(), taken.case_number
        async with self._database.begin() as connection:
            if await channels.of_case(connection, raid.guild_id, number):
                await self._jobs.store.schedule(
                    connection,
                    raid.guild_id,
                    REOPEN,
                    now,
                    {"case": number},
                    f"{REOPEN}:{number}:raid",
                )
            await raids.change_measure(
                connection, raid.guild_id, raid.number, taken.kind, undone_at=now
            )
        self._jobs.wake()

    async def undone(self, raid: Raid, kind: Measure) -> None:
        """Write down that a measure is undone."""
        now = self._clock.now()
        async with self._database.begin() as connection:
            await raids.change_measure(connection, raid.guild_id, raid.number, kind, undone_at=now)

    # -- accounts -----------------------------------------------------------------------------

    async def raiders(self, guild_id: int, number: int, cluster: int | None = None) -> list[Raider]:
        """Return the accounts of a raid, or of a cluster of it."""
        async with self._database.read() as connection:
            return await raids.raiders(connection, guild_id, number, cluster)

    async def last(self, guild_id: int) -> Raid | None:
        """Return the raid that is on, or else the last one."""
        async with self._database.read() as connection:
            return await raids.latest(connection, guild_id)

    async def want(self, raid: Raid, cluster: int, what: Action, by: int) -> int:
        """Let a durable job quarantine or ban a cluster; return how many accounts are new to it.

        Raises UserError where all of it is done, or asked for.
        """
        column = "quarantine" if what is Action.QUARANTINE else "ban"
        async with self._database.begin() as connection:
            await ledger.lock(connection, raid.guild_id)
            found = await raids.raiders(connection, raid.guild_id, raid.number, cluster)
            ids = [one.member_id for one in found if getattr(one, column) in {None, Done.UNDONE}]
            if not ids:
                raise UserError(T.say("raid-cluster-done", cluster=cluster))
            values = {column: Done.WANTED, f"{column}_case": None}
            await raids.mark(connection, raid.guild_id, raid.number, ids, **values)
            await self._sweep(connection, raid, by)
        self._jobs.wake()
        return len(ids)

    async def want_unban(self, raid: Raid, cluster: int, by: int) -> int:
        """Let a durable job take back the bans of a cluster; return how many.

        Raises UserError where there are none of the last hour.
        """
        since = self._clock.now() - UNDO_WITHIN
        async with self._database.begin() as connection:
            await ledger.lock(connection, raid.guild_id)
            found = await raids.raiders(connection, raid.guild_id, raid.number, cluster)
            ids = [
                one.member_id
                for one in found
                if one.ban is Done.DONE and one.banned_at is not None and one.banned_at > since
            ]
            if not ids:
                raise UserError(T.say("raid-nothing-to-undo"))
            await raids.mark(connection, raid.guild_id, raid.number, ids, ban=Done.UNDO)
            await self._sweep(connection, raid, by)
        self._jobs.wake()
        return len(ids)

    async def mark(self, raid: Raid, member_ids: Iterable[int], **values: object) -> None:
        """Write down what was done to members."""
        async with self._database.begin() as connection:
            await raids.mark(connection, raid.guild_id, raid.number, member_ids, **values)

    async def in_quarantine(self, guild_id: int, member_id: int) -> bool:
        """Tell whether somebody is in quarantine for the raid that is on."""
        async with self._database.read() as connection:
            raid = await raids.active(connection, guild_id)
            if raid is None:
                return False
            return await raids.in_quarantine(connection, guild_id, raid.number, member_id)

    async def _sweep(self, connection: AsyncConnection, raid: Raid, by: int) -> None:
        now = self._clock.now()
        key = f"{SWEEP}:{raid.number}:{by}:{now.timestamp()}"
        payload = {"raid": raid.number, "by": by}
        await self._jobs.store.schedule(
            connection, raid.guild_id, SWEEP, now, payload, key, member_id=by
        )

    async def _schedule(
        self, connection: AsyncConnection, guild_id: int, kind: str, due: datetime, number: int
    ) -> None:
        await self._jobs.store.schedule(
            connection, guild_id, kind, due, {"raid": number}, f"{kind}:{number}"
        )
