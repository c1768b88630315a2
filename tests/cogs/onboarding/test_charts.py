"""The picture of the funnel: drawn of anything, the same of the same."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.ui.themes import LIGHT
from bot.windows import Window
from cogs.onboarding.charts import funnel_chart
from cogs.onboarding.domain.funnel import Funnel
from cogs.onboarding.embeds import funnel_alt_text, funnel_embed
from cogs.onboarding.service.funnel import FunnelReport

NOTHING = Funnel(0, 0, 0, 0, 0, 0, 0, None)
SOME = Funnel(40, 38, 21, 9, 17, 6, 22, 5_400.0)
MANY = Funnel(1_200_000, 1_100_000, 3, 2, 900_000, 400_000, 800_000, 59.0)


def report(now: Funnel, before: Funnel) -> FunnelReport:
    return FunnelReport(Window(ZoneInfo("UTC"), 739_000, 739_030), now, before, [], 2)


@pytest.mark.parametrize("now", [NOTHING, SOME, MANY])
@pytest.mark.parametrize("before", [NOTHING, SOME])
def test_it_is_drawn_of_anything(now: Funnel, before: Funnel) -> None:
    asked = report(now, before)

    assert funnel_chart(asked, "en").startswith(b"\x89PNG")
    assert len(funnel_embed(asked, "en")) <= 6_000
    assert f"{now.joined}" in funnel_alt_text(asked, "en")


def test_the_same_gives_the_same_picture() -> None:
    first, second = (funnel_chart(report(SOME, NOTHING), "en", LIGHT) for _ in range(2))

    assert first == second
    assert first != funnel_chart(report(MANY, NOTHING), "en", LIGHT)


def test_no_share_is_made_up() -> None:
    fields = {field.name: field.value for field in funnel_embed(report(NOTHING, SOME), "en").fields}

    assert fields["Accepted the rules"] == "**—** (52 %)"
    assert fields["Typical wait until the first message"] == "**—** (1 hour 30 minutes)"
