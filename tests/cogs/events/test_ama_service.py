"""AMAs on both databases: who may ask, who decided first, who is told, who stays unknown."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
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
from bot.member_data import all_rows, declared_tables, forget_rows
from bot.signals import Signals
from cogs.events.domain.ama import AmaState, QuestionState
from cogs.events.domain.ama_desk import roots, tally
from cogs.events.domain.occurrence import OccurrenceState
from cogs.events.domain.plan import Kind, Place, Plan, PlanState
from cogs.events.domain.rule import Freq, Rule
from cogs.events.models import BLOCK, QUESTION, VOTE
from cogs.events.service.ama_asking import AmaAsking
from cogs.events.service.ama_closing import AmaClosing
from cogs.events.service.ama_queue import AmaQueue
from cogs.events.service.ama_room import BOARD, TOLD, TRANSCRIPT, AmaRoom
from cogs.events.service.ama_stage import AmaStage, next_up
from cogs.events.service.answers import AnswerService
from cogs.events.service.days import COUNT, DayService
from cogs.events.service.planning import Planning
from cogs.events.service.queue import Queue
from cogs.events.service.series import Series
from cogs.events.service.timetable import Timetable
from cogs.events.settings import GuildSettings
from tests.cogs.events.test_ama_desk import NOON

GUILD, HOST, MOD, ADA, BOB, EVE = 1 << 40, 770011, 770012, 880101, 880102, 880103


class Stage:
    """The use cases on a database, with one AMA in it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock(NOON)
        self.jobs = JobRunner(database, self.clock)
        self.store = Store(database, self.clock, Signals())
        self.room = AmaRoom(database, self.store, self.clock, self.jobs)
        self.asking, self.queue = AmaAsking(self.room), AmaQueue(self.room)
        queue = Queue(self.jobs, self.clock)
        series = Series(queue, self.clock)
        timetable = Timetable(self.jobs, self.clock)
        self.days = DayService(database, self.clock, self.jobs, series, timetable)
        self.host, self.closing = AmaStage(self.room), AmaClosing(self.room, self.days)
        series.followers += [timetable.follow, self.closing.follow]
        answers = AnswerService(database, self.store, self.clock, queue)
        self.planning = Planning(database, self.clock, queue, series, answers)

    async def begin(self) -> None:
        await self.planning.create(self.plan)
        await self.store.set(GUILD, GuildSettings, "ama_pause_seconds", "0")

    @property
    def plan(self) -> Plan:
        """A single event of kind AMA."""
        hour = timedelta(hours=1)
        wall = datetime(2026, 3, 2, 18)  # noqa: DTZ001 - a wall time
        plan = Plan(GUILD, 0, "Games", Kind.AMA, "", wall, "UTC", hour, Place(), NOON, host_id=HOST)
        return replace(plan, card_channel_id=55)

    def wait(self, long: timedelta) -> None:
        self.clock.set(self.clock.now() + long)

    async def ask(self, who: int, text: str, *, anonymous: bool = False) -> int:
        asked = await self.asking.ask(GUILD, 1, who, text, anonymous=anonymous)
        return asked.number

    async def approved(self, who: int, text: str, *, anonymous: bool = False) -> int:
        number = await self.ask(who, text, anonymous=anonymous)
        await self.queue.approve(GUILD, 1, number, MOD)
        return number

    async def jobs_of(self, kind: str) -> list[tuple[str, Any, int | None]]:
        async with self.database.read() as connection:
            rows = await connection.execute(
                select(JobRow.key, JobRow.payload, JobRow.member_id)
                .where(JobRow.kind == kind)
                .order_by(JobRow.due_at, JobRow.job_id)
            )
            return [(row[0], row[1], row[2]) for row in rows]

    async def exported(self, member_id: int) -> dict[str, list[dict[str, Any]]]:
        """What an export holds of a member in the tables of AMAs."""
        found: dict[str, list[dict[str, Any]]] = {}
        async with self.database.read() as connection:
            for one in declared_tables():
                if not one.place.table.name.startswith("events_ama"):
                    continue
                names = [column.name for column in one.place.told]
                async for page in all_rows(connection, one.place, GUILD, member_id):
                    rows = [{name: row[name] for name in names} for row in page]
                    found.setdefault(one.place.name, []).extend(rows)
        return found


@pytest.fixture
async def stage(database: Database) -> Stage:
    made = Stage(database)
    await made.begin()
    return made


async def refused(awaitable: Any) -> str:
    with pytest.raises(UserError) as caught:
        await awaitable
    return str(caught.value)


async def test_hundreds_of_questions_of_one_person_do_not_get_in(stage: Stage) -> None:
    answers = await asyncio.gather(
        *(stage.ask(ADA, f"me again, {number}") for number in range(500)), return_exceptions=True
    )

    kinds = Counter(type(one).__name__ for one in answers)
    assert kinds == {"int": 5, "UserError": 495}
    assert len(await stage.jobs_of(BOARD)) == 1
    # Others still ask; what cannot be is refused with what is allowed.
    assert await stage.ask(BOB, "and me?") == 6
    await stage.store.set(GUILD, GuildSettings, "ama_pause_seconds", "30")
    assert "only just in" in await refused(stage.ask(BOB, "one more"))
    stage.wait(timedelta(seconds=31))
    for text, told in (("x" * 4_000, "4,000 characters"), (" \u200b\n?! ", "no words")):
        assert told in await refused(stage.ask(BOB, text))
    await stage.store.set(GUILD, GuildSettings, "ama_anonymous", "no")
    assert "with a name" in await refused(stage.ask(BOB, "who am I?", anonymous=True))


async def test_two_moderators_decide_once(stage: Stage, database_url: str) -> None:
    number = await stage.ask(ADA, "which is it?")
    other_base = await Database.open(database_url)
    other = Stage(other_base)

    answers = await asyncio.gather(
        stage.queue.approve(GUILD, 1, number, MOD),
        other.queue.approve(GUILD, 1, number, HOST),
        return_exceptions=True,
    )
    await other_base.close()

    (won,) = [one for one in answers if not isinstance(one, BaseException)]
    (lost,) = [one for one in answers if isinstance(one, UserError)]
    assert f"approved already, by <@{won.decided_by}>" in str(lost)
    # Decided otherwise, its asker is told, once; approved after all, nothing more is said.
    await stage.queue.reject(GUILD, 1, number, MOD, "  off \n topic ")
    await stage.queue.approve(GUILD, 1, number, MOD)
    await stage.queue.reject(GUILD, 1, number, MOD, "no, really")
    assert "rejected already" in await refused(stage.queue.reject(GUILD, 1, number, MOD, "again"))
    assert len(await stage.jobs_of(TOLD)) == 1


async def test_votes_add_up_over_what_is_merged(stage: Stage) -> None:
    first, second = await stage.approved(ADA, "when?"), await stage.approved(BOB, "what date?")
    third = await stage.ask(EVE, "why?")
    await stage.asking.vote(GUILD, 1, BOB, {first, second, third}, {first, second, third})
    await stage.asking.vote(GUILD, 1, EVE, {first, second}, {first})

    async def counted() -> dict[int, int]:
        desk = await stage.queue.desk(GUILD, 1)
        every = [each for one in desk.questions for each in (one.question, *one.merged)]
        async with stage.database.read() as connection:
            cast = await connection.execute(select(VOTE.c.number, VOTE.c.member_id))
            assert tally([(row[0], row[1]) for row in cast], roots(every)) == {
                one.number: one.votes for one in desk.questions if one.votes
            }
        return {one.number: one.votes for one in desk.questions}

    # What waits cannot be voted for yet; its asker wants it, of course.
    assert await counted() == {first: 3, second: 1, third: 1}
    await stage.queue.merge(GUILD, 1, second, first, MOD)
    assert await counted() == {first: 3, third: 1}
    # A vote taken back is taken from all that is one question.
    await stage.asking.vote(GUILD, 1, BOB, {first}, set())
    assert await counted() == {first: 2, third: 1}
    await stage.queue.merge(GUILD, 1, first, third, MOD)
    assert await counted() == {third: 2}
    assert (await stage.queue.desk(GUILD, 1)).questions[0].question.state is QuestionState.APPROVED
    await stage.queue.split(GUILD, 1, second)
    assert await counted() == {third: 2, second: 0}
    assert "one question already" in await refused(stage.queue.merge(GUILD, 1, first, third, MOD))


async def test_the_host_answers_in_order_and_nothing_twice(stage: Stage) -> None:
    numbers = [await stage.approved(who, f"question of {who}?") for who in (ADA, BOB, EVE)]
    await stage.asking.vote(GUILD, 1, ADA, set(numbers), {numbers[0], numbers[2]})
    await stage.queue.pin(GUILD, 1, numbers[1], pinned=True)

    assert await stage.host.open(GUILD, 1)
    assert not await stage.host.open(GUILD, 1)
    order = []
    for act in ("later", "answer", "skip"):
        up = next_up(await stage.host.desk(GUILD, 1))
        assert up is not None
        order.append(up.number)
        if act == "answer":
            await stage.host.answer(GUILD, 1, up.number, HOST, "because")
            assert "answered already" in await refused(
                stage.host.answer(GUILD, 1, up.number, MOD, None)
            )
        else:
            await getattr(stage.host, act)(GUILD, 1, up.number)
    assert order == [numbers[1], numbers[2], numbers[0]]
    # What was promised comes last, also after the end, and is told to who asked then.
    await stage.closing.close(GUILD, 1)
    assert "closed" in await refused(stage.closing.close(GUILD, 1))
    up = next_up(await stage.host.desk(GUILD, 1))
    assert up is not None
    assert up.number == numbers[1]
    before = len(await stage.jobs_of(TOLD))
    await stage.host.answer(GUILD, 1, up.number, HOST, "here it is")
    assert len(await stage.jobs_of(TOLD)) == before + 1
    assert "closed" in await refused(stage.host.answer(GUILD, 1, numbers[0], HOST, "too late"))
    assert "closed" in await refused(stage.ask(ADA, "too late?"))


async def test_its_end_ends_the_event_once(stage: Stage, database_url: str) -> None:
    stage.clock.set(datetime(2026, 3, 2, 18, 10, tzinfo=UTC))
    assert await stage.days.open(GUILD, 1, 1, stage.clock.now())
    stage.wait(timedelta(minutes=20))
    other_base = await Database.open(database_url)
    other = Stage(other_base)
    other.clock.set(stage.clock.now())

    # Two press at once, while the host ends the event.
    answers = await asyncio.gather(
        stage.closing.close(GUILD, 1),
        other.closing.close(GUILD, 1),
        stage.days.close(GUILD, 1, 1, stage.clock.now()),
        return_exceptions=True,
    )
    await other_base.close()

    (lost,) = [one for one in answers if isinstance(one, BaseException)]
    assert isinstance(lost, UserError)
    assert "closed" in str(lost)
    on = await stage.days.latest(GUILD, 1)
    assert on is not None
    assert (on.occurrence.state, on.plan.state) == (OccurrenceState.HELD, PlanState.OVER)
    assert on.occurrence.closed_at == stage.clock.now()
    # Planned, opened, held: each once.
    assert on.occurrence.revision == 3
    assert len(await stage.jobs_of(COUNT)) == len(await stage.jobs_of(TRANSCRIPT)) == 1
    desk = await stage.closing.desk(GUILD, 1)
    assert desk.ama.state is AmaState.CLOSED


async def test_each_asker_is_told_once_and_named_nowhere(stage: Stage) -> None:
    shown = await stage.approved(ADA, "with my name?")
    hidden = await stage.approved(ADA, "without it?", anonymous=True)
    merged = await stage.ask(BOB, "without its name?", anonymous=True)
    waiting = await stage.ask(EVE, "and this?")
    await stage.queue.merge(GUILD, 1, merged, hidden, MOD)
    await stage.host.answer(GUILD, 1, hidden, HOST, "yes")

    await stage.closing.close(GUILD, 1)

    told = await stage.jobs_of(TOLD)
    assert [one[1]["number"] for one in told] == [shown, merged]
    assert len(await stage.jobs_of(TRANSCRIPT)) == 1
    news = await stage.closing.news(GUILD, 1, shown, None, rejected=False)
    assert news is not None
    assert news.member_id == ADA
    assert [each.number for each, _ in news.pairs] == [shown, hidden]
    assert [each.number for each, _ in news.open_ones] == [shown]
    assert await stage.closing.news(GUILD, 1, waiting, None, rejected=False) is None
    # Neither jobs nor what others have exported, nor what anybody reads, tell who asked.
    for key, payload, member in told:
        assert member is None
        assert not any(str(who) in f"{key} {payload}" for who in (ADA, BOB))
    desk = await stage.queue.desk(GUILD, 1)
    every = [each for one in desk.questions for each in (one.question, *one.merged)]
    assert {one.number: one.author_id for one in every} == {
        shown: ADA,
        hidden: None,
        merged: None,
        waiting: EVE,
    }
    for who in (MOD, HOST, EVE):
        theirs = str(await stage.exported(who))
        assert not any(word in theirs for word in (str(ADA), str(BOB), "without it", "yes "))
    own = (await stage.exported(ADA))["ama_questions"]
    assert [(one["text"], one["anonymous"]) for one in own] == [
        ("with my name?", False),
        ("without it?", True),
    ]
    assert str(MOD) not in str(own)


async def test_who_is_blocked_by_a_question_stays_unknown(stage: Stage) -> None:
    await stage.ask(ADA, "my name is there")
    hidden = await stage.ask(ADA, "you fools", anonymous=True)

    blocked = await stage.queue.block(GUILD, 1, hidden, MOD, blocked=True)
    assert blocked.blocked
    # Another question of the same member shows nothing of it.
    desk = await stage.queue.desk(GUILD, 1)
    assert [one.number for one in desk.questions if one.question.blocked] == [hidden]
    assert "cannot ask" in await refused(stage.ask(ADA, "may I?"))
    assert str(ADA) not in str(await stage.exported(MOD))
    # Deleting one's data ends no block; its time does, and so do the moderators.
    async with stage.database.begin() as connection:
        await forget_rows(connection, GUILD, ADA)
    assert "cannot ask" in await refused(stage.ask(ADA, "may I now?"))
    assert [one.number for one in (await stage.queue.desk(GUILD, 1)).questions] == []
    stage.wait(timedelta(days=30, minutes=1))
    await stage.queue.lift(GUILD)
    async with stage.database.read() as connection:
        assert (await connection.execute(select(BLOCK))).all() == []
    again = await stage.ask(ADA, "and now?")
    await stage.queue.block(GUILD, 1, again, MOD, blocked=True)
    await stage.queue.block(GUILD, 1, again, MOD, blocked=False)
    assert await stage.ask(ADA, "and after that?") == again + 1


async def test_what_is_forgotten_leaves_what_others_asked(stage: Stage) -> None:
    first = await stage.approved(ADA, "how do you do it?")
    second = await stage.approved(BOB, "how is it done?")
    await stage.queue.merge(GUILD, 1, second, first, MOD)
    await stage.host.answer(GUILD, 1, first, HOST, "like this")

    await stage.closing.pass_on(GUILD, ADA)
    async with stage.database.begin() as connection:
        await forget_rows(connection, GUILD, ADA)

    (left,) = (await stage.queue.desk(GUILD, 1)).questions
    assert (left.number, left.question.answer, left.merged) == (second, "like this", ())
    assert left.question.state is QuestionState.ANSWERED
    # All goes when its time is over, counted from the end.
    await stage.closing.close(GUILD, 1)
    stage.wait(timedelta(days=179))
    due = await stage.closing.forget(GUILD, 1)
    assert due == NOON + timedelta(days=180)
    stage.wait(timedelta(days=1, seconds=1))
    assert await stage.closing.forget(GUILD, 1) is None
    async with stage.database.read() as connection:
        assert (await connection.execute(select(QUESTION))).all() == []
        assert (await connection.execute(select(VOTE))).all() == []
    assert (await stage.queue.desk(GUILD, 1)).ama.state is AmaState.CLOSED


async def test_only_a_single_event_of_the_kind_is_an_ama(stage: Stage) -> None:
    weekly = Rule(Freq.WEEKLY, weekdays=(0,)).to_json()
    for plan in (
        replace(stage.plan, recurrence=weekly),
        replace(stage.plan, kind=Kind.WEBINAR),
    ):
        made = await stage.planning.create(plan)
        assert "no such AMA" in await refused(stage.queue.desk(GUILD, made.plan.event_id))
    listed = await stage.asking.choices(GUILD, tuple(AmaState))
    assert listed == [(1, "Games")]
