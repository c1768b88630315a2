"""The queue of what waits for moderators: reports, holds, appeals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from bot.jobs.job import JobIds
from bot.text.catalogue import ENGLISH, Raw
from bot.text.truncate import truncate
from cogs.moderation.domain.queue import DECIDED, Item, Kind, Refusal, State, refusal, too_long_at
from cogs.moderation.repository import queue
from cogs.moderation.repository.queue import Report
from cogs.moderation.service.care import MUCH, look_soon
from cogs.moderation.service.duty import Carried
from cogs.moderation.service.showing import show_again
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T

CARD: Final = "moderation-queue-card"
TOO_LONG: Final = "moderation-queue-too-long"
OUTCOME: Final = "moderation-queue-outcome"
FORGET: Final = "moderation-queue-forget"
# Shows in its channel what was held back.
RELEASE: Final = "moderation-queue-release"
CONTENT_LIMIT: Final = 4_000
REASON_LIMIT: Final = 500
# So many cards come at once where a channel is chosen; /modqueue has all.
_CARDS: Final = 50
_AN_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What comes into the queue; ``key`` names it in its guild, so that it is there once."""

    guild_id: int
    kind: Kind
    key: str
    target_id: int | None
    content: str
    channel_id: int | None = None
    message_id: int | None = None
    case_number: int | None = None
    acted_by: int | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """What became of a report: the item; whether it, and this member's report of it, are new."""

    item: Item
    first: bool
    counted: bool


def message_key(message_id: int) -> str:
    """Return the key of the item about a message."""
    return f"message:{message_id}"


def job_key(kind: str, item_id: int, member_id: int | None = None) -> str:
    """Return the key of a job about an item."""
    return f"{kind}:{item_id}" if member_id is None else f"{kind}:{item_id}:{member_id}"


class QueueService:
    """Use cases of the queue. Who may use them is checked by the caller."""

    def __init__(self, database: Database, jobs: JobRunner, store: Store, clock: Clock) -> None:
        self._database = database
        self._jobs = jobs
        self._store = store
        self._clock = clock
        self._ids = JobIds(clock)

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return the server's settings."""
        return await self._store.get(guild_id, GuildSettings)

    async def report(
        self, subject: Subject, reporter_id: int, reason: str, *, locale: str = ENGLISH
    ) -> Reported:
        """Take a member's report; several of one message are one item.

        Raises UserError where the member has sent too many within an hour.
        """
        settings = await self.settings(subject.guild_id)
        now = self._clock.now()
        report = Report(reporter_id, truncate(reason.strip(), REASON_LIMIT) if reason else "", now)
        async with self._database.begin() as connection:
            sent = await queue.count_reports_by(
                connection, subject.guild_id, reporter_id, now - _AN_HOUR
            )
            if sent >= settings.reports_an_hour:
                raise UserError(T.say("report-too-many", locale))
            item, first = await self._put(connection, subject, settings, now)
            counted = await queue.add_report(connection, item.guild_id, item.item_id, report)
        self._jobs.wake()
        return Reported(replace(item, reports=item.reports + counted), first, counted)

    async def open(self, subject: Subject) -> tuple[Item, bool]:
        """Put something into the queue that nobody reported; return it, and whether it is new."""
        settings = await self.settings(subject.guild_id)
        async with self._database.begin() as connection:
            found = await self._put(connection, subject, settings, self._clock.now())
        self._jobs.wake()
        return found

    async def put(
        self, connection: AsyncConnection, subject: Subject, settings: GuildSettings
    ) -> tuple[Item, bool]:
        """Do as ``open`` within a transaction; call ``JobRunner.wake`` after it."""
        return await self._put(connection, subject, settings, self._clock.now())

    async def get(self, guild_id: int, item_id: int, *, locale: str = ENGLISH) -> Item:
        """Return an item. Raises UserError where there is none."""
        async with self._database.read() as connection:
            found = await queue.get(connection, guild_id, item_id)
        if found is None:
            raise UserError(T.say("queue-gone", locale))
        return found

    async def find(self, guild_id: int, item_id: int) -> Item | None:
        """Return an item, None where there is none."""
        async with self._database.read() as connection:
            return await queue.get(connection, guild_id, item_id)

    async def reports_of(self, item: Item) -> list[Report]:
        """Return who reported an item and why, oldest first."""
        async with self._database.read() as connection:
            return await queue.reports_of(connection, item.guild_id, item.item_id)

    async def waiting(self, guild_id: int, limit: int = 25) -> tuple[list[Item], int]:
        """Return what is not decided, what waits longest first, and how many there are in all."""
        async with self._database.read() as connection:
            found = await queue.waiting(connection, guild_id, limit=limit)
            return found, await queue.count_waiting(connection, guild_id)

    async def claim(
        self, guild_id: int, item_id: int, who: int, *, others: bool, locale: str = ENGLISH
    ) -> Item:
        """Let a moderator take an item; who has it already keeps it.

        ``others``: another moderator could decide it. Raises UserError where they may not.
        """
        async with self._database.begin() as connection:
            item = await self._mine(connection, guild_id, item_id, who, others, locale)
            if item.claimed_by == who:
                return item
            return await self._give(connection, item, who)

    async def hand_over(
        self, guild_id: int, item_id: int, by: int, to: int | None, *, locale: str = ENGLISH
    ) -> Item:
        """Give an item to another moderator, or back to all (``to`` None).

        Whoever has it may do that, and anyone while nobody has it or it was escalated. Raises
        UserError where it cannot be, or ``to`` could not decide it.
        """
        async with self._database.begin() as connection:
            item = await self._mine(connection, guild_id, item_id, by, False, locale)
            if to is not None:
                unclaimed = replace(item, claimed_by=None)
                _must_not(refusal(unclaimed, to, others=True), item, locale)
            return await self._give(connection, item, to)

    async def decide(
        self,
        guild_id: int,
        item_id: int,
        who: int,
        state: State,
        *,
        others: bool,
        case_number: int | None = None,
        reply: str | None = None,
        release: bool = False,
        locale: str = ENGLISH,
    ) -> Item:
        """Decide an item, once; who reported it, or appealed, is told by durable jobs.

        ``case_number`` is the case that came of a report. ``release``: what was held back is shown
        in its channel, by a durable job too. Raises UserError where ``who`` may
        not decide it, or it is decided.
        """
        if state not in DECIDED:
            raise ValueError(f"{state} decides nothing")
        now = self._clock.now()
        async with self._database.begin() as connection:
            item = await self._mine(connection, guild_id, item_id, who, others, locale)
            since = item.since if item.claimed_by == who else now
            decided = replace(
                item,
                state=state,
                since=since,
                claimed_by=who,
                decided_by=who,
                decided_at=now,
                case_number=item.case_number if case_number is None else case_number,
                reply=reply,
            )
            await queue.change(
                connection,
                guild_id,
                item_id,
                state=state,
                since=since,
                claimed_by=who,
                decided_by=who,
                decided_at=now,
                case_number=decided.case_number,
                reply=reply,
            )
            await self._jobs.store.cancel(connection, guild_id, job_key(TOO_LONG, item_id))
            if release:
                key, payload = job_key(RELEASE, item_id), {"item": item_id}
                await self._jobs.store.schedule(connection, guild_id, RELEASE, now, payload, key)
            await self._tell(connection, decided, now)
            await look_soon(self._jobs.store, connection, guild_id, now)
        self._jobs.wake()
        return decided

    async def _tell(self, connection: AsyncConnection, item: Item, now: datetime) -> None:
        if item.kind is Kind.APPEAL:
            whom = [] if item.target_id is None else [item.target_id]
        else:
            reports = await queue.reports_of(connection, item.guild_id, item.item_id)
            whom = [report.reporter_id for report in reports]
        for member_id in whom:
            await self._jobs.store.schedule(
                connection,
                item.guild_id,
                OUTCOME,
                now,
                {"item": item.item_id, "member": member_id},
                job_key(OUTCOME, item.item_id, member_id),
                member_id=member_id,
            )

    async def warn_of(self, guild_id: int, carried: Carried) -> None:
        """Let it be said, once a day, that somebody carries too much."""
        load, now = carried.load, self._clock.now()
        payload = {
            "member": load.member_id,
            "count": load.things,
            "minutes": load.minutes,
            "night": load.night,
            "strains": [str(one) for one in carried.strains],
        }
        key = f"{MUCH}:{load.member_id}:{now.date()}"
        async with self._database.begin() as connection:
            await self._jobs.store.schedule(
                connection, guild_id, MUCH, now, payload, key, member_id=load.member_id
            )
        self._jobs.wake()

    async def escalate(self, guild_id: int, item_id: int) -> Item | datetime | None:
        """Write down that an item has waited too long, and return it.

        Returns when it will have, where it changed hands meanwhile; None where nothing waits.
        """
        patience = timedelta(minutes=(await self.settings(guild_id)).queue_patience_minutes)
        now = self._clock.now()
        async with self._database.begin() as connection:
            item = await queue.get(connection, guild_id, item_id, lock=True)
            if item is None or item.state in DECIDED or not patience:
                return None
            if too_long_at(item, patience) > now:
                return too_long_at(item, patience)
            if item.escalated_at is None:
                item = replace(item, escalated_at=now)
                await queue.change(connection, guild_id, item_id, escalated_at=now)
            return item

    async def note_card(self, item: Item, channel_id: int, message_id: int) -> None:
        """Write down where an item's card is."""
        async with self._database.begin() as connection:
            await queue.change(
                connection,
                item.guild_id,
                item.item_id,
                card_channel_id=channel_id,
                card_message_id=message_id,
            )

    async def cards_again(self, guild_id: int, channel_id: int) -> None:
        """Let what waits and has no card get one in a channel, where there was none before."""
        now = self._clock.now()
        async with self._database.begin() as connection:
            for item in await queue.waiting(connection, guild_id, limit=_CARDS):
                if item.card_message_id is None:
                    job = (guild_id, CARD, job_key(CARD, item.item_id))
                    payload = {"item": item.item_id}
                    await show_again(self._jobs.store, connection, job, payload, channel_id, now)
        self._jobs.wake()

    async def forget_content(self, guild_id: int, item_id: int) -> datetime | None:
        """Take away what was written; where it is too early, return when it will be time."""
        now = self._clock.now()
        async with self._database.begin() as connection:
            item = await queue.get(connection, guild_id, item_id)
            if item is None or await queue.drop_content(connection, guild_id, item_id, now):
                return None
            return item.content_until

    async def _put(
        self,
        connection: AsyncConnection,
        subject: Subject,
        settings: GuildSettings,
        now: datetime,
    ) -> tuple[Item, bool]:
        item = Item(
            guild_id=subject.guild_id,
            item_id=self._ids.take(),
            kind=subject.kind,
            state=State.OPEN,
            target_id=subject.target_id,
            channel_id=subject.channel_id,
            message_id=subject.message_id,
            case_number=subject.case_number,
            acted_by=subject.acted_by,
            opened_at=now,
            since=now,
            claimed_by=None,
            decided_by=None,
            decided_at=None,
            escalated_at=None,
            content=truncate(subject.content, CONTENT_LIMIT) if subject.content else "",
            content_until=now + timedelta(days=settings.evidence_days),
            reply=None,
            card_channel_id=None,
            card_message_id=None,
            found=subject.found,
        )
        if not await queue.add(connection, item, subject.key):
            known = await queue.by_key(connection, subject.guild_id, subject.key)
            if known is None:
                raise LookupError("an item that is there cannot be read")
            return known, False
        dues = {CARD: now, FORGET: item.content_until}
        if settings.queue_patience_minutes:
            dues[TOO_LONG] = now + timedelta(minutes=settings.queue_patience_minutes)
        for kind, due in dues.items():
            await self._jobs.store.schedule(
                connection,
                item.guild_id,
                kind,
                due,
                {"item": item.item_id},
                job_key(kind, item.item_id),
            )
        return item, True

    async def _mine(
        self,
        connection: AsyncConnection,
        guild_id: int,
        item_id: int,
        who: int,
        others: bool,
        locale: str,
    ) -> Item:
        """Return an item, locked, that ``who`` may take or decide. Raises UserError otherwise."""
        item = await queue.get(connection, guild_id, item_id, lock=True)
        if item is None:
            raise UserError(T.say("queue-gone", locale))
        _must_not(refusal(item, who, others=others), item, locale)
        return item

    async def _give(self, connection: AsyncConnection, item: Item, to: int | None) -> Item:
        state = State.OPEN if to is None else State.CLAIMED
        given = replace(item, state=state, claimed_by=to, since=self._clock.now())
        await queue.change(
            connection,
            item.guild_id,
            item.item_id,
            state=state,
            claimed_by=to,
            since=given.since,
        )
        return given


def _must_not(found: Refusal | None, item: Item, locale: str) -> None:
    if found is None:
        return
    holder = item.decided_by or item.claimed_by
    who = Raw(f"<@{holder}>") if holder else T.say("queue-somebody", locale)
    raise UserError(T.say(f"queue-refused-{found}", locale, who=Raw(who)))
