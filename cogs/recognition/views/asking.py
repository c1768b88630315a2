"""Asking a manager before badges and tiers change; what is asked outlives a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord

from bot.checks import Access, require
from bot.text.catalogue import Raw
from bot.ui.pressed import Pressed
from bot.ui.views import forwards_errors
from cogs.recognition.domain.badges import Badge
from cogs.recognition.service.badges import BadgeService
from cogs.recognition.service.levels import LevelService
from cogs.recognition.service.seasons import Seasons
from cogs.recognition.texts import T
from cogs.recognition.views.giveable import must_be_giveable

if TYPE_CHECKING:
    from bot.client import Steward


def asking_view(what: str, number: int, locale: str) -> discord.ui.View:
    """Return a yes and a no.

    ``what``: ``save`` the draft ``number``, ``delete`` the badge, or ``drop`` the tier of it.
    """
    view = discord.ui.View(timeout=None)
    saves = what == "save"
    view.add_item(
        discord.ui.Button(
            custom_id=f"recognition-asked-{what}:{number}",
            label=T.plain("badge-save" if saves else "badge-delete", locale),
            style=discord.ButtonStyle.success if saves else discord.ButtonStyle.danger,
        )
    )
    view.add_item(
        discord.ui.Button(
            custom_id=f"recognition-asked-back:{number if saves else 0}",
            label=T.plain("badge-keep", locale),
        )
    )
    return view


async def say(interaction: discord.Interaction[Any], text: str) -> None:
    """Let the answer be ``text`` alone; it pings nobody."""
    await interaction.edit_original_response(
        content=text, embed=None, view=None, allowed_mentions=discord.AllowedMentions.none()
    )


class AskedButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"recognition-asked-(?P<what>save|delete|drop|back):(?P<number>\d{1,20})",
):
    """A yes or a no."""

    def __init__(self, item: discord.ui.Button[Any], what: str, number: str) -> None:
        super().__init__(item)
        self.what = what
        self.number = int(number)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what was asked, and say so in its place."""
        await require(interaction, Access.MANAGERS)
        await interaction.response.defer()
        guild, locale = interaction.guild, str(interaction.locale)
        if guild is None:
            raise discord.app_commands.NoPrivateMessage
        ports = cast("Steward", interaction.client).ports
        badges = ports.get(BadgeService)
        if self.what == "save":
            text = await self._save(interaction, guild, badges, locale)
        elif self.what == "delete":
            gone = await badges.delete(guild.id, self.number, locale)
            text = T.say("badge-deleted", locale, badge=gone.name)
        elif self.what == "drop":
            dropped = await ports.get(Seasons).drop_highest(guild.id, self.number, locale)
            text = T.say("tier-dropped", locale, tier=dropped.name)
        else:
            await badges.drop_draft(guild.id, self.number)
            text = T.say("badge-not-saved", locale)
        await say(interaction, text)

    async def _save(
        self,
        interaction: discord.Interaction[Any],
        guild: discord.Guild,
        badges: BadgeService,
        locale: str,
    ) -> str:
        draft = await badges.draft(guild.id, self.number, locale)
        role = guild.get_role(draft.role_id) if draft.role_id else None
        if role is not None:  # it may have been given powers since
            must_be_giveable(guild, role, interaction, locale)
        await badges.save_draft(guild.id, self.number, locale)
        if draft.number:
            return T.say("badge-edited", locale, emoji=Raw(draft.emoji), badge=draft.name)
        return await _created(interaction, guild, draft, locale)


async def _created(
    interaction: discord.Interaction[Any], guild: discord.Guild, made: Badge, locale: str
) -> str:
    levels = cast("Steward", interaction.client).ports.get(LevelService)
    settings = await levels.settings(guild.id)
    how: str = settings.badge_news
    channel = settings.badges_channel_id
    if how == "channel":
        how = "nowhere" if channel is None else "channel"
    where = T.say(f"badge-where-{how}", locale, channel=Raw(f"<#{channel}>"))
    return T.say("badge-created", locale, emoji=Raw(made.emoji), badge=made.name, where=Raw(where))
