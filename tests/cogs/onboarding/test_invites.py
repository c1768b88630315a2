"""Which invite brought whom: only where the counts leave one answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cogs.onboarding.domain.invites import INVITE, UNKNOWN, VANITY, Source, Use, attribute

CODES = st.sampled_from(["a", "b", "c", "d"])


def counts(**uses: int) -> dict[str, Use]:
    return {code: Use(code, number) for code, number in uses.items()}


def test_the_one_invite_that_was_used_more_brought_them() -> None:
    assert attribute(counts(a=3, b=1), counts(a=3, b=2), 1) == [Source(INVITE, "b")]
    assert attribute(counts(a=3), counts(a=6), 3) == [Source(INVITE, "a")] * 3


def test_an_invite_that_is_new_had_no_uses() -> None:
    assert attribute(counts(a=3), counts(a=3, b=1), 1) == [Source(INVITE, "b")]


def test_an_invite_that_was_used_up_is_gone() -> None:
    before = {"a": Use("a", 4, max_uses=5), "b": Use("b", 1)}

    assert attribute(before, counts(b=1), 1) == [Source(INVITE, "a")]


def test_an_invite_that_was_deleted_brought_nobody() -> None:
    assert attribute(counts(a=3, b=1), counts(b=1), 1) == [Source(UNKNOWN)]


def test_the_own_link_of_the_server_counts_as_such() -> None:
    before = {"mine": Use("mine", 7, kind=VANITY)}
    after = {"mine": Use("mine", 8, kind=VANITY)}

    assert attribute(before, after, 1) == [Source(VANITY, "mine")]


def test_nothing_is_known_at_the_first_look() -> None:
    assert attribute(None, counts(a=3), 1) == [Source(UNKNOWN)]


def test_several_invites_at_once_cannot_be_told_apart() -> None:
    assert attribute(counts(a=1, b=1), counts(a=2, b=2), 2) == [Source(UNKNOWN)] * 2


def test_more_uses_than_people_cannot_be_told() -> None:
    # Somebody came while the bot was away.
    assert attribute(counts(a=1), counts(a=3), 1) == [Source(UNKNOWN)]


@given(
    st.dictionaries(CODES, st.integers(0, 5)),
    st.lists(CODES, max_size=6),
)
def test_nobody_is_ever_counted_for_a_wrong_invite(known: dict[str, int], came: list[str]) -> None:
    before = counts(**known)
    now = dict(known)
    for code in came:
        now[code] = now.get(code, 0) + 1

    told = attribute(before, counts(**now), len(came))

    assert len(told) == len(came)
    for source, code in zip(told, came, strict=True):
        assert source.kind == UNKNOWN or source.code == code
