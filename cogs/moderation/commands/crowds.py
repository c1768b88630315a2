"""Many accounts that write nearly the same: told to those who watch over raids."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import discord
import structlog

from cogs.moderation.service.raids import RaidService
from cogs.moderation.views.raids import refresh

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)


class Crowds:
    """Tells of crowds, one at a time in a server: what grows meanwhile is told together."""

    def __init__(
        self, bot: Steward, start: Callable[[int, str, Coroutine[Any, Any, None]], None]
    ) -> None:
        """``start`` runs work of a server that nobody waits for, under a name."""
        self._bot = bot
        self._start = start
        # What is yet to be told in a server; there while somebody tells.
        self._waiting: dict[int, list[frozenset[int]]] = {}

    def see(self, guild: discord.Guild, members: frozenset[int]) -> None:
        """Take in who belongs together."""
        waiting = self._waiting.get(guild.id)
        if waiting is None:
            self._waiting[guild.id] = [members]
            self._start(guild.id, "crowds", self._tell(guild))
            return
        # A crowd that has grown stands for what it was.
        waiting[:] = [*(one for one in waiting if not one & members), members]

    async def _tell(self, guild: discord.Guild) -> None:
        service = self._bot.ports.get(RaidService)
        try:
            while waiting := self._waiting[guild.id]:
                members = frozenset(filter(lambda one: not _is_staff(guild, one), waiting.pop(0)))
                before = await service.active(guild.id)
                raid = await service.same_texts(guild.id, members)
                if raid is None:
                    continue
                if before is None:
                    _log.warning("raid of texts", guild_id=guild.id, number=raid.number)
                await refresh(self._bot, guild, raid.number)
        finally:
            del self._waiting[guild.id]


def _is_staff(guild: discord.Guild, member_id: int) -> bool:
    """Tell whether somebody moderates: whoever quotes a raid is no part of it."""
    member = guild.get_member(member_id)
    return member is not None and member.guild_permissions.manage_messages
