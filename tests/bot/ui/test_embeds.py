from __future__ import annotations

from datetime import UTC, datetime

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ui.embeds import GOOD, EmbedBuilder, build_message

words = st.text(alphabet="ab . \n", max_size=30).flatmap(
    lambda unit: st.integers(0, 400).map(lambda times: unit * times)
)


def _built(
    title: str, description: str, fields: list[tuple[str, str]], footer: str, author: str
) -> EmbedBuilder:
    builder = EmbedBuilder(title, description).footer(footer).author(author)
    for name, value in fields:
        builder.field(name, value)
    return builder


builders = st.builds(
    _built, words, words, st.lists(st.tuples(words, words), max_size=40), words, words
)


def assert_within_limits(embed: discord.Embed) -> None:
    assert len(embed.title or "") <= 256
    assert len(embed.description or "") <= 4_096
    assert len(embed.footer.text or "") <= 2_048
    assert len(embed.author.name or "") <= 256
    assert len(embed.fields) <= 25
    for field in embed.fields:
        assert 1 <= len(field.name or "") <= 256
        assert 1 <= len(field.value or "") <= 1_024
    assert 0 < len(embed) <= 6_000


# Building large texts takes its time on a busy machine.
@settings(deadline=None, max_examples=40)
@given(builders)
def test_no_content_breaks_the_limits(builder: EmbedBuilder) -> None:
    assert_within_limits(builder.build())


@settings(deadline=None, max_examples=40)
@given(builders)
def test_pages_keep_the_limits_and_all_content(builder: EmbedBuilder) -> None:
    embeds = builder.build_pages()

    for embed in embeds:
        assert_within_limits(embed)
    assert len({(embed.title, embed.footer.text) for embed in embeds}) == 1


@settings(deadline=None, max_examples=20)
@given(st.lists(builders, min_size=1, max_size=12))
def test_the_embeds_of_a_message_share_its_room(several: list[EmbedBuilder]) -> None:
    embeds = build_message(several)

    assert 1 <= len(embeds) <= 10
    assert sum(len(embed) for embed in embeds) <= 6_000
    for embed in embeds:
        assert_within_limits(embed)


def test_what_fits_is_shown_as_given() -> None:
    instant = datetime(2020, 3, 2, tzinfo=UTC)
    builder = (
        EmbedBuilder(
            "Week", "It was fine.", colour=GOOD, url="https://a.example", timestamp=instant
        )
        .field("Messages", "1,234", inline=True)
        .footer("Times in UTC", "https://a.example/f.png")
        .author("Steward", "https://a.example", "https://a.example/a.png")
        .image("attachment://chart.png")
        .thumbnail("https://a.example/t.png")
    )

    embed = builder.build().to_dict()

    assert embed == {
        "type": "rich",
        "flags": 0,
        "title": "Week",
        "description": "It was fine.",
        "color": GOOD.value,
        "url": "https://a.example",
        "timestamp": instant.isoformat(),
        "fields": [{"name": "Messages", "value": "1,234", "inline": True}],
        "footer": {"text": "Times in UTC", "icon_url": "https://a.example/f.png"},
        "author": {
            "name": "Steward",
            "url": "https://a.example",
            "icon_url": "https://a.example/a.png",
        },
        "image": {"url": "attachment://chart.png"},
        "thumbnail": {"url": "https://a.example/t.png"},
    }
    assert [page.to_dict() for page in builder.build_pages()] == [embed]


def test_fields_that_do_not_fit_are_counted() -> None:
    builder = EmbedBuilder("Badges")
    for number in range(30):
        builder.field(f"Badge {number}", "x")

    embed = builder.build()

    assert len(embed.fields) == 25
    assert embed.fields[23].name == "Badge 23"
    assert embed.fields[24].value == "and 6 more"


def test_large_fields_give_way_too() -> None:
    builder = EmbedBuilder("Answers", "y " * 3_000)
    for number in range(6):
        builder.field(f"Answer {number}", "x" * 1_024)

    embed = builder.build()

    assert len(embed.description or "") <= 1_000
    assert [field.value for field in embed.fields][-1] == "and 2 more"


def test_many_fields_become_pages() -> None:
    builder = EmbedBuilder("Badges", "z " * 4_000)
    for number in range(60):
        builder.field(f"Badge {number}", "x")

    names = [field.name for page in builder.build_pages() for field in page.fields]

    assert names == [f"Badge {number}" for number in range(60)]


def test_a_frame_that_leaves_no_room_is_an_error() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        EmbedBuilder("Title").build(3)


def test_embeds_for_which_nothing_is_left_are_not_there() -> None:
    full = EmbedBuilder("a", "b" * 4_096).field("c", "d" * 1_024)

    assert len(build_message([full, full, full])) == 2
