"""The panel of ``/onboarding edit``: every change is saved at once.

Its menus outlive a restart: which setting one is for stands in its id.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import discord

from bot.checks import Access, require
from bot.command_mentions import CommandMentions
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.text.catalogue import Raw
from bot.ui.layout import BaseLayout
from bot.ui.modals import BaseModal
from bot.ui.pressed import Pressed
from bot.ui.views import forwards_errors
from cogs.onboarding.domain.steps import Step
from cogs.onboarding.domain.topics import normal
from cogs.onboarding.service.interests import MOST
from cogs.onboarding.service.services import Services
from cogs.onboarding.settings import TEXT_LIMIT, GuildSettings
from cogs.onboarding.texts import T
from cogs.onboarding.views.context import Place, place_of
from cogs.onboarding.views.ids import form_id
from cogs.onboarding.views.interests import make_interest
from cogs.onboarding.views.roles import may_give

_NAME_LIMIT = 40
_MODES = ("off", "dm", "press")
_REJOIN = ("none", "picked", "all")
_CHANNELS = (
    "welcome_channel_id",
    "introductions_channel_id",
    "greeters_channel_id",
    "first_channel_id",
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the panel works with: the server, who sits there, and where settings are kept."""

    guild: discord.Guild
    member_id: int
    store: Store
    services: Services
    mentions: CommandMentions
    locale: str

    @classmethod
    def of(cls, place: Place) -> Self:
        """Return the desk of a manager."""
        return cls(
            place.guild,
            place.member.id,
            place.bot.guild_settings,
            place.services,
            place.bot.command_mentions,
            place.locale,
        )

    async def set(self, key: str, value: Any) -> None:
        """Save a setting. Raises UserError, with what is allowed, for one that cannot be."""
        await self.store.set(self.guild.id, GuildSettings, key, value, by=self.member_id)


async def panel(desk: Desk) -> Panel:
    """Return the panel as the settings are now."""
    settings = await desk.store.get(desk.guild.id, GuildSettings)
    interests = await desk.services.interests.all(desk.guild.id)
    await desk.mentions.load()
    return Panel(desk, settings, {interest.role_id for interest in interests})


class Panel(BaseLayout):
    """Menus for what can be chosen, and buttons to forms for what is written."""

    def __init__(self, desk: Desk, settings: GuildSettings, interests: set[int]) -> None:
        super().__init__(timeout=None, locale=desk.locale)
        self._guild = desk.guild
        self.add_item(self.text(desk.mentions.linked(self._heading(settings))))
        self._choices("mode", _MODES, [settings.mode])
        self._choices("steps", [step.value for step in Step], settings.steps, many=True)
        for key in _CHANNELS:
            self._channel(key, getattr(settings, key))
        self._roles("rules_role_id", [settings.rules_role_id or 0], 1)
        self._roles("interests", sorted(interests), MOST)
        self._choices("rejoin_roles", _REJOIN, [settings.rejoin_roles])
        self.add_item(
            discord.ui.ActionRow(
                discord.ui.Button(
                    label=T.plain("panel-texts", self.locale),
                    style=discord.ButtonStyle.primary,
                    custom_id="onboarding-panel-texts",
                ),
                discord.ui.Button(
                    label=T.plain("panel-new-interest", self.locale),
                    custom_id="onboarding-panel-interest",
                ),
            )
        )

    def _heading(self, settings: GuildSettings) -> str:
        lines = [T.say("panel-title", self.locale)]
        if settings.mode != "off" and settings.welcome_channel_id is None:
            lines.append(T.say(f"panel-no-channel-{settings.mode}", self.locale))
        return "\n".join(lines)

    def _add(self, key: str, menu: discord.ui.Item[Any]) -> None:
        self.add_item(self.text(T.say(f"panel-{key.replace('_', '-')}", self.locale)))
        self.add_item(discord.ui.ActionRow(menu))

    def _choices(
        self, key: str, values: Sequence[str], chosen: Sequence[str], *, many: bool = False
    ) -> None:
        options = [
            discord.SelectOption(
                label=T.plain(f"choice-{key.replace('_', '-')}-{value}", self.locale),
                value=value,
                default=value in chosen,
            )
            for value in values
        ]
        menu: discord.ui.Select[Panel] = discord.ui.Select(
            custom_id=f"onboarding-set:{key}",
            min_values=0 if many else 1,
            max_values=len(values) if many else 1,
            options=options,
        )
        self._add(key, menu)

    def _channel(self, key: str, channel_id: int | None) -> None:
        known = channel_id is not None and self._guild.get_channel(channel_id) is not None
        menu: discord.ui.ChannelSelect[Panel] = discord.ui.ChannelSelect(
            custom_id=f"onboarding-set:{key}",
            channel_types=[discord.ChannelType.text],
            min_values=0,
            default_values=[discord.Object(channel_id or 0)] if known else [],
        )
        self._add(key, menu)

    def _roles(self, key: str, role_ids: Sequence[int], most: int) -> None:
        known = [role_id for role_id in role_ids if self._guild.get_role(role_id)]
        menu: discord.ui.RoleSelect[Panel] = discord.ui.RoleSelect(
            custom_id=f"onboarding-set:{key}",
            min_values=0,
            max_values=most,
            default_values=[discord.Object(role_id) for role_id in known[:most]],
        )
        self._add(key, menu)


class PanelMenu(
    Pressed, discord.ui.DynamicItem[Any], template=r"onboarding-set:(?P<key>[a-z_]{1,40})"
):
    """One menu of the panel, of whatever kind."""

    KIND = discord.ui.Item

    def __init__(self, item: discord.ui.Item[Any], key: str) -> None:
        super().__init__(item)
        self.key = key

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Save what was chosen, and show the panel as it is now."""
        await require(interaction, Access.MANAGERS)
        desk = Desk.of(await place_of(interaction))
        await interaction.response.defer()
        await _SAVED_BY[self.key](desk, self.key, self.item.values)
        await interaction.edit_original_response(view=await panel(desk))


class PanelButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"onboarding-panel-(?P<form>texts|interest)",
):
    """Opens a form."""

    def __init__(self, item: discord.ui.Button[Any], form: str) -> None:
        super().__init__(item)
        self.form = form

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open it."""
        await require(interaction, Access.MANAGERS)
        desk = Desk.of(await place_of(interaction))
        if self.form == "interest":
            await interaction.response.send_modal(InterestModal(desk))
            return
        settings = await desk.store.get(desk.guild.id, GuildSettings)
        await interaction.response.send_modal(TextsModal(desk, settings))


async def _save_choice(desk: Desk, key: str, chosen: list[str]) -> None:
    await desk.set(key, chosen[0])


async def _save_choices(desk: Desk, key: str, chosen: list[str]) -> None:
    await desk.set(key, chosen)


async def _save_channel(desk: Desk, key: str, chosen: list[Any]) -> None:
    channel = desk.guild.get_channel(chosen[0].id) if chosen else None
    if channel is not None:
        may = channel.permissions_for(desk.guild.me)
        if not (may.view_channel and may.send_messages):
            raise UserError(T.say("panel-closed", desk.locale, channel=channel.name))
    await desk.set(key, channel.id if channel else None)


async def _save_role(desk: Desk, key: str, chosen: list[discord.Role]) -> None:
    _refuse_others(desk, chosen)
    await desk.set(key, chosen[0].id if chosen else None)


async def _save_interests(desk: Desk, _key: str, chosen: list[discord.Role]) -> None:
    _refuse_others(desk, chosen)
    interests, guild_id = desk.services.interests, desk.guild.id
    known = {entry.role_id for entry in await interests.all(guild_id)}
    for role in chosen:
        if role.id not in known:
            await interests.add(guild_id, role.id, role.name)
    for role_id in known - {role.id for role in chosen}:
        await interests.remove(guild_id, role_id)


def _refuse_others(desk: Desk, chosen: Sequence[discord.Role]) -> None:
    for role in chosen:
        if not may_give(desk.guild, role):
            raise UserError(T.say("panel-role", desk.locale, role=role.name))


_SAVED_BY: dict[str, Callable[[Desk, str, Any], Awaitable[None]]] = {
    "mode": _save_choice,
    "rejoin_roles": _save_choice,
    "steps": _save_choices,
    "rules_role_id": _save_role,
    "interests": _save_interests,
    **dict.fromkeys(_CHANNELS, _save_channel),
}


class InterestModal(BaseModal):
    """Makes a micro-community: a role, and a channel for those who pick it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            T.plain("interest-title", desk.locale),
            locale=desk.locale,
            custom_id=form_id("interest", desk.guild.id, desk.member_id),
        )
        self._desk = desk
        self.topic: discord.ui.TextInput[Any] = discord.ui.TextInput(
            max_length=_NAME_LIMIT, custom_id="topic"
        )
        self.add_item(
            discord.ui.Label(text=T.plain("interest-name", desk.locale), component=self.topic)
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Make it. Raises UserError for a name that is taken or empty."""
        await require(interaction, Access.MANAGERS)
        name = " ".join(self.topic.value.split())
        known = await self._desk.services.interests.all(self._desk.guild.id)
        if not normal(name) or normal(name) in {normal(entry.name) for entry in known}:
            raise UserError(T.say("interest-taken", self.locale, name=name))
        await interaction.response.defer(ephemeral=True, thinking=True)
        role, channel = await make_interest(self._desk.services, self._desk.guild, name)
        await interaction.edit_original_response(
            content=T.say(
                "interest-made",
                self.locale,
                role=Raw(role.mention),
                channel=Raw(channel.mention),
            )
        )


class TextsModal(BaseModal):
    """The texts of the greeting; a wrong placeholder is refused with the list of right ones."""

    def __init__(self, desk: Desk, settings: GuildSettings) -> None:
        super().__init__(
            T.plain("texts-title", desk.locale),
            locale=desk.locale,
            custom_id=form_id("texts", desk.guild.id, desk.member_id),
        )
        self._desk = desk
        self.welcome = self._field("welcome", settings.welcome_text)
        self.back = self._field("welcome-back", settings.rejoin_text)

    def _field(self, key: str, current: str) -> discord.ui.TextInput[Any]:
        field: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=TEXT_LIMIT,
            custom_id=key,
            default=current or T.say(key, str(self._desk.guild.preferred_locale)),
        )
        label = T.plain(f"texts-{key}", self.locale)
        self.add_item(
            discord.ui.Label(
                text=label, description=T.plain("texts-help", self.locale), component=field
            )
        )
        return field

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Save both texts; what is as built in stays so, also when that is bettered."""
        await require(interaction, Access.MANAGERS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        language = str(self._desk.guild.preferred_locale)
        for setting, key, field in (
            ("welcome_text", "welcome", self.welcome),
            ("rejoin_text", "welcome-back", self.back),
        ):
            typed = field.value.strip()
            built_in = typed == T.say(key, language).strip()
            await self._desk.set(setting, "" if built_in else typed)
        await interaction.edit_original_response(content=T.say("texts-saved", self.locale))
