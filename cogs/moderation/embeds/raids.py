"""Raids as moderators see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import discord

from bot.text.catalogue import timestamp
from bot.ui.embeds import BAD, CAUTION, GOOD, QUIET, EmbedBuilder
from cogs.moderation.domain.raids import Trait
from cogs.moderation.repository.raids import Done, Raider
from cogs.moderation.service.raids import Picture
from cogs.moderation.texts import T

_CLUSTERS: Final = 6
_NAMED: Final = 12


def raid_embed(picture: Picture, quiet_minutes: int, locale: str) -> discord.Embed:
    """Return a raid: its clusters, what was done about it, how it ends."""
    raid = picture.raid
    if raid is None:
        return calm_embed(picture, locale)
    state = "over" if raid.ended_at else "ending" if raid.ending_at else "on"
    if state == "over" and _stuck(picture):
        state = "stuck"
    colour = {"on": BAD, "over": GOOD}.get(state, CAUTION)
    builder = EmbedBuilder(
        T.plain(f"raid-title-{state}", locale, number=raid.number),
        T.say(f"raid-about-{_about(state, picture)}", locale, minutes=quiet_minutes),
        colour=colour,
        timestamp=raid.started_at,
        locale=locale,
    )
    builder.field(T.say("raid-joins", locale), _joins(picture, locale), inline=True)
    if picture.raiders:
        last = str(timestamp(raid.last_at, "R"))
        builder.field(T.say("raid-last", locale), last, inline=True)
    for number, members in list(by_cluster(picture.raiders).items())[:_CLUSTERS]:
        traits = frozenset[Trait]().union(*(one.traits for one in members))
        name = T.say(
            "raid-cluster",
            locale,
            number=number,
            count=len(members),
            traits=_traits(traits, locale),
        )
        builder.field(name, _members([one.member_id for one in members]) + _went(members, locale))
    for taken in picture.measures:
        key = "raid-measure-undone" if taken.undone_at else "raid-measure-on"
        name = T.say(f"raid-measure-{taken.kind}", locale)
        builder.field(name, T.say(key, locale, number=taken.case_number), inline=True)
    return builder.build()


def calm_embed(picture: Picture, locale: str) -> discord.Embed:
    """Return who came lately where no raid is on."""
    builder = EmbedBuilder(
        T.plain("raid-title-none", locale), T.say("raid-about-none", locale), colour=QUIET
    )
    builder.field(T.say("raid-joins", locale), _joins(picture, locale))
    for cluster in picture.clusters[:_CLUSTERS]:
        name = T.say(
            "raid-cluster-unnumbered",
            locale,
            count=len(cluster.members),
            traits=_traits(cluster.traits, locale),
        )
        builder.field(name, _members(sorted(cluster.members)))
    return builder.build()


def cleanup_embed(cluster: int, members: list[Raider], locale: str) -> discord.Embed:
    """Return whom a clean-up would ban."""
    return EmbedBuilder(
        T.plain("raid-cleanup-title", locale, cluster=cluster, count=len(members)),
        T.say("raid-cleanup-about", locale) + "\n" + _members([one.member_id for one in members]),
        colour=BAD,
        locale=locale,
    ).build()


def _about(state: str, picture: Picture) -> str:
    """Return which words say it: without accounts there are none to look at, or to ban."""
    if state == "on" and not picture.raiders:
        return "on-alone"
    if state == "over" and all(one.ban is Done.DONE for one in picture.raiders):
        return "over-alone"
    return state


def _stuck(picture: Picture) -> bool:
    kept = any(one.quarantine is Done.DONE for one in picture.raiders)
    return kept or any(one.undone_at is None for one in picture.measures)


def by_cluster(raiders: Iterable[Raider]) -> dict[int, list[Raider]]:
    """Return the accounts of each cluster, the largest cluster first."""
    found: dict[int, list[Raider]] = defaultdict(list)
    for one in raiders:
        found[one.cluster].append(one)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _joins(picture: Picture, locale: str) -> str:
    return T.say("raid-joins-counted", locale, minute=picture.joins[0], hour=picture.joins[1])


def _traits(traits: Iterable[Trait], locale: str) -> str:
    return ", ".join(T.plain(f"raid-trait-{one}", locale) for one in sorted(traits))


def _members(ids: list[int]) -> str:
    named = " ".join(f"<@{one}>" for one in ids[:_NAMED])
    return f"{named} +{len(ids) - _NAMED}" if len(ids) > _NAMED else named


def _went(members: list[Raider], locale: str) -> str:
    kept = sum(one.quarantine is Done.DONE for one in members)
    banned = sum(one.ban is Done.DONE for one in members)
    said = [
        T.say(f"raid-{name}", locale, count=count)
        for name, count in (("quarantined", kept), ("banned", banned))
        if count
    ]
    return "\n" + " ".join(said) if said else ""
