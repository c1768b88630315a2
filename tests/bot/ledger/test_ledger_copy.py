"""Copying a guild to another database, from either kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from bot import directory
from bot.clock import ManualClock
from bot.db import Database
from bot.db.migrate import upgrade
from bot.guild_settings import GuildSetting, GuildSettings, ServerSettings
from bot.ledger.copy import copy_guild
from bot.ledger.ledger import Ledger
from bot.ledger.models import Horizon, OptOut
from bot.signals import Signals
from tests.bot.ledger.ledgerkit import (
    BERLIN,
    FACT_TABLES,
    GUILD,
    MEMBERS,
    NOON,
    a_bit_of_everything,
    dump,
    moved,
    write,
)
from tests.bot.ledger.naive import naive

FACTS = [fact for member in MEMBERS for fact in a_bit_of_everything(member)]
REST = [
    model.__table__ for model in (OptOut, Horizon, GuildSetting, directory.Guild, directory.Channel)
]


async def test_a_copy_gives_the_same_figures(
    database: Database,
    sqlite_url: str,
    make_ledger: Callable[..., Ledger],
    clock: ManualClock,
) -> None:
    ledger = make_ledger(retention_days=400)
    old = a_bit_of_everything(99, NOON - timedelta(days=500))
    await write(database, [*FACTS, *old])
    await write(database, [moved(fact, 7) for fact in FACTS])
    await ledger.apply_retention(GUILD)
    await ledger.opt_out(GUILD, 5)
    await GuildSettings(database, clock, Signals()).set(GUILD, ServerSettings, "zone", "Asia/Tokyo")
    async with database.begin() as connection:
        await directory.remember_guild(connection, GUILD, "Ours")
        entry = directory.ChannelEntry(70, "general", "text")
        await directory.remember_channels(connection, GUILD, [entry])
    folder = sqlite_url.removeprefix("sqlite:///").removesuffix("steward.db")
    target = await Database.open(await _migrated(f"sqlite:///{folder}copy.db"))

    await copy_guild(database, target, GUILD)
    await make_ledger(at=target, zones={GUILD: BERLIN}).catch_up(GUILD)

    assert await dump(target, [*FACT_TABLES, *REST]) == await dump(database, [*FACT_TABLES, *REST])
    assert all((await dump(target, REST)).values())
    assert (await dump(target))["activity_stay"] == naive([*FACTS, *old], BERLIN)["activity_stay"]
    assert (await dump(target))["activity_channel_day"] == naive(FACTS, BERLIN)[
        "activity_channel_day"
    ]
    async with target.read() as connection:
        assert set(await connection.scalars(select(directory.Guild.guild_id))) == {GUILD}
    await target.close()


async def _migrated(url: str) -> str:
    database = await Database.open(url)
    await upgrade(database)
    await database.close()
    return url
