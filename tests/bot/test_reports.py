"""The registry of report sections."""

from __future__ import annotations

import pytest

from bot.reports import ReportRequest, Reports, Section


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
