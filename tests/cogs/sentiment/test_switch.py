"""An operator may do without sentiment, and have it again with the past."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot.client import create_bot
from bot.clock import SystemClock
from bot.config import load_settings
from bot.ledger.facts import MessageFact
from cogs.sentiment.models import SentimentDay

GUILD = 7


async def test_switched_off_nothing_is_scored_and_switched_on_the_past_is_counted(
    sqlite_url: str,
) -> None:
    at = SystemClock().now() - timedelta(days=1)
    for enabled, counted in ((False, 0), (True, 1)):
        settings = load_settings(database_url=sqlite_url, sentiment={"enabled": enabled})
        async with create_bot(settings) as bot:
            await bot.open()
            bot.ledger.start()
            if not enabled:
                bot.ledger.writer.submit(MessageFact(GUILD, 1, 2, 3, at), "I love it")
            await bot.ledger.flush()
            await bot.ledger.catch_up(GUILD)

            async with bot.database.read() as connection:
                total = await connection.scalar(select(func.sum(SentimentDay.messages)))
                scored = await connection.scalar(
                    select(func.sum(SentimentDay.positive + SentimentDay.negative))
                )
            assert (total or 0) == counted
            assert not scored
