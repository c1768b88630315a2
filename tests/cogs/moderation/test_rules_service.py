"""The rules and the held channels on both databases: nothing is lost or done twice at once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.db import Database
from bot.errors import UserError
from bot.jobs import JobRunner
from bot.jobs.models import JobRow
from bot.signals import RulesAccepted, Signals
from cogs.moderation.domain.rules import Rules, added, changed
from cogs.moderation.repository.channels import Hold, Kind
from cogs.moderation.service.channels import CLOSE, REOPEN, ChannelService
from cogs.moderation.service.rules import PUBLISH, RulesService

GUILD = 7
CHANNEL = 70
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class House:
    """The services without Discord."""

    def __init__(self, database: Database) -> None:
        self.database = database
        clock = ManualClock(NOW)
        signals = Signals()
        jobs = JobRunner(database, clock)
        self.heard: list[RulesAccepted] = []
        self.rules = RulesService(database, jobs, signals, clock)
        self.channels = ChannelService(database, jobs, clock)
        signals.listen(RulesAccepted, self._hear)

    async def _hear(self, signal: RulesAccepted) -> None:
        self.heard.append(signal)

    async def write(self, *titles: str) -> Rules:
        rules: Rules = ()
        for title in titles:
            rules = await self.rules.change(GUILD, partial(_add, title=title))
        return rules

    async def jobs(self) -> list[tuple[Any, ...]]:
        async with self.database.read() as connection:
            rows = await connection.execute(select(JobRow.key, JobRow.due_at).order_by(JobRow.key))
            return [tuple(row) for row in rows]


def _add(rules: Rules, title: str) -> Rules:
    return added(rules, title, "")


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def test_rules_that_are_written_at_the_same_time_are_all_kept(house: House) -> None:
    titles = [f"Rule {number}" for number in range(8)]

    await asyncio.gather(
        *(house.rules.change(GUILD, partial(_add, title=title)) for title in titles)
    )

    rules = await house.rules.draft(GUILD)
    assert sorted(rule.title for rule in rules) == titles
    assert len({rule.key for rule in rules}) == len(titles)


async def test_a_refused_change_changes_nothing(house: House) -> None:
    rules = await house.write("Be kind")

    with pytest.raises(UserError, match="not there any more"):
        await house.rules.change(GUILD, lambda rules: changed(rules, 99, "Be rude", ""))

    assert await house.rules.draft(GUILD) == rules


async def test_who_publishes_at_the_same_time_gets_a_version_each(house: House) -> None:
    await house.write("Be kind")

    made = await asyncio.gather(
        *(house.rules.publish(GUILD, CHANNEL, 1, ask_again=True) for _ in range(3))
    )

    assert sorted(one.version for one in made) == [1, 2, 3]
    assert [key for key, _ in await house.jobs()] == [f"{PUBLISH}:{one}" for one in (1, 2, 3)]
    # Only the last one is shown.
    assert await house.rules.publication(GUILD, 2) is None
    last = await house.rules.publication(GUILD, 3)
    assert last is not None
    assert last.before is None


async def test_an_acceptance_is_announced_once_for_each_version_that_asks(house: House) -> None:
    await house.write("Be kind")
    first = await house.rules.publish(GUILD, CHANNEL, 1, ask_again=False)

    took = await asyncio.gather(*(house.rules.accept(GUILD, 5, first) for _ in range(5)))
    assert sorted(took) == [False, False, False, False, True]
    wording = await house.rules.publish(GUILD, CHANNEL, 1, ask_again=False)
    assert await house.rules.has_accepted(GUILD, 5, wording)
    assert not await house.rules.accept(GUILD, 5, wording)
    asking = await house.rules.publish(GUILD, CHANNEL, 1, ask_again=True)
    assert not await house.rules.has_accepted(GUILD, 5, asking)
    assert await house.rules.accepted_count(asking) == 0
    assert await house.rules.accept(GUILD, 5, asking)

    assert [one.member_id for one in house.heard] == [5, 5]
    assert await house.rules.accepted_count(asking) == 1


async def test_a_rule_is_cited_as_it_was_published(house: House) -> None:
    await house.write("Be kind", "No spam")
    assert await house.rules.rule(GUILD, 1) is None
    await house.rules.publish(GUILD, CHANNEL, 1, ask_again=False)
    await house.write("Not published")

    cited = await house.rules.rule(GUILD, 2)

    assert cited is not None
    assert cited.title == "No spam"
    assert await house.rules.rule(GUILD, 3) is None
    assert await house.rules.rule(GUILD, 0) is None


async def test_nothing_is_published_where_nothing_is_written(house: House) -> None:
    with pytest.raises(UserError, match="/rules edit"):
        await house.rules.publish(GUILD, CHANNEL, 1, ask_again=False)

    assert await house.rules.published(GUILD) is None


def hold(
    number: int,
    *,
    channel_id: int = CHANNEL,
    lockdown: bool = False,
    lasts: timedelta | None = timedelta(hours=1),
) -> Hold:
    until = None if lasts is None else NOW + lasts
    before = [["7", True, str(1 << 60), "0"]]
    return Hold(GUILD, channel_id, Kind.TALK, number, lockdown, before, [], NOW, until)


async def test_of_two_who_close_a_channel_at_once_one_does(house: House) -> None:
    took = await asyncio.gather(*(house.channels.begin(hold(number)) for number in (1, 2, 3)))

    assert sorted(took) == [False, False, True]
    (kept,) = [number for number, took_it in zip((1, 2, 3), took, strict=True) if took_it]
    assert await house.channels.held(GUILD, CHANNEL, Kind.TALK) == hold(kept)
    assert await house.jobs() == [(f"{REOPEN}:{kept}", NOW + timedelta(hours=1))]


async def test_of_two_who_open_a_channel_at_once_one_does(house: House) -> None:
    await house.channels.begin(hold(1))

    ended = await asyncio.gather(*(house.channels.end(hold(1)) for _ in range(3)))

    assert sorted(ended) == [False, False, True]
    assert await house.jobs() == []
    # What was opened and closed anew is another matter.
    await house.channels.begin(hold(2))
    assert not await house.channels.end(hold(1))
    assert await house.channels.held(GUILD, CHANNEL, Kind.TALK) == hold(2)


async def test_a_lockdown_leaves_what_is_closed_already(house: House) -> None:
    await house.channels.begin(hold(1, lasts=None))

    taken = await house.channels.begin_lockdown(
        [hold(2, channel_id=one, lockdown=True) for one in (CHANNEL, 71, 72)]
    )

    assert taken == {71, 72}
    assert [one.channel_id for one in await house.channels.of_lockdown(GUILD)] == [71, 72]
    assert [key for key, _ in await house.jobs()] == [f"{CLOSE}:2", f"{REOPEN}:2"]
    await house.channels.end_lockdown(GUILD, [2], 3)
    assert [key for key, _ in await house.jobs()] == [f"{CLOSE}:2", f"{REOPEN}:2:3"]


async def test_a_void_case_lets_go_of_what_it_holds(house: House) -> None:
    await house.channels.begin(hold(1))

    assert await house.channels.call_off(GUILD, 1) == 1
    assert await house.channels.call_off(GUILD, 9) == 0

    assert await house.jobs() == [(f"{REOPEN}:1:void", NOW)]
