"""What an entry of Discord's audit log says that somebody did by hand.

What entries carry: https://docs.discord.com/developers/resources/audit-log
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

import discord

from cogs.moderation.domain.actions import LEAST, Action, Source
from cogs.moderation.service.beginning import NewCase
from cogs.moderation.views.closing import slow_reason

_Kind = discord.AuditLogAction
_ACTIONS: Final = {_Kind.kick: Action.KICK, _Kind.ban: Action.BAN, _Kind.unban: Action.UNBAN}
# Whoever may not do these in a channel can say nothing there.
_TALK: Final = discord.Permissions(send_messages=True, connect=True).value
# So much later than it was done something is found after an absence, and not as it is done.
_LATE: Final = timedelta(minutes=1)


def read(entry: discord.AuditLogEntry, now: datetime) -> NewCase | None:
    """Return the case of an entry; None for what is no moderation, or is our own.

    What a bot does to channels, as many do all day, is none either. ``now`` is aware.
    """
    target_id, me = getattr(entry.target, "id", None), entry.guild.me
    if entry.action is _Kind.automod_timeout_member:
        # Discord may name whoever made its rule, and that may be us: nobody did this by hand.
        return None if target_id is None else _by_discord(entry, target_id)
    if target_id is None or entry.user_id in {None, me.id}:
        return None
    if entry.action in _ACTIONS:
        return _of_member(entry, target_id, _ACTIONS[entry.action])
    reader = _READERS.get(entry.action)
    return None if reader is None else reader(entry, target_id, now)


def _of_member(
    entry: discord.AuditLogEntry,
    target_id: int,
    action: Action,
    duration: timedelta | None = None,
) -> NewCase:
    return NewCase(
        guild_id=entry.guild.id,
        action=action,
        moderator_id=entry.user_id,
        target_id=target_id,
        reason=entry.reason or "",
        duration=duration,
        source=Source.AUDIT_LOG,
        audit_entry_id=entry.id,
    )


def _of_channel(
    entry: discord.AuditLogEntry,
    channel_id: int,
    action: Action,
    *,
    reason: str = "",
    target_id: int | None = None,
    messages: int | None = None,
) -> NewCase:
    return NewCase(
        guild_id=entry.guild.id,
        action=action,
        moderator_id=entry.user_id,
        target_id=target_id,
        channel_id=channel_id,
        reason=reason or entry.reason or "",
        source=Source.AUDIT_LOG,
        audit_entry_id=entry.id,
        messages=messages,
    )


def _timeout(entry: discord.AuditLogEntry, target_id: int, now: datetime) -> NewCase | None:
    """Read whether a change of a member gave or ended a timeout, and for how long."""
    if not hasattr(entry.after, "timed_out_until"):
        return None
    until: datetime | None = entry.after.timed_out_until
    if until is None or until <= entry.created_at:
        return _of_member(entry, target_id, Action.UNTIMEOUT)
    if until <= now:
        return _of_member(entry, target_id, Action.TIMEOUT)
    # Discord writes down the end, to the second; whoever chose an hour meant an hour.
    since = now if now - entry.created_at > _LATE else entry.created_at
    seconds = round((until - since).total_seconds())
    return _of_member(entry, target_id, Action.TIMEOUT, max(LEAST, timedelta(seconds=seconds)))


def _by_discord(entry: discord.AuditLogEntry, target_id: int) -> NewCase:
    """Read a timeout that Discord's own AutoMod gave; its end is not in the entry."""
    extra: Any = entry.extra
    return NewCase(
        guild_id=entry.guild.id,
        action=Action.TIMEOUT,
        moderator_id=None,
        target_id=target_id,
        channel_id=getattr(getattr(extra, "channel", None), "id", None),
        reason=getattr(extra, "automod_rule_name", None) or entry.reason or "",
        source=Source.AUDIT_LOG,
        audit_entry_id=entry.id,
    )


def _deleted(entry: discord.AuditLogEntry, author_id: int, now: datetime) -> NewCase | None:
    """Read how many messages of somebody were deleted; of bots it is but tidying up."""
    author, extra = entry.target, entry.extra
    if extra is None or getattr(author, "bot", False) or author_id == entry.user_id:
        return None
    where: Any = extra
    return _of_channel(
        entry, where.channel.id, Action.DELETE, target_id=author_id, messages=where.count
    )


def _purged(entry: discord.AuditLogEntry, channel_id: int, now: datetime) -> NewCase | None:
    """Read how many messages were deleted at once, by somebody or by another bot for them."""
    count = getattr(entry.extra, "count", None)
    return _of_channel(entry, channel_id, Action.PURGE, messages=count)


def _closed(entry: discord.AuditLogEntry, channel_id: int, now: datetime) -> NewCase | None:
    """Read whether the word was taken from everyone in a channel, or given back."""
    about: Any = entry.extra
    if getattr(about, "id", None) != entry.guild.id or _is_bot(entry):
        return None
    before, after = _denied(entry.before), _denied(entry.after)
    if after & ~before & _TALK:
        return _of_channel(entry, channel_id, Action.LOCK)
    if before & ~after & _TALK:
        return _of_channel(entry, channel_id, Action.UNLOCK)
    return None


def _denied(diff: discord.audit_logs.AuditLogDiff) -> int:
    denied: discord.Permissions | None = getattr(diff, "deny", None)
    return 0 if denied is None else denied.value


def _slowed(entry: discord.AuditLogEntry, channel_id: int, now: datetime) -> NewCase | None:
    """Read whether somebody lets members wait between messages."""
    if not hasattr(entry.after, "slowmode_delay") or _is_bot(entry):
        return None
    pace = timedelta(seconds=entry.after.slowmode_delay or 0)
    reason = slow_reason(pace, entry.reason or "", str(entry.guild.preferred_locale))
    return _of_channel(entry, channel_id, Action.SLOWMODE, reason=reason)


def _thread(entry: discord.AuditLogEntry, thread_id: int, now: datetime) -> NewCase | None:
    """Read whether a thread was locked, which only the team may do."""
    locked = getattr(entry.after, "locked", None)
    if locked is None or _is_bot(entry):
        return None
    return _of_channel(entry, thread_id, Action.LOCK if locked else Action.UNLOCK)


def _is_bot(entry: discord.AuditLogEntry) -> bool:
    return entry.user is not None and entry.user.bot


_READERS: Final[
    dict[discord.AuditLogAction, Callable[[discord.AuditLogEntry, int, datetime], NewCase | None]]
] = {
    _Kind.member_update: _timeout,
    _Kind.message_delete: _deleted,
    _Kind.message_bulk_delete: _purged,
    _Kind.overwrite_create: _closed,
    _Kind.overwrite_update: _closed,
    _Kind.overwrite_delete: _closed,
    _Kind.channel_update: _slowed,
    _Kind.thread_update: _thread,
}
