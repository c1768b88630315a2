"""Every hostile spelling is found by its rule, no innocent text breaks any."""

from __future__ import annotations

import pytest

from cogs.moderation.domain.automod.engine import Engine, State
from tests.cogs.moderation.automod import table

HOSTILE = table.hostile()
INNOCENT = table.innocent()


@pytest.fixture(scope="module")
def few() -> Engine:
    return table.policy()


@pytest.fixture(scope="module")
def many() -> Engine:
    return table.policy(table.WORDS + table.SHORT)


def _fired(engine: Engine, text: str) -> set[str]:
    explained = engine.explain(table.said(text))
    return {one.key for one in explained if one.state is State.FIRED}


def test_the_tables_are_as_long_as_promised() -> None:
    assert len(set(HOSTILE)) >= 300
    assert len(set(INNOCENT)) >= 300


@pytest.mark.parametrize(("rule", "text"), HOSTILE)
def test_a_hostile_spelling_is_found(few: Engine, rule: str, text: str) -> None:
    assert rule in _fired(few, text)


@pytest.mark.parametrize("text", INNOCENT)
def test_an_innocent_text_breaks_no_rule(few: Engine, many: Engine, text: str) -> None:
    assert _fired(few, text) == set()
    assert _fired(many, text) == set()
