"""Many messages are deleted at once: shown, asked about, kept for the team."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import ChannelHandle
from sqlalchemy import select

from cogs.moderation.models import CaseRow, Transcript
from cogs.moderation.service.transcripts import TranscriptService
from cogs.moderation.settings import GuildSettings
from tests.plugins.newcomers import sent_to
from tests.plugins.pages import all_pages
from tests.plugins.town import OpenTown, Town, embed_of, said


def texts(channel: ChannelHandle) -> list[str]:
    """Return what people wrote in a channel and is still there."""
    return [one.content for one in channel.history() if not one.author.bot]


async def mod_log(town: Town, *, secret: bool = True) -> ChannelHandle:
    hidden = discord.PermissionOverwrite(view_channel=False)
    shown = discord.PermissionOverwrite(view_channel=True, send_messages=True, attach_files=True)
    me = town.guild.me
    assert me is not None
    rights: dict[Any, discord.PermissionOverwrite] = {me: shown}
    if secret:
        rights[town.guild.default_role] = hidden
    channel = town.guild.create_text_channel("mod-log", overwrites=rights)
    await town.bot.guild_settings.set(town.guild.id, GuildSettings, "log_channel_id", channel.id)
    await town.sim.settle()
    return channel


async def cases(town: Town) -> list[tuple[Any, ...]]:
    return await town.rows(
        select(CaseRow.action, CaseRow.outcome, CaseRow.target_id, CaseRow.failure)
    )


async def chat(town: Town) -> None:
    for number in range(3):
        await town.ada.send(town.general, f"spam {number}")
        await town.bob.send(town.general, f"fine {number}")


async def test_a_purge_shows_asks_keeps_and_deletes(open_town: OpenTown) -> None:
    async with open_town() as town:
        log = await mod_log(town)
        await chat(town)

        asked = await town.mayor.slash(
            town.general, "purge", count=2, contains="SPAM", reason="ads @everyone"
        )
        assert embed_of(asked).title == "Delete 2 messages?"
        assert f"<@{town.ada.id}>: 2" in str(embed_of(asked).fields[0].value)
        assert len(texts(town.general)) == 6
        await town.mayor.click(asked.response, label="Delete 2")
        await town.sim.settle()

        assert texts(town.general) == ["spam 0", "fine 0", "fine 1", "fine 2"]
        assert (
            "2 messages are gone (case #1). The transcript is in the mod log for 30 days."
            in said(asked)
        )
        (kept,) = (one for one in sent_to(log) if one.attachments)
        assert kept.attachments[0].filename == "case-1.txt"
        written = (await town.sim.as_bot(kept.attachments[0].read())).decode()
        assert [line.split(": ", 1)[1] for line in written.splitlines()] == ["spam 1", "spam 2"]
        assert not any(one.mention_everyone for one in sent_to(log))
        assert await cases(town) == [("purge", "done", None, None)]

        # It is evidence, and goes when its time is over: from the log, and whose it was.
        policy = await all_pages(town, await town.ada.slash(town.general, "privacy policy"))
        assert "Transcripts of purges" in policy
        assert await town.rows(select(Transcript.member_id)) == [(town.ada.id,)]
        await town.sim.skip_to(town.sim.now() + timedelta(days=29))
        assert [one for one in sent_to(log) if one.attachments]
        await town.sim.skip_to(town.sim.now() + timedelta(days=1, minutes=1))
        assert not [one for one in sent_to(log) if one.attachments]
        assert await town.rows(select(Transcript.member_id)) == []


async def test_a_transcript_goes_also_where_nobody_knows_which_message_it_is(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def cut_off(*_args: object) -> None:
        raise OSError("the process is gone")

    async with open_town() as town:
        log = await mod_log(town)
        await chat(town)
        asked = await town.mayor.slash(town.general, "purge", count=2)
        with monkeypatch.context() as patched:
            patched.setattr(TranscriptService, "arrived", cut_off)
            await town.mayor.click(asked.response, label="Delete 2")
        assert len(town.sim.errors) == 1
        await town.sim.restart(kill=True)
        await town.mayor.send(log, "What was that?")
        assert [one for one in sent_to(log) if one.attachments]

        await town.sim.skip_to(town.sim.now() + timedelta(days=30, minutes=1))

        assert not [one for one in sent_to(log) if one.attachments]
        assert await town.rows(select(Transcript.member_id)) == []


async def test_what_is_kept_stays(open_town: OpenTown) -> None:
    async with open_town() as town:
        await chat(town)
        asked = await town.mayor.slash(town.general, "purge", count=10)
        await town.mayor.click(asked.response, label="Keep them")
        await town.sim.settle()

        assert "Nothing was deleted" in said(asked)
        assert len(texts(town.general)) == 6
        assert await cases(town) == []
        await town.mayor.slash(town.general, "purge", count=10)
        await town.sim.advance(timedelta(minutes=3))
        assert len(texts(town.general)) == 6


async def test_one_person_may_be_meant_and_pinned_messages_stay(open_town: OpenTown) -> None:
    async with open_town() as town:
        await chat(town)
        pinned = await town.ada.send(town.general, "spam to keep")
        await town.mayor.set_pinned(pinned, pinned=True)

        asked = await town.mayor.slash(town.general, "purge", count=10, member=town.ada.user)
        await town.mayor.click(asked.response, label="Delete 3")
        await town.sim.settle()

        assert "spam to keep" in texts(town.general)
        assert [one for one in texts(town.general) if one.startswith("spam")] == ["spam to keep"]
        assert await cases(town) == [("purge", "done", town.ada.id, None)]


async def test_old_messages_go_one_by_one(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.ada.send(town.general, "from long ago")
        await town.bob.send(town.general, "so is this")
        await town.sim.skip_to(town.sim.now() + timedelta(days=20))
        await town.ada.send(town.general, "new")
        before = len(town.sim.requests)

        asked = await town.mayor.slash(town.general, "purge", count=10, kind="people")
        assert "2 go one by one" in str(embed_of(asked).to_dict())
        await town.mayor.click(asked.response, label="Delete 3")
        await town.sim.settle()

        assert texts(town.general) == []
        paths = [one.path for one in town.sim.requests[before:] if one.method in {"DELETE", "POST"}]
        assert not [path for path in paths if path.endswith("bulk-delete")]
        assert len([path for path in paths if "/messages/" in path]) >= 3


async def test_a_log_that_everyone_reads_gets_no_transcript(open_town: OpenTown) -> None:
    async with open_town() as town:
        log = await mod_log(town, secret=False)
        await chat(town)

        asked = await town.mayor.slash(town.general, "purge", count=2)
        await town.mayor.click(asked.response, label="Delete 2")
        await town.sim.settle()

        assert "for you alone" in said(asked)
        assert asked.ephemeral
        assert asked.response is not None
        assert [one.filename for one in asked.response.attachments] == ["case-1.txt"]
        assert not [one for one in sent_to(log) if one.attachments]


async def test_a_purge_that_is_stopped_half_way_says_what_is_gone(open_town: OpenTown) -> None:
    async with open_town() as town:
        for number in range(101):
            await town.ada.send(town.general, f"spam {number}")
        asked = await town.mayor.slash(town.general, "purge", count=101)
        # A hundred go in one request, the last one by itself.
        town.sim.env.inject_error("DELETE", "/channels/*/messages/*", status=403, code=50013)
        await town.mayor.click(asked.response, label="Delete 101")
        await town.sim.settle()

        assert "100 of 101 messages are gone" in said(asked)
        failure = "100 of 101 deleted, then Discord 50013"
        assert await cases(town) == [("purge", "failed", None, failure)]
        assert texts(town.general) == ["spam 0"]


async def test_missing_permissions_are_said_before_anything_is_looked_at(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await chat(town)
        await town.forbid("manage_messages", "administrator")

        refused = await town.mayor.slash(town.general, "purge", count=10)

        assert "Manage Messages" in said(refused)
        assert await cases(town) == []


async def test_where_nothing_is_meant_nothing_is_asked(open_town: OpenTown) -> None:
    async with open_town() as town:
        await chat(town)

        refused = await town.mayor.slash(town.general, "purge", count=10, kind="files")

        assert "None of the last messages here is meant" in said(refused)
