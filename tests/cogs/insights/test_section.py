from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from bot.clock import ManualClock
from bot.db import Database
from bot.directory import remember_census, remember_guild
from bot.ledger.facts import Fact, JoinFact, LeaveCause, LeaveFact, MessageFact, MessageFlag
from bot.ledger.retention import apply_retention
from bot.ledger.write import write_guild
from bot.reports import Figure, ReportRequest, Section
from bot.windows import Window, parse_week
from cogs.answers.service.responses import Queries
from cogs.insights.section import CommunitySection
from tests.cogs.insights.figure_histories import GUILD, projections

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = parse_week("2020-W10", BERLIN)
MONDAY_NOON = datetime(2020, 3, 2, 11, tzinfo=UTC)
NOW = datetime(2020, 3, 9, 8, tzinfo=UTC)
TALK, HELP = 1, 2

KEYS = [
    "members", "active_members", "engagement_rate", "communicators", "messages", "dau_mean", "wau",
    "mau", "stickiness", "joins", "leaves", "leaves_kicked", "leaves_banned", "net_growth",
    "growth_rate", "activation_rate", "retention_rate", "lost_regulars", "reactivated",
    "top10_share", "queries", "response_median_s", "response_p90_s", "response_coverage_24h",
    "response_coverage_7d",
]  # fmt: skip


def message(number: int, author: int, at: datetime, **more: Any) -> MessageFact:
    return MessageFact(GUILD, number, more.pop("channel", TALK), author, at, **more)


async def told(database: Database, facts: list[Fact], census_at: datetime | None = None) -> None:
    async with database.begin() as connection:
        await remember_guild(connection, GUILD, "Town")
        if census_at is not None:
            await remember_census(connection, GUILD, census_at)
        await write_guild(connection, GUILD, facts, projections(), BERLIN)


async def section(
    database: Database,
    weeks_ago: int = 0,
    *,
    now: datetime = NOW,
    helps: frozenset[int] = frozenset(),
) -> Section:
    request = ReportRequest(GUILD, WEEK.shifted(-7 * weeks_ago), "en", helps)
    return await CommunitySection(database, ManualClock(now), Queries).collect(request)


def figures(part: Section) -> dict[str, Figure]:
    return {figure.key: figure for figure in part.figures}


def series(part: Section) -> dict[str, Any]:
    return cast("dict[str, Any]", part.series)


async def test_a_small_week_by_hand(database: Database) -> None:
    day = timedelta(days=1)
    long_ago = MONDAY_NOON - 30 * day
    facts: list[Fact] = [
        JoinFact(GUILD, 1, long_ago),
        JoinFact(GUILD, 2, long_ago),
        JoinFact(GUILD, 3, MONDAY_NOON + day),
        LeaveFact(GUILD, 2, MONDAY_NOON + 3 * day, LeaveCause.KICK),
        message(10, 1, MONDAY_NOON - 7 * day),
        message(11, 2, MONDAY_NOON - 6 * day),
        message(20, 1, MONDAY_NOON, channel=HELP, flags=MessageFlag.QUESTION),
        message(21, 3, MONDAY_NOON + day, channel=HELP, reply_to=20),
        message(22, 3, MONDAY_NOON + day, channel=HELP),
        message(23, 3, MONDAY_NOON + 2 * day),
    ]
    await told(database, facts, census_at=long_ago)

    found = figures(await section(database, helps=frozenset({HELP})))

    assert list(found) == KEYS
    values = {key: figure.value for key, figure in found.items()}
    assert values == {
        "members": 2,
        "active_members": 2,
        "engagement_rate": 1.0,
        "communicators": 2,
        "messages": 4,
        "dau_mean": 3 / 7,
        "wau": 2,
        "mau": 3,
        "stickiness": 1 / 7,
        "joins": 1,
        "leaves": 1,
        "leaves_kicked": 1,
        "leaves_banned": 0,
        "net_growth": 0,
        "growth_rate": 0.0,
        "activation_rate": 1.0,
        "retention_rate": 0.5,
        "lost_regulars": 0,
        "reactivated": 0,
        "top10_share": 1.0,
        "queries": 1,
        "response_median_s": 86_400.0,
        "response_p90_s": 86_400.0,
        "response_coverage_24h": 1.0,
        "response_coverage_7d": 1.0,
    }
    assert found["retention_rate"].counts == (1, 2)
    assert found["stickiness"].counts == (3 / 7, 3)


async def test_every_figure_has_a_name_for_people(database: Database) -> None:
    await told(database, [message(1, 1, MONDAY_NOON)])
    part = await section(database)
    assert set(part.labels) == set(KEYS)
    assert part.title == "Community"
    assert len(set(part.labels.values())) == len(KEYS)


async def test_an_unknown_guild_is_refused(database: Database) -> None:
    with pytest.raises(KeyError):
        await section(database)


async def test_a_known_guild_without_facts_is_undefined_not_zero_per_cent(
    database: Database,
) -> None:
    await told(database, [])
    part = await section(database)
    found = figures(part)
    rates = [figure for figure in found.values() if figure.unit == "rate"]
    assert [figure.value for figure in rates] == [None] * len(rates)
    assert (found["messages"].value, found["dau_mean"].value) == (0, None)
    assert series(part)["messages_by_day"] == [None] * 7
    assert part.findings == []
    assert part.notes[0] == "I have data of 0 of the 7 days, so there is nothing to count."


async def test_an_imported_history_counts_writers_and_has_no_growth(database: Database) -> None:
    before = MONDAY_NOON - timedelta(days=9)
    await told(database, [message(1, 1, before), message(2, 2, MONDAY_NOON)])

    part = await section(database)

    found = figures(part)
    assert (found["members"].value, found["growth_rate"].value) == (2, None)
    assert found["net_growth"].value is None
    assert any(note.startswith("Membership is not known") for note in part.notes)


async def test_growth_is_undefined_in_the_week_of_the_first_census(database: Database) -> None:
    census = MONDAY_NOON + timedelta(days=2)
    joined = MONDAY_NOON - timedelta(days=100)
    await told(database, [JoinFact(GUILD, 1, joined), message(1, 1, census)], census_at=census)

    this, following = [await section(database, ago, now=NOW + timedelta(days=7)) for ago in (0, -1)]

    assert figures(this)["members"].value == 1
    assert figures(this)["growth_rate"].value is None
    assert any("since 4 March 2020" in note for note in this.notes)
    assert figures(following)["growth_rate"].value == 0.0


async def test_a_quiet_day_is_zero_and_an_unknown_one_is_not(database: Database) -> None:
    census = MONDAY_NOON + timedelta(days=1)
    await told(database, [message(1, 1, MONDAY_NOON + timedelta(days=3))], census_at=census)

    part = await section(database, now=MONDAY_NOON + timedelta(days=4))

    assert series(part)["messages_by_day"] == [None, 0, 0, 1, 0, None, None]
    assert series(part)["active_by_day"] == [None, 0, 0, 1, 0, None, None]
    assert series(part)["previous_messages_by_day"] is None
    assert figures(part)["dau_mean"].value == 1 / 4


async def test_the_week_before_has_its_own_unknown_days(database: Database) -> None:
    friday = MONDAY_NOON - timedelta(days=3)
    await told(database, [message(1, 1, friday), message(2, 1, MONDAY_NOON)], census_at=friday)

    part = await section(database)

    assert series(part)["previous_messages_by_day"] == [None, None, None, None, 1, 0, 0]
    assert any("only 3 of 7 days" in note for note in part.notes)
    assert [finding.text for finding in part.findings] == [
        "Monday was the busiest day (one message)."
    ]


async def test_cohorts_begin_with_the_census(database: Database) -> None:
    census = MONDAY_NOON - timedelta(days=14)
    facts: list[Fact] = [JoinFact(GUILD, 1, census - timedelta(days=20))]
    for member, days in ((2, 13), (3, 12), (4, 5)):
        facts.append(JoinFact(GUILD, member, MONDAY_NOON - timedelta(days=days)))
    facts += [message(5, 2, MONDAY_NOON - timedelta(days=7)), message(6, 3, MONDAY_NOON)]
    await told(database, facts, census_at=census)

    cohorts = series(await section(database))["cohorts"]

    assert [(row["week"], row["size"], row["shares"][:3]) for row in cohorts] == [
        ("2020-W08", 2, [0.5, 0.5, None]),
        ("2020-W09", 1, [0.0, None, None]),
    ]
    assert all(len(row["shares"]) == 12 for row in cohorts)


async def test_who_joins_twice_belongs_to_both_cohorts(database: Database) -> None:
    census = MONDAY_NOON - timedelta(days=30)
    facts: list[Fact] = [
        JoinFact(GUILD, 2, MONDAY_NOON - timedelta(days=14)),
        LeaveFact(GUILD, 2, MONDAY_NOON - timedelta(days=10)),
        JoinFact(GUILD, 2, MONDAY_NOON - timedelta(days=7)),
        message(5, 2, MONDAY_NOON),
    ]
    await told(database, facts, census_at=census)

    cohorts = series(await section(database))["cohorts"]

    assert [(row["week"], row["shares"][:2]) for row in cohorts] == [
        ("2020-W08", [0.0, 1.0]),
        ("2020-W09", [1.0, None]),
    ]


async def test_who_joins_twice_in_a_week_is_one_newcomer(database: Database) -> None:
    hour = timedelta(hours=1)
    facts: list[Fact] = [
        JoinFact(GUILD, 2, MONDAY_NOON),
        LeaveFact(GUILD, 2, MONDAY_NOON + hour),
        JoinFact(GUILD, 2, MONDAY_NOON + 2 * hour),
        JoinFact(GUILD, 3, MONDAY_NOON),
        *[message(number, 2, MONDAY_NOON + 3 * hour) for number in range(3)],
    ]
    await told(database, facts, census_at=MONDAY_NOON - timedelta(days=30))

    found = figures(await section(database))

    assert found["joins"].value == 3
    assert found["activation_rate"].counts == (1, 2)


async def test_newcomers_with_time_left_are_noted(database: Database) -> None:
    facts: list[Fact] = [
        JoinFact(GUILD, 2, MONDAY_NOON - timedelta(hours=6)),
        JoinFact(GUILD, 3, MONDAY_NOON + timedelta(days=2)),
    ]
    await told(database, facts, census_at=MONDAY_NOON - timedelta(days=30))

    part = await section(database, now=datetime(2020, 3, 9, 6, tzinfo=UTC))

    assert any("first seven days are not over yet: 1 of 2" in note for note in part.notes)
    later = await section(database, now=NOW + timedelta(days=7))
    assert not any("first seven days" in note for note in later.notes)


async def test_after_the_retention_period_what_needs_single_facts_is_undefined(
    database: Database,
) -> None:
    facts: list[Fact] = [
        JoinFact(GUILD, 1, MONDAY_NOON),
        message(1, 1, MONDAY_NOON, channel=HELP, flags=MessageFlag.QUESTION),
    ]
    await told(database, facts, census_at=MONDAY_NOON - timedelta(days=30))
    later = NOW + timedelta(days=500)
    async with database.begin() as connection:
        await apply_retention(connection, GUILD, BERLIN, later, timedelta(days=400))

    part = await section(database, now=later, helps=frozenset({HELP}))

    found = figures(part)
    assert (found["messages"].value, found["joins"].value) == (1, 1)
    for key in ("queries", "response_median_s", "response_coverage_24h", "activation_rate"):
        assert found[key].value is None
    assert any("older than single messages are kept" in note for note in part.notes)


async def test_weeks_lead_up_to_the_window(database: Database) -> None:
    week = timedelta(days=7)
    facts: list[Fact] = [message(n, n % 2, MONDAY_NOON - (n % 3) * week) for n in range(9)]
    await told(database, facts)

    found = series(await section(database))

    assert found["weeks"] == ["2020-W08", "2020-W09", "2020-W10"]
    assert found["messages_by_week"] == [3, 3, 3]
    assert found["active_by_week"] == [2, 2, 2]


async def test_many_forum_posts_are_looked_up_in_pages(database: Database) -> None:
    posts: list[Fact] = []
    for number in range(1_000, 2_200, 2):
        at = MONDAY_NOON + timedelta(seconds=number)
        posts.append(
            message(number, 1, at, channel=number, parent_id=9, flags=MessageFlag.FORUM_POST)
        )
        posts.append(message(number + 1, 2, at + timedelta(minutes=1), channel=number, parent_id=9))
    await told(database, posts)

    found = figures(await section(database))

    assert (found["queries"].value, found["response_coverage_24h"].value) == (600, 1.0)
    assert found["response_median_s"].value == 60.0


async def test_a_window_that_is_no_week_has_no_cohorts(database: Database) -> None:
    await told(database, [message(n, 1, MONDAY_NOON - timedelta(days=n)) for n in range(60)])
    month = Window(BERLIN, WEEK.end_day - 30, WEEK.end_day)

    part = await CommunitySection(database, ManualClock(NOW), Queries).collect(
        ReportRequest(GUILD, month)
    )

    found = figures(part)
    assert (found["messages"].value, found["wau"].value, found["mau"].value) == (24, 1, 1)
    assert series(part)["cohorts"] == []
    assert len(series(part)["days"]) == 30
    assert series(part)["weeks"][-1] == "2020-02-08 to 2020-03-08"


@pytest.mark.parametrize(("days_before", "lost"), [(90, 1), (91, 0)])
async def test_regulars_are_those_of_the_90_days_before(
    database: Database, days_before: int, lost: int
) -> None:
    at = MONDAY_NOON - timedelta(days=days_before)
    await told(database, [message(n, 1, at + timedelta(minutes=n)) for n in range(4)])
    assert figures(await section(database))["lost_regulars"].value == lost


@pytest.mark.parametrize("came", [0, 6])
@pytest.mark.parametrize(("silent", "back"), [(90, 1), (89, 0)])
async def test_who_comes_back_was_silent_for_90_whole_days(
    database: Database, came: int, silent: int, back: int
) -> None:
    at = MONDAY_NOON + timedelta(days=came)
    await told(database, [message(1, 1, at - timedelta(days=silent + 1)), message(2, 1, at)])
    assert figures(await section(database))["reactivated"].value == back


@pytest.mark.parametrize(("short", "rate"), [(timedelta(microseconds=1), 1.0), (timedelta(0), 0.0)])
async def test_newcomers_have_seven_times_24_hours(
    database: Database, short: timedelta, rate: float
) -> None:
    last = MONDAY_NOON + timedelta(days=7) - short
    facts: list[Fact] = [JoinFact(GUILD, 1, MONDAY_NOON)]
    facts += [message(n, 1, at) for n, at in enumerate([MONDAY_NOON, MONDAY_NOON, last])]
    await told(database, facts)
    assert figures(await section(database))["activation_rate"].value == rate
