"""Badges given by rule: once, whatever is killed, run again or counted late."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, update

from bot.activity.models import Stay
from bot.db import Database
from bot.db.upsert import put
from bot.deeds import Deed, DeedKind
from bot.ledger.models import OptOut
from bot.windows import Window
from cogs.recognition.domain.badges import Badge, Figure
from cogs.recognition.models.badges import FIGURES_DUE
from cogs.recognition.service.figures import FigureService
from tests.bot.ledger.ledgerkit import GUILD
from tests.cogs.recognition.badgekit import NOW, Hall

KIND = Badge(0, "Kind", "💛", "", Figure.KUDOS, (1, 2))


async def test_the_weekly_report_counts_what_was_earned_and_not_taken_back(
    database: Database,
) -> None:
    hall = Hall(database)
    today = NOW.date().toordinal()
    week = Window(ZoneInfo("UTC"), today, today + 7)
    figures = FigureService(database, lambda: hall.awards)
    assert (await figures.of(GUILD, week)).badges == 0
    await hall.make(KIND)
    await hall.thank(1, "a", "b")
    await hall.thank(2, "c")
    await hall.look()
    assert sorted(await hall.awards.earned(GUILD, week)) == [1, 1, 2]
    assert (await figures.of(GUILD, week)).badges == 3
    assert (await figures.of(GUILD, week.shifted(-7))).badges == 0
    assert (await figures.of(GUILD, week.shifted(7))).badges == 0
    assert (await figures.of(GUILD + 1, week)).badges == 0
    await hall.awards.revoke(GUILD, 1, 1, 9, None)
    assert (await figures.of(GUILD, week)).badges == 1


async def test_a_rule_gives_each_tier_once(database: Database) -> None:
    hall = Hall(database)
    await hall.make(KIND)
    await hall.thank(1, "a", "b")
    await hall.thank(2, "c")
    # Two processes at once, and once more: nobody gets anything twice.
    await asyncio.gather(*(hall.awarding.look(GUILD) for _ in range(3)))
    await hall.look()
    earned = [(1, 1, 0), (1, 1, 1), (1, 2, 0)]
    assert await hall.held() == earned
    # Of two tiers at once the higher is told.
    assert await hall.waiting() == [(1, 1, 1), (1, 2, 0)]

    # What was claimed by a killed attempt is said again by the next of the same job alone.
    await hall.set("badges_channel_id", "5")
    first = await hall.news.claim(GUILD, 7)
    await hall.thank(2, "d")
    await hall.look()
    assert await hall.news.claim(GUILD, 7) == first
    await hall.news.done(GUILD, 7)
    assert await hall.waiting() == [(1, 2, 1)]
    assert [one.tier for one in (await hall.news.claim(GUILD, 8)).news] == [1]

    # A thank-you that is voided, and a rebuild, leave what was earned.
    await hall.void(Deed(GUILD, DeedKind.KUDOS, "a", 1, NOW))
    await hall.rebuild()
    await hall.look()
    assert await hall.held() == [*earned, (1, 2, 1)]


async def test_what_was_revoked_comes_back_by_hand_alone(database: Database) -> None:
    hall = Hall(database)
    await hall.make(KIND)
    await hall.thank(1, "a")
    await hall.look()
    await hall.awards.revoke(GUILD, 1, 1, 99, "Thanked each other")
    assert await hall.waiting() == []
    await hall.thank(1, "b", "c")
    await hall.look()
    assert await hall.held() == []
    audit = await hall.awards.audit(GUILD, 0)
    assert [(one.value, one.revoked_by, one.revoked_reason) for one in audit.awards] == [
        (1, 99, "Thanked each other")
    ]
    badge = await hall.badges.find(GUILD, "kind")
    assert await hall.awards.give(GUILD, badge, 1, 99, None) is None
    assert await hall.waiting() == []
    await hall.thank(1, "d")
    await hall.look()
    assert await hall.held() == [(1, 1, 0), (1, 1, 1)]


async def test_every_figure_is_counted_and_previewed_alike(database: Database) -> None:
    hall = Hall(database)
    await hall.joined(m1=800, m2=400, m3=1)
    kinds = {
        Figure.KUDOS: DeedKind.KUDOS,
        Figure.ANSWERS: DeedKind.ANSWER,
        Figure.EVENTS: DeedKind.EVENT,
        Figure.CHALLENGES: DeedKind.CHALLENGE,
        Figure.IDEAS: DeedKind.IDEA,
        Figure.GREETED: DeedKind.BUDDY,
    }
    for kind in kinds.values():
        await hall.thank(1, "a", "b", kind=kind)
        await hall.thank(2, "c", kind=kind)
    made = [Badge(0, figure, "🏅", "", figure, (1, 2)) for figure in kinds]
    made += [Badge(0, "Years", "🎂", "", Figure.YEARS, (1, 2))]
    made += [Badge(0, "Early", "🐣", "", Figure.EARLY, (2, 1))]
    made += [Badge(0, "XP", "🏅", "", Figure.XP, (115, 230))]
    before = [await hall.badges.preview(GUILD, badge) for badge in made]
    assert [[reach.count for reach in one] for one in before] == [[2, 1]] * len(made)
    await hall.make(*made)
    await hall.look()
    expected = [
        (number, member, tier)
        for number in range(1, len(made) + 1)
        for member, tier in ((1, 0), (1, 1), (2, 0))
    ]
    assert await hall.held() == expected
    by_tier = [[reach.members for reach in one] for one in before]
    assert by_tier == [[[1, 2], [1]]] * len(made)
    # Voided ideas count no more, for whoever has not got the badge yet.
    assert (await hall.awards.held(GUILD, 3)).held == []


async def test_an_anniversary_comes_with_the_day(database: Database) -> None:
    hall = Hall(database)
    await hall.joined(m1=364, m2=10)
    await hall.make(Badge(0, "Years", "🎂", "", Figure.YEARS, (1,)))
    await hall.look()
    assert await hall.held() == []
    hall.clock.set(NOW + timedelta(days=1))
    await hall.awarding.upkeep(GUILD)
    await hall.look()
    assert await hall.held() == [(1, 1, 0)]
    await hall.awarding.upkeep(GUILD)
    async with database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(FIGURES_DUE)) == 0


async def test_nothing_is_given_to_who_left_or_is_not_watched(database: Database) -> None:
    hall = Hall(database)
    await hall.joined(m1=800, m2=800, m3=800)
    async with database.begin() as connection:
        await connection.execute(
            update(Stay).where(Stay.member_id == 1).values(left_at=NOW, cause="left")
        )
        row = {"guild_id": GUILD, "member_id": 2, "since": NOW}
        await put(connection, OptOut.__table__, [row])  # type: ignore[arg-type]
    await hall.make(Badge(0, "Years", "🎂", "", Figure.YEARS, (1,)))
    await hall.look()
    assert await hall.held() == [(1, 3, 0)]


@pytest.mark.parametrize("size", [1_100])
async def test_a_crowd_is_told_of_at_once(database: Database, size: int) -> None:
    hall = Hall(database)
    await hall.note(
        *(Deed(GUILD, DeedKind.KUDOS, "k", member, NOW) for member in range(1, size + 1))
    )
    await hall.set("badges_channel_id", "5")
    await hall.make(KIND)
    # Nothing is announced before all were looked at.
    assert await hall.awarding.look(GUILD)
    assert await hall.awarding.look(GUILD)
    assert not await hall.awarding.look(GUILD)
    said = await hall.news.claim(GUILD, 1)
    assert [(one.count, len(one.members)) for one in said.news] == [(size, 20)]


async def test_who_has_what_was_counted_deleted_keeps_what_came_by_hand(
    database: Database,
) -> None:
    hall = Hall(database)
    await hall.make(KIND, Badge(0, "Hero", "🏅"))
    await hall.thank(1, "a")
    await hall.look()
    await hall.awards.give(GUILD, await hall.badges.find(GUILD, "Hero"), 1, 99, "Saved us")
    async with database.begin() as connection:
        await hall.counting.forget(connection, GUILD, 1)
    assert await hall.held() == [(2, 1, 0)]
    assert await hall.waiting() == []
