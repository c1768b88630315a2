"""What people ask about their data, and what they have done with it."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import discord
import pytest
from simcord import InteractionResult, MemberActor
from sqlalchemy import select

from bot.jobs import Job
from bot.ledger.models import Message, Use
from bot.member_data import Declared
from cogs.privacy.service import PrivacyService
from tests.plugins.filled import places_with
from tests.plugins.newcomers import (
    arrive,
    choose,
    close_dms,
    come_back,
    dms,
    fill,
    moment,
    sent_to,
)
from tests.plugins.pages import all_pages
from tests.plugins.town import OpenTown, Town, embed_of, said

NEXT = "Next ▶"


def text_of(result: InteractionResult) -> str:
    return json.dumps(embed_of(result).to_dict(), ensure_ascii=False)


async def chat(town: Town) -> None:
    """Let Ada say hello and be answered."""
    hello = await town.ada.send(town.general, "Hello, who has a spare meeple?")
    await town.bob.send(town.general, f"I have one, <@{town.ada.id}>!", reply_to=hello)
    await town.ada.react(hello, "🎲")
    await town.bot.ledger.flush()


async def test_the_policy_says_what_is_kept_and_how_long(open_town: OpenTown) -> None:
    async with open_town(ledger={"retention_days": 123}, privacy={"erase_after_days": 45}) as town:
        answer = await town.ada.slash(town.general, "privacy policy")

        assert answer.ephemeral
        text = await all_pages(town, answer)
        assert "**What you write is never stored.**" in text
        assert "**Your messages**: when and in which channel you wrote" in text
        assert "Each goes after 123 days" in text
        assert "**Your introduction**: where your card is" in text
        assert "**That tracking is off for you**: so that I go on writing nothing" in text
        assert "everything of it is erased after 45 days" in text
        assert "</privacy delete:" in text


async def test_everybody_sees_what_is_kept_of_them_alone(open_town: OpenTown) -> None:
    async with open_town() as town:
        await chat(town)
        await town.ada.slash(town.general, "timezone set", zone="Asia/Tokyo")

        answer = await town.ada.slash(town.general, "privacy data")

        assert answer.ephemeral
        fields = {field.name: field.value for field in embed_of(answer).fields}
        assert f"channel <#{town.general.id}>" in str(fields["Your messages"])
        assert "zone Asia/Tokyo" in str(fields["Your time zone"])
        assert "🎲" in str(fields["Your reactions"])
        assert "spare meeple" not in text_of(answer)
        others = await town.bob.slash(town.general, "privacy data")
        assert "Tokyo" not in text_of(others)


async def test_a_deletion_is_asked_for_once_and_whole_when_it_answers(open_town: OpenTown) -> None:
    async with open_town() as town:
        await chat(town)
        await town.ada.slash(town.general, "timezone set", zone="Asia/Tokyo")
        asked = await town.ada.slash(town.general, "privacy delete")
        assert asked.response is not None
        await town.ada.click(asked.response, label="Delete everything")
        await town.sim.settle()

        assert embed_of(asked).title == "It is gone"
        assert "Everything that I kept of you is deleted, with" in text_of(asked)
        assert await places_with(town.bot.database, town.ada.id, guild_id=town.guild.id) == set()
        assert "For 21 days I keep a fingerprint of your id" in text_of(asked)
        found = await places_with(town.bot.database, town.bob.id, guild_id=town.guild.id)
        assert "ledger_message.author_id" in found


async def test_the_card_of_an_introduction_goes_too(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, introductions_channel_id=town.guild.channels["help"].id)
        form = await town.ada.slash(town.general, "introduce")
        await fill(town.ada, form, {"Who are you?": "I am Ada"})
        assert len(sent_to(town.guild.channels["help"])) == 1

        asked = await town.ada.slash(town.general, "privacy delete")
        assert asked.response is not None
        await town.ada.click(asked.response, label="Delete everything")
        await town.sim.settle()

        assert embed_of(asked).title == "It is gone"
        assert sent_to(town.guild.channels["help"]) == []


async def test_who_thinks_again_loses_nothing(open_town: OpenTown) -> None:
    async with open_town() as town:
        await chat(town)
        asked = await town.ada.slash(town.general, "privacy delete")
        assert asked.response is not None
        assert "nobody can bring it back" in text_of(asked)
        await town.ada.click(asked.response, label="Keep it")
        await town.sim.settle()

        mine = select(Message.message_id).where(Message.author_id == town.ada.id)
        assert len(await town.rows(mine)) == 1


async def test_with_tracking_off_nothing_is_written_and_the_past_can_go(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await chat(town)
        off = await town.ada.slash(town.general, "privacy tracking", state="off")
        assert "from now on I write nothing" in said(off)
        await chat(town)
        mine = select(Message.message_id).where(Message.author_id == town.ada.id)
        assert len(await town.rows(mine)) == 1

        await town.sim.restart()
        assert off.response is not None
        await town.ada.click(off.response, label="Delete what was counted before")
        await town.sim.settle()

        assert await town.rows(mine) == []
        assert await town.rows(select(Use.name).where(Use.member_id == town.ada.id)) == []
        assert "Tracking is off" in text_of(await town.ada.slash(town.general, "privacy data"))
        await town.ada.slash(town.general, "privacy tracking", state="on")
        await chat(town)
        assert len(await town.rows(mine)) == 1


async def test_with_tracking_off_features_write_nothing_by_watching(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, mode="dm", rejoin_roles="all", greeters_channel_id=town.general.id)
        eve = arrive(town, "eve")
        await moment(town)
        actor = MemberActor(town.sim.env, town.guild, eve)
        chess = town.guild.create_role("chess")
        off = await actor.slash(town.general, "privacy tracking", state="off")
        await actor.slash(town.general, "buddy offer")
        assert off.response is not None
        await actor.click(off.response, label="Delete what was counted before")
        await town.sim.settle()

        town.sim.env.backend.add_member_role(town.guild.id, eve.id, chess.id)
        await actor.send(town.general, "Hello!")
        await town.sim.restart()
        town.guild.remove_member(eve)
        await moment(town, 60)
        come_back(town, eve)
        await moment(town, 60)
        await MemberActor(town.sim.env, town.guild, eve).send(town.general, "Here again")
        await moment(town, 5)

        await town.bot.ledger.flush()
        found = await places_with(town.bot.database, eve.id, guild_id=town.guild.id)
        # That they are a buddy they said on purpose.
        assert found == {"ledger_opt_out.member_id", "onboarding_buddy.member_id"}
        assert len(dms(eve)) == 1


async def test_who_deletes_everything_is_not_greeted_again(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, mode="dm")
        eve = arrive(town, "eve")
        await moment(town)
        actor = MemberActor(town.sim.env, town.guild, eve)
        asked = await actor.slash(town.general, "privacy delete")
        assert asked.response is not None
        await actor.click(asked.response, label="Delete everything")
        await town.sim.settle()

        await town.sim.restart()
        await moment(town, 60)
        assert len(dms(eve)) == 1

        town.guild.remove_member(eve)
        await moment(town, 60)
        come_back(town, eve)
        await moment(town, 60)
        assert len(dms(eve)) == 2


async def test_after_a_deletion_one_press_keeps_it_so(open_town: OpenTown) -> None:
    async with open_town() as town:
        await chat(town)
        asked = await town.ada.slash(town.general, "privacy delete")
        assert asked.response is not None
        await town.ada.click(asked.response, label="Delete everything")
        await town.sim.settle()
        await town.sim.advance(timedelta(seconds=2))
        await town.ada.click(asked.response, label="Count nothing of me any more")
        await town.sim.settle()
        await chat(town)

        await town.bot.ledger.flush()
        found = await places_with(town.bot.database, town.ada.id, guild_id=town.guild.id)
        assert found == {"ledger_opt_out.member_id"}


async def test_pages_are_leafed_through_after_a_restart(open_town: OpenTown) -> None:
    async with open_town() as town:
        # As many features as would fill more than one page.
        lines = "So it goes.\n" * 600
        wordy = f"Your messages: {lines}"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Declared, "text", lambda *_args, **_numbers: wordy)
            answer = await town.ada.slash(town.general, "privacy policy")
            first = text_of(answer)
            assert answer.response is not None
            await town.sim.restart()

            await town.ada.click(answer.response, label="Next ▶")

            assert text_of(answer) != first


async def files_of(town: Town, message: Any) -> dict[str, Any]:
    """Return what the JSON files of the archives of a message hold, by their names."""
    found = {}
    for attachment in message.attachments:
        content = await town.sim.as_bot(attachment.read())
        with ZipFile(io.BytesIO(content)) as archive:
            found |= {
                name.removesuffix(".json"): json.loads(archive.read(name))
                for name in archive.namelist()
                if name.endswith(".json")
            }
    return found


async def test_an_export_comes_to_the_one_who_asked(open_town: OpenTown) -> None:
    async with open_town() as town:
        await chat(town)
        await town.ada.slash(town.general, "timezone set", zone="Asia/Tokyo")

        answer = await town.ada.slash(town.general, "privacy export")

        assert answer.ephemeral
        assert "Here is everything that I keep of you" in said(answer)
        files = await files_of(town, answer.response)
        assert files["time_zone"] == [{"member_id": str(town.ada.id), "zone": "Asia/Tokyo"}]
        (message,) = files["messages"]
        assert message["channel_id"] == str(town.general.id)
        assert "meeple" not in json.dumps(files)
        assert {use["name"] for use in files["uses"]} == {"timezone set", "privacy export"}
        assert len(files["reactions"]) == 1


async def test_what_takes_too_long_for_an_answer_comes_by_direct_message(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town() as town:
        await chat(town)
        monkeypatch.setattr(discord.Interaction, "is_expired", lambda _self: True)

        await town.ada.slash(town.general, "privacy export")

        (message,) = dms(town.ada.user)
        assert "Here is everything that I keep of you in Meeple Harbour" in message.content
        assert len((await files_of(town, message))["messages"]) == 1


async def test_closed_direct_messages_end_an_export_quietly(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town() as town:
        await chat(town)
        monkeypatch.setattr(discord.Interaction, "is_expired", lambda _self: True)
        close_dms(town, town.ada.user)

        await town.ada.slash(town.general, "privacy export")

        assert dms(town.ada.user) == []
        monkeypatch.undo()
        again = await town.ada.slash(town.general, "privacy export")
        assert "Here is everything" in said(again)


async def test_a_long_export_shows_how_far_it_is(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town() as town:
        await chat(town)
        reading, rows = asyncio.Event(), PrivacyService.rows
        asked: list[int] = []

        async def slowly(self: PrivacyService, *of: Any) -> AsyncIterator[Any]:
            asked.append(1)
            if len(asked) > 1:
                await town.bot.waiting.idle(reading.wait(), "a slow disk")
            async for page in rows(self, *of):
                yield page

        monkeypatch.setattr(PrivacyService, "rows", slowly)
        answer = await town.ada.slash(town.general, "privacy export")
        await town.sim.advance(timedelta(seconds=10))

        assert "Collecting what I keep of you:" in said(answer)
        assert " 0 %" not in said(answer)
        twice = await town.ada.slash(town.general, "privacy export")
        assert "is being made already" in said(twice)
        reading.set()
        await town.sim.settle()
        assert "Here is everything" in said(answer)


@pytest.mark.parametrize("kill", [False, True])
async def test_an_export_that_a_restart_cuts_off_comes_by_direct_message_once(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch, kill: bool
) -> None:
    async with open_town() as town:
        await chat(town)

        async def never(_self: PrivacyService, *_of: Any) -> AsyncIterator[Any]:
            await town.bot.waiting.idle(asyncio.Event().wait(), "a disk that is gone")
            yield []

        with monkeypatch.context() as patched:
            patched.setattr(PrivacyService, "rows", never)
            await town.ada.slash(town.general, "privacy export")
            await town.sim.restart(kill=kill)
        await town.sim.advance(timedelta(minutes=3))
        await town.sim.restart(kill=kill)
        await town.sim.advance(timedelta(minutes=10))

        (message,) = dms(town.ada.user)
        assert "Here is everything that I keep of you in Meeple Harbour" in message.content
        assert len((await files_of(town, message))["messages"]) == 1


async def test_an_export_is_handed_over_once_when_killed_right_after(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town() as town:
        await chat(town)

        async def never(_self: PrivacyService, _job: Job) -> None:
            await town.bot.waiting.idle(asyncio.Event().wait(), "a machine without power")

        with monkeypatch.context() as patched:
            patched.setattr(PrivacyService, "export_ended", never)
            answer = await town.ada.slash(town.general, "privacy export")
            assert "Here is everything" in said(answer)
            patched.setattr(discord.Interaction, "is_expired", lambda _self: True)
            await town.bob.slash(town.general, "privacy export")
            await town.sim.restart(kill=True)
        await town.sim.advance(timedelta(minutes=10))

        (note,) = dms(town.ada.user)
        assert note.attachments == []
        assert "If you have no file from me there, ask once more: </privacy export:" in note.content
        (message,) = dms(town.bob.user)
        assert len(message.attachments) == 1


async def test_an_export_that_was_handed_over_does_not_come_again(open_town: OpenTown) -> None:
    async with open_town() as town:
        await chat(town)
        await town.ada.slash(town.general, "privacy export")

        await town.sim.advance(timedelta(minutes=10))
        assert dms(town.ada.user) == []


@pytest.mark.parametrize("kill", [False, True])
async def test_what_was_deleted_does_not_come_back_from_history(
    open_town: OpenTown, kill: bool
) -> None:
    async with open_town() as town:
        await town.sim.advance(timedelta(minutes=1))
        await chat(town)
        await town.sim.advance(timedelta(seconds=5))
        asked = await town.ada.slash(town.general, "privacy delete")
        assert asked.response is not None
        await town.ada.click(asked.response, label="Delete everything")
        await town.sim.settle()

        await town.sim.restart(kill=kill)
        await town.sim.advance(timedelta(minutes=1))

        mine = select(Message.message_id).where(Message.author_id == town.ada.id)
        assert await town.rows(mine) == []
        await chat(town)
        assert len(await town.rows(mine)) == 1
