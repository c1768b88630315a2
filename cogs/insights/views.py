"""The buttons under a report; they outlive a restart, for what they need is in their id."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

import discord
from discord import app_commands

from bot.checks import Access, require
from bot.errors import UserError
from bot.ui.drawing import draw_off_loop
from bot.ui.paginator import Paginator
from bot.ui.views import FromMatch, forwards_errors
from cogs.insights.domain.report import Report
from cogs.insights.embeds import details_pages, report_embed
from cogs.insights.exports import csv_text, overview_picture, page
from cogs.insights.formats import alt_text
from cogs.insights.service import InsightsService
from cogs.insights.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

What = Literal["details", "csv", "html", "share"]
WHATS: tuple[What, ...] = ("details", "csv", "html", "share")
PICTURE = "overview.png"


class ReportButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"insights-(?P<what>details|csv|html|share):(?P<week>\d{4}-W\d{2})",
):
    """One button of a report: which one, and of which week, stands in its custom id."""

    styles: ClassVar[dict[str, discord.ButtonStyle]] = {"details": discord.ButtonStyle.primary}

    def __init__(self, what: What, week: str, locale: str = "en") -> None:
        self.what = what
        self.week = week
        super().__init__(
            discord.ui.Button(
                label=T.plain(f"button-{what}", locale),
                style=self.styles.get(what, discord.ButtonStyle.secondary),
                custom_id=f"insights-{what}:{week}",
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Make the report again and give the part that was asked for."""
        await require(interaction, Access.MANAGERS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        service = cast("Steward", interaction.client).ports.get(InsightsService)
        report = await asked_report(interaction, service, self.week)
        await _ANSWERS[self.what](interaction, report)


class ReportButtons(discord.ui.View):
    """The row of buttons under a report."""

    def __init__(self, report: Report, *, share: bool = True) -> None:
        super().__init__(timeout=None)
        for what in WHATS:
            if share or what != "share":
                self.add_item(ReportButton(what, report.window.label, report.locale))


async def asked_report(
    interaction: discord.Interaction[Any], service: InsightsService, week: str | None
) -> Report:
    """Compute the report of ``week`` (None: the last full one) for the server of an interaction.

    Raises UserError for a week that cannot be.
    """
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    window = await service.window(interaction.guild_id, week)
    return await service.weekly(interaction.guild_id, window, locale=str(interaction.locale))


async def picture(report: Report) -> discord.File:
    """Draw the overview of a report, off the loop, as a file with a text for screen readers."""
    return discord.File(
        io.BytesIO(await draw_off_loop(overview_picture, report)),
        filename=PICTURE,
        description=alt_text(report),
    )


async def _details(interaction: discord.Interaction[Any], report: Report) -> None:
    pages = details_pages(report)
    await Paginator(pages, owner_id=interaction.user.id, locale=report.locale).show(interaction)


async def _csv(interaction: discord.Interaction[Any], report: Report) -> None:
    await _attach(interaction, report, "\ufeff" + csv_text(report), "csv")


async def _html(interaction: discord.Interaction[Any], report: Report) -> None:
    await _attach(interaction, report, await draw_off_loop(page, report, report.locale), "html")


async def _attach(
    interaction: discord.Interaction[Any], report: Report, text: str, suffix: str
) -> None:
    week = report.window.label
    await interaction.edit_original_response(
        content=T.say("file-attached", report.locale, week=week),
        attachments=[discord.File(io.BytesIO(text.encode()), filename=f"report-{week}.{suffix}")],
    )


async def _share(interaction: discord.Interaction[Any], report: Report) -> None:
    channel = interaction.channel
    needed = discord.Permissions(
        view_channel=True, send_messages=True, embed_links=True, attach_files=True
    )
    if isinstance(channel, discord.Thread):
        needed.update(send_messages=False, send_messages_in_threads=True)
    if not isinstance(channel, discord.abc.Messageable) or not (
        interaction.app_permissions.is_superset(needed)
    ):
        raise UserError(T.say("share-denied", report.locale))
    await channel.send(
        embed=report_embed(report),
        file=await picture(report),
        view=ReportButtons(report, share=False),
    )
    await interaction.edit_original_response(content=T.say("shared", report.locale))


_ANSWERS: dict[What, Callable[[discord.Interaction[Any], Report], Awaitable[None]]] = {
    "details": _details,
    "csv": _csv,
    "html": _html,
    "share": _share,
}
