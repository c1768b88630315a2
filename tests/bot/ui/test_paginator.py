from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.ui.paginator import Paginator

Stage = Any


def book(count: int) -> list[discord.Embed]:
    return [discord.Embed(title=f"Page {number}") for number in range(1, count + 1)]


def seen(message: Any) -> tuple[str, list[str]]:
    buttons = [button for row in message.components for button in row["components"]]
    return message.embeds[0].title, [b["label"] for b in buttons if not b.get("disabled")]


async def test_leafing(stage: Stage) -> None:
    paginator = Paginator(book(3), owner_id=stage.ada.id)
    shown = await stage.run(paginator.show)
    assert shown.response.ephemeral
    assert seen(shown.response) == ("Page 1", ["Next ▶"])

    await stage.ada.click(shown.response, label="Next ▶")
    assert seen(shown.response) == ("Page 2", ["◀ Previous", "Next ▶"])

    await stage.ada.click(shown.response, label="Next ▶")
    assert seen(shown.response) == ("Page 3", ["◀ Previous"])

    await stage.ada.click(shown.response, label="◀ Previous")
    assert seen(shown.response) == ("Page 2", ["◀ Previous", "Next ▶"])
    assert shown.response.components[0]["components"][1]["label"] == "2 / 3"


async def test_one_page_has_no_buttons(stage: Stage) -> None:
    paginator = Paginator(book(1), owner_id=None)

    shown = await stage.run(paginator.show)

    assert seen(shown.response) == ("Page 1", [])
    assert paginator.is_finished()


async def test_no_page_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing to leaf"):
        Paginator([], owner_id=None)
