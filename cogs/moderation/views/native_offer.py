"""The offer to put automod's rules into Discord's own: what fits, chosen, with one press."""

from __future__ import annotations

from typing import Any, Final, cast

import discord

from bot.checks import Access, require
from bot.errors import UserError
from bot.text.escape import escape
from bot.text.truncate import truncate
from bot.ui.embeds import GOOD, NEUTRAL, EmbedBuilder
from bot.ui.paginator import Paginator
from bot.ui.views import BaseView
from cogs.moderation.domain.automod.native import MOST, Fit, Offer, Trigger
from cogs.moderation.texts import T
from cogs.moderation.views.native import Native, Put, Went

_WHY: Final = 300


class RulePages(Paginator):
    """The rules of automod, page by page, with the way to the offer."""

    def __init__(
        self, pages: list[discord.Embed], native: Native, *, owner_id: int, locale: str
    ) -> None:
        super().__init__(pages, owner_id=owner_id, locale=locale)
        self._native = native
        button: discord.ui.Button[RulePages] = discord.ui.Button(
            label=T.plain("native-offer-button", locale), row=1
        )
        button.callback = self._offer  # type: ignore[method-assign]
        self.add_item(button)

    async def show(self, interaction: discord.Interaction[Any], *, ephemeral: bool = True) -> None:
        """Answer with the first page."""
        await self.send(interaction, embed=self._pages[0], ephemeral=ephemeral)

    async def _offer(self, interaction: discord.Interaction[Any]) -> None:
        await require(interaction, Access.MANAGERS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, locale = _guild(interaction), str(interaction.locale)
        found = await self._native.offers(guild.id)
        view = OfferView(self._native, found, owner_id=interaction.user.id, locale=locale)
        may = guild.me.guild_permissions.manage_guild
        there = set(await self._native.there(guild)) if may else set[Fit]()
        if not may:
            view.disable()
        await view.send(interaction, embed=offer_embed(found, there, locale, may=may))


class OfferView(BaseView):
    """What is to be put there, and the press that does it."""

    def __init__(self, native: Native, found: list[Offer], *, owner_id: int, locale: str) -> None:
        super().__init__(owner_id=owner_id, locale=locale)
        self._native = native
        fitting = [one for one in found if one.hindrance is None]
        wanted = [one for one in fitting if one.wanted]
        self._menu: discord.ui.Select[OfferView] = discord.ui.Select(
            placeholder=T.plain("native-choose", locale),
            min_values=1,
            max_values=len(fitting),
            options=[
                discord.SelectOption(
                    label=T.plain(f"native-{one.fit}", locale), value=one.fit, default=one.wanted
                )
                for one in fitting
            ],
        )
        self._chosen = {one.fit for one in wanted}
        self._menu.callback = self._pick  # type: ignore[method-assign]
        self.add_item(self._menu)
        self._press: discord.ui.Button[OfferView] = discord.ui.Button(
            label=T.plain("native-put", locale),
            style=discord.ButtonStyle.primary,
            disabled=not self._chosen,
        )
        self._press.callback = self._put  # type: ignore[method-assign]
        self.add_item(self._press)

    async def _pick(self, interaction: discord.Interaction[Any]) -> None:
        self._chosen = {Fit(value) for value in self._menu.values}
        for option in self._menu.options:
            option.default = option.value in self._chosen
        self._press.disabled = False
        await interaction.response.edit_message(view=self)

    async def _put(self, interaction: discord.Interaction[Any]) -> None:
        await require(interaction, Access.MANAGERS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, member, locale = _guild(interaction), interaction.user, str(interaction.locale)
        if not guild.me.guild_permissions.manage_guild:
            raise UserError(T.say("i-lack", locale, permission="Manage Server"))
        try:
            went = await self._native.put(guild, self._chosen, cast("discord.Member", member))
        except discord.Forbidden:
            raise UserError(T.say("i-lack", locale, permission="Manage Server")) from None
        await interaction.edit_original_response(embed=_went_embed(went, locale))


def offer_embed(found: list[Offer], there: set[Fit], locale: str, *, may: bool) -> discord.Embed:
    """Return what fits into Discord's AutoMod, and what does not."""
    text = T.say("native-about", locale)
    if not may:
        text = T.say("native-needs", locale) + "\n" + text
    builder = EmbedBuilder(T.plain("native-title", locale), text, colour=NEUTRAL, locale=locale)
    for one in found:
        lines = [_fits(one, locale)]
        if one.fit in there:
            lines.append(T.say("native-is-there", locale))
        builder.field(T.plain(f"native-{one.fit}", locale), " ".join(lines))
    return builder.build()


def _fits(offer: Offer, locale: str) -> str:
    if offer.hindrance is not None:
        return T.say(f"native-not-{offer.hindrance}", locale)
    count = len(offer.keywords) + len(offer.regexes)
    if offer.trigger is Trigger.MENTIONS:
        return T.say("native-fits-mentions", locale, count=offer.mentions)
    if not count:
        return T.say(f"native-fits-{offer.fit}", locale)
    said = T.say("native-fits", locale, count=count)
    if offer.left_out:
        said += " " + T.say("native-left-out", locale, count=offer.left_out)
    return said


def _went_embed(went: list[Put], locale: str) -> discord.Embed:
    lines = [_said(one, locale) for one in went]
    text = "\n".join(lines) + "\n\n" + T.say("native-next", locale)
    return EmbedBuilder(T.plain("native-title", locale), text, colour=GOOD, locale=locale).build()


def _said(put: Put, locale: str) -> str:
    name = T.plain(f"native-{put.offer.fit}", locale)
    if put.went is Went.FULL:
        return T.say("native-went-full", locale, what=name, count=MOST[put.offer.trigger])
    if put.went is Went.REFUSED:
        why = truncate(put.why, _WHY) if put.why else "–"
        return T.say("native-went-refused", locale, what=name, why=escape(why))
    return T.say(f"native-went-{put.went}", locale, what=name)


def _guild(interaction: discord.Interaction[Any]) -> discord.Guild:
    if interaction.guild is None:
        raise UserError(T.say("only-in-server", str(interaction.locale)))
    return interaction.guild
