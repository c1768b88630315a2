"""The registry of report sections."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot.db.failures import Failure, failure_of
from bot.errors import DatabaseAwayError, UserError
from bot.faults import Faults
from bot.reports import ReportRequest, Reports, Section
from bot.windows import last_full_week


class Lamps:
    def __init__(self, key: str, order: int) -> None:
        self.key = key
        self.order = order

    async def collect(self, _request: ReportRequest) -> Section:
        return Section(self.key, "Lamps")


def test_sections_stand_in_their_order_whenever_they_came() -> None:
    reports = Reports()

    for section in (Lamps("c", 20), Lamps("b", 10), Lamps("a", 20)):
        reports.register(section)

    assert [section.key for section in reports.sections] == ["b", "a", "c"]


def test_a_key_is_taken_once() -> None:
    reports = Reports()
    reports.register(Lamps("a", 1))

    with pytest.raises(ValueError, match="two report sections are called 'a'"):
        reports.register(Lamps("a", 2))

    assert len(reports.sections) == 1


class Broken(Lamps):
    def __init__(self, key: str, order: int, error: Exception) -> None:
        super().__init__(key, order)
        self.error = error

    async def collect(self, _request: ReportRequest) -> Section:
        raise self.error


class Slow(Lamps):
    async def collect(self, _request: ReportRequest) -> Section:
        await asyncio.Event().wait()
        raise AssertionError


REQUEST = ReportRequest(1, last_full_week(datetime(2026, 3, 4, tzinfo=UTC), ZoneInfo("UTC")))


async def test_a_section_that_fails_or_dawdles_is_left_out_and_told() -> None:
    failed: list[str] = []
    reports = Reports(Faults(failed.append), limit=timedelta(seconds=0.05))
    for section in (Lamps("a", 1), Broken("b", 2, KeyError("x")), Slow("c", 3), Lamps("d", 4)):
        reports.register(section)

    with capture_logs() as logs:
        collected = await reports.collect(REQUEST)

    assert [section.key for section in collected.sections] == ["a", "d"]
    assert collected.missing == ["b", "c"]
    assert failed == ["report", "report"]
    assert [(entry["part"], entry["error"]) for entry in logs] == [
        ("b", "KeyError"),
        ("c", "TimeoutError"),
    ]


@pytest.mark.parametrize(
    "error", [UserError("No."), DatabaseAwayError(), ConnectionResetError()], ids=repr
)
async def test_what_is_no_fault_of_a_section_ends_the_report(error: Exception) -> None:
    reports = Reports(is_away=lambda error: failure_of(error) is Failure.AWAY)
    reports.register(Broken("a", 1, error))

    with pytest.raises(type(error)):
        await reports.collect(REQUEST)


async def test_one_section_alone_can_be_asked_for() -> None:
    reports = Reports()
    for section in (Broken("a", 1, KeyError("x")), Lamps("b", 2)):
        reports.register(section)

    collected = await reports.collect(REQUEST, only="b")

    assert ([part.key for part in collected.sections], collected.missing) == (["b"], [])
