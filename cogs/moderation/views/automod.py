"""Doing what automod decided: the message first, then the person; each a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.errors import UserError
from cogs.moderation.domain.actions import Action, Dm, Outcome, Source
from cogs.moderation.domain.automod.engine import Verdict
from cogs.moderation.domain.automod.rule import Act
from cogs.moderation.embeds.automod import dry_run_embed, reason_of, seen
from cogs.moderation.service.cases import AT_ONCE, NewCase
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T
from cogs.moderation.views.acting import Acting, act

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

# Of several, the last is the one that is done.
_PUNISHED: Final = {
    Act.WARN: Action.WARN,
    Act.TIMEOUT: Action.TIMEOUT,
    Act.QUARANTINE: Action.QUARANTINE,
    Act.KICK: Action.KICK,
    Act.BAN: Action.BAN,
}


@dataclass(frozen=True, slots=True)
class Matter:
    """What is judged: somebody, and the message it is about; None where it is their name."""

    bot: Steward
    guild: discord.Guild
    member: discord.Member
    message: discord.Message | None
    verdict: Verdict

    @property
    def locale(self) -> str:
        """The server's own language: no person asked."""
        return str(self.guild.preferred_locale)

    @property
    def channel_id(self) -> int | None:
        """Where it was."""
        return None if self.message is None else self.message.channel.id


async def carry_out(matter: Matter) -> None:
    """Do what the verdict says."""
    acts = matter.verdict.acts
    trouble = await _delete(matter) if Act.DELETE in acts else None
    if not matter.verdict.fresh:
        return
    if Act.REPLY in acts:
        await _reply(matter)
    punished = [_PUNISHED[one] for one in acts if one in _PUNISHED]
    if punished:
        refused = await _punish(matter, punished[-1])
        if refused is None and trouble is None:
            return
        trouble = refused or trouble
    await _write_down(matter, trouble)


async def say_only(matter: Matter) -> None:
    """Tell the mod log what would be done, in a dry run."""
    settings = await matter.bot.guild_settings.get(matter.guild.id, GuildSettings)
    channel = matter.guild.get_channel_or_thread(settings.log_channel_id or 0)
    if not matter.verdict.fresh or not isinstance(channel, discord.abc.Messageable):
        return
    try:
        await channel.send(
            embed=dry_run_embed(matter.verdict, matter.member.id, _link(matter), matter.locale),
            allowed_mentions=discord.AllowedMentions.none(),
        )
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


async def _reply(matter: Matter) -> None:
    if matter.message is None:
        return
    text = T.say("automod-reply", matter.locale, member=matter.member.display_name)
    try:
        await matter.message.channel.send(text, allowed_mentions=discord.AllowedMentions.none())
    except discord.HTTPException as error:
        _log.warning("automod reply not sent", guild_id=matter.guild.id, code=error.code)


async def _punish(matter: Matter, action: Action) -> str | None:
    """Act on the person; return why that was not possible."""
    context = Acting(matter.bot, matter.guild, None, matter.locale)
    known = await context.cases.already(matter.guild.id, matter.member.id, action, AT_ONCE)
    if known is not None:
        return None
    duration = matter.verdict.timeout if action is Action.TIMEOUT else None
    try:
        await act(context, _new(matter, action, duration=duration), matter.member)
    except UserError as error:
        return str(error)
    return None


async def _write_down(matter: Matter, trouble: str | None) -> None:
    """Keep what was seen or deleted as a case, with what could not be done."""
    cases = Acting(matter.bot, matter.guild, None, matter.locale).cases
    deleted = Act.DELETE in matter.verdict.acts and matter.message is not None
    new = _new(matter, Action.DELETE if deleted else Action.NOTE, trouble=trouble)
    number = (await cases.open(new)).case.number
    outcome = Outcome.FAILED if trouble is not None else Outcome.DONE
    await cases.done(matter.guild.id, number, outcome=outcome, dm=Dm.NONE)


def _new(
    matter: Matter,
    action: Action,
    *,
    duration: timedelta | None = None,
    trouble: str | None = None,
) -> NewCase:
    parts = (seen(matter.verdict), _link(matter), trouble)
    return NewCase(
        guild_id=matter.guild.id,
        action=action,
        moderator_id=None,
        target_id=matter.member.id,
        channel_id=matter.channel_id,
        reason=reason_of(matter.verdict, matter.locale),
        duration=duration,
        evidence="\n".join(part for part in parts if part),
        source=Source.AUTOMOD,
    )


def _link(matter: Matter) -> str:
    """Return where the message stands, as long as it is there."""
    gone = matter.message is None or Act.DELETE in matter.verdict.acts
    return "" if gone or matter.message is None else matter.message.jump_url
