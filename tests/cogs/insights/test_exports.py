from __future__ import annotations

import csv
import re
from base64 import b64decode
from collections import Counter
from html.parser import HTMLParser
from io import StringIO
from xml.etree import ElementTree as ET

import pytest

from cogs.insights.domain.report import Report
from cogs.insights.exports import COLUMNS, csv_text, page
from cogs.insights.texts import T
from tests.cogs.insights import sample_reports as samples

VOID = {"meta", "img", "br", "link"}


class Reader(HTMLParser):
    """Collects what a browser would see; fails where tags do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def full() -> Reader:
    return Reader(page(samples.full()))


def test_the_page_stands_alone(full: Reader) -> None:
    assert not {"script", "link", "iframe", "object", "form", "a"} & {tag for tag, _ in full.tags}
    policy = next(meta for meta in full.all("meta") if meta.get("http-equiv"))
    assert policy["content"] == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    assert all(
        str(image["src"]).startswith("data:image/svg+xml;base64,") for image in full.all("img")
    )
    assert not any(name.startswith("on") for _, attributes in full.tags for name in attributes)
    assert "url(" not in "".join(full.text)


def test_the_pictures_are_vectors_in_both_themes_with_words(full: Reader) -> None:
    images = full.all("img")

    assert Counter(image["class"] for image in images) == {"light": 8, "dark": 8}
    assert all(len(str(image["alt"])) > 20 for image in images)
    for image in images:
        svg = b64decode(str(image["src"]).partition(",")[2])
        assert ET.fromstring(svg).tag.endswith("svg")  # noqa: S314 - our own picture


def test_the_page_can_be_heard(full: Reader) -> None:
    headings = [tag for tag, _ in full.tags if re.fullmatch(r"h\d", tag)]

    assert full.all("html") == [{"lang": "en"}]
    assert headings[0] == "h1"
    assert set(headings[1:]) == {"h2"}
    assert len(full.all("caption")) == len(full.all("table")) == 5
    assert {cell.get("scope") for cell in full.all("th")} == {"col", "row"}
    ids = [attributes["id"] for _, attributes in full.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in full.tags:
        assert attributes.get("aria-labelledby", ids[0]) in ids


def test_the_page_holds_every_figure_with_its_meaning(full: Reader) -> None:
    text = " ".join("".join(full.text).replace("\u00a0", " ").split())

    assert "2,856" in text
    assert "178 of 1,523" in text
    assert T.plain("definition-engagement-rate") in text
    assert "▲ +8 % (good)" in text
    assert "+3 (not so good)" in text
    assert "Mon 2 March 412 64 398 80 90 40".replace(" ", "") in text.replace(" ", "")
    assert "Made by Steward on 2020-03-09 09:00 (Europe/Berlin)." in text


def test_what_people_typed_is_text() -> None:
    reader = Reader(page(samples.hostile()))

    text = "".join(reader.text)
    assert not reader.all("script")
    assert not reader.all("b")
    assert len(reader.all("img")) == 16
    assert "<script>alert(1)</script>" in text
    assert "note <b>&amp;</b>" in text
    assert "\u202e" not in text
    assert "\x1b" not in text


def test_a_page_of_nothing_says_so() -> None:
    reader = Reader(page(samples.empty()))

    assert "I know nothing of these days yet." in "".join(reader.text)
    assert not reader.all("img")


def test_a_first_page_says_that_nothing_can_be_compared() -> None:
    assert "nothing to compare with yet" in page(samples.month())


def test_every_figure_of_insights_has_a_meaning() -> None:
    keys = T.keys()
    figures = {key.removeprefix("figure-") for key in keys if key.startswith("figure-")}
    meanings = {key.removeprefix("definition-") for key in keys}

    assert figures <= meanings


def rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(csv_text(report), newline="")))


def test_csv_keeps_values_unrounded() -> None:
    made = {row["key"]: row for row in rows(samples.full())}

    assert tuple(made["messages"]) == COLUMNS
    rate = made["engagement_rate"]
    assert float(rate["value"]) == 178 / 1523
    assert float(rate["previous"]) == 170 / 1500
    assert (rate["unit"], rate["numerator"], rate["denominator"]) == ("rate", "178", "1523")
    assert made["activation_rate"]["value"] == made["activation_rate"]["previous"] == ""


def test_csv_runs_nothing_in_a_spreadsheet() -> None:
    text = csv_text(samples.hostile())

    assert all(line.startswith(("section,", "'=HYPERLINK")) for line in text.splitlines())
    assert rows(samples.hostile())[1]["label"].startswith("'=cmd()")
    assert text.endswith("\r\n")


def test_csv_of_nothing_is_its_header() -> None:
    assert csv_text(samples.empty()) == ",".join(COLUMNS) + "\r\n"
