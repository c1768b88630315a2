from __future__ import annotations

from dataclasses import replace

import pytest

from bot.reports import Figure, Section
from cogs.insights import embeds
from cogs.insights.domain.pulse import Pulse
from cogs.insights.domain.report import Report
from tests.cogs.insights import sample_reports as samples


def plain(text: str | None) -> str:
    return (text or "").replace("\u00a0", " ").replace("\u2212", "-")


def test_the_embed_reads_at_a_glance() -> None:
    embed = embeds.report_embed(samples.full())

    assert embed.title == "Harbour: how the week went"
    assert "2020-W10 · 2–8 March 2020 · Europe/Berlin" in plain(embed.description)
    assert "• Messages rose by 8 %; #boats gained most." in plain(embed.description)
    fields = {field.name: plain(field.value) for field in embed.fields}
    assert fields["Messages"] == "**2,856**\n🟢 ▲ +8 %"
    assert fields["Active members"] == "**178**\n⚪ ▬ no change"
    assert fields["Typical wait"] == "**2 h 5 min**\n🟢 ▼ -25 min"
    assert fields["Mood"] == "**+0.31**\n🔴 ▼ -0.05"
    assert "Left" not in fields
    assert embed.fields[-1].name == "Good to know"
    assert embed.image.url == "attachment://overview.png"
    assert embed.footer.text == "Compared with 24 February – 1 March 2020"


def test_the_embed_of_nothing_says_so() -> None:
    embed = embeds.report_embed(samples.empty())

    assert "I know nothing of these days yet." in plain(embed.description)
    assert embed.footer.text is None


def test_a_first_report_compares_with_nothing() -> None:
    embed = embeds.report_embed(replace(samples.full(), previous={}))

    assert "nothing to compare with yet" in plain(embed.description)
    assert embed.fields[0].value == "**2,856**"


def test_other_windows_are_not_called_weeks() -> None:
    assert embeds.report_embed(samples.month()).title == "Harbour: how these days went"


def test_what_people_typed_is_shown_literally() -> None:
    report = samples.hostile()

    shown = [embeds.report_embed(report), *embeds.details_pages(report)]

    text = str([embed.to_dict() for embed in shown])
    assert "@everyone" not in text
    assert "<script>" not in text
    assert "**bold**" not in text
    assert "\\*\\*bold" in plain(shown[0].description)
    assert "\u202e" not in text


def test_details_hold_every_figure_with_counts_and_change() -> None:
    pages = embeds.details_pages(samples.full())

    assert [plain(page.title).split(" · ")[0] for page in pages] == [
        "Community",
        "Mood",
        "Newcomers",
    ]
    assert plain(pages[0].description) == "• Messages rose.\n• Questions fell."
    fields = {field.name: plain(field.value) for page in pages for field in page.fields}
    assert len(fields) == 13
    assert fields["Engagement"] == "**12 %** (178 of 1,523)\n🟢 ▲ +0.4 pp\nwas 11 %"
    assert fields["Activated"] == "**—** (0 of 0)"
    assert fields["Questions"] == "**46**\n⚪ ▲ +15 %\nwas 40"


def test_details_turn_the_page_after_twelve_figures() -> None:
    figures = [Figure(f"figure_{at}", at) for at in range(30)]
    section = Section("many", "Many", figures)
    report = samples.report_of(section, window=samples.full().window)

    pages = embeds.details_pages(report)

    assert [len(page.fields) for page in pages] == [12, 12, 6]
    assert pages[0].fields[3].name == "figure\\_3"


def test_details_of_nothing_are_still_a_page() -> None:
    (page,) = embeds.details_pages(samples.empty())

    assert "I know nothing of these days yet." in plain(page.description)
    assert page.image.url is None


@pytest.mark.parametrize(
    "report", [samples.full(), samples.empty(), samples.hostile(), samples.month()]
)
def test_everything_fits_a_message(report: Report) -> None:
    for embed in (embeds.report_embed(report), *embeds.details_pages(report)):
        assert len(embed) <= 6_000
        assert len(embed.fields) <= 25


def pulse(**changes: object) -> Pulse:
    usual = Pulse(
        guild_name="Harbour",
        messages=1200,
        messages_before=1000,
        active=90,
        active_before=90,
        joins=4,
        net_sentiment=0.2,
        busiest_channel_id=77,
        busiest_channel="boats",
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def test_the_pulse_is_a_small_card() -> None:
    embed = embeds.pulse_embed(pulse())

    fields = {field.name: plain(field.value) for field in embed.fields}
    assert embed.title == "The pulse of Harbour"
    assert fields == {
        "Messages": "**1,200**\n🟢 ▲ +20 %",
        "Active members": "**90**\n⚪ ▬ no change",
        "Joined": "**4**",
        "Mood": "🙂 **Friendly** (+0.20)",
        "Busiest channel": "<#77>",
    }


@pytest.mark.parametrize(("net", "word"), [(-0.2, "Tense"), (0.0, "Even"), (0.1, "Friendly")])
def test_the_mood_has_a_word(net: float, word: str) -> None:
    fields = embeds.pulse_embed(pulse(net_sentiment=net)).fields

    assert word in plain(fields[3].value)


def test_a_quiet_server_is_encouraged() -> None:
    quiet = pulse(messages=0, net_sentiment=None, busiest_channel_id=None, guild_name="*a* @here")

    embed = embeds.pulse_embed(quiet)

    assert embed.title == "The pulse of \\*a\\* @\u200bhere"
    assert "Say hello" in plain(embed.description)
    assert len(embed.fields) == 3


def test_a_terminal_shows_a_table_in_columns() -> None:
    lines = plain(embeds.report_text(samples.full())).splitlines()

    assert lines[0] == "Harbour"
    assert "• Messages rose by 8 %; #boats gained most." in lines
    assert "  Messages            2,856                ▲ +8 %" in lines
    assert "  Engagement           12 %  178 of 1,523  ▲ +0.4 pp" in lines
    assert "  Activated               —  0 of 0" in lines
    assert lines[-1] == "• Membership is not known for this time."


def test_a_terminal_is_told_nothing_that_acts() -> None:
    text = embeds.report_text(samples.hostile())

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "$x_1$" in text


def test_a_terminal_says_where_nothing_is_known() -> None:
    assert "I know nothing of these days yet." in embeds.report_text(samples.empty())


def test_columns_align_whatever_the_script() -> None:
    section = Section(
        "wide", "Wide", [Figure("a", 1), Figure("b", 22)], {"a": "日本", "b": "e\u0301te"}
    )

    text = embeds.report_text(samples.report_of(section, window=samples.full().window))

    assert text.splitlines()[-2:] == ["  日本   1", "  e\u0301te   22"]
