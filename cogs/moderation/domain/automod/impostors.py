"""Domains that pretend to be another: what people type to steal accounts."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import OSA

from cogs.moderation.domain.automod.fold import fold
from cogs.moderation.domain.automod.links import is_within, registrable

# What is imitated in servers, and what really belongs to each.
BRANDS: Final = {
    "discord": (
        "discord.com", "discord.gg", "discordapp.com", "discordapp.net", "discord.gift",
        "discord.media", "discordstatus.com", "discord.new", "discord.dev", "discord.js.org",
    ),
    "steamcommunity": ("steamcommunity.com",),
    "steampowered": ("steampowered.com",),
    "paypal": ("paypal.com", "paypal.me"),
    "roblox": ("roblox.com",),
    "twitch": ("twitch.tv",),
    "youtube": ("youtube.com", "youtu.be"),
    "google": ("google.com",),
    "github": ("github.com", "github.io", "githubusercontent.com"),
    "instagram": ("instagram.com",),
    "epicgames": ("epicgames.com",),
    "microsoft": ("microsoft.com",),
    "amazon": ("amazon.com",),
    "netflix": ("netflix.com",),
    "telegram": ("telegram.org", "t.me"),
    "coinbase": ("coinbase.com",),
    "binance": ("binance.com",),
    "metamask": ("metamask.io",),
}  # fmt: skip
_TRUSTED: Final = frozenset(domain for domains in BRANDS.values() for domain in domains)
_BAIT: Final = (
    "nitro", "gift", "free", "airdrop", "promo", "giveaway", "bonus", "claim", "reward", "drop",
    "verify", "login", "signin", "support-", "secure", "wallet", "account",
)  # fmt: skip
_SHAPES: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"))
_DIGITS: Final = str.maketrans("0134578", "oieastb")
_LONG: Final = 8


def imitated(host: str, own: frozenset[str] = frozenset()) -> str | None:
    """Return the domain that ``host`` pretends to be, None where it is honest.

    ``own`` are further domains that are protected and trusted, those a server allows.
    """
    return _imitated(host, own)


@lru_cache(maxsize=4_096)
def _imitated(host: str, own: frozenset[str]) -> str | None:
    if any(is_within(host, domain) for domain in _TRUSTED | own):
        return None
    read = fold(host)
    hosts = {read, *_shapes(read)}
    label = registrable(read).partition(".")[0]
    shapes = {label.replace("-", ""), *_shapes(label.replace("-", ""))}
    bait = any(word in shape for shape in hosts for word in _BAIT)
    for brand, real in BRANDS.items():
        if label != brand and any(_is_slip(shape, brand) for shape in shapes):
            return real[0]
        if bait and any(brand in shape for shape in hosts):
            return real[0]
    for domain in own:
        # The name under another end ("discord.sh") may be anybody's.
        name = domain.partition(".")[0]
        if len(name) >= _LONG and label != name and any(_is_slip(one, name) for one in shapes):
            return domain
    return None


def _shapes(label: str) -> set[str]:
    read = {label.translate(_DIGITS)}
    for seen, meant in _SHAPES:
        if seen in label:
            read |= {shape.replace(seen, meant) for shape in read}
    return read


def _is_slip(shape: str, brand: str) -> bool:
    if _one_i(shape) == _one_i(brand):
        return True
    if abs(len(shape) - len(brand)) > 1 or shape[:1] != brand[:1]:
        return False
    if OSA.distance(shape, brand, score_cutoff=1) > 1:
        return False
    # In a short name one other letter is another word ("discard"); two changed places, or a
    # letter doubled, are not.
    return len(brand) >= _LONG or sorted(shape) == sorted(brand) or _is_doubled(shape, brand)


def _one_i(name: str) -> str:
    return name.replace("l", "i").replace("1", "i")


def _is_doubled(shape: str, brand: str) -> bool:
    return (
        len(shape) > len(brand)
        and all(char in shape[at : at + 2] for at, char in enumerate(brand))
        and any(a == b for a, b in pairwise(shape))
    )
