"""What a raid changes in the server, on Discord; to do or undo it twice does no harm.

The server is read as Discord has it now: what is put back is to be exactly what was, and what
somebody changed by hand meanwhile stays as they set it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import discord
import structlog

from bot.errors import UserError
from cogs.moderation.domain.actions import Action, Dm, Outcome
from cogs.moderation.domain.case import Case
from cogs.moderation.repository.channels import Hold, Kind
from cogs.moderation.repository.raids import Measure, Raid, Taken
from cogs.moderation.service.cases import Cases, NewCase
from cogs.moderation.service.channels import ChannelService
from cogs.moderation.service.raids import RaidService
from cogs.moderation.texts import T
from cogs.moderation.views.closing import (
    NEEDED,
    Closable,
    all_overwrites,
    channel_reason,
    closed_overwrites,
    is_open,
    stored,
)

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

# At most 24 hours: https://docs.discord.com/developers/resources/guild#modify-guild-incident-actions
PAUSE: Final = timedelta(hours=23)
_RENEW_BEFORE: Final = timedelta(hours=6)
_HIGH: Final = discord.VerificationLevel.high.value
_HIGHEST: Final = discord.VerificationLevel.highest.value
_CLIENT_ERRORS: Final = range(400, 500)
# Discord keeps instants to the microsecond, and says them in several ways.
_SAME_INSTANT: Final = timedelta(seconds=1)


async def take(
    bot: Steward,
    guild: discord.Guild,
    raid: Raid,
    kind: Measure,
    actor: discord.Member,
    locale: str,
) -> str:
    """Take a measure, with its case; return the sentence that says so.

    Raises UserError where it is taken already, or cannot be.
    """
    service = bot.ports.get(RaidService)
    picture = await service.picture(guild.id, raid.number)
    if any(one.kind is kind for one in picture.measures):
        raise UserError(T.say("raid-measure-taken", locale))
    if kind is Measure.LOCKDOWN:
        return await _lock(bot, guild, raid, actor, locale)
    if not guild.me.guild_permissions.manage_guild:
        raise UserError(T.say("i-lack", locale, permission="Manage Server"))
    data: Any = await bot.http.get_guild(guild.id)
    before = _now(data, kind)
    after = _wanted(bot, kind, before, locale)
    case = await _open(bot, guild, actor, Action.RAID, T.plain(f"raid-did-{kind}"))
    taken = await service.take(raid, Taken(kind, case.number, before, after, None))
    if taken is None:
        await _done(bot, case, Outcome.FAILED)
        raise UserError(T.say("raid-measure-taken", locale))
    try:
        await _put(bot, guild.id, kind, after, channel_reason(case, actor.name))
    except discord.HTTPException as error:
        _log.warning("raid measure refused", guild_id=guild.id, kind=kind, code=error.code)
        refused = error.status in _CLIENT_ERRORS
        await _done(bot, case, Outcome.FAILED if refused else Outcome.INTERRUPTED)
        if refused and taken.before == before:
            await service.refused(raid, kind)
        raise UserError(T.say("raid-measure-refused", locale, number=case.number)) from None
    await _done(bot, case, Outcome.DONE)
    return T.say(f"raid-took-{kind}", locale, number=case.number)


async def undo(bot: Steward, guild: discord.Guild, raid: Raid, taken: Taken) -> None:
    """Make the server what it was before a measure. Raises discord.HTTPException."""
    service = bot.ports.get(RaidService)
    if taken.kind is Measure.LOCKDOWN:
        await service.reopen(raid, taken)
        return
    data: Any = await bot.http.get_guild(guild.id)
    if _same(taken.kind, _now(data, taken.kind), taken.after):
        before = taken.before
        if taken.kind is Measure.INVITES and before is not None:
            before = before if datetime.fromisoformat(before) > bot.clock.now() else None
        reason = T.plain("audit-raid-over", number=raid.number)
        await _put(bot, guild.id, taken.kind, before, reason)
    await service.undone(raid, taken.kind)


async def renew(bot: Steward, guild: discord.Guild, raid: Raid, taken: Taken) -> None:
    """See that invites stay paused while the raid is on, where nobody let them in again.

    Raises discord.HTTPException.
    """
    if taken.kind is not Measure.INVITES or taken.undone_at is not None:
        return
    if datetime.fromisoformat(taken.after) - bot.clock.now() > _RENEW_BEFORE:
        return
    data: Any = await bot.http.get_guild(guild.id)
    if _same(taken.kind, _now(data, taken.kind), taken.after):
        after = _pause_end(bot)
        # Whatever is killed between these two: the pause is one that we set.
        await bot.ports.get(RaidService).renewed(raid, taken.kind, after)
        await _put(bot, guild.id, taken.kind, after, "")


def _now(data: Any, kind: Measure) -> Any:
    if kind is Measure.VERIFICATION:
        return int(data["verification_level"])
    return (data.get("incidents_data") or {}).get("invites_disabled_until")


def _wanted(bot: Steward, kind: Measure, before: Any, locale: str) -> Any:
    if kind is Measure.INVITES:
        return _pause_end(bot)
    if before >= _HIGHEST:
        raise UserError(T.say("raid-verification-highest", locale))
    return _HIGH if before < _HIGH else _HIGHEST


def _pause_end(bot: Steward) -> str:
    return (bot.clock.now() + PAUSE).replace(microsecond=0).isoformat()


async def _put(bot: Steward, guild_id: int, kind: Measure, value: Any, reason: str) -> None:
    if kind is Measure.INVITES:
        await bot.http.edit_incident_actions(guild_id, {"invites_disabled_until": value})
    else:
        await bot.http.edit_guild(guild_id, reason=reason, verification_level=value)


def _same(kind: Measure, left: Any, right: Any) -> bool:
    if kind is not Measure.INVITES or left is None or right is None:
        return bool(left == right)
    return abs(datetime.fromisoformat(left) - datetime.fromisoformat(right)) <= _SAME_INSTANT


async def _lock(
    bot: Steward, guild: discord.Guild, raid: Raid, actor: discord.Member, locale: str
) -> str:
    channels, service = bot.ports.get(ChannelService), bot.ports.get(RaidService)
    known = await channels.of_lockdown(guild.id)
    if known:
        raise UserError(T.say("lockdown-already", locale, number=known[0].number))
    open_ones = [one for one in guild.channels if isinstance(one, Closable) and is_open(one)]
    mine = [one for one in open_ones if _may_close(one)]
    if not mine:
        raise UserError(T.say("lockdown-forbidden" if open_ones else "lockdown-nothing", locale))
    now = await all_overwrites(bot, guild)
    case = await _open(bot, guild, actor, Action.LOCKDOWN, T.plain("raid-did-lockdown"))
    taken = await service.take(raid, Taken(Measure.LOCKDOWN, case.number, None, None, None))
    if taken is None:
        await _done(bot, case, Outcome.FAILED)
        raise UserError(T.say("raid-measure-taken", locale))
    at = bot.clock.now()
    holds = []
    for one in mine:
        if one.id in now:
            before = now[one.id]
            after = await closed_overwrites(bot, guild, before)
            holds.append(
                Hold(
                    guild.id,
                    one.id,
                    Kind.TALK,
                    case.number,
                    True,
                    stored(before),
                    stored(after),
                    at,
                    None,
                )
            )
    closed = await channels.begin_lockdown(holds)
    return T.say("raid-took-lockdown", locale, number=case.number, count=len(closed))


def _may_close(channel: Closable) -> bool:
    may = channel.permissions_for(channel.guild.me)
    return all(getattr(may, name) for name in NEEDED)


async def _open(
    bot: Steward, guild: discord.Guild, actor: discord.Member, action: Action, reason: str
) -> Case:
    new = NewCase(guild_id=guild.id, action=action, moderator_id=actor.id, reason=reason)
    return (await bot.ports.get(Cases).open(new)).case


async def _done(bot: Steward, case: Case, outcome: Outcome) -> None:
    await bot.ports.get(Cases).done(case.guild_id, case.number, outcome=outcome, dm=Dm.NONE)
