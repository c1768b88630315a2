"""The wizard, ``/settings`` and the doctor take up a feature's settings by themselves."""

from __future__ import annotations

import json
from typing import ClassVar, Literal

import discord
import pytest
from pydantic import Field
from simcord import InteractionResult

from bot.guild_settings import GuildModel, ServerSettings, guild_models
from bot.needs import Need
from cogs.setup.service import settings as settings_module
from cogs.setup.service.wizard import WizardService
from tests.plugins.town import OpenTown, Town, embed_of, said


class LampSettings(GuildModel):
    """Lamps."""

    section: ClassVar[str] = "lamps"

    log_channel_id: int | None = Field(
        None, description="Where keepers read.", json_schema_extra={"private": True}
    )
    welcome_channel_id: int | None = Field(None, description="Where newcomers see light.")
    gate_channel_id: int | None = Field(None, description="Where the gate stands.")
    keeper_role_id: int | None = Field(None, description="Given to keepers.")
    mode: Literal["dim", "bright"] = Field("dim", description="How bright.")


@pytest.fixture(autouse=True)
def _lamps(monkeypatch: pytest.MonkeyPatch) -> None:
    # Few enough that the lamps' places in the wizard are known.
    known = [model for model in guild_models() if model.section == "server"]
    monkeypatch.setattr(settings_module, "guild_models", lambda: (*known, LampSettings))


def text_of(result: InteractionResult) -> str:
    return json.dumps(embed_of(result).to_dict(), ensure_ascii=False)


async def lamps(town: Town) -> LampSettings:
    return await town.bot.guild_settings.get(town.guild.id, LampSettings)


async def at(town: Town, step: str) -> InteractionResult:
    """Return the wizard at a step."""
    await town.bot.ports.get(WizardService).go(town.guild.id, step)
    return await town.mayor.slash(town.general, "setup")


async def test_its_channels_get_steps_of_their_own(open_town: OpenTown) -> None:
    async with open_town() as town:
        first, second = await at(town, "channels-0"), await at(town, "channels-1")

        assert "Server · faq" in text_of(first)
        assert "Lamps · log" in text_of(first)
        assert "Lamps · gate" in text_of(second)
        assert first.response is not None
        assert len(first.response.components) == 5


async def test_a_channel_for_staff_is_hidden_from_everybody_else(open_town: OpenTown) -> None:
    async with open_town() as town:
        staff = town.guild.create_role("Staff")
        await town.sim.settle()
        await town.bot.guild_settings.set(
            town.guild.id, ServerSettings, "moderator_role_ids", [staff.id]
        )
        shown = await at(town, "channels-0")

        await town.mayor.click(shown.response, label="Create #log for me")  # type: ignore[arg-type]

        real = town.bot.get_guild(town.guild.id)
        assert real is not None
        channel = real.get_channel((await lamps(town)).log_channel_id or 0)
        assert isinstance(channel, discord.TextChannel)
        assert not channel.permissions_for(real.default_role).view_channel
        office = real.get_role(staff.id)
        assert office is not None
        assert channel.permissions_for(office).view_channel
        assert channel.permissions_for(real.me).send_messages
        ada = real.get_member(town.ada.id)
        assert ada is not None
        assert not channel.permissions_for(ada).view_channel


async def test_a_public_one_is_as_its_server(open_town: OpenTown) -> None:
    async with open_town() as town:
        shown = await at(town, "channels-1")

        await town.mayor.click(shown.response, label="Create #gate for me")  # type: ignore[arg-type]

        real = town.bot.get_guild(town.guild.id)
        assert real is not None
        channel = real.get_channel((await lamps(town)).gate_channel_id or 0)
        assert channel is not None
        assert channel.overwrites == {}


async def test_its_settings_are_suggested_set_and_checked(open_town: OpenTown) -> None:
    async with open_town() as town:
        offers = await town.mayor.autocomplete(
            town.general, "settings set", "value", "br", key="lamps.mode"
        )
        assert offers == [{"name": "bright", "value": "bright"}]
        await town.mayor.slash(town.general, "settings set", key="lamps.mode", value="BRIGHT")
        assert (await lamps(town)).mode == "bright"
        wrong = await town.mayor.slash(
            town.general, "settings set", key="lamps.mode", value="blinding"
        )
        assert "'dim' or 'bright'" in said(wrong).replace("\\", "")


async def test_the_doctor_checks_what_it_must_give(open_town: OpenTown) -> None:
    async with open_town() as town:
        high = town.guild.create_role("High", position=9)
        await town.sim.settle()
        await town.bot.guild_settings.set(town.guild.id, LampSettings, "keeper_role_id", high.id)
        assert "in order" in text_of(await town.mayor.slash(town.general, "doctor"))

        town.bot.needs.add(Need("lamps", "manage_roles", "to light them"))

        found = text_of(await town.mayor.slash(town.general, "doctor"))
        assert "I cannot give the role @High" in found
        assert "Move my role above it" in found
