"""The buttons of a raid; they outlive a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import discord
import structlog
from discord import app_commands

from bot.checks import Access, require
from bot.errors import UserError
from bot.ui.pressed import Pressed
from bot.ui.views import forwards_errors
from cogs.moderation.domain.actions import Action
from cogs.moderation.embeds.raids import by_cluster, raid_embed
from cogs.moderation.repository.raids import Measure, Raid
from cogs.moderation.service.raids import Picture, RaidService
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T
from cogs.moderation.views.raid_measures import take

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_QUARANTINES: Final = 3


async def shown(
    bot: Steward, guild: discord.Guild, picture: Picture, locale: str
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return a raid, with the buttons of what may be done about it; None where nothing may."""
    settings = await bot.guild_settings.get(guild.id, GuildSettings)
    embed = raid_embed(picture, settings.raid_quiet_minutes, locale)
    raid = picture.raid
    if raid is None or raid.ending_at is not None:
        return embed, None
    return embed, _view(raid, picture, locale)


async def refresh(bot: Steward, guild: discord.Guild, number: int) -> None:
    """Bring the alert of a raid up to date, where there is one."""
    picture = await bot.ports.get(RaidService).picture(guild.id, number)
    raid = picture.raid
    if raid is None or raid.channel_id is None or raid.message_id is None:
        return
    embed, view = await shown(bot, guild, picture, str(guild.preferred_locale))
    channel = bot.get_partial_messageable(raid.channel_id, guild_id=guild.id)
    try:
        await channel.get_partial_message(raid.message_id).edit(embed=embed, view=view)
    except (discord.Forbidden, discord.NotFound) as error:
        _log.info("raid alert not brought up to date", raid=number, code=error.code)


async def quarantine_role(bot: Steward, guild: discord.Guild, locale: str) -> discord.Role:
    """Return the role of those in quarantine. Raises UserError where it cannot be given."""
    settings = await bot.guild_settings.get(guild.id, GuildSettings)
    role = guild.get_role(settings.quarantine_role_id or 0)
    if role is None:
        raise UserError(T.say("raid-no-quarantine-role", locale))
    if not guild.me.guild_permissions.manage_roles:
        raise UserError(T.say("i-lack", locale, permission="Manage Roles"))
    if not role.is_assignable():
        raise UserError(T.say("raid-quarantine-role-high", locale, role=role.name))
    return role


def undo_view(raid: Raid, cluster: int, locale: str) -> discord.ui.View:
    """Return the button that takes back a clean-up."""
    view = discord.ui.View(timeout=None)
    view.add_item(
        discord.ui.Button(
            label=T.plain("button-raid-undo", locale),
            custom_id=f"moderation-raid-undo:{raid.number}:{cluster}",
        )
    )
    return view


def _view(raid: Raid, picture: Picture, locale: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    taken = {one.kind for one in picture.measures}
    for kind in Measure:
        view.add_item(
            discord.ui.Button(
                label=T.plain(f"button-raid-{kind}", locale),
                style=discord.ButtonStyle.primary,
                custom_id=f"moderation-raid-{kind}:{raid.number}:0",
                disabled=kind in taken,
                row=0,
            )
        )
    view.add_item(
        discord.ui.Button(
            label=T.plain("button-raid-end", locale),
            style=discord.ButtonStyle.success,
            custom_id=f"moderation-raid-end:{raid.number}:0",
            row=0,
        )
    )
    for number, members in list(by_cluster(picture.raiders).items())[:_QUARANTINES]:
        view.add_item(
            discord.ui.Button(
                label=T.plain("button-raid-quarantine", locale, number=number, count=len(members)),
                style=discord.ButtonStyle.danger,
                custom_id=f"moderation-raid-quarantine:{raid.number}:{number}",
                disabled=all(one.quarantine is not None for one in members),
                row=1,
            )
        )
    return view


class RaidButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=(
        r"moderation-raid-(?P<what>invites|verification|lockdown|quarantine|end|undo)"
        r":(?P<raid>\d{1,9}):(?P<cluster>\d{1,9})"
    ),
):
    """Does something about a raid, at one press."""

    def __init__(self, item: discord.ui.Button[Any], what: str, raid: str, cluster: str) -> None:
        super().__init__(item)
        self.what = what
        self.raid = int(raid)
        self.cluster = int(cluster)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, say so, and show it in the alert."""
        await require(interaction, Access.MODERATORS)
        guild, member = interaction.guild, interaction.user
        if guild is None or not isinstance(member, discord.Member):
            raise app_commands.NoPrivateMessage
        await interaction.response.defer(ephemeral=True, thinking=True)
        bot, locale = cast("Steward", interaction.client), str(interaction.locale)
        raid = (await bot.ports.get(RaidService).picture(guild.id, self.raid)).raid
        if raid is None or (self.what != "undo" and raid.ending_at is not None):
            raise UserError(T.say("raid-over-already", locale))
        text = await self._do(bot, guild, raid, member, locale)
        await interaction.edit_original_response(content=text)
        await refresh(bot, guild, raid.number)

    async def _do(
        self, bot: Steward, guild: discord.Guild, raid: Raid, by: discord.Member, locale: str
    ) -> str:
        service = bot.ports.get(RaidService)
        if self.what == "end":
            await service.ask_end(guild.id, raid.number, by.id)
            return T.say("raid-ending", locale)
        if self.what == "quarantine":
            await quarantine_role(bot, guild, locale)
            count = await service.want(raid, self.cluster, Action.QUARANTINE, by.id)
            return T.say("raid-quarantining", locale, count=count)
        if self.what == "undo":
            count = await service.want_unban(raid, self.cluster, by.id)
            return T.say("raid-unbanning", locale, count=count)
        return await take(bot, guild, raid, Measure(self.what), by, locale)
