"""Introducing oneself: a form, and the public card that comes of it."""

from __future__ import annotations

from typing import Any

import discord

from bot.errors import UserError
from bot.text.catalogue import Raw
from bot.text.escape import escape
from bot.ui.embeds import GOOD, EmbedBuilder
from bot.ui.modals import BaseModal
from cogs.onboarding.domain.steps import Step
from cogs.onboarding.texts import T
from cogs.onboarding.views.context import Place, finish, place_of, redraw
from cogs.onboarding.views.ids import form_id

ABOUT_LIMIT = 1_000
LINE_LIMIT = 200


class IntroduceModal(BaseModal):
    """Who are you, what brings you here, what are you into."""

    def __init__(self, place: Place) -> None:
        locale = place.locale
        super().__init__(
            T.plain("introduce-title", locale),
            locale=locale,
            custom_id=form_id("introduce", place.guild.id, place.member.id),
        )
        self.guild_id = place.guild.id
        self.about = self._ask(
            "introduce-about", discord.TextStyle.paragraph, ABOUT_LIMIT, required=True
        )
        self.reason = self._ask("introduce-reason", discord.TextStyle.short, LINE_LIMIT)
        self.interests = self._ask("introduce-interests", discord.TextStyle.short, LINE_LIMIT)

    def _ask(
        self, key: str, style: discord.TextStyle, limit: int, *, required: bool = False
    ) -> discord.ui.TextInput[Any]:
        field: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=style, max_length=limit, required=required, custom_id=key
        )
        self.add_item(discord.ui.Label(text=T.plain(key, self.locale), component=field))
        return field

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Send the card, or change the one that is there."""
        place = await place_of(interaction, self.guild_id)
        if not self.about.value.strip():
            raise UserError(T.say("introduce-empty", place.locale))
        # A form that was opened again after a refusal hangs on the refusal instead.
        message_pressed = interaction.message
        from_greeting = message_pressed is not None and message_pressed.flags.components_v2
        if from_greeting:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
        message = await publish(place, self._card(place))
        await finish(place, Step.INTRODUCE)
        if self.interests.value:
            await place.services.interests.wish(
                place.guild.id, place.member.id, self.interests.value
            )
        sentence = T.say("introduced", place.locale, link=Raw(message.jump_url))
        if from_greeting:
            await redraw(interaction, place)
            await interaction.followup.send(sentence, ephemeral=True)
        else:
            await interaction.edit_original_response(content=sentence)

    def _card(self, place: Place) -> discord.Embed:
        language = str(place.guild.preferred_locale)
        member = place.member
        card = EmbedBuilder(description=escape(self.about.value), colour=GOOD, locale=language)
        card.author(
            T.plain("card-author", language, member=member.display_name),
            icon_url=member.display_avatar.url,
        )
        for key, value in (("card-reason", self.reason), ("card-interests", self.interests)):
            if value.value.strip():
                card.field(T.plain(key, language), escape(value.value))
        return card.build()


async def publish(place: Place, card: discord.Embed) -> discord.Message | discord.PartialMessage:
    """Put somebody's card into the introductions channel, once; a later one replaces it.

    Raises UserError where there is no such channel, the bot may not write there, or another
    card is just on its way.
    """
    services, guild, member = place.services, place.guild, place.member
    settings = await services.welcomes.settings(guild.id)
    channel = guild.get_channel(settings.introductions_channel_id or 0)
    if not isinstance(channel, discord.TextChannel):
        raise UserError(T.say("introductions-missing", place.locale))
    known = await services.introductions.card(guild.id, member.id)
    if known is not None and known.message_id is not None:
        old = guild.get_channel(known.channel_id)
        if isinstance(old, discord.TextChannel):
            try:
                return await old.get_partial_message(known.message_id).edit(
                    content=member.mention, embed=card
                )
            except (discord.NotFound, discord.Forbidden):
                pass  # it was deleted, or is out of reach: a new one takes its place
    if not await services.introductions.begin(guild.id, member.id, channel.id):
        raise UserError(T.say("introduction-on-its-way", place.locale))
    try:
        message = await channel.send(content=member.mention, embed=card)
    except discord.Forbidden:
        await services.introductions.give_up(guild.id, member.id)
        raise UserError(
            T.say("introductions-closed", place.locale, channel=Raw(channel.mention))
        ) from None
    await services.introductions.arrived(guild.id, member.id, message.id)
    return message
