"""What of a server's automod fits Discord's own AutoMod, and what does not.

What stands there stops a message before anybody has read it. The limits are Discord's:
https://docs.discord.com/developers/resources/auto-moderation
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final, cast

from cogs.moderation.domain.automod.rule import Act, RuleSettings
from cogs.moderation.domain.automod.rules.mentions import MentionsSettings
from cogs.moderation.domain.automod.rules.names import NamesSettings
from cogs.moderation.domain.automod.rules.patterns import PatternsSettings
from cogs.moderation.domain.automod.rules.words import WordsSettings

KEYWORDS: Final = 1_000
KEYWORD: Final = 60
REGEXES: Final = 10
REGEX: Final = 260
ALLOWED: Final = 100
MENTIONS: Final = 50
ROLES: Final = 20
CHANNELS: Final = 50
# Discord's regular expressions are Rust's: these RE2 has and Rust has not, or means otherwise.
_NOT_RUST: Final = re.compile(r"\\(?:[CQE]|[0-7])")
_ANY_CASE: Final = "(?i)"


class Fit(StrEnum):
    """What can be put there: a rule of ours, or something that Discord alone has."""

    WORDS = "words"
    PATTERNS = "patterns"
    MENTIONS = "mentions"
    NAMES = "names"
    SPAM = "spam"
    PRESETS = "presets"


class Trigger(StrEnum):
    """The kind of rule that it is there."""

    KEYWORD = "keyword"
    SPAM = "spam"
    PRESET = "keyword_preset"
    MENTIONS = "mention_spam"
    PROFILE = "member_profile"


# So many rules of each kind a server may have.
MOST: Final = {
    Trigger.KEYWORD: 6,
    Trigger.SPAM: 1,
    Trigger.PRESET: 1,
    Trigger.MENTIONS: 1,
    Trigger.PROFILE: 1,
}


class Hindrance(StrEnum):
    """Why something does not fit."""

    EMPTY = "empty"  # there is no entry, or none that fits
    SCOPED = "scoped"  # it holds in some channels only, which Discord's rules cannot
    EXEMPT = "exempt"  # it does not hold for more roles or channels than Discord takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A rule of Discord's as it would be. ``wanted``: ours is on. ``left_out``: entries too many.

    ``timeout`` goes with the message where our rule gives one.
    """

    fit: Fit
    trigger: Trigger
    wanted: bool = False
    keywords: tuple[str, ...] = ()
    regexes: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    mentions: int = 0
    exempt_roles: tuple[int, ...] = ()
    exempt_channels: tuple[int, ...] = ()
    timeout: timedelta | None = None
    left_out: int = 0
    hindrance: Hindrance | None = None


def offers(policy: Mapping[str, RuleSettings]) -> list[Offer]:
    """Return what of a policy fits, and what hinders the rest."""
    words = cast("WordsSettings", policy["words"])
    patterns = cast("PatternsSettings", policy["patterns"])
    mentions = cast("MentionsSettings", policy["mentions"])
    names = cast("NamesSettings", policy["names"])
    allowed = _short(words.innocent)[:ALLOWED]
    keywords, regexes, profile = _short(words.words), _rust(patterns.patterns), _short(names.words)
    return [
        _scoped(
            Offer(
                fit=Fit.WORDS,
                trigger=Trigger.KEYWORD,
                keywords=keywords[:KEYWORDS],
                allowed=allowed,
                left_out=len(words.words)
                + len(words.innocent)
                - len(keywords[:KEYWORDS])
                - len(allowed),
                hindrance=None if keywords else Hindrance.EMPTY,
            ),
            words,
        ),
        _scoped(
            Offer(
                fit=Fit.PATTERNS,
                trigger=Trigger.KEYWORD,
                regexes=regexes[:REGEXES],
                left_out=len(patterns.patterns) - len(regexes[:REGEXES]),
                hindrance=None if regexes else Hindrance.EMPTY,
            ),
            patterns,
        ),
        _scoped(
            # There it is how many are allowed, here how many are too many.
            Offer(
                fit=Fit.MENTIONS,
                trigger=Trigger.MENTIONS,
                mentions=min(mentions.people - 1, MENTIONS),
            ),
            mentions,
        ),
        _scoped(
            Offer(
                fit=Fit.NAMES,
                trigger=Trigger.PROFILE,
                keywords=profile[:KEYWORDS],
                left_out=len(names.words) - len(profile[:KEYWORDS]),
                hindrance=None if profile else Hindrance.EMPTY,
            ),
            names,
        ),
        Offer(fit=Fit.SPAM, trigger=Trigger.SPAM),
        Offer(fit=Fit.PRESETS, trigger=Trigger.PRESET, allowed=allowed),
    ]


def _scoped(offer: Offer, settings: RuleSettings) -> Offer:
    hindrance = offer.hindrance
    if settings.channel_ids:
        hindrance = Hindrance.SCOPED
    elif len(settings.except_role_ids) > ROLES or len(settings.except_channel_ids) > CHANNELS:
        hindrance = Hindrance.EXEMPT
    timeout = None
    # Discord gives none for a name.
    if Act.TIMEOUT in settings.actions and offer.trigger is not Trigger.PROFILE:
        timeout = timedelta(minutes=settings.timeout_minutes)
    return replace(
        offer,
        wanted=settings.enabled and hindrance is None,
        exempt_roles=tuple(sorted(settings.except_role_ids)),
        exempt_channels=tuple(sorted(settings.except_channel_ids)),
        timeout=timeout,
        hindrance=hindrance,
    )


def _short(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in words if len(word) <= KEYWORD)


def _rust(patterns: Iterable[str]) -> tuple[str, ...]:
    """Return the patterns that mean the same there: ours read folded text, those read any case."""
    found = [_ANY_CASE + one for one in patterns if _NOT_RUST.search(one) is None]
    return tuple(one for one in found if len(one) <= REGEX)
