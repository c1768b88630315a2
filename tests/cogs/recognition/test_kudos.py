"""Kudos are counted once, whatever happens at the same moment, and taken back with their XP."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.daysets import Kind, with_turned
from bot.activity.models import DaySet, Place
from bot.db import Database
from bot.deeds import Deed, DeedKind
from bot.errors import UserError
from bot.jobs import JobRunner
from bot.ledger.facts import MessageFact
from bot.ledger.forgotten import remember_forgotten
from bot.ledger.maintenance import opt_out
from bot.member_data import forget_rows
from bot.windows import Window
from cogs.recognition.domain.figures import RecognitionFigures
from cogs.recognition.domain.standing import Board, Span
from cogs.recognition.models import DEED, HIDDEN, KUDOS
from cogs.recognition.service.figures import FigureService
from cogs.recognition.service.kudos import KudosService, Thanks
from cogs.recognition.settings import GuildSettings
from tests.bot.ledger.ledgerkit import GUILD
from tests.cogs.recognition.recognitionkit import House

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANN, BEN, CID, DAN = 11, 12, 13, 14
KUDOS_ALL = (int(Board.KUDOS), int(Span.ALL), 0)
XP_ALL = (int(Board.XP), int(Span.ALL), 0)


class Thanking(House):
    def __init__(self, database: Database) -> None:
        super().__init__(database, NOW, ZoneInfo("UTC"))
        jobs = JobRunner(database, self.clock)
        self.kudos = KudosService(database, self.store, self.clock, jobs, self.deeds)
        self.number = 100

    async def thank(self, giver: int, *receivers: int, key: int | None = None) -> list[int]:
        self.number += 1
        thanks = Thanks(GUILD, key or self.number, giver, receivers, 5, "for *everything*")
        return [one.worth for one in await self.kudos.give(thanks)]

    async def count(self) -> tuple[int, int]:
        """Kudos and deeds that are written down and stand."""
        async with self.database.read() as connection:
            kudos = await connection.scalar(
                select(func.count()).select_from(KUDOS).where(KUDOS.c.revoked_at.is_(None))
            )
            deeds = await connection.scalar(
                select(func.count()).select_from(DEED).where(DEED.c.voided_at.is_(None))
            )
        return kudos or 0, deeds or 0


async def test_kudos_count_once_and_only_as_often_as_is_allowed(database: Database) -> None:
    house = Thanking(database)
    # Two presses of one offer, two commands: one kudos each.
    pressed = await asyncio.gather(*(house.thank(ANN, BEN, key=1) for _ in range(3)))
    assert sorted(pressed, key=len) == [[], [], [100]]
    assert await house.thank(ANN, BEN, key=1) == []
    both = await asyncio.gather(
        house.thank(ANN, CID), house.thank(ANN, CID), return_exceptions=True
    )
    assert sum(one == [100] for one in both) == 1
    assert sum(isinstance(one, UserError) for one in both) == 1
    assert await house.count() == (2, 2)

    with pytest.raises(UserError, match="kudos right now"):
        await house.thank(ANN, BEN)
    with pytest.raises(UserError, match="somebody else"):
        await house.thank(ANN, ANN)
    # Three at once, of whom one was thanked just now; then the day is used up.
    assert await house.thank(ANN, BEN, DAN, 15, 16, 17) == [100, 100, 100]
    with pytest.raises(UserError, match="all 5 kudos"):
        await house.thank(ANN, 18)
    house.clock.set(NOW + timedelta(hours=24))
    assert await house.thank(ANN, 18, BEN) == [100, 100]

    # Praise that goes round: Ben thanks Ann back.
    assert await house.thank(BEN, ANN) == [33]
    assert (await house.points())[KUDOS_ALL][ANN] == 33
    xp = {ANN: 3, BEN: 20, CID: 10, DAN: 10, 15: 10, 16: 10, 18: 10}
    assert (await house.points())[XP_ALL] == xp


async def test_revoked_kudos_take_their_xp_along(database: Database) -> None:
    house = Thanking(database)
    await house.thank(ANN, BEN, key=1)
    await house.thank(CID, BEN, key=2)
    revoking = (house.kudos.revoke(GUILD, 1, BEN, DAN, "made up") for _ in range(2))
    revoked = await asyncio.gather(*revoking, return_exceptions=True)
    assert sum(isinstance(one, UserError) for one in revoked) == 1
    assert (await house.points())[XP_ALL] == {BEN: 10}
    assert await house.count() == (1, 1)
    # It cannot come back, and is no free try either.
    assert await house.thank(ANN, BEN, key=1) == []
    with pytest.raises(UserError, match="kudos right now"):
        await house.thank(ANN, BEN)
    mine = await house.kudos.mine(GUILD, BEN, 10)
    assert [one.giver_id for one in mine.received] == [CID]
    audit = await house.kudos.audit(GUILD, 0, 1)
    assert audit.more
    assert audit.page[0].kudos_id == 2
    assert [one.revoke_reason for one in (await house.kudos.audit(GUILD, 1, 1)).page] == ["made up"]
    # Who gives to one alone, and is never here, is worth a second look.
    assert audit.odd == {}
    house.clock.set(NOW + timedelta(days=2))
    await house.thank(CID, BEN)
    assert (await house.kudos.audit(GUILD, 0, 1)).odd == {CID: ["silent"]}


async def test_whoever_is_counted_nowhere_gets_none_and_deletion_takes_what_was_said(
    database: Database,
) -> None:
    house = Thanking(database)
    async with database.begin() as connection:
        await opt_out(connection, GUILD, BEN, NOW)
    with pytest.raises(UserError, match="kudos right now"):
        await house.thank(ANN, BEN)
    assert await house.thank(ANN, BEN, CID) == [100]
    # Ben may thank, though, yet is not offered to.
    assert await house.thank(BEN, CID) == [100]
    assert await house.kudos.offerable(Thanks(GUILD, 9, BEN, [DAN], 5)) == []
    assert await house.kudos.offerable(Thanks(GUILD, 9, ANN, [BEN, CID, DAN], 5)) == [DAN]
    assert await house.count() == (2, 2)

    # The wall does not name who is not to be shown.
    await house.thank(DAN, ANN)
    number = int(NOW.timestamp()) // 120
    everybody = await house.kudos.gathered(GUILD, number)
    assert [(one.giver_id, one.receiver_id) for one in everybody] == [
        (ANN, CID),
        (BEN, CID),
        (DAN, ANN),
    ]
    async with database.begin() as connection:
        hidden = {"guild_id": GUILD, "member_id": CID, "since": NOW}
        await connection.execute(insert(HIDDEN), hidden)
    assert [one.giver_id for one in await house.kudos.gathered(GUILD, number)] == [DAN]
    async with database.begin() as connection:
        await connection.execute(delete(HIDDEN))

    # What Ann said goes with Ann; what Cid earned stays. A deletion ends no pause.
    async with database.begin() as connection:
        await forget_rows(connection, GUILD, ANN)
        await remember_forgotten(connection, GUILD, ANN, NOW)
    assert await house.count() == (1, 2)
    assert (await house.points())[KUDOS_ALL][CID] == 200
    with pytest.raises(UserError, match="You can give kudos again"):
        await house.thank(ANN, CID)
    house.clock.set(NOW + timedelta(days=1, seconds=1))
    assert await house.thank(ANN, CID) == [100]
    assert await house.count() == (2, 3)
    house.clock.set(NOW + timedelta(days=GuildSettings().kudos_kept_days + 1))
    await house.kudos.upkeep(GUILD)
    assert await house.count() == (1, 3)
    house.clock.set(NOW + timedelta(days=GuildSettings().kudos_kept_days + 2))
    await house.kudos.upkeep(GUILD)
    assert await house.count() == (0, 3)


async def test_thanks_and_their_deed_are_both_there_or_neither(database: Database) -> None:
    house = Thanking(database)

    class Broken:
        """A book that fails once the thanks are written."""

        async def note(self, connection: AsyncConnection, deeds: Sequence[Deed]) -> None:
            raise RuntimeError("torn")

        async def void(self, *_: object) -> None:
            raise RuntimeError("torn")

    jobs = JobRunner(database, house.clock)
    broken = KudosService(database, house.store, house.clock, jobs, Broken())
    with pytest.raises(RuntimeError, match="torn"):
        await broken.give(Thanks(GUILD, 1, ANN, [BEN], 5))
    assert await house.count() == (0, 0)
    await house.thank(ANN, BEN, key=1)
    with pytest.raises(RuntimeError, match="torn"):
        await broken.revoke(GUILD, 1, BEN, DAN, "made up")
    assert await house.count() == (1, 1)


async def test_what_the_report_says(database: Database) -> None:
    house = Thanking(database)
    await house.thank(ANN, BEN)
    await house.thank(CID, BEN)
    await house.thank(ANN, DAN)
    await house.kudos.revoke(GUILD, house.number, DAN, ANN, "a slip")
    await house.note(Deed(GUILD, DeedKind.ANSWER, "a", CID, NOW, BEN))
    # Dan replied to five people and was thanked by nobody; Ann to one person five times.
    asked = [MessageFact(GUILD, 1_000 + one, 5, 20 + one, NOW) for one in range(5)]
    replies = [
        *(MessageFact(GUILD, 2_000 + n, 5, DAN, NOW, reply_to=1_000 + n) for n in range(5)),
        *(MessageFact(GUILD, 3_000 + n, 5, ANN, NOW, reply_to=1_000) for n in range(5)),
    ]
    await house.write([*asked, *replies])
    today = NOW.date().toordinal()
    window = Window(ZoneInfo("UTC"), today, today + 1)
    active = with_turned(b"", [(place, True) for place in (0, 1, 5)])
    async with database.begin() as connection:
        places = {BEN: 0, CID: 9, DAN: 5, ANN: 1}
        await connection.execute(
            insert(Place),
            [{"guild_id": GUILD, "member_id": m, "place": place} for m, place in places.items()],
        )
        row = {"guild_id": GUILD, "kind": int(Kind.ACTIVE), "day": today, "bits": active}
        await connection.execute(insert(DaySet), row)

    class Badges:
        """Whoever knows of badges."""

        async def earned(self, guild_id: int, _: Window) -> Sequence[int]:
            return [ANN, ANN] if guild_id == GUILD else []

    plain = await FigureService(database, lambda: None).of(GUILD, window)
    assert plain == RecognitionFigures(
        kudos=2,
        givers=2,
        receivers=1,
        top=2,
        active=3,
        recognised=1,
        unthanked=2,
        badges=None,
    )
    with_badges = await FigureService(database, Badges).of(GUILD, window)
    assert with_badges == replace(plain, recognised=2, badges=2)
