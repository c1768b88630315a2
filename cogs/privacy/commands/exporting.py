"""``/privacy export``: made beside everything else, with its progress shown."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import discord
import structlog

from bot.db.patience import hurried
from bot.errors import UserError
from cogs.privacy.exports import Archive, read_me
from cogs.privacy.service import PrivacyService
from cogs.privacy.texts import T
from cogs.privacy.views import DELETING as READING
from cogs.privacy.views import guild_of

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_SHOW_EVERY = timedelta(seconds=3)
_AT_ONCE = 2


@dataclass(slots=True)
class _Progress:
    total: int
    done: int = 0

    @property
    def percent(self) -> int:
        return min(99, 100 * self.done // max(self.total, 1))


class Exporting:
    """Makes exports, a few at once, and one at a time for each person."""

    def __init__(self, bot: Steward, service: PrivacyService) -> None:
        self._bot = bot
        self._service = service
        self._running: set[tuple[int, int]] = set()
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with the archives, by direct message where that takes too long.

        Raises UserError where one is being made for the same person already.
        """
        key = guild_of(interaction).id, interaction.user.id
        locale = str(interaction.locale)
        if key in self._running:
            raise UserError(T.say("export-running", locale))
        self._running.add(key)
        try:
            await interaction.response.defer(ephemeral=True, thinking=True)
            async with self._turns:
                with tempfile.TemporaryDirectory(prefix="steward-export-") as folder:
                    files = await self._made(interaction, Path(folder))
                    await _hand_over(interaction, files)
        finally:
            self._running.discard(key)

    async def _made(self, interaction: discord.Interaction[Any], folder: Path) -> list[Path]:
        guild_id, member_id = guild_of(interaction).id, interaction.user.id
        held = await self._service.held(guild_id, member_id)
        progress = _Progress(sum(rows.count for rows in held))
        showing = asyncio.create_task(self._show(interaction, progress), name="export-progress")
        archive = Archive(folder)
        try:
            with hurried(READING):
                for one in held:
                    place = one.declared.place
                    await asyncio.to_thread(archive.begin, place)
                    async for page in self._service.rows(guild_id, member_id, place):
                        await asyncio.to_thread(archive.add, page)
                        progress.done += len(page)
            explained = read_me(
                (one.declared for one in held), self._service.periods, str(interaction.locale)
            )
            return await asyncio.to_thread(archive.finish, explained)
        finally:
            archive.close()
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)

    async def _show(self, interaction: discord.Interaction[Any], progress: _Progress) -> None:
        locale = str(interaction.locale)
        while True:
            await self._bot.waiting.sleep(_SHOW_EVERY, "the progress of an export to be shown")
            said = T.say("export-progress", locale, percent=progress.percent)
            try:
                if not interaction.is_expired():
                    await interaction.edit_original_response(content=said)
            except discord.HTTPException as error:
                # The answer may have been dismissed; the export goes on.
                _log.info("progress not shown", code=error.code)


async def _hand_over(interaction: discord.Interaction[Any], files: list[Path]) -> None:
    """Give the archives to the person: in the answer, or by direct message if it has expired."""
    locale = str(interaction.locale)
    attached = [discord.File(path) for path in files]
    try:
        await _send(interaction, attached, locale)
    except discord.Forbidden as error:
        _log.info("export not delivered", user_id=interaction.user.id, code=error.code)
    finally:
        for file in attached:
            file.close()


async def _send(
    interaction: discord.Interaction[Any], attached: list[discord.File], locale: str
) -> None:
    if not interaction.is_expired():
        await interaction.edit_original_response(
            content=T.say("export-done", locale, count=len(attached)), attachments=attached[:1]
        )
        for file in attached[1:]:
            await interaction.followup.send(file=file, ephemeral=True)
        return
    said = T.say("export-by-dm", locale, server=guild_of(interaction).name)
    for number, file in enumerate(attached):
        await interaction.user.send(None if number else said, file=file)
