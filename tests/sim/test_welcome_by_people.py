"""Newcomers are greeted once, where they can be reached, whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise

import discord
import pytest
from simcord import ChannelHandle, MemberActor
from sqlalchemy import select

from bot.jobs.deliveries import Deliveries
from bot.ports import RaidWatch
from bot.signals import RaidEnded, WelcomeOutcome
from cogs.moderation.settings import GuildSettings as Moderation
from cogs.onboarding.domain.placeholders import PLACEHOLDERS
from cogs.onboarding.models import Newcomer
from tests.plugins.newcomers import (
    STARTED_ONBOARDING,
    arrive,
    choose,
    close_dms,
    come_back,
    dms,
    end_discords_onboarding,
    labels,
    moment,
    open_dms,
    pass_screening,
    sent_to,
    shown,
    welcomed,
)
from tests.plugins.town import OpenTown, Town


def porch(town: Town) -> ChannelHandle:
    """Return the welcome channel; setup introduces the bot in another one."""
    return town.guild.channels["off-topic"]


async def outcomes(town: Town) -> list[str | None]:
    rows = await town.rows(select(Newcomer.outcome).order_by(Newcomer.joined_at))
    return [row[0] for row in rows]


async def test_a_newcomer_gets_one_direct_message_with_the_servers_text(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await choose(town, mode="dm", welcome_text="Hi {member}, this is **{server}**.")
        heard = welcomed(town)

        eve = arrive(town, "eve")
        await moment(town)

        (message,) = dms(eve)
        assert shown(message) == f"Hi {eve.mention}, this is **Meeple Harbour**."
        assert labels(message) == ["No more of these"]
        assert [(one.member_id, one.outcome) for one in heard] == [(eve.id, WelcomeOutcome.DM)]
        assert await outcomes(town) == ["dm"]


async def test_every_placeholder_is_filled_also_where_nothing_was_chosen(
    open_town: OpenTown,
) -> None:
    text = " | ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
    async with open_town() as town:
        await choose(town, mode="dm", welcome_text=text)
        eve = arrive(town, "eve")
        await moment(town)
        help_, lounge = (town.guild.channels[name] for name in ("help", "off-topic"))
        await choose(
            town,
            rules_channel_id=help_.id,
            first_channel_id=lounge.id,
            introductions_channel_id=porch(town).id,
        )
        finn = arrive(town, "finn")
        await moment(town)

        plain, chosen = (shown(dms(one)[0]).splitlines()[0] for one in (eve, finn))
        assert "{" not in plain + chosen
        assert f"<#{help_.id}>" not in plain
        assert f"<#{help_.id}>" in chosen
        assert f"<#{lounge.id}>" in chosen
        assert f"| {eve.mention} |" in plain
        assert f"| {finn.mention} |" in chosen
        assert "Meeple Harbour" in chosen


async def test_a_server_that_chose_nothing_contacts_nobody(open_town: OpenTown) -> None:
    async with open_town() as town:
        eve = arrive(town, "eve")
        await moment(town)

        assert dms(eve) == []
        assert await outcomes(town) == ["off"]


async def test_a_feature_that_is_off_contacts_nobody(open_town: OpenTown) -> None:
    from bot.guild_settings import ServerSettings

    async with open_town() as town:
        await choose(town, mode="dm")
        await town.bot.guild_settings.set(
            town.guild.id, ServerSettings, "features_off", ["onboarding"]
        )
        eve = arrive(town, "eve")
        await moment(town)

        assert dms(eve) == []


async def test_screening_is_waited_for(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, mode="dm")
        eve = arrive(town, "eve", pending=True)
        await moment(town, 60)
        assert dms(eve) == []

        await pass_screening(town, eve)
        await moment(town)

        assert len(dms(eve)) == 1


async def test_discords_own_onboarding_is_waited_for(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, mode="dm")
        eve = arrive(town, "eve", flags=STARTED_ONBOARDING)
        finn = arrive(town, "finn", flags=STARTED_ONBOARDING)
        await moment(town, 600)
        assert dms(eve) == []

        await end_discords_onboarding(town, eve)
        await moment(town)
        assert len(dms(eve)) == 1
        assert dms(finn) == []

        # Who never ends it is greeted all the same.
        await town.sim.skip_to(town.sim.now() + timedelta(days=1))
        await moment(town, 5)
        assert len(dms(finn)) == 1
        assert len(dms(eve)) == 1


async def test_who_joins_while_the_database_is_away_is_greeted_afterwards(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cogs.onboarding.service.welcomes import WelcomeService

    async def away(*_args: object) -> None:
        raise OSError("no server answers there")

    async with open_town() as town:
        await choose(town, mode="dm")
        with monkeypatch.context() as patched:
            patched.setattr(WelcomeService, "arrived", away)
            eve = arrive(town, "eve")
            await moment(town, 90)
        await moment(town, 90)

        assert len(dms(eve)) == 1


async def test_screening_passed_while_the_bot_was_away_counts(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, mode="dm")
        eve = arrive(town, "eve", pending=True)
        await town.sim.settle()

        async def meanwhile() -> None:
            town.sim.env.backend.get_guild(town.guild.id).members[eve.id].pending = False

        await town.sim.restart(meanwhile=meanwhile)
        await moment(town)

        assert len(dms(eve)) == 1


async def test_who_joins_while_the_bot_is_away_is_greeted_after_it(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, mode="dm")
        found = []

        async def meanwhile() -> None:
            found.append(arrive(town, "eve"))

        await town.sim.restart(kill=True, meanwhile=meanwhile)
        await moment(town)
        await town.sim.restart()
        await moment(town)

        assert len(dms(found[0])) == 1
        # Those who were here before the bot are not new.
        assert dms(town.ada.user) == []


@pytest.mark.parametrize("code", [50007, 50278])
async def test_with_closed_direct_messages_the_welcome_channel_mentions_them(
    open_town: OpenTown, code: int
) -> None:
    async with open_town() as town:
        await choose(town, mode="dm", welcome_channel_id=porch(town).id)
        heard = welcomed(town)
        eve = arrive(town, "eve")
        close_dms(town, eve, code)
        await moment(town)
        assert sent_to(porch(town)) == []
        await moment(town, 20)

        (message,) = sent_to(porch(town))
        assert eve.mention in shown(message)
        assert [user.id for user in message.mentions] == [eve.id]
        assert [one.outcome for one in heard] == [WelcomeOutcome.CHANNEL]

        # That they are closed is remembered: the next time nothing is tried.
        tried = len(town.sim.requests)
        town.guild.remove_member(eve)
        await moment(town, 60)
        come_back(town, eve)
        await moment(town, 30)
        paths = [request.path for request in town.sim.requests[tried:]]
        assert not [path for path in paths if str(eve.dm_channel.id) in path]
        assert len(sent_to(porch(town))) == 2


async def test_several_with_closed_messages_share_one_greeting(open_town: OpenTown) -> None:
    async with open_town() as town:
        # So many like names at once are a raid otherwise, for which greetings wait.
        await town.bot.guild_settings.set(town.guild.id, Moderation, "raid_joins", 0)
        await choose(town, mode="dm", welcome_channel_id=porch(town).id)
        people = [arrive(town, f"wave{number}") for number in range(25)]
        for one in people:
            close_dms(town, one)
        await moment(town, 90)

        messages = sent_to(porch(town))
        mentioned = [user.id for message in messages for user in message.mentions]
        assert sorted(mentioned) == sorted(one.id for one in people)
        assert len(messages) <= 4
        assert set(await outcomes(town)) == {"channel"}


async def test_without_any_way_to_reach_them_that_is_written_down(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, mode="dm")
        heard = welcomed(town)
        eve = arrive(town, "eve")
        close_dms(town, eve)
        await moment(town, 60)

        assert [one.outcome for one in heard] == [WelcomeOutcome.UNREACHED]
        assert await outcomes(town) == ["unreached"]


async def test_a_welcome_channel_that_is_closed_to_the_bot_is_no_failed_job(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await choose(town, mode="press", welcome_channel_id=porch(town).id)
        town.sim.env.inject_error(
            "POST", f"/channels/{porch(town).id}/messages", status=403, code=50013, times=None
        )
        arrive(town, "eve")
        await moment(town, 60)

        assert await outcomes(town) == ["unreached"]


async def test_too_many_direct_messages_pause_them_for_everyone(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, mode="dm", welcome_channel_id=porch(town).id)
        eve = arrive(town, "eve")
        close_dms(town, eve, 40003, 400)
        await moment(town, 5)
        open_dms(town)
        finn = arrive(town, "finn")
        await moment(town, 60)

        assert dms(eve) == []
        assert dms(finn) == []
        mentioned = {user.id for one in sent_to(porch(town)) for user in one.mentions}
        assert mentioned == {eve.id, finn.id}

        await moment(town, 600)
        gwen = arrive(town, "gwen")
        await moment(town)
        assert len(dms(gwen)) == 1


async def test_the_pause_is_waited_for_where_there_is_no_welcome_channel(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await choose(town, mode="dm")
        eve = arrive(town, "eve")
        close_dms(town, eve, 40003, 400)
        await moment(town, 5)
        open_dms(town)
        finn = arrive(town, "finn")
        await moment(town, 60)
        assert dms(finn) == []

        await moment(town, 600)

        assert len(dms(finn)) == 1


async def test_who_left_meanwhile_is_not_written_to(open_town: OpenTown) -> None:
    async with open_town(onboarding={"dm_interval_s": 10}) as town:
        await choose(town, mode="dm")
        heard = welcomed(town)
        first = arrive(town, "eve")
        await town.sim.settle()
        second = arrive(town, "finn")
        town.guild.remove_member(second)
        await moment(town, 30)

        assert len(dms(first)) == 1
        assert dms(second) == []
        assert {one.member_id: one.outcome for one in heard}[second.id] is WelcomeOutcome.LEFT


async def test_who_came_back_in_between_is_greeted_once(open_town: OpenTown) -> None:
    async with open_town(onboarding={"dm_interval_s": 30}) as town:
        await choose(town, mode="dm")
        arrive(town, "eve")
        await town.sim.settle()
        finn = arrive(town, "finn")
        await moment(town, 10)
        town.guild.remove_member(finn)
        await town.sim.settle()
        come_back(town, finn)
        await moment(town, 200)

        (message,) = dms(finn)
        assert "Welcome back" in shown(message)


@pytest.mark.parametrize(("mode", "interval_s"), [("dm", 30), ("press", 30), ("press", 0)])
async def test_who_switches_tracking_off_before_their_greeting_gets_none(
    open_town: OpenTown, mode: str, interval_s: int
) -> None:
    async with open_town(onboarding={"dm_interval_s": interval_s}) as town:
        await choose(town, mode=mode, welcome_channel_id=porch(town).id)
        dan = arrive(town, "dan")
        await moment(town)
        eve = arrive(town, "eve")
        await moment(town)
        actor = MemberActor(town.sim.env, town.guild, eve)
        await actor.slash(town.general, "privacy tracking", state="off")
        await moment(town, 120)

        assert dms(eve) == []
        assert all(eve.mention not in shown(message) for message in sent_to(porch(town)))
        assert set(await outcomes(town)) == {mode, "declined"}
        greeted = dms(dan) if mode == "dm" else sent_to(porch(town))
        assert len(greeted) == 1


async def test_in_press_mode_nobody_is_written_to_unasked(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(
            town, mode="press", welcome_channel_id=porch(town).id, welcome_text="Hi {member}!"
        )
        eve = arrive(town, "eve")
        await moment(town, 30)

        (message,) = sent_to(porch(town))
        assert dms(eve) == []
        assert await outcomes(town) == ["press"]

        await town.sim.restart()
        actor = town.guild.channels  # the server is still the same one
        assert actor
        from simcord import MemberActor

        result = await MemberActor(town.sim.env, town.guild, eve).click(
            message, label="Show my first steps"
        )

        assert result.ephemeral
        assert shown(result.response) == f"Hi {eve.mention}!"


async def test_no_more_of_these_is_kept_over_a_restart_and_a_return(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, mode="dm")
        eve = arrive(town, "eve")
        await moment(town)
        await town.sim.restart()
        await eve.click(dms(eve)[0], label="No more of these")
        assert labels(dms(eve)[0]) == ["Send me these again"]

        town.guild.remove_member(eve)
        await moment(town, 60)
        come_back(town, eve)
        await moment(town, 60)

        assert len([message for message in dms(eve) if message.components]) == 1
        assert await outcomes(town) == ["dm", "declined"]


class Watch:
    """A raid that is on until it is said to be over."""

    on = True

    async def is_raided(self, guild_id: int) -> bool:
        return self.on


async def test_greetings_wait_while_a_raid_is_on(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, mode="dm")
        watch = Watch()
        town.bot.ports.provide(RaidWatch, watch)  # type: ignore[type-abstract]
        eve, raider = arrive(town, "eve"), arrive(town, "raider")
        await moment(town, 300)
        assert dms(eve) == []
        town.guild.remove_member(raider)

        watch.on = False
        await town.sim.as_bot(town.bot.signals.send(RaidEnded(town.guild.id)))
        await moment(town, 5)

        assert len(dms(eve)) == 1
        assert dms(raider) == []
        assert sorted(filter(None, await outcomes(town))) == ["dm", "left"]


async def test_a_greeting_of_several_waits_while_a_raid_is_on(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, mode="press", welcome_channel_id=porch(town).id)
        eve, finn, raider = (arrive(town, name) for name in ("eve", "finn", "raider"))
        # Their own jobs have handed them over: the raid begins before the one of them all runs.
        await moment(town, 14)
        watch = Watch()
        town.bot.ports.provide(RaidWatch, watch)  # type: ignore[type-abstract]
        await moment(town, 60)
        assert sent_to(porch(town)) == []
        town.guild.remove_member(raider)

        watch.on = False
        await town.sim.as_bot(town.bot.signals.send(RaidEnded(town.guild.id)))
        await moment(town, 150)

        (message,) = sent_to(porch(town))
        assert {user.id for user in message.mentions} == {eve.id, finn.id}
        assert sorted(filter(None, await outcomes(town))) == ["left", "press", "press"]


async def test_a_server_that_greets_no_more_greets_nobody_who_waits(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, mode="press", welcome_channel_id=porch(town).id)
        arrive(town, "eve")
        await moment(town, 5)
        await choose(town, mode="off")
        await moment(town, 60)

        assert sent_to(porch(town)) == []
        assert await outcomes(town) == ["off"]


async def test_a_raid_that_ends_without_a_word_ends_all_the_same(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, mode="dm")
        watch = Watch()
        town.bot.ports.provide(RaidWatch, watch)  # type: ignore[type-abstract]
        eve = arrive(town, "eve")
        await moment(town, 60)
        watch.on = False
        await moment(town, 200)

        assert len(dms(eve)) == 1


async def test_greetings_are_paced(open_town: OpenTown) -> None:
    async with open_town(onboarding={"dm_interval_s": 10}) as town:
        await choose(town, mode="dm")
        people = [arrive(town, f"wave{number}") for number in range(5)]
        reached = []
        for _ in range(5):
            await moment(town, 9.9 if not reached else 10)
            reached.append(sum(len(dms(one)) for one in people))

        assert reached == [1, 2, 3, 4, 5]


async def test_what_became_due_while_the_bot_was_down_is_paced_too(open_town: OpenTown) -> None:
    async with open_town(onboarding={"dm_interval_s": 10}) as town:
        await choose(town, mode="dm")
        people = [arrive(town, f"wave{number}") for number in range(8)]
        await town.sim.settle()

        async def meanwhile() -> None:
            town.sim.env._move_clock(town.sim.env._virtual_time + 3_600)

        await town.sim.restart(meanwhile=meanwhile)
        reached = []
        for _ in range(12):
            await moment(town, 10 if reached else 9.9)
            reached.append(sum(len(dms(one)) for one in people))

        steps = [after - before for before, after in pairwise([1, *reached])]
        assert reached[-1] == 8
        assert max(steps) <= 1, reached


@pytest.mark.parametrize("in_a_row", [False, True])
async def test_a_kill_between_sending_and_writing_down_sends_nothing_twice(
    in_a_row: bool, open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town(onboarding={"dm_interval_s": 60}) as town:
        await choose(town, mode="dm")

        async def lost(*_args: object) -> None:
            raise RuntimeError("the machine lost power")

        from cogs.onboarding.service.welcomes import WelcomeService

        with monkeypatch.context() as patched:
            patched.setattr(WelcomeService, "conclude", lost)
            eve = arrive(town, "eve")
            await moment(town)
            assert len(dms(eve)) == 1
            await town.sim.restart(kill=True)
        if in_a_row:
            # They take the places before hers: a late greeting goes to the end of the row.
            for name in ("finn", "gwen", "hugo"):
                arrive(town, name)
            for _ in range(10):
                await moment(town, 60)
        # Longer than Discord remembers a nonce.
        await town.sim.skip_to(town.sim.now() + timedelta(hours=2))
        await moment(town, 60)

        assert len(dms(eve)) == 1
        assert set(await outcomes(town)) == {"dm"}


@contextmanager
def no_arrival_noted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the power fail, in the block, when a message has arrived and before that is noted."""

    async def lost(*_args: object) -> None:
        raise RuntimeError("the machine lost power")

    with monkeypatch.context() as patched:
        patched.setattr(Deliveries, "arrived", lost)
        yield


async def test_a_kill_after_a_greeting_of_several_sends_it_to_the_channel_once(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town() as town:
        await choose(town, mode="press", welcome_channel_id=porch(town).id)

        with no_arrival_noted(monkeypatch):
            people = [arrive(town, name) for name in ("eve", "finn", "gwen")]
            await moment(town, 25)
            assert len(sent_to(porch(town))) == 1
            await town.sim.restart(kill=True)
        # Longer than Discord remembers a nonce.
        await town.sim.skip_to(town.sim.now() + timedelta(hours=2))
        await moment(town, 60)

        (message,) = sent_to(porch(town))
        assert {user.id for user in message.mentions} == {one.id for one in people}
        assert await outcomes(town) == ["press"] * 3


async def test_where_nobody_can_look_whether_it_was_sent_managers_are_told(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town() as town:
        await choose(town, mode="press", welcome_channel_id=porch(town).id)

        with no_arrival_noted(monkeypatch):
            arrive(town, "eve")
            await moment(town, 25)
            await town.sim.restart(kill=True)
        real = town.bot.get_channel(porch(town).id)
        assert isinstance(real, discord.TextChannel)
        await town.sim.as_bot(
            real.set_permissions(real.guild.me, read_message_history=False, send_messages=True)
        )
        await town.sim.skip_to(town.sim.now() + timedelta(hours=2))
        await moment(town, 60)

        assert len(sent_to(porch(town))) == 1
        assert await outcomes(town) == ["unreached"]
