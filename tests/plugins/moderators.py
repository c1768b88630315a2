"""What the tests of moderation do again and again: moderators, settings, cases, the mod log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
from simcord import ChannelHandle, MemberActor
from sqlalchemy import select

from cogs.moderation.domain.case import Case
from cogs.moderation.models import CaseRow
from cogs.moderation.service.cases import Cases
from cogs.moderation.settings import GuildSettings
from tests.plugins.town import Town


async def moderator(town: Town, name: str = "mia") -> MemberActor:
    """Let a moderator join: they may what Discord's own moderators may."""
    return await with_role(
        town,
        name,
        "Moderators",
        moderate_members=True,
        kick_members=True,
        ban_members=True,
        manage_messages=True,
        manage_channels=True,
    )


async def with_role(town: Town, name: str, role_name: str, **permissions: bool) -> MemberActor:
    """Let somebody join with a role of their own, which stands below the bot's."""
    role = town.guild.create_role(role_name, permissions=discord.Permissions(**permissions))
    await town.sim.settle()
    member = town.guild.add_member(town.sim.user(name), roles=[role])
    await town.sim.settle()
    return member


async def choose(town: Town, **settings: Any) -> None:
    """Set settings of moderation."""
    for key, value in settings.items():
        await town.bot.guild_settings.set(town.guild.id, GuildSettings, key, value)


async def open_log(town: Town) -> ChannelHandle:
    """Let cases be posted to a channel; return it."""
    channel = town.guild.channels["off-topic"]
    await choose(town, log_channel_id=channel.id)
    return channel


async def moment(town: Town, seconds: float = 2) -> None:
    """Let what is due now happen."""
    await town.sim.advance(timedelta(seconds=seconds))


async def numbers(town: Town) -> list[int]:
    """Return the numbers of all cases, in order."""
    chosen = select(CaseRow.number).where(CaseRow.guild_id == town.guild.id)
    return sorted(row[0] for row in await town.rows(chosen))


async def case(town: Town, number: int) -> Case:
    """Return a case."""
    return await town.bot.ports.get(Cases).get(town.guild.id, number)


def fields(embed: discord.Embed) -> dict[str, str]:
    """Return the fields of an embed."""
    return {field.name or "": field.value or "" for field in embed.fields}


def posted(channel: ChannelHandle) -> list[discord.Message]:
    """Return what the bot wrote in a channel with an embed of a case, oldest first."""
    return [
        message
        for message in channel.history()
        if message.author.bot and message.embeds and "Case #" in (message.embeds[0].title or "")
    ]


def timeout_of(town: Town, who: MemberActor) -> str | None:
    """Return until when somebody has a timeout, as Discord keeps it."""
    return town.sim.env.backend.get_guild(town.guild.id).members[who.id].timed_out_until


def is_banned(town: Town, who: Any) -> bool:
    """Tell whether somebody is banned."""
    return who.id in town.sim.env.backend.get_guild(town.guild.id).bans


def is_here(town: Town, who: Any) -> bool:
    """Tell whether somebody is a member."""
    return who.id in town.sim.env.backend.get_guild(town.guild.id).members
