"""Tiers of members."""

from __future__ import annotations

from collections.abc import Mapping

import discord

from bot.text.catalogue import Raw, timestamp
from bot.ui.embeds import EmbedBuilder
from cogs.recognition.domain.badges import Figure
from cogs.recognition.domain.seasons import Tier, parse_needs
from cogs.recognition.formats import amount_of, whose
from cogs.recognition.service.awards import PAGE
from cogs.recognition.service.seasons import Mine, Moves, Programme
from cogs.recognition.texts import T


def needs_of(tier: Tier, locale: str, done: Mapping[Figure, int] | None = None) -> str:
    """Return in words what a tier needs; with ``done`` also how far somebody is."""
    parts = []
    for figure, amount in tier.needs:
        so_far = "" if done is None else f"{min(done.get(figure, 0), amount):,}/"
        parts.append(amount_of(figure, f"{so_far}{amount:,}", locale))
    return " + ".join(parts)


def programme_embed(guild: discord.Guild, programme: Programme, locale: str) -> discord.Embed:
    """Return a server's tiers, what they need and give, and how many hold them."""
    lines = []
    for tier in programme.tiers:
        role = guild.get_role(tier.role_id) if tier.role_id else None
        state = "none"
        if tier.role_id:
            state = "gone" if role is None else "given" if role.is_assignable() else "above"
        lines.append(
            T.say(
                "tier-line",
                locale,
                tier=tier.name,
                needs=Raw(needs_of(tier, locale)),
                count=programme.holders.get(tier.level, 0),
                perked="yes" if tier.perks else "no",
                perks=tier.perks,
                state=state,
                role=Raw(f"<@&{tier.role_id}>"),
            )
        )
    lines.append(
        T.say("tiers-season", locale, ends=timestamp(programme.ends, "D"))
        if lines
        else T.say("tiers-none", locale)
    )
    return EmbedBuilder(T.plain("tiers-title", locale), "\n".join(lines), locale=locale).build()


def moves_embed(moves: Moves, locale: str) -> discord.Embed:
    """Return a page of who rose and fell, and why."""
    lines = []
    for one in moves.moves:
        state = "up" if one.after > one.before else "down" if one.after < one.before else "grace"
        nothing = T.plain("tier-nothing", locale)
        lines.append(
            T.say(
                "move-line",
                locale,
                state="taken" if one.by_id is not None else state,
                member=Raw(f"<@{one.member_id}>"),
                at=timestamp(one.at, "d"),
                before=moves.names.get(one.before, nothing),
                after=moves.names.get(one.after, nothing),
                done=Raw(_done(one.done, locale)),
                by=whose(one.by_id, locale),
                reasoned="yes" if one.reason else "no",
                reason=one.reason or "",
            )
        )
    text = "\n".join(lines) or T.say("moves-none", locale)
    made = EmbedBuilder(T.plain("moves-title", locale), text, locale=locale)
    pages = max(1, -(-moves.total // PAGE))
    return made.footer(
        T.plain("badge-audit-page", locale, page=moves.skip // PAGE + 1, pages=pages)
    ).build()


def _done(stored: str, locale: str) -> str:
    done = parse_needs(stored) if stored else ()
    return ", ".join(amount_of(figure, f"{count:,}", locale) for figure, count in done) or "—"


def tier_text(stands: Mine, locale: str, *, mine: bool) -> str:
    """Return where a member stands; with ``mine`` also what they need to keep it or to rise."""
    lines = []
    if stands.tier is not None:
        key = "tier-mine-grace" if stands.misses and mine else "tier-mine"
        lines.append(T.say(key, locale, tier=stands.tier.name, ends=timestamp(stands.ends, "D")))
        if stands.tier.perks:
            lines.append(T.say("tier-perks", locale, perks=stands.tier.perks))
    if mine and stands.tier is not None:
        needs = Raw(needs_of(stands.tier, locale, stands.done))
        lines.append(T.say("tier-mine-keep", locale, needs=needs))
    if mine and stands.above is not None:
        needs = Raw(needs_of(stands.above, locale, stands.done))
        lines.append(T.say("tier-mine-next", locale, tier=stands.above.name, needs=needs))
    return "\n".join(lines)
