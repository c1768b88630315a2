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
from cogs.insights.exports import csv_text, json_bytes, overview_picture, page
from cogs.insights.formats.alt import alt_text
from cogs.insights.service.reports import InsightsService
from cogs.insights.service.windows import window_key
from cogs.insights.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

What = Literal["details", "csv", "html", "share"]
WHATS: tuple[What, ...] = ("details", "csv", "html", "share")
PICTURE = "overview.png"
_DAY = r"\d{4}-\d{2}-\d{2}"


class ReportButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=rf"insights-(?P<what>details|csv|html|share):(?P<window>\d{{4}}-W\d{{2}}|{_DAY}\.\.{_DAY})",
):
    """One button of a report: which one, and of which days, stands in its custom id."""

    styles: ClassVar[dict[str, discord.ButtonStyle]] = {"details": discord.ButtonStyle.primary}

    def __init__(self, what: What, window: str, locale: str = "en") -> None:
        self.what = what
        self.window = window
        super().__init__(
            discord.ui.Button(
                label=T.plain(f"button-{what}", locale),
                style=self.styles.get(what, discord.ButtonStyle.secondary),
                custom_id=f"insights-{what}:{window}",
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Make the report again and give the part that was asked for."""
        await require(interaction, Access.MANAGERS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        service = cast("Steward", interaction.client).ports.get(InsightsService)
        report = await _report_again(interaction, service, self.window)
        await _ANSWERS[self.what](interaction, report)


class ReportButtons(discord.ui.View):
    """The row of buttons under a report."""

    def __init__(self, report: Report, *, share: bool = True) -> None:
        super().__init__(timeout=None)
        for what in WHATS:
            if share or what != "share":
                self.add_item(ReportButton(what, window_key(report.window), report.locale))


async def asked_report(
    interaction: discord.Interaction[Any], service: InsightsService, week: str | None
) -> Report:
    """Compute the report of ``week`` (None: the last full one) for the server of an interaction.

    Raises UserError for a week that cannot be.
    """
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    window = await service.window(interaction.guild_id, week)
    return await service.report(interaction.guild_id, window, locale=str(interaction.locale))


async def _report_again(
    interaction: discord.Interaction[Any], service: InsightsService, key: str
) -> Report:
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    locale = str(interaction.locale)
    window = await service.stretch(interaction.guild_id, key, locale=locale)
    return await service.report(interaction.guild_id, window, locale=locale)


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
    await attach(interaction, report, "csv")


async def _html(interaction: discord.Interaction[Any], report: Report) -> None:
    await attach(interaction, report, "html")


async def attach(interaction: discord.Interaction[Any], report: Report, kind: str) -> None:
    """Answer with the report as a file: ``html``, ``csv`` or ``json``."""
    await interaction.edit_original_response(
        content=T.say("file-attached", report.locale, when=report.window.label),
        attachments=[await file_of(report, kind)],
    )


async def file_of(report: Report, kind: str) -> discord.File:
    """Make the file of a report: ``html``, ``csv`` or ``json``."""
    if kind == "html":
        content = (await draw_off_loop(page, report, report.locale)).encode()
    elif kind == "csv":
        content = csv_text(report).encode("utf-8-sig")
    else:
        content = json_bytes(report)
    name = f"report-{window_key(report.window).replace('..', '-to-')}.{kind}"
    return discord.File(io.BytesIO(content), filename=name)


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
