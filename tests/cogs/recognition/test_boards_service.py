"""Leafing through boards, own places, and leaving boards, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.db import Database
from bot.ledger.facts import MessageFact
from cogs.recognition.domain.standing import Board, Span, month_of
from cogs.recognition.repository import scores
from cogs.recognition.service.boards import NEIGHBOURS, PAGE, BoardService
from tests.bot.ledger.ledgerkit import GUILD, message
from tests.cogs.recognition.recognitionkit import House, naive_ranking

ZONE = ZoneInfo("Asia/Kolkata")
# In India it is the first of May already.
NOW = datetime(2024, 4, 30, 20, tzinfo=UTC)
XP = int(Board.XP), int(Span.ALL), 0


async def filled(database: Database, points: dict[int, int]) -> BoardService:
    house = House(database, NOW, ZONE)
    deltas = {(member, *XP): count for member, count in points.items()}
    async with database.begin() as connection:
        await scores.add_points(connection, GUILD, deltas, {})
    return BoardService(database, house.store, house.clock)


async def test_pages_follow_each_other_both_ways(database: Database) -> None:
    points = {member: (5, 10, 10, 400, 70_000)[member * member % 5] for member in range(1, 48)}
    boards = await filled(database, points)
    ranking = naive_ranking(points)
    pages = [await boards.page(GUILD, XP, 0)]
    while not pages[-1].is_last:
        last = pages[-1].entries[-1]
        number = pages[-1].number + 1
        after = last.points, last.member_id
        pages.append(await boards.page(GUILD, XP, 0, after=after, number=number))
    found = [(one.member_id, one.points, one.place) for page in pages for one in page.entries]
    assert found == ranking
    assert {page.pages for page in pages} == {5} == {len(pages)}
    first = pages[3].entries[0]
    back = await boards.page(GUILD, XP, 0, before=(first.points, first.member_id), number=3)
    assert back == pages[2]
    # The board moved: what would be before its first ten is the first page, as is what is gone.
    third = ranking[2]
    assert await boards.page(GUILD, XP, 0, before=(third[1], third[0]), number=2) == pages[0]
    assert await boards.page(GUILD, XP, 0, after=(1, 1), number=9) == pages[0]

    for at in (0, 1, 23, 46):
        member, count, place = ranking[at]
        standing = await boards.standing(GUILD, XP, member)
        assert standing.mine is not None
        assert (standing.mine.points, standing.mine.place) == (count, place)
        around = ranking[max(at - NEIGHBOURS, 0) : at + NEIGHBOURS + 1]
        assert [one.member_id for one in standing.around] == [one[0] for one in around]
        asked = await boards.page(GUILD, XP, member)
        assert asked.around == ([] if at < PAGE else standing.around)
        above = [other for _, other, _ in ranking if other > count]
        assert standing.ahead == (min(above) - count if above else None)
    assert PAGE == 10


async def test_who_is_hidden_is_nowhere_and_may_come_back(database: Database) -> None:
    boards = await filled(database, {1: 30, 2: 20, 3: 10})
    for _ in range(2):
        await boards.show(GUILD, 2, shown=False)
        standing = await boards.standing(GUILD, XP, 2)
        assert (standing.mine, standing.hidden, standing.size) == (None, True, 2)
        page = await boards.page(GUILD, XP, 0)
        assert [(one.member_id, one.place) for one in page.entries] == [(1, 1), (3, 2)]
        rank = await boards.rank(GUILD, 2)
        assert (rank.place, rank.of, rank.progress.xp, rank.hidden) == (None, 2, 20, True)
    for _ in range(2):
        await boards.show(GUILD, 2, shown=True)
        rank = await boards.rank(GUILD, 2)
        assert (rank.place, rank.of, rank.progress.xp, rank.hidden) == (2, 3, 20, False)


async def test_windows_and_streaks_are_those_of_the_server(database: Database) -> None:
    house = House(database, NOW, ZONE)
    boards = BoardService(database, house.store, house.clock)
    facts = [
        message(number, at=NOW - timedelta(days=ago)) for number, ago in enumerate((0, 1, 2, 4))
    ]
    assert isinstance(facts[0], MessageFact)
    member = facts[0].author_id
    await house.write(facts[1:])
    # Yesterday's streak is alive until the day is over.
    assert (await boards.rank(GUILD, member)).streak == 2
    await house.write(facts[:1])
    rank = await boards.rank(GUILD, member)
    assert (rank.streak, rank.progress.xp, rank.place) == (3, 20, 1)
    first_of_may = datetime(2024, 5, 1, tzinfo=UTC).date().toordinal()
    month = await boards.scale(GUILD, Board.XP, Span.MONTH)
    assert month == (Board.XP, Span.MONTH, month_of(first_of_may))
    standing = await boards.standing(GUILD, month, member)
    assert standing.mine is not None
    assert standing.mine.points == 5
    house.clock.set(NOW + timedelta(days=2))
    assert (await boards.rank(GUILD, member)).streak == 0
