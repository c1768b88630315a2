"""What the doctor finds in a server, from what Discord shows of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guild_settings import GuildModel, guild_models
from bot.text.escape import unescape
from cogs.setup.domain.findings import Action, Examination, Finding
from cogs.setup.domain.server import (
    IN_CHANNELS,
    ChannelState,
    RoleState,
    ServerState,
    clock_is_off,
    near_full,
)
from cogs.setup.domain.setting import Setting
from cogs.setup.service.checks import permission_name, server_findings
from cogs.setup.service.settings import Shown
from tests.cogs.setup.conftest import GENERAL, HELP, HELPERS, STAFF, setting

ALL = frozenset({*IN_CHANNELS, "manage_roles", "manage_channels", "add_reactions"})
NEEDS = (
    ("lamps", "manage_roles", "to light them"),
    ("lamps", "add_reactions", "to wave"),
    ("fans", "manage_channels", "to blow"),
)
WELL = ServerState(
    permissions=ALL,
    channel_level=ALL,
    needs=NEEDS,
    channels={GENERAL: ChannelState("general", ALL), HELP: ChannelState("help", ALL)},
    roles={STAFF: RoleState("Staff", 3), HELPERS: RoleState("Helpers", 1)},
    top=2,
)


def moderation() -> type[GuildModel]:
    return next(model for model in guild_models() if model.section == "moderation")


def shown(key: str, value: Any) -> Shown:
    return Shown(setting(key), value, set=True)


def findings(state: ServerState, *settings: Shown, off: tuple[str, ...] = ()) -> list[Finding]:
    return server_findings(state, settings, frozenset(off))


def denied(state: ServerState, channel_id: int, *names: str, mendable: bool = False) -> ServerState:
    channel = replace(
        state.channels[channel_id],
        permissions=state.channels[channel_id].permissions - set(names),
        mendable=mendable,
    )
    return replace(state, channels={**state.channels, channel_id: channel})


def test_where_all_is_well_nothing_is_found() -> None:
    assert findings(WELL, shown("help_channel_ids", [HELP]), shown("keeper_role_id", HELPERS)) == []


def test_a_missing_permission_is_named_with_who_needs_it_and_why() -> None:
    state = replace(WELL, permissions=ALL - {"manage_roles"})

    (finding,) = findings(state)

    assert finding.what == "I lack the permission Manage Roles"
    assert "Lamps needs it to light them" in finding.remedy
    assert finding.action == Action("invite")


def test_what_only_a_feature_that_is_off_needs_is_not_missed() -> None:
    state = replace(WELL, permissions=ALL - {"manage_channels"})

    assert findings(state, off=("fans",)) == []
    assert len(findings(state)) == 1


def test_a_channel_that_denies_what_the_server_allows_is_named() -> None:
    state = denied(WELL, HELP, "send_messages", "add_reactions", mendable=True)

    (finding,) = findings(state, shown("help_channel_ids", [HELP]))

    assert finding.what == "I may not do all I should in #help"
    assert f"<#{HELP}>" in finding.remedy
    assert "Send Messages, Add Reactions" in finding.remedy
    assert "`lamps.help_channel_ids`" in finding.remedy
    assert finding.action == Action("allow", str(HELP), "help")


def test_what_it_cannot_see_or_change_it_does_not_offer_to_mend() -> None:
    unseen = denied(WELL, HELP, "view_channel", mendable=True)
    locked = denied(WELL, HELP, "send_messages")

    for state in (unseen, locked):
        (finding,) = findings(state, shown("help_channel_ids", [HELP]))
        assert finding.action is None


def test_a_channel_that_nothing_was_chosen_for_may_deny_what_it_likes() -> None:
    assert findings(denied(WELL, GENERAL, "send_messages")) == []


def test_channels_out_of_sight_are_told_together() -> None:
    (finding,) = findings(denied(WELL, GENERAL, "view_channel"))

    assert finding.what == "I cannot see every channel"
    assert f"<#{GENERAL}>" in finding.remedy


def test_channels_and_roles_that_are_gone_are_counted_by_setting() -> None:
    found = findings(
        WELL, shown("help_channel_ids", [1, HELP, 2]), shown("keeper_role_id", 3), shown("text", "")
    )

    assert [one.what.replace("\\", "") for one in found] == [
        "2 channels that were chosen are gone: `lamps.help_channel_ids`",
        "A role that was chosen is gone: `lamps.keeper_role_id`",
    ]
    assert found[0].action == Action("clear", "lamps.help_channel_ids", "lamps.help_channel_ids")


def test_what_is_gone_is_found_within_a_setting_too() -> None:
    rule = {"role_id": STAFF, "except_role_ids": [STAFF, 3], "channel_ids": [1, HELP], "watts": 4}
    needs = [("moderation", "manage_roles", "to give roles")]
    automod = Setting("moderation", "automod_words", moderation())

    found = findings(replace(WELL, needs=needs), Shown(automod, rule, set=True))

    assert [unescape(one.what) for one in found] == [
        "A channel that was chosen is gone: `moderation.automod_words.channel_ids`",
        "A role that was chosen is gone: `moderation.automod_words.except_role_ids`",
        "I cannot give the role @Staff",
    ]
    # To take the last channel out would let the rule hold everywhere: nobody does that unasked.
    assert [one.action for one in found] == [None] * 3
    assert "set it with /automod" in found[0].remedy
    assert "`moderation.automod_words.role_id` asks me to give it" in found[2].remedy
    # These are what they are called there.
    assert rule.keys() - {"watts"} <= automod.default.keys()


@pytest.mark.parametrize(
    ("role", "remedy"),
    [
        (RoleState("Staff", 3), "Move my role above it"),
        (RoleState("Staff", 2), "Move my role above it"),
        (RoleState("Booster", 1, managed=True), "lets nobody give that one"),
        (RoleState("@everyone", 0), "lets nobody give that one"),
    ],
)
def test_a_role_that_it_must_give_and_cannot_is_found(role: RoleState, remedy: str) -> None:
    state = replace(WELL, roles={STAFF: role})

    (finding,) = findings(state, shown("keeper_role_id", STAFF))

    assert unescape(finding.what) == f"I cannot give the role @{role.name.lstrip('@')}"
    assert remedy in finding.remedy


def test_a_role_that_it_need_not_give_may_stand_anywhere() -> None:
    state = replace(WELL, needs=[])

    assert findings(state, shown("keeper_role_id", STAFF)) == []


def test_missing_intents_are_told() -> None:
    found = findings(replace(WELL, message_content=False, members=False))

    assert [one.what for one in found] == [
        "I am not given what messages say",
        "I am not told who joins and leaves",
    ]


def test_permissions_are_called_as_discord_calls_them() -> None:
    assert permission_name("manage_guild") == "Manage Server"
    assert permission_name("moderate_members") == "Timeout Members"
    assert permission_name("read_message_history") == "Read Message History"


@pytest.mark.parametrize(
    ("seconds", "off"), [(0, False), (9, False), (11, True), (-1, False), (-3, True)]
)
def test_a_clock_is_off_beyond_what_the_way_takes(seconds: int, off: bool) -> None:
    assert clock_is_off(timedelta(seconds=seconds)) is off


@pytest.mark.parametrize(
    ("free", "total", "full"),
    [
        (100 * 2**20, 2**40, True),
        (2**30, 2**40, True),
        (20 * 2**30, 2**40, False),
        (2**30, 10 * 2**30, False),
        (300 * 2**20, 10 * 2**30, True),
    ],
)
def test_a_disk_is_near_full_by_share_unless_much_is_left(
    free: int, total: int, full: bool
) -> None:
    assert near_full(free, total) is full


@given(
    st.lists(
        st.builds(
            Action, st.sampled_from(["clear", "allow", "invite"]), st.integers(0, 30).map(str)
        ),
        max_size=60,
    )
)
def test_what_can_be_pressed_fits_into_rows(actions: list[Action]) -> None:
    shown_actions = Examination(tuple(Finding("a", "b", one) for one in actions), ()).actions

    for kind in ("clear", "allow", "invite"):
        assert sum(one.kind == kind for one in shown_actions) <= 5
    assert len(set(shown_actions)) == len(shown_actions)
    assert {one.kind for one in shown_actions} == {one.kind for one in actions}
