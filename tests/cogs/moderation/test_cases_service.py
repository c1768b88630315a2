"""The ledger of cases on both databases: numbers, strikes, what follows, and taking it back."""

from __future__ import annotations

import asyncio
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from bot.jobs.models import JobRow
from bot.signals import Signals
from cogs.moderation.domain.actions import FAILURE_LIMIT, Action, Dm, Outcome, Source
from cogs.moderation.domain.case import Case
from cogs.moderation.repository.cases import Filter
from cogs.moderation.service.cases import (
    END,
    LOG,
    LOG_BATCH,
    AlreadyActedError,
    Cases,
    NewCase,
    Opened,
)
from cogs.moderation.settings import GuildSettings

GUILD, OTHER = 7, 8
START = datetime(2026, 3, 2, 12, tzinfo=UTC)
MOMENT = timedelta(seconds=30)


class House:
    """The ledger without Discord."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock(START)
        self.store = Store(database, self.clock, Signals())
        self.cases = Cases(database, JobRunner(database, self.clock), self.store, self.clock)

    async def do(self, action: Action, target: int = 1, **more: Any) -> Case:
        """Do something, all of it."""
        opened = await self.cases.open(_new(action, target, **more))
        return await self.cases.done(GUILD, opened.case.number, outcome=Outcome.DONE, dm=Dm.ARRIVED)

    async def ends(self) -> dict[str, datetime]:
        """Return what is to be ended, and when."""
        chosen = select(JobRow.key, JobRow.due_at).where(JobRow.kind == END)
        async with self.database.read() as connection:
            return {row.key: row.due_at for row in await connection.execute(chosen)}


def _new(action: Action, target: int = 1, *, guild: int = GUILD, **more: Any) -> NewCase:
    return NewCase(guild_id=guild, action=action, moderator_id=99, target_id=target, **more)


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def test_numbers_have_no_gaps_when_all_come_at_once(house: House) -> None:
    async def refused() -> None:
        with pytest.raises(AlreadyActedError):
            await house.cases.open(_new(Action.BAN, 500), once_within=MOMENT)

    await house.do(Action.BAN, 500)
    opened = await asyncio.gather(
        *(house.cases.open(_new(Action.NOTE, member)) for member in range(40)),
        *(house.cases.open(_new(Action.NOTE, member, guild=OTHER)) for member in range(5)),
        *(refused() for _ in range(10)),
    )

    numbers = sorted(one.case.number for one in opened[:40] if one is not None)
    assert numbers == list(range(2, 42))
    others = sorted(one.case.number for one in opened[40:45] if one is not None)
    assert others == [1, 2, 3, 4, 5]


async def test_two_who_ban_one_person_at_once_make_one_case(house: House) -> None:
    answers = await asyncio.gather(
        *(house.cases.open(_new(Action.BAN), once_within=MOMENT) for _ in range(4)),
        return_exceptions=True,
    )

    assert await house.cases.count(GUILD) == 1
    told = [answer for answer in answers if isinstance(answer, AlreadyActedError)]
    assert len(told) == 3
    assert {answer.case.number for answer in told} == {1}


async def test_two_processes_that_ban_one_person_at_once_make_one_case(
    house: House, database_url: str
) -> None:
    elsewhere = await Database.open(database_url)
    try:
        other = House(elsewhere)
        # Ids are made of the time, which does not stand still between two processes.
        other.clock.set(START + timedelta(milliseconds=1))
        answers = await asyncio.gather(
            *(
                one.cases.open(_new(Action.BAN, target), once_within=MOMENT)
                for target in range(10)
                for one in (house, other)
            ),
            return_exceptions=True,
        )
    finally:
        await elsewhere.close()

    told = [answer for answer in answers if isinstance(answer, AlreadyActedError)]
    opened = [answer for answer in answers if isinstance(answer, Opened)]
    assert not [one for one in answers if one not in told and one not in opened]
    assert sorted(one.case.target_id or 0 for one in opened) == list(range(10))
    assert {one.case.number for one in told} == {one.case.number for one in opened}
    assert await house.cases.count(GUILD) == 10


async def test_what_failed_may_be_tried_again_at_once(house: House) -> None:
    first = await house.cases.open(_new(Action.BAN), once_within=MOMENT)
    await house.cases.done(
        GUILD, first.case.number, outcome=Outcome.FAILED, dm=Dm.ARRIVED, failure="forbidden"
    )

    again = await house.cases.open(_new(Action.BAN), once_within=MOMENT)

    assert again.case.number == 2
    kept = await house.cases.get(GUILD, 1)
    assert (kept.outcome, kept.dm, kept.failure) == (Outcome.FAILED, Dm.ARRIVED, "forbidden")
    # What was not done weighs nothing: only the second ban counts.
    assert await house.cases.strikes(GUILD, 1) == 3


async def test_strikes_add_up_and_something_follows_in_the_same_transaction(house: House) -> None:
    first = await house.cases.open(_new(Action.WARN))
    second = await house.cases.open(_new(Action.WARN))
    third = await house.cases.open(_new(Action.WARN))

    assert [one.strikes for one in (first, second, third)] == [1, 2, 3]
    assert first.escalation is None
    assert second.escalation is None
    follows = third.escalation
    assert follows is not None
    assert (follows.number, follows.action, follows.duration) == (
        4,
        Action.TIMEOUT,
        timedelta(hours=1),
    )
    assert (follows.source, follows.cause, follows.moderator_id) == (Source.ESCALATION, 3, None)
    assert await house.cases.strikes(GUILD, 1) == 3


async def test_many_warnings_at_once_cross_a_step_once(house: House) -> None:
    opened = await asyncio.gather(*(house.cases.open(_new(Action.WARN)) for _ in range(12)))

    followed = [one.escalation for one in opened if one.escalation is not None]
    assert sorted(case.duration for case in followed if case.duration) == [
        timedelta(hours=1),
        timedelta(days=1),
    ]
    assert await house.cases.count(GUILD) == 14


async def test_a_timeout_by_hand_is_not_cut_short_by_its_own_strike(house: House) -> None:
    await house.store.set(GUILD, GuildSettings, "escalation", ["1 timeout 1h"])

    long = await house.cases.open(_new(Action.TIMEOUT, 1, duration=timedelta(days=2)))
    short = await house.cases.open(_new(Action.TIMEOUT, 2, duration=timedelta(minutes=5)))
    banned = await house.cases.open(_new(Action.BAN, 3))

    assert long.escalation is None
    assert short.escalation is not None
    assert banned.escalation is None


async def test_strikes_end_in_time(house: House) -> None:
    await house.do(Action.WARN)
    house.clock.set(START + timedelta(days=89))
    assert await house.cases.strikes(GUILD, 1) == 1

    house.clock.set(START + timedelta(days=90))

    assert await house.cases.strikes(GUILD, 1) == 0


async def test_a_void_case_counts_no_more_nor_does_what_followed(house: House) -> None:
    await house.store.set(GUILD, GuildSettings, "escalation", ["2 ban 1d"])
    await house.do(Action.WARN)
    opened = await house.cases.open(_new(Action.WARN))
    assert opened.escalation is not None
    ban = opened.escalation.number
    await house.cases.done(GUILD, ban, outcome=Outcome.DONE, dm=Dm.ARRIVED)
    assert list(await house.ends()) == [f"{END}:{ban}"]

    voided = await house.cases.void(GUILD, opened.case.number, "the wrong one", 98)

    assert [one.number for one in voided.followed] == [ban]
    assert await house.cases.strikes(GUILD, 1) == 1
    assert await house.ends() == {}
    (change,) = await house.cases.changes(GUILD, opened.case.number)
    assert (change.kind, change.moderator_id, change.after) == ("void", 98, "the wrong one")
    with pytest.raises(UserError, match="void already"):
        await house.cases.void(GUILD, opened.case.number, "again", 98)


async def test_of_several_who_void_a_case_at_once_one_does(house: House) -> None:
    await house.do(Action.WARN)

    answers = await asyncio.gather(
        *(house.cases.void(GUILD, 1, "mine", by) for by in range(5)), return_exceptions=True
    )

    assert sum(isinstance(answer, UserError) for answer in answers) == 4
    assert len(await house.cases.changes(GUILD, 1)) == 1


async def test_reasons_that_are_edited_at_once_are_all_written_down(house: House) -> None:
    await house.do(Action.WARN, reason="first")

    await asyncio.gather(*(house.cases.edit(GUILD, 1, f"reason {by}", by) for by in range(5)))

    changes = await house.cases.changes(GUILD, 1)
    assert len(changes) == 5
    assert changes[0].before == "first"
    for earlier, later in itertools.pairwise(changes):
        assert later.before == earlier.after
    assert (await house.cases.get(GUILD, 1)).reason == changes[-1].after


async def test_a_ban_ends_in_time_and_a_newer_one_takes_its_place(house: House) -> None:
    await house.do(Action.BAN, duration=timedelta(days=3))
    assert await house.ends() == {f"{END}:1": START + timedelta(days=3)}

    house.clock.set(START + timedelta(days=1))
    await house.do(Action.BAN, duration=timedelta(days=7))
    assert await house.ends() == {f"{END}:2": START + timedelta(days=8)}

    await house.do(Action.UNBAN)
    assert await house.ends() == {}
    assert (await house.cases.get(GUILD, 2)).ended_at == house.clock.now()


async def test_only_what_discord_cannot_end_has_a_job(house: House) -> None:
    await house.do(Action.TIMEOUT, 1, duration=timedelta(days=28))
    await house.do(Action.TIMEOUT, 2, duration=timedelta(days=90))
    await house.do(Action.BAN, 3)

    assert await house.ends() == {f"{END}:2": START + timedelta(days=27)}


async def test_what_was_done_by_hand_is_written_down_once(house: House) -> None:
    new = _new(Action.BAN, source=Source.AUDIT_LOG, audit_entry_id=4242)

    made = await asyncio.gather(*(house.cases.record(new) for _ in range(4)))

    (case,) = [one for one in made if one is not None]
    assert (case.number, case.outcome) == (1, Outcome.DONE)
    assert await house.cases.count(GUILD) == 1
    assert (await house.do(Action.NOTE)).number == 2


async def test_cases_are_found_by_who_did_what_to_whom(house: House) -> None:
    await house.do(Action.WARN, 1)
    await house.do(Action.NOTE, 1)
    await house.do(Action.WARN, 2)

    async def numbers(**wanted: Any) -> list[int]:
        return [one.number for one in await house.cases.list(GUILD, Filter(**wanted))]

    assert await numbers() == [3, 2, 1]
    assert await numbers(target_id=1) == [2, 1]
    assert await numbers(action=Action.WARN) == [3, 1]
    assert await numbers(target_id=1, action=Action.WARN, moderator_id=99) == [1]
    assert await numbers(moderator_id=5) == []
    with pytest.raises(UserError, match="no case #9"):
        await house.cases.get(GUILD, 9)


async def test_a_long_reason_is_cut(house: House) -> None:
    case = await house.do(Action.WARN, reason="word " * 1_000)

    kept = (await house.cases.get(GUILD, case.number)).reason
    assert len(kept) <= 1_000
    assert kept.endswith("…")


async def test_a_long_failure_is_cut_to_what_the_table_holds(house: House) -> None:
    opened = await house.cases.open(_new(Action.KICK))

    await house.cases.done(
        GUILD, opened.case.number, outcome=Outcome.FAILED, dm=Dm.NONE, failure="Ü" * 500
    )

    kept = (await house.cases.get(GUILD, opened.case.number)).failure
    assert kept is not None
    assert 50 < len(kept) <= FAILURE_LIMIT
    assert kept.endswith("…")


async def test_many_within_a_minute_come_to_the_mod_log_together(house: House) -> None:
    for member in range(12):
        await house.do(Action.NOTE, member)
    begun = await house.cases.open(_new(Action.NOTE, 50))
    await asyncio.gather(*(house.do(Action.NOTE, member) for member in range(12, 20)))
    gathered = [one for one in await house.cases.list(GUILD) if one.log_batch is not None]

    assert sorted(one.number for one in gathered) == [11, 12, *range(14, 22)]
    (batch,) = {one.log_batch for one in gathered}
    assert batch is not None
    assert list(await house.cases.batch(GUILD, batch)) == gathered[::-1]
    async with house.database.read() as connection:
        chosen = select(JobRow.kind, JobRow.due_at).where(JobRow.kind.in_([LOG, LOG_BATCH]))
        jobs = [tuple(row) for row in await connection.execute(chosen)]
    # The ten before them, and the one that nobody has decided yet.
    assert [kind for kind, _ in jobs].count(LOG) == 11
    assert [due for kind, due in jobs if kind == LOG_BATCH] == [START + timedelta(seconds=21)]

    await house.cases.logged_together(GUILD, [11, 12], 5, 6)
    assert (await house.cases.get(GUILD, 12)).log_message_id == 6
    assert (await house.cases.get(GUILD, begun.case.number)).log_batch is None
    house.clock.set(START + timedelta(minutes=2))
    assert (await house.do(Action.NOTE, 3)).log_batch is None
