"""Base of every modal: its errors reach the person, and what was typed is not lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord

from bot.db.patience import hurry
from bot.errors import UserError
from bot.feature_gate import require_on
from bot.text.catalogue import ENGLISH
from bot.text.kernel import T
from bot.text.truncate import truncate
from bot.tree import is_away, report_error
from bot.ui.views import BaseView

# https://docs.discord.com/developers/components/reference#modal
TITLE_LIMIT = 45
# Long enough to write a long text. Discord never says that a modal was closed, so without
# an end every modal that was given up would be kept.
TIMEOUT = timedelta(minutes=30)


class BaseModal(discord.ui.Modal):
    """A modal. Subclasses raise UserError in ``on_submit`` for input that cannot be.

    The person then sees the sentence and a button that opens the modal again as it was filled;
    likewise while the database is away.
    """

    def __init__(self, title: str, *, locale: str = ENGLISH, timeout: timedelta = TIMEOUT) -> None:
        """``title`` beyond Discord's 45 characters is shortened."""
        super().__init__(title=truncate(title, TITLE_LIMIT), timeout=timeout.total_seconds())
        self.locale = locale

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let everyone pass who was shown the modal.

        Raises UserError where the modal's feature is off in the server.
        """
        # discord.py runs the check and ``on_submit`` in one task, of this submission alone.
        hurry()
        await require_on(interaction, self)
        return True

    async def on_error(  # type: ignore[override]
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        """Hand the error to the one mouth that speaks of errors."""
        again = isinstance(error, UserError) or is_away(error)
        retry = _TryAgain(self, interaction.user.id) if again else None
        told = await report_error(interaction, error, source=type(self).__name__, view=retry)
        if retry is not None:
            retry.message = told

    def keep_what_was_typed(self) -> None:
        """Make what was submitted the content that the modal opens with next time."""
        for item in self.walk_children():
            if isinstance(item, discord.ui.TextInput):
                item.default = item.value
            elif isinstance(item, discord.ui.Select):
                for option in item.options:
                    option.default = option.value in item.values


class _TryAgain(BaseView):
    def __init__(self, modal: BaseModal, owner_id: int) -> None:
        super().__init__(owner_id=owner_id, locale=modal.locale)
        self._modal = modal
        button: discord.ui.Button[_TryAgain] = discord.ui.Button(
            label=T.plain("modal-try-again", modal.locale), style=discord.ButtonStyle.primary
        )
        button.callback = self._reopen  # type: ignore[method-assign]
        self.add_item(button)

    async def _reopen(self, interaction: discord.Interaction[Any]) -> None:
        self._modal.keep_what_was_typed()
        await interaction.response.send_modal(self._modal)
