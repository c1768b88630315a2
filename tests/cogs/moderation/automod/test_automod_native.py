"""What of automod fits Discord's own AutoMod."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cogs.moderation.domain.automod.native import Fit, Hindrance, Offer, offers
from cogs.moderation.domain.automod.registry import policy_of


def offered(**rules: dict[str, Any]) -> dict[Fit, Offer]:
    return {one.fit: one for one in offers(policy_of(rules))}


def test_words_fit_with_what_is_never_meant() -> None:
    innocent = [f"blorpington{n}" for n in range(105)]
    one = offered(words={"enabled": True, "words": ["blorp*"], "innocent": innocent})[Fit.WORDS]

    assert (one.keywords, len(one.allowed)) == (("blorp*",), 100)
    assert (one.left_out, one.wanted, one.hindrance) == (5, True, None)


def test_patterns_fit_where_rust_reads_them_so() -> None:
    patterns = [r"free\s+nitro", r"a\Qb\E", "[" + "ab" * 128 + "]", *(f"p{n}x+" for n in range(12))]
    one = offered(patterns={"enabled": True, "patterns": patterns})[Fit.PATTERNS]

    assert one.regexes[0] == r"(?i)free\s+nitro"
    assert len(one.regexes) == 10
    assert all(len(regex) <= 260 for regex in one.regexes)
    assert one.left_out == 5


@pytest.mark.parametrize(("people", "limit"), [(5, 4), (50, 49), (2, 1)])
def test_discord_counts_what_is_allowed(people: int, limit: int) -> None:
    assert offered(mentions={"people": people})[Fit.MENTIONS].mentions == limit


@pytest.mark.parametrize(
    ("more", "hindrance"),
    [
        ({"channel_ids": [1]}, Hindrance.SCOPED),
        ({"except_role_ids": list(range(1, 22))}, Hindrance.EXEMPT),
        ({"except_channel_ids": list(range(1, 52))}, Hindrance.EXEMPT),
        ({"except_channel_ids": [3, 2]}, None),
        ({"words": []}, Hindrance.EMPTY),
    ],
)
def test_what_does_not_fit_is_told_why(more: dict[str, Any], hindrance: Hindrance | None) -> None:
    one = offered(words={"enabled": True, "words": ["blorp"]} | more)[Fit.WORDS]

    assert one.hindrance is hindrance
    assert one.wanted is (hindrance is None)


def test_timeouts_go_along_but_not_for_names() -> None:
    acts = {"actions": ["timeout"], "timeout_minutes": 5}
    found = offered(words=acts | {"words": ["blorp"]}, names=acts | {"words": ["admin"]})

    assert found[Fit.WORDS].timeout == timedelta(minutes=5)
    assert found[Fit.NAMES].timeout is None
