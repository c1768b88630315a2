"""Verbs of what members ask of the bot: commands, buttons, forms."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.wire.ids import member_id
from tests.wire.interactions import COMMAND, Interaction, Interactions, command_data
from tests.wire.wire import Wire
from tests.wire.world import Channel


class PeopleVerbs:
    """Every public coroutine is a verb."""

    def __init__(self, wire: Wire, interactions: Interactions) -> None:
        self._wire = wire
        self._interactions = interactions

    async def command(
        self,
        channel: int,
        name: str,
        options: dict[str, Any] | None = None,
        user: int | None = None,
        until: str = "responded",
        timeout_s: float = 10.0,
        **more: Any,
    ) -> dict[str, Any]:
        """Let a member use a slash command; returns what the bot did until then.

        ``until`` is ``responded`` or ``settled``: then a deferred response has come, too.
        """
        there = self._channel(channel)
        data = command_data(self._wire, name, options or {}, there.guild_id)
        return await self._interact(there, user, COMMAND, data, until, timeout_s, **more)

    async def interact(
        self,
        channel: int,
        kind: int,
        data: dict[str, Any],
        message: int | None = None,
        user: int | None = None,
        until: str = "responded",
        timeout_s: float = 10.0,
        **more: Any,
    ) -> dict[str, Any]:
        """Send any interaction, such as kind 3 with ``{"custom_id": …, "component_type": 2}``."""
        there = self._channel(channel)
        if message is not None:
            more["message"] = (
                self._interactions.ephemeral(int(message)) or (there.messages.whole[int(message)])
            )
        return await self._interact(there, user, kind, data, until, timeout_s, **more)

    async def _interact(
        self,
        channel: Channel,
        user: int | None,
        kind: int,
        data: dict[str, Any],
        until: str,
        timeout_s: float,
        **more: Any,
    ) -> dict[str, Any]:
        who = member_id(0) if user is None else int(user)
        begun: Interaction = self._interactions.begin(channel, who, kind, data, **more)
        event = {"responded": begun.responded, "settled": begun.settled}[until]
        try:
            async with asyncio.timeout(timeout_s):
                await event.wait()
        except TimeoutError:
            return self._interactions.result(begun) | {"timed_out": True}
        return self._interactions.result(begun) | {"timed_out": False}

    def _channel(self, channel: int | str) -> Channel:
        return self._wire.world.channels[int(channel)]
