"""Cases: one ledger for all that moderation does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from cogs.moderation.domain.actions import (
    ENDS,
    FAILURE_LIMIT,
    REASON_LIMIT,
    Action,
    Dm,
    Outcome,
)
from cogs.moderation.domain.batches import MANY, WITHIN, batch_at, due_of
from cogs.moderation.domain.case import Case, next_look
from cogs.moderation.domain.strikes import Step, step_due
from cogs.moderation.repository import cases
from cogs.moderation.repository.cases import Change, Filter
from cogs.moderation.service.beginning import NewCase, case_of, cut, escalated
from cogs.moderation.service.care import look_soon
from cogs.moderation.service.voiding import Voided, take_back
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T

__all__ = [
    "AT_ONCE",
    "END",
    "FEATURE",
    "GATHERED",
    "GATHERED_WITHIN",
    "LOG",
    "LOG_BATCH",
    "SAID_WITHIN",
    "AlreadyActedError",
    "Cases",
    "NewCase",
    "Opened",
    "Voided",
]

FEATURE: Final = "moderation"
# Posts a case to the mod log; where nobody said how it went, says so.
LOG: Final = "moderation-log"
# Posts many cases of the same moments together.
LOG_BATCH: Final = "moderation-log-batch"
# Sees how many messages an entry of the audit log gathers.
GATHERED: Final = "moderation-gathered"
# Ends what a case did, or renews it where Discord's own time is too short.
END: Final = "moderation-end"
# An action, the message before it included, takes no longer: discord.py waits for rate limits.
SAID_WITHIN: Final = timedelta(minutes=5)
# Discord gathers what one deletes of another in one entry for some minutes.
GATHERED_WITHIN: Final = timedelta(minutes=6)
# Two moderators who act on one person within this meant the same.
AT_ONCE: Final = timedelta(seconds=30)
_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that was begun.

    ``strikes``: how many the member has now. ``escalation``: the case that follows because they
    added up; it is begun, and is to be acted on, too.
    """

    case: Case
    strikes: int
    escalation: Case | None


class AlreadyActedError(UserError):
    """Somebody did the same to the same person just now: ``case`` is theirs."""

    def __init__(self, case: Case) -> None:
        super().__init__(T.say("already-acted", number=case.number))
        self.case = case


class Cases:
    """Use cases of the ledger of cases."""

    def __init__(self, database: Database, jobs: JobRunner, store: Store, clock: Clock) -> None:
        self._database = database
        self._jobs = jobs
        self._store = store
        self._clock = clock

    async def open(
        self,
        new: NewCase,
        *,
        once_within: timedelta | None = None,
        note: Callable[[AsyncConnection, int], Awaitable[None]] | None = None,
    ) -> Opened:
        """Write down that something is about to be done, with its strikes and what follows.

        Say afterwards with ``done`` how it went; where nobody does, the case says that it was
        interrupted. Numbers have no gaps. ``note`` is given the number and writes down, in the
        same transaction, whose case it is: whoever goes on after a crash finds it. Raises
        AlreadyActedError, and writes nothing down, where the same was done to the same person
        ``once_within``.
        """
        settings = await self._store.get(new.guild_id, GuildSettings)
        async with self._database.begin() as connection:
            await cases.lock(connection, new.guild_id)
            now = self._clock.now()
            if once_within is not None and new.target_id is not None:
                known = await cases.since(
                    connection, new.guild_id, new.target_id, [new.action], now - once_within
                )
                if known is not None:
                    raise AlreadyActedError(known)
            before = await self._strikes(connection, new.guild_id, new.target_id, now)
            number = await cases.next_number(connection, new.guild_id)
            case = case_of(new, number, now, settings)
            await self._begin(connection, case)
            if note is not None:
                await note(connection, number)
            if case.rule is not None:
                case = await self._known(connection, new.guild_id, number)
            after = before + case.strikes
            follows = None
            step = step_due(settings.steps(), before, after, Step(0, new.action, new.duration))
            if step is not None and new.target_id is not None:
                follows = escalated(
                    case, await cases.next_number(connection, new.guild_id), step, after
                )
                await self._begin(connection, follows)
        return Opened(case, after, follows)

    async def record(self, new: NewCase) -> Case | None:
        """Write down what was done by hand already; None where it was written down before.

        Its strikes count, and nothing follows from them by itself.
        """
        settings = await self._store.get(new.guild_id, GuildSettings)
        async with self._database.begin() as connection:
            await cases.lock(connection, new.guild_id)
            entry_id = new.audit_entry_id
            if entry_id is not None and await cases.of_entry(connection, new.guild_id, entry_id):
                return None
            number = await cases.next_number(connection, new.guild_id)
            now = self._clock.now()
            case = replace(case_of(new, number, now, settings), outcome=Outcome.DONE)
            if case.action is Action.TIMEOUT and case.ends_at is None:
                # There is none without an end: it was over before it was found.
                case = replace(case, ended_at=now)
            await self._begin(connection, case)
            await self._after(connection, case)
            if case.action is Action.DELETE and entry_id is not None:
                await self._jobs.store.schedule(
                    connection,
                    new.guild_id,
                    GATHERED,
                    now + GATHERED_WITHIN,
                    {"entry": str(entry_id)},
                    f"{GATHERED}:{entry_id}",
                )
        self._jobs.wake()
        return case

    async def counted(self, guild_id: int, entry_id: int, messages: int) -> Case | None:
        """Write down how many messages an entry of the audit log has gathered.

        Returns the case where that is more than was known.
        """
        async with self._database.begin() as connection:
            await cases.lock(connection, guild_id)
            case = await cases.of_entry(connection, guild_id, entry_id)
            if case is None or messages <= (case.messages or 0):
                return None
            await cases.change(connection, guild_id, case.number, messages=messages)
        return replace(case, messages=messages)

    async def done(
        self, guild_id: int, number: int, *, outcome: Outcome, dm: Dm, failure: str | None = None
    ) -> Case:
        """Write down how a case went: what was done, and whether the member was told.

        It goes to the mod log then, and what it did ends in time. Returns the case as it stands.
        Raises UserError where there is no such case.
        """
        async with self._database.begin() as connection:
            await cases.lock(connection, guild_id)
            await cases.change(
                connection,
                guild_id,
                number,
                outcome=outcome,
                dm=dm,
                failure=cut(failure or "", FAILURE_LIMIT) or None,
            )
            case = await self._known(connection, guild_id, number)
            await self._to_log(connection, case)
            await self._after(connection, case)
        self._jobs.wake()
        return case

    async def get(self, guild_id: int, number: int) -> Case:
        """Return a case. Raises UserError where there is none with that number."""
        async with self._database.read() as connection:
            return await self._known(connection, guild_id, number)

    async def changes(self, guild_id: int, number: int) -> list[Change]:
        """Return how a case was changed, in order."""
        async with self._database.read() as connection:
            return await cases.changes(connection, guild_id, number)

    async def list(
        self,
        guild_id: int,
        wanted: Filter | None = None,
        *,
        limit: int = _PAGE,
        below: int | None = None,
    ) -> list[Case]:
        """Return cases with a number ``below`` that one, the latest first."""
        async with self._database.read() as connection:
            return await cases.found(
                connection, guild_id, wanted or Filter(), limit=limit, below=below
            )

    async def count(self, guild_id: int, wanted: Filter | None = None) -> int:
        """Return how many cases there are."""
        async with self._database.read() as connection:
            return await cases.count(connection, guild_id, wanted or Filter())

    async def strikes(self, guild_id: int, target_id: int) -> int:
        """Return how many strikes a member has now."""
        async with self._database.read() as connection:
            return await self._strikes(connection, guild_id, target_id, self._clock.now())

    async def already(
        self, guild_id: int, target_id: int, action: Action, within: timedelta
    ) -> Case | None:
        """Return the case of somebody who did ``action`` to the same person ``within``."""
        since = self._clock.now() - within
        async with self._database.read() as connection:
            return await cases.since(connection, guild_id, target_id, [action], since)

    async def edit(self, guild_id: int, number: int, reason: str, by: int) -> Case:
        """Give a case another reason. Raises UserError where there is no such case."""
        reason = cut(reason, REASON_LIMIT)
        async with self._database.begin() as connection:
            await cases.lock(connection, guild_id)
            case = await self._known(connection, guild_id, number)
            await cases.change(connection, guild_id, number, reason=reason)
            change = Change("reason", by, self._clock.now(), case.reason, reason)
            await cases.add_change(connection, guild_id, number, change)
        return replace(case, reason=reason)

    async def void(self, guild_id: int, number: int, reason: str, by: int) -> Voided:
        """Take a case back, with what followed from it: strikes count no more, jobs are off.

        What it did on Discord is for the caller to undo. Raises UserError where there is no such
        case, or it is voided already.
        """
        settings = await self._store.get(guild_id, GuildSettings)
        async with self._database.begin() as connection:
            await cases.lock(connection, guild_id)
            case = await self._known(connection, guild_id, number)
            if case.voided_at is not None:
                raise UserError(T.say("case-voided-already", number=number))
            why = Change("void", by, self._clock.now(), "", cut(reason, REASON_LIMIT))
            voided = await take_back(connection, case, settings.steps(), why)
            for one in (voided.case, *voided.followed):
                await self._jobs.store.cancel(connection, guild_id, f"{END}:{one.number}")
        return voided

    # -- for the jobs -------------------------------------------------------------------------

    async def settle(self, guild_id: int, number: int) -> Case:
        """Return a case; where nobody said how it went, it was interrupted."""
        async with self._database.begin() as connection:
            await cases.change(
                connection, guild_id, number, cases.undecided(), outcome=Outcome.INTERRUPTED
            )
            return await self._known(connection, guild_id, number)

    async def logged(self, guild_id: int, number: int, channel_id: int, message_id: int) -> None:
        """Write down where a case stands in the mod log."""
        async with self._database.begin() as connection:
            await cases.change(
                connection,
                guild_id,
                number,
                log_channel_id=channel_id,
                log_message_id=message_id,
            )

    async def batch(self, guild_id: int, batch: int) -> Sequence[Case]:
        """Return the cases of a batch, in order, after all who are writing them down."""
        async with self._database.begin() as connection:
            await cases.lock(connection, guild_id)
            return await cases.of_batch(connection, guild_id, batch)

    async def logged_together(
        self, guild_id: int, numbers: Sequence[int], channel_id: int, message_id: int
    ) -> None:
        """Write down where cases stand in the mod log, in one message."""
        async with self._database.begin() as connection:
            await cases.put_logged(connection, guild_id, numbers, channel_id, message_id)

    async def ended(self, guild_id: int, number: int) -> Case | None:
        """Write down that what a case did has ended; None where that is known already."""
        async with self._database.begin() as connection:
            now = self._clock.now()
            if not await cases.change(connection, guild_id, number, cases.unended(), ended_at=now):
                return None
            return await self._known(connection, guild_id, number)

    async def lasting(self, guild_id: int, target_id: int, action: Action) -> Case | None:
        """Return the case of a member whose ``action`` is to be in force now."""
        async with self._database.read() as connection:
            case = await cases.latest(connection, guild_id, target_id, [action])
        return case if case is not None and case.lasts(self._clock.now()) else None

    async def in_force(self, guild_id: int, actions: Sequence[Action]) -> Sequence[Case]:
        """Return the cases of a guild with ``actions`` in force now, the latest first."""
        async with self._database.read() as connection:
            return await cases.in_force(connection, guild_id, actions, self._clock.now())

    async def given_back(self, guild_id: int, number: int, at: datetime) -> None:
        """Write down that somebody came back, and has again what a case did (aware UTC)."""
        async with self._database.begin() as connection:
            await cases.lock(connection, guild_id)
            await cases.put_return(connection, guild_id, number, at)

    # -- inside a transaction --------------------------------------------------------------

    async def _begin(self, connection: AsyncConnection, case: Case) -> None:
        await cases.add(connection, case)
        due = case.created_at + SAID_WITHIN
        await self._jobs.store.schedule(
            connection, case.guild_id, LOG, due, {"case": case.number}, f"{LOG}:{case.number}"
        )
        if case.moderator_id is not None:
            await look_soon(self._jobs.store, connection, case.guild_id, case.created_at)

        if case.outcome is Outcome.DONE:
            await self._to_log(connection, case)

    async def _to_log(self, connection: AsyncConnection, case: Case) -> None:
        """Let a case come to the mod log: now, or in a moment with others, where they are many."""
        guild_id, key, now = case.guild_id, f"{LOG}:{case.number}", self._clock.now()
        earlier = await cases.get(connection, guild_id, case.number - MANY)
        if earlier is None or now - earlier.created_at > WITHIN or case.log_message_id is not None:
            await self._jobs.store.reschedule(connection, guild_id, key, now)
            return
        batch = batch_at(now)
        await cases.change(connection, guild_id, case.number, log_batch=batch)
        await self._jobs.store.cancel(connection, guild_id, key)
        await self._jobs.store.schedule(
            connection,
            guild_id,
            LOG_BATCH,
            due_of(batch),
            {"batch": batch},
            f"{LOG_BATCH}:{batch}",
        )

    async def _after(self, connection: AsyncConnection, case: Case) -> None:
        """Let what was done end in time, and what it ends or replaces be over."""
        if case.outcome is not Outcome.DONE or case.target_id is None:
            return
        for earlier in await cases.lasting(
            connection, case.guild_id, case.target_id, ENDS.get(case.action), case.number
        ):
            await cases.change(connection, case.guild_id, earlier.number, ended_at=case.created_at)
            await self._jobs.store.cancel(connection, case.guild_id, f"{END}:{earlier.number}")
        due = next_look(case, self._clock.now())
        if due is not None:
            await self._jobs.store.schedule(
                connection, case.guild_id, END, due, {"case": case.number}, f"{END}:{case.number}"
            )

    async def _known(self, connection: AsyncConnection, guild_id: int, number: int) -> Case:
        case = await cases.get(connection, guild_id, number)
        if case is None:
            raise UserError(T.say("case-unknown", number=number))
        return case

    async def _strikes(
        self, connection: AsyncConnection, guild_id: int, target_id: int | None, now: datetime
    ) -> int:
        if target_id is None:
            return 0
        return await cases.strikes(connection, guild_id, target_id, now)
