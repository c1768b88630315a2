"""Nearly the same text by many accounts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cogs.moderation.domain.automod.crowd import Crowd
from cogs.moderation.domain.automod.engine import CLEAN, Engine
from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.registry import policy_of
from tests.cogs.moderation.automod.table import NOW, said

NEW = {"member_age": timedelta(hours=1)}


def note(crowd: Crowd, author: int, text: str, **known: Any) -> frozenset[int]:
    one = said(text, author_id=author, **(NEW | known))
    return crowd.note(one, Reading(one.text))


@pytest.mark.parametrize(
    "texts",
    [
        ["Free nitro for the first fifty people here, hurry up"] * 4,
        [
            "Hey anna, free nitro for the first fifty people here, hurry up",
            "hey bob free N1TRO for the first fifty people here hurry up!!!",
            "Hey carla, free nitro for the first 50 people here, hurry up now",
            "yo, free nitro for the first fifty people here, hurry",
        ],
        [f"this server is run by liars and thieves, leave now {n * 7919}" for n in range(4)],
    ],
)
def test_look_alikes_of_strangers_are_a_crowd(texts: list[str]) -> None:
    crowd = Crowd(4)
    found = [note(crowd, author, text) for author, text in enumerate(texts, 1)]

    assert found == [frozenset(), frozenset(), frozenset(), frozenset({1, 2, 3, 4})]
    # The crowd is told of again when somebody joins it, not when somebody says it again.
    assert note(crowd, 2, texts[0]) == frozenset()
    assert note(crowd, 5, texts[0]) == frozenset({1, 2, 3, 4, 5})


@pytest.mark.parametrize(
    "texts",
    [
        ["good morning!"] * 9,
        ["thanks so much"] * 9,
        [
            "does anybody know how to trade wheat for sheep here",
            "my cat has just eaten the whole rule book again",
            "the game night on friday was really great, thank you all",
            "what is the best strategy for two players in this game",
            "i have just joined and would like to play with somebody",
        ],
    ],
)
def test_what_people_say_is_none(texts: list[str]) -> None:
    crowd = Crowd(3)

    assert not any(note(crowd, author, text) for author, text in enumerate(texts, 1))


def test_people_who_are_at_home_may_congratulate() -> None:
    crowd, home = Crowd(3), {"member_age": timedelta(days=90)}
    text = "Happy birthday dear ada, have a really great day"
    assert not any(note(crowd, author, text, **home) for author in range(1, 9))

    scam = "Happy birthday, your free gift is waiting at https://gift.example/claim"
    assert note(crowd, 1, scam, **home) == note(crowd, 2, scam, **home) == frozenset()
    assert note(crowd, 3, scam, **home) == frozenset({1, 2, 3})


def test_one_person_is_no_crowd_and_ten_minutes_are_long() -> None:
    crowd, text = Crowd(3), "this is said again and again by somebody"

    assert not any(note(crowd, 1, text) for _ in range(9))
    note(crowd, 2, text)
    assert note(crowd, 3, text, at=NOW + timedelta(minutes=11)) == frozenset()


def test_it_is_bounded_and_forgets() -> None:
    crowd = Crowd(3)
    for author in range(5_000):
        note(crowd, author, f"number {author} says {author * 7919} and then {author * 104729}")
    assert len(crowd) <= 300 + 300 * 3

    text = "who is forgotten is in no crowd any more"
    note(crowd, 1, text)
    note(crowd, 2, text)
    crowd.forget(1)
    assert note(crowd, 3, text) == frozenset()
    assert note(crowd, 4, text) == frozenset({2, 3, 4})


def test_it_is_looked_at_also_where_no_rule_is_on_but_not_in_edits() -> None:
    engine = Engine(policy_of({}), crowd=Crowd(2))
    text = "come all to my new server right now"
    assert not engine.idle
    engine.judge(said(text, author_id=1, **NEW))

    edit = said(text, author_id=2, edited_after=timedelta(seconds=3), **NEW)
    assert engine.judge(edit) is CLEAN
    verdict = engine.judge(said(text, author_id=2, **NEW))
    assert (verdict.clean, verdict.crowd) == (True, frozenset({1, 2}))
    assert Engine(policy_of({})).idle
    assert engine.renewed(engine.policy, 0).idle
