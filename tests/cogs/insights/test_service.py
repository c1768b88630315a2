from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.client import Steward, create_bot
from bot.clock import ManualClock
from bot.config import load_settings
from bot.directory import ChannelEntry, remember_census, remember_channels, remember_guild
from bot.errors import UserError
from bot.guild_settings import ServerSettings
from bot.ledger.facts import Fact, JoinFact, MessageFact, MessageFlag
from bot.ledger.write import write_guild
from bot.reports import Reports
from cogs.insights.domain.report import as_json
from cogs.insights.service.reports import InsightsService
from cogs.insights.settings import GuildSettings
from tests.cogs.insights.figure_histories import GUILD

NOW = datetime(2020, 3, 11, 12, tzinfo=UTC)  # a Wednesday
MONDAY = datetime(2020, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TALK, HELP = 1, 2


@pytest.fixture
async def bot(sqlite_url: str) -> AsyncIterator[Steward]:
    async with create_bot(load_settings(database_url=sqlite_url), clock=ManualClock(NOW)) as house:
        await house.open()
        yield house


@pytest.fixture
def service(bot: Steward) -> InsightsService:
    return bot.ports.get(InsightsService)


def message(
    number: int, at: datetime, author: int = 1, channel: int = TALK, score: float | None = None
) -> MessageFact:
    return MessageFact(GUILD, number, channel, author, at, flags=MessageFlag.QUESTION, score=score)


async def told(bot: Steward, facts: list[Fact], census_at: datetime | None = None) -> None:
    zone = await bot.guild_settings.zone(GUILD)
    async with bot.database.begin() as connection:
        await remember_guild(connection, GUILD, "Town")
        names = [ChannelEntry(TALK, "talk", "text"), ChannelEntry(HELP, "help", "text")]
        await remember_channels(connection, GUILD, names)
        if census_at is not None:
            await remember_census(connection, GUILD, census_at)
        await write_guild(connection, GUILD, facts, bot.ledger.projections, zone)


# -- which week ------------------------------------------------------------------------------


async def test_a_week_is_cut_in_the_servers_zone(bot: Steward, service: InsightsService) -> None:
    await bot.guild_settings.set(GUILD, ServerSettings, "zone", "Asia/Kolkata")
    window = await service.window(GUILD, "2020-W10")
    assert window.start == datetime(2020, 3, 1, 18, 30, tzinfo=UTC)


async def test_without_a_week_it_is_the_last_full_one(
    bot: Steward, service: InsightsService
) -> None:
    await told(bot, [message(1, MONDAY - 300 * DAY)], census_at=MONDAY - 300 * DAY)
    assert (await service.window(GUILD, None)).label == "2020-W10"


async def test_of_an_unknown_guild_it_is_the_last_full_one(service: InsightsService) -> None:
    assert (await service.window(GUILD, None)).label == "2020-W10"


@pytest.mark.parametrize(
    ("last", "label"),
    [
        (datetime(2019, 6, 2, 12, tzinfo=UTC), "2019-W22"),  # a Sunday ends its week
        (datetime(2019, 6, 1, 12, tzinfo=UTC), "2019-W21"),
        (NOW, "2020-W10"),
    ],
)
async def test_of_an_imported_history_it_is_its_own_newest_full_week(
    bot: Steward, service: InsightsService, last: datetime, label: str
) -> None:
    await told(bot, [message(1, last - 60 * DAY), message(2, last)])
    assert (await service.window(GUILD, None)).label == label


async def test_an_imported_history_shorter_than_a_week_gives_its_part(
    bot: Steward, service: InsightsService
) -> None:
    wednesday = datetime(2019, 5, 29, 12, tzinfo=UTC)
    await told(bot, [message(1, wednesday), message(2, wednesday + DAY)])
    assert (await service.window(GUILD, None)).label == "2019-W22"


@pytest.mark.parametrize(
    ("week", "sentence"),
    [
        ("2021-W53", "There is no week 53 in 2021"),
        ("2020-W00", "There is no week 0 in 2020"),
        ("next", "is not a week"),
        ("2020-W12", "2020-W12 has not begun yet. The newest full week is 2020-W10."),
        ("9999-W52", "eek"),
        ("0001-W01", "eek"),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Niue"])
async def test_a_week_that_cannot_be_is_refused(
    bot: Steward, service: InsightsService, week: str, sentence: str, zone: str
) -> None:
    await bot.guild_settings.set(GUILD, ServerSettings, "zone", zone)
    with pytest.raises(UserError) as refused:
        await service.window(GUILD, week)
    assert sentence in str(refused.value).replace("\\", "")


async def test_the_running_week_can_be_asked_for(bot: Steward, service: InsightsService) -> None:
    await told(bot, [message(1, MONDAY + 7 * DAY)], census_at=MONDAY - 300 * DAY)
    window = await service.window(GUILD, "2020-W11")
    report = await service.report(GUILD, window)
    assert report.days_observed == 3
    assert report.figures["dau_mean"].value == 1 / 3
    assert any("3 of the 7 so far" in note for note in report.notes)


async def test_the_earliest_week_can_be_reported(bot: Steward, service: InsightsService) -> None:
    await told(bot, [message(1, MONDAY)])
    report = await service.report(GUILD, await service.window(GUILD, "2016-W01"))
    assert report.days_observed == 0


# -- the report ------------------------------------------------------------------------------


async def weekly(service: InsightsService, week: str = "2020-W10") -> dict[str, object]:
    return as_json(await service.report(GUILD, await service.window(GUILD, week)))


async def test_a_guild_that_was_never_seen(service: InsightsService) -> None:
    with pytest.raises(UserError, match="nothing of this server"):
        await service.report(GUILD, await service.window(GUILD, "2020-W10"))


async def test_the_first_week_has_no_previous_figures(
    bot: Steward, service: InsightsService
) -> None:
    await told(bot, [message(1, MONDAY + 2 * DAY)])
    first, second = await weekly(service), await weekly(service, "2020-W11")
    assert first["previous"] == {}
    assert first["findings"] == ["Wednesday was the busiest day (one message)."]
    previous = second["previous"]
    assert isinstance(previous, dict)
    assert previous["messages"] == 1


async def test_json_has_the_figures_by_flat_keys(bot: Steward, service: InsightsService) -> None:
    await told(bot, [message(1, MONDAY)])
    found = await weekly(service)
    assert {"window", "kpis", "previous", "series", "sections"} <= set(found)
    kpis = found["kpis"]
    assert isinstance(kpis, dict)
    assert set(kpis) >= {
        "messages", "members", "active_members", "communicators", "engagement_rate", "dau_mean",
        "wau", "mau", "stickiness", "joins", "leaves", "retention_rate", "lost_regulars",
        "reactivated", "sentiment_positive", "sentiment_neutral", "sentiment_negative",
        "sentiment_scored", "sentiment_coverage", "sentiment_net", "top10_share", "queries",
        "response_median_s", "response_p90_s", "response_coverage_24h",
    }  # fmt: skip
    assert found["window"] == {
        "label": "2020-W10",
        "zone": "UTC",
        "start": "2020-03-02T00:00:00+00:00",
        "end": "2020-03-09T00:00:00+00:00",
        "days": 7,
        "days_observed": 1,
    }


async def test_never_more_than_three_findings(bot: Steward, service: InsightsService) -> None:
    facts: list[Fact] = [message(0, MONDAY - 100 * DAY, author=30)]
    for week, people in ((-1, 8), (0, 20)):
        for author in range(people):
            for number in range(6):
                at = MONDAY + (7 * week + number) * DAY
                channel = HELP if author % 2 else TALK
                key = (week + 2) * 10_000 + author * 100 + number
                facts.append(message(key, at, author, channel, score=0.5 if week else -0.5))
    await told(bot, facts, census_at=MONDAY - 200 * DAY)

    report = await service.report(GUILD, await service.window(GUILD, "2020-W10"))

    assert len(report.findings) == 3
    assert report.findings[0].startswith("The mood fell to −1.00 (from +1.00")
    assert report.findings[1].startswith("Messages rose by 150 % to 120 (from 48)")
    assert report.findings[2].startswith("20 members were active, more than the 8")
    # #talk and #help grew alike: the first of equals is named.
    assert "#talk gained most (+36), above all on Monday (+6)" in report.findings[1]


async def test_help_channels_come_from_the_server_or_from_the_order(
    bot: Steward, service: InsightsService
) -> None:
    await told(bot, [message(1, MONDAY), message(2, MONDAY, channel=HELP)])
    window = await service.window(GUILD, "2020-W10")

    async def asked(*channels: int) -> float | int | None:
        report = await service.report(GUILD, window, help_channel_ids=frozenset(channels))
        return report.figures["queries"].value

    assert await asked() == 0
    await bot.guild_settings.set(GUILD, GuildSettings, "help_channel_ids", [HELP])
    assert await asked() == 1
    assert await asked(TALK, HELP) == 2


async def test_what_waits_in_the_writer_is_counted(bot: Steward, service: InsightsService) -> None:
    await told(bot, [message(1, MONDAY)])
    bot.ledger.start()
    bot.ledger.writer.submit(message(2, MONDAY))
    report = await service.report(GUILD, await service.window(GUILD, "2020-W10"))
    assert report.figures["messages"].value == 2


async def test_any_locale_of_discord_makes_a_report(bot: Steward, service: InsightsService) -> None:
    facts: list[Fact] = [
        message(100 * week + author, MONDAY + 7 * week * DAY, author, score=0.2 * week + 0.5)
        for week in (-1, 0)
        for author in range(6)
    ]
    await told(bot, facts)
    window = await service.window(GUILD, "2020-W10")
    for locale in ("en-US", "de", "pt-BR", "zh-CN", "no"):
        report = await service.report(GUILD, window, locale=locale)
        assert report.findings


# -- the pulse -------------------------------------------------------------------------------


async def test_the_pulse_is_of_seven_days_with_today(
    bot: Steward, service: InsightsService
) -> None:
    today = date(2020, 3, 11)
    facts: list[Fact] = [
        message(1, NOW),
        message(2, NOW - 6 * DAY, author=2),
        message(3, NOW - 7 * DAY),
        message(4, NOW - 14 * DAY),
        JoinFact(GUILD, 5, NOW - DAY),
    ]
    await told(bot, facts)

    pulse = await service.pulse(GUILD)

    assert today == NOW.date()
    assert (pulse.messages, pulse.messages_before) == (2, 1)
    assert (pulse.active, pulse.active_before, pulse.joins) == (2, 1, 1)
    assert (pulse.busiest_channel_id, pulse.busiest_channel) == (TALK, "talk")
    assert pulse.guild_name == "Town"


async def test_the_pulse_of_few_people_has_no_mood(bot: Steward, service: InsightsService) -> None:
    await told(bot, [message(n, NOW - DAY, author=n, score=0.5) for n in range(4)])
    assert (await service.pulse(GUILD)).net_sentiment is None
    await told(bot, [message(9, NOW - DAY, author=9, score=-0.5)])
    assert (await service.pulse(GUILD)).net_sentiment == pytest.approx(3 / 5)


async def test_of_two_equally_busy_channels_the_older_is_named(
    bot: Steward, service: InsightsService
) -> None:
    await told(bot, [message(1, NOW, channel=HELP), message(2, NOW, channel=TALK)])
    assert (await service.pulse(GUILD)).busiest_channel_id == TALK


async def test_a_quiet_pulse(bot: Steward, service: InsightsService) -> None:
    await told(bot, [])
    pulse = await service.pulse(GUILD)
    assert (pulse.messages, pulse.busiest_channel_id, pulse.busiest_channel) == (0, None, None)


async def test_the_pulse_of_a_guild_that_was_never_seen(service: InsightsService) -> None:
    with pytest.raises(UserError, match="nothing of this server"):
        await service.pulse(GUILD)


async def test_without_the_feature_of_moods_the_pulse_has_none(bot: Steward) -> None:
    await told(bot, [message(n, NOW - DAY, author=n, score=0.5) for n in range(9)])
    alone = InsightsService(bot.database, bot.ledger, bot.guild_settings, Reports(), bot.clock)
    assert (await alone.pulse(GUILD)).net_sentiment is None
