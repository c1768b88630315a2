"""Picking interests: a menu that outlives a restart, and a form for what is missing in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.errors import UserError
from bot.text.catalogue import Raw
from bot.ui.answer import answer
from bot.ui.modals import BaseModal
from bot.ui.pressed import Pressed
from bot.ui.views import forwards_errors
from cogs.onboarding.domain.steps import Step
from cogs.onboarding.repository.interests import InterestEntry
from cogs.onboarding.service.interests import MOST
from cogs.onboarding.service.services import Services
from cogs.onboarding.texts import T
from cogs.onboarding.views.context import Place, finish, place_of
from cogs.onboarding.views.ids import form_id

WISH_LIMIT = 200


class InterestMenu(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"onboarding-pick:(?P<guild>\d{1,20})",
):
    """The menu; what is chosen in it are the ids of roles."""

    KIND = discord.ui.Select

    def __init__(self, item: discord.ui.Select[Any], guild: str) -> None:
        super().__init__(item)
        self.guild_id = int(guild)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Give the roles that were chosen and take those that were not."""
        place = await place_of(interaction, self.guild_id)
        await interaction.response.defer()
        chosen = {int(value) for value in self.item.values}
        names = await pick(place, chosen)
        key = "interests-saved" if names else "interests-none"
        view = await interests_view(place, chosen)
        await interaction.edit_original_response(
            content=T.say(key, place.locale, names=Raw(", ".join(names))), view=view
        )


class WishButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"onboarding-wish:(?P<guild>\d{1,20})",
):
    """Opens the form for interests that are not in the menu."""

    def __init__(self, item: discord.ui.Button[Any], guild: str) -> None:
        super().__init__(item)
        self.guild_id = int(guild)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        await interaction.response.send_modal(WishModal(await place_of(interaction, self.guild_id)))


class WishModal(BaseModal):
    """Asks what else somebody is interested in."""

    def __init__(self, place: Place) -> None:
        super().__init__(
            T.plain("wish-title", place.locale),
            locale=place.locale,
            custom_id=form_id("wish", place.guild.id, place.member.id),
        )
        self.guild_id = place.guild.id
        self.typed: discord.ui.TextInput[WishModal] = discord.ui.TextInput(
            placeholder=T.plain("wish-placeholder", place.locale),
            max_length=WISH_LIMIT,
            custom_id="topics",
        )
        self.add_item(
            discord.ui.Label(text=T.plain("wish-label", place.locale), component=self.typed)
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Write the wishes down."""
        place = await place_of(interaction, self.guild_id)
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = await place.services.interests.wish(
            place.guild.id, place.member.id, self.typed.value
        )
        if not found:
            raise UserError(T.say("wish-empty", place.locale))
        await interaction.edit_original_response(
            content=T.say("wish-saved", place.locale, topics=", ".join(found))
        )


async def show_interests(interaction: discord.Interaction[Any], place: Place) -> None:
    """Answer with the menu, to this person alone."""
    mine = {role.id for role in place.member.roles}
    view = await interests_view(place, mine)
    key = "interests-choose" if len(view.children) > 1 else "interests-nothing-yet"
    await answer(
        interaction, T.say(key, place.locale, server=place.guild.name), view=view, ephemeral=True
    )


async def interests_view(place: Place, chosen: set[int]) -> discord.ui.View:
    """Return the menu, where there are interests, and the button for wishes."""
    view = discord.ui.View(timeout=None)
    entries = serving(place.guild, await place.services.interests.all(place.guild.id))
    if entries:
        view.add_item(
            discord.ui.Select(
                custom_id=f"onboarding-pick:{place.guild.id}",
                placeholder=T.plain("interests-placeholder", place.locale),
                min_values=0,
                max_values=len(entries),
                options=[
                    discord.SelectOption(
                        label=entry.name,
                        value=str(entry.role_id),
                        emoji=entry.emoji,
                        default=entry.role_id in chosen,
                    )
                    for entry in entries
                ],
            )
        )
    view.add_item(
        discord.ui.Button(
            label=T.plain("button-wish", place.locale),
            custom_id=f"onboarding-wish:{place.guild.id}",
        )
    )
    return view


def serving(guild: discord.Guild, entries: Sequence[InterestEntry]) -> list[InterestEntry]:
    """Return the interests whose role is still there: as many as one menu holds."""
    return [entry for entry in entries if guild.get_role(entry.role_id) is not None][:MOST]


async def pick(place: Place, chosen: set[int]) -> list[str]:
    """Give the roles of the interests in ``chosen``, take the others; return their names.

    Raises UserError where the bot may not.
    """
    guild, member = place.guild, place.member
    entries = serving(guild, await place.services.interests.all(guild.id))
    mine = {role.id for role in member.roles}
    wanted = {entry.role_id for entry in entries} & chosen
    give = [role for role in guild.roles if role.id in wanted - mine]
    take = [
        role
        for role in guild.roles
        if role.id in {entry.role_id for entry in entries} - wanted and role.id in mine
    ]
    try:
        if give:
            await member.add_roles(*give, reason=T.plain("reason-interests"))
        if take:
            await member.remove_roles(*take, reason=T.plain("reason-interests"))
    except discord.Forbidden:
        names = ", ".join(role.name for role in (*give, *take))
        raise UserError(T.say("role-not-given", place.locale, role=names)) from None
    if wanted:
        await finish(place, Step.INTERESTS)
    return [
        f"<#{entry.channel_id}>"
        if entry.channel_id and guild.get_channel(entry.channel_id)
        else f"<@&{entry.role_id}>"
        for entry in entries
        if entry.role_id in wanted
    ]


async def make_interest(
    services: Services, guild: discord.Guild, name: str, emoji: str | None = None
) -> tuple[discord.Role, discord.TextChannel]:
    """Make a role and a channel that only its holders see, and offer it as an interest.

    Raises UserError where the bot may not; then nothing is left behind.
    """
    reason = T.plain("reason-interest", str(guild.preferred_locale))
    role = None
    try:
        role = await guild.create_role(name=name, reason=reason)
        unseen, seen = (discord.PermissionOverwrite(view_channel=on) for on in (False, True))
        channel = await guild.create_text_channel(
            name.lower().replace(" ", "-"),
            overwrites={guild.default_role: unseen, role: seen, guild.me: seen},
            reason=reason,
        )
    except discord.Forbidden:
        if role is not None:
            await role.delete(reason=reason)
        raise UserError(T.say("interest-not-allowed", str(guild.preferred_locale))) from None
    await services.interests.add(guild.id, role.id, name, emoji=emoji, channel_id=channel.id)
    return role, channel
