"""What a manager gives for an event, made a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import discord

from bot.errors import UserError
from bot.text.catalogue import Raw
from bot.text.dates import PastError, read_moment
from bot.text.durations import parse_duration
from bot.windows import zone_named
from cogs.events.domain.plan import (
    ADDRESS_LIMIT,
    LINK_LIMIT,
    LONGEST,
    MOST_COHOSTS,
    PARTNERS_LIMIT,
    SERIES_LIMIT,
    SHORTEST,
    Kind,
    Place,
    Plan,
    Room,
)
from cogs.events.domain.rule import Rule, RuleError, parse_rule
from cogs.events.texts import T

DEFAULT: Final = timedelta(hours=1)
# https://docs.discord.com/developers/reference#image-data; more is slow to send again and again.
PICTURE_LIMIT: Final = 4 * 1024 * 1024
_PICTURES: Final = ("image/png", "image/jpeg")
_MEMBER: Final = re.compile(r"<@!?(\d{15,20})>")
_NOTHING: Final = {"none", "no", "-"}
Channel = discord.VoiceChannel | discord.StageChannel


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The options of ``/event create`` and ``/event edit``; None: not given.

    ``none`` takes a text away, a ``capacity`` of 0 the limit, ``@everyone`` the role.
    """

    name: str | None = None
    kind: str | None = None
    start: str | None = None
    duration: str | None = None
    end: str | None = None
    channel: Channel | None = None
    link: str | None = None
    address: str | None = None
    capacity: int | None = None
    repeat: str | None = None
    role: discord.Role | None = None
    host: discord.Member | None = None
    cohosts: str | None = None
    partners: str | None = None
    description: str | None = None
    series: str | None = None
    post_in: discord.TextChannel | None = None
    zone: str | None = None


def zone_of(given: Given, own: ZoneInfo) -> ZoneInfo:
    """Return the zone to read times in. Raises UserError for an unknown one."""
    return own if given.zone is None else zone_named(given.zone.strip())


def lasting(
    given: Given, start: datetime, zone: ZoneInfo, now: datetime, fallback: timedelta, locale: str
) -> timedelta:
    """Return how long an event takes that begins at ``start`` (aware).

    Raises UserError for an end before the start, or what is too short or too long.
    """
    if given.duration is not None and given.end is not None:
        raise UserError(T.say("event-duration-and-end", locale))
    if given.duration is not None:
        return parse_duration(given.duration, least=SHORTEST, most=LONGEST, locale=locale)
    if given.end is None:
        return fallback
    try:
        # "20:00" is the first one after the start.
        end = read_moment(given.end, zone, max(start, now), locale).moments[0].instant
    except PastError:
        raise UserError(T.say("event-ends-before", locale, start=start)) from None
    if not SHORTEST <= end - start <= LONGEST:
        raise UserError(T.say("event-length", locale, start=start, end=end))
    return end - start


def repeating(given: Given, start: datetime, locale: str) -> Rule | None:
    """Return how an event repeats that begins at ``start`` (a wall time), as it was given.

    Raises UserError for what cannot be read or goes too far.
    """
    try:
        return parse_rule(given.repeat or "", start.date())
    except RuleError as error:
        sentence = T.say(f"rule-{error.problem}", locale, given=(given.repeat or "")[:60])
        raise UserError(sentence) from None


def filled(plan: Plan, given: Given, guild: discord.Guild, locale: str) -> Plan:
    """Return ``plan`` with what was given, but for times. Raises UserError for what cannot be."""
    plan = replace(
        plan,
        place=_place(plan.place, given, guild, locale),
        **_words(given, locale),
        **_people(given, guild, locale),
    )
    if given.kind is not None:
        plan = replace(plan, kind=Kind(given.kind))
    if given.capacity is not None:
        plan = replace(plan, capacity=given.capacity or None)
    if given.post_in is not None:
        plan = replace(plan, card_channel_id=writable(guild, given.post_in, locale))
    return plan


def _words(given: Given, locale: str) -> dict[str, Any]:
    words: dict[str, Any] = {}
    if given.name is not None:
        words["name"] = given.name.strip()
        if not words["name"]:
            raise UserError(T.say("event-without-name", locale))
    if given.description is not None:
        words["description"] = given.description.strip()
    if given.partners is not None:
        words["partners"] = _text(given.partners, PARTNERS_LIMIT, locale)
    if given.series is not None:
        words["series"] = _text(given.series, SERIES_LIMIT, locale)
    return words


def _people(given: Given, guild: discord.Guild, locale: str) -> dict[str, Any]:
    people: dict[str, Any] = {}
    if given.role is not None:
        people["role_id"] = None if given.role.is_default() else given.role.id
    if given.host is not None:
        people["host_id"] = _host(given.host, guild, locale)
    if given.cohosts is not None:
        people["cohosts"] = _cohosts(given.cohosts, guild, locale)
    return people


def writable(guild: discord.Guild, channel: discord.abc.GuildChannel, locale: str) -> int:
    """Return the id of a channel for cards. Raises UserError where none can be posted."""
    may = channel.permissions_for(guild.me)
    if not isinstance(channel, discord.TextChannel) or not (
        may.view_channel and may.send_messages and may.embed_links
    ):
        raise UserError(T.say("event-card-closed", locale, channel=Raw(channel.mention)))
    return channel.id


async def picture_of(given: discord.Attachment | None, locale: str) -> bytes | None:
    """Return the picture that was given. Raises UserError for another kind of file."""
    if given is None:
        return None
    kind = (given.content_type or "").partition(";")[0]
    if kind not in _PICTURES or given.size > PICTURE_LIMIT:
        raise UserError(T.say("event-picture", locale, most=PICTURE_LIMIT // 1024 // 1024))
    return await given.read()


def _place(before: Place, given: Given, guild: discord.Guild, locale: str) -> Place:
    place = before
    if given.channel is not None:
        if not given.channel.permissions_for(guild.me).view_channel:
            mention = Raw(given.channel.mention)
            raise UserError(T.say("event-channel-hidden", locale, channel=mention))
        stage = isinstance(given.channel, discord.StageChannel)
        room = Room.STAGE if stage else Room.VOICE
        place = replace(place, channel_id=given.channel.id, room=room)
    if given.link is not None:
        place = replace(place, link=_link(given.link, locale))
    if given.address is not None:
        place = replace(place, address=_text(given.address, ADDRESS_LIMIT, locale))
    return place


def _link(said: str, locale: str) -> str | None:
    said = said.strip()
    if said.lower() in _NOTHING:
        return None
    try:
        parts = urlsplit(said)
        valid = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    except ValueError:
        valid = False
    if not valid or len(said) > LINK_LIMIT or re.search(r"[\s<>]", said):
        raise UserError(T.say("event-link", locale, given=said[:80]))
    return said


def _text(said: str, limit: int, locale: str) -> str | None:
    said = " ".join(said.split())
    if len(said) > limit:
        raise UserError(T.say("event-text-long", locale, given=said[:40], most=limit))
    return None if said.lower() in _NOTHING or not said else said


def _host(host: discord.Member | discord.User, guild: discord.Guild, locale: str) -> int:
    if host.bot or not isinstance(host, discord.Member) or host.guild != guild:
        raise UserError(T.say("event-host", locale, host=Raw(host.mention)))
    return host.id


def _cohosts(said: str, guild: discord.Guild, locale: str) -> tuple[int, ...]:
    if said.strip().lower() in _NOTHING:
        return ()
    ids: Sequence[int] = list(dict.fromkeys(int(one) for one in _MEMBER.findall(said)))
    rest = _MEMBER.sub("", said).replace(",", " ").strip()
    if not ids or rest or len(ids) > MOST_COHOSTS:
        raise UserError(T.say("event-cohosts", locale, most=MOST_COHOSTS))
    for one in ids:
        member = guild.get_member(one)
        if (member is None and guild.chunked) or (member is not None and member.bot):
            raise UserError(T.say("event-host", locale, host=Raw(f"<@{one}>")))
    return tuple(ids)
