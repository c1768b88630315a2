"""Badges and tiers without Discord."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.activity.models import Stay
from bot.db import Database
from bot.db.upsert import put
from bot.deeds import Deed, DeedKind
from cogs.recognition.domain.badges import Badge
from cogs.recognition.models.badges import AWARD, NEWS
from cogs.recognition.service.awarding import Awarding
from cogs.recognition.service.awards import AwardService
from cogs.recognition.service.badges import BadgeService
from cogs.recognition.service.news import NewsService
from cogs.recognition.service.seasons import Seasons
from cogs.recognition.settings import GuildSettings
from tests.bot.ledger.ledgerkit import GUILD
from tests.cogs.recognition.recognitionkit import House

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Hall(House):
    """A house with badges."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, NOW, ZoneInfo("UTC"))
        self.seasons = Seasons(database, self.store, self.clock, self.queue)
        self.awarding = Awarding(database, self.store, self.clock, self.queue, self.seasons)
        self.badges = BadgeService(database, self.store, self.clock, self.queue)
        self.awards = AwardService(database, self.clock, self.queue, self.awarding)
        self.news = NewsService(database, self.store, self.queue)

    async def thank(self, member: int, *keys: str, kind: DeedKind = DeedKind.KUDOS) -> None:
        await self.note(*(Deed(GUILD, kind, key, member, NOW) for key in keys))

    async def make(self, *badges: Badge) -> None:
        """Make badges, and let everybody be looked at."""
        await self.badges.create(GUILD, badges)
        await self.awarding.everybody(GUILD)

    async def look(self) -> None:
        while await self.awarding.look(GUILD):
            pass

    async def joined(self, **days_ago: int) -> None:
        async with self.database.begin() as connection:
            rows = [
                {
                    "guild_id": GUILD,
                    "member_id": int(name[1:]),
                    "joined_at": NOW - timedelta(days=days),
                    "left_at": None,
                    "cause": None,
                }
                for name, days in days_ago.items()
            ]
            await put(connection, Stay.__table__, rows)  # type: ignore[arg-type]

    async def held(self) -> list[tuple[int, int, int]]:
        """(badge, member, tier) of what is not revoked."""
        async with self.database.read() as connection:
            chosen = select(AWARD.c.badge, AWARD.c.member_id, AWARD.c.tier).where(
                AWARD.c.revoked_at.is_(None)
            )
            return sorted(tuple(row) for row in await connection.execute(chosen))

    async def waiting(self) -> list[tuple[int, int, int]]:
        async with self.database.read() as connection:
            chosen = select(NEWS.c.badge, NEWS.c.member_id, NEWS.c.tier)
            return sorted(tuple(row) for row in await connection.execute(chosen))

    async def set(self, key: str, value: str) -> None:
        await self.store.set(GUILD, GuildSettings, key, value, 1)
