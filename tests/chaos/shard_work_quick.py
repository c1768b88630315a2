"""``shard_work``, and a short window to identify in: five seconds are long for a test."""

from __future__ import annotations

from bot.client import Steward
from bot.identify import IdentifyTurns
from tests.chaos import shard_work

DISCORDS_S = 0.15
OURS_S = 0.3


async def setup(bot: Steward) -> None:
    """Add the work, and take turns as quickly as the double then lets."""
    bot.identify_turns = IdentifyTurns(bot.database, window_s=OURS_S)
    await shard_work.setup(bot)
