"""After a deletion no column of any table holds the member, but what is declared as kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.activity.models import ChannelDay, DaySet, MemberDay
from bot.client import Steward, create_bot
from bot.clock import ManualClock
from bot.config import settings_model
from bot.guild_settings import ServerSettings
from bot.ledger.facts import (
    JoinFact,
    LeaveFact,
    MessageFact,
    ReactionFact,
    UseFact,
    UseKind,
    VoiceFact,
)
from bot.ledger.models import Message
from bot.member_data import declared_tables
from cogs.privacy.service import PrivacyService
from tests.plugins.filled import counts, fill, member_columns, places_with

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GUILD, OTHER_GUILD = 770_000_000_000_000_001, 770_000_000_000_000_002
# No other number holds it.
ADA, BOB = 880_000_000_000_000_777, 880_000_000_000_000_888


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
async def bot(database_url: str, clock: ManualClock) -> AsyncIterator[Steward]:
    settings = settings_model()(database_url=database_url)
    async with create_bot(settings, clock=clock) as made:
        await made.open()
        made.ledger.start()
        yield made


async def live(bot: Steward, member: int, other: int) -> None:
    """Let a member do everything that becomes a fact, and another address them."""
    writer = bot.ledger.writer
    number = member % 1_000 * 1_000
    for day in range(3):
        at = NOON - timedelta(days=day)
        writer.submit(JoinFact(GUILD, member, at - timedelta(minutes=1)))
        writer.submit(MessageFact(GUILD, number + day, 5, member, at, mentions=(other,)))
        writer.submit(ReactionFact(GUILD, 1, member, f"{day}", 5, at))
        writer.submit(VoiceFact(GUILD, 6, member, at, 60, 30))
        writer.submit(UseFact(GUILD, number + day, member, at, UseKind.COMMAND, "pulse"))
        writer.submit(LeaveFact(GUILD, member, at + timedelta(minutes=1)))
    await bot.ledger.flush()


def kept_places() -> set[str]:
    return {
        f"{one.place.table.name}.{one.place.column}"
        for one in declared_tables()
        if one.place.on_delete == "keep"
    }


async def test_no_column_of_any_table_holds_them(bot: Steward) -> None:
    await fill(bot.database, GUILD, ADA)
    await fill(bot.database, OTHER_GUILD, ADA)
    before = await places_with(bot.database, ADA, guild_id=GUILD)
    elsewhere = await counts(bot.database, OTHER_GUILD)
    declared = {f"{name}.{c}" for name, columns in member_columns().items() for c in columns}
    assert before == declared | {"ledger_message.mentions"}

    await bot.forget_member(GUILD, ADA)

    assert await places_with(bot.database, ADA, guild_id=GUILD) == kept_places()
    assert await counts(bot.database, OTHER_GUILD) == elsewhere


async def test_what_is_not_theirs_stays(bot: Steward) -> None:
    await fill(bot.database, GUILD, ADA)
    before = await counts(bot.database, GUILD)

    await bot.forget_member(GUILD, ADA)

    after = await counts(bot.database, GUILD)
    lost = {name: before[name] - after[name] for name in before if before[name] != after[name]}
    expected = Counter(
        one.place.table.name for one in declared_tables() if one.place.on_delete == "delete"
    )
    # A projection that knows nothing of these rows is marked to be counted anew.
    lost.pop("ledger_projection", None)
    assert lost.pop("ledger_forgotten") == -1
    assert lost == expected


async def test_who_lived_here_is_gone_and_the_figures_of_others_stay(bot: Steward) -> None:
    await live(bot, ADA, BOB)
    await live(bot, BOB, ADA)
    await bot.guild_settings.set(GUILD, ServerSettings, "zone", "Asia/Tokyo", by=ADA)
    await bot.member_zones.set(GUILD, ADA, "Asia/Tokyo")
    bot.intake.voice.enter(GUILD, 6, ADA, NOON - timedelta(minutes=3))
    found = await places_with(bot.database, ADA, guild_id=GUILD)
    assert {"ledger_message.mentions", "activity_stay.member_id", "job.member_id"} & found

    service = bot.ports.get(PrivacyService)
    done = await service.forget(GUILD, ADA)

    bot.intake.voice_close()
    await bot.ledger.flush()
    assert done.facts == 19  # with the stretch in voice that had not ended
    assert done.kept == ()
    assert await places_with(bot.database, ADA, guild_id=GUILD) == set()
    assert len(await places_with(bot.database, BOB, guild_id=GUILD)) >= 8
    async with bot.database.read() as connection:
        days = (await connection.execute(select(MemberDay.member_id, MemberDay.messages))).all()
        channels = (await connection.execute(select(ChannelDay.messages))).scalars().all()
        sets = (await connection.execute(select(DaySet.bits))).scalars().all()
    assert [tuple(day) for day in days] == [(BOB, 1)] * 3
    assert channels == [1, 1, 1]
    assert all(int.from_bytes(bits, "little").bit_count() == 1 for bits in sets)


async def test_a_choice_not_to_be_counted_outlives_the_deletion(bot: Steward) -> None:
    service = bot.ports.get(PrivacyService)
    await live(bot, ADA, BOB)
    await service.track(GUILD, ADA, on=False)

    done = await service.forget(GUILD, ADA)
    await live(bot, ADA, BOB)

    assert [one.place.name for one in done.kept] == ["tracking_off"]
    left = await places_with(bot.database, ADA, guild_id=GUILD)
    assert left == {"ledger_opt_out.member_id"}
    await service.track(GUILD, ADA, on=True)
    assert await places_with(bot.database, ADA, guild_id=GUILD) == set()


async def test_what_is_read_again_does_not_come_back(bot: Steward) -> None:
    await live(bot, ADA, BOB)
    await bot.forget_member(GUILD, ADA)

    # History holds what they wrote, and what others wrote to them.
    await live(bot, ADA, BOB)
    await live(bot, BOB, ADA)

    async with bot.database.read() as connection:
        mine = select(Message.at).where(Message.author_id == ADA)
        addressed = select(Message.at).where(
            Message.author_id == BOB, Message.mentions.is_not(None)
        )
        counted = select(MemberDay.day).where(MemberDay.member_id == ADA)
        # From the very instant of the deletion on they are counted anew.
        assert (await connection.scalars(mine)).all() == [NOON]
        assert (await connection.scalars(addressed)).all() == [NOON]
        assert (await connection.scalars(counted)).all() == [NOON.date().toordinal()]


async def test_that_there_was_a_deletion_is_forgotten_in_time(
    bot: Steward, clock: ManualClock
) -> None:
    await bot.forget_member(GUILD, ADA)
    for days, left in ((21, 1), (22, 0)):
        clock.set(NOON + timedelta(days=days))
        await bot.ledger.apply_retention(GUILD)
        assert (await counts(bot.database, GUILD))["ledger_forgotten"] == left


async def test_a_deletion_is_whole_or_not_at_all(
    bot: Steward, monkeypatch: pytest.MonkeyPatch
) -> None:
    await live(bot, ADA, BOB)
    before = await places_with(bot.database, ADA, guild_id=GUILD)

    async def fails(*_args: object) -> int:
        raise RuntimeError("the power went")

    monkeypatch.setattr(bot.jobs.store, "forget_member", fails)
    with pytest.raises(RuntimeError, match="the power went"):
        await bot.forget_member(GUILD, ADA)

    assert await places_with(bot.database, ADA, guild_id=GUILD) == before
