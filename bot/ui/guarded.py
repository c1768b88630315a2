"""What views and layouts have in common: whose they are, how they end, where errors go."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
import structlog

from bot.db.patience import hurry
from bot.feature_gate import require_on
from bot.text.catalogue import ENGLISH
from bot.text.kernel import T
from bot.tree import report_error

_log = structlog.get_logger(__name__)

# Below the 15 minutes that an interaction's token lives, so that an ephemeral message can
# still be edited when its view ends.
TIMEOUT = timedelta(minutes=10)

if TYPE_CHECKING:
    _Base = discord.ui.view.BaseView
else:
    _Base = object


class Guarded(_Base):
    """Mixed into a view or layout, before discord.py's own class.

    ``owner_id`` None lets everyone press. ``timeout`` None never ends (persistent ones).
    ``message`` is what it hangs on.
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

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let the owner pass; tell anyone else, kindly and only to them, that it is not theirs.

        Raises UserError where the feature of the view or layout is off in the server.
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
        view: Any = self  # mixed into one or the other, which the type checker cannot know
        if self._sent_by is None or not self._sent_by.is_expired():
            await message.edit(view=view)
        elif not message.flags.ephemeral and not isinstance(message.channel, discord.GroupChannel):
            # The token is gone, so the message is edited as the bot itself.
            await message.channel.get_partial_message(message.id).edit(view=view)
