"""How an event went: figures on both databases, and words for managers."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from bot.jobs.models import JobRow
from bot.ledger.facts import MessageFact, MessageFlag
from bot.signals import Signals
from cogs.events.domain.occurrence import OccurrenceState
from cogs.events.domain.survey import LEAST_ANSWERS, result_of
from cogs.events.embeds.outcomes import report_embed, survey_embeds
from cogs.events.service.outcomes import OutcomeService
from cogs.events.service.surveys import ASK, ASK_ALL, SurveyService
from tests.bot.ledger.ledgerkit import registry
from tests.bot.ledger.ledgerkit import write as write_facts
from tests.cogs.events.afterkit import GUILD, HOUR, NOON, held, plan, write

WEEK = timedelta(days=7)


def service_on(database: Database, clock: ManualClock) -> SurveyService:
    store = Store(database, clock, Signals())
    return SurveyService(database, store, clock, JobRunner(database, clock))


def test_few_answers_tell_nothing() -> None:
    few = result_of(9, [5] * (LEAST_ANSWERS - 1), ["lovely"])
    assert (few.mean, few.stars, few.comments) == (None, (), ())
    assert (few.answers, few.asked) == (LEAST_ANSWERS - 1, 9)
    many = result_of(9, [5, 1, 5, 5, 4], ["zebra", "apple"])
    assert many.mean == 4
    assert many.stars == (1, 0, 0, 1, 3)
    assert many.comments == ("apple", "zebra")  # not as they came


async def test_an_event_is_compared_with_the_last_of_its_series(database: Database) -> None:
    clock = ManualClock(NOON + 2 * WEEK)
    surveys = service_on(database, clock)
    series = plan(series="Games")
    # Another plan of the series, two weeks before; in between one that was cancelled.
    earlier = plan(2, series="Games", place=plan().place.__class__(link="https://meet.example"))
    async with database.begin() as connection:
        first = held(earlier, at=NOON - 2 * WEEK)
        await write(connection, earlier, first, codes=[1, 2], going=[1, 9])
        gone = held(series, 1, NOON - WEEK, state=OccurrenceState.CANCELLED)
        await write(connection, series, gone, stayed={77: 60})
        now = held(series, 2, thread_id=600)
        # 5 stayed too short to count.
        stayed = {1: 60, 3: 30, 4: 15, 5: 1}
        event = await write(connection, series, now, stayed=stayed, going=[1, 3, 8, 9], peak=3)
    facts = [
        MessageFact(GUILD, 10, 500, 1, NOON),
        MessageFact(GUILD, 11, 600, 3, NOON + HOUR / 2, flags=MessageFlag.QUESTION),
        MessageFact(GUILD, 12, 600, 3, NOON + HOUR),  # after its end
        MessageFact(GUILD, 13, 501, 3, NOON, flags=MessageFlag.QUESTION),  # elsewhere
    ]
    await write_facts(database, facts, registry(), ZoneInfo("UTC"))
    for member, rating in ((1, 5), (3, 4), (4, 3), (20, 5), (21, 4)):
        await surveys.rate(event, member, rating, f"from {member}")

    report = await OutcomeService(database).report(event.plan, event.occurrence)

    found = report.outcome
    assert (found.rsvps, found.came, found.expected, found.no_shows) == (4, 3, 2, 2)
    assert found.show_up == 0.5
    assert found.first_timers == 2  # 1 was at the one before
    assert found.mean_s == 35 * 60
    assert (found.peak, found.messages, found.questions) == (3, 2, 1)
    assert found.survey.mean == pytest.approx(4.2)
    assert report.before is not None
    assert report.before[0] == first
    before = report.before[1]
    assert (before.rsvps, before.came, before.show_up, before.mean_s) == (2, 2, 0.5, None)
    embed = report_embed(report, "en", quoting=True)
    shown = {field.name: field.value for field in embed.fields}
    assert shown["Came"] == "3, 2 for the first time (2, 2 for the first time)"
    assert shown["Of those who said so"] == "50 % came, 2 did not (50 % came, 1 did not)"
    assert shown["Stayed"] == "35 min on average (–)"
    assert shown["Written meanwhile"] == "2 messages, 1 question (0 messages, 0 questions)"
    assert (shown["Rating"] or "").startswith("4.2 of 5, from 5 of 0 asked (0 of 0 asked answered")
    assert (shown["What they say"] or "").startswith("“from 1”\n")
    assert "<@" not in str(embed.to_dict())
    posted = report_embed(report, "en", quoting=False)
    assert "from 1" not in str(posted.to_dict())


async def test_who_came_is_asked_once_and_answers_until_it_is_over(database: Database) -> None:
    clock = ManualClock(NOON + HOUR)
    surveys = service_on(database, clock)
    of = plan(host_id=1, cohosts=(2,))
    stayed = dict.fromkeys((1, 2, 3, 4, 5), 60)
    async with database.begin() as connection:
        event = await write(connection, of, held(of), stayed=stayed | {6: 1}, codes=[7])
    assert not await surveys.switch(GUILD, 4)
    for _ in range(2):
        await surveys.begin(event)
    async with database.read() as connection:
        asked = await connection.scalars(select(JobRow.member_id).where(JobRow.kind == ASK))
        assert sorted(asked) == [3, 5, 7]

    assert await surveys.shall_be_asked(event, 3)
    assert await surveys.switch(GUILD, 4)
    _, before = await surveys.answerable(GUILD, 1, 1, 4)
    assert before is None
    await surveys.rate(event, 3, 2)
    assert not await surveys.shall_be_asked(event, 3)
    await surveys.rate(event, 3, 4, "better than I thought")
    await surveys.rate(event, 3, 5)
    _, before = await surveys.answerable(GUILD, 1, 1, 3)
    assert before is not None
    assert (before.rating, before.comment) == (5, "better than I thought")
    for member, told in ((6, "Only who was at"), (99, "Only who was at")):
        with pytest.raises(UserError, match=told):
            await surveys.answerable(GUILD, 1, 1, member)
    with pytest.raises(UserError, match="not there any more"):
        await surveys.answerable(GUILD, 1, 2, 3)
    clock.set(NOON + timedelta(days=8))
    with pytest.raises(UserError, match="is over"):
        await surveys.answerable(GUILD, 1, 1, 3)
    assert not await surveys.shall_be_asked(event, 5)

    assert await surveys.forget_comments(event.occurrence) == 1
    assert (await surveys.result(event.occurrence)).answers == 1


async def test_more_than_300_are_asked_in_the_thread_all_at_once(database: Database) -> None:
    surveys = service_on(database, ManualClock(NOON + HOUR))
    asked: list[list[str]] = []
    for event_id, people in ((1, 300), (2, 301)):
        of = plan(event_id)
        async with database.begin() as connection:
            event = await write(connection, of, held(of), stayed=dict.fromkeys(range(people), 60))
        await surveys.begin(event)
        async with database.read() as connection:
            mine = JobRow.key.contains(f":{event.occurrence.key}")
            kinds = select(JobRow.kind).where(mine, JobRow.kind.in_((ASK, ASK_ALL)))
            asked.append(list(await connection.scalars(kinds)))
    assert asked == [[ASK] * 300, [ASK_ALL]]


def test_what_people_say_is_shown_as_they_typed_it() -> None:
    survey = result_of(
        9, [5] * 9, ["**bold** @everyone", *(f"{n} " + "long " * 190 for n in "abcdefgh")]
    )
    pages = survey_embeds("Board *games*", survey, "en")
    text = "".join(page.description or "" for page in pages)
    assert r"\*\*bold\*\*" in text
    assert "@everyone" not in text
    assert all(f"“{letter} long" in text for letter in "abcdefgh")
    assert "5 ★ · 9" in text
