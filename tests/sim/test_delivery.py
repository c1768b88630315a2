"""What a job sends is in its channel once, wherever an attempt was cut off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import discord
import pytest
from sqlalchemy import update

from bot.jobs import GiveUp, Job, Postpone
from bot.jobs.deliveries import Deliveries
from bot.jobs.models import DeliveryRow
from tests.plugins.town import OpenTown, Town

_ids = count(1)


def job_of(town: Town, **more: Any) -> Job:
    now = town.sim.now()
    number = next(_ids)
    job = Job(town.guild.id, number, "note", str(number), now, {}, 1, False, 1, now)
    return replace(job, **more)


def again(job: Job) -> Job:
    return replace(job, claim=job.claim + 1, attempt=job.attempt + 1, late=True)


def channel_of(town: Town, name: str = "general") -> Any:
    return town.bot.get_channel(town.guild.channels[name].id)


async def deliver(town: Town, job: Job, text: str | None = "Hello", **more: Any) -> Any:
    channel = more.pop("channel", None) or channel_of(town)
    return await town.sim.as_bot(town.bot.delivery.deliver(job, channel, content=text, **more))


async def said_in(town: Town, name: str = "general") -> list[str]:
    async def read() -> list[str]:
        history = channel_of(town, name).history(limit=None, oldest_first=True)
        return [message.content async for message in history]

    return list(await town.sim.as_bot(read()))


async def kill_before_mark(town: Town, job: Job) -> None:
    """Leave what a process leaves that was killed after the send, minutes ago."""
    async with town.bot.database.begin() as connection:
        mine = DeliveryRow.job_id == job.job_id
        await connection.execute(update(DeliveryRow).where(mine).values(message_id=None))


async def test_a_repeated_call_sends_nothing(open_town: OpenTown) -> None:
    async with open_town() as town:
        job = job_of(town)
        first = await deliver(town, job)
        second = await deliver(town, again(job))
        assert first.id == second.id
        assert await said_in(town) == ["Hello"]


async def test_what_was_sent_and_not_marked_is_found(open_town: OpenTown) -> None:
    async with open_town() as town:
        job = job_of(town)
        first = await deliver(town, job)
        await kill_before_mark(town, job)
        await town.ada.send(town.general, "Hello")
        found = await deliver(town, again(job), "Hello, late")
        assert found.id == first.id
        assert await said_in(town) == ["Hello", "Hello"]


async def test_an_embed_is_known_again(open_town: OpenTown) -> None:
    async with open_town() as town:
        job = job_of(town)

        def embeds() -> list[discord.Embed]:
            made = discord.Embed(title=" Week 10 ", description="All well", colour=0x112233)
            return [made.add_field(name="Members", value="12").set_footer(text="Steward")]

        first = await deliver(town, job, "", embeds=embeds())
        await kill_before_mark(town, job)
        found = await deliver(town, again(job), "", embeds=embeds())
        assert found.id == first.id
        assert await said_in(town) == [""]


async def test_a_layout_is_known_again_by_its_buttons(open_town: OpenTown) -> None:
    async with open_town() as town:

        def layout(about: str) -> discord.ui.LayoutView:
            made = discord.ui.LayoutView(timeout=None)
            box: discord.ui.Container[Any] = discord.ui.Container()
            box.add_item(discord.ui.TextDisplay("Welcome"))
            button: discord.ui.Button[Any] = discord.ui.Button(label="Hi", custom_id=about)
            box.add_item(discord.ui.ActionRow(button))
            return made.add_item(box)

        lost, other = job_of(town), job_of(town)
        before = await deliver(town, other, None, view=layout("other"))
        first = await deliver(town, lost, None, view=layout("lost"))
        await kill_before_mark(town, lost)
        await kill_before_mark(town, other)
        found = await deliver(town, again(lost), None, view=layout("lost"))
        other_found = await deliver(town, again(other), None, view=layout("other"))
        assert (found.id, other_found.id) == (first.id, before.id)
        assert await said_in(town) == ["", ""]


async def test_what_was_begun_and_not_sent_is_sent(open_town: OpenTown) -> None:
    async with open_town() as town:
        job = job_of(town)
        await deliver(town, job_of(town))  # another one's, with the same words
        book = Deliveries(town.bot.database, town.bot.clock)
        general = channel_of(town)
        await book.begin(job, "", channel_id=general.id, after_id=0, digest="never arrived")
        await deliver(town, again(job))
        assert await said_in(town) == ["Hello", "Hello"]


async def test_two_jobs_that_say_the_same_each_get_theirs(open_town: OpenTown) -> None:
    async with open_town() as town:
        lost, sent = job_of(town), job_of(town)
        first = await deliver(town, sent)
        await kill_before_mark(town, sent)
        book = Deliveries(town.bot.database, town.bot.clock)
        entry = await book.look(sent, "")
        assert entry is not None
        # The other one had begun as well, and nothing of it arrived: it takes what is there.
        await book.begin(
            lost, "", channel_id=first.channel.id, after_id=entry.after_id, digest=entry.digest
        )
        taken = await deliver(town, again(lost))
        other = await deliver(town, again(sent))
        assert taken.id == first.id != other.id
        assert await said_in(town) == ["Hello", "Hello"]
        assert [(await deliver(town, again(job))).id for job in (lost, sent)] == [
            taken.id,
            other.id,
        ]
        assert len(await said_in(town)) == 2


async def test_a_job_may_have_several_messages(open_town: OpenTown) -> None:
    async with open_town() as town:
        job = job_of(town)
        for attempt in (job, again(job)):
            await deliver(town, attempt, part="title")
            await deliver(town, attempt, part="body")
        assert await said_in(town) == ["Hello", "Hello"]
        with pytest.raises(ValueError, match="64"):
            await deliver(town, job, part="x" * 65)


async def test_another_channel_in_the_next_attempt_changes_nothing(open_town: OpenTown) -> None:
    async with open_town() as town:
        job = job_of(town)
        first = await deliver(town, job)
        await kill_before_mark(town, job)
        found = await deliver(town, again(job), channel=channel_of(town, "help"))
        assert found.id == first.id
        assert await said_in(town, "help") == []


async def test_a_job_that_comes_again_speaks_again(open_town: OpenTown) -> None:
    async with open_town() as town:

        async def weekly(job: Job) -> None:
            await town.bot.delivery.deliver(job, channel_of(town, "help"), content="A new week")
            raise Postpone(town.sim.now() + timedelta(days=7))

        town.bot.jobs.register("weekly", weekly)
        async with town.bot.database.begin() as connection:
            await town.bot.jobs.store.schedule(
                connection, town.guild.id, "weekly", town.sim.now(), {}, "w"
            )
        await town.sim.as_bot(town.bot.jobs.run_due())
        await town.sim.skip_to(town.sim.now() + timedelta(days=7, minutes=1))
        assert await said_in(town, "help") == ["A new week", "A new week"]


async def test_a_job_that_waits_for_its_turn_keeps_what_it_sent(open_town: OpenTown) -> None:
    async with open_town() as town:
        waits = [timedelta(minutes=10), None]

        async def once(job: Job) -> None:
            await town.bot.delivery.deliver(job, channel_of(town, "help"), content="Once")
            wait = waits.pop(0)
            if wait is not None:
                raise Postpone(town.sim.now() + wait, anew=False)

        town.bot.jobs.register("once", once)
        async with town.bot.database.begin() as connection:
            await town.bot.jobs.store.schedule(
                connection, town.guild.id, "once", town.sim.now(), {}, "o"
            )
        await town.sim.as_bot(town.bot.jobs.run_due())
        await town.sim.skip_to(town.sim.now() + timedelta(minutes=11))
        assert waits == []
        assert await said_in(town, "help") == ["Once"]


async def test_nobody_is_pinged_unasked(open_town: OpenTown) -> None:
    async with open_town() as town:
        await deliver(town, job_of(town), "@everyone look")
        sent = [request for request in town.sim.requests if request.path.endswith("/messages")]
        assert sent[-1].json["allowed_mentions"] == {"parse": []}
        assert sent[-1].json["enforce_nonce"] is True


async def test_what_cannot_be_looked_for_is_left_to_a_manager(open_town: OpenTown) -> None:
    async with open_town() as town:
        job = job_of(town)
        await deliver(town, job)
        await kill_before_mark(town, job)
        general = channel_of(town)
        await town.sim.as_bot(
            general.set_permissions(general.guild.me, read_message_history=False, manage_roles=True)
        )
        await town.sim.skip_to(town.sim.now() + timedelta(minutes=5))
        with pytest.raises(GiveUp, match="Read Message History"):
            await deliver(town, again(job))


async def test_what_belongs_to_no_job_any_more_is_forgotten(open_town: OpenTown) -> None:
    async with open_town() as town:
        job = job_of(town)
        await deliver(town, job)
        await town.sim.skip_to(town.sim.now() + timedelta(hours=2))
        await town.bot.jobs.sweep()
        assert await town.bot.delivery._book.look(job, "") is None
