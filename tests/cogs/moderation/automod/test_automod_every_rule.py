"""What holds for every rule alike: scopes, exemptions, edits, the cooldown."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.ledger.models import Message
from cogs.moderation.domain.automod.engine import Engine, Verdict
from cogs.moderation.domain.automod.registry import RULES, policy_of
from cogs.moderation.domain.automod.rule import Act
from cogs.moderation.domain.automod.said import Said
from tests.cogs.moderation.automod.table import NOW, said

LATE = timedelta(hours=3)
TEXT = "come and get your very free things"
# What sets each rule up, and the messages of which the last one breaks it.
BREAKS: dict[str, tuple[dict[str, Any], list[dict[str, Any]]]] = {
    "rate": ({"messages": 3}, [{}, {}, {}]),
    "duplicates": ({"times": 2, "channels": 2, "seconds": 10}, [{"text": TEXT}, {"text": TEXT}]),
    "copies": ({"people": 2, "seconds": 10}, [{"text": TEXT, "author_id": 9}, {"text": TEXT}]),
    "mentions": ({"people": 3}, [{"mentions": 3}]),
    "invites": ({}, [{"text": "discord.gg/abc"}]),
    "links": ({"domains": ["bad.example"]}, [{"text": "https://bad.example/x"}]),
    "impostors": ({"protected": ["meepleharbour.org"]}, [{"text": "https://meeplehabour.org/x"}]),
    "words": ({"words": ["blorp"]}, [{"text": "blorp"}]),
    "patterns": ({"patterns": ["bl[o0]rp"]}, [{"text": "blorp"}]),
    "caps": ({}, [{"text": "THIS IS ALL VERY LOUD INDEED"}]),
    "zalgo": ({}, [{"text": "".join(one + "\u0300\u0301\u0302\u0303\u0304" for one in "hello")}]),
    "emoji": ({"count": 3}, [{"text": "\U0001f600\U0001f600\U0001f600"}]),
    "newlines": ({"lines": 5}, [{"text": "a" + "\n" * 9 + "b"}]),
    "attachments": ({}, [{"attachments": ("a.exe",)}]),
    "newcomers": (
        {"signs": 2},
        [{"text": "https://a.example/x", "account_age": timedelta(hours=1), "has_avatar": False}],
    ),
    "late-edits": ({}, [{"text": "https://a.example/x", "edited_after": LATE}]),
    "names": ({"words": ["blorp"]}, [{"text": "blorp"}]),
}
# These are about what came before: an edit is no new message to them.
PAST = {"rate", "duplicates", "copies"}


def last(engine: Engine, key: str, **more: Any) -> Verdict:
    """Let the messages come, with ``more`` known of each; return the last verdict."""
    verdict = Verdict()
    for place, known in enumerate(BREAKS[key][1]):
        one = said(**({"text": "hello all", "at": NOW + timedelta(seconds=place)} | known | more))
        verdict = judged(engine, key, one)
    return verdict


def judged(engine: Engine, key: str, one: Said) -> Verdict:
    return engine.judge_name(one) if key == "names" else engine.judge(one)


def engine(key: str, **more: Any) -> Engine:
    return Engine(policy_of({key: {"enabled": True} | BREAKS[key][0] | more}))


def test_every_rule_is_here() -> None:
    assert set(BREAKS) == set(RULES)
    files = [rule.__module__ for rule in RULES.values()]
    assert len(set(files)) == len(files)


@pytest.mark.parametrize("key", BREAKS)
def test_it_holds_where_and_for_whom_it_was_told(key: str) -> None:
    named = [one.key for one in last(engine(key), key).broken]
    assert named == [key]
    everywhere = key == "names"  # a name is in no channel
    assert last(engine(key, channel_ids=[77]), key).clean is not everywhere
    assert last(engine(key, except_channel_ids=[2]), key).clean is not everywhere
    assert not last(engine(key, channel_ids=[2]), key).clean
    roles = {"role_ids": frozenset({5})}
    assert last(engine(key, except_role_ids=[5]), key, **roles).clean
    assert not last(engine(key, except_role_ids=[6]), key, **roles).clean


@pytest.mark.parametrize("key", sorted(set(BREAKS) - {"names"}))
def test_an_edit_is_looked_at_unless_it_was_told_not_to(key: str) -> None:
    edit = {"edited_after": LATE}

    assert last(engine(key), key, **edit).clean is (key in PAST)
    assert last(engine(key, edits=False), key, **edit).clean


@pytest.mark.parametrize("key", BREAKS)
def test_one_person_is_dealt_with_once_in_a_while(key: str) -> None:
    acts = ["hold", "slowmode", "reply", "warn", "role", "ban"]
    one = engine(key, actions=acts, cooldown_seconds=60, role_id=8)
    first, again, later = (
        last(one, key, at=NOW + timedelta(seconds=after)) for after in (0, 30, 61)
    )

    assert set(first.acts) == set(later.acts) == set(acts)
    assert (first.role_ids, first.fresh) == ((8,), True)
    assert set(again.acts) == {Act.HOLD, Act.SLOWMODE}
    assert (again.role_ids, again.fresh) == ((), False)
    assert replace(first, broken=()).slowmode == again.slowmode


def test_no_rule_knows_of_a_mood() -> None:
    # What a message scores is in its fact, and is given to no rule.
    assert "score" in Message.__table__.c
    known = {field.name for field in fields(Said)} | {*RULES}

    assert not [name for name in known if any(word in name for word in ("score", "senti", "mood"))]
