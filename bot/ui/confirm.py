"""Asking before something that cannot be undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord

from bot.text.kernel import T
from bot.ui.views import BaseView

TIMEOUT = timedelta(minutes=2)


class ConfirmView(BaseView):
    """A yes and a no. ``answer`` is None until one is pressed."""

    def __init__(
        self,
        *,
        owner_id: int,
        locale: str,
        yes: str | None = None,
        no: str | None = None,
        dangerous: bool = True,
        timeout: timedelta = TIMEOUT,
    ) -> None:
        super().__init__(owner_id=owner_id, locale=locale, timeout=timeout)
        self.answer: bool | None = None
        style = discord.ButtonStyle.danger if dangerous else discord.ButtonStyle.success
        self._add(yes or T.plain("confirm-yes", locale), style, answer=True)
        self._add(no or T.plain("confirm-no", locale), discord.ButtonStyle.secondary, answer=False)

    def _add(self, label: str, style: discord.ButtonStyle, *, answer: bool) -> None:
        async def pressed(interaction: discord.Interaction[Any]) -> None:
            self.answer = answer
            self.disable()
            try:
                await interaction.response.edit_message(view=self)
            finally:
                self.stop()

        button: discord.ui.Button[ConfirmView] = discord.ui.Button(label=label, style=style)
        button.callback = pressed  # type: ignore[method-assign]
        self.add_item(button)


async def confirm(
    interaction: discord.Interaction[Any],
    question: str | None = None,
    *,
    embed: discord.Embed | None = None,
    yes: str | None = None,
    no: str | None = None,
    dangerous: bool = True,
    timeout: timedelta = TIMEOUT,  # noqa: ASYNC109 - the view ends, nothing is cancelled
) -> bool | None:
    """Ask the person, only visible to them, and wait for the answer.

    ``yes`` and ``no`` label the buttons: say what happens ("Ban", "Keep"). Returns True or
    False, or None where nothing was pressed in time. Afterwards go on with
    ``interaction.edit_original_response`` or ``interaction.followup``.
    """
    view = ConfirmView(
        owner_id=interaction.user.id,
        locale=str(interaction.locale),
        yes=yes,
        no=no,
        dangerous=dangerous,
        timeout=timeout,
    )
    await view.send(interaction, question, embed=embed)
    await view.wait()
    return view.answer
