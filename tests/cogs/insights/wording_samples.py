"""Counts of a made-up week, as findings and notes are made of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.windows import Window
from cogs.insights.domain.community import Activity, Counts, Membership
from cogs.insights.domain.known import Known
from cogs.insights.domain.responses import ResponseFigures
from cogs.insights.wording import Setting

UTC_ZONE = ZoneInfo("UTC")
MONDAY = date(2020, 3, 2).toordinal()
WEEK = Window(UTC_ZONE, MONDAY, MONDAY + 7)
ALWAYS = Known(MONDAY - 400, MONDAY + 60, datetime(2020, 5, 1, tzinfo=UTC), MONDAY - 400)
NAMES = {1: "general", 2: "dev_talk*"}
GENERAL, DEV = 1, 2


def activity(
    talk: dict[tuple[int, int], int] | None = None,
    *,
    week: int = 0,
    top: int = 0,
    active: int = 0,
    lost: int = 0,
    reactivated: int = 0,
    responses: ResponseFigures | None = None,
) -> Activity:
    """``talk`` by (weekday from 0, channel), of this week (0) or the one before (-1)."""
    days = {(MONDAY + 7 * week + day, place): n for (day, place), n in (talk or {}).items()}
    answers = ResponseFigures() if responses is None else responses
    return Activity(days, top, active, lost, reactivated, answers)


def before(talk: dict[tuple[int, int], int] | None = None, **more: int) -> Activity:
    return activity(talk, week=-1, **more)  # type: ignore[arg-type]


def counts(now: Activity, earlier: Activity, *, retained: int = 0, **member: object) -> Counts:
    plain: dict[str, object] = {
        "at_end": 10,
        "at_start": 9,
        "by_writing": False,
        "watched": True,
        "joins": 0,
        "leaves": {},
    }
    membership = Membership(**{**plain, **member})  # type: ignore[arg-type]
    return Counts(now, earlier, membership, 0, {}, 7, now.active, now.active, retained)


def setting(known: Known = ALWAYS, window: Window = WEEK, **more: object) -> Setting:
    return Setting(window, known, NAMES, **more)  # type: ignore[arg-type]
