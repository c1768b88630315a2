"""Highlights are picked by breadth, once a person, and no one twice in four weeks."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Table, insert, select

from bot.activity.models import FirstMessage, MemberDay, Stay
from bot.db import Database
from bot.deeds import Deed, DeedKind
from bot.errors import UserError
from bot.jobs import JobRunner
from bot.jobs.models import JobRow
from bot.ledger.transaction import lock_guild
from bot.windows import Window
from cogs.recognition.domain.shoutouts import Candidate, Part, State, pick
from cogs.recognition.models import HIDDEN
from cogs.recognition.service.shoutouts import POST, ShoutoutService
from tests.bot.ledger.ledgerkit import GUILD
from tests.cogs.recognition.recognitionkit import House

N, H, E, C, Q = Part  # in the order of the message


@pytest.mark.parametrize(
    ("candidates", "barred", "picked"),
    [
        ([], (), {}),
        ([(H, 1, 3), (H, 2, 5)], (), {H: 2}),
        # As many people: who is longer on Discord.
        ([(H, 2, 3), (H, 1, 3)], (), {H: 1}),
        ([(H, 1, 3), (H, 2, 5)], {2}, {H: 1}),
        # Too little is no highlight.
        ([(H, 1, 1), (N, 2, 1), (E, 3, 2), (C, 4, 1), (Q, 5, 0)], (), {}),
        # The rarest part chooses first, so that both are filled.
        ([(H, 1, 9), (H, 2, 3), (Q, 1, 2)], (), {H: 2, Q: 1}),
        # Nobody twice.
        ([(H, 1, 9), (Q, 1, 2)], (), {H: 1}),
        (
            [(Q, 5, 1), (C, 4, 2), (E, 3, 3), (H, 2, 2), (N, 1, 2)],
            (),
            {N: 1, H: 2, E: 3, C: 4, Q: 5},
        ),
    ],
)
def test_the_picker(
    candidates: list[tuple[Part, int, int]], barred: set[int], picked: dict[Part, int]
) -> None:
    given = [Candidate(*one) for one in candidates]
    for _ in range(3):
        random.Random(7).shuffle(given)  # noqa: S311 - the order must not matter
        found = pick(given, barred)
        assert {one.part: one.member_id for one in found} == picked
        assert [one.part for one in found] == [part for part in Part if part in picked]


ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 30, 12, tzinfo=UTC)
DAY = NOW.date().toordinal()
NEW, HELPER, SECOND, BACK, SILENT, GONE = 11, 12, 13, 14, 15, 16
FANS = range(100, 105)


class Hosts:
    """Who knows of hosts."""

    async def hosted(self, guild_id: int, window: Window) -> Mapping[int, int]:
        assert (guild_id, window.days) == (GUILD, 7)
        return {GONE: 30}


async def furnish(house: House) -> None:
    """A week with somebody for every part."""

    def active(member: int, *days: int) -> list[dict[str, Any]]:
        nothing = {"reactions": 0, "voice_s": 0, "uses": 0, "scored": 0}
        return [
            {"guild_id": GUILD, "member_id": member, "day": DAY - back, "messages": 4, **nothing}
            for back in days
        ]

    def joined(member: int, days: int) -> dict[str, Any]:
        at = NOW - timedelta(days=days)
        return {"guild_id": GUILD, "member_id": member, "joined_at": at, "left_at": None}

    def first(member: int, days: int) -> dict[str, Any]:
        return {"guild_id": GUILD, "member_id": member, "day": DAY - days}

    rows: dict[type[Any], list[dict[str, Any]]] = {
        MemberDay: [
            *active(NEW, 1, 2, 5),
            *active(HELPER, 1, 2, 3, 4, 5, 20),
            *active(SECOND, 1, 2, 3, 4, 30),
            *active(BACK, 3, 4, 60),
            *active(SILENT, 2, 12),
            # In the week after, or before, or only once.
            *active(17, 0, 8, 9),
            *active(18, 1, 60),
        ],
        Stay: [joined(NEW, 10), joined(HELPER, 400), joined(BACK, 3), joined(17, 10)],
        FirstMessage: [
            first(NEW, 5),
            first(HELPER, 300),
            first(SECOND, 300),
            first(BACK, 60),
            first(SILENT, 300),
            first(17, 9),
            first(18, 60),
        ],
    }
    async with house.database.begin() as connection:
        for model, some in rows.items():
            await connection.execute(insert(cast("Table", model.__table__)), some)
    at = NOW - timedelta(days=2)
    thanks = [
        *((HELPER, fan, DeedKind.KUDOS, 100) for fan in FANS),
        *((SECOND, fan, DeedKind.KUDOS, 100) for fan in list(FANS)[:2]),
        (SILENT, 100, DeedKind.ANSWER, 100),
        # A ring, and one friend with much to say: neither is broad.
        *((19, fan, DeedKind.KUDOS, 33) for fan in FANS),
        *((20, 100, DeedKind.KUDOS, 100) for _ in range(9)),
    ]
    await house.note(
        *(
            Deed(GUILD, kind, str(number), member, at, by, worth)
            for number, (member, by, kind, worth) in enumerate(thanks)
        )
    )


async def test_a_round_is_drafted_changed_and_approved_once(database: Database) -> None:
    house = House(database, NOW, ZONE)
    jobs = JobRunner(database, house.clock)
    shoutouts = ShoutoutService(database, house.store, house.clock, jobs, Hosts)
    await furnish(house)

    def is_here(member: int) -> bool:
        return member != GONE

    drafted = await shoutouts.draft(GUILD, DAY, is_here)
    assert {one.part: (one.member_id, one.figure) for one in drafted.picks} == {
        N: (NEW, 3),
        H: (HELPER, 5),
        C: (BACK, 2),
        Q: (SILENT, 1),
    }
    assert await shoutouts.draft(GUILD, DAY, is_here) == drafted
    swapped = await shoutouts.swap(GUILD, DAY, H, is_here)
    assert {one.member_id for one in swapped.picks} == {NEW, SECOND, BACK, SILENT}
    with pytest.raises(UserError, match="Nobody else"):
        await shoutouts.swap(GUILD, DAY, H, is_here)
    await shoutouts.leave_out(GUILD, DAY, C)
    # Who hides meanwhile is not named.
    async with database.begin() as connection:
        await lock_guild(connection, GUILD)
        await connection.execute(
            insert(HIDDEN), {"guild_id": GUILD, "member_id": NEW, "since": NOW}
        )
    approved = await shoutouts.approve(GUILD, DAY, 5)
    assert (approved.state, [one.member_id for one in approved.picks]) == (
        State.GOING,
        [SECOND, SILENT],
    )
    for again in (shoutouts.approve(GUILD, DAY, 5), shoutouts.skip(GUILD, DAY)):
        with pytest.raises(UserError, match="already"):
            await again
    await shoutouts.posted(GUILD, DAY, anything=True)
    async with database.read() as connection:
        posts = list(await connection.scalars(select(JobRow.key).where(JobRow.kind == POST)))
    assert posts == [f"{POST}:{DAY}"]

    # The day after the same week would name the same: those who were named rest for four weeks.
    tomorrow = await shoutouts.draft(GUILD, DAY + 1, lambda member: member not in {GONE, 17})
    assert {one.part: one.member_id for one in tomorrow.picks} == {H: HELPER, C: BACK}
    skipped = await shoutouts.skip(GUILD, DAY + 1)
    assert skipped.state is State.SKIPPED
    # Who was only in a skipped round was not named.
    later = await shoutouts.draft(GUILD, DAY - 1, lambda member: member == HELPER)
    assert [one.member_id for one in later.picks] == [HELPER]
    nobody = await shoutouts.draft(GUILD, DAY + 60, is_here)
    assert (nobody.state, nobody.picks) == (State.SKIPPED, [])
