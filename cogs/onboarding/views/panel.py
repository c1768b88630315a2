"""The panel of ``/onboarding edit``: every change is saved at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.text.catalogue import Raw
from bot.ui.layout import BaseLayout
from bot.ui.modals import BaseModal
from cogs.onboarding.domain.steps import Step
from cogs.onboarding.domain.topics import normal
from cogs.onboarding.service.interests import MOST
from cogs.onboarding.service.services import Services
from cogs.onboarding.settings import TEXT_LIMIT, GuildSettings
from cogs.onboarding.texts import T
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
Chosen = Callable[[discord.Interaction[Any], Any], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the panel works with: the server, and where its settings are kept."""

    guild: discord.Guild
    store: Store
    services: Services
    locale: str

    async def set(self, interaction: discord.Interaction[Any], key: str, value: Any) -> None:
        """Save a setting. Raises UserError, with what is allowed, for one that cannot be."""
        await self.store.set(self.guild.id, GuildSettings, key, value, by=interaction.user.id)


async def panel(desk: Desk, owner_id: int) -> Panel:
    """Return the panel as the settings are now."""
    settings = await desk.store.get(desk.guild.id, GuildSettings)
    interests = await desk.services.interests.all(desk.guild.id)
    return Panel(desk, owner_id, settings, {interest.role_id for interest in interests})


class Panel(BaseLayout):
    """Menus for what can be chosen, and a form for the texts."""

    def __init__(
        self, desk: Desk, owner_id: int, settings: GuildSettings, interests: set[int]
    ) -> None:
        super().__init__(owner_id=owner_id, locale=desk.locale)
        self._desk = desk
        self.add_item(self.text(self._heading(settings)))
        self._choices("mode", _MODES, [settings.mode])
        self._choices("steps", [step.value for step in Step], settings.steps, many=True)
        for key in _CHANNELS:
            self._channel(key, getattr(settings, key))
        self._roles("rules_role_id", [settings.rules_role_id or 0], 1, self._rules_role)
        self._roles("interests", sorted(interests), MOST, self._interest_roles)
        self._choices("rejoin_roles", _REJOIN, [settings.rejoin_roles])
        button: discord.ui.Button[Panel] = discord.ui.Button(
            label=T.plain("panel-texts", self.locale), style=discord.ButtonStyle.primary
        )
        button.callback = self._edit_texts  # type: ignore[method-assign]
        more: discord.ui.Button[Panel] = discord.ui.Button(
            label=T.plain("panel-new-interest", self.locale)
        )
        more.callback = self._new_interest  # type: ignore[method-assign]
        self.add_item(discord.ui.ActionRow(button, more))

    def _heading(self, settings: GuildSettings) -> str:
        lines = [T.say("panel-title", self.locale)]
        if settings.mode != "off" and settings.welcome_channel_id is None:
            lines.append(T.say(f"panel-no-channel-{settings.mode}", self.locale))
        return "\n".join(lines)

    # -- building --------------------------------------------------------------------------

    def _add(self, key: str, menu: discord.ui.Item[Any], chosen: Chosen) -> None:
        async def callback(interaction: discord.Interaction[Any]) -> None:
            await chosen(interaction, menu.values)  # type: ignore[attr-defined]
            fresh = await panel(self._desk, interaction.user.id)
            fresh.message = self.message
            self.stop()
            if interaction.response.is_done():
                await interaction.edit_original_response(view=fresh)
            else:
                await interaction.response.edit_message(view=fresh)

        menu.callback = callback  # type: ignore[method-assign]
        self.add_item(self.text(T.say(f"panel-{key.replace('_', '-')}", self.locale)))
        self.add_item(discord.ui.ActionRow(menu))

    def _choices(
        self, key: str, values: Sequence[str], chosen: Sequence[str], *, many: bool = False
    ) -> None:
        menu: discord.ui.Select[Panel] = discord.ui.Select(
            min_values=0 if many else 1,
            max_values=len(values) if many else 1,
            options=[
                discord.SelectOption(
                    label=T.plain(f"choice-{key.replace('_', '-')}-{value}", self.locale),
                    value=value,
                    default=value in chosen,
                )
                for value in values
            ],
        )

        async def save(interaction: discord.Interaction[Any], picked: list[str]) -> None:
            await self._desk.set(interaction, key, picked if many else picked[0])

        self._add(key, menu, save)

    def _channel(self, key: str, channel_id: int | None) -> None:
        known = channel_id is not None and self._desk.guild.get_channel(channel_id) is not None
        menu: discord.ui.ChannelSelect[Panel] = discord.ui.ChannelSelect(
            channel_types=[discord.ChannelType.text],
            min_values=0,
            default_values=[discord.Object(channel_id or 0)] if known else [],
        )

        async def save(interaction: discord.Interaction[Any], picked: list[Any]) -> None:
            channel = self._desk.guild.get_channel(picked[0].id) if picked else None
            if channel is not None:
                may = channel.permissions_for(self._desk.guild.me)
                if not (may.view_channel and may.send_messages):
                    raise UserError(T.say("panel-closed", self.locale, channel=channel.name))
            await self._desk.set(interaction, key, channel.id if channel else None)

        self._add(key, menu, save)

    def _roles(self, key: str, role_ids: Sequence[int], most: int, save: Chosen) -> None:
        known = [role_id for role_id in role_ids if self._desk.guild.get_role(role_id)]
        menu: discord.ui.RoleSelect[Panel] = discord.ui.RoleSelect(
            min_values=0,
            max_values=most,
            default_values=[discord.Object(role_id) for role_id in known[:most]],
        )
        self._add(key, menu, save)

    # -- saving ----------------------------------------------------------------------------

    async def _rules_role(
        self, interaction: discord.Interaction[Any], picked: list[discord.Role]
    ) -> None:
        self._refuse_others(picked)
        await self._desk.set(interaction, "rules_role_id", picked[0].id if picked else None)

    async def _interest_roles(
        self, interaction: discord.Interaction[Any], picked: list[discord.Role]
    ) -> None:
        self._refuse_others(picked)
        interests, guild_id = self._desk.services.interests, self._desk.guild.id
        known = {entry.role_id for entry in await interests.all(guild_id)}
        for role in picked:
            if role.id not in known:
                await interests.add(guild_id, role.id, role.name)
        for role_id in known - {role.id for role in picked}:
            await interests.remove(guild_id, role_id)

    def _refuse_others(self, picked: Sequence[discord.Role]) -> None:
        for role in picked:
            if not may_give(self._desk.guild, role):
                raise UserError(T.say("panel-role", self.locale, role=role.name))

    async def _edit_texts(self, interaction: discord.Interaction[Any]) -> None:
        settings = await self._desk.store.get(self._desk.guild.id, GuildSettings)
        await interaction.response.send_modal(TextsModal(self._desk, settings))

    async def _new_interest(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_modal(InterestModal(self._desk))


class InterestModal(BaseModal):
    """Makes a micro-community: a role, and a channel for those who pick it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(T.plain("interest-title", desk.locale), locale=desk.locale)
        self._desk = desk
        self.topic: discord.ui.TextInput[Any] = discord.ui.TextInput(max_length=_NAME_LIMIT)
        self.add_item(
            discord.ui.Label(text=T.plain("interest-name", desk.locale), component=self.topic)
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Make it. Raises UserError for a name that is taken or empty."""
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
        super().__init__(T.plain("texts-title", desk.locale), locale=desk.locale)
        self._desk = desk
        self.welcome = self._field("welcome", settings.welcome_text)
        self.back = self._field("welcome-back", settings.rejoin_text)

    def _field(self, key: str, current: str) -> discord.ui.TextInput[Any]:
        field: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=TEXT_LIMIT,
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
        language = str(self._desk.guild.preferred_locale)
        for setting, key, field in (
            ("welcome_text", "welcome", self.welcome),
            ("rejoin_text", "welcome-back", self.back),
        ):
            typed = field.value.strip()
            built_in = typed == T.say(key, language).strip()
            await self._desk.set(interaction, setting, "" if built_in else typed)
        await interaction.response.send_message(T.say("texts-saved", self.locale), ephemeral=True)
