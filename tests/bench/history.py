"""A past to measure against: a server's messages of the months before, in its ledger."""

from __future__ import annotations

from bot.activity.projection import ActivityProjection
from bot.db import Database
from bot.db.migrate import upgrade
from bot.ledger.facts import MessageFact
from bot.ledger.projections import Projections
from bot.ledger.write import write_guild
from cogs.sentiment.projection import SentimentProjection
from tests.bench.database import GUILD, ZONE, made_up

_CHUNK = 5_000


async def filled(url: str, guild_id: int | None, messages: int, people: int) -> None:
    """Write ``messages`` by ``people`` into the database at ``url``, made where it is not there.

    They lie before those that ``made_up`` begins with. ``guild_id`` None is the guild of the
    database figures.
    """
    guild = GUILD if guild_id is None else guild_id
    database = await Database.open(url)
    try:
        await upgrade(database)
        projections = Projections()
        projections.register(ActivityProjection())
        projections.register(SentimentProjection())
        for start in range(-messages, 0, _CHUNK):
            count = min(_CHUNK, -start)
            facts: list[MessageFact] = list(made_up(start, count, people, guild))
            async with database.begin() as connection:
                await write_guild(connection, guild, facts, projections, ZONE)
    finally:
        await database.close()
