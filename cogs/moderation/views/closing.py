"""Closing channels and opening them again, on Discord; to do either twice does no harm.

Overwrites are read and written as Discord has them, in one request each: discord.py drops the
permissions that it does not know, and what is opened again is to be exactly what it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.guild_settings import ServerSettings
from bot.text.durations import format_duration
from bot.text.truncate import truncate
from cogs.moderation.domain.actions import AUDIT_REASON
from cogs.moderation.domain.case import Case
from cogs.moderation.domain.overwrites import (
    Overwrite,
    Target,
    closed,
    dump,
    load,
    reopened,
)
from cogs.moderation.repository.channels import Hold, Kind
from cogs.moderation.service.cases import Cases
from cogs.moderation.texts import T
from cogs.moderation.views.log import refresh_log

if TYPE_CHECKING:
    from bot.client import Steward

Closable = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel
NEEDED: Final = ("view_channel", "manage_channels", "manage_roles", "send_messages")
_TALK: Final = discord.Permissions(
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    create_private_threads=True,
    add_reactions=True,
    connect=True,
    speak=True,
    request_to_speak=True,
)
_STAFF: Final = discord.Permissions(moderate_members=True, manage_guild=True)
# https://docs.discord.com/developers/resources/channel#overwrite-object
_ROLE: Final = 0


async def overwrites_of(bot: Steward, channel_id: int) -> dict[Target, Overwrite]:
    """Return a channel's overwrites as they are now. Raises what discord.py raises."""
    return _read(await bot.http.get_channel(channel_id))


async def all_overwrites(bot: Steward, guild: discord.Guild) -> dict[int, dict[Target, Overwrite]]:
    """Return the overwrites of every channel, in one request. Raises what discord.py raises."""
    found: Any = await bot.http.get_all_guild_channels(guild.id)
    return {int(one["id"]): _read(one) for one in found}


def _read(channel: Any) -> dict[Target, Overwrite]:
    return {
        Target(int(one["id"]), int(one["type"]) == _ROLE): Overwrite(
            int(one["allow"]), int(one["deny"])
        )
        for one in channel.get("permission_overwrites", ())
    }


async def closed_overwrites(
    bot: Steward, guild: discord.Guild, before: dict[Target, Overwrite]
) -> dict[Target, Overwrite]:
    """Return what ``before`` becomes when nobody but the team may talk."""
    # What the bot may not do itself it can neither allow nor deny.
    talk = _TALK.value & guild.me.guild_permissions.value
    return closed(before, everyone=guild.id, talk=talk, staff=await _staff(bot, guild))


def is_closed(guild: discord.Guild, overwrites: dict[Target, Overwrite]) -> bool:
    """Tell whether nobody may write there by default."""
    everyone = overwrites.get(Target(guild.id), Overwrite())
    return bool(everyone.deny & discord.Permissions(send_messages=True).value)


def is_open(channel: Closable) -> bool:
    """Tell whether everyone sees a channel and may write, or speak, there."""
    may = channel.permissions_for(channel.guild.default_role)
    return may.view_channel and (may.send_messages or may.connect)


async def close(bot: Steward, guild: discord.Guild, hold: Hold, reason: str) -> None:
    """Take the word from all but the team. Raises what discord.py raises."""
    now = await overwrites_of(bot, hold.channel_id)
    await _put(bot, hold.channel_id, now, await closed_overwrites(bot, guild, now), reason)


async def release(bot: Steward, hold: Hold, reason: str) -> None:
    """Make a channel what it was before; one that is gone is left so.

    Raises what discord.py raises.
    """
    try:
        if hold.kind is Kind.TALK:
            now = await overwrites_of(bot, hold.channel_id)
            then = reopened(load(hold.before), load(hold.after), now)
            await _put(bot, hold.channel_id, now, then, reason)
        else:
            data: Any = await bot.http.get_channel(hold.channel_id)
            # Whoever changed it by hand meanwhile meant it.
            if data.get("rate_limit_per_user", 0) == hold.after:
                await set_slowmode(bot, hold.channel_id, int(hold.before), reason)
    except discord.NotFound:
        return


async def set_slowmode(bot: Steward, channel_id: int, seconds: int, reason: str) -> None:
    """Let members wait between messages, 0: not at all. Raises what discord.py raises."""
    await bot.http.edit_channel(channel_id, reason=reason, rate_limit_per_user=seconds)


async def note_end(bot: Steward, guild_id: int, number: int) -> None:
    """Write down, and in the mod log, that what a case did to channels has ended."""
    ended = await bot.ports.get(Cases).ended(guild_id, number)
    if ended is not None:
        await refresh_log(bot, ended)


def channel_reason(case: Case, by: str) -> str:
    """Return the reason of a case for Discord's own audit log."""
    text = T.plain("audit-reason-channel", number=case.number, by=by, reason=case.reason or "–")
    return truncate(" ".join(text.split()), AUDIT_REASON)


def slow_reason(pace: timedelta, reason: str, locale: str) -> str:
    """Return the reason of a case of slowmode, which says how slow it is."""
    how = T.plain("slow-reason-off", locale)
    if pace:
        how = T.plain("slow-reason", locale, pace=format_duration(pace, locale=locale))
    return f"{how}: {reason}" if reason else how


def stored(overwrites: dict[Target, Overwrite]) -> list[list[Any]]:
    """Return overwrites as a hold keeps them."""
    return dump(overwrites)


async def _staff(bot: Steward, guild: discord.Guild) -> set[Target]:
    settings = await bot.guild_settings.get(guild.id, ServerSettings)
    named = {*settings.manager_role_ids, *settings.moderator_role_ids}
    roles = {role.id for role in guild.roles if role.id in named or _is_staff(role)}
    return {Target(guild.me.id, is_role=False), *_targets(roles - {guild.id})}


def _is_staff(role: discord.Role) -> bool:
    return not role.managed and bool(role.permissions.value & _STAFF.value)


def _targets(role_ids: Iterable[int]) -> set[Target]:
    return {Target(role_id) for role_id in role_ids}


async def _put(
    bot: Steward,
    channel_id: int,
    now: dict[Target, Overwrite],
    then: dict[Target, Overwrite],
    reason: str,
) -> None:
    if now == then:
        return
    body = [
        {
            "id": str(target.id),
            "type": _ROLE if target.is_role else 1,
            "allow": str(one.allow),
            "deny": str(one.deny),
        }
        for target, one in then.items()
    ]
    await bot.http.edit_channel(channel_id, reason=reason, permission_overwrites=body)
