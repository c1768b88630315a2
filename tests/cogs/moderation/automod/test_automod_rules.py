"""Each rule at its limit, and what several together decide."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cogs.moderation.domain.automod.engine import Engine, State
from cogs.moderation.domain.automod.registry import RULES, policy_of, settings_of
from cogs.moderation.domain.automod.rule import Act
from cogs.moderation.domain.automod.window import Moment, Window
from tests.cogs.moderation.automod.table import NOW, said


def engine(**rules: dict[str, Any]) -> Engine:
    named = {key.replace("_", "-"): value for key, value in rules.items()}
    return Engine(policy_of({key: {"enabled": True} | value for key, value in named.items()}))


def broken(one: Engine, text: str = "a text to look at", **known: Any) -> list[str]:
    return [rule.key for rule in one.judge(said(text, **known)).broken]


def at(seconds: float) -> Any:
    return NOW + timedelta(seconds=seconds)


def test_the_rate_counts_one_person_in_a_window() -> None:
    judge = engine(rate={"messages": 3, "seconds": 5})

    assert broken(judge, at=at(0)) == broken(judge, at=at(1)) == []
    assert broken(judge, at=at(2), author_id=9) == []
    assert broken(judge, at=at(4)) == ["rate"]
    assert broken(judge, at=at(9.5)) == []


def test_duplicates_are_counted_over_channels_and_in_one() -> None:
    judge = engine(duplicates={"times": 4, "channels": 3})

    assert broken(judge, "Buy my thing", channel_id=1) == []
    assert broken(judge, "buy my THING!!", channel_id=2) == []
    assert broken(judge, "b\u200buy my thing 3", channel_id=3) == ["duplicates"]
    judge = engine(duplicates={"times": 4, "channels": 3})
    seen = [broken(judge, "buy my thing") for _ in range(4)]
    assert seen == [[], [], [], ["duplicates"]]


def test_short_thanks_are_no_duplicates() -> None:
    judge = engine(duplicates={"times": 2, "channels": 2}, copies={"people": 2})

    assert [broken(judge, "thanks!") for _ in range(5)] == [[]] * 5


def test_one_text_by_many_people_is_found() -> None:
    judge = engine(copies={"people": 3, "min_length": 10})
    text = "come and get your free things"

    assert broken(judge, text, author_id=1) == broken(judge, text, author_id=1) == []
    assert broken(judge, text, author_id=2) == []
    assert broken(judge, text, author_id=3) == ["copies"]


def test_an_old_text_is_no_duplicate() -> None:
    judge = engine(duplicates={"times": 2, "channels": 2, "seconds": 10})

    assert broken(judge, "buy my thing", at=at(0)) == []
    assert broken(judge, "buy my thing", at=at(11)) == []


def test_mentions_are_counted() -> None:
    judge = engine(mentions={"people": 4})

    assert broken(judge, mentions=3) == []
    assert broken(judge, mentions=4) == ["mentions"]
    assert broken(judge, "@everyone") == []


def test_own_invitations_are_welcome() -> None:
    judge = engine(invites={"allowed": ["MyServer"]})

    assert broken(judge, "discord.gg/myserver") == []
    assert broken(judge, "discord.gg/other") == ["invites"]


def test_an_allow_list_refuses_all_other_domains() -> None:
    judge = engine(links={"mode": "allow", "domains": ["example.org"]})

    assert broken(judge, "https://example.org/a https://docs.example.org") == []
    assert broken(judge, "https://example.org.evil.net") == ["links"]
    assert broken(judge, "https://notexample.org") == ["links"]
    assert broken(judge, "no link in main.py") == []


def test_domains_of_a_server_are_protected() -> None:
    judge = engine(impostors={"protected": ["meepleharbour.org"]})

    assert broken(judge, "https://meepleharbour.org https://shop.meepleharbour.org") == []
    assert broken(judge, "https://meeplehabour.org/login") == ["impostors"]


@pytest.mark.parametrize(
    ("text", "fires"), [("A" * 8 + "b" * 2, True), ("A" * 7 + "b" * 3, False), ("AAAA", False)]
)
def test_caps_are_a_share_of_the_letters(text: str, fires: bool) -> None:
    judge = engine(caps={"percent": 80, "min_letters": 10})

    assert broken(judge, text) == (["caps"] if fires else [])


def test_emoji_of_both_kinds_are_counted_once_each() -> None:
    judge = engine(emoji={"count": 3})

    assert broken(judge, "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f44d\U0001f3fd") == []
    assert broken(judge, "\U0001f600 \U0001f1e9\U0001f1ea <:cat:123456789012345678>") == ["emoji"]


def test_code_may_be_high() -> None:
    judge = engine(newlines={"lines": 5})

    assert broken(judge, "```" + "\n" * 20 + "```") == []
    assert broken(judge, "```" + "\n" * 20) == ["newlines"]
    assert broken(judge, "\n" * 5) == ["newlines"]


@pytest.mark.parametrize("name", ["a.exe", "photo.jpg.EXE", "a.exe. ", "run.scr"])
def test_programs_are_refused(name: str) -> None:
    assert broken(engine(attachments={}), attachments=("a.png", name)) == ["attachments"]


@pytest.mark.parametrize("name", ["a.png", "exe", "command.txt", "a.exe.zip"])
def test_other_files_are_not(name: str) -> None:
    assert broken(engine(attachments={}), attachments=(name,)) == []


def test_a_newcomer_needs_several_signs() -> None:
    judge = engine(newcomers={"signs": 3})
    new = {"account_age": timedelta(hours=1), "member_age": timedelta(minutes=5)}

    assert broken(judge, "hello all", has_avatar=False, **new) == []
    assert broken(judge, "see https://a.example/x", **new) == ["newcomers"]
    assert broken(judge, "see https://a.example/x") == []


def test_a_link_put_in_late_is_found() -> None:
    judge = engine(late_edits={"minutes": 60})

    assert broken(judge, "see https://a.example/x") == []
    assert broken(judge, "see https://a.example/x", edited_after=timedelta(minutes=59)) == []
    assert broken(judge, "see https://a.example/x", edited_after=timedelta(minutes=60)) == [
        "late-edits"
    ]
    assert broken(judge, "no link", edited_after=timedelta(days=1)) == []


def test_an_edit_is_looked_at_but_is_no_new_message() -> None:
    judge = engine(rate={"messages": 3}, words={"words": ["shit"]})

    late = {"edited_after": timedelta(seconds=3)}
    assert [broken(judge, **late) for _ in range(5)] == [[]] * 5
    assert broken(judge, "oh shit", **late) == ["words"]
    assert broken(engine(words={"words": ["shit"], "edits": False}), "oh shit", **late) == []


def test_names_are_judged_by_their_own_rule() -> None:
    judge = engine(names={"words": ["*admin*"]}, words={"words": ["shit"]})

    assert judge.judge_name(said("shit happens")).clean
    assert judge.judge_name(said("The ADM1N")).broken[0].key == "names"
    assert judge.judge_name(said("discord.gg/abc")).broken[0].key == "names"
    assert judge.judge_name(said("a\u0300\u0301\u0302\u0303")).broken[0].key == "names"
    assert judge.judge_name(said("Zoë Nguyễn")).clean
    assert broken(judge, "admin") == []


@pytest.mark.parametrize(
    ("where", "fires"),
    [
        ({}, False),
        ({"channel_id": 50}, True),
        ({"channel_id": 51, "parent_channel_id": 50}, True),
        ({"channel_id": 50, "role_ids": frozenset({7, 8})}, False),
        ({"channel_id": 60, "parent_channel_id": 50}, False),
    ],
)
def test_scopes_and_exemptions(where: dict[str, Any], fires: bool) -> None:
    scope = {"channel_ids": [50], "except_channel_ids": [60], "except_role_ids": [7]}
    judge = engine(words={"words": ["shit"]} | scope)

    assert broken(judge, "shit", **where) == (["words"] if fires else [])


def test_one_person_is_punished_once_in_a_while_but_each_message_goes() -> None:
    judge = engine(words={"words": ["shit"], "actions": ["delete", "warn", "timeout"]})

    first, second = judge.judge(said("shit", at=at(0))), judge.judge(said("shit", at=at(5)))
    assert first.acts == (Act.DELETE, Act.WARN, Act.TIMEOUT)
    assert first.timeout == timedelta(minutes=10)
    assert second.acts == (Act.DELETE,)
    assert Act.WARN in judge.judge(said("shit", at=at(31))).acts
    assert Act.WARN in judge.judge(said("shit", at=at(31), author_id=9)).acts


def test_several_rules_are_done_together_the_worst_first() -> None:
    judge = engine(
        words={"words": ["shit"], "actions": ["delete"], "rule": 4},
        invites={"actions": ["ban", "alert"], "rule": 2},
    )
    verdict = judge.judge(said("shit discord.gg/abc"))

    assert [rule.key for rule in verdict.broken] == ["invites", "words"]
    assert verdict.acts == (Act.ALERT, Act.DELETE, Act.BAN)
    assert verdict.rule == 2
    assert judge.judge(said("oh shit", author_id=9)).rule == 4


def test_every_rule_is_explained_also_those_that_are_off() -> None:
    judge = engine(words={"words": ["shit"]}, caps={"except_channel_ids": [2]})
    states = {one.key: one.state for one in judge.explain(said("sh1t"))}

    assert set(states) == set(RULES)
    assert states["words"] is State.FIRED
    assert states["caps"] is State.EXEMPT
    assert states["emoji"] is State.OFF


def test_an_explanation_is_not_remembered() -> None:
    judge = engine(rate={"messages": 3}, duplicates={"times": 2})
    for _ in range(9):
        judge.explain(said("the very same text"))

    assert broken(judge, "the very same text") == []


def test_settings_are_renewed_without_forgetting() -> None:
    judge = engine(rate={"messages": 3})
    broken(judge)
    broken(judge)

    assert broken(judge.renewed(engine(rate={"messages": 3}).policy)) == ["rate"]


def test_a_member_is_forgotten() -> None:
    judge = engine(rate={"messages": 3})
    broken(judge)
    broken(judge)
    judge.forget(4)

    assert broken(judge) == []


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(", "missing )"),
        (r"(a)\1", "invalid escape"),
        ("(?=a)", "perl operator"),
        ("a*", "empty"),
        (".{1,200}!", "too large"),
    ],
)
def test_a_pattern_that_cannot_be_is_refused_with_the_reason(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match=".*" + reason.replace(")", r"\)")):
        settings_of("patterns", {"patterns": [pattern]})


@pytest.mark.parametrize(
    ("key", "given"),
    [("caps", {"percent": 101}), ("rate", {"seconds": "x"}), ("words", {"colour": "red"})],
)
def test_settings_that_cannot_be_are_refused(key: str, given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(given))):
        settings_of(key, given)


def test_the_window_is_bounded() -> None:
    window = Window()
    for number in range(5_000):
        for turn in range(2):
            text = f"{number}".encode()
            window.note(Moment(at(number), 1, number, number * 2 + turn, text))

    assert len(window) <= 4_000
    assert len(window.note(Moment(at(0), 1, 4_999, 1, b"x")).by_author) == 3


def test_the_window_lets_go_of_what_is_old() -> None:
    window = Window()
    for number in range(100):
        window.note(Moment(at(number), 1, number, number, f"{number}".encode()))
    for turn in range(200):
        window.note(Moment(at(800 + turn), 1, 7, 1_000 + turn, b"x"))

    assert len(window) <= 60
