from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.text.escape import Raw, escape
from bot.text.templates import Template

ALLOWED = ("member", "server")


def test_placeholders_are_filled() -> None:
    template = Template("Hi {member}, welcome to { Server }!", ALLOWED)

    text = template.render({"member": Raw("<@1>"), "server": "The *Den*"})

    assert text == r"Hi <@1>, welcome to The \*Den\*!"
    assert template.names == {"member", "server"}


def test_doubled_braces_are_braces() -> None:
    assert Template("{{member}} }} {{{member}}}", ALLOWED).render({"member": "Ada"}) == (
        "{member} } {Ada}"
    )


def test_a_value_is_never_read_as_a_template() -> None:
    template = Template("{member}{server}", ALLOWED)

    assert template.render({"member": "{server}", "server": "x"}) == "{server}x"


@pytest.mark.parametrize(
    "text",
    ["{mmeber}", "{}", "{member.id}", "{member[0]}", "{member!r}", "{member:>9}", "{0}", "{a b}"],
)
def test_anything_else_is_refused_with_the_right_ones(text: str) -> None:
    with pytest.raises(UserError, match=r"`\{member\}`, `\{server\}`"):
        Template(text, ALLOWED)


@pytest.mark.parametrize("text", ["{member", "a { b", "{"])
def test_an_open_brace_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="never closed"):
        Template(text, ALLOWED)


def test_no_placeholder_may_be_allowed() -> None:
    with pytest.raises(UserError, match="—"):
        Template("{member}", ())


def test_a_missing_value_is_the_callers_error() -> None:
    with pytest.raises(KeyError, match="member"):
        Template("{member}", ALLOWED).render({})


@given(st.text(), st.text())
def test_any_text_survives_when_its_braces_are_doubled(before: str, name: str) -> None:
    doubled = before.replace("{", "{{").replace("}", "}}")

    text = Template(doubled + "{member}", ALLOWED).render({"member": name})

    assert text == before + escape(name)
