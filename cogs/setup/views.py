"""The buttons under an examination; they outlive a restart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self, cast

import discord

from bot.checks import Access, require
from bot.ui.answer import answer
from bot.ui.views import forwards_errors
from cogs.setup.domain.findings import Examination
from cogs.setup.service import DoctorService
from cogs.setup.texts import T

if TYPE_CHECKING:
    from bot.client import Steward


class RetryButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"setup-retry:(?P<job>\d{1,19})"
):
    """Tries a failed job again; which one stands in its custom id."""

    def __init__(self, job_id: int, kind: str = "", locale: str = "en") -> None:
        self.job_id = job_id
        super().__init__(
            discord.ui.Button(
                label=T.plain("button-retry", locale, kind=kind)[:80],
                custom_id=f"setup-retry:{job_id}",
            )
        )

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Build the button that was pressed from its custom id."""
        return cls(int(match["job"]))

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Make the job due now."""
        await require(interaction, Access.MANAGERS)
        if interaction.guild_id is None:
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale = str(interaction.locale)
        service = cast("Steward", interaction.client).ports.get(DoctorService)
        await service.retry(interaction.guild_id, self.job_id, locale)
        await answer(interaction, T.say("retried", locale))


def retry_buttons(examination: Examination, locale: str) -> discord.ui.View | None:
    """Return a row with one button for each failed job, or None where none failed."""
    if not examination.retryable:
        return None
    view = discord.ui.View(timeout=None)
    for job in examination.retryable:
        view.add_item(RetryButton(job.job_id, job.kind, locale))
    return view
