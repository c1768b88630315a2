"""Badges while members thank one another: whoever is thanked earns one and is named once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set as AbstractSet
from typing import Any, Final

import orjson
from sqlalchemy import select

from bot.clock import SystemClock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from cogs.recognition.domain.badges import Badge, Figure
from cogs.recognition.models.badges import AWARD
from cogs.recognition.service.badges import BadgeService
from cogs.recognition.service.queue import FIGURES, NEWS, Queue
from cogs.recognition.settings import GuildSettings
from tests.chaos.due import all_done
from tests.chaos.figure import Figure as Measured
from tests.chaos.figure import at_least, exactly

# One kind lets the next begin.
_KINDS: Final = (FIGURES, NEWS)
_NAMED: Final = re.compile(r"<@(\d+)>")


async def let_be_earned(database: Database, store: Store, guild_id: int, channel_id: int) -> None:
    """Let the first kudos earn a badge, which a channel tells of."""
    await store.set(guild_id, GuildSettings, "badges_channel_id", channel_id)
    clock = SystemClock()
    badges = BadgeService(database, store, clock, Queue(JobRunner(database, clock), clock))
    await badges.create(guild_id, [Badge(0, "Appreciated", "💛", "", Figure.KUDOS, (1,))])


async def all_told(database: Database) -> None:
    """Wait until everybody has what they earned and was named."""
    for _ in _KINDS:
        await all_done(database, _KINDS)


async def compared(
    database: Database, thanked: AbstractSet[int], told: list[dict[str, Any]], name: str
) -> list[Measured]:
    """Hold awards and what was told in the channel against who was thanked."""
    async with database.read() as connection:
        awards = set(await connection.scalars(select(AWARD.c.member_id)))
    named = Counter[int]()
    for message in told:
        named.update(map(int, _NAMED.findall(orjson.dumps(message["embeds"]).decode())))
    return [
        at_least(f"{name}: badges", len(awards), 1),
        exactly(f"{name}: thanked without a badge, or the reverse", len(thanked ^ awards), 0),
        exactly(f"{name}: named for a badge twice", named.total() - len(named), 0),
        exactly(f"{name}: never named for a badge", len(awards - named.keys()), 0),
    ]
