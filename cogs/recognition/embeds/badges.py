"""Badges: what they are given for, who has them, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.text.catalogue import Raw, timestamp
from bot.ui.embeds import GOOD, EmbedBuilder
from cogs.recognition.domain.badges import Badge
from cogs.recognition.embeds.tiers import tier_text
from cogs.recognition.formats import amount_of, whose
from cogs.recognition.service.awards import PAGE, Audit, Shelf
from cogs.recognition.service.badges import Listed, Reach
from cogs.recognition.service.news import Announcement
from cogs.recognition.service.seasons import Mine
from cogs.recognition.texts import T, badge_title, tier_name


def rule_of(badge: Badge, locale: str, tier: int | None = None) -> str:
    """Return in words what a badge is given for: all its tiers, or one."""
    if badge.figure is None:
        return T.say("badge-by-hand", locale)
    some = badge.thresholds if tier is None else badge.thresholds[tier : tier + 1]
    return amount_of(badge.figure, " / ".join(f"{one:,}" for one in some), locale)


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
        made.field(T.plain("tier-mine-title", locale), tier_text(tier, locale, mine=mine))
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
                "badge-audit-line",
                locale,
                emoji=Raw(badge.emoji),
                badge=badge_title(badge, min(one.tier, badge.tiers - 1), locale),
                member=Raw(f"<@{one.member_id}>"),
                at=timestamp(one.at, "d"),
                why=why,
                rule=Raw(rule),
                by=whose(one.by_id, locale),
                reasoned="yes" if one.reason else "no",
                reason=one.reason or "",
            )
        )
        if one.revoked_at is not None:
            lines.append(
                T.say(
                    "badge-audit-revoked",
                    locale,
                    at=timestamp(one.revoked_at, "d"),
                    by=whose(one.revoked_by, locale),
                    reasoned="yes" if one.revoked_reason else "no",
                    reason=one.revoked_reason or "",
                )
            )
    text = "\n".join(lines) or T.say("badge-audit-none", locale)
    made = EmbedBuilder(T.plain("badge-audit-title", locale), text, locale=locale)
    pages = max(1, -(-audit.total // PAGE))
    made.footer(T.plain("badge-audit-page", locale, page=audit.skip // PAGE + 1, pages=pages))
    return made.build()
