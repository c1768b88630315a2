"""A feature for scenarios: commands, a button and a form that write to the database."""

from __future__ import annotations

from typing import Any, Self, cast

import discord
from discord import app_commands
from sqlalchemy import Table, select

from bot.client import Steward
from bot.command_sync import ProcessNote
from bot.db import Database
from bot.db.upsert import put
from bot.ui.modals import BaseModal
from bot.ui.views import BaseView

_NOTE = cast("Table", ProcessNote.__table__)
Talk = discord.Interaction[Any]


async def keep(database: Database, guild_id: int, word: str) -> None:
    """Write ``word`` down."""
    async with database.begin() as connection:
        await put(connection, _NOTE, [{"guild_id": guild_id, "key": "word", "value": word}])


async def kept(database: Database, guild_id: int) -> str:
    """Return what was written down, or an empty text."""
    async with database.read() as connection:
        found: str | None = await connection.scalar(
            select(_NOTE.c.value).where(_NOTE.c.guild_id == guild_id, _NOTE.c.key == "word")
        )
    return found or ""


class _Form(BaseModal):
    word: discord.ui.TextInput[Any] = discord.ui.TextInput(label="Word", custom_id="word")

    def __init__(self, database: Database) -> None:
        super().__init__("A word")
        self._database = database

    async def on_submit(self, interaction: Talk, /) -> None:
        await keep(self._database, interaction.guild_id or 0, self.word.value)
        await interaction.response.send_message("kept", ephemeral=True)


class _Menu(BaseView):
    def __init__(self, database: Database) -> None:
        super().__init__(timeout=None)
        self._database = database

    @discord.ui.button(label="Keep", custom_id="keep")
    async def press(self, interaction: Talk, _button: discord.ui.Button[Self]) -> None:
        await keep(self._database, interaction.guild_id or 0, "pressed")
        await interaction.response.send_message("kept", ephemeral=True)

    @discord.ui.button(label="Form", custom_id="form")
    async def form(self, interaction: Talk, _button: discord.ui.Button[Self]) -> None:
        await interaction.response.send_modal(_Form(self._database))


async def setup(bot: Steward) -> None:
    """Add the commands: ``/word keep``, ``/word later``, ``/word look`` and ``/word menu``."""
    group = app_commands.Group(name="word", description="Words", guild_only=True)

    @group.command(name="keep", description="Keep a word")
    async def keep_word(interaction: Talk, word: str) -> None:
        await keep(bot.database, interaction.guild_id or 0, word)
        await interaction.response.send_message("kept", ephemeral=True)

    @keep_word.autocomplete("word")
    async def words(interaction: Talk, _current: str) -> list[app_commands.Choice[str]]:
        word = await kept(bot.database, interaction.guild_id or 0)
        return [app_commands.Choice(name=word or "none", value=word or "none")]

    @group.command(name="later", description="Keep a word after a while")
    async def later(interaction: Talk, word: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await keep(bot.database, interaction.guild_id or 0, word)
        await interaction.edit_original_response(content="kept")

    @group.command(name="look", description="Look at the word")
    async def look(interaction: Talk) -> None:
        word = await kept(bot.database, interaction.guild_id or 0)
        await interaction.response.send_message(f"The word is {word}.", ephemeral=True)

    @group.command(name="menu", description="Buttons")
    async def menu(interaction: Talk) -> None:
        await _Menu(bot.database).send(interaction, "Choose", ephemeral=False)

    bot.tree.add_command(group)
