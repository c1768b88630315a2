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

    def __init__(
        self,
        title: str,
        *,
        locale: str = ENGLISH,
        timeout: timedelta = TIMEOUT,
        custom_id: str | None = None,
    ) -> None:
        """``title`` beyond Discord's 45 characters is shortened.

        A ``custom_id`` that says what the form is about, and by whom, lets it be taken up again
        after a restart (``take_up``); its fields then need ids of their own, too.
        """
        super().__init__(
            title=truncate(title, TITLE_LIMIT),
            timeout=timeout.total_seconds(),
            custom_id=custom_id or discord.utils.MISSING,
        )
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


def is_open(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the form of a submission was opened since the start; else nobody takes it."""
    data: Any = interaction.data or {}
    # discord.py keeps open forms there, and says nothing of one that it does not know.
    known = interaction.client._connection._view_store._modals  # noqa: SLF001 - no public way
    return data.get("custom_id") in known


def take_up(interaction: discord.Interaction[Any], modal: BaseModal) -> None:
    """Hand a submission whose form was opened before a restart to ``modal``, built anew."""
    data: Any = interaction.data or {}
    store = interaction.client._connection._view_store  # noqa: SLF001 - no public way
    store.add_view(modal)
    store.dispatch_modal(modal.custom_id, interaction, data["components"], data.get("resolved", {}))


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
