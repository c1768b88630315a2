"""Raids as attackers make them and as moderators meet them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor
from simcord.backend.errors import SetupError
from sqlalchemy import select

from bot.jobs.models import JobRow, JobState
from bot.ports import RaidWatch
from bot.signals import RaidEnded
from cogs.moderation.domain.actions import Action, Dm, Outcome
from cogs.moderation.models import CaseRow
from cogs.moderation.repository.raids import Raid
from cogs.moderation.service.cases import Cases, NewCase, Opened
from cogs.moderation.service.raids import RaidService
from tests.plugins.answers import sentence
from tests.plugins.moderators import (
    case,
    choose,
    is_banned,
    is_here,
    moderator,
    moment,
    numbers,
    open_log,
)
from tests.plugins.newcomers import come_back, dms, labels
from tests.plugins.town import OpenTown, Town, embed_of, said

LOW, HIGH, HIGHEST = 1, 3, 4
STRANGERS = ("quill", "otter", "harbor", "maple", "zephyr", "cobalt", "lumen", "nectar", "bishop")


async def attack(
    town: Town, names: Iterable[str] | None = None, *, age: timedelta = timedelta(days=300)
) -> list[MemberActor]:
    """Let accounts join that only their names have in common, within moments."""
    found = []
    for place, name in enumerate(names or [f"raider{number}" for number in range(12)]):
        made = town.sim.now() - age - timedelta(days=9) * place
        found.append(town.guild.add_member(town.sim.user(name, created=made)))
    await town.sim.settle()
    return found


async def raided(town: Town) -> bool:
    watch = town.bot.ports.get(RaidWatch)  # type: ignore[type-abstract]
    return await town.sim.as_bot(watch.is_raided(town.guild.id))


def alerts(log: ChannelHandle) -> list[discord.Message]:
    return [
        message
        for message in log.history()
        if message.embeds and (message.embeds[0].title or "").startswith("Raid #")
    ]


def alert(log: ChannelHandle) -> discord.Message:
    (message,) = alerts(log)
    return message


def level(town: Town) -> int:
    return town.sim.env.backend.get_guild(town.guild.id).verification_level


def set_level(town: Town, value: int) -> None:
    town.sim.env.backend.edit_guild(town.guild.id, {"verification_level": value})


def pause(town: Town) -> str | None:
    """Return until when invites are paused, as Discord has it."""
    return town.sim.env.backend.incidents.get(town.guild.id, {}).get("invites_disabled_until")


def set_pause(town: Town, until: datetime | None) -> None:
    value = None if until is None else until.isoformat()
    kept = town.sim.env.backend.incidents.setdefault(town.guild.id, {})
    kept["invites_disabled_until"] = value


def closed(town: Town) -> dict[int, list[Any]]:
    world = town.sim.env.backend
    return {
        one: sorted(
            (kept.target_id, kept.allow, kept.deny) for kept in world.get_channel(one).overwrites
        )
        for one in world.get_guild(town.guild.id).channel_ids
    }


def roles(town: Town, who: Any) -> set[int]:
    return set(town.sim.env.backend.get_guild(town.guild.id).members[who.id].role_ids)


async def quarantine(town: Town) -> int:
    role = town.guild.create_role("quarantine")
    await town.sim.settle()
    await choose(town, quarantine_role_id=role.id)
    return int(role.id)


async def actions(town: Town) -> list[tuple[str, str]]:
    chosen = select(CaseRow.action, CaseRow.outcome).order_by(CaseRow.number)
    return [(row[0], row[1]) for row in await town.rows(chosen)]


async def retry(town: Town) -> None:
    """Try again what failed for good, as a manager does from /doctor."""
    async with town.bot.database.begin() as connection:
        (dead,) = await town.bot.jobs.store.dead_letters(connection, town.guild.id)
        await town.bot.jobs.store.retry(connection, town.guild.id, dead.job_id)
    town.bot.jobs.wake()


async def answer(town: Town, who: MemberActor, label: str) -> InteractionResult:
    """Ask for a clean-up of the first cluster and answer the question; return what was asked."""
    asked = await who.slash(town.general, "raid cleanup", cluster=1)
    await who.click(asked.response, label=label)
    return asked


async def press(who: MemberActor, log: ChannelHandle, label: str) -> InteractionResult:
    return await who.click(alert(log), label=label)


# -- it is seen ---------------------------------------------------------------------------------


async def test_a_raid_is_seen_and_moderators_are_shown_who_belongs_together(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        log = await open_log(town)
        raiders = await attack(town)
        assert await raided(town)
        await moment(town, 5)

        message = alert(log)
        (embed,) = message.embeds
        assert embed.title == "Raid #1"
        (cluster,) = [one for one in embed.fields if "Cluster" in (one.name or "")]
        assert cluster.name == "Cluster 1 · 12 accounts · like names"
        assert f"<@{raiders[0].id}>" in (cluster.value or "")
        assert labels(message) == [
            "Pause invites",
            "Raise verification",
            "Lock channels",
            "End raid",
            "Quarantine cluster 1 (12)",
        ]
        assert (await case(town, 1)).action is Action.RAID
        assert (await case(town, 1)).moderator_id is None
        # Nothing is done to anybody by itself.
        assert all(is_here(town, one) for one in raiders)
        assert await numbers(town) == [1]


async def test_a_crowd_that_follows_a_link_is_no_raid(open_town: OpenTown) -> None:
    async with open_town() as town:
        log = await open_log(town)

        await attack(town, [*STRANGERS, *(name[::-1] for name in STRANGERS)])
        await moment(town, 5)

        assert not await raided(town)
        assert alerts(log) == []


async def test_an_alert_that_no_channel_could_show_comes_once_there_is_one(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await attack(town)
        await moment(town, 30)
        assert await raided(town)

        log = town.guild.channels["off-topic"]
        key = "moderation.log_channel_id"
        await town.mayor.slash(town.general, "settings set", key=key, value=log.mention)
        await moment(town, 10)
        assert len(alerts(log)) == 1
        await choose(town, queue_channel_id=town.general.id)
        await moment(town, 10)
        assert len(alerts(log)) == 1
        assert alerts(town.general) == []


async def test_the_attacker_who_comes_in_waves_is_in_one_raid(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        await attack(town)
        await moment(town, 120)
        await attack(town, [f"raider_{number}" for number in range(20, 29)])
        await moment(town, 120)

        assert len(alerts(log)) == 1
        assert "Quarantine cluster 1 (21)" in labels(alert(log))
        status = embed_of(await mia.slash(town.general, "raid status"))
        assert "22 in the last hour" in str([one.value for one in status.fields])


async def test_nothing_is_seen_where_a_server_does_not_want_it(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, raid_joins=0)
        await attack(town)

        assert not await raided(town)


async def test_what_came_before_a_restart_counts(open_town: OpenTown) -> None:
    async with open_town() as town:
        await attack(town, [f"raider{number}" for number in range(7)])
        await town.sim.restart(kill=True)
        assert not await raided(town)

        await attack(town, [f"raider{number}" for number in range(10, 14)])

        assert await raided(town)


async def test_like_messages_of_many_accounts_are_a_raid_too(open_town: OpenTown) -> None:
    async with open_town() as town:
        service, log = town.bot.ports.get(RaidService), await open_log(town)
        few = await town.sim.as_bot(service.same_texts(town.guild.id, range(1, 6)))
        assert few is None

        await town.sim.as_bot(service.same_texts(town.guild.id, range(1, 13)))
        await moment(town, 5)

        names = [one.name for one in alert(log).embeds[0].fields]
        assert "Cluster 1 · 12 accounts · like messages" in names


async def test_what_newcomers_write_alike_raises_the_alert_with_them(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        await choose(town, raid_joins=0, raid_texts=5)
        await town.crowd(7)
        long_ago = town.sim.now() - timedelta(days=300)
        zoe = town.sim.add_member(
            town.guild, town.sim.user("zoe", created=long_ago), joined=long_ago
        )
        await town.sim.settle()
        for place, guest in enumerate([*town.guests[:4], town.mayor, zoe]):
            await guest.send(town.general, f"this server is run by liars, leave it now {place}")
        await moment(town)
        assert not await raided(town)

        for guest in town.guests[4:]:
            await guest.send(town.general, "this server is run by liars!! leave it now")
        await moment(town, 90)

        fields = alert(log).embeds[0].fields
        assert "Cluster 1 · 7 accounts · like messages" in [one.name for one in fields]
        named = next(one.value or "" for one in fields if "Cluster 1" in (one.name or ""))
        assert str(town.guests[0].id) in named
        assert str(zoe.id) not in named
        raid = await case(town, 1)
        assert (raid.action, raid.moderator_id) == (Action.RAID, None)
        assert "5 accounts wrote nearly the same" in raid.reason
        assert "Quarantine cluster 1 (7)" in labels(alert(log))
        result = await mia.slash(town.general, "raid end")
        assert result.acknowledged


async def test_the_status_shows_look_alikes_also_without_a_raid(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await attack(town, ["wolf_1", "wolf_2", "wolf_3"])

        embed = embed_of(await mia.slash(town.general, "raid status"))

        assert embed.title == "No raid"
        assert embed.fields[1].name == "3 accounts · like names"


# -- measures -----------------------------------------------------------------------------------


@pytest.mark.parametrize("by_hand", [True, False])
async def test_every_measure_is_undone_exactly(open_town: OpenTown, by_hand: bool) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        set_level(town, LOW)
        before = closed(town)
        ended: list[RaidEnded] = []

        async def hear(signal: RaidEnded) -> None:
            ended.append(signal)

        town.bot.signals.listen(RaidEnded, hear)
        await attack(town)
        await moment(town, 5)

        assert "Nobody can join" in said(await press(mia, log, "Pause invites"))
        assert "is higher until" in said(await press(mia, log, "Raise verification"))
        assert "to all but the team" in said(await press(mia, log, "Lock channels"))
        await moment(town, 5)
        assert level(town) == HIGH
        assert pause(town) is not None
        assert closed(town) != before
        assert "disabled" not in labels(alert(log))

        if by_hand:
            assert "is ending" in said(await press(mia, log, "End raid"))
            await moment(town, 10)
        else:
            await town.sim.advance(timedelta(minutes=40))
        assert not await raided(town)
        assert level(town) == LOW
        assert pause(town) is None
        assert closed(town) == before
        assert ended == [RaidEnded(town.guild.id)]
        assert alert(log).embeds[0].title == "Raid #1 is over"
        assert labels(alert(log)) == []
        assert await actions(town) == [
            ("raid", "done"),
            ("raid", "done"),
            ("raid", "done"),
            ("lockdown", "done"),
            ("unlock", "done"),
            ("raid", "done"),
        ]
        assert (await case(town, 6)).moderator_id == (mia.id if by_hand else None)


async def test_who_waits_hears_of_the_end_also_where_the_process_died_then(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cogs.onboarding.settings import GuildSettings as OnboardingSettings

    over, heard = RaidService.ended, list[RaidEnded]()

    async def hear(signal: RaidEnded) -> None:
        heard.append(signal)

    async with open_town() as town:
        mia, _ = await moderator(town), await open_log(town)
        await town.bot.guild_settings.set(town.guild.id, OnboardingSettings, "mode", "dm")

        async def stops(service: RaidService, raid: Raid) -> None:
            await over(service, raid)
            await town.bot.waiting.sleep(timedelta(days=1), "the end of the process")

        await attack(town)
        eve = town.sim.user("eve")
        town.guild.add_member(eve)
        await moment(town, 5)
        assert await raided(town)
        with monkeypatch.context() as patched:
            patched.setattr(RaidService, "ended", stops)
            await mia.slash(town.general, "raid end")
            await moment(town, 5)
            assert not await raided(town)
            assert dms(eve) == []
            await town.sim.restart(kill=True)
        town.bot.signals.listen(RaidEnded, hear)
        await moment(town, 300)

        assert heard == [RaidEnded(town.guild.id)]
        assert len(dms(eve)) == 1
        assert await actions(town) == [("raid", "done"), ("raid", "done")]


async def test_a_pause_that_was_there_before_is_there_again(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        until = town.sim.now() + timedelta(hours=5)
        set_pause(town, until)
        await attack(town)
        await moment(town, 5)
        await press(mia, log, "Pause invites")
        assert pause(town) != until.isoformat()

        await mia.slash(town.general, "raid end")
        await moment(town, 5)

        assert pause(town) == until.isoformat()


async def test_what_somebody_changed_by_hand_meanwhile_stays(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        await attack(town)
        await moment(town, 5)
        await press(mia, log, "Pause invites")
        await press(mia, log, "Raise verification")
        set_level(town, HIGHEST)
        set_pause(town, None)

        await mia.slash(town.general, "raid end")
        await moment(town, 5)

        assert level(town) == HIGHEST
        assert pause(town) is None


@pytest.mark.parametrize("kill", [True, False])
async def test_a_raid_that_ended_while_the_bot_was_away_is_undone_once(
    open_town: OpenTown, kill: bool
) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        set_level(town, LOW)
        await attack(town)
        status = await mia.slash(town.general, "raid status")
        await mia.click(status.response, label="Raise verification")

        async def later() -> None:
            town.sim.pass_to(town.sim.now() + timedelta(hours=3))

        await town.sim.restart(kill=kill, meanwhile=later)
        await town.sim.advance(timedelta(minutes=3))

        assert not await raided(town)
        assert level(town) == LOW
        set_level(town, HIGH)
        await town.sim.advance(timedelta(minutes=30))
        assert level(town) == HIGH
        assert await actions(town) == [("raid", "done")] * 3


async def test_invites_stay_paused_for_as_long_as_it_lasts(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        await choose(town, raid_quiet_minutes=1_440)
        await attack(town)
        await moment(town, 5)
        await press(mia, log, "Pause invites")

        for _ in range(2):
            await town.sim.skip_to(town.sim.now() + timedelta(hours=11, minutes=45))

        until = pause(town)
        assert until is not None
        assert datetime.fromisoformat(until) > town.sim.now() + timedelta(hours=1)


async def test_two_moderators_press_at_once(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        await attack(town)
        await moment(town, 5)
        seen = await town.mayor.slash(town.general, "raid status")
        await press(mia, log, "Raise verification")

        second = await town.mayor.click(seen.response, label="Raise verification")

        assert "done already" in sentence(said(second))
        assert level(town) == HIGH


async def test_what_discord_refuses_can_be_tried_again(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        await attack(town)
        await moment(town, 5)
        await town.forbid("manage_guild", "administrator")

        refused = await press(mia, log, "Raise verification")

        assert "I need the permission **Manage Server**" in sentence(said(refused))
        assert await numbers(town) == [1]
        assert level(town) == 0


async def test_a_measure_that_discord_refuses_is_not_taken(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        set_level(town, LOW)
        await attack(town)
        await moment(town, 5)
        town.sim.env.inject_error("PATCH", "/guilds/*", status=403, code=50013, times=1)

        refused = await press(mia, log, "Raise verification")
        assert "case #2 says so" in sentence(said(refused))
        assert (await case(town, 2)).outcome is Outcome.FAILED
        town.sim.env.backend.faults.clear()
        await press(mia, log, "Raise verification")
        assert level(town) == HIGH

        await mia.slash(town.general, "raid end")
        await moment(town, 5)
        assert level(town) == LOW


async def test_what_cannot_be_put_back_is_said_and_tried_again(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        set_level(town, LOW)
        await attack(town)
        await moment(town, 5)
        await press(mia, log, "Raise verification")
        await press(mia, log, "Pause invites")
        town.sim.env.inject_error("PATCH", "/guilds/*", status=403, code=50013)

        await mia.slash(town.general, "raid end")
        await moment(town, 5)
        # The rest is put back, and greetings go on.
        assert (level(town), pause(town)) == (HIGH, None)
        assert not await raided(town)
        chosen = select(JobRow.last_error).where(JobRow.state == JobState.DEAD)
        ((error,),) = await town.rows(chosen)
        assert "Verification level" in error
        assert "could not put everything back" in (alert(log).embeds[0].description or "")

        town.sim.env.backend.faults.clear()
        await town.sim.as_bot(retry(town))
        await moment(town, 5)
        assert level(town) == LOW


async def test_the_highest_level_cannot_be_raised(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        set_level(town, HIGHEST)
        await attack(town)
        await moment(town, 5)

        assert "highest already" in sentence(said(await press(mia, log, "Raise verification")))


# -- accounts -----------------------------------------------------------------------------------


async def test_a_quarantine_is_not_shed_and_ends_with_the_raid(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        role_id = await quarantine(town)
        raiders = await attack(town)
        await moment(town, 5)

        assert "Putting 12 accounts" in said(await press(mia, log, "Quarantine cluster 1 (12)"))
        await moment(town, 30)
        assert all(role_id in roles(town, one) for one in raiders)
        assert role_id not in roles(town, town.ada)
        second = await case(town, 2)
        assert (second.action, second.outcome) == (Action.QUARANTINE, Outcome.DONE)
        assert (second.moderator_id, second.dm) == (mia.id, Dm.NONE)

        town.guild.remove_member(raiders[0])
        await town.sim.settle()
        come_back(town, raiders[0].user)
        await town.sim.settle()
        assert role_id in roles(town, raiders[0])

        await mia.slash(town.general, "raid end")
        await moment(town, 30)
        assert not any(role_id in roles(town, one) for one in raiders)
        assert (await case(town, 2)).ended_at is not None


async def test_who_was_in_quarantine_before_stays_there(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        role_id = await quarantine(town)
        raiders = await attack(town)
        town.sim.env.backend.add_member_role(town.guild.id, raiders[3].id, role_id)
        await town.sim.settle()
        await moment(town, 5)
        await press(mia, log, "Quarantine cluster 1 (12)")
        await moment(town, 30)

        await mia.slash(town.general, "raid end")
        await moment(town, 30)

        assert [role_id in roles(town, one) for one in raiders].count(True) == 1
        assert role_id in roles(town, raiders[3])


async def test_without_a_role_there_is_no_quarantine(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        await attack(town)
        await moment(town, 5)

        refused = await press(mia, log, "Quarantine cluster 1 (12)")

        assert "no role for a quarantine yet" in sentence(said(refused))
        assert await numbers(town) == [1]


@pytest.mark.parametrize("many_at_once", [True, False])
async def test_a_cluster_is_banned_and_taken_back_within_an_hour(
    open_town: OpenTown, many_at_once: bool
) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        if not many_at_once:
            await town.forbid("manage_guild", "administrator")
        raiders = await attack(town)
        town.guild.remove_member(raiders[5])
        await town.sim.settle()

        asked = await mia.slash(town.general, "raid cleanup", cluster=1)
        assert not is_banned(town, raiders[0])
        await mia.click(asked.response, label="Ban them")
        await moment(town, 30)
        # Who left is kept out, too.
        assert all(is_banned(town, one) for one in raiders)
        assert not is_banned(town, town.ada)
        second = await case(town, 2)
        assert (second.action, second.outcome) == (Action.BAN, Outcome.DONE)
        assert second.target_id == min(one.id for one in raiders)
        again = await mia.slash(town.general, "raid cleanup", cluster=1)
        assert "All of cluster 1 is done" in sentence(said(again))

        undone = await mia.click(asked.response, label="Take the bans back")
        assert "Taking back 12 bans" in said(undone)
        await moment(town, 30)
        assert not any(is_banned(town, one) for one in raiders)
        assert (await case(town, 2)).voided_at is not None


@pytest.mark.parametrize("what", [Action.BAN, Action.QUARANTINE])
async def test_a_sweep_that_was_cut_off_after_a_case_began_goes_on_with_it(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch, what: Action
) -> None:
    opens = Cases.open

    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        await quarantine(town)
        raiders = await attack(town)
        await moment(town, 5)

        async def stops(cases: Cases, new: NewCase, **how: Any) -> Opened:
            opened = await opens(cases, new, **how)
            if new.target_id == sorted(one.id for one in raiders)[3]:
                await town.bot.waiting.sleep(timedelta(days=1), "the end of the process")
            return opened

        with monkeypatch.context() as patched:
            patched.setattr(Cases, "open", stops)
            if what is Action.BAN:
                await answer(town, mia, "Ban them")
            else:
                await press(mia, log, "Quarantine cluster 1 (12)")
            await moment(town, 5)
            assert len(await numbers(town)) == 5
            await town.sim.restart(kill=True)
        await moment(town, 600)

        assert await actions(town) == [("raid", "done"), *[(str(what), "done")] * 12]
        targets = [row[0] for row in await town.rows(select(CaseRow.target_id))]
        assert sorted(one for one in targets if one) == sorted(one.id for one in raiders)


async def test_after_an_hour_a_clean_up_stays(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        raiders = await attack(town)
        asked = await answer(town, mia, "Ban them")
        await town.sim.advance(timedelta(minutes=70))

        late = await mia.click(asked.response, label="Take the bans back")

        assert "no ban of the last hour" in sentence(said(late))
        assert is_banned(town, raiders[0])


async def test_who_says_no_bans_nobody(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        raiders = await attack(town)

        await answer(town, mia, "Leave them")
        await moment(town, 10)

        assert not any(is_banned(town, one) for one in raiders)
        assert await numbers(town) == [1]


async def test_a_team_member_among_them_is_left_alone(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        raiders = await attack(town)
        world = town.sim.env.backend
        role_id = next(iter(roles(town, mia)))
        world.add_member_role(town.guild.id, raiders[4].id, role_id)
        await town.sim.settle()

        await answer(town, mia, "Ban them")
        await moment(town, 30)

        assert [is_banned(town, one) for one in raiders].count(True) == 11
        assert is_here(town, raiders[4])


async def test_a_clean_up_that_may_not_be_done_is_not_begun(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await attack(town)
        await town.forbid("ban_members", "administrator")

        refused = await mia.slash(town.general, "raid cleanup", cluster=1)

        assert "I need the permission **Ban Members**" in sentence(said(refused))


async def test_clusters_that_are_not_there(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        none = await mia.slash(town.general, "raid cleanup", cluster=1)
        assert "no raid here yet" in sentence(said(none))
        await attack(town)

        unknown = await mia.slash(town.general, "raid cleanup", cluster=9)

        assert "There is no cluster 9" in sentence(said(unknown))


# -- by hand, and by whom ------------------------------------------------------------------------


async def test_a_moderator_starts_and_ends_a_raid(open_town: OpenTown) -> None:
    async with open_town() as town:
        # There is no mod log: it is shown where reports are.
        mia, log = await moderator(town), town.guild.channels["off-topic"]
        await choose(town, queue_channel_id=log.id)

        started = await mia.slash(town.general, "raid start", reason="They said so @everyone")
        assert said(started) == "Raid #1 is on. Greetings wait until it is over."
        assert (await case(town, 1)).moderator_id == mia.id
        about = embed_of(started).description or ""
        assert about.startswith("A moderator says that a raid is on; I know of no accounts")
        again = await mia.slash(town.general, "raid start")
        assert "on already: #1" in sentence(said(again))
        await moment(town, 5)
        assert len(alerts(log)) == 1

        assert "is ending" in said(await mia.slash(town.general, "raid end"))
        await moment(town, 5)
        none = await mia.slash(town.general, "raid end")
        assert "No raid is on" in sentence(said(none))
        assert await actions(town) == [("raid", "done")] * 2


async def test_an_old_alert_does_nothing_more(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await attack(town)
        await moment(town, 5)
        seen = await mia.slash(town.general, "raid status")
        await mia.slash(town.general, "raid end")
        await moment(town, 5)

        late = await mia.click(seen.response, label="Raise verification")

        assert "That raid is over" in sentence(said(late))
        assert level(town) == 0


async def test_attackers_and_members_may_do_nothing_of_it(open_town: OpenTown) -> None:
    async with open_town() as town:
        log = await open_log(town)
        raiders = await attack(town)
        await moment(town, 5)

        for who in (raiders[0], town.ada):
            for label in ("End raid", "Raise verification", "Pause invites", "Lock channels"):
                assert "moderator" in sentence(said(await who.click(alert(log), label=label)))
            for command in ("raid status", "raid start", "raid end"):
                with pytest.raises(SetupError, match="not visible"):
                    await who.slash(town.general, command)

        assert await raided(town)
        assert level(town) == 0
        assert await numbers(town) == [1]
