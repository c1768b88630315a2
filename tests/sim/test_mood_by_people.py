"""Managers correct the mood of a message; nobody else can, and it can be taken back."""

from __future__ import annotations

import pytest
from simcord.backend.errors import SetupError
from sqlalchemy import func, select

from cogs.sentiment.models import CORRECTION, SentimentDay
from tests.plugins.town import OpenTown, Town, said

MENU = "Wrong sentiment"


async def moods(town: Town) -> tuple[int, ...]:
    (row,) = await town.rows(
        select(
            func.sum(SentimentDay.positive),
            func.sum(SentimentDay.neutral),
            func.sum(SentimentDay.negative),
        )
    )
    return tuple(map(int, row))


async def test_a_manager_corrects_a_message_and_takes_it_back(open_town: OpenTown) -> None:
    async with open_town() as town:
        remark = await town.ada.send(town.general, "oh great, I just love losing my save")
        foreign = await town.ada.send(town.general, "die war gestern nicht online")
        assert await moods(town) == (1, 0, 0)

        with pytest.raises(SetupError, match="default-member-permissions"):  # hidden from bob
            await town.bob.context_menu(town.general, MENU, remark)
        asked = await town.mayor.context_menu(town.general, MENU, remark)
        assert asked.response is not None
        assert "counts as positive" in said(asked)
        assert "save" not in said(asked)

        done = await town.mayor.click(asked.response, label="Negative")
        assert await moods(town) == (0, 0, 1)
        assert len(await town.rows(select(CORRECTION))) == 1

        await town.mayor.click(done.response or asked.response, label="Undo")
        assert await moods(town) == (1, 0, 0)
        assert await town.rows(select(CORRECTION)) == []

        assert "nothing to correct" in said(
            await town.mayor.context_menu(town.general, MENU, foreign)
        )
