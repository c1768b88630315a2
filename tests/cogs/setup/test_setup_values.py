"""What a person types as the value of a setting, and what is suggested to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from cogs.setup.domain.names import Names
from cogs.setup.domain.setting import Kind
from cogs.setup.service.values import parse, suggest, suggest_zones
from tests.cogs.setup.conftest import (
    EVERYONE,
    GENERAL,
    HELP,
    HELPERS,
    STAFF,
    LampSettings,
    setting,
)


@pytest.mark.parametrize(
    ("key", "kind", "many", "optional"),
    [
        ("zone", Kind.ZONE, False, False),
        ("log_channel_id", Kind.CHANNEL, False, True),
        ("help_channel_ids", Kind.CHANNEL, True, False),
        ("keeper_role_id", Kind.ROLE, False, True),
        ("keeper_role_ids", Kind.ROLE, True, False),
        ("features_off", Kind.FEATURE, True, False),
        ("mode", Kind.CHOICE, False, False),
        ("steps", Kind.CHOICE, True, False),
        ("lit", Kind.FLAG, False, False),
        ("watts", Kind.PLAIN, False, False),
        ("wait", Kind.DURATION, False, False),
        ("text", Kind.PLAIN, False, False),
        ("words", Kind.PLAIN, True, False),
    ],
)
def test_a_setting_knows_what_it_is(key: str, kind: Kind, many: bool, optional: bool) -> None:
    known = setting(key)

    assert (known.kind, known.many, known.optional) == (kind, many, optional)


def test_channels_to_be_made_have_a_name_and_may_be_private() -> None:
    assert setting("log_channel_id").channel_name == "log"
    assert setting("help_channel_ids").channel_name == "help"
    assert setting("log_channel_id").private
    assert not setting("help_channel_ids").private


@pytest.mark.parametrize(
    ("key", "text", "current", "value"),
    [
        ("log_channel_id", "#general", None, GENERAL),
        ("log_channel_id", "General", None, GENERAL),
        ("log_channel_id", f"<#{HELP}>", None, HELP),
        ("log_channel_id", str(HELP), None, HELP),
        ("log_channel_id", "none", HELP, None),
        ("help_channel_ids", f"#general, <#{HELP}>", [], [GENERAL, HELP]),
        ("help_channel_ids", f"+{HELP}", [GENERAL], [GENERAL, HELP]),
        ("help_channel_ids", "+ #help", [HELP], [HELP]),
        ("help_channel_ids", "-#help", [GENERAL, HELP], [GENERAL]),
        ("help_channel_ids", "-999999", [GENERAL, 999999], [GENERAL]),
        ("help_channel_ids", "none", [GENERAL], []),
        ("keeper_role_id", "@staff", None, STAFF),
        ("keeper_role_id", f"<@&{STAFF}>", None, STAFF),
        ("keeper_role_ids", "+Kind, helpful people", [STAFF], [STAFF, HELPERS]),
        ("keeper_role_ids", "@everyone", [], [EVERYONE]),
        ("features_off", "+insights", [], ["insights"]),
        ("mode", "PRESS", "off", "press"),
        ("steps", "role, rules", ["rules"], ["role", "rules"]),
        ("steps", "-rules", ["rules"], []),
        ("wait", "2 hours", "PT5M", timedelta(hours=2)),
        ("zone", "europe/berlin", "UTC", "Europe/Berlin"),
        ("text", "  Hello, you!  ", "", "Hello, you!"),
        ("text", "none", "", "none"),
        ("words", "a, b", [], ["a", "b"]),
        ("words", '["a, b", "c"]', [], ["a, b", "c"]),
    ],
)
def test_what_is_typed_is_understood(
    names: Names, key: str, text: str, current: Any, value: Any
) -> None:
    assert parse(setting(key), text, current, names) == value


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("log_channel_id", "#nowhere", "I see no channel “#nowhere” here."),
        ("log_channel_id", "999999", "I see no channel “999999” here."),
        ("log_channel_id", "", "I see no channel “—” here."),
        ("help_channel_ids", "+999999", "I see no channel “999999” here."),
        ("log_channel_id", "twin", "2 channels are called “twin”."),
        ("keeper_role_id", "@boss", "There is no role “@boss” here."),
        ("features_off", "+setup", "setup is always on"),
        ("features_off", "lamps", "There is no feature “lamps”. There are: insights, sentiment."),
        ("wait", "soon", "I cannot read “soon” as a duration."),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(
    names: Names, key: str, text: str, sentence: str
) -> None:
    with pytest.raises(UserError) as caught:
        parse(setting(key), text, [], names)

    assert str(caught.value).startswith(sentence)


@given(
    key=st.sampled_from(list(LampSettings.model_fields)),
    text=st.text(max_size=60) | st.sampled_from(["[1", "{", '{"a": 1}', "+", "-", ",,", "[]"]),
)
def test_nothing_typed_breaks_it(key: str, text: str) -> None:
    try:
        parse(setting(key), text, [], Names(channels={1: "a"}))
    except UserError:
        return  # a sentence for the person; anything else would be a defect


# -- suggestions -----------------------------------------------------------------------------


def test_channels_and_roles_are_suggested_by_name(names: Names) -> None:
    assert suggest(setting("log_channel_id"), "#he", None, names) == [("#help", str(HELP))]
    assert suggest(setting("keeper_role_id"), "staff", None, names) == [("@Staff", str(STAFF))]


def test_lists_are_offered_what_to_add_and_to_remove(names: Names) -> None:
    offers = suggest(setting("help_channel_ids"), "", [HELP, 999999], names)

    assert offers[:3] == [
        ("Remove #help", f"-{HELP}"),
        ("Remove 999999", "-999999"),
        ("Add #general", f"+{GENERAL}"),
    ]


def test_choices_flags_and_features_are_suggested(names: Names) -> None:
    assert [value for _, value in suggest(setting("mode"), "", "off", names)] == [
        "off",
        "dm",
        "press",
    ]
    assert [value for _, value in suggest(setting("lit"), "", False, names)] == ["on", "off"]
    assert suggest(setting("features_off"), "senti", [], names) == [("Add sentiment", "+sentiment")]


def test_what_is_suggested_can_be_set(names: Names) -> None:
    for key in LampSettings.model_fields:
        known = setting(key)
        current = known.default
        for label, value in suggest(known, "", current, names):
            assert 1 <= len(label) <= 100
            assert 1 <= len(value) <= 100
            if label not in {"#twin", "Add #twin"}:
                LampSettings.model_validate({key: parse(known, value, current, names)})


def test_no_more_is_suggested_than_discord_shows() -> None:
    many = Names(channels={number: f"room-{number}" * 20 for number in range(10**5, 10**5 + 60)})

    offers = suggest(setting("log_channel_id"), "room", None, many)

    assert len(offers) == 25
    assert all(len(label) <= 100 for label, _ in offers)


def test_a_city_finds_its_zone() -> None:
    assert suggest_zones("berlin") == ["Europe/Berlin"]
    assert suggest_zones("New York")[0] == "America/New_York"
    assert suggest_zones("tok")[0] == "Asia/Tokyo"
    assert suggest_zones("utc")[0] == "UTC"
    assert len(suggest_zones("")) == 25
    assert len(suggest_zones("a")) == 25
    assert suggest_zones("atlantis") == []
