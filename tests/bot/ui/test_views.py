from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Self

import discord
import pytest
import simcord
from structlog.testing import capture_logs

from bot.db.patience import PATIENCE, patience
from bot.errors import DatabaseAwayError, UserError
from bot.ui.views import BaseView, forwards_errors

Stage = Any


class Counter(BaseView):
    """One button that counts, one that fails, one link."""

    def __init__(self, error: Exception | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.count = 0
        self.error = error
        self.add_item(discord.ui.Button(label="Docs", url="https://a.example"))

    @discord.ui.button(label="Count")
    async def add(self, interaction: discord.Interaction, _button: discord.ui.Button[Self]) -> None:
        if self.error is not None:
            raise self.error
        self.count += 1
        await interaction.response.defer()

    @discord.ui.select(options=[discord.SelectOption(label="a")])
    async def choose(
        self, interaction: discord.Interaction, _select: discord.ui.Select[Self]
    ) -> None:
        await interaction.response.defer()


def disabled(message: discord.Message | simcord.ResponseMessage | None) -> dict[str, bool]:
    assert message is not None
    rows = [row if isinstance(row, dict) else row.to_dict() for row in message.components]
    items = [item for row in rows for item in row["components"]]
    return {item.get("label", "menu"): item.get("disabled", False) for item in items}


async def test_the_owner_may_press_and_nobody_else(stage: Stage) -> None:
    view = Counter(owner_id=stage.ada.id)
    result = await stage.run(lambda interaction: view.send(interaction, "Hi", ephemeral=False))

    refused = await stage.bob.click(result.response, label="Count")
    await stage.ada.click(result.response, label="Count")

    assert view.count == 1
    assert refused.response.ephemeral
    assert "belong to somebody else" in refused.response.content


@pytest.mark.simcord(check_errors=False)
async def test_a_press_waits_for_the_database_a_moment_and_is_told_where_it_is_away(
    stage: Stage,
) -> None:
    limits: list[timedelta | None] = []

    class Away(BaseView):
        @discord.ui.button(label="Go")
        async def go(self, _press: discord.Interaction, _button: discord.ui.Button[Self]) -> None:
            limits.append(patience())
            raise DatabaseAwayError

    result = await stage.run(lambda interaction: Away().send(interaction, "Hi", ephemeral=False))
    told = await stage.ada.click(result.response, label="Go")

    assert "I cannot reach my notes right now" in told.response.content
    assert limits == [PATIENCE]


async def test_without_an_owner_everyone_may_press(stage: Stage) -> None:
    view = Counter()
    result = await stage.run(lambda interaction: view.send(interaction, "Hi", ephemeral=False))

    await stage.bob.click(result.response, label="Count")

    assert view.count == 1


@pytest.mark.parametrize("ephemeral", [True, False])
async def test_when_it_ends_nothing_can_be_pressed_but_links(stage: Stage, ephemeral: bool) -> None:
    view = Counter(timeout=timedelta(minutes=5))
    result = await stage.run(lambda interaction: view.send(interaction, "Hi", ephemeral=ephemeral))
    assert result.response.ephemeral is ephemeral

    await stage.env.advance_time(301)

    assert disabled(result.response) == {"Docs": False, "Count": True, "menu": True}


async def test_a_public_message_is_redrawn_after_the_token_is_gone(stage: Stage) -> None:
    view = Counter(timeout=timedelta(minutes=20))
    result = await stage.run(lambda interaction: view.send(interaction, "Hi", ephemeral=False))

    await stage.env.advance_time(20 * 60 + 1)

    assert disabled(result.response)["Count"]


async def test_a_private_message_is_left_after_the_token_is_gone(stage: Stage) -> None:
    view = Counter(timeout=timedelta(minutes=20))
    result = await stage.run(lambda interaction: view.send(interaction, "Hi"))

    await stage.env.advance_time(20 * 60 + 1)

    assert not disabled(result.response)["Count"]
    assert view.is_finished()


async def test_a_message_that_is_gone_does_no_harm(stage: Stage) -> None:
    view = Counter(timeout=timedelta(minutes=5))

    async def body(interaction: discord.Interaction) -> None:
        view.message = await stage.real_channel.send("Hi", view=view)
        await interaction.response.defer()
        await view.message.delete()

    await stage.run(body)

    with capture_logs() as logs:
        await stage.env.advance_time(301)

    assert logs[-1]["event"] == "ended view was not redrawn"


async def test_a_view_that_was_never_sent_ends_quietly() -> None:
    view = Counter()

    await view.on_timeout()

    assert view.add.disabled


async def test_it_takes_the_place_of_a_deferral(stage: Stage) -> None:
    async def body(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await Counter().send(interaction, "Hi", embed=discord.Embed(title="There"))

    result = await stage.run(body)

    assert result.response.content == "Hi"
    assert result.response.ephemeral
    assert result.followups == []


async def test_after_an_answer_it_is_one_more_message(stage: Stage) -> None:
    view = Counter()

    async def body(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("First")
        await view.send(interaction, embed=discord.Embed(title="Second"))

    result = await stage.run(body)

    assert result.response.content == "First"
    assert [message.embeds[0].title for message in result.followups] == ["Second"]
    assert view.message is not None
    assert view.message.id == result.followups[0].id


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UserError("Too many."), "^Too many.\n-# Reference [A-Z2-7]{8}$"),
        (RuntimeError("x"), "Reference [A-Z2-7]{8}$"),
    ],
)
async def test_errors_reach_the_person(stage: Stage, error: Exception, words: str) -> None:
    view = Counter(error=error)
    result = await stage.run(lambda interaction: view.send(interaction, "Hi"))

    with capture_logs() as logs:
        pressed = await stage.ada.click(result.response, label="Count")

    assert pressed.response.ephemeral
    assert re.search(words, pressed.response.content)
    assert [line["source"] for line in logs if "source" in line] == ["Counter"]


class Fragile(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"fragile:(?P<n>\d+)"):
    def __init__(self, number: int) -> None:
        super().__init__(discord.ui.Button(label="Fragile", custom_id=f"fragile:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: Any, match: re.Match[str]
    ) -> Self:
        return cls(int(match["n"]))

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        if self.number == 0:
            raise UserError("Nothing is left.")
        await interaction.response.send_message(f"{self.number} left", ephemeral=True)


@pytest.mark.parametrize(("number", "said"), [(0, "Nothing is left."), (3, "3 left")])
async def test_errors_of_persistent_buttons_reach_the_person(
    stage: Stage, number: int, said: str
) -> None:
    stage.bot.add_dynamic_items(Fragile)
    message = await stage.real_channel.send(
        "Hi", view=discord.ui.View(timeout=None).add_item(Fragile(number))
    )

    pressed = await stage.ada.click(message, label="Fragile")

    assert pressed.response.ephemeral
    assert pressed.response.content.partition("\n-# Reference ")[0] == said
