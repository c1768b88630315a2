"""A channel that is closed and opened again has exactly the overwrites that it had."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.moderation.domain.overwrites import (
    Overwrite,
    Target,
    closed,
    dump,
    load,
    reopened,
)

EVERYONE = 1
SEND, REACT, VIEW, PIN = 1, 2, 4, 8
TALK = SEND | REACT
ROLE, OTHER, ADA, BOT = Target(10), Target(11), Target(20, is_role=False), Target(30, is_role=False)
ALL = Target(EVERYONE)
STAFF = (BOT, OTHER)


@st.composite
def overwrites(draw: st.DrawFn) -> dict[Target, Overwrite]:
    made = {}
    for target in draw(st.sets(st.sampled_from([ALL, ROLE, OTHER, ADA, BOT]))):
        allow = draw(st.integers(0, 15))
        made[target] = Overwrite(allow, draw(st.integers(0, 15)) & ~allow)
    return made


def close(before: dict[Target, Overwrite]) -> dict[Target, Overwrite]:
    return closed(before, everyone=EVERYONE, talk=TALK, staff=STAFF)


@given(overwrites())
def test_what_nobody_touched_is_exactly_as_before(before: dict[Target, Overwrite]) -> None:
    assert reopened(before, close(before), close(before)) == before


@given(overwrites())
def test_opening_what_was_never_closed_changes_nothing(before: dict[Target, Overwrite]) -> None:
    assert reopened(before, close(before), before) == before


@given(overwrites(), overwrites())
def test_to_open_twice_is_to_open_once(
    before: dict[Target, Overwrite], now: dict[Target, Overwrite]
) -> None:
    once = reopened(before, close(before), now)

    assert reopened(before, close(before), once) == once


@given(overwrites())
def test_in_a_closed_channel_nobody_but_staff_may_talk(before: dict[Target, Overwrite]) -> None:
    after = close(before)

    assert after[ALL].deny & TALK == TALK
    for target, overwrite in after.items():
        if target in STAFF:
            assert overwrite.allow & TALK == TALK
        else:
            assert not overwrite.allow & TALK
        # Nothing else is touched.
        was = before.get(target, Overwrite())
        assert (overwrite.allow & ~TALK, overwrite.deny & ~TALK) == (
            was.allow & ~TALK,
            was.deny & ~TALK,
        )


def test_what_was_changed_by_hand_meanwhile_stays() -> None:
    before = {ROLE: Overwrite(allow=SEND)}
    now = close(before)
    now[ROLE] = Overwrite(allow=VIEW)
    now[ADA] = Overwrite(deny=SEND)
    now[ALL] = Overwrite(allow=SEND, deny=REACT | PIN)

    assert reopened(before, close(before), now) == {
        ROLE: Overwrite(allow=SEND | VIEW),
        ADA: Overwrite(deny=SEND),
        ALL: Overwrite(allow=SEND, deny=PIN),
    }


def test_an_overwrite_that_was_taken_away_by_hand_does_not_come_back() -> None:
    before = {ROLE: Overwrite(allow=SEND), ADA: Overwrite()}
    now = close(before)
    del now[ROLE]

    assert reopened(before, close(before), now) == {ADA: Overwrite()}


@given(overwrites())
def test_json_keeps_every_bit(before: dict[Target, Overwrite]) -> None:
    wide = before | {Target(2**63 - 1): Overwrite(allow=2**62, deny=2**53 + 1)}

    assert load(json.loads(json.dumps(dump(wide)))) == wide


def test_allowed_and_denied_at_once_cannot_be() -> None:
    with pytest.raises(ValueError, match="at once"):
        Overwrite(1, 1)
