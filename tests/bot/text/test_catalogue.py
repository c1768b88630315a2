from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.text.catalogue import Catalogue, CatalogueError, Raw, timestamp
from bot.text.kernel import T as KERNEL

ENGLISH = """
greeting = Hello { $name }!
messages = { $count ->
    [one] one message
   *[other] { $count } messages
}
share = { NUMBER($share, style: "percent", maximumFractionDigits: 1) }
when = It starts { $start }.
switch = { $on ->
    [true] on
   *[false] off
}
form = Form
    .label = Your { $thing }
only-attributes =
    .hint = A hint
-brand = Steward
about = About { -brand }
broken-reference = { nothing-there }
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    folder = tmp_path / "locale"
    folder.mkdir()
    (folder / "en.ftl").write_text(ENGLISH, "utf-8")
    (folder / "de.ftl").write_text(
        "greeting = Hallo { $name }!\nshare = { $share }\n-brand = Steward\n", "utf-8"
    )
    return Catalogue.beside(str(tmp_path / "cog.py"))


def test_say_escapes_what_people_wrote(catalogue: Catalogue) -> None:
    assert catalogue.say("greeting", name="**@everyone**") == "Hello \\*\\*@\u200beveryone\\*\\*!"


def test_say_leaves_raw_and_plain_leaves_everything(catalogue: Catalogue) -> None:
    assert catalogue.say("greeting", name=Raw("<@1>")) == "Hello <@1>!"
    assert catalogue.plain("greeting", name="**x**") == "Hello **x**!"


def test_long_text_is_no_problem(catalogue: Catalogue) -> None:
    name = "a_" * 4_000

    assert catalogue.say("greeting", name=name) == "Hello " + r"a\_" * 4_000 + "!"
    assert catalogue.plain("greeting", name=name) == f"Hello {name}!"


@pytest.mark.parametrize(
    ("count", "text"), [(1, "one message"), (0, "0 messages"), (12_345, "12,345 messages")]
)
def test_numbers_choose_the_plural_and_are_grouped(
    catalogue: Catalogue, count: int, text: str
) -> None:
    assert catalogue.say("messages", count=count) == text


def test_numbers_follow_the_language(catalogue: Catalogue) -> None:
    assert catalogue.say("share", share=0.1234) == "12.3%"
    assert catalogue.say("share", "de", share=1234.5) == "1.234,5"


def test_instants_become_timestamps(catalogue: Catalogue) -> None:
    start = datetime(2020, 3, 2, tzinfo=UTC)

    assert catalogue.say("when", start=start) == "It starts <t:1583107200:f>."
    assert catalogue.say("when", start=timestamp(start, "R")) == "It starts <t:1583107200:R>."


def test_instants_need_a_zone(catalogue: Catalogue) -> None:
    with pytest.raises(ValueError, match="aware"):
        catalogue.say("when", start=datetime(2020, 3, 2))  # noqa: DTZ001 - the case under test


def test_booleans_select(catalogue: Catalogue) -> None:
    assert catalogue.say("switch", on=True) == "on"
    assert catalogue.plain("switch", on=False) == "off"


def test_attributes_and_terms(catalogue: Catalogue) -> None:
    assert catalogue.plain("form.label", thing="name") == "Your name"
    assert catalogue.say("about") == "About Steward"


@pytest.mark.parametrize("locale", ["de", "de-AT"])
def test_a_language_is_used_where_it_has_the_sentence(catalogue: Catalogue, locale: str) -> None:
    assert catalogue.say("greeting", locale, name="Ada") == "Hallo Ada!"
    assert catalogue.say("about", locale) == "About Steward"


@pytest.mark.parametrize("locale", ["fr", "en-GB", "", "zh-CN"])
def test_english_stands_in(catalogue: Catalogue, locale: str) -> None:
    assert catalogue.say("greeting", locale, name="Ada") == "Hello Ada!"


@pytest.mark.parametrize("key", ["nothing", "form.nothing", "only-attributes", "brand"])
def test_an_unknown_key_is_an_error(catalogue: Catalogue, key: str) -> None:
    with pytest.raises(KeyError, match=key):
        catalogue.say(key)


@pytest.mark.parametrize(
    ("key", "args"),
    [("greeting", {}), ("greeting", {"nam": "Ada"}), ("messages", {}), ("broken-reference", {})],
)
def test_what_cannot_be_formatted_is_an_error(
    catalogue: Catalogue, key: str, args: dict[str, str]
) -> None:
    with pytest.raises(CatalogueError, match=key):
        catalogue.say(key, **args)


@pytest.mark.parametrize("value", [None, [], datetime(2020, 3, 2, tzinfo=UTC)])
def test_plain_takes_text_and_numbers(catalogue: Catalogue, value: Any) -> None:
    with pytest.raises(TypeError, match="text and numbers"):
        catalogue.plain("greeting", name=value)


def test_keys_lists_what_can_be_said(catalogue: Catalogue) -> None:
    keys = catalogue.keys()

    assert keys >= {"greeting", "form", "form.label", "only-attributes.hint"}
    assert keys.isdisjoint({"brand", "-brand", "only-attributes"})


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({}, "needs an en.ftl"),
        ({"en": "hello = { $name"}, "no Fluent catalogue"),
        ({"en": "fine = Fine\nnot fluent at all\n"}, "not fluent at all"),
        ({"en": "a = 1\na = 2\n"}, "'a' twice"),
        ({"en": "a = 1\n", "de": "a = 1\nb = 2\n"}, "English lacks: b"),
    ],
)
def test_a_broken_catalogue_is_refused(
    tmp_path: Path, files: dict[str, str], complaint: str
) -> None:
    for locale, text in files.items():
        (tmp_path / f"{locale}.ftl").write_text(text, "utf-8")

    with pytest.raises(CatalogueError, match=complaint):
        Catalogue(tmp_path)


def test_the_kernel_has_its_sentences() -> None:
    assert KERNEL.keys() >= {"error-unexpected", "error-reference"}
    assert KERNEL.plain("duration-hour", count=1) == "1 hour"
