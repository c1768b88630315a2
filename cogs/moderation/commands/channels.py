"""``/slowmode``, ``/lock``, ``/unlock``: one channel, for a while or until further notice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.checks import moderators
from bot.errors import UserError
from bot.text.catalogue import Raw
from bot.text.durations import format_duration, parse_duration
from cogs.moderation.domain.actions import REASON_LIMIT, Action, Dm, Outcome
from cogs.moderation.domain.case import Case
from cogs.moderation.repository.channels import Hold, Kind
from cogs.moderation.service.cases import Cases, NewCase
from cogs.moderation.service.channels import ChannelService
from cogs.moderation.texts import T
from cogs.moderation.views.allowed import refuse_missing
from cogs.moderation.views.closing import (
    NEEDED,
    Closable,
    channel_reason,
    close,
    closed_overwrites,
    is_closed,
    note_end,
    overwrites_of,
    release,
    set_slowmode,
    slow_reason,
    stored,
)
from cogs.moderation.views.looking import refuse_untrusted

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

LEAST: Final = timedelta(minutes=1)
MOST: Final = timedelta(days=365)
# https://docs.discord.com/developers/resources/channel#channel-object (rate_limit_per_user)
SLOWEST: Final = timedelta(hours=6)
_OFF: Final = frozenset({"off", "0", "0s", "none"})

Reason = app_commands.Range[str, 1, REASON_LIMIT]


class ChannelOption(app_commands.Transformer):
    """A channel in which people talk; Discord offers no others."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Those that can be closed."""
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.voice, kinds.stage_voice, kinds.forum]

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Closable:
        """Return the channel. Raises UserError for one that is gone."""
        channel = value.resolve()
        if not isinstance(channel, Closable):
            raise UserError(T.say("no-such-channel", str(interaction.locale)))
        return channel


Place = app_commands.Transform[Closable, ChannelOption]


class ChannelCommands(commands.Cog):
    """What moderators do to one channel."""

    def __init__(self, bot: Steward, service: ChannelService, cases: Cases) -> None:
        self._bot = bot
        self._service = service
        self._cases = cases

    @app_commands.command(
        name="lock",
        description=T.plain("command-lock"),
        extras={"example": "example-lock"},
    )
    @app_commands.describe(
        channel=T.plain("option-channel"),
        reason=T.plain("option-channel-reason"),
        duration=T.plain("option-channel-duration"),
    )
    @moderators()
    async def lock(
        self,
        interaction: discord.Interaction[Any],
        channel: Place | None = None,
        reason: Reason = "",
        duration: str | None = None,
    ) -> None:
        """Close a channel to all but the team."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale = str(interaction.locale)
        place = _place(interaction, channel)
        lasts = lasting(duration, locale)
        refuse_missing(place, NEEDED, locale)
        await refuse_untrusted(interaction, "manage_channels", place)
        before = await overwrites_of(self._bot, place.id)
        known = await self._service.held(place.guild.id, place.id, Kind.TALK)
        if known is not None and is_closed(place.guild, before):
            raise UserError(
                T.say("locked-already", locale, channel=Raw(place.mention), number=known.number)
            )
        # What was opened by hand meanwhile is closed anew, from what it is now.
        case = await self._open(interaction, Action.LOCK, place, reason, lasts)
        after = await closed_overwrites(self._bot, place.guild, before)
        hold = self._hold(case, place, Kind.TALK, stored(before), stored(after), lasts)
        if not await self._service.begin(hold, instead_of=known):
            await self._failed(case, "held")
            raise UserError(T.say("channel-busy", locale, channel=Raw(place.mention)))
        try:
            await close(self._bot, place.guild, hold, channel_reason(case, interaction.user.name))
        except discord.HTTPException as error:
            await self._service.end(hold)
            raise await self._refused(case, place, error, locale) from None
        await self._done(case)
        await _notice(place, "closed-notice-until" if lasts else "closed-notice", hold)
        key = "locked-until" if lasts else "locked"
        await interaction.edit_original_response(
            content=T.say(
                key,
                locale,
                channel=Raw(place.mention),
                number=case.number,
                until=hold.until or hold.held_at,
            )
        )

    @app_commands.command(
        name="unlock",
        description=T.plain("command-unlock"),
        extras={"example": "example-unlock"},
    )
    @app_commands.describe(
        channel=T.plain("option-channel"), reason=T.plain("option-channel-reason")
    )
    @moderators()
    async def unlock(
        self,
        interaction: discord.Interaction[Any],
        channel: Place | None = None,
        reason: Reason = "",
    ) -> None:
        """Make a channel what it was before it was closed."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale = str(interaction.locale)
        place = _place(interaction, channel)
        hold = await self._service.held(place.guild.id, place.id, Kind.TALK)
        if hold is None:
            raise UserError(T.say("not-locked", locale, channel=Raw(place.mention)))
        refuse_missing(place, NEEDED, locale)
        await refuse_untrusted(interaction, "manage_channels", place)
        case = await self._open(interaction, Action.UNLOCK, place, reason, None)
        try:
            await release(self._bot, hold, channel_reason(case, interaction.user.name))
        except discord.HTTPException as error:
            raise await self._refused(case, place, error, locale) from None
        await self._service.end(hold)
        await self._done(case)
        if not hold.lockdown:
            await note_end(self._bot, place.guild.id, hold.number)
            await _notice(place, "open-notice", hold)
        await interaction.edit_original_response(
            content=T.say("unlocked", locale, channel=Raw(place.mention), number=case.number)
        )

    @app_commands.command(
        name="slowmode",
        description=T.plain("command-slowmode"),
        extras={"example": "example-slowmode"},
    )
    @app_commands.describe(
        duration=T.plain("option-slowmode-duration"),
        channel=T.plain("option-channel"),
        lasts=T.plain("option-slowmode-lasts"),
        reason=T.plain("option-channel-reason"),
    )
    @moderators()
    async def slowmode(
        self,
        interaction: discord.Interaction[Any],
        duration: str,
        channel: Place | None = None,
        lasts: str | None = None,
        reason: Reason = "",
    ) -> None:
        """Let members wait between messages, for a while or until further notice."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale = str(interaction.locale)
        place = _place(interaction, channel)
        pace = slowness(duration, locale)
        time = lasting(lasts, locale)
        refuse_missing(place, ("view_channel", "manage_channels"), locale)
        await refuse_untrusted(interaction, "manage_channels", place)
        seconds = int(pace.total_seconds())
        known = await self._service.held(place.guild.id, place.id, Kind.SLOWMODE)
        if time is None and known is None and place.slowmode_delay == seconds:
            raise UserError(T.say("slowmode-same", locale, channel=Raw(place.mention)))
        case = await self._open(
            interaction,
            Action.SLOWMODE,
            place,
            slow_reason(pace, reason, str(place.guild.preferred_locale)),
            time,
        )
        if time is not None:
            # Two in a row end at what was before the first, unless it was changed by hand since.
            now = place.slowmode_delay
            before = known.before if known is not None and now == known.after else now
            hold = self._hold(case, place, Kind.SLOWMODE, before, seconds, time)
            if not await self._service.begin(hold, instead_of=known):
                await self._failed(case, "held")
                raise UserError(T.say("channel-busy", locale, channel=Raw(place.mention)))
        elif known is not None:
            await self._service.end(known)
        try:
            await set_slowmode(
                self._bot, place.id, seconds, channel_reason(case, interaction.user.name)
            )
        except discord.HTTPException as error:
            if time is not None:
                await self._service.end(hold)
            raise await self._refused(case, place, error, locale) from None
        await self._done(case)
        if known is not None:
            await note_end(self._bot, place.guild.id, known.number)
        await interaction.edit_original_response(content=_slowed(place, pace, case, locale))

    def _hold(
        self,
        case: Case,
        place: Closable,
        kind: Kind,
        before: object,
        after: object,
        lasts: timedelta | None,
    ) -> Hold:
        now = self._bot.clock.now()
        until = None if lasts is None else now + lasts
        guild_id = place.guild.id
        return Hold(guild_id, place.id, kind, case.number, False, before, after, now, until)

    async def _open(
        self,
        interaction: discord.Interaction[Any],
        action: Action,
        place: Closable,
        reason: str,
        lasts: timedelta | None,
    ) -> Case:
        opened = await self._cases.open(
            NewCase(
                guild_id=place.guild.id,
                action=action,
                moderator_id=interaction.user.id,
                channel_id=place.id,
                reason=reason,
                duration=lasts,
            )
        )
        return opened.case

    async def _done(self, case: Case) -> None:
        await self._cases.done(case.guild_id, case.number, outcome=Outcome.DONE, dm=Dm.NONE)

    async def _failed(self, case: Case, failure: str) -> None:
        await self._cases.done(
            case.guild_id, case.number, outcome=Outcome.FAILED, dm=Dm.NONE, failure=failure
        )

    async def _refused(
        self, case: Case, place: Closable, error: discord.HTTPException, locale: str
    ) -> UserError:
        _log.warning("channel not changed", guild_id=case.guild_id, code=error.code)
        await self._failed(case, f"Discord {error.code}")
        return UserError(
            T.say("channel-refused", locale, channel=Raw(place.mention), number=case.number)
        )


def lasting(text: str | None, locale: str) -> timedelta | None:
    """Return how long something is to last; None: until further notice.

    Raises UserError for what cannot be read, or is too short or too long.
    """
    if text is None:
        return None
    return parse_duration(text, least=LEAST, most=MOST, locale=locale)


def slowness(text: str, locale: str) -> timedelta:
    """Return how long members are to wait between messages; 0 for "off".

    Raises UserError for what cannot be read, or is longer than Discord takes.
    """
    if text.strip().lower() in _OFF:
        return timedelta(0)
    return parse_duration(text, least=timedelta(seconds=1), most=SLOWEST, locale=locale)


def _slowed(place: Closable, pace: timedelta, case: Case, locale: str) -> str:
    channel = Raw(place.mention)
    if not pace:
        return T.say("slowmode-off", locale, channel=channel, number=case.number)
    how_slow = format_duration(pace, locale=locale)
    if case.ends_at is None:
        return T.say("slowed", locale, channel=channel, pace=how_slow, number=case.number)
    return T.say(
        "slowed-until",
        locale,
        channel=channel,
        pace=how_slow,
        number=case.number,
        until=case.ends_at,
    )


async def _notice(place: Closable, key: str, hold: Hold) -> None:
    """Tell those who are in the channel; a forum has no place for that."""
    if isinstance(place, discord.ForumChannel):
        return
    locale = str(place.guild.preferred_locale)
    try:
        await place.send(T.say(key, locale, until=hold.until or hold.held_at))
    except discord.HTTPException as error:
        # It is closed, or open, all the same.
        _log.info("channel not told", guild_id=hold.guild_id, code=error.code)


def _place(interaction: discord.Interaction[Any], channel: Closable | None) -> Closable:
    place = channel or interaction.channel
    if not isinstance(place, Closable):
        raise UserError(T.say("no-such-channel", str(interaction.locale)))
    return place
