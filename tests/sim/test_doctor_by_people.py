"""``/doctor``: what a manager sees when something is wrong, and can do about it."""

from __future__ import annotations

import json
from datetime import timedelta

import discord

from bot.features import job_name
from bot.jobs import Job
from tests.plugins.moderators import open_log
from tests.plugins.town import OpenTown, Town, embed_of, said


async def fail_a_job(town: Town, key: str = "k") -> list[int]:
    """Let a job fail for good; return a list that its handler appends to."""
    tries: list[int] = []

    async def handler(job: Job) -> None:
        tries.append(job.attempt)
        if len(tries) == 1:
            raise RuntimeError("the *channel* is gone")

    town.bot.jobs.register("greeting", handler, max_attempts=1)
    async with town.bot.database.begin() as connection:
        await town.bot.jobs.store.schedule(
            connection, town.guild.id, "greeting", town.sim.now(), {}, key
        )
    await town.sim.as_bot(town.bot.jobs.run_due())
    return tries


async def test_a_well_server_gets_a_clean_bill(open_town: OpenTown) -> None:
    async with open_town() as town:
        await open_log(town)
        result = await town.mayor.slash(town.general, "doctor")

        assert result.ephemeral
        assert embed_of(result).description == (
            "Everything is in order: I see every channel, nothing is overdue and nothing failed."
        )
        assert result.response is not None
        assert result.response.components == []


async def test_a_failed_job_is_shown_and_tried_again(open_town: OpenTown) -> None:
    async with open_town() as town:
        await open_log(town)
        tries = await fail_a_job(town)

        result = await town.mayor.slash(town.general, "doctor")
        text = json.dumps(embed_of(result).to_dict(), ensure_ascii=False)
        assert "greeting" in text
        assert "RuntimeError" in text
        assert result.response is not None
        pressed = await town.mayor.click(result.response, label="Retry: greeting")
        await town.sim.advance(timedelta(minutes=1))

        assert "tried again now" in said(pressed)
        assert tries == [1, 1]
        again = await town.mayor.slash(town.general, "doctor")
        assert "in order" in (embed_of(again).description or "")
        stale = await town.mayor.click(result.response, label="Retry: greeting")
        assert "not waiting to be retried any more" in said(stale)


async def test_what_failed_is_told_in_words(open_town: OpenTown) -> None:
    async with open_town() as town:
        kinds = set(town.bot.jobs._kinds)
        features = ("moderation", "onboarding", "privacy", "recognition", "setup")
        ours = {kind for kind in kinds if kind.startswith(features)}
        assert len(ours) > 30

        assert {kind for kind in ours if job_name(kind, "en") == kind.replace("-", " ")} == set()
        assert job_name("moderation-log", "en") == "showing a case in the mod log"
        assert job_name("a-kind-of-nobody", "en") == "a kind of nobody"


async def test_a_member_may_not_retry(open_town: OpenTown) -> None:
    async with open_town() as town:
        tries = await fail_a_job(town)
        assert "doctor" not in town.ada.available_commands(town.general)
        assert tries == [1]


async def test_a_channel_out_of_sight_is_named_with_its_remedy(open_town: OpenTown) -> None:
    async with open_town() as town:
        real = town.bot.get_guild(town.guild.id)
        assert real is not None
        channel = real.get_channel(town.guild.channels["off-topic"].id)
        assert channel is not None
        await town.sim.as_bot(
            channel.set_permissions(real.me, view_channel=False, manage_roles=True)
        )

        result = await town.mayor.slash(town.general, "doctor")

        text = json.dumps(embed_of(result).to_dict(), ensure_ascii=False)
        assert f"<#{channel.id}>" in text
        assert "View Channel" in text


async def test_overdue_work_and_missing_content_are_told(open_town: OpenTown) -> None:
    async with open_town(discord={"message_content": False}) as town:
        async with town.bot.database.begin() as connection:
            for number in range(7):
                await town.bot.jobs.store.schedule(
                    connection,
                    town.guild.id,
                    "unknown-kind",
                    town.sim.now() - timedelta(hours=1),
                    {},
                    str(number),
                )

        result = await town.mayor.slash(town.general, "doctor")

        text = json.dumps(embed_of(result).to_dict(), ensure_ascii=False)
        assert "7 tasks are overdue" in text
        assert "not given what messages say" in text


async def test_without_message_content_activity_is_still_counted(open_town: OpenTown) -> None:
    async with open_town(discord={"message_content": False}) as town:
        await town.ada.send(town.general, "What a wonderful day, is it not?")

        from sqlalchemy import select

        from bot.ledger.models import Message

        ((flags, score, language),) = await town.rows(
            select(Message.flags, Message.score, Message.language)
        )
        assert (flags, score, language) == (0, None, None)


async def test_more_failures_than_buttons_are_counted(open_town: OpenTown) -> None:
    async with open_town() as town:
        await open_log(town)

        async def broken(_job: Job) -> None:
            raise RuntimeError("no")

        town.bot.jobs.register("broken", broken, max_attempts=1)
        async with town.bot.database.begin() as connection:
            for number in range(7):
                await town.bot.jobs.store.schedule(
                    connection, town.guild.id, "broken", town.sim.now(), {}, str(number)
                )
        for _ in range(7):
            await town.sim.as_bot(town.bot.jobs.run_due())

        result = await town.mayor.slash(town.general, "doctor")

        assert result.response is not None
        buttons = [b for row in result.response.components for b in row["components"]]
        assert len(buttons) == 5
        assert "2 further tasks failed" in json.dumps(embed_of(result).to_dict())


async def test_what_discord_keeps_refusing_is_named_and_not_asked_for(open_town: OpenTown) -> None:
    async with open_town() as town:
        await open_log(town)
        real = town.bot.get_guild(town.guild.id)
        assert real is not None
        channel = real.get_channel(town.guild.channels["off-topic"].id)
        assert isinstance(channel, discord.TextChannel)

        async def let_me_write(allowed: bool) -> None:
            await channel.set_permissions(real.me, send_messages=allowed, manage_roles=True)

        async def write(times: int) -> int:
            refused = 0
            for _ in range(times):
                try:
                    await channel.send("Hello")
                except discord.Forbidden:
                    refused += 1
            return refused

        await town.sim.as_bot(let_me_write(False))
        before = len(town.sim.requests)
        assert await town.sim.as_bot(write(50)) == 50
        assert len(town.sim.requests) - before == 5

        result = await town.mayor.slash(town.general, "doctor")
        text = json.dumps(embed_of(result).to_dict(), ensure_ascii=False)
        assert "does not let me write messages" in text
        assert "Send Messages" in text

        await town.sim.as_bot(let_me_write(True))
        assert await town.sim.as_bot(write(2)) == 0
        result = await town.mayor.slash(town.general, "doctor")
        assert "in order" in (embed_of(result).description or "")
