"""What automod does besides punishing: hold a message, answer, slow a channel down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import discord
import structlog

from cogs.moderation.domain.actions import Action, Dm, Outcome, Source
from cogs.moderation.domain.automod.engine import Verdict
from cogs.moderation.domain.automod.pace import Paces
from cogs.moderation.domain.automod.rule import Act
from cogs.moderation.domain.queue import Kind as ItemKind
from cogs.moderation.embeds.automod import reason_of, seen
from cogs.moderation.repository.channels import Hold, Kind
from cogs.moderation.service.cases import Cases, NewCase
from cogs.moderation.service.channels import ChannelService
from cogs.moderation.service.queue import QueueService, Subject, message_key
from cogs.moderation.texts import T
from cogs.moderation.views.closing import channel_reason, set_slowmode

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_Slowed = (
    discord.TextChannel
    | discord.VoiceChannel
    | discord.StageChannel
    | discord.ForumChannel
    | discord.Thread
)
_PERMISSION_NAMES: Final = {
    "manage_channels": "Manage Channels",
    "manage_threads": "Manage Threads",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """What is judged: somebody, and the message it is about; None where it is their name."""

    bot: Steward
    guild: discord.Guild
    member: discord.Member
    message: discord.Message | None
    verdict: Verdict
    paces: Paces

    @property
    def locale(self) -> str:
        """The server's own language: no person asked."""
        return str(self.guild.preferred_locale)

    @property
    def channel_id(self) -> int | None:
        """Where it was."""
        return None if self.message is None else self.message.channel.id

    @property
    def cases(self) -> Cases:
        """The ledger of cases."""
        return self.bot.ports.get(Cases)


async def hold(matter: Matter) -> bool:
    """Put the message before the moderators, before it is deleted; tell whether it is there.

    Of one person's flood some are kept for them.
    """
    message, now = matter.message, matter.bot.clock.now()
    if message is None or not matter.paces.held.take((matter.guild.id, matter.member.id), now):
        return False
    files = ", ".join(one.filename for one in message.attachments)
    named = T.plain("automod-held-files", matter.locale, files=files) if files else ""
    await matter.bot.ports.get(QueueService).open(
        Subject(
            guild_id=matter.guild.id,
            kind=ItemKind.HOLD,
            key=message_key(message.id),
            target_id=matter.member.id,
            content="\n".join(part for part in (message.content, named) if part),
            channel_id=message.channel.id,
            message_id=message.id,
            found=seen(matter.verdict, matter.locale),
        )
    )
    return True


async def reply(matter: Matter) -> None:
    """Say a kind word in the channel: not to every message, and pinging nobody."""
    message, now = matter.message, matter.bot.clock.now()
    if message is None:
        return
    paces, guild_id = matter.paces, matter.guild.id
    if not paces.answered.take((guild_id, matter.member.id), now):
        return
    if not paces.replies.take((guild_id, message.channel.id), now):
        return
    held = Act.HOLD in matter.verdict.acts
    key = "automod-reply-held" if held else "automod-reply"
    text = T.say(key, matter.locale, member=matter.member.display_name)
    try:
        await message.channel.send(text, allowed_mentions=discord.AllowedMentions.none())
    except discord.HTTPException as error:
        _log.warning("automod reply not sent", guild_id=guild_id, code=error.code)


async def slow_down(matter: Matter) -> str | None:
    """Slow the channel down for a while; return why that was not possible.

    A channel that is as slow already, or is slowed down for a while by us, stays as it is.
    """
    slowmode = matter.verdict.slowmode
    channel = None if matter.message is None else matter.message.channel
    if slowmode is None or not isinstance(channel, _Slowed):
        return None
    service = matter.bot.ports.get(ChannelService)
    seconds = int(slowmode.pace.total_seconds())
    before: Any = channel.slowmode_delay
    if before >= seconds or await service.held(matter.guild.id, channel.id, Kind.SLOWMODE):
        return None
    needed = "manage_threads" if isinstance(channel, discord.Thread) else "manage_channels"
    if not getattr(channel.permissions_for(matter.guild.me), needed):
        return T.plain("automod-not-slowed", matter.locale, permission=_PERMISSION_NAMES[needed])
    opened = await matter.cases.open(
        NewCase(
            guild_id=matter.guild.id,
            action=Action.SLOWMODE,
            moderator_id=None,
            channel_id=channel.id,
            reason=reason_of(matter.verdict, matter.locale),
            duration=slowmode.lasts,
            evidence=seen(matter.verdict, matter.locale),
            source=Source.AUTOMOD,
        )
    )
    number, now = opened.case.number, matter.bot.clock.now()
    held = Hold(
        matter.guild.id,
        channel.id,
        Kind.SLOWMODE,
        number,
        False,
        before,
        seconds,
        now,
        now + slowmode.lasts,
    )
    failure = None
    if not await service.begin(held):
        failure = "held"  # another message came first
    else:
        try:
            reason = channel_reason(opened.case, matter.guild.me.name)
            await set_slowmode(matter.bot, channel.id, seconds, reason)
        except discord.HTTPException as error:
            _log.warning("channel not slowed down", guild_id=matter.guild.id, code=error.code)
            await service.end(held)
            failure = f"Discord {error.code}"
    outcome = Outcome.DONE if failure is None else Outcome.FAILED
    await matter.cases.done(matter.guild.id, number, outcome=outcome, dm=Dm.NONE, failure=failure)
    return None
