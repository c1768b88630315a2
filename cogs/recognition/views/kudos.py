"""Thanking by a press, and a member's own kudos."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, cast

import discord
import structlog

from bot.errors import UserError
from bot.ui.embeds import EmbedBuilder
from bot.ui.views import FromMatch, forwards_errors
from cogs.recognition.domain.kudos import MOST_THANKED
from cogs.recognition.repository.kudos import Kudos
from cogs.recognition.service.kudos import KudosService, Thanks
from cogs.recognition.texts import T
from cogs.recognition.wording import mine_text, thanks_text

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

OFFERED_FOR: Final = timedelta(minutes=15)
_SHOWN: Final = 10
_MINE_ID: Final = "recognition-my-kudos"


def mine_button(locale: str) -> discord.ui.View:
    """Return the button under thanks that shows a member their own."""
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label=T.plain("button-mine", locale), custom_id=_MINE_ID))
    return view


def offer_id(author_id: int, message_id: int, receiver_ids: list[int]) -> str:
    """Return the id of an offer to thank; ids in hexadecimal, for there is little room."""
    ids = (author_id, message_id, *receiver_ids[:MOST_THANKED])
    return "recognition-ty:" + ":".join(f"{one:x}" for one in ids)


def offer_button(custom_id: str, locale: str) -> discord.ui.View:
    """Return the press that an offer consists of."""
    view = discord.ui.View(timeout=None)
    view.add_item(
        discord.ui.Button(
            label=T.plain("button-offer", locale),
            style=discord.ButtonStyle.success,
            custom_id=custom_id,
        )
    )
    return view


async def say_thanks(
    interaction: discord.Interaction[Any], given: list[Kudos], *, ping: bool
) -> None:
    """Say in public who thanks whom; the interaction was deferred in public."""
    locale = str(interaction.guild_locale or interaction.locale)
    receivers = [discord.Object(one.receiver_id) for one in given]
    await interaction.followup.send(
        thanks_text(given, locale),
        view=mine_button(locale),
        allowed_mentions=discord.AllowedMentions(
            everyone=False, roles=False, users=receivers if ping else False, replied_user=False
        ),
    )


class MyKudosButton(FromMatch, discord.ui.DynamicItem[discord.ui.Button[Any]], template=_MINE_ID):
    """Shows whoever presses what they were thanked for, and whom they thanked."""

    def __init__(self) -> None:
        super().__init__(discord.ui.Button(custom_id=_MINE_ID))

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer, only visible to them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        if interaction.guild_id is None:
            raise discord.app_commands.NoPrivateMessage
        locale = str(interaction.locale)
        kudos = cast("Steward", interaction.client).ports.get(KudosService)
        mine = await kudos.mine(interaction.guild_id, interaction.user.id, _SHOWN)
        embed = EmbedBuilder(T.plain("mine-title", locale), mine_text(mine, locale), locale=locale)
        await interaction.edit_original_response(embed=embed.build())


class OfferButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"recognition-ty:(?P<author>[0-9a-f]{1,16}):(?P<message>[0-9a-f]{1,16}):"
    r"(?P<receivers>[0-9a-f]{1,16}(?::[0-9a-f]{1,16}){0,2})",
):
    """Makes the thanks in a message kudos; only who wrote it may press."""

    def __init__(self, author: str, message: str, receivers: str) -> None:
        named = f"recognition-ty:{author}:{message}:{receivers}"
        super().__init__(discord.ui.Button(custom_id=named))
        self.author_id = int(author, 16)
        self.message_id = int(message, 16)
        self.receiver_ids = [int(one, 16) for one in receivers.split(":")]

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Count the thanks once, and say so in the offer's place."""
        locale = str(interaction.locale)
        guild, offer = interaction.guild, interaction.message
        if guild is None or offer is None:
            raise discord.app_commands.NoPrivateMessage
        if interaction.user.id != self.author_id:
            raise UserError(T.say("offer-not-yours", locale))
        bot = cast("Steward", interaction.client)
        kudos = bot.ports.get(KudosService)
        await interaction.response.defer()
        written_at = discord.utils.snowflake_time(self.message_id)
        if bot.clock.now() - written_at > OFFERED_FOR:
            await _remove(interaction)
            raise UserError(T.say("offer-over", locale))
        here = [one for one in self.receiver_ids if guild.get_member(one) or not guild.chunked]
        if not here:
            await _remove(interaction)
            raise UserError(T.say("kudos-gone", locale))
        thanks = Thanks(
            guild.id, self.message_id, self.author_id, here, interaction.channel_id or 0
        )
        try:
            given = await kudos.give(thanks, locale)
        except UserError:
            await _remove(interaction)
            raise
        # After a kill in between they were given, and nobody said so.
        shown = given or await kudos.given_by(guild.id, self.message_id)
        if shown:
            public = str(guild.preferred_locale)
            await interaction.edit_original_response(
                content=thanks_text(shown, public),
                view=mine_button(public),
                allowed_mentions=discord.AllowedMentions.none(),
            )


async def _remove(interaction: discord.Interaction[Any]) -> None:
    try:
        await interaction.delete_original_response()
    except discord.NotFound as error:
        _log.info("offer was gone already", code=error.code)
