"""Settings as TOML: whatever is written reads back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.setup.domain.toml import NoTomlError, parsed, written

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_what_is_written_reads_back(values: dict[str, Any]) -> None:
    text = written([("lamps", [(key, value, "What it is for.") for key, value in values.items()])])

    assert parsed(text) == {"lamps": values}


@given(TEXTS)
def test_comments_stay_comments(comment: str) -> None:
    assert parsed(written([("lamps", [("watts", 5, comment)])])) == {"lamps": {"watts": 5}}


def test_nothing_chosen_is_a_word() -> None:
    assert parsed(written([("lamps", [("log_channel_id", None, "")])])) == {
        "lamps": {"log_channel_id": "none"}
    }


@pytest.mark.parametrize("text", ["lamps", "[lamps\nx = 1", "x = " + "[" * 5000, "x = 1\nx = 2"])
def test_what_is_no_toml_is_told_with_its_place(text: str) -> None:
    with pytest.raises(NoTomlError) as caught:
        parsed(text)

    assert str(caught.value)
