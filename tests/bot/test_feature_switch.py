"""A feature that is off: its commands, buttons and sections rest; all others go on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.errors import UserError
from bot.feature_switch import FeatureSwitch
from bot.features import feature_of
from bot.guild_settings import ServerSettings
from bot.ledger.models import Message
from cogs.insights.section import CommunitySection
from tests.plugins.town import OpenTown, Town, said


async def switch_off(town: Town, *features: str) -> None:
    await town.bot.guild_settings.set(town.guild.id, ServerSettings, "features_off", list(features))


def test_where_a_thing_comes_from() -> None:
    assert feature_of(CommunitySection) == "insights"
    assert feature_of(CommunitySection.collect) == "insights"
    assert feature_of(FeatureSwitch) is None
    assert feature_of(UserError("x")) is None


async def test_commands_of_a_feature_that_is_off_are_refused_kindly(open_town: OpenTown) -> None:
    async with open_town() as town:
        await switch_off(town, "insights")

        refused = await town.ada.slash(town.general, "pulse")

        assert said(refused).startswith(
            "The feature insights is switched off in this server. "
            "A manager can switch it on with /feature."
        )
        assert refused.ephemeral
        assert (await town.mayor.slash(town.general, "doctor")).response is not None

        await switch_off(town)
        assert not (await town.ada.slash(town.general, "pulse")).ephemeral


async def test_buttons_that_hung_there_before_are_refused_too(open_town: OpenTown) -> None:
    async with open_town() as town:
        report = await town.mayor.slash(town.general, "report weekly")
        assert report.response is not None
        await switch_off(town, "insights")

        pressed = await town.mayor.click(report.response, label="All figures")

        assert "is switched off in this server" in said(pressed)


async def test_its_section_is_left_out_of_the_report(open_town: OpenTown) -> None:
    async with open_town() as town:
        assert [s.key for s in await town.bot.reports.of(town.guild.id)] == [
            s.key for s in town.bot.reports.sections
        ]
        await switch_off(town, "sentiment")

        left = [section.key for section in await town.bot.reports.of(town.guild.id)]

        assert "sentiment" not in left
        assert left
        report: Any = await town.mayor.slash(town.general, "report weekly")
        assert report.response.embeds


async def test_what_a_server_cannot_do_without_is_always_on(open_town: OpenTown) -> None:
    async with open_town() as town:
        await switch_off(town, "setup", "privacy")

        switch = town.bot.feature_switch
        assert await switch.is_on(town.guild.id, "setup")
        assert await switch.is_on(town.guild.id, "privacy")
        assert (await town.mayor.slash(town.general, "doctor")).response is not None


async def test_a_feature_that_is_off_reads_no_message(open_town: OpenTown) -> None:
    async with open_town() as town:

        async def scored(content: str) -> bool:
            message = await town.ada.send(town.general, content)
            ((score,),) = await town.rows(
                select(Message.score).where(Message.message_id == message.id)
            )
            return score is not None

        assert await scored("What a wonderful day, I love it here!")
        await switch_off(town, "sentiment")
        assert not await scored("What a wonderful day, I love it here!")
        await town.sim.restart()
        assert not await scored("What a wonderful day, I love it here!")
        await switch_off(town)
        assert await scored("What a wonderful day, I love it here!")
