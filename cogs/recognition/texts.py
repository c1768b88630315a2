"""The feature's sentences."""

from __future__ import annotations

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
    name = tier_name(badge, tier, locale)
    key = "badge-with-tier" if name else "badge-alone"
    return T.plain(key, locale, badge=badge.name, tier=name)
