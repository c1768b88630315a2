"""Undoing on Discord what a case did that is void."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
import structlog

from cogs.moderation.domain.actions import Action, Outcome
from cogs.moderation.domain.case import Case
from cogs.moderation.service.channels import ChannelService
from cogs.moderation.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_OF_CHANNELS: Final = frozenset({Action.LOCK, Action.LOCKDOWN, Action.SLOWMODE})


async def undo(bot: Steward, by: discord.Member, case: Case, locale: str) -> list[str]:
    """End what a void case did, where it lasts; return sentences on how it went."""
    if case.action in _OF_CHANNELS:
        held = await bot.ports.get(ChannelService).call_off(case.guild_id, case.number)
        return [T.say("undone-channels", locale, count=held)] if held else []
    return await _undo_to_member(bot, by, case, locale)


async def _undo_to_member(bot: Steward, by: discord.Member, case: Case, locale: str) -> list[str]:
    now = bot.clock.now()
    over = case.ended_at is not None or (case.ends_at is not None and case.ends_at <= now)
    if case.outcome is Outcome.FAILED or over or case.target_id is None:
        return []
    reason = T.plain("audit-void", number=case.number, by=by.name)[:512]
    try:
        if case.action is Action.BAN:
            await by.guild.unban(discord.Object(case.target_id), reason=reason)
            return [T.say("undone-ban", locale)]
        if case.action is Action.TIMEOUT:
            member = by.guild.get_member(case.target_id)
            if member is not None and member.timed_out_until is not None:
                await member.timeout(None, reason=reason)
                return [T.say("undone-timeout", locale)]
    except discord.NotFound:
        return []  # it was over already
    except discord.HTTPException as error:
        _log.warning("void case not undone", case=case.number, code=error.code)
        return [T.say("not-undone", locale)]
    return []
