"""The feature's sentences."""

from __future__ import annotations

from bot.badges import ShownBadge
from bot.text.catalogue import ENGLISH, Catalogue
from cogs.recognition.domain.badges import Badge

T = Catalogue.beside(__file__)

# Said by the kernel wherever features are listed.
ABOUT = "feature-about"


def tier_name(badge: Badge, tier: int, locale: str = ENGLISH) -> str:
    """Return what a tier of a badge is called; empty where a badge has one alone."""
    return T.plain(f"badge-tier-{tier}", locale) if badge.tiers > 1 else ""


def badge_title(badge: Badge, tier: int, locale: str = ENGLISH) -> str:
    """Return a badge's name, with its tier where it has several."""
    return _titled(badge.name, tier_name(badge, tier, locale), locale)


def shown_title(badge: ShownBadge, locale: str = ENGLISH) -> str:
    """Return the name of a badge as it is shown, with its tier where there is one."""
    return _titled(badge.name, badge.tier, locale)


def _titled(name: str, tier: str, locale: str) -> str:
    return T.plain("badge-with-tier", locale, badge=name, tier=tier) if tier else name
