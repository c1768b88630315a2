"""``/privacy export``: made beside everything else, with its progress shown."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import discord
import structlog

from bot.db.patience import hurried
from bot.errors import UserError
from bot.jobs import Job, Postpone
from bot.jobs.store import TAKEN_UP_AFTER
from bot.member_data import HeldRows
from bot.text.catalogue import Raw
from cogs.privacy.exports import Archive, read_me
from cogs.privacy.service import EXPORT, PrivacyService
from cogs.privacy.texts import T
from cogs.privacy.views import DELETING as READING
from cogs.privacy.views import guild_of

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_SHOW_EVERY = timedelta(seconds=3)
_AT_ONCE = 2
_LONGEST = timedelta(minutes=30)
_User = discord.User | discord.Member


@dataclass(slots=True)
class _Progress:
    total: int
    done: int = 0

    @property
    def percent(self) -> int:
        return min(99, 100 * self.done // max(self.total, 1))


class Exporting:
    """Makes exports, a few at once, and one at a time for each person.

    Each has a job that waits beside it. It finds an export that was handed over and does
    nothing, or one that nobody makes any more, because the bot was restarted: then it makes it
    and sends it as a direct message.
    """

    def __init__(self, bot: Steward, service: PrivacyService) -> None:
        self._bot = bot
        self._service = service
        self._running: set[tuple[int, int]] = set()
        self._turns = asyncio.Semaphore(_AT_ONCE)
        bot.jobs.register(EXPORT, self.take_up, timeout=_LONGEST)

    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with the archives, by direct message where that takes too long.

        Raises UserError where one is being made for the same person already.
        """
        guild_id, member_id = key = guild_of(interaction).id, interaction.user.id
        locale = str(interaction.locale)
        if key in self._running:
            raise UserError(T.say("export-running", locale))
        self._running.add(key)
        try:
            await interaction.response.defer(ephemeral=True, thinking=True)
            job = await self._service.note_export(guild_id, member_id, interaction.id, locale)
            try:
                await self._export(interaction, job)
            except Exception:
                # Who is told so asks again.
                await self._service.export_ended(job)
                raise
            await self._service.export_ended(job)
        finally:
            self._running.discard(key)

    async def take_up(self, job: Job) -> None:
        """Make an export that a restart cut off, and send it as a direct message.

        Where it was just being handed over nobody knows whether it arrived: that is said, so
        that nobody's data is sent twice unasked.
        """
        guild_id, member_id = job.guild_id, int(job.payload["member"])
        guild = self._bot.get_guild(guild_id)
        if (guild_id, member_id) in self._running or guild is None:
            raise Postpone(self._bot.clock.now() + TAKEN_UP_AFTER, anew=False)
        try:
            user = self._bot.get_user(member_id) or await self._bot.fetch_user(member_id)
            if await self._bot.delivery.may_be_answered(job):
                await self._ask_to_look(job, user, guild)
                return
            locale = str(job.payload["locale"])
            with tempfile.TemporaryDirectory(prefix="steward-export-") as folder:
                held = await self._service.held(guild_id, member_id)
                made = await self._made(guild_id, member_id, held, locale, Path(folder))
                await self._send_dm(job, user, guild, made)
        except (discord.Forbidden, discord.NotFound) as error:
            _log.info("export not delivered", user_id=member_id, code=error.code)

    async def _ask_to_look(self, job: Job, user: _User, guild: discord.Guild) -> None:
        await self._bot.command_mentions.load()
        export = Raw(self._bot.command_mentions.of("privacy export"))
        locale = str(job.payload["locale"])
        said = T.say("export-unsure", locale, server=guild.name, export=export)
        await self._bot.delivery.deliver(job, user, content=said, part="unsure")

    async def _send_dm(
        self, job: Job, user: _User, guild: discord.Guild, made: Sequence[Path]
    ) -> None:
        said = T.say("export-by-dm", str(job.payload["locale"]), server=guild.name)
        for number, path in enumerate(made):
            with closing(discord.File(path)) as file:
                await self._bot.delivery.deliver(
                    job,
                    user,
                    content=None if number else said,
                    files=[file],
                    part=str(number),
                )

    async def _export(self, interaction: discord.Interaction[Any], job: Job) -> None:
        guild_id, member_id = guild_of(interaction).id, interaction.user.id
        async with self._turns:
            with tempfile.TemporaryDirectory(prefix="steward-export-") as folder:
                held = await self._service.held(guild_id, member_id)
                progress = _Progress(sum(rows.count for rows in held))
                show = self._show(interaction, progress)
                showing = asyncio.create_task(show, name="export-progress")
                try:
                    with hurried(READING):
                        files = await self._made(
                            guild_id,
                            member_id,
                            held,
                            str(interaction.locale),
                            Path(folder),
                            progress,
                        )
                finally:
                    showing.cancel()
                    await asyncio.gather(showing, return_exceptions=True)
                await self._hand_over(interaction, job, files)

    async def _made(
        self,
        guild_id: int,
        member_id: int,
        held: Sequence[HeldRows],
        locale: str,
        folder: Path,
        progress: _Progress | None = None,
    ) -> list[Path]:
        progress = progress or _Progress(0)
        archive = Archive(folder)
        try:
            for one in held:
                place = one.declared.place
                await asyncio.to_thread(archive.begin, place)
                async for page in self._service.rows(guild_id, member_id, place):
                    await asyncio.to_thread(archive.add, page)
                    progress.done += len(page)
            everything = (one.declared for one in held)
            explained = read_me(everything, self._service.periods, locale)
            return await asyncio.to_thread(archive.finish, explained)
        finally:
            archive.close()

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

    async def _hand_over(
        self, interaction: discord.Interaction[Any], job: Job, made: Sequence[Path]
    ) -> None:
        """Give the archives to the person: in the answer, or by direct message if it expired."""
        if interaction.is_expired():
            try:
                await self._send_dm(job, interaction.user, guild_of(interaction), made)
            except discord.Forbidden as error:
                _log.info("export not delivered", user_id=interaction.user.id, code=error.code)
            return
        await self._bot.delivery.note_answer(job, interaction.channel_id or 0, interaction.id)
        locale, files = str(interaction.locale), [discord.File(path) for path in made]
        try:
            await interaction.edit_original_response(
                content=T.say("export-done", locale, count=len(files)), attachments=files[:1]
            )
            for file in files[1:]:
                await interaction.followup.send(file=file, ephemeral=True)
        finally:
            for file in files:
                file.close()
