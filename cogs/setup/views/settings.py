"""``/settings import``: show the difference a file makes, ask, take it over.

The question carries the file itself, so that its buttons need no memory and outlive a restart.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final, cast

import discord

from bot.checks import Access, require
from bot.errors import UserError
from bot.ui.views import FromMatch, forwards_errors
from cogs.setup.embeds import import_embed
from cogs.setup.service.settings import ImportPlan, SettingsService
from cogs.setup.texts import T
from cogs.setup.views.snapshot import names_of

if TYPE_CHECKING:
    from bot.client import Steward

IMPORT_LIMIT: Final = 256 * 1024
FILE_NAME: Final = "settings.toml"


class ImportButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"setup-import:(?P<answer>yes|no)",
):
    """Takes over the file that the message carries, or leaves everything as it is."""

    def __init__(self, answer: str, locale: str = "en") -> None:
        self.answer = answer
        yes = answer == "yes"
        super().__init__(
            discord.ui.Button(
                label=T.plain(f"import-{answer}", locale),
                style=discord.ButtonStyle.success if yes else discord.ButtonStyle.secondary,
                custom_id=f"setup-import:{answer}",
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Carry out what was answered; once, however often it is pressed."""
        await require(interaction, Access.MANAGERS)
        guild, message = interaction.guild, interaction.message
        if guild is None or message is None:
            return
        locale = str(interaction.locale)
        await interaction.response.defer()
        if self.answer == "no":
            await _end(interaction, T.say("import-left", locale))
            return
        if not message.attachments:
            raise UserError(T.say("import-file-gone", locale))
        service = cast("Steward", interaction.client).ports.get(SettingsService)
        text = await read_file(message.attachments[0], locale)
        plan = await service.plan(guild.id, text, names_of(guild), locale)
        await service.apply(guild.id, plan, interaction.user.id)
        count = len(plan.differences)
        await _end(interaction, T.say("import-done", locale, count=count))


async def _end(interaction: discord.Interaction[Any], sentence: str) -> None:
    """Say how it ended in place of the question; the difference stays to be read."""
    await interaction.edit_original_response(content=sentence, view=None, attachments=[])


async def read_file(file: discord.Attachment, locale: str) -> str:
    """Return the text of a file. Raises UserError where it is too large, or no text."""
    if file.size > IMPORT_LIMIT:
        raise UserError(T.say("import-too-large", locale, limit=IMPORT_LIMIT // 1024))
    try:
        # Editors on Windows put a byte order mark first.
        return (await file.read()).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(T.say("import-no-text", locale)) from None


async def ask_to_import(
    interaction: discord.Interaction[Any], plan: ImportPlan, text: str, guild: discord.Guild
) -> None:
    """Show what importing ``text`` would change, and ask; the interaction is deferred."""
    locale = str(interaction.locale)
    embed = import_embed(plan, names_of(guild), locale)
    if not plan.differences:
        await interaction.edit_original_response(embed=embed)
        return
    view = discord.ui.View(timeout=None)
    for answer in ("yes", "no"):
        view.add_item(ImportButton(answer, locale))
    await interaction.edit_original_response(embed=embed, view=view, attachments=[toml_file(text)])


def toml_file(text: str) -> discord.File:
    """Return settings as a file to send."""
    return discord.File(io.BytesIO(text.encode()), FILE_NAME)
