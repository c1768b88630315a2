"""The buttons under an examination; they outlive a restart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

import discord

from bot.checks import Access, require
from bot.errors import UserError
from bot.invite import invite_url
from bot.text.catalogue import ENGLISH
from bot.ui.answer import answer
from bot.ui.embeds import CAUTION, GOOD, EmbedBuilder
from bot.ui.views import FromMatch, forwards_errors
from cogs.setup.domain.findings import Examination
from cogs.setup.domain.server import IN_CHANNELS, missing_in
from cogs.setup.service.doctor import DoctorService
from cogs.setup.texts import T
from cogs.setup.views.making import make_channel
from cogs.setup.views.screen import manager
from cogs.setup.views.snapshot import names_of, state_of

if TYPE_CHECKING:
    from bot.client import Steward

_LABEL: Final = 80


class RetryButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"setup-retry:(?P<job>\d{1,19})",
):
    """Tries a failed job again; which one stands in its custom id."""

    def __init__(self, job: str, kind: str = "", locale: str = "en") -> None:
        self.job_id = int(job)
        super().__init__(
            discord.ui.Button(
                label=T.plain("button-retry", locale, kind=kind)[:80],
                custom_id=f"setup-retry:{job}",
                row=0,
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Make the job due now."""
        await require(interaction, Access.MANAGERS)
        if interaction.guild_id is None:
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale = str(interaction.locale)
        service = cast("Steward", interaction.client).ports.get(DoctorService)
        await service.retry(interaction.guild_id, self.job_id, locale)
        await answer(interaction, T.say("retried", locale))


class ClearButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"setup-clear:(?P<name>[a-z0-9_.]{1,80})",
):
    """Takes channels and roles that are gone out of a setting."""

    def __init__(self, name: str, locale: str = ENGLISH) -> None:
        self.name = name
        label = T.plain("button-clear", locale, setting=name)[:_LABEL]
        super().__init__(discord.ui.Button(label=label, custom_id=f"setup-clear:{name}", row=1))

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Clear them, and examine again."""
        await require(interaction, Access.MANAGERS)
        guild = cast("discord.Guild", interaction.guild)
        await interaction.response.defer()
        service = cast("Steward", interaction.client).ports.get(DoctorService)
        await service.clear(guild.id, self.name, names_of(guild), interaction.user.id)
        await show_examination(interaction, guild)


class AllowButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"setup-allow:(?P<channel>\d{1,20})",
):
    """Lets the bot do in a channel what it needs there, as far as the server lets it."""

    def __init__(self, channel: str, name: str = "", locale: str = ENGLISH) -> None:
        self.channel_id = int(channel)
        label = T.plain("button-allow", locale, channel=name)[:_LABEL]
        super().__init__(discord.ui.Button(label=label, custom_id=f"setup-allow:{channel}", row=2))

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Change the channel's permissions for the bot, and examine again."""
        await require(interaction, Access.MANAGERS)
        guild = cast("discord.Guild", interaction.guild)
        locale = str(interaction.locale)
        channel = guild.get_channel(self.channel_id)
        if channel is None:
            raise UserError(T.say("allow-gone", locale))
        state = state_of(interaction, guild)
        if not state.channels[channel.id].mendable:
            raise UserError(T.say("allow-may-not", locale))
        await interaction.response.defer()
        wanted = (*IN_CHANNELS, *(permission for _, permission, _ in state.needs))
        lacking = missing_in(state, channel.id, wanted)
        overwrite = channel.overwrites_for(guild.me)
        overwrite.update(**dict.fromkeys(lacking, True))
        if lacking:
            reason = T.plain("create-reason", locale, user=interaction.user.name)
            await channel.set_permissions(guild.me, overwrite=overwrite, reason=reason[:512])
        # Discord tells of the change a moment later than it answers.
        await show_examination(interaction, guild, mended=channel.id)


class MakeButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"setup-make:(?P<name>[a-z0-9_.]{1,80})",
):
    """Makes the channel of a setting, and chooses it."""

    def __init__(self, name: str, channel: str = "?", locale: str = ENGLISH) -> None:
        self.name = name
        label = T.plain("wizard-create", locale, channel=channel)[:_LABEL]
        super().__init__(discord.ui.Button(label=label, custom_id=f"setup-make:{name}", row=4))

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Make it, once however often it is pressed, and examine again."""
        guild, wizard = await manager(interaction)
        setting = wizard.settings.find(self.name, str(interaction.locale))
        await make_channel(interaction, guild, wizard, setting)
        await show_examination(interaction, guild)


async def show_examination(
    interaction: discord.Interaction[Any],
    guild: discord.Guild,
    *,
    mended: int | None = None,
    after: str = "",
) -> None:
    """Examine the server and show the findings; the interaction is deferred.

    ``mended``: a channel whose permissions were put right just now. ``after`` is what can be
    done next, where something ended with this.
    """
    locale = str(interaction.locale)
    bot = cast("Steward", interaction.client)
    state = state_of(interaction, guild)
    if mended is not None:
        channel = state.channels[mended]
        right = replace(channel, permissions=channel.permissions | state.permissions)
        state = replace(state, channels={**state.channels, mended: right})
    examination = await bot.ports.get(DoctorService).examine(guild.id, state, locale)
    count = len(examination.findings)
    embed = EmbedBuilder(
        title=T.say("doctor-title", locale),
        description=T.say("doctor-findings", locale, count=count)
        if count
        else T.say("doctor-fine", locale),
        colour=CAUTION if count else GOOD,
        locale=locale,
    )
    await bot.command_mentions.load()
    for finding in examination.findings:
        embed.field(finding.what, bot.command_mentions.linked(finding.remedy))
    if after:
        embed.field(T.say("doctor-next", locale), after)
    await interaction.edit_original_response(
        embed=embed.build(), view=_buttons(examination, bot, guild.id, locale)
    )


def _buttons(
    examination: Examination, bot: Steward, guild_id: int, locale: str
) -> discord.ui.View | None:
    """Return what can be pressed under an examination, or None where nothing can."""
    if not examination.retryable and not examination.actions:
        return None
    view = discord.ui.View(timeout=None)
    for job in examination.retryable:
        view.add_item(RetryButton(str(job.job_id), job.kind, locale))
    for action in examination.actions:
        if action.kind == "clear":
            view.add_item(ClearButton(action.target, locale))
        elif action.kind == "allow":
            view.add_item(AllowButton(action.target, action.name, locale))
        elif action.kind == "make":
            view.add_item(MakeButton(action.target, action.name, locale))
        elif bot.application_id is not None:
            url = invite_url(bot.application_id, bot.needs, guild_id)
            label = T.plain("button-invite", locale)
            view.add_item(discord.ui.Button(label=label, url=url, row=3))
    return view
