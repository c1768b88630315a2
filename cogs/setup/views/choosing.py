"""The wizard's menus: what is chosen works at once."""

from __future__ import annotations

from typing import Any, Final, Self

import discord

from bot.errors import UserError
from bot.features import about
from bot.text.catalogue import ENGLISH
from bot.ui.modals import BaseModal
from bot.ui.views import FromMatch, forwards_errors
from cogs.setup.domain.steps import FEATURES, ROLES, ZONE
from cogs.setup.service.values import suggest_zones
from cogs.setup.service.wizard import Chosen, WizardService
from cogs.setup.texts import T
from cogs.setup.views.making import make_channel
from cogs.setup.views.pages import label_of
from cogs.setup.views.screen import manager, redraw, there

_MOST: Final = 25
_LABEL: Final = 80
_PLACEHOLDER: Final = 150
_DESCRIPTION: Final = 100
_TEXTUAL: Final = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]


class ZoneMenu(FromMatch, discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"setup-zone"):
    """Chooses the server's time zone."""

    def __init__(self, zones: Any = ("UTC",), chosen: str = "", locale: str = ENGLISH) -> None:
        options = [discord.SelectOption(label=zone, default=zone == chosen) for zone in zones]
        super().__init__(
            discord.ui.Select(
                custom_id="setup-zone",
                placeholder=T.plain("wizard-zone-title", locale),
                options=options,
                row=0,
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Set the zone."""
        guild, wizard = await manager(interaction)
        await choose_zone(wizard, guild.id, self.item.values[0], interaction.user.id)
        await redraw(interaction, guild, await wizard.page(guild.id, ZONE))


async def choose_zone(wizard: WizardService, guild_id: int, zone: str, by: int) -> None:
    """Set the server's zone. Raises UserError for an unknown one."""
    await wizard.settings.put(guild_id, wizard.settings.find("server.zone"), zone, by)


class ZoneButton(
    FromMatch, discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"setup-zone-search"
):
    """Asks for a city."""

    def __init__(self, locale: str = ENGLISH) -> None:
        super().__init__(
            discord.ui.Button(
                label=T.plain("wizard-zone-search", locale), custom_id="setup-zone-search", row=1
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        await manager(interaction, defer=False)
        await interaction.response.send_modal(ZoneForm(interaction))


class ZoneForm(BaseModal):
    """Finds a zone by a part of its name."""

    TEMPLATE = r"setup-zone-form:\d{1,20}"

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        locale = str(interaction.locale)
        super().__init__(
            T.plain("wizard-zone-search", locale),
            locale=locale,
            custom_id=f"setup-zone-form:{interaction.user.id}",
        )
        self.typed: discord.ui.TextInput[ZoneForm] = discord.ui.TextInput(
            label=T.plain("wizard-zone-city", locale),
            custom_id="city",
            max_length=64,
            placeholder="Berlin",
        )
        self.add_item(self.typed)

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Set the one zone that fits, or offer those that do."""
        guild, wizard = await manager(interaction)
        typed = self.typed.value.strip()
        found = suggest_zones(typed)
        if not found:
            raise UserError(T.say("wizard-zone-none", self.locale, given=typed))
        if len(found) == 1 or found[0].lower() == typed.lower():
            await choose_zone(wizard, guild.id, found[0], interaction.user.id)
            found = []
        await redraw(interaction, guild, await wizard.page(guild.id, ZONE), found)


class RoleMenu(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.RoleSelect[Any]],
    template=r"setup-roles:(?P<who>manager|moderator)",
):
    """Chooses the roles of managers or moderators."""

    def __init__(self, who: str, chosen: Any = (), locale: str = ENGLISH) -> None:
        self.who = who
        super().__init__(
            discord.ui.RoleSelect(
                custom_id=f"setup-roles:{who}",
                placeholder=T.plain(f"wizard-{who}-roles", locale),
                min_values=0,
                max_values=_MOST,
                default_values=[discord.Object(one) for one in chosen[:_MOST]],
                row=0 if who == "manager" else 1,
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Set the roles."""
        guild, wizard = await manager(interaction)
        setting = wizard.settings.find(f"server.{self.who}_role_ids")
        roles = [role.id for role in self.item.values]
        await wizard.settings.put(guild.id, setting, roles, interaction.user.id)
        await redraw(interaction, guild, await wizard.page(guild.id, ROLES))


class FeatureMenu(
    FromMatch, discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"setup-features"
):
    """Chooses which features are on."""

    def __init__(self, every: Any = ("?",), on: Any = (), locale: str = ENGLISH) -> None:
        options = [
            discord.SelectOption(
                label=one.capitalize(),
                value=one,
                description=about(one, locale)[:_DESCRIPTION] or None,
                default=one in on,
            )
            for one in every
        ]
        super().__init__(
            discord.ui.Select(
                custom_id="setup-features",
                placeholder=T.plain("wizard-features-placeholder", locale),
                min_values=0,
                max_values=len(options),
                options=options,
                row=0,
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Switch on what was chosen and off what was not."""
        guild, wizard = await manager(interaction)
        await wizard.settings.only_on(guild.id, self.item.values, interaction.user.id)
        await redraw(interaction, guild, await wizard.page(guild.id, FEATURES))


_PLACE: Final = r"(?P<name>[a-z_.]{1,60}):(?P<step>(?:channels|asked)-\d{1,2})"


class ChannelMenu(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.ChannelSelect[Any]],
    template=rf"setup-channel:{_PLACE}",
):
    """Chooses the channel of one setting, or several."""

    def __init__(
        self,
        name: str,
        step: str,
        chosen: Any = (),
        *,
        most: int = 1,
        placeholder: str = "",
    ) -> None:
        self.name, self.step = name, step
        super().__init__(
            discord.ui.ChannelSelect(
                custom_id=f"setup-channel:{name}:{step}",
                placeholder=placeholder[:_PLACEHOLDER] or None,
                channel_types=_TEXTUAL,
                min_values=0,
                max_values=most,
                default_values=[discord.Object(one) for one in chosen[:most]],
            )
        )

    @classmethod
    def showing(cls, chosen: Chosen, step: str, guild: discord.Guild, locale: str) -> Self:
        """Return the menu of a setting with what is chosen now."""
        return cls(
            chosen.setting.name,
            step,
            there(chosen, guild),
            most=_MOST if chosen.setting.many else 1,
            placeholder=T.plain("wizard-channel-placeholder", locale, label=label_of(chosen)),
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Set the channels."""
        guild, wizard = await manager(interaction)
        setting = wizard.settings.find(self.name, str(interaction.locale))
        ids = [channel.id for channel in self.item.values]
        value = ids if setting.many else next(iter(ids), None)
        await wizard.settings.put(guild.id, setting, value, interaction.user.id)
        await redraw(interaction, guild, await wizard.page(guild.id, self.step))


class CreateButton(
    FromMatch, discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"setup-create:{_PLACE}"
):
    """Makes the channel of a setting."""

    def __init__(self, name: str, step: str, channel: str = "?", locale: str = ENGLISH) -> None:
        self.name, self.step = name, step
        super().__init__(
            discord.ui.Button(
                label=T.plain("wizard-create", locale, channel=channel)[:_LABEL],
                custom_id=f"setup-create:{name}:{step}",
                row=3,
            )
        )

    @classmethod
    def of(cls, chosen: Chosen, step: str, locale: str) -> Self:
        """Return the button for a setting."""
        return cls(chosen.setting.name, step, chosen.setting.channel_name, locale)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Make it, once however often it is pressed."""
        guild, wizard = await manager(interaction)
        setting = wizard.settings.find(self.name, str(interaction.locale))
        await make_channel(interaction, guild, wizard, setting)
        await redraw(interaction, guild, await wizard.page(guild.id, self.step))
