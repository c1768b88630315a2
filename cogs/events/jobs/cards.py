"""Posting cards, and keeping them up to date."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import discord
import structlog

from bot.jobs import GiveUp, Job
from cogs.events.embeds.cards import card, picture_name
from cogs.events.service.cards import CardService
from cogs.events.service.planning import Details, Planning
from cogs.events.service.queue import FEATURE
from cogs.events.texts import T
from cogs.events.views.card import card_view

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)


class CardJobs:
    """Handles the jobs ``events-post`` and ``events-card``."""

    def __init__(self, bot: Steward, planning: Planning, cards: CardService) -> None:
        self._bot = bot
        self._planning = planning
        self._cards = cards

    async def post(self, job: Job) -> None:
        """Post the card of an occurrence, once, without pinging anybody."""
        found = await self._found(job)
        if found is None or found.occurrence.card_message_id is not None:
            return
        guild = self._bot.get_guild(job.guild_id)
        if guild is None or not found.occurrence.is_live:
            return
        channel = guild.get_channel(found.plan.card_channel_id or 0)
        if not isinstance(channel, discord.TextChannel):
            raise GiveUp(T.plain("card-gone", name=found.plan.name))
        locale = str(guild.preferred_locale)
        embed, files = await self._drawn(found, locale)
        try:
            message = await self._bot.delivery.deliver(
                job,
                channel,
                embeds=[embed],
                view=card_view(found.occurrence, locale),
                files=files,
            )
        except discord.Forbidden:
            raise GiveUp(
                T.plain("card-forbidden", name=found.plan.name, channel=channel.name)
            ) from None
        await self._cards.posted(found, channel.id, message.id)

    async def redraw(self, job: Job) -> None:
        """Bring a card up to date; one that was deleted stays so."""
        found = await self._found(job)
        guild = self._bot.get_guild(job.guild_id)
        if found is None or guild is None or found.occurrence.card_message_id is None:
            return
        occurrence = found.occurrence
        channel = self._bot.get_partial_messageable(
            occurrence.card_channel_id or 0, guild_id=guild.id
        )
        locale = str(guild.preferred_locale)
        # The picture hangs on the message already, unless another was chosen since.
        new = occurrence.card_revision != occurrence.revision and found.plan.picture is not None
        embed, files = await self._drawn(found, locale, again=new)
        message = channel.get_partial_message(occurrence.card_message_id or 0)
        try:
            if files:
                await message.edit(
                    embed=embed, view=card_view(occurrence, locale), attachments=files
                )
            else:
                await message.edit(embed=embed, view=card_view(occurrence, locale))
        except (discord.NotFound, discord.Forbidden) as error:
            _log.info("card out of reach", guild_id=guild.id, code=error.code)
        await self._cards.drawn(found)

    async def _found(self, job: Job) -> Details | None:
        if not await self._bot.feature_switch.is_on(job.guild_id, FEATURE):
            return None
        event_id, number = int(job.payload["event"]), int(job.payload["number"])
        return await self._planning.occurrence(job.guild_id, event_id, number)

    async def _drawn(
        self, found: Details, locale: str, *, again: bool = True
    ) -> tuple[discord.Embed, list[discord.File]]:
        plan = found.plan
        following = self._planning.following(plan, found.occurrence.starts_at)
        if plan.picture is None:
            return card(found, locale, following=following).build(), []
        name = picture_name(plan)
        shown = card(found, locale, following=following, picture=f"attachment://{name}").build()
        picture = await self._planning.picture(plan.guild_id, plan.event_id) if again else None
        files = [] if picture is None else [discord.File(io.BytesIO(picture), name)]
        return shown, files
