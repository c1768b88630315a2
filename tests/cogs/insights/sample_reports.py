"""Reports to show: a full one, one of which nothing is known, and one out to do harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.reports import Figure, Finding, Section
from bot.windows import Window, parse_week, zone_named
from cogs.insights.domain.goals import Goal
from cogs.insights.domain.report import Report

HOSTILE = "<script>alert(1)</script> =cmd() @everyone **b** مرحبا 🎉 日本 $x_1$ \u202e"


def days_of(window: Window) -> list[str]:
    return [date.fromordinal(day).isoformat() for day in range(window.first_day, window.end_day)]


def rate(key: str, part: int, whole: int, *, headline: bool = False) -> Figure:
    return Figure(key, part / whole if whole else None, "rate", 1, (part, whole), headline)


def report_of(
    *sections: Section, window: Window, previous: dict[str, Figure] | None = None, **more: Any
) -> Report:
    facts: dict[str, Any] = {
        "guild_id": 1,
        "guild_name": "Harbour",
        "days_observed": window.days,
        "findings": [],
        "notes": [],
        "generated_at": datetime(2020, 3, 9, 8, tzinfo=UTC),
    }
    return Report(window=window, sections=sections, previous=previous or {}, **facts | more)


def full() -> Report:
    window = parse_week("2020-W10", zone_named("Europe/Berlin"))
    weeks = [window.shifted(-7 * ago).label for ago in range(11, -1, -1)]
    community = Section(
        "community",
        "Community",
        [
            Figure("messages", 2856, better=1, headline=True),
            Figure("active_members", 178, better=1, headline=True),
            rate("engagement_rate", 178, 1523, headline=True),
            Figure("response_median_s", 7500.0, "seconds", -1, headline=True),
            Figure("leaves", 12, better=-1),
            Figure("queries", 46),
            rate("activation_rate", 0, 0),
        ],
        {
            "messages": "Messages",
            "active_members": "Active members",
            "engagement_rate": "Engagement",
            "response_median_s": "Typical wait",
            "leaves": "Left",
            "queries": "Questions",
            "activation_rate": "Activated",
        },
        {
            "days": days_of(window),
            "messages_by_day": [412, 530, 471, 610, 388, 240, 205],
            "active_by_day": [64, 71, 69, 80, 58, 41, 37],
            "previous_messages_by_day": [398, 420, 455, 430, 402, 300, 236],
            "cohorts": [
                {
                    "week": week,
                    "size": 10 + at,
                    "shares": [0.5 * 0.8**k if at + k < 12 else None for k in range(1, 13)],
                }
                for at, week in enumerate(weeks[:-1])
            ],
            "weeks": weeks,
            "messages_by_week": [*range(1900, 3000, 100), 2856],
            "active_by_week": [*range(120, 175, 5), 178],
            "growth_weeks": weeks[4:],
            "joins_by_week": [31, 18, 22, 47, 29, 15, 12, 40],
            "leaves_by_week": [9, 14, 12, 7, 20, 6, 11, 12],
            "waits": [9, 7, 6, 8, 6, 3, 7],
            "hours": [
                [(day + 1) * max(0, 9 - abs(hour - 19)) for hour in range(24)] for day in range(7)
            ],
        },
        findings=[Finding("Messages rose.", 3.0), Finding("Questions fell.", 0.1)],
    )
    mood = Section(
        "sentiment",
        "Mood",
        [Figure("sentiment_net", 0.31, "score", 1, (310, 1000), headline=True)],
        {"sentiment_net": "Mood"},
        {
            "sentiment_by_day": [
                {"positive": 80 + at, "neutral": 90, "negative": 40 - at} for at in range(6)
            ]
            + [None]
        },
    )
    arrivals = Section(
        "onboarding",
        "Newcomers",
        [
            Figure("newcomers", 40, better=1),
            rate("newcomers_screened", 36, 40),
            rate("newcomers_accepted", 35, 40),
            rate("newcomers_wrote", 21, 40),
            rate("newcomers_day7", 9, 31),
        ],
        {
            "newcomers": "Joined",
            "newcomers_screened": "Passed screening",
            "newcomers_accepted": "Accepted the rules",
            "newcomers_wrote": "Wrote a first message",
            "newcomers_day7": "Active on day 7",
        },
    )
    previous = {
        "messages": Figure("messages", 2641),
        "active_members": Figure("active_members", 178),
        "engagement_rate": rate("engagement_rate", 170, 1500),
        "response_median_s": Figure("response_median_s", 9000.0, "seconds"),
        "leaves": Figure("leaves", 9),
        "queries": Figure("queries", 40),
        "sentiment_net": Figure("sentiment_net", 0.36, "score"),
    }
    return report_of(
        community,
        mood,
        arrivals,
        window=window,
        previous=previous,
        findings=["Messages rose by 8 %; #boats gained most."],
        notes=["Membership is not known for this time."],
    )


def crowded() -> Report:
    """As much as a report of a server that uses everything holds."""
    plain = full()
    more = [
        Section(
            f"part{number}",
            f"Part {number}",
            [rate(f"part{number}_{at}", 12, 345) for at in range(16)],
            {f"part{number}_{at}": f"Share of what was counted, number {at}" for at in range(16)},
        )
        for number in range(3)
    ]
    findings = [
        f"{number} in ten of the questions that were asked waited longer, {'and ' * 30}"
        "that is unusual."
        for number in range(3)
    ]
    return replace(
        plain,
        sections=[*plain.sections, *more],
        findings=findings,
        advice=dict.fromkeys(findings, f"Another helper at night. {'Really. ' * 12}"),
        goals=[Goal(figure, key, 2_000) for key, figure in list(plain.figures.items())[:8]],
        notes=["What must be known of these days, in a sentence."] * 4,
    )


def empty() -> Report:
    window = parse_week("2020-W10", zone_named("UTC"))
    return report_of(window=window, days_observed=0, notes=["I have 0 of the 7 days."])


def hostile() -> Report:
    window = parse_week("2020-W13", zone_named("Europe/Berlin"))
    section = Section(
        "community",
        "=HYPERLINK(1) <b>",
        [Figure("messages", 3, better=1, headline=True), rate("odd", 0, 0, headline=True)],
        {"odd": "=cmd()|' /C calc'!A0 <img src=x>"},
        {
            "days": days_of(window),
            "messages_by_day": [0, 1, 2, 0, 0, 0, 0],
            "active_by_day": [0, 1, None, 0, 0, 0, 0],
            "previous_messages_by_day": None,
            "sentiment_by_day": [None, {"positive": 1, "neutral": 0, "negative": 0}],
            "cohorts": [
                {"week": "2020-W11", "size": 0, "shares": [None] * 12},
                {"week": "2020-W12", "size": 1, "shares": [1.0] + [None] * 11},
            ],
            "weeks": ["2020-W13"],
            "messages_by_week": [3],
            "active_by_week": [1],
        },
    )
    return report_of(
        section,
        window=window,
        guild_name=HOSTILE,
        findings=["#<script>$x_1$ @everyone `code` \x1b[31m**bold**"],
        notes=["note <b>&amp;</b>"],
    )


def month() -> Report:
    first = date(2020, 2, 1).toordinal()
    window = Window(zone_named("UTC"), first, first + 29)
    section = Section(
        "community",
        "Community",
        [Figure("messages", 2900)],
        series={
            "days": days_of(window),
            "messages_by_day": [100 + 300 * (at % 7) for at in range(29)],
            "active_by_day": [50] * 29,
            "previous_messages_by_day": [120] * 29,
            "sentiment_by_day": [{"positive": 9, "neutral": 4, "negative": 3}] * 29,
        },
    )
    return report_of(section, window=window)
