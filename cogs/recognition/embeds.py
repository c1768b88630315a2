"""How recognition looks on Discord."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from bot.text.catalogue import Raw, timestamp
from bot.ui.embeds import GOOD, EmbedBuilder
from cogs.recognition.domain.badges import Badge, Figure
from cogs.recognition.domain.seasons import Tier, parse_needs
from cogs.recognition.service.awards import PAGE, Audit, Shelf
from cogs.recognition.service.badges import Listed, Reach
from cogs.recognition.service.news import Announcement
from cogs.recognition.service.seasons import Mine, Moves, Programme
from cogs.recognition.settings import GuildSettings
from cogs.recognition.texts import T, badge_title, tier_name


def roles_embed(
    guild: discord.Guild, roles: Mapping[int, int], settings: GuildSettings, locale: str
) -> discord.Embed:
    """Return the roles of levels, and which of them cannot be given."""
    lines = []
    for level, role_id in sorted(roles.items()):
        role = guild.get_role(role_id)
        key = "level-line"
        if role is None:
            key = "level-line-gone"
        elif not role.is_assignable():
            key = "level-line-above"
        xp = settings.curve.begins_at(level)
        lines.append(T.say(key, locale, level=level, xp=xp, role=Raw(f"<@&{role_id}>")))
    key = "roles-stacked" if settings.level_roles_stack else "roles-highest"
    text = "\n".join([*lines, "", T.say(key, locale)])
    return EmbedBuilder(T.plain("roles-title", locale), text, locale=locale).build()


def changed_sentence(key: str, before: Any, after: Any, locale: str) -> str:
    """Say what a setting was and is, and that the past follows."""
    name = "setting-changed-roles" if key == "level_roles_stack" else "setting-changed"
    if before == after:
        name = "setting-same"
    return T.say(name, locale, setting=Raw(f"`{key}`"), before=str(before), after=str(after))


# -- badges --------------------------------------------------------------------------------


def rule_of(badge: Badge, locale: str, tier: int | None = None) -> str:
    """Return in words what a badge is given for: all its tiers, or one."""
    if badge.figure is None:
        return T.say("badge-by-hand", locale)
    some = badge.thresholds if tier is None else badge.thresholds[tier : tier + 1]
    return amount_of(badge.figure, " / ".join(f"{one:,}" for one in some), locale)


def amount_of(figure: Figure, amount: str, locale: str) -> str:
    """Return an amount of a figure in words."""
    one = "yes" if amount in ("1", "1/1") else "no"
    return T.say(f"badge-rule-{figure.value}", locale, amount=amount, one=one)


def preview_embed(badge: Badge, reaches: Sequence[Reach], locale: str) -> discord.Embed:
    """Return what a badge would be, and who would get it now."""
    role = Raw(f"<@&{badge.role_id}>") if badge.role_id else T.plain("badge-no-role", locale)
    text = T.say(
        "badge-preview",
        locale,
        about=badge.about or T.plain("badge-no-about", locale),
        rule=Raw(rule_of(badge, locale)),
        role=role,
    )
    made = EmbedBuilder(f"{badge.emoji} {badge.name}", text, locale=locale)
    for reach in reaches:
        name = tier_name(badge, reach.tier, locale)
        names = " ".join(f"<@{member}>" for member in reach.members)
        made.field(
            T.plain("badge-reach-title", locale, tier=name or badge.name, count=reach.threshold),
            T.say(
                "badge-reach",
                locale,
                count=reach.count,
                names=Raw(names),
                more=reach.count - len(reach.members),
            ),
        )
    return made.build()


def badges_embed(guild: discord.Guild, listed: Sequence[Listed], locale: str) -> discord.Embed:
    """Return a server's badges, how many have them, and what keeps their role from being given."""
    lines = []
    for one in listed:
        badge = one.badge
        role = guild.get_role(badge.role_id) if badge.role_id else None
        state = "none"
        if badge.role_id:
            state = "gone" if role is None else "given" if role.is_assignable() else "above"
        lines.append(
            T.say(
                "badge-line",
                locale,
                emoji=Raw(badge.emoji),
                badge=badge.name,
                rule=Raw(rule_of(badge, locale)),
                count=one.holders,
                state=state,
                role=Raw(f"<@&{badge.role_id}>"),
            )
        )
    text = "\n".join(lines) or T.say("badges-none", locale)
    return EmbedBuilder(T.plain("badges-title", locale), text, locale=locale).build()


def shelf_embed(
    member: discord.abc.User, shelf: Shelf, tier: Mine | None, locale: str, *, mine: bool
) -> discord.Embed:
    """Return the badges and tier of a member; with ``mine`` also what they can earn next."""
    lines = [
        T.say(
            "shelf-line",
            locale,
            emoji=Raw(one.badge.emoji),
            badge=badge_title(one.badge, one.award.tier, locale),
            at=timestamp(one.award.at, "d"),
            reasoned="yes" if one.award.reason or one.badge.about else "no",
            reason=one.award.reason or one.badge.about,
        )
        for one in shelf.held
    ]
    text = "\n".join(lines) or T.say("shelf-empty", locale)
    made = EmbedBuilder(T.plain("shelf-title", locale, member=member.display_name), text)
    lines = [
        T.say(
            "shelf-next",
            locale,
            emoji=Raw(one.badge.emoji),
            badge=badge_title(one.badge, one.tier, locale),
            value=one.value,
            rule=Raw(rule_of(one.badge, locale, one.tier)),
        )
        for one in shelf.nearest
    ]
    if lines and mine:
        made.field(T.plain("shelf-nearest", locale), "\n".join(lines))
    if tier is not None and (tier.tier or mine):
        made.field(T.plain("tier-mine-title", locale), _tier_text(tier, locale, mine=mine))
    return made.build()


def news_embed(said: Announcement, locale: str) -> discord.Embed:
    """Return who got which badge, many by their number."""
    lines = []
    for one in said.news:
        badge = said.badges[one.badge]
        lines.append(
            T.say(
                "news-line",
                locale,
                emoji=Raw(badge.emoji),
                badge=badge_title(badge, one.tier, locale),
                names=Raw(" ".join(f"<@{member}>" for member in one.members)),
                named=len(one.members),
                more=one.count - len(one.members),
                reasoned="yes" if one.reason else "no",
                reason=one.reason or "",
            )
        )
    title = T.plain("news-title", locale)
    return EmbedBuilder(title, "\n".join(lines), colour=GOOD, locale=locale).build()


def audit_embed(audit: Audit, locale: str) -> discord.Embed:
    """Return a page of who got what and why."""
    lines = []
    for one in audit.awards:
        badge = audit.badges[one.badge]
        why = "hand" if one.value is None else "rule"
        rule = ""
        if badge.figure and one.value is not None:
            rule = amount_of(badge.figure, f"{one.value:,}", locale)
        lines.append(
            T.say(
                "audit-line",
                locale,
                emoji=Raw(badge.emoji),
                badge=badge_title(badge, min(one.tier, badge.tiers - 1), locale),
                member=Raw(f"<@{one.member_id}>"),
                at=timestamp(one.at, "d"),
                why=why,
                rule=Raw(rule),
                by=_whose(one.by_id, locale),
                reasoned="yes" if one.reason else "no",
                reason=one.reason or "",
            )
        )
        if one.revoked_at is not None:
            lines.append(
                T.say(
                    "audit-revoked",
                    locale,
                    at=timestamp(one.revoked_at, "d"),
                    by=_whose(one.revoked_by, locale),
                    reasoned="yes" if one.revoked_reason else "no",
                    reason=one.revoked_reason or "",
                )
            )
    text = "\n".join(lines) or T.say("audit-none", locale)
    made = EmbedBuilder(T.plain("audit-title", locale), text, locale=locale)
    pages = max(1, -(-audit.total // PAGE))
    made.footer(T.plain("audit-page", locale, page=audit.skip // PAGE + 1, pages=pages))
    return made.build()


def _whose(member_id: int | None, locale: str) -> Raw:
    return Raw(f"<@{member_id}>" if member_id else T.plain("audit-somebody", locale))


# -- tiers ---------------------------------------------------------------------------------


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
                by=_whose(one.by_id, locale),
                reasoned="yes" if one.reason else "no",
                reason=one.reason or "",
            )
        )
    text = "\n".join(lines) or T.say("moves-none", locale)
    made = EmbedBuilder(T.plain("moves-title", locale), text, locale=locale)
    pages = max(1, -(-moves.total // PAGE))
    return made.footer(
        T.plain("audit-page", locale, page=moves.skip // PAGE + 1, pages=pages)
    ).build()


def _done(stored: str, locale: str) -> str:
    done = parse_needs(stored) if stored else ()
    return ", ".join(amount_of(figure, f"{count:,}", locale) for figure, count in done) or "—"


def _tier_text(stands: Mine, locale: str, *, mine: bool) -> str:
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
