"""Doing what automod decided: the message, the channel, then the person; each a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import discord
import structlog

from bot.errors import UserError
from cogs.moderation.domain.actions import TOLD_BEFORE, Action, Dm, Outcome, Source
from cogs.moderation.domain.automod.engine import State, Verdict
from cogs.moderation.domain.automod.rule import Act
from cogs.moderation.embeds.automod import dry_run, reason_of, seen, with_others
from cogs.moderation.service.cases import AT_ONCE, NewCase
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T
from cogs.moderation.views.acting import Acting, act
from cogs.moderation.views.automod_acts import Matter, hold, reply, slow_down

_log = structlog.get_logger(__name__)

# Of several, the last is the one that is done.
_PUNISHED: Final = {
    Act.WARN: Action.WARN,
    Act.TIMEOUT: Action.TIMEOUT,
    Act.QUARANTINE: Action.QUARANTINE,
    Act.KICK: Action.KICK,
    Act.BAN: Action.BAN,
}


async def carry_out(matter: Matter) -> None:
    """Do what the verdict says."""
    acts = matter.verdict.acts
    held = Act.HOLD in acts and await hold(matter)
    stays = trouble = await _delete(matter) if deletes(matter.verdict) else None
    slowed = await slow_down(matter) if Act.SLOWMODE in acts else None
    trouble = trouble or slowed
    if not matter.verdict.fresh:
        return
    if Act.REPLY in acts:
        await reply(matter)
    done, refused = await _act_on_member(matter)
    trouble = refused or trouble
    # What is held back waits for a moderator, who makes a case of it or not.
    if trouble is not None or not (done or held):
        await _write_down(matter, trouble, stays=stays is not None)


def deletes(verdict: Verdict) -> bool:
    """Tell whether the message goes."""
    return bool({Act.DELETE, Act.HOLD} & set(verdict.acts))


async def say_only(matter: Matter, others: Mapping[str, State]) -> None:
    """Tell the mod log what would be done, in a dry run, and what the ``others`` make of it."""
    settings = await matter.bot.guild_settings.get(matter.guild.id, GuildSettings)
    channel = matter.guild.get_channel_or_thread(settings.log_channel_id or 0)
    if not matter.verdict.fresh or not isinstance(channel, discord.abc.Messageable):
        return
    if not matter.paces.dry_runs.take((matter.guild.id,), matter.bot.clock.now()):
        matter.paces.unsaid[matter.guild.id] += 1
        return
    more = matter.paces.unsaid.pop(matter.guild.id, 0)
    builder = dry_run(matter.verdict, matter.member.id, matter.locale, more)
    if matter.message is not None:
        builder.field(T.plain("case-where-it-is", matter.locale), matter.message.jump_url)
    embed = with_others(builder, others, matter.locale)
    try:
        await channel.send(embed=embed, allowed_mentions=discord.AllowedMentions.none())
    except discord.HTTPException as error:
        _log.warning("dry run not said", guild_id=matter.guild.id, code=error.code)


async def _delete(matter: Matter) -> str | None:
    """Delete the message; return why that was not possible."""
    if matter.message is None:
        return None
    try:
        await matter.message.delete()
    except discord.NotFound:
        return None  # somebody was faster
    except discord.HTTPException as error:
        _log.warning("message not deleted", guild_id=matter.guild.id, code=error.code)
        return T.plain("automod-not-deleted", matter.locale, code=error.code)
    return None


async def _act_on_member(matter: Matter) -> tuple[bool, str | None]:
    """Act on the person; return whether anything was done, and why something was not possible."""
    done, trouble = False, None
    punished = [_PUNISHED[one] for one in matter.verdict.acts if one in _PUNISHED]
    gone = bool(punished) and punished[-1] in TOLD_BEFORE
    for role_id in () if gone else matter.verdict.role_ids:
        if matter.member.get_role(role_id) is None:
            trouble = await _punish(matter, Action.ROLE, role_id=role_id) or trouble
            done = True
    if Act.ROLE in matter.verdict.acts and not (gone or matter.verdict.role_ids):
        trouble = T.plain("automod-role-unset", matter.locale)
    if punished:
        trouble = await _punish(matter, punished[-1]) or trouble
        done = True
    return done, trouble


async def _punish(matter: Matter, action: Action, *, role_id: int | None = None) -> str | None:
    """Do one thing to the person; return why that was not possible."""
    context = Acting(matter.bot, matter.guild, None, matter.locale)
    if action is not Action.ROLE:
        known = await context.cases.already(matter.guild.id, matter.member.id, action, AT_ONCE)
        if known is not None:
            return None
    duration = matter.verdict.timeout if action is Action.TIMEOUT else None
    try:
        new = _new(matter, action, duration=duration, role_id=role_id)
        await act(context, new, matter.member)
    except UserError as error:
        return str(error)
    return None


async def _write_down(matter: Matter, trouble: str | None, *, stays: bool) -> None:
    """Keep what was seen or deleted as a case, with what could not be done.

    ``stays``: the message itself could not be deleted.
    """
    cases = matter.cases
    deleted = deletes(matter.verdict) and matter.message is not None
    new = _new(matter, Action.DELETE if deleted else Action.NOTE)
    number = (await cases.open(new)).case.number
    failed = stays or (trouble is not None and not deleted)
    outcome = Outcome.FAILED if failed else Outcome.DONE
    await cases.done(matter.guild.id, number, outcome=outcome, dm=Dm.NONE, failure=trouble)


def _new(
    matter: Matter,
    action: Action,
    *,
    duration: timedelta | None = None,
    role_id: int | None = None,
) -> NewCase:
    parts = (seen(matter.verdict, matter.locale), _link(matter))
    return NewCase(
        guild_id=matter.guild.id,
        action=action,
        moderator_id=None,
        target_id=matter.member.id,
        channel_id=matter.channel_id,
        reason=reason_of(matter.verdict, matter.locale),
        rule=matter.verdict.rule,
        duration=duration,
        evidence="\n".join(part for part in parts if part),
        source=Source.AUTOMOD,
        role_id=role_id,
    )


def _link(matter: Matter) -> str:
    """Return where the message stands, as long as it is there."""
    gone = matter.message is None or deletes(matter.verdict)
    return "" if gone or matter.message is None else matter.message.jump_url
