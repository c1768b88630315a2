"""Base of every view: whose it is, what happens when it ends, where its errors go."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any, TypeVar

import discord
import structlog

from bot.db.patience import hurried, hurry
from bot.feature_gate import require_on
from bot.text.catalogue import ENGLISH
from bot.text.kernel import T
from bot.tree import report_error
from bot.ui.answer import answer

_log = structlog.get_logger(__name__)

# Below the 15 minutes that an interaction's token lives, so that an ephemeral message can
# still be edited when its view ends.
TIMEOUT = timedelta(minutes=10)

DynamicItem = TypeVar("DynamicItem", bound=discord.ui.DynamicItem[Any])


class BaseView(discord.ui.View):
    """A view that answers its owner only, and whose buttons go grey when it ends.

    ``owner_id`` None lets everyone press. ``timeout`` None never ends (persistent views).
    Send it with ``send``, or set ``message`` to the message that it hangs on.
    """

    def __init__(
        self,
        *,
        owner_id: int | None = None,
        locale: str = ENGLISH,
        timeout: timedelta | None = TIMEOUT,
    ) -> None:
        super().__init__(timeout=None if timeout is None else timeout.total_seconds())
        self.owner_id = owner_id
        self.locale = locale
        self.message: discord.Message | None = None
        self._sent_by: discord.Interaction[Any] | None = None

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

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let the owner pass; tell anyone else, kindly and only to them, that it is not theirs.

        Raises UserError where the view's feature is off in the server.
        """
        # discord.py runs the check and the callback in one task, of this press alone.
        hurry()
        await require_on(interaction, self)
        if self.owner_id is None or interaction.user.id == self.owner_id:
            return True
        await interaction.response.send_message(
            T.say("view-not-yours", str(interaction.locale)), ephemeral=True
        )
        return False

    async def on_timeout(self) -> None:
        """Disable everything that could be pressed, so that no press goes unanswered."""
        self.disable()
        if self.message is None:
            return
        try:
            await self._redraw(self.message)
        except discord.HTTPException as error:
            # The message, the channel or the right to see it may be gone by now.
            _log.info("ended view was not redrawn", code=error.code, view=type(self).__name__)

    async def on_error(
        self,
        interaction: discord.Interaction[Any],
        error: Exception,
        item: discord.ui.Item[Any],
        /,
    ) -> None:
        """Hand the error to the one mouth that speaks of errors."""
        await report_error(interaction, error, source=type(self).__name__)

    def disable(self) -> None:
        """Disable everything that can be pressed, but links; takes effect with the next edit."""
        for item in self.walk_children():
            if isinstance(item, discord.ui.Button) and item.url is not None:
                continue
            if isinstance(item, discord.ui.Button | discord.ui.Select):
                item.disabled = True

    async def _redraw(self, message: discord.Message) -> None:
        if self._sent_by is None or not self._sent_by.is_expired():
            await message.edit(view=self)
        elif not message.flags.ephemeral and not isinstance(message.channel, discord.GroupChannel):
            # The token is gone, so the message is edited as the bot itself.
            await message.channel.get_partial_message(message.id).edit(view=self)


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
