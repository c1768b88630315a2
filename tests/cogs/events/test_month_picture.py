"""A month looks as it looked when somebody looked at it.

To store it anew after a change that was meant, and then look at it:
``python -m tests.cogs.events.test_month_picture``.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageChops, features

from cogs.events.charts import WIDTH, month_picture
from cogs.events.domain.month import Month, Shown, month_of
from cogs.events.domain.plan import Kind

STORED = Path(__file__).parent / "pictures" / "month.png"
# Other versions of the libraries that shape letters may move a few of their edges.
CLEARLY, SHARE = 48, 0.0005
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
BERLIN = ZoneInfo("Europe/Berlin")
FIRST = date(2026, 3, 1)


def march() -> Month:
    monday = datetime(2026, 3, 2, 17, tzinfo=UTC)
    events = [
        Shown(monday + timedelta(days=7 * week), "Board games", Kind.MEETUP) for week in range(4)
    ]
    events += [
        Shown(datetime(2026, 3, 30, 16, tzinfo=UTC), "Board games", Kind.MEETUP),
        Shown(monday + timedelta(hours=2), "Ask the makers of the harbour anything", Kind.AMA),
        Shown(datetime(2026, 3, 11, 9, tzinfo=UTC), "Painting", Kind.WORKSHOP, cancelled=True),
        Shown(datetime(2026, 3, 20, 23, 30, tzinfo=UTC), "ليلة الألعاب 🎲", Kind.OTHER),
    ]
    busy = datetime(2026, 3, 26, 8, tzinfo=UTC)
    events += [
        Shown(busy + timedelta(hours=hour), f"Talk {hour}", Kind.WEBINAR) for hour in range(6)
    ]
    return month_of(FIRST, BERLIN, events, date(2026, 3, 11), "March 2026", DAYS)


def drawn() -> Image.Image:
    png = month_picture(march())
    assert len(png) < 200_000
    image = Image.open(BytesIO(png))
    assert image.width == WIDTH
    return image.convert("RGB").reduce(2)


def test_every_event_is_on_its_local_day() -> None:
    days = {
        day.number: [(time, event.name) for time, event in day.events]
        for week in march().weeks
        for day in week
        if day.inside
    }
    assert sorted(days) == list(range(1, 32))
    # 18:00 in Berlin, before clocks go forward and after.
    assert all(days[day][0] == ("18:00", "Board games") for day in (2, 9, 16, 23, 30))
    assert days[21] == [("00:30", "ليلة الألعاب 🎲")]
    assert [day.number for week in march().weeks for day in week if day.today] == [11]
    assert [day.number for day in march().weeks[0]] == [23, 24, 25, 26, 27, 28, 1]


@pytest.mark.skipif(not features.check("raqm"), reason="letters are not shaped here")
def test_it_looks_as_it_did() -> None:
    with Image.open(STORED) as stored:
        before = stored.convert("RGB")
    now = drawn()
    assert now.size == before.size
    difference = ImageChops.difference(now, before).convert("L")
    assert sum(difference.histogram()[CLEARLY:]) <= SHARE * now.width * now.height


if __name__ == "__main__":
    drawn().save(STORED, optimize=True)
