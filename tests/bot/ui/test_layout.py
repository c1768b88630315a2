"""Layouts keep the promises of views."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import discord
import pytest
from structlog.testing import capture_logs

from bot.errors import UserError
from bot.ui.layout import TEXT_TOTAL, BaseLayout

Stage = Any


class Counter(BaseLayout):
    """A text and a button that counts or fails."""

    def __init__(self, error: Exception | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.count = 0
        self.error = error
        self.add_item(self.text("Press it"))
        button: discord.ui.Button[Counter] = discord.ui.Button(label="Count")
        button.callback = self.add  # type: ignore[method-assign]
        self.add_item(discord.ui.ActionRow(button, discord.ui.Button(url="https://a.example")))

    async def add(self, interaction: discord.Interaction) -> None:
        if self.error is not None:
            raise self.error
        self.count += 1
        await interaction.response.defer()


def disabled(message: Any) -> list[bool]:
    rows = [row if isinstance(row, dict) else row.to_dict() for row in message.components]
    return [
        bool(item.get("disabled")) for row in rows if row["type"] == 1 for item in row["components"]
    ]


async def test_the_owner_may_press_and_nobody_else(stage: Stage) -> None:
    layout = Counter(owner_id=stage.ada.id)
    result = await stage.run(lambda interaction: layout.send(interaction, ephemeral=False))

    refused = await stage.bob.click(result.response, label="Count")
    await stage.ada.click(result.response, label="Count")

    assert layout.count == 1
    assert "belong to somebody else" in refused.response.content
    assert result.response.flags.components_v2


async def test_when_it_ends_nothing_can_be_pressed_but_links(stage: Stage) -> None:
    layout = Counter(timeout=timedelta(minutes=5))
    result = await stage.run(layout.send)
    assert result.response.ephemeral

    await stage.env.advance_time(301)

    assert disabled(result.response) == [True, False]


async def test_it_takes_the_place_of_a_deferral(stage: Stage) -> None:
    layout = Counter()

    async def body(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await layout.send(interaction)

    result = await stage.run(body)

    assert result.response.flags.components_v2
    assert result.followups == []
    assert layout.message is not None


async def test_after_an_answer_it_is_one_more_message(stage: Stage) -> None:
    layout = Counter()

    async def body(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("First")
        await layout.send(interaction)

    result = await stage.run(body)

    assert result.response.content == "First"
    assert layout.message is not None
    assert layout.message.id == result.followups[0].id
    assert result.followups[0].ephemeral


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize("error", [UserError("Too many."), RuntimeError("x")])
async def test_errors_reach_the_person(stage: Stage, error: Exception) -> None:
    layout = Counter(error=error)
    result = await stage.run(layout.send)

    with capture_logs() as logs:
        pressed = await stage.ada.click(result.response, label="Count")

    assert pressed.response.ephemeral
    assert re.search("Reference [A-Z2-7]{8}$", pressed.response.content)
    assert [line["source"] for line in logs if "source" in line] == ["Counter"]


async def test_all_its_texts_together_fit_into_a_message() -> None:
    layout = BaseLayout()
    for _ in range(3):
        layout.add_item(layout.text("word " * 500))

    assert layout.content_length() <= TEXT_TOTAL
    assert layout.content_length() > TEXT_TOTAL - 10


async def test_a_blank_text_is_one_that_discord_takes() -> None:
    assert BaseLayout().text("  ").content == "\u200b"
