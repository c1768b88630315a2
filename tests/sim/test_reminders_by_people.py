"""One gentle nudge, and a note to the greeters where nobody answers a newcomer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from simcord import MemberActor
from sqlalchemy import select

from cogs.onboarding.models import Newcomer
from tests.plugins.newcomers import (
    arrive,
    choose,
    close_dms,
    dms,
    labels,
    moment,
    role,
    sent_to,
    shown,
)
from tests.plugins.town import OpenTown, Town


async def with_nudge(town: Town) -> None:
    citizen = role(town, "citizen")
    await town.sim.settle()
    await choose(town, mode="dm", rules_role_id=citizen.id, nudge_after_hours=24)


async def a_day(town: Town) -> None:
    await town.sim.skip_to(town.sim.now() + timedelta(days=1))
    await moment(town, 5)


async def test_who_has_not_finished_is_reminded_once(open_town: OpenTown) -> None:
    async with open_town() as town:
        await with_nudge(town)
        eve = arrive(town, "eve")
        await moment(town)
        await town.sim.restart()
        await a_day(town)

        assert len(dms(eve)) == 2
        assert "gentle reminder" in shown(dms(eve)[1])
        await eve.click(dms(eve)[1], label="Accept the rules")
        assert "All done" in shown(dms(eve)[1])
        await a_day(town)
        assert len(dms(eve)) == 2


async def test_who_has_finished_is_not_reminded(open_town: OpenTown) -> None:
    async with open_town() as town:
        await with_nudge(town)
        eve = arrive(town, "eve")
        await moment(town)
        await eve.click(dms(eve)[0], label="Accept the rules")
        await a_day(town)

        assert len(dms(eve)) == 1


async def test_who_wants_no_more_of_these_is_not_reminded(open_town: OpenTown) -> None:
    async with open_town() as town:
        await with_nudge(town)
        eve, finn = arrive(town, "eve"), arrive(town, "finn")
        await moment(town, 5)
        await eve.click(dms(eve)[0], label="No more of these")
        town.guild.remove_member(finn)
        await a_day(town)

        assert [len(labels(message)) for message in dms(eve) if message.components] == [2]
        assert len(dms(finn)) == 1


async def test_who_switched_tracking_off_is_not_reminded(open_town: OpenTown) -> None:
    async with open_town() as town:
        await with_nudge(town)
        eve = arrive(town, "eve")
        await moment(town)
        actor = MemberActor(town.sim.env, town.guild, eve)
        await actor.slash(town.general, "privacy tracking", state="off")
        await a_day(town)

        assert len(dms(eve)) == 1
        assert await town.rows(select(Newcomer.nudged_at)) == [(None,)]


async def test_a_reminder_that_cannot_be_delivered_is_let_be(open_town: OpenTown) -> None:
    async with open_town() as town:
        await with_nudge(town)
        porch = town.guild.channels["off-topic"]
        await choose(town, welcome_channel_id=porch.id)
        eve = arrive(town, "eve")
        await moment(town)
        close_dms(town, eve)
        await a_day(town)

        assert len(dms(eve)) == 1
        assert sent_to(porch) == []


async def test_by_default_nobody_is_reminded(open_town: OpenTown) -> None:
    async with open_town() as town:
        await with_nudge(town)
        await choose(town, nudge_after_hours=0)
        eve = arrive(town, "eve")
        await moment(town)
        await a_day(town)

        assert len(dms(eve)) == 1


async def talker(town: Town, name: str = "eve") -> MemberActor:
    eve = arrive(town, name)
    await moment(town)
    return MemberActor(town.sim.env, town.guild, eve)


async def test_greeters_hear_of_a_first_message_that_nobody_answered(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, greeters_channel_id=town.guild.channels["help"].id)
        eve = await talker(town)
        message = await eve.send(town.general, "Hello, anybody here?")
        await moment(town, 60)
        await eve.send(town.general, "?")
        await moment(town, 28 * 60)
        assert sent_to(town.guild.channels["help"]) == []
        await town.sim.restart()
        await moment(town, 120)

        (note,) = sent_to(town.guild.channels["help"])
        assert eve.mention in note.content
        assert message.jump_url in note.content
        await moment(town, 3_600)
        assert len(sent_to(town.guild.channels["help"])) == 1


@pytest.mark.parametrize("how", ["words", "reaction", "left"])
async def test_what_was_answered_is_no_news(open_town: OpenTown, how: str) -> None:
    async with open_town() as town:
        await choose(town, greeters_channel_id=town.guild.channels["help"].id)
        eve = await talker(town)
        message = await eve.send(town.general, "Hello!")
        await moment(town, 60)
        if how == "words":
            await town.ada.send(town.general, "Hi, welcome!")
        elif how == "reaction":
            await town.ada.react(message, "👋")
        else:
            town.guild.remove_member(eve)
        await moment(town, 35 * 60)

        assert sent_to(town.guild.channels["help"]) == []


async def test_who_wrote_before_is_no_newcomer_after_a_restart(open_town: OpenTown) -> None:
    async with open_town() as town:
        eve = await talker(town)
        await eve.send(town.general, "Hello!")
        await moment(town, 60)
        await choose(town, greeters_channel_id=town.guild.channels["help"].id)
        await town.sim.restart()
        await eve.send(town.general, "Hello again!")
        await town.bob.send(town.guild.channels["off-topic"], "I have been here for long")
        await moment(town, 40 * 60)

        assert sent_to(town.guild.channels["help"]) == []
