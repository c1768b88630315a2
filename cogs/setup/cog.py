"""Commands of setup."""

from __future__ import annotations

from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers, members
from bot.client import Steward
from bot.clock import Clock
from bot.member_zones import MemberZones
from bot.needs import Need
from bot.signals import MemberZoneChanged, Signals
from bot.text.catalogue import Raw
from cogs.setup.embeds import changed_embed
from cogs.setup.service.doctor import DoctorService
from cogs.setup.service.notice import KIND, NoticeService
from cogs.setup.service.settings import SettingsService
from cogs.setup.service.values import suggest_zones
from cogs.setup.service.wizard import WizardService
from cogs.setup.texts import T
from cogs.setup.views import choices
from cogs.setup.views.choosing import choose_zone
from cogs.setup.views.doctor import (
    AllowButton,
    ClearButton,
    MakeButton,
    RetryButton,
    show_examination,
)
from cogs.setup.views.help import EXAMPLE, explained, suggest_commands
from cogs.setup.views.notice import BeginButton, Notice
from cogs.setup.views.paging import PageButton, show_pages
from cogs.setup.views.screen import Screen
from cogs.setup.views.settings import ImportButton, ask_to_import, read_file, toml_file
from cogs.setup.views.snapshot import names_of
from cogs.setup.views.wizard import ITEMS, SetupForms, WizardScreen, begin


class Setup(commands.Cog):
    """What a manager needs to have the bot well in their server."""

    def __init__(self, wizard: WizardService) -> None:
        self._wizard = wizard

    @app_commands.command(
        name="setup", description=T.plain("command-setup"), extras={EXAMPLE: "example-setup"}
    )
    @app_commands.describe(zone=T.plain("option-setup-zone"))
    @app_commands.autocomplete(zone=choices.zones)
    @managers()
    async def setup(self, interaction: discord.Interaction[Any], zone: str | None = None) -> None:
        """Show the wizard where it was left; ``zone`` is set at once."""
        guild = await _thinking(interaction)
        if zone is not None:
            await choose_zone(self._wizard, guild.id, zone, interaction.user.id)
        await begin(interaction, guild)

    @app_commands.command(name="doctor", description=T.plain("command-doctor"))
    @managers()
    async def doctor(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with everything that is not as it should be, and its remedy."""
        guild = await _thinking(interaction)
        await show_examination(interaction, guild)


class Arrival(commands.Cog):
    """Notices that the bot has joined a server, also while it was away."""

    def __init__(self, bot: Steward, service: NoticeService) -> None:
        self._bot = bot
        self._service = service

    @commands.Cog.listener("on_guild_join")
    @commands.Cog.listener("on_guild_available")
    async def arrived(self, guild: discord.Guild) -> None:
        """See to it that the notice comes."""
        if not guild.unavailable:
            await self._service.seen(guild.id, guild.me.joined_at)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Look at every server that is there when the bot begins."""
        for guild in self._bot.guilds:
            await self.arrived(guild)


class SettingsCommands(commands.Cog):
    """Everything that a server may set, and the switch of whole features."""

    def __init__(self, service: SettingsService) -> None:
        self._service = service

    settings = managers()(
        app_commands.Group(name="settings", description=T.plain("command-settings"))
    )

    @settings.command(
        name="show",
        description=T.plain("command-settings-show"),
        extras={EXAMPLE: "example-settings-show"},
    )
    @app_commands.describe(feature=T.plain("option-settings-feature"))
    @app_commands.autocomplete(feature=choices.sections)
    @managers()
    async def show(self, interaction: discord.Interaction[Any], feature: str | None = None) -> None:
        """Answer with all settings, or those of one feature."""
        await show_pages(interaction, "settings", (feature or "").strip().lower())

    @settings.command(
        name="set",
        description=T.plain("command-settings-set"),
        extras={EXAMPLE: "example-settings-set"},
    )
    @app_commands.describe(
        key=T.plain("option-settings-key"), value=T.plain("option-settings-value")
    )
    @app_commands.autocomplete(key=choices.setting_names, value=choices.setting_values)
    @managers()
    async def set(self, interaction: discord.Interaction[Any], key: str, value: str) -> None:
        """Give a setting a value and show what it was and is."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        names = names_of(guild)
        changed = await self._service.set(guild.id, key, value, names, interaction.user.id, locale)
        await interaction.edit_original_response(embed=changed_embed(changed, names, locale))

    @settings.command(
        name="reset",
        description=T.plain("command-settings-reset"),
        extras={EXAMPLE: "example-settings-reset"},
    )
    @app_commands.describe(key=T.plain("option-settings-key"))
    @app_commands.autocomplete(key=choices.setting_names)
    @managers()
    async def reset(self, interaction: discord.Interaction[Any], key: str) -> None:
        """Give a setting its default again."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        changed = await self._service.reset(guild.id, key, interaction.user.id, locale)
        await interaction.edit_original_response(
            embed=changed_embed(changed, names_of(guild), locale)
        )

    @settings.command(
        name="history",
        description=T.plain("command-settings-history"),
        extras={EXAMPLE: "example-settings-history"},
    )
    @app_commands.describe(key=T.plain("option-settings-key"))
    @app_commands.autocomplete(key=choices.setting_names)
    @managers()
    async def history(self, interaction: discord.Interaction[Any], key: str | None = None) -> None:
        """Answer with who changed what and when."""
        about = "" if key is None else self._service.find(key, str(interaction.locale)).name
        await show_pages(interaction, "history", about)

    @settings.command(name="export", description=T.plain("command-settings-export"))
    @managers()
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with a file of every setting."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        text = await self._service.exported(guild.id, names_of(guild))
        await interaction.edit_original_response(
            content=T.say("export-done", locale), attachments=[toml_file(text)]
        )

    @settings.command(
        name="import",
        description=T.plain("command-settings-import"),
        extras={EXAMPLE: "example-settings-import"},
    )
    @app_commands.describe(file=T.plain("option-settings-file"))
    @managers()
    async def import_(
        self, interaction: discord.Interaction[Any], file: discord.Attachment
    ) -> None:
        """Show what a file would change, and ask."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        text = await read_file(file, locale)
        plan = await self._service.plan(guild.id, text, names_of(guild), locale)
        await ask_to_import(interaction, plan, text, guild)

    @app_commands.command(
        name="feature",
        description=T.plain("command-feature"),
        extras={EXAMPLE: "example-feature"},
    )
    @app_commands.describe(
        name=T.plain("option-feature-name"), state=T.plain("option-feature-state")
    )
    @app_commands.autocomplete(name=choices.features)
    @managers()
    async def feature(
        self, interaction: discord.Interaction[Any], name: str, state: Literal["on", "off"]
    ) -> None:
        """Switch a feature."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        changed = await self._service.switch(
            guild.id, name.strip().lower(), on=state == "on", by=interaction.user.id, locale=locale
        )
        said = f"feature-now-{state}" if changed else "feature-same"
        sentence = T.say(said, locale, feature=name.strip().lower(), state=state)
        await interaction.edit_original_response(content=sentence)


class TimezoneCommands(commands.Cog):
    """Everybody's own time zone."""

    def __init__(self, zones: MemberZones, clock: Clock, signals: Signals) -> None:
        self._zones = zones
        self._clock = clock
        self._signals = signals

    timezone = members()(
        app_commands.Group(name="timezone", description=T.plain("command-timezone"))
    )

    @timezone.command(
        name="set",
        description=T.plain("command-timezone-set"),
        extras={EXAMPLE: "example-timezone-set"},
    )
    @app_commands.describe(zone=T.plain("option-timezone-zone"))
    @app_commands.autocomplete(zone=choices.zones)
    @members()
    async def set(self, interaction: discord.Interaction[Any], zone: str) -> None:
        """Keep the zone in which this person's times are read."""
        guild = await _thinking(interaction)
        fitting = [name for name in suggest_zones(zone) if name.lower() == zone.strip().lower()]
        await self._zones.set(guild.id, interaction.user.id, fitting[0] if fitting else zone)
        await self._answer(interaction, "timezone-set")
        await self._signals.send(MemberZoneChanged(guild.id, interaction.user.id))

    @timezone.command(name="show", description=T.plain("command-timezone-show"))
    @members()
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        """Say which zone is this person's, and where it comes from."""
        guild = await _thinking(interaction)
        own = await self._zones.own(guild.id, interaction.user.id)
        await self._answer(interaction, "timezone-server" if own is None else "timezone-own")

    async def _answer(self, interaction: discord.Interaction[Any], key: str) -> None:
        zone = await self._zones.get(_guild(interaction).id, interaction.user.id)
        there = self._clock.now().astimezone(zone)
        locale = str(interaction.locale)
        sentence = T.say(key, locale, zone=Raw(zone.key), time=Raw(f"{there:%H:%M}"))
        await interaction.edit_original_response(content=sentence)


class HelpCommand(commands.Cog):
    """What everybody may do here."""

    @app_commands.command(
        name="help", description=T.plain("command-help"), extras={EXAMPLE: "example-help"}
    )
    @app_commands.describe(command=T.plain("option-help-command"))
    @app_commands.autocomplete(command=suggest_commands)
    @members()
    async def help(self, interaction: discord.Interaction[Any], command: str | None = None) -> None:
        """Answer with what this person may use."""
        if command is None:
            await show_pages(interaction, "help")
        else:
            await _thinking(interaction)
            await interaction.edit_original_response(embed=await explained(interaction, command))


def _guild(interaction: discord.Interaction[Any]) -> discord.Guild:
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild


async def _thinking(interaction: discord.Interaction[Any]) -> discord.Guild:
    """Tell Discord that an answer comes, only visible to who asked; return the server."""
    guild = _guild(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    return guild


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    settings = SettingsService(bot.guild_settings)
    service = DoctorService(
        bot.database, bot.jobs, settings, bot.clock, lambda: bot.ledger.writer.healthy
    )
    bot.ports.provide(DoctorService, service)
    wizard = WizardService(bot.database, settings, bot.clock)
    bot.ports.provide(SettingsService, settings)
    bot.ports.provide(WizardService, wizard)
    bot.ports.provide(Screen, WizardScreen())  # type: ignore[type-abstract]
    bot.add_dynamic_items(
        RetryButton,
        ClearButton,
        AllowButton,
        MakeButton,
        ImportButton,
        BeginButton,
        PageButton,
        *ITEMS,
    )
    bot.jobs.register(KIND, Notice(bot))
    bot.needs.add(Need("setup", "manage_channels", "need-manage-channels"))
    await bot.add_cog(Arrival(bot, NoticeService(bot.database, bot.jobs, bot.clock)))
    await bot.add_cog(Setup(wizard))
    await bot.add_cog(SetupForms())
    await bot.add_cog(SettingsCommands(settings))
    await bot.add_cog(TimezoneCommands(bot.member_zones, bot.clock, bot.signals))
    await bot.add_cog(HelpCommand())
