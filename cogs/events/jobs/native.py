"""Making Discord's own events, and keeping them in step."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import discord
import structlog

from bot.jobs import GiveUp, Job, Postpone
from cogs.events.domain.native import MOST, Look
from cogs.events.domain.occurrence import OccurrenceState
from cogs.events.domain.plan import Room
from cogs.events.jobs.status import take_over
from cogs.events.service.native import NativeService, Pair
from cogs.events.service.queue import FEATURE
from cogs.events.settings import GuildSettings
from cogs.events.texts import T
from cogs.events.views.native import look_of

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
_FULL: Final = 30038
_FULL_PAUSE: Final = timedelta(hours=6)
# Whom Discord tells of at once, ten pages of them.
_INTERESTED: Final = 1_000
_KINDS: Final = {
    Room.VOICE: discord.EntityType.voice,
    Room.STAGE: discord.EntityType.stage_instance,
}


class NativeJobs:
    """Handles the jobs ``events-native``; those of a server run one by one."""

    def __init__(self, bot: Steward, native: NativeService) -> None:
        self._bot = bot
        self._native = native

    async def __call__(self, job: Job) -> None:
        """Make Discord's own event, or compare it with ours and bring the two in step."""
        guild = self._bot.get_guild(job.guild_id)
        if guild is None or not await self._bot.feature_switch.is_on(guild.id, FEATURE):
            return
        if not (await self._bot.guild_settings.get(guild.id, GuildSettings)).native:
            return
        fallback = T.plain("place-none", str(guild.preferred_locale))
        event_id, number = int(job.payload["event"]), int(job.payload["number"])
        pair = await self._native.pair(guild.id, event_id, number, fallback)
        if pair is None:
            return
        try:
            if pair.occurrence.native_event_id is None:
                await self._make(job, guild, pair)
            else:
                await self._compare(guild, pair, pair.occurrence.native_event_id, fallback)
        except discord.Forbidden:
            raise GiveUp(T.plain("native-forbidden", name=pair.plan.name)) from None

    async def _make(self, job: Job, guild: discord.Guild, pair: Pair) -> None:
        now = self._bot.clock.now()
        if pair.occurrence.state is not OccurrenceState.PLANNED or pair.wanted.starts_at <= now:
            return
        # An earlier attempt may have made it and been killed before it could say so.
        there = (
            await guild.fetch_scheduled_events(with_counts=False)
            if job.begun_before
            else guild.scheduled_events
        )
        for event in there:
            if event.creator_id != guild.me.id or not _is_alike(look_of(event), pair.wanted):
                continue
            if not await self._native.tied(guild.id, event.id):
                await self._native.tie(pair, event.id, look_of(event))
                return
        if len(there) >= MOST:
            raise Postpone(now + _FULL_PAUSE)
        picture = await self._native.picture(pair)
        more: dict[str, Any] = {} if picture is None else {"image": picture}
        try:
            event = await guild.create_scheduled_event(
                **_fields(pair.wanted, {"name", "description", "starts_at", "ends_at", "where"}),
                privacy_level=discord.PrivacyLevel.guild_only,
                reason=T.plain("native-reason", str(guild.preferred_locale)),
                **more,
            )
        except discord.HTTPException as error:
            if error.code != _FULL:
                raise
            _log.info("no room for another scheduled event", guild_id=guild.id)
            raise Postpone(now + _FULL_PAUSE) from error
        await self._native.tie(pair, event.id, look_of(event))

    async def _compare(
        self, guild: discord.Guild, pair: Pair, native_event_id: int, fallback: str
    ) -> None:
        try:
            event = await guild.fetch_scheduled_event(native_event_id, with_counts=False)
        except discord.NotFound:
            event = None
        if event is None or event.status is discord.EventStatus.cancelled:
            await self._gone(guild, pair)
            return
        if not pair.occurrence.is_live:
            await _end(event, was_held=pair.occurrence.state is OccurrenceState.HELD)
            return
        await take_over(self._bot, pair.plan, pair.occurrence, event)
        if event.status is discord.EventStatus.completed:
            return
        if pair.occurrence.state is OccurrenceState.OPEN and _is_to_come(event):
            event = await event.start()
        pair, merged = await self._native.reconcile(pair, look_of(event), fallback)
        if merged.push and _is_to_come(event):
            more: dict[str, Any] = {}
            if "picture" in merged.push:
                more["image"] = await self._native.picture(pair)
            event = await event.edit(
                **_fields(pair.wanted, merged.push),
                reason=T.plain("native-reason", str(guild.preferred_locale)),
                **more,
            )
            await self._native.pushed(pair, look_of(event))
        interested = [user.id async for user in event.users(limit=_INTERESTED)]
        if len(interested) < _INTERESTED:
            await self._native.take_in(pair, interested)

    async def _gone(self, guild: discord.Guild, pair: Pair) -> None:
        """Take over that somebody cancelled it, unless it went with its channel."""
        if not pair.occurrence.is_live:
            return
        known = pair.known
        if known is not None and known.channel_id is not None:
            channel = guild.get_channel(known.channel_id)
            if channel is None:
                await self._native.untie(pair)
                return
            if not channel.permissions_for(guild.me).view_channel:
                # Discord does not show it any more: nobody can tell what became of it.
                _log.info("scheduled event out of sight", guild_id=guild.id)
                return
        await self._native.cancelled(pair)


def _is_alike(seen: Look, wanted: Look) -> bool:
    """Tell whether one may be what the other was when it was made: ours may be changed since."""
    return seen.name == wanted.name or (seen.starts_at, seen.where) == (
        wanted.starts_at,
        wanted.where,
    )


def _is_to_come(event: discord.ScheduledEvent) -> bool:
    return event.status is discord.EventStatus.scheduled


async def _end(event: discord.ScheduledEvent, *, was_held: bool) -> None:
    """End Discord's own event of what is over or called off."""
    if _is_to_come(event):
        if not was_held:
            await event.cancel()
            return
        # Discord completes only what is on.
        event = await event.start()
    if event.status is discord.EventStatus.active:
        await event.end()


def _fields(look: Look, names: frozenset[str] | set[str]) -> dict[str, Any]:
    """Return the fields of a look as discord.py takes them."""
    fields: dict[str, Any] = {}
    if "name" in names:
        fields["name"] = look.name
    if "description" in names:
        fields["description"] = look.description
    if "starts_at" in names:
        fields["start_time"] = look.starts_at
    # A moved start needs the end along, or it could lie after it for a moment.
    if names & {"starts_at", "ends_at", "where"}:
        fields["end_time"] = look.ends_at
    if "where" in names:
        if look.channel_id is not None and look.room is not None:
            fields["channel"] = discord.Object(look.channel_id)
            fields["entity_type"] = _KINDS[look.room]
        else:
            fields["location"] = look.location
            fields["entity_type"] = discord.EntityType.external
    return fields
