"""Composes questions and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.answers.enricher import QuestionEnricher

if TYPE_CHECKING:
    from bot.client import Steward


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    bot.ledger.enrichers.register(QuestionEnricher())
