"""What is known of a member."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.clock import Clock
from bot.db import Database
from cogs.moderation.domain.case import Case
from cogs.moderation.repository import cases, people
from cogs.moderation.repository.cases import Filter
from cogs.moderation.repository.people import Membership, Name

# Older ones are found with /case list.
_LATEST: Final = 50


@dataclass(frozen=True, slots=True)
class History:
    """Strikes now, cases (the latest ``latest`` of ``total``), memberships, earlier names."""

    member_id: int
    strikes: int
    total: int
    latest: list[Case]
    by_action: Counter[str]
    memberships: list[Membership]
    names: list[Name]


class HistoryService:
    """Use cases of histories."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def of(self, guild_id: int, member_id: int) -> History:
        """Return what is known of a member; also of one who left, or was never seen."""
        wanted = Filter(target_id=member_id)
        async with self._database.read() as connection:
            latest = await cases.found(connection, guild_id, wanted, limit=_LATEST)
            return History(
                member_id,
                await cases.strikes(connection, guild_id, member_id, self._clock.now()),
                await cases.count(connection, guild_id, wanted),
                latest,
                await cases.by_action(connection, guild_id, member_id),
                await people.memberships(connection, guild_id, member_id),
                await people.names(connection, guild_id, member_id),
            )

    async def note_name(self, guild_id: int, member_id: int, name: str, until: datetime) -> None:
        """Remember a name that somebody had ``until``."""
        async with self._database.begin() as connection:
            await people.add_name(connection, guild_id, member_id, Name(name, until))
