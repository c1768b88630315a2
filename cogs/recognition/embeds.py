"""How recognition looks on Discord."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from bot.text.catalogue import Raw, timestamp
from bot.ui.embeds import GOOD, EmbedBuilder
from cogs.recognition.domain.badges import Badge, Figure
from cogs.recognition.service.awards import PAGE, Audit, Shelf
from cogs.recognition.service.badges import Listed, Reach
from cogs.recognition.service.news import Announcement
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
    return T.say(f"badge-rule-{figure.value}", locale, amount=amount)


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
    member: discord.abc.User, shelf: Shelf, locale: str, *, nearest: bool
) -> discord.Embed:
    """Return the badges of a member; with ``nearest`` also what they can earn next."""
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
    if lines and nearest:
        made.field(T.plain("shelf-nearest", locale), "\n".join(lines))
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
