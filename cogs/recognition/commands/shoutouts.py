"""``/shoutout``: the week's highlights, now or each week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings
from bot.signals import CensusTaken, GuildSettingChanged
from bot.text.catalogue import Raw
from cogs.recognition.domain.shoutouts import State
from cogs.recognition.service.shoutouts import ShoutoutService
from cogs.recognition.settings import GuildSettings
from cogs.recognition.texts import T
from cogs.recognition.views.audit import audit_button
from cogs.recognition.views.shoutouts import draft_embed, draft_view, here

if TYPE_CHECKING:
    from bot.client import Steward

EXAMPLE: Final = "example"
_DAYS = [
    app_commands.Choice(name=T.plain(f"weekday-{number}"), value=number) for number in range(7)
]
_MODES = [
    app_commands.Choice(name=T.plain(f"shoutout-mode-{mode}"), value=mode)
    for mode in ("ask", "send", "off")
]
_WHEN: Final = frozenset({"shoutout_day", "shoutout_time", "shoutout_channel_id"})


class ShoutoutCommands(commands.Cog):
    """The group ``/shoutout``, and what keeps its schedule as it is set."""

    shoutout = managers()(
        app_commands.Group(name="shoutout", description=T.plain("command-shoutout"))
    )

    def __init__(self, bot: Steward, shoutouts: ShoutoutService, store: Store) -> None:
        self._bot = bot
        self._shoutouts = shoutouts
        self._store = store
        bot.signals.listen(GuildSettingChanged, self._setting_changed)
        bot.signals.listen(CensusTaken, self._census_taken)

    @shoutout.command(name="now", description=T.plain("command-shoutout-now"))
    @managers()
    async def now(self, interaction: discord.Interaction[Any]) -> None:
        """Show the draft of the last seven days, to be posted by a press."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        # A round tells of the days before its own: today is in it.
        day = await self._shoutouts.day_of(guild.id, self._bot.clock.now()) + 1
        found = await self._shoutouts.draft(guild.id, day, here(guild))
        if found.state is State.SKIPPED and not found.picks:
            raise UserError(T.say("shoutout-nobody", locale))
        await interaction.edit_original_response(
            embed=draft_embed(found, locale), view=draft_view(guild, found, locale)
        )

    @shoutout.command(
        name="schedule",
        description=T.plain("command-shoutout-schedule"),
        extras={EXAMPLE: "example-shoutout-schedule"},
    )
    @app_commands.describe(
        mode=T.plain("option-shoutout-mode"),
        channel=T.plain("option-shoutout-channel"),
        day=T.plain("option-shoutout-day"),
        time=T.plain("option-shoutout-time"),
        approval=T.plain("option-shoutout-approval"),
    )
    @app_commands.choices(mode=_MODES)
    @app_commands.choices(day=_DAYS)
    @managers()
    async def schedule(
        self,
        interaction: discord.Interaction[Any],
        mode: str | None = None,
        channel: discord.TextChannel | None = None,
        day: int | None = None,
        time: str | None = None,
        approval: discord.TextChannel | None = None,
    ) -> None:
        """Say when and where; without options it only shows what is set."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        before = await self._shoutouts.settings(guild.id)
        for one in (channel, approval):
            if one is not None and not _writable(guild, one):
                raise UserError(T.say("shoutout-closed", locale, channel=Raw(one.mention)))
        chosen: dict[str, int | str | None] = {}
        if time is not None:
            chosen["shoutout_time"] = time.strip()
        if day is not None:
            chosen["shoutout_day"] = day
        if channel is not None:
            chosen["shoutout_channel_id"] = channel.id
        if approval is not None or (mode == "ask" and before.shoutout_desk_channel_id is None):
            desk = approval.id if approval is not None else interaction.channel_id
            chosen["shoutout_desk_channel_id"] = desk
        if mode == "send":
            chosen["shoutout_desk_channel_id"] = None
        if mode == "off":
            chosen["shoutout_channel_id"] = None
        for key, value in chosen.items():
            await self._set(guild.id, key, value, interaction.user.id)
        await interaction.edit_original_response(
            content=await self._told(guild.id, locale), view=audit_button(locale)
        )

    async def _set(self, guild_id: int, key: str, value: int | str | None, by_id: int) -> None:
        if value is None:
            await self._store.reset(guild_id, GuildSettings, key, by_id)
        else:
            await self._store.set(guild_id, GuildSettings, key, str(value), by_id)

    async def _told(self, guild_id: int, locale: str) -> str:
        settings = await self._shoutouts.settings(guild_id)
        if settings.shoutout_channel_id is None:
            return T.say("shoutouts-off", locale)
        desk = settings.shoutout_desk_channel_id
        return T.say(
            "shoutouts-on" if desk is None else "shoutouts-asked",
            locale,
            channel=Raw(f"<#{settings.shoutout_channel_id}>"),
            desk=Raw(f"<#{desk}>"),
            due=await self._shoutouts.next_due(guild_id),
        )

    async def _setting_changed(self, signal: GuildSettingChanged) -> None:
        ours = signal.section == GuildSettings.section and signal.key in _WHEN
        if ours or (signal.section, signal.key) == (ServerSettings.section, "zone"):
            await self._shoutouts.keep_going(signal.guild_id, moved=True)

    async def _census_taken(self, signal: CensusTaken) -> None:
        # After a kill between a setting and its job.
        await self._shoutouts.keep_going(signal.guild_id)


async def _thinking(interaction: discord.Interaction[Any]) -> discord.Guild:
    await interaction.response.defer(ephemeral=True, thinking=True)
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild


def _writable(guild: discord.Guild, channel: discord.TextChannel) -> bool:
    may = channel.permissions_for(guild.me)
    return may.view_channel and may.send_messages and may.embed_links
