"""Channels are closed and slowed down by moderators, and become exactly what they were, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import ChannelHandle
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from sqlalchemy import select

from bot.jobs.models import JobRow, JobState
from cogs.moderation.models import CaseRow, ChannelHold
from tests.plugins.moderators import fields, open_log, posted
from tests.plugins.town import OpenTown, Town, embed_of, said

SEND = discord.Permissions(send_messages=True).value
VIEW = discord.Permissions(view_channel=True).value
# A permission that no library knows yet.
UNKNOWN = 1 << 60


def overwrites(town: Town, channel: ChannelHandle) -> set[tuple[int, int, int, int]]:
    """Return a channel's overwrites as Discord has them."""
    found = town.sim.env.backend.get_channel(channel.id).overwrites
    return {(one.target_id, one.type, one.allow, one.deny) for one in found}


async def furnish(town: Town, channel: ChannelHandle) -> set[tuple[int, int, int, int]]:
    """Give a channel overwrites of every sort; return them."""
    talkers = town.guild.create_role("talkers")
    town.sim.env.backend.edit_channel(
        channel.id,
        {},
        overwrites=[
            Overwrite(town.guild.id, OverwriteType.ROLE, allow=SEND, deny=UNKNOWN),
            Overwrite(talkers.id, OverwriteType.ROLE, allow=SEND | VIEW),
            Overwrite(town.ada.id, OverwriteType.MEMBER, allow=0, deny=0),
        ],
    )
    await town.sim.settle()
    return overwrites(town, channel)


def may_send(town: Town, who: Any, channel: ChannelHandle) -> bool:
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    member, place = guild.get_member(who.id), guild.get_channel(channel.id)
    assert member is not None
    assert place is not None
    return place.permissions_for(member).send_messages


async def later(town: Town, **delta: int) -> None:
    """Let time pass in one stride, and what came due meanwhile happen."""
    await town.sim.skip_to(town.sim.now() + timedelta(**delta))
    await town.sim.advance(timedelta(seconds=2))


async def cases(town: Town) -> list[tuple[Any, ...]]:
    return await town.rows(
        select(CaseRow.number, CaseRow.action, CaseRow.outcome, CaseRow.moderator_id).order_by(
            CaseRow.number
        )
    )


async def held(town: Town) -> int:
    return len(await town.rows(select(ChannelHold.channel_id)))


async def test_a_closed_channel_opens_exactly_as_it_was(open_town: OpenTown) -> None:
    async with open_town() as town:
        before = await furnish(town, town.general)

        locked = await town.mayor.slash(town.general, "lock", reason="too heated @everyone")
        assert "closed to all but the team (case #1)" in said(locked)
        assert not may_send(town, town.ada, town.general)
        # Who closed it, and who opens it again, may still write there.
        assert may_send(town, town.mayor, town.general)
        assert may_send(town, town.guild.me, town.general)
        again = await town.mayor.slash(town.general, "lock")
        assert "closed already, with case #1" in said(again)

        opened = await town.mayor.slash(town.general, "unlock")
        assert "open again, exactly as it was" in said(opened)
        assert overwrites(town, town.general) == before
        assert await held(town) == 0
        assert await cases(town) == [
            (1, "lock", "done", town.mayor.id),
            (2, "unlock", "done", town.mayor.id),
        ]
        entry = next(one for one in town.sim.requests if one.method == "PATCH")
        assert entry.path == f"/channels/{town.general.id}"


async def test_what_a_moderator_changed_by_hand_meanwhile_stays(open_town: OpenTown) -> None:
    async with open_town() as town:
        before = await furnish(town, town.general)
        await town.mayor.slash(town.general, "lock")
        world = town.sim.env.backend
        now = list(world.get_channel(town.general.id).overwrites)
        mine = Overwrite(town.bob.id, OverwriteType.MEMBER, allow=SEND)
        world.edit_channel(town.general.id, {}, overwrites=[*now, mine])
        await town.sim.settle()

        await town.mayor.slash(town.general, "unlock")

        added = (town.bob.id, OverwriteType.MEMBER, SEND, 0)
        assert overwrites(town, town.general) == before | {added}


@pytest.mark.parametrize("away", [False, True])
async def test_a_lock_ends_by_itself_once_also_after_downtime(
    open_town: OpenTown, away: bool
) -> None:
    async with open_town() as town:
        before = await furnish(town, town.general)
        result = await town.mayor.slash(town.general, "lock", duration="30m")
        assert "until <t:" in said(result)
        assert not may_send(town, town.ada, town.general)

        if away:

            async def meanwhile() -> None:
                town.sim.pass_to(town.sim.now() + timedelta(hours=2))

            await town.sim.restart(kill=True, meanwhile=meanwhile)
        await later(town, minutes=31)
        await town.sim.restart()
        await later(town, minutes=2)

        assert overwrites(town, town.general) == before
        assert await held(town) == 0
        assert await cases(town) == [
            (1, "lock", "done", town.mayor.id),
            (2, "unlock", "done", None),
        ]


async def test_unlocking_earlier_calls_the_end_off(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.mayor.slash(town.general, "lock", duration="30m")
        await town.mayor.slash(town.general, "unlock")
        await town.mayor.slash(town.general, "lock")
        await later(town, hours=1)

        assert not may_send(town, town.ada, town.general)
        assert [row[1] for row in await cases(town)] == ["lock", "unlock", "lock"]


async def test_a_lock_that_discord_refuses_is_said_and_leaves_nothing(open_town: OpenTown) -> None:
    async with open_town() as town:
        before = await furnish(town, town.general)
        town.sim.env.inject_error("PATCH", "/channels/*", status=403, code=50013)

        refused = await town.mayor.slash(town.general, "lock", duration="30m")

        assert "case #1 says so" in said(refused)
        assert overwrites(town, town.general) == before
        assert await held(town) == 0
        assert await cases(town) == [(1, "lock", "failed", town.mayor.id)]
        waiting = select(JobRow.kind).where(JobRow.state == JobState.WAITING)
        assert ("moderation-reopen",) not in await town.rows(waiting)


async def test_missing_permissions_are_said_before_anything_is_done(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.forbid("manage_roles", "administrator")

        refused = await town.mayor.slash(town.general, "lock")

        assert "Manage Roles" in said(refused)
        assert await cases(town) == []


@pytest.mark.parametrize("typed", ["0", "100 years", "tomorrow", "-5m", "30"])
async def test_a_duration_that_cannot_be_is_refused(open_town: OpenTown, typed: str) -> None:
    async with open_town() as town:
        refused = await town.mayor.slash(town.general, "lock", duration=typed)

        assert "10m" in said(refused) or "minute" in said(refused)
        assert await cases(town) == []
        assert may_send(town, town.ada, town.general)


async def test_members_close_nothing(open_town: OpenTown) -> None:
    async with open_town() as town:
        # A manager may have shown the command to everybody in Discord's own settings.
        shown = await town.sim.as_bot(town.bot.tree.fetch_commands())
        (command,) = (one for one in shown if one.name == "lock")
        town.guild.set_command_permissions(command.id, {town.ada: True})
        refused = await town.ada.slash(town.general, "lock")

        assert "moderator" in said(refused)
        assert may_send(town, town.ada, town.general)


async def test_unlock_knows_only_what_it_closed(open_town: OpenTown) -> None:
    async with open_town() as town:
        result = await town.mayor.slash(town.general, "unlock")

        assert "was not closed by me" in said(result)


def pace(town: Town, channel: ChannelHandle) -> int:
    return int(town.sim.env.backend.get_channel(channel.id).rate_limit_per_user)


async def test_a_slowmode_ends_at_what_was_before(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.mayor.slash(town.general, "slowmode", duration="5s")
        assert pace(town, town.general) == 5
        again = await town.mayor.slash(town.general, "slowmode", duration="5s")
        assert "already, so I did nothing" in said(again)

        await town.mayor.slash(town.general, "slowmode", duration="1m", lasts="1h")
        result = await town.mayor.slash(town.general, "slowmode", duration="2m", lasts="2h")
        assert "2 minutes between messages" in said(result)
        assert pace(town, town.general) == 120
        await later(town, minutes=90)
        assert pace(town, town.general) == 120

        await later(town, minutes=31)
        assert pace(town, town.general) == 5
        assert await held(town) == 0
        assert [row[1] for row in await cases(town)] == ["slowmode"] * 3
        shown = await town.mayor.slash(town.general, "case show", number=3)
        assert fields(embed_of(shown))["Reason"] == "2 minutes between messages"


async def test_a_slowmode_that_was_over_while_the_bot_was_away_ends_once(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await town.mayor.slash(town.general, "slowmode", duration="1m", lasts="1h")

        async def meanwhile() -> None:
            town.sim.pass_to(town.sim.now() + timedelta(hours=3))

        await town.sim.restart(kill=True, meanwhile=meanwhile)
        await later(town, minutes=1)
        assert pace(town, town.general) == 0
        assert await held(town) == 0
        tried = len(town.sim.requests)
        await town.sim.restart()
        await later(town, minutes=1)
        assert not [one for one in town.sim.requests[tried:] if one.method == "PATCH"]


async def test_a_slowmode_that_was_changed_by_hand_stays(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.mayor.slash(town.general, "slowmode", duration="1m", lasts="1h")
        town.sim.env.backend.edit_channel(town.general.id, {"rate_limit_per_user": 30})
        await town.sim.settle()
        await later(town, minutes=61)

        assert pace(town, town.general) == 30


async def test_slowmode_off_calls_the_end_off(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.mayor.slash(town.general, "slowmode", duration="1m", lasts="1h")
        result = await town.mayor.slash(town.general, "slowmode", duration="off")

        assert "Nobody has to wait" in said(result)
        assert pace(town, town.general) == 0
        assert await held(town) == 0
        refused = await town.mayor.slash(town.general, "slowmode", duration="7h")
        assert "6 hours" in said(refused)


async def test_a_lockdown_closes_what_everyone_talks_in_and_opens_it_again(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        before = {town.general.id: await furnish(town, town.general)}
        public = ["help", "off-topic", "questions", "lounge"]
        channels = [town.general, *(town.guild.channels[name] for name in public)]
        before |= {one.id: overwrites(town, one) for one in channels}
        hush = discord.PermissionOverwrite(send_messages=False, connect=False)
        news = town.guild.create_text_channel("news", overwrites={town.guild.default_role: hush})
        await town.mayor.slash(town.guild.channels["help"], "lock")
        helped = overwrites(town, town.guild.channels["help"])

        on = await town.mayor.slash(town.general, "lockdown on", reason="raid", duration="1d")
        await town.sim.settle()

        assert "Closing 4 channels" in said(on)
        assert not may_send(town, town.ada, town.general)
        assert not may_send(town, town.ada, town.guild.channels["questions"])
        assert overwrites(town, news) == {(town.guild.id, OverwriteType.ROLE, 0, _bits(hush))}
        assert "is on already, with case #2" in said(
            await town.mayor.slash(town.general, "lockdown on")
        )

        off = await town.mayor.slash(town.general, "lockdown off")
        await town.sim.settle()

        assert "Opening 4 channels" in said(off)
        # What was closed by itself before the lockdown stays so.
        assert overwrites(town, town.guild.channels["help"]) == helped
        others = [one for one in channels if one.name != "help"]
        assert {one.id: overwrites(town, one) for one in others} == {
            one.id: before[one.id] for one in others
        }
        assert await cases(town) == [
            (1, "lock", "done", town.mayor.id),
            (2, "lockdown", "done", town.mayor.id),
            (3, "unlock", "done", town.mayor.id),
        ]
        assert "No lockdown is on" in said(await town.mayor.slash(town.general, "lockdown off"))
        await later(town, days=1, minutes=5)
        assert len(await cases(town)) == 3


def _bits(overwrite: discord.PermissionOverwrite) -> int:
    return overwrite.pair()[1].value


async def test_a_lockdown_that_is_killed_half_way_is_finished_and_ends_once(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        names = ["general", "help", "off-topic", "questions", "lounge"]
        channels = [town.guild.channels[name] for name in names]
        before = {one.id: overwrites(town, one) for one in channels}

        log = await open_log(town)
        # The third channel is not answered: the job fails there, and the process dies.
        town.sim.env.inject_error(
            "PATCH", f"/channels/{town.guild.channels['off-topic'].id}", status=500, times=100
        )
        await town.mayor.slash(town.general, "lockdown on", duration="1h")
        assert 0 < sum(may_send(town, town.ada, one) for one in channels) < len(channels)
        await town.sim.restart(kill=True)
        # It is answered again only when the mod log calls it interrupted already.
        await later(town, minutes=6)
        assert "may or may not" in fields(posted(log)[0].embeds[0])["How it went"]
        town.sim.env.backend.faults.clear()
        await later(town, minutes=10)
        assert not any(may_send(town, town.ada, one) for one in channels)
        assert fields(posted(log)[0].embeds[0])["How it went"] == "Done."

        await later(town, minutes=60)
        await town.sim.restart()
        await later(town, minutes=5)

        assert {one.id: overwrites(town, one) for one in channels} == before
        assert [row[1:3] for row in await cases(town)] == [
            ("lockdown", "done"),
            ("unlock", "done"),
        ]


async def test_a_lockdown_of_a_server_that_is_away_closes_and_ends_once_when_it_is_back(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        log = await open_log(town)
        before = await furnish(town, town.general)
        at = (await town.mayor.slash(town.general, "lockdown on", duration="30m")).response
        assert at is not None
        assert not may_send(town, town.ada, town.general)
        # The server goes away before the time is up, and the process dies meanwhile.
        await town.vanish()
        await later(town, minutes=31)
        assert await held(town) > 0
        await town.sim.restart(kill=True)
        await later(town, minutes=2)

        assert overwrites(town, town.general) == before
        assert await held(town) == 0
        assert [row[1:3] for row in await cases(town)] == [
            ("lockdown", "done"),
            ("unlock", "done"),
        ]
        titles = [message.embeds[0].title for message in posted(log)]
        assert sorted(titles) == ["Case #1 · lockdown", "Case #2 · channel unlocked"]


async def test_what_a_lockdown_may_not_close_is_said(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.forbid("manage_channels", "administrator")

        refused = await town.mayor.slash(town.general, "lockdown on")

        assert "not change a single one" in said(refused)
        assert await cases(town) == []


async def test_a_void_lock_is_undone(open_town: OpenTown) -> None:
    async with open_town() as town:
        before = await furnish(town, town.general)
        await town.mayor.slash(town.general, "lock", duration="1h")

        voided = await town.mayor.slash(town.general, "case void", number=1, reason="too hasty")
        await town.sim.settle()

        assert "The channel becomes what it was before" in said(voided)
        assert overwrites(town, town.general) == before
        await later(town, hours=2)
        assert [row[1] for row in await cases(town)] == ["lock"]


async def test_an_end_that_is_cut_off_in_the_middle_is_ended_once(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cogs.moderation.service.channels import ChannelService

    async def cut_off(*_args: object) -> None:
        raise OSError("the process is gone")

    async with open_town() as town:
        before = await furnish(town, town.general)
        await town.mayor.slash(town.general, "lock", duration="30m")
        with monkeypatch.context() as patched:
            # The channel is open and the case written; what says so is not.
            patched.setattr(ChannelService, "ended", cut_off)
            await later(town, minutes=30, seconds=1)
            assert await held(town) == 1
            await town.sim.restart(kill=True)
        await later(town, minutes=10)

        assert overwrites(town, town.general) == before
        assert await held(town) == 0
        assert [row[1:3] for row in await cases(town)] == [("lock", "done"), ("unlock", "done")]


async def test_a_lock_that_was_cut_off_before_it_closed_is_done_by_the_next(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cogs.moderation.commands import channels as commands

    async def cut_off(*_args: object) -> None:
        raise OSError("the process is gone")

    async with open_town() as town:
        before = await furnish(town, town.general)
        with monkeypatch.context() as patched:
            patched.setattr(commands, "close", cut_off)
            await town.mayor.slash(town.general, "lock", duration="30m")
            assert await held(town) == 1
        assert len(town.sim.errors) == 1
        await town.sim.restart(kill=True)

        again = await town.mayor.slash(town.general, "lock")
        assert "case #2" in said(again)
        await town.mayor.slash(town.general, "unlock")
        await later(town, hours=1)

        assert overwrites(town, town.general) == before
        # Nobody ever said how the first one went: the case says so.
        assert [row[1:3] for row in await cases(town)] == [
            ("lock", "interrupted"),
            ("lock", "done"),
            ("unlock", "done"),
        ]


async def test_a_channel_that_is_deleted_meanwhile_troubles_nobody(open_town: OpenTown) -> None:
    async with open_town() as town:
        log, gone = await open_log(town), town.guild.channels["help"]
        await town.mayor.slash(gone, "lock", duration="30m")
        await town.mayor.slash(gone, "slowmode", duration="10s", lasts="30m")
        town.sim.env.backend.delete_channel(gone.id)
        await town.sim.settle()
        # What the mod log was to say is told to managers where its channel is gone, too.
        town.sim.env.backend.delete_channel(log.id)
        await later(town, minutes=31)
        await later(town, minutes=10)

        assert await held(town) == 0
        assert [row[1:3] for row in await cases(town)] == [
            ("lock", "done"),
            ("slowmode", "done"),
            ("unlock", "done"),
        ]
        async with town.bot.database.read() as connection:
            dead = await town.bot.jobs.store.dead_letters(connection, town.guild.id)
        assert [one.kind for one in dead] == ["moderation-log"]
        assert "The mod log's channel is gone" in (dead[0].last_error or "")


async def test_who_is_in_the_channel_is_told_that_it_is_closed(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.mayor.slash(town.general, "lock", duration="1h", reason="@everyone be quiet")

        notice = town.general.history()[-1]
        assert notice.content.startswith("🔒 The team has closed this channel until <t:")
        assert "quiet" not in notice.content
        assert not notice.mention_everyone

        await town.mayor.slash(town.general, "unlock")
        notice = town.general.history()[-1]
        assert notice.content.startswith("🔓 This channel is open again")
