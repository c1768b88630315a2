"""What automod does besides punishing: slow channels, held messages, roles, kind words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
from simcord import ChannelHandle, MemberActor

from cogs.moderation.domain.actions import Action, Outcome, Source
from tests.plugins.answers import sentence
from tests.plugins.moderators import (
    case,
    choose,
    fields,
    moderator,
    moment,
    numbers,
    open_log,
    with_role,
)
from tests.plugins.town import OpenTown, Town, said
from tests.sim.test_automod_by_people import automod, forbid, there, write


async def tell(town: Town, key: str, value: str) -> Any:
    return await automod(town, "set", rule="words", key=key, value=value)


def slowmode(town: Town) -> int:
    return town.sim.env.backend.channels[town.general.id].rate_limit_per_user


def roles_of(town: Town, who: MemberActor) -> set[int]:
    return set(town.sim.env.backend.get_guild(town.guild.id).members[who.id].role_ids)


def by_bot(channel: ChannelHandle) -> list[discord.Message]:
    return [message for message in channel.history() if message.author.bot]


async def test_a_channel_is_slowed_down_once_and_for_a_while(open_town: OpenTown) -> None:
    async with open_town() as town:
        await forbid(town, "blorp", "slowmode")
        await tell(town, "slowmode_seconds", "20")
        await tell(town, "slowmode_minutes", "15")

        await write(town, town.ada, "blorp")
        await write(town, town.bob, "blorp")

        assert slowmode(town) == 20
        kept = await case(town, 1)
        assert (kept.action, kept.source, kept.outcome) == (
            Action.SLOWMODE,
            Source.AUTOMOD,
            Outcome.DONE,
        )
        assert kept.duration == timedelta(minutes=15)
        assert [(await case(town, n)).action for n in await numbers(town)] == [
            Action.SLOWMODE,
            Action.NOTE,
            Action.NOTE,
        ]
        await town.sim.advance(timedelta(minutes=16))
        assert slowmode(town) == 0
        assert (await case(town, 1)).ended_at is not None


async def test_without_the_permission_nothing_is_slowed_and_it_is_said(open_town: OpenTown) -> None:
    async with open_town() as town:
        await forbid(town, "blorp", "delete")
        await town.forbid("manage_channels", "administrator")
        told = await tell(town, "actions", "delete, slowmode")
        assert "I need: Manage Channels" in said(told)

        await write(town, town.ada, "blorp")

        assert there(town) == []
        assert slowmode(town) == 0
        (number,) = await numbers(town)
        kept = await case(town, number)
        # The message went; what did not work is said.
        assert (kept.action, kept.outcome) == (Action.DELETE, Outcome.DONE)
        assert "Manage Channels" in (kept.failure or "")


async def test_a_held_message_is_released_as_it_was(open_town: OpenTown) -> None:
    async with open_town() as town:
        log, mia = await open_log(town), await moderator(town)
        await forbid(town, "blorp", "hold, reply, alert")

        await write(town, town.ada, "blorp @everyone **yes**")

        assert there(town) == []
        assert await numbers(town) == []
        (kind,) = by_bot(town.general)
        assert "put that message before the moderators" in kind.content
        assert kind.mentions == []
        (card,) = by_bot(log)
        assert card.embeds[0].title == "Message held back"
        assert fields(card.embeds[0])["Why automod held it back"] == "Forbidden words: blorp"
        assert "blorp" in (card.embeds[0].description or "")

        await mia.click(card, label="Release")
        await moment(town)

        shown = by_bot(town.general)[-1]
        assert shown.embeds[0].title == "ada wrote"
        assert "blorp" in (shown.embeds[0].description or "")
        assert not shown.mention_everyone
        (card,) = by_bot(log)
        assert "released it" in fields(card.embeds[0])["Where it stands"]
        assert card.components == []
        assert await numbers(town) == []


async def test_a_held_message_may_be_left_out(open_town: OpenTown) -> None:
    async with open_town() as town:
        log, mia = await open_log(town), await moderator(town)
        await forbid(town, "blorp", "hold")

        await write(town, town.ada, "blorp")
        (card,) = by_bot(log)
        await mia.click(card, label="Leave it out")
        await moment(town)

        assert by_bot(town.general) == []
        (card,) = by_bot(log)
        assert "left it out" in fields(card.embeds[0])["Where it stands"]


async def test_a_flood_does_not_flood_the_queue_nor_the_channel(open_town: OpenTown) -> None:
    async with open_town() as town:
        log = await open_log(town)
        await forbid(town, "blorp", "hold, reply")

        for number in range(12):
            await town.ada.send(town.general, f"blorp {number}")
        await town.bob.send(town.general, "blorp")
        await moment(town)

        assert there(town) == []
        cards = [one for one in by_bot(log) if one.embeds[0].title == "Message held back"]
        assert len(cards) == 6
        assert len(by_bot(town.general)) == 1


async def test_a_role_is_given_taken_back_and_not_shed(open_town: OpenTown) -> None:
    async with open_town() as town:
        role = town.guild.create_role("Muted")
        await town.sim.settle()
        await forbid(town, "blorp", "delete, role, warn")
        told = await tell(town, "role_id", f"<@&{role.id}>")
        assert "is now" in said(told)

        await write(town, town.ada, "blorp")

        assert role.id in roles_of(town, town.ada)
        given = await case(town, 1)
        assert (given.action, given.role_id) == (Action.ROLE, role.id)
        assert (await case(town, 2)).action is Action.WARN
        town.guild.remove_member(town.ada)
        await town.sim.settle()
        back = town.guild.add_member(town.ada.user)
        await town.sim.settle()
        assert role.id in roles_of(town, back)
        await tell(town, "actions", "delete, role")
        await town.sim.advance(timedelta(minutes=1))
        await write(town, back, "blorp")
        assert [(await case(town, n)).action for n in await numbers(town)][2:] == [Action.DELETE]
        await town.mayor.slash(town.general, "case void", number=1, reason="A mistake")
        assert role.id not in roles_of(town, town.ada)


async def test_roles_that_cannot_be_given_are_refused_when_they_are_chosen(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await with_role(town, "mia", "Staff", kick_members=True)
        staff = next(role for role in town.bot.guilds[0].roles if role.name == "Staff")
        mine = town.bot.guilds[0].me.top_role
        for role, why in ((staff, "may moderate"), (mine, "stands above mine")):
            assert why in sentence(said(await tell(town, "role_id", role.mention)))
        assert "not there" in sentence(said(await tell(town, "role_id", "123456789")))
        unset = await tell(town, "actions", "role")
        assert "choose one with /automod set, role" in said(unset)


async def test_values_are_suggested(open_town: OpenTown) -> None:
    async with open_town() as town:
        await with_role(town, "poet", "Poets")
        await with_role(town, "mia", "Staff", kick_members=True)

        async def suggested(key: str, typed: str) -> list[str]:
            options = {"rule": "words", "key": key}
            found = await town.mayor.autocomplete(
                town.general, "automod set", "value", typed, **options
            )
            return [choice["name"] for choice in found]

        assert len(await suggested("actions", "")) == 11
        assert await suggested("actions", "delete, ho") == [
            "delete, hold: hold the message back until a moderator has looked"
        ]
        assert await suggested("edits", "") == ["on", "off"]
        assert await suggested("role_id", "") == ["@Poets"]
        assert await suggested("timeout_minutes", "5") == []


async def test_what_would_be_done_is_explained(open_town: OpenTown) -> None:
    async with open_town() as town:
        log = await open_log(town)
        await choose(town, raid_joins=0)
        await forbid(town, "blorp", "hold, slowmode, timeout")

        tested = await automod(town, "test", text="blorp")
        assert tested.response is not None
        assert fields(tested.response.embeds[0])["What I would do"] == (
            "slow the channel down (10 seconds between messages, for 10 minutes), "
            "hold the message back until a moderator has looked, timeout (10 minutes)"
        )
        await automod(town, "dryrun", mode="on")
        for number in range(15):
            guest = await town.newcomer(f"guest{number}")
            await town.sim.settle()
            await guest.send(town.general, "blorp")
        await moment(town)
        assert len(by_bot(log)) == 10
        await town.sim.advance(timedelta(minutes=2))
        await write(town, town.ada, "blorp")

        last = by_bot(log)[-1].embeds[0].description or ""
        assert "slow the channel down (10 seconds between messages, for 10 minutes)" in last
        assert "5 more are not shown" in last
        assert await numbers(town) == []
