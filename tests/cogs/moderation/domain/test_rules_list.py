"""The numbered list of rules: every change keeps what it does not touch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.moderation.domain.rules import (
    MOST_RULES,
    TEXT_LIMIT,
    TITLE_LIMIT,
    TOTAL_LIMIT,
    Difference,
    Refusal,
    Rules,
    RulesRefusedError,
    added,
    changed,
    difference,
    removed,
)


def rules(*titles: str) -> Rules:
    made: Rules = ()
    for title in titles:
        made = added(made, title, f"About {title}.")
    return made


def titles(of: Rules) -> list[str]:
    return [rule.title for rule in of]


def test_a_rule_comes_last_unless_it_is_given_a_number() -> None:
    three = rules("kind", "honest", "safe")

    assert titles(added(three, "new", "")) == ["kind", "honest", "safe", "new"]
    assert titles(added(three, "new", "", 1)) == ["new", "kind", "honest", "safe"]
    assert titles(added(three, "new", "", 99)) == ["kind", "honest", "safe", "new"]


def test_a_rule_moves_and_stays_itself() -> None:
    three = rules("kind", "honest", "safe")

    moved = changed(three, three[2].key, "safe", "About safe.", 1)

    assert titles(moved) == ["safe", "kind", "honest"]
    assert set(moved) == set(three)


def test_a_key_is_never_given_twice_while_the_last_rule_stands() -> None:
    three = rules("kind", "honest", "safe")

    again = added(removed(three, three[0].key), "new", "")

    assert len({rule.key for rule in again}) == 3


@pytest.mark.parametrize(
    ("before", "change", "found"),
    [
        (rules("a", "b"), lambda r: added(r, "c", "", 1), Difference((1,), (), (), ())),
        (rules("a", "b"), lambda r: removed(r, r[0].key), Difference((), (1,), (), ())),
        (
            rules("a", "b"),
            lambda r: changed(r, r[1].key, "b", "Else."),
            Difference((), (), (2,), ()),
        ),
        (
            rules("a", "b", "c"),
            lambda r: changed(r, r[0].key, "a", "About a.", 2),
            Difference((), (), (), (1, 2)),
        ),
        (rules("a"), lambda r: r, Difference((), (), (), ())),
    ],
)
def test_the_difference_says_what_was_done(
    before: Rules, change: object, found: Difference
) -> None:
    assert callable(change)
    assert difference(before, change(before)) == found
    assert bool(difference(before, change(before))) is (found != Difference((), (), (), ()))


def test_what_cannot_be_is_refused_with_its_reason() -> None:
    one = rules("a")
    full = rules(*(f"rule {number}" for number in range(MOST_RULES)))

    for refused, reason in (
        (lambda: added(one, "  ", "text"), Refusal.EMPTY),
        (lambda: added(full, "one more", ""), Refusal.MANY),
        (lambda: changed(one, 99, "b", ""), Refusal.GONE),
        (lambda: removed(one, 99), Refusal.GONE),
        (_long, Refusal.LONG),
    ):
        with pytest.raises(RulesRefusedError) as caught:
            refused()
        assert caught.value.reason is reason


def _long() -> Rules:
    made: Rules = ()
    for number in range(10):
        made = added(made, f"rule {number}", "x" * TEXT_LIMIT)
    return made


@given(st.lists(st.tuples(st.text(max_size=300), st.text(max_size=1_500), st.integers(-3, 30))))
def test_whatever_is_typed_fits_into_one_message(
    typed: list[tuple[str, str, int]],
) -> None:
    made: Rules = ()
    for title, text, number in typed:
        try:
            made = added(made, title, text, number)
        except RulesRefusedError:
            continue

    assert len(made) <= MOST_RULES
    assert sum(rule.size for rule in made) <= TOTAL_LIMIT
    assert all(0 < len(rule.title) <= TITLE_LIMIT for rule in made)
    assert len({rule.key for rule in made}) == len(made)
