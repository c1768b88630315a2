"""Pairing, topics, steps and templates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.errors import UserError
from bot.text.templates import Template
from cogs.onboarding.domain.pairing import Candidate, choose
from cogs.onboarding.domain.placeholders import PLACEHOLDERS
from cogs.onboarding.domain.steps import Progress, Step, finished, offered
from cogs.onboarding.domain.topics import LONGEST, MOST, normal, topics
from cogs.onboarding.settings import GuildSettings
from cogs.onboarding.views.ids import instant, stamp

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def volunteer(member_id: int, asked_h: float | None = None, **more: int) -> Candidate:
    asked = None if asked_h is None else NOW - timedelta(hours=asked_h)
    return Candidate(member_id, NOW, asked, **({"today": 0, "daily_cap": 3} | more))


def test_who_was_never_asked_comes_first_then_the_longest_ago() -> None:
    assert choose([volunteer(1, 5), volunteer(2)]) == volunteer(2)
    assert choose([volunteer(1, 5), volunteer(2, 9)]) == volunteer(2, 9)


def test_a_shared_interest_comes_before_fairness_and_the_cap_before_both() -> None:
    alike = volunteer(1, 1, shared_interests=1)
    assert choose([alike, volunteer(2)]) == alike
    full = volunteer(1, 1, shared_interests=1, today=3)
    assert choose([full, volunteer(2)]) == volunteer(2)
    assert choose([full]) is None
    assert choose([]) is None


@given(st.integers(1, 6), st.integers(1, 30))
def test_everyone_is_asked_in_turn(people: int, newcomers: int) -> None:
    asked: dict[int, list[int]] = {number: [] for number in range(people)}
    for at in range(newcomers):
        chosen = choose(
            Candidate(
                number,
                NOW,
                NOW + timedelta(minutes=times[-1]) if times else None,
                today=0,
                daily_cap=99,
            )
            for number, times in asked.items()
        )
        assert chosen is not None
        asked[chosen.member_id].append(at)
    counts = [len(times) for times in asked.values()]
    assert max(counts) - min(counts) <= 1


@given(st.text(max_size=300))
def test_topics_are_few_short_and_their_own_normal_form(typed: str) -> None:
    found = topics(typed)

    assert len(found) <= MOST
    assert len(set(found)) == len(found)
    for topic in found:
        assert 0 < len(topic) <= LONGEST
        assert normal(topic) == topic
        assert len(f"onboarding-suggest-made:{topic}") <= 100


def test_spellings_of_one_topic_are_one() -> None:
    assert topics("Board Games, board  games; C++ & c#") == ["board games", "c++", "c#"]
    assert topics("Chess, Go", served=["chess"]) == ["go"]


def test_only_steps_that_lead_somewhere_are_offered() -> None:
    chosen = [Step.BUDDY, Step.RULES, Step.INTRODUCE]
    nothing = {"rules": False, "interests": False, "introductions": False, "buddies": False}

    assert offered(chosen, **nothing) == []
    assert offered(chosen, **dict.fromkeys(nothing, True)) == [
        Step.RULES,
        Step.INTRODUCE,
        Step.BUDDY,
    ]


def test_a_buddy_is_nobodys_duty() -> None:
    steps = [Step.RULES, Step.BUDDY]

    assert finished(steps, Progress(frozenset({Step.RULES})))
    assert not finished(steps, Progress(frozenset({Step.BUDDY})))


@given(st.datetimes(datetime(2015, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis wants naive bounds
def test_a_stamp_is_exact_and_short(moment: datetime) -> None:
    assert instant(stamp(moment)) == moment
    assert len(stamp(moment)) <= 13


def refusal_of(text: str) -> str | None:
    try:
        Template(text, PLACEHOLDERS)
    except UserError as refusal:
        return str(refusal)
    return None


PIECES = st.sampled_from(
    ["Hi ", "{member}", "{ Server }", "{{", "}}", "{", "}", "{x}", "{member!r}", "{member.id}", "*"]
)


@given(st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=200))
def test_a_text_is_refused_or_can_always_be_shown(text: str) -> None:
    refusal = refusal_of(text)
    if refusal is not None:
        with pytest.raises(ValidationError) as refused:
            GuildSettings(welcome_text=text)
        assert refusal in str(refused.value)
        return
    saved = GuildSettings(welcome_text=text).welcome_text
    shown = Template(saved, PLACEHOLDERS).render(dict.fromkeys(PLACEHOLDERS, "{member}"))
    assert len(shown) <= len(saved) + 8 * len("{member}")


@pytest.mark.parametrize("text", ["{name}", "{member.id}", "{member!r}", "{0}", "{", "{}"])
def test_a_wrong_placeholder_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="first_channel"):
        GuildSettings(welcome_text=text)
