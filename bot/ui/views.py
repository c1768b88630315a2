"""Base of every view with the classic components; for layouts see ``bot.ui.layout``."""

from __future__ import annotations

import functools
import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Self, TypeVar

import discord

from bot.db.patience import hurried
from bot.feature_gate import require_on
from bot.tree import report_error
from bot.ui.answer import answer
from bot.ui.guarded import TIMEOUT, Guarded

__all__ = ["TIMEOUT", "BaseView", "FromMatch", "forwards_errors"]

DynamicItem = TypeVar("DynamicItem", bound=discord.ui.DynamicItem[Any])


class BaseView(Guarded, discord.ui.View):
    """A view that answers its owner only, and whose buttons go grey when it ends.

    ``owner_id`` None lets everyone press. ``timeout`` None never ends (persistent views).
    Send it with ``send``, or set ``message`` to the message that it hangs on.
    """

    async def send(
        self,
        interaction: discord.Interaction[Any],
        content: str | None = None,
        *,
        embed: discord.Embed | None = None,
        ephemeral: bool = True,
    ) -> None:
        """Answer ``interaction`` with this view.

        Where the interaction was deferred, the answer is as visible as the deferral was;
        where it was answered already, this is one more message.
        """
        if interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
            self.message = await interaction.edit_original_response(
                content=content, embed=embed, view=self
            )
        else:
            self.message = await answer(
                interaction, content, embed=embed, view=self, ephemeral=ephemeral
            )
        self._sent_by = interaction


class FromMatch:
    """Builds a dynamic item from its custom id: the named groups are what it is made with.

    They come as text. Goes before ``discord.ui.DynamicItem`` among the bases.
    """

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Build the item that was pressed from its custom id."""
        return cls(**match.groupdict())


def forwards_errors(
    callback: Callable[[DynamicItem, discord.Interaction[Any]], Awaitable[None]],
) -> Callable[[DynamicItem, discord.Interaction[Any]], Coroutine[Any, Any, None]]:
    """Wrap the ``callback`` of a DynamicItem so that its errors reach the person.

    Discord.py logs and swallows them, and those of ``interaction_check`` too: check inside
    the callback, with ``bot.checks.require``.
    """

    @functools.wraps(callback)
    async def wrapped(self: DynamicItem, interaction: discord.Interaction[Any]) -> None:
        with hurried():
            try:
                await require_on(interaction, self)
                await callback(self, interaction)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
                await report_error(interaction, error, source=type(self).__name__)

    return wrapped
