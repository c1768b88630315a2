from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.db.patience import PATIENCE, patience
from bot.errors import DatabaseAwayError, UserError
from bot.ui.modals import BaseModal
from tests.plugins.answers import sentence

# What people are told of their input is what is tested here, so it is no failure of the test.
pytestmark = pytest.mark.simcord(check_errors=False)

Stage = Any


class Idea(BaseModal):
    """Refuses short names."""

    name: discord.ui.Label[Any] = discord.ui.Label(
        text="Name", component=discord.ui.TextInput(custom_id="name")
    )
    kind: discord.ui.Label[Any] = discord.ui.Label(
        text="Kind",
        component=discord.ui.Select(
            custom_id="kind",
            options=[discord.SelectOption(label=kind) for kind in ("event", "rule")],
        ),
    )

    def __init__(self, error: type[Exception] = UserError) -> None:
        super().__init__("An idea for this community, in a few words that fit")
        self.error = error

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        assert isinstance(self.name.component, discord.ui.TextInput)
        if len(self.name.component.value) < 5:
            raise self.error("The name is too short. Use five letters or more.")
        await interaction.response.send_message(self.name.component.value, ephemeral=True)


async def test_a_long_title_is_shortened() -> None:
    assert len(Idea().title) <= 45


async def test_bad_input_is_told_and_not_lost(stage: Stage) -> None:
    shown = await stage.run(lambda interaction: interaction.response.send_modal(Idea()))

    refused = await stage.ada.submit_modal(shown, {"name": "Fun", "kind": ["rule"]})

    assert refused.response.ephemeral
    assert sentence(refused.response.content) == "The name is too short. Use five letters or more."

    again = await stage.ada.click(refused.response, label="Edit and try again")

    name, kind = (label["component"] for label in again.modal["components"])
    assert name["value"] == "Fun"
    assert [option["label"] for option in kind["options"] if option.get("default")] == ["rule"]

    accepted = await stage.ada.submit_modal(again, {"name": "Funny", "kind": ["rule"]})

    assert accepted.response.content == "Funny"


async def test_what_was_typed_outlives_a_database_that_is_away(stage: Stage) -> None:
    limits: list[timedelta | None] = []

    class Away(Idea):
        async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
            limits.append(patience())
            if len(limits) == 1:
                raise DatabaseAwayError
            await super().on_submit(interaction)

    shown = await stage.run(lambda interaction: interaction.response.send_modal(Away()))

    refused = await stage.ada.submit_modal(shown, {"name": "Funny", "kind": ["rule"]})
    assert "I cannot reach my notes right now" in refused.response.content
    again = await stage.ada.click(refused.response, label="Edit and try again")
    assert again.modal["components"][0]["component"]["value"] == "Funny"
    accepted = await stage.ada.submit_modal(again, {"name": "Funny", "kind": ["rule"]})

    assert accepted.response.content == "Funny"
    assert limits == [PATIENCE] * 2


async def test_the_button_to_try_again_ends(stage: Stage) -> None:
    shown = await stage.run(lambda interaction: interaction.response.send_modal(Idea()))
    refused = await stage.ada.submit_modal(shown, {"name": "Fun", "kind": ["rule"]})

    await stage.env.advance_time(11 * 60)

    assert refused.response.components[0]["components"][0]["disabled"]


async def test_anything_unexpected_has_a_reference_and_no_second_try(stage: Stage) -> None:
    shown = await stage.run(lambda interaction: interaction.response.send_modal(Idea(RuntimeError)))

    refused = await stage.ada.submit_modal(shown, {"name": "Fun", "kind": ["rule"]})

    assert "Reference" in refused.response.content
    assert refused.response.components == []
