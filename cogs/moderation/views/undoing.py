"""Undoing on Discord what a case did that is void."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.checks import entrusted
from bot.text.truncate import truncate
from cogs.moderation.domain.actions import AUDIT_REASON, Action, Outcome, Source
from cogs.moderation.domain.case import Case
from cogs.moderation.service.channels import ChannelService
from cogs.moderation.texts import T
from cogs.moderation.views.looking import quarantine_role

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_OF_CHANNELS: Final = frozenset({Action.LOCK, Action.LOCKDOWN, Action.SLOWMODE})


async def undo(bot: Steward, by: discord.Member, case: Case, locale: str) -> list[str]:
    """End what a void case did, where it lasts; return sentences on how it went."""
    if case.action in _OF_CHANNELS:
        if case.source is Source.AUDIT_LOG:
            # Nobody wrote down what was there before.
            return [T.say("undo-by-hand", locale)]
        held = await bot.ports.get(ChannelService).call_off(case.guild_id, case.number)
        return [T.say("undone-channels", locale, count=held)] if held else []
    return await _undo_to_member(bot, by, case, locale)


async def _undo_to_member(bot: Steward, by: discord.Member, case: Case, locale: str) -> list[str]:
    now = bot.clock.now()
    over = case.ended_at is not None or (case.ends_at is not None and case.ends_at <= now)
    if case.outcome is Outcome.FAILED or over or case.target_id is None:
        return []
    if case.action is Action.BAN and not await entrusted(bot.guild_settings, by, "ban_members"):
        return [T.say("undo-you-lack", locale)]
    try:
        done = await _end(bot, by, case, case.target_id)
    except discord.NotFound:
        return []  # it was over already
    except discord.HTTPException as error:
        _log.warning("void case not undone", case=case.number, code=error.code)
        return [T.say("not-undone", locale)]
    return [T.say(f"undone-{case.action}", locale)] if done else []


async def _end(bot: Steward, by: discord.Member, case: Case, target_id: int) -> bool:
    """Return whether there was something to end."""
    reason = truncate(T.plain("audit-void", number=case.number, by=by.name), AUDIT_REASON)
    if case.action is Action.BAN:
        await by.guild.unban(discord.Object(target_id), reason=reason)
        return True
    member = by.guild.get_member(target_id)
    if member is None:
        return False
    if case.action is Action.TIMEOUT and member.timed_out_until is not None:
        await member.timeout(None, reason=reason)
        return True
    if case.action in {Action.QUARANTINE, Action.ROLE}:
        if case.action is Action.ROLE:
            role = by.guild.get_role(case.role_id or 0)
        else:
            role = await quarantine_role(bot.guild_settings, by.guild)
        if role is not None and role in member.roles:
            await member.remove_roles(role, reason=reason)
            return True
    return False
