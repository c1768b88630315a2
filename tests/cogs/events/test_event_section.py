"""Event participation in the report equals what a plain count of everything made gives."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import ManualClock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from bot.ledger.facts import MessageFact, MessageFlag
from bot.reports import ReportRequest
from bot.signals import Signals
from bot.windows import Window
from cogs.events.domain.occurrence import OccurrenceState
from cogs.events.domain.plan import Place
from cogs.events.section import EventSection
from cogs.events.service.figures import FigureService
from cogs.events.service.outcomes import OutcomeService
from cogs.events.service.surveys import Held, SurveyService
from tests.bot.ledger.ledgerkit import registry
from tests.bot.ledger.ledgerkit import write as write_facts
from tests.cogs.events.afterkit import GUILD, HOUR, held, plan, write

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 3, 23)  # the week in which clocks go forward in Berlin
WEEK = Window(BERLIN, MONDAY.toordinal(), MONDAY.toordinal() + 7)
# A week in Berlin, told in UTC: it begins in winter time and ends in summer time.
FIRST = datetime(2026, 3, 22, 23, tzinfo=UTC)
END = datetime(2026, 3, 29, 22, tzinfo=UTC)


@dataclass
class Made:
    """One event as it was made up: what the figures are counted from by hand."""

    guild_id: int
    at: datetime
    took_place: bool
    going: list[int] = field(default_factory=list)
    minutes: dict[int, int] = field(default_factory=dict)
    codes: list[int] = field(default_factory=list)
    ratings: dict[int, int] = field(default_factory=dict)
    messages: int = 0
    questions: int = 0

    @property
    def counts(self) -> bool:
        return self.took_place and self.guild_id == GUILD and FIRST <= self.at < END

    @property
    def came(self) -> set[int]:
        return {who for who, minutes in self.minutes.items() if minutes >= 5} | set(self.codes)


def make(seed: int) -> list[Made]:
    dice = random.Random(seed)  # noqa: S311
    moments = [FIRST, END, FIRST - HOUR, END - timedelta(seconds=1)]
    moments += [FIRST + HOUR * dice.randrange(-40, 220) for _ in range(10)]
    made = []
    for at in moments:
        people = dice.sample(range(1, 15), dice.randrange(10))
        one = Made(GUILD if dice.random() < 0.9 else GUILD + 1, at, dice.random() < 0.85)
        one.going = dice.sample(range(1, 15), dice.randrange(8))
        one.minutes = {who: dice.choice((1, 4, 5, 30, 60)) for who in people}
        one.codes = dice.sample(range(1, 15), dice.randrange(4))
        one.ratings = {who: dice.randrange(1, 6) for who in people if dice.random() < 0.5}
        one.messages, one.questions = dice.randrange(4), dice.randrange(3)
        made.append(one)
    return made


async def keep(database: Database, made: list[Made]) -> list[Held]:
    clock = ManualClock(END)
    store = Store(database, clock, Signals())
    surveys = SurveyService(database, store, clock, JobRunner(database, clock))
    events, facts = [], []
    async with database.begin() as connection:
        for number, one in enumerate(made, 1):
            of = plan(number, one.guild_id, place=Place(channel_id=1000 + number))
            state = OccurrenceState.HELD if one.took_place else OccurrenceState.CANCELLED
            there = held(of, 1, one.at, state=state)
            events.append(
                await write(
                    connection, of, there, stayed=one.minutes, codes=one.codes, going=one.going
                )
            )
            for place in range(one.messages + one.questions):
                asks = MessageFlag.QUESTION if place < one.questions else MessageFlag(0)
                at = one.at + timedelta(minutes=place)
                facts.append(
                    MessageFact(
                        one.guild_id, 100 * number + place, 1000 + number, 5, at, flags=asks
                    )
                )
    for event, one in zip(events, made, strict=True):
        for who, rating in one.ratings.items():
            await surveys.rate(event, who, rating)
    for guild_id in {fact.guild_id for fact in facts}:
        own = [fact for fact in facts if fact.guild_id == guild_id]
        await write_facts(database, own, registry(), BERLIN)
    return events


@pytest.mark.parametrize("seed", [1, 2])
async def test_figures_are_those_of_a_plain_count(database: Database, seed: int) -> None:
    made = make(seed)
    events = await keep(database, made)

    section = await EventSection(FigureService(database)).collect(ReportRequest(GUILD, WEEK))

    found = {figure.key: figure.value for figure in section.figures}
    mine = [one for one in made if one.counts]
    assert 4 < len(mine) < len(made)
    stays = [
        60 * minutes
        for one in mine
        for who, minutes in one.minutes.items()
        if minutes >= 5 or who in one.codes
    ]
    ratings = [rating for one in mine for rating in one.ratings.values()]
    expected = sum(len(set(one.going) & one.came) for one in mine)
    assert found == {
        "events_held": len(mine),
        "event_rsvps": sum(len(one.going) for one in mine),
        "event_attended": sum(len(one.came) for one in mine),
        "event_people": len({who for one in mine for who in one.came}),
        "event_show_up": expected / sum(len(one.going) for one in mine),
        "event_mean_s": sum(stays) / len(stays),
        "event_messages": sum(one.messages + one.questions for one in mine),
        "event_questions": sum(one.questions for one in mine),
        "event_rating": sum(ratings) / len(ratings),
        "event_ratings": len(ratings),
    }
    assert not section.notes
    # The reports of the events themselves add up to it.
    service = OutcomeService(database)
    reports = [
        (await service.report(event.plan, event.occurrence)).outcome
        for event, one in zip(events, made, strict=True)
        if one.counts
    ]
    assert sum(one.came for one in reports) == found["event_attended"]
    assert sum(one.rsvps for one in reports) == found["event_rsvps"]
    assert sum(one.messages for one in reports) == found["event_messages"]
    assert sum(one.survey.answers for one in reports) == found["event_ratings"]


async def test_where_nothing_was_held_nothing_is_said_to_be_good(database: Database) -> None:
    section = await EventSection(FigureService(database)).collect(ReportRequest(GUILD, WEEK))
    found = {figure.key: figure.value for figure in section.figures}
    unknown = {"event_show_up", "event_mean_s", "event_rating"}
    assert {key for key, value in found.items() if value is None} == unknown
    assert all(value == 0 for key, value in found.items() if key not in unknown)


async def test_few_ratings_are_not_shown(database: Database) -> None:
    one = Made(GUILD, FIRST, True, minutes={1: 30}, ratings={1: 1, 2: 1, 3: 1, 4: 5})
    await keep(database, [one])
    section = await EventSection(FigureService(database)).collect(ReportRequest(GUILD, WEEK))
    found = {figure.key: figure.value for figure in section.figures}
    assert (found["event_rating"], found["event_ratings"]) == (None, 4)
    assert "shown from 5 on" in section.notes[0]
