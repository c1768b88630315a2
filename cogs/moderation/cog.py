"""Composes moderation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.moderation.service.cases import Cases

if TYPE_CHECKING:
    from bot.client import Steward


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    _set_up_cases(bot)


def _set_up_cases(bot: Steward) -> None:
    bot.ports.provide(Cases, Cases(bot.database, bot.jobs, bot.guild_settings, bot.clock))
