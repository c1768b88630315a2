"""Leafing through embeds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import discord

from bot.text.catalogue import ENGLISH
from bot.text.kernel import T
from bot.ui.views import TIMEOUT, BaseView


class Paginator(BaseView):
    """Shows one of ``pages`` (such as ``EmbedBuilder.build_pages`` makes) at a time."""

    def __init__(
        self,
        pages: Sequence[discord.Embed],
        *,
        owner_id: int | None,
        locale: str = ENGLISH,
        timeout: timedelta = TIMEOUT,
    ) -> None:
        """``owner_id`` None lets everyone leaf. Raises ValueError where there is no page."""
        if not pages:
            raise ValueError("there is nothing to leaf through")
        super().__init__(owner_id=owner_id, locale=locale, timeout=timeout)
        self._pages = pages
        self._at = 0
        self._previous = self._button(T.plain("paginator-previous", locale), self._back)
        self._where = self._button("", self._stay)
        self._where.disabled = True
        self._next = self._button(T.plain("paginator-next", locale), self._forward)
        if len(pages) > 1:
            for button in (self._previous, self._where, self._next):
                self.add_item(button)
        self._update()

    async def show(self, interaction: discord.Interaction[Any], *, ephemeral: bool = True) -> None:
        """Answer ``interaction`` with the first page; without buttons where it is the only one."""
        await self.send(interaction, embed=self._pages[self._at], ephemeral=ephemeral)
        if len(self._pages) == 1:
            self.stop()

    def _button(self, label: str, callback: Any) -> discord.ui.Button[Paginator]:
        button: discord.ui.Button[Paginator] = discord.ui.Button(label=label)
        button.callback = callback  # type: ignore[method-assign]
        return button

    def _update(self) -> None:
        self._previous.disabled = self._at == 0
        self._next.disabled = self._at == len(self._pages) - 1
        self._where.label = T.plain(
            "paginator-page", self.locale, page=self._at + 1, pages=len(self._pages)
        )

    async def _turn(self, interaction: discord.Interaction[Any], by: int) -> None:
        self._at = min(max(self._at + by, 0), len(self._pages) - 1)
        self._update()
        await interaction.response.edit_message(embed=self._pages[self._at], view=self)

    async def _back(self, interaction: discord.Interaction[Any]) -> None:
        await self._turn(interaction, -1)

    async def _forward(self, interaction: discord.Interaction[Any]) -> None:
        await self._turn(interaction, 1)

    async def _stay(self, interaction: discord.Interaction[Any]) -> None:
        await self._turn(interaction, 0)
