"""Making a channel that a manager asked for."""

from __future__ import annotations

from typing import Any

import discord

from bot.errors import UserError
from bot.guild_settings import ServerSettings
from cogs.setup.domain.setting import Setting
from cogs.setup.service.wizard import WizardService
from cogs.setup.texts import T


async def make_channel(
    interaction: discord.Interaction[Any],
    guild: discord.Guild,
    wizard: WizardService,
    setting: Setting,
) -> None:
    """Make the channel that ``setting`` asks for, and choose it.

    Where there is one of that name it is taken, so that a press that was interrupted, or came
    twice, makes no second. One for staff is hidden from everybody else. Raises UserError where
    the bot may not make channels.
    """
    locale = str(interaction.locale)
    async with wizard.alone(guild.id):
        value = await wizard.settings.value(guild.id, setting)
        chosen = value if setting.many else [value]
        if any(guild.get_channel(one) is not None for one in chosen if one):
            return
        name = setting.channel_name
        channel = discord.utils.get(guild.text_channels, name=name)
        if channel is None:
            if not guild.me.guild_permissions.manage_channels:
                raise UserError(T.say("create-may-not", locale))
            channel = await guild.create_text_channel(
                name,
                overwrites=await _for_staff(interaction, guild) if setting.private else {},
                reason=T.plain("create-reason", locale, user=interaction.user.name)[:512],
            )
        made = [channel.id] if setting.many else channel.id
        await wizard.settings.put(guild.id, setting, made, interaction.user.id)


async def _for_staff(
    interaction: discord.Interaction[Any], guild: discord.Guild
) -> dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite]:
    settings = await interaction.client.guild_settings.get(guild.id, ServerSettings)
    staff = {*settings.manager_role_ids, *settings.moderator_role_ids}
    seen = discord.PermissionOverwrite(view_channel=True)
    return {
        guild.default_role: discord.PermissionOverwrite(view_channel=False),
        guild.me: discord.PermissionOverwrite(view_channel=True, send_messages=True),
        **{role: seen for role in guild.roles if role.id in staff and not role.is_default()},
    }
