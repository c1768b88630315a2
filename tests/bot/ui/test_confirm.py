from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.ui.confirm import confirm

Stage = Any


async def asked(stage: Stage, answers: list[bool | None], **options: Any) -> Any:
    async def body(interaction: discord.Interaction[Any]) -> None:
        answers.append(await confirm(interaction, "Really?", **options))
        await interaction.edit_original_response(content=f"Answer: {answers[0]}", view=None)

    return await stage.run(body)


@pytest.mark.parametrize(("label", "answer"), [("Ban", True), ("Cancel", False)])
async def test_the_answer_comes_back(stage: Stage, label: str, answer: bool) -> None:
    answers: list[bool | None] = []
    question = await asked(stage, answers, yes="Ban")
    assert question.response.ephemeral
    assert question.response.content == "Really?"

    await stage.ada.click(question.response, label=label)

    assert answers == [answer]
    assert question.response.content == f"Answer: {answer}"


async def test_no_answer_in_time_is_none(stage: Stage) -> None:
    answers: list[bool | None] = []
    await asked(stage, answers, dangerous=False, no="Keep")

    await stage.env.advance_time(121)

    assert answers == [None]


async def test_the_buttons_cannot_be_pressed_twice(stage: Stage) -> None:
    async def body(interaction: discord.Interaction[Any]) -> None:
        await confirm(interaction, embed=discord.Embed(title="Really?"))

    question = await stage.run(body)
    await stage.ada.click(question.response, label="Yes")

    (row,) = question.response.components
    assert [button["disabled"] for button in row["components"]] == [True, True]
