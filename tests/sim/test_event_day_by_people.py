"""The day of an event, as its host, members and a newcomer live it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import discord
from simcord import ChannelHandle, MemberActor, UserHandle
from sqlalchemy import select

from bot.signals import EventEnded
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Kind, Place, Plan, Room
from cogs.events.models import OCCURRENCE
from cogs.events.models.day import PRESENCE
from cogs.events.service.planning import Planning
from cogs.recognition.models import DEED
from tests.plugins.answers import sentence
from tests.plugins.newcomers import close_dms, components, dms, open_dms, sent_to
from tests.plugins.town import MONDAY, OpenTown, Town, embed_of, said

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
START = MONDAY + 30 * HOUR


def user(town: Town, who: MemberActor) -> UserHandle:
    return UserHandle(town.sim.env, town.sim.env.backend.users[who.id])


async def planned(town: Town, place: Place, host: MemberActor, **more: Any) -> Occurrence:
    """An event of an hour, tomorrow at 18:00, with its card in #general."""
    plan = Plan(
        guild_id=town.guild.id,
        event_id=0,
        name="Chess *night*",
        kind=Kind.MEETUP,
        description="",
        wall_start=START.replace(tzinfo=None),
        zone="UTC",
        duration=HOUR,
        place=place,
        created_at=town.sim.now(),
        host_id=host.id,
        card_channel_id=town.general.id,
        **more,
    )
    created = town.bot.ports.get(Planning).create(plan)
    details = await town.sim.as_bot(created)
    await town.sim.advance(timedelta(seconds=10))
    return details.occurrence


def card_of(town: Town) -> discord.Message:
    (found,) = [
        one
        for one in sent_to(town.general)
        if any("events-rsvp" in part.get("custom_id", "") for part in components(one))
    ]
    return found


async def come(town: Town, who: MemberActor, minutes: list[int], by: str = "dm") -> Any:
    """Say that one comes, and choose reminders below the answer."""
    answered = await who.click(card_of(town), label="Going")
    for name, values in (("when", [str(one) for one in minutes]), ("how", [by])):
        assert answered.response is not None
        (menu,) = [
            part["custom_id"]
            for part in components(answered.response.message)
            if f"remind-{name}" in part.get("custom_id", "")
        ]
        await who.select(answered.response.message, values, custom_id=menu)
    return answered


async def until(town: Town, instant: datetime) -> None:
    await town.sim.skip_to(instant)
    await town.sim.advance(timedelta(seconds=3))


def reminders(found: list[discord.Message]) -> list[str]:
    return [one.content for one in found if "⏰" in one.content]


def thread_of(town: Town) -> ChannelHandle:
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    (found,) = guild.threads
    return ChannelHandle(town.sim.env, town.guild, town.sim.env.backend.channels[found.id])


async def state(town: Town) -> str:
    ((found,),) = await town.rows(select(OCCURRENCE.c.state))
    return str(found)


async def attendance(town: Town, which: str = "1") -> discord.Embed:
    return embed_of(await town.mayor.slash(town.general, "event attendance", event=which))


async def invited(town: Town) -> tuple[MemberActor, MemberActor]:
    """Ada hosts; Bob and two newcomers come, each with reminders of their own choice."""
    eve, finn = await town.newcomer("eve"), await town.newcomer("finn")
    place = Place(channel_id=town.guild.channels["lounge"].id, room=Room.VOICE)
    await planned(town, place, town.ada)
    await come(town, town.bob, [60, 0])
    await come(town, eve, [60], by="thread")
    close_dms(town, user(town, finn))
    await come(town, finn, [60])
    return eve, finn


async def test_reminders_hosts_and_minutes_of_an_event_in_voice(open_town: OpenTown) -> None:
    async with open_town() as town:
        eve, finn = await invited(town)
        await until(town, START - HOUR)
        thread = thread_of(town)
        assert len(reminders(dms(user(town, town.bob)))) == 1
        called = [one.content.partition("\n")[0] for one in sent_to(thread)]
        assert sorted(called) == sorted([eve.mention, finn.mention])
        await town.sim.restart(kill=True)
        await until(town, START - 15 * MINUTE)
        (told,) = dms(user(town, town.ada))
        assert "You host **Chess \\*night\\***" in told.content
        assert "Talk about it here" in sent_to(thread)[-1].content

        # It waits for somebody to come.
        hall = town.guild.channels["lounge"]
        await until(town, START + 3 * MINUTE)
        assert len(reminders(dms(user(town, town.bob)))) == 2
        early = await user(town, town.ada).click(told, label="End now")
        assert "has not begun yet" in said(early)
        await town.bob.join_voice(hall)
        await until(town, START + 5 * MINUTE)
        assert await state(town) == "open"
        await eve.join_voice(hall)
        await until(town, START + 8 * MINUTE)
        await eve.leave_voice()
        await finn.slash(town.general, "privacy tracking", state="off")
        await finn.join_voice(hall)
        await until(town, START + 40 * MINUTE)
        await town.sim.restart(kill=True)
        # It goes on while somebody is there.
        await until(town, START + 61 * MINUTE)
        assert "so far" in str((await attendance(town, "Chess")).description)
        assert await state(town) == "open"
        await town.bob.leave_voice()
        await finn.leave_voice()
        heard = listening(town)
        for minute in (63, 69, 80):
            await until(town, START + minute * MINUTE)
        assert heard == [EventEnded(town.guild.id, 1, 1)]
        assert native_status(town) is discord.EventStatus.completed
        rows = await town.rows(select(PRESENCE.c.member_id, PRESENCE.c.attended))
        assert sorted(rows) == sorted([(town.bob.id, True), (eve.id, False)])
        found = await attendance(town)
        assert f"✅ {town.bob.mention} · 58 min" in str(found.description)
        assert f"▫️ {eve.mention} · 3 min" in str(found.description)
        assert [one.value for one in found.fields] == ["1", "1 of 3 (33 %)", "58 min", "2"]
        refused = await town.bob.slash(town.general, "event attendance", event="1")
        assert "for the managers" in sentence(said(refused))


def native_status(town: Town) -> discord.EventStatus:
    events = town.sim.env.backend.get_guild(town.guild.id).scheduled_events
    (found,) = events.values()
    return discord.EventStatus(found.status)


def listening(town: Town) -> list[EventEnded]:
    """Return a list that fills with the events that end."""
    heard: list[EventEnded] = []

    async def hear(signal: EventEnded) -> None:
        heard.append(signal)

    town.bot.signals.listen(EventEnded, hear)
    return heard


async def test_a_host_begins_ends_and_shows_codes_on_a_stage(open_town: OpenTown) -> None:
    async with open_town() as town:
        stage = town.guild.create_stage_channel("stage")
        await town.sim.settle()
        place = Place(channel_id=stage.id, room=Room.STAGE, address="The *Green* Room")
        await planned(town, place, town.ada, cohosts=(town.bob.id,))
        eve = await town.newcomer("eve")
        close_dms(town, user(town, town.bob))
        await until(town, START - 15 * MINUTE)
        told = dms(user(town, town.ada))[-1]
        # The co-host's direct messages are closed; what is for hosts is nobody else's.
        called = sent_to(thread_of(town))[-1]
        assert called.content.startswith(town.bob.mention)
        refused = await eve.click(called, label="Begin now")
        assert "for the hosts" in sentence(said(refused))
        assert "Have a good time" in said(await town.bob.click(called, label="Begin now"))
        await town.sim.advance(timedelta(seconds=10))
        assert await state(town) == "open"
        assert native_status(town) is discord.EventStatus.active
        assert opened_stages(town) == {stage.id}
        again = await user(town, town.ada).click(told, label="Begin now")
        assert "has begun already" in said(again)
        await town.sim.restart()

        shown = await user(town, town.ada).click(told, label="Check-in code")
        code = code_in(shown)
        assert "Nobody has checked in yet" in said(shown)
        wrong = await eve.slash(town.general, "event checkin", code="AAA AAA")
        assert "No event that is on now" in sentence(said(wrong))
        done = await eve.slash(town.general, "event checkin", code=code.lower())
        assert "You are checked in to **Chess" in said(done)
        assert "already" in said(await eve.slash(town.general, "event checkin", code=code))
        assert shown.response is not None
        seen = await user(town, town.ada).click(shown.response.message, label="Show the newest")
        assert f"One member has checked in: {eve.mention}" in edited(town, shown, seen)

        await until(town, START + 10 * MINUTE)
        assert "Thank you" in said(await town.bob.click(called, label="End now"))
        await until(town, START + 16 * MINUTE)
        assert opened_stages(town) == set()
        assert await state(town) == "held"
        assert native_status(town) is discord.EventStatus.completed
        found = await attendance(town)
        assert f"✅ {eve.mention} · checked in · had not answered" in str(found.description)
        deeds = await town.rows(select(DEED.c.key, DEED.c.member_id).where(DEED.c.kind == "event"))
        assert deeds == [("1.1", eve.id)]


def opened_stages(town: Town) -> set[int]:
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    return {one.channel_id for one in guild.stage_instances}


def code_in(shown: Any) -> str:
    found = re.search(r"`(\w{3} \w{3})`", said(shown))
    assert found is not None
    return found[1]


def edited(town: Town, shown: Any, _pressed: Any) -> str:
    message = town.sim.env.backend.get_message(
        shown.response.message.channel.id, shown.response.message.id
    )
    return str(message.content)


async def test_a_reminder_follows_the_start_and_one_of_no_use_is_left_out(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await planned(town, Place(link="https://example.org/call"), town.ada)
        await come(town, town.bob, [1440, 60, 15, 0])
        eve = await town.newcomer("eve")
        await come(town, eve, [60])
        planning = town.bot.ports.get(Planning)
        before = await planning.details(town.guild.id, 1)
        moved = planning.save(before.plan, before.plan, START + HOUR, only_next=True)
        await town.sim.as_bot(moved)
        bobs, eves = user(town, town.bob), user(town, eve)
        await until(town, START - HOUR)
        assert len(reminders(dms(bobs))) == 1  # the day before
        assert reminders(dms(eves)) == []
        # The bot is away from then on until shortly before the start.
        await town.sim.restart(meanwhile=lambda: away(town, START + 50 * MINUTE))
        await town.sim.advance(timedelta(seconds=5))
        assert reminders(dms(eves)) == []
        assert len(reminders(dms(bobs))) == 2  # a quarter of an hour before, late
        left_out = town.bot.metrics.jobs.labels("events-remind", "left out")
        assert left_out._value.get() == 1
        await until(town, START + HOUR)
        assert len(reminders(dms(bobs))) == 3
        assert await state(town) == "open"
        # What takes place elsewhere begins and ends as planned, whatever can be seen of it.
        await until(town, START + 2 * HOUR)
        assert await state(town) == "held"


async def away(town: Town, instant: datetime) -> None:
    town.sim.pass_to(instant)


async def test_beginning_and_ending_it_in_discord_is_taken_over(open_town: OpenTown) -> None:
    async with open_town() as town:
        hall = town.guild.channels["lounge"]
        await planned(town, Place(channel_id=hall.id, room=Room.VOICE), town.ada)
        await town.bob.join_voice(hall)
        await until(town, START - 10 * MINUTE)
        for status, wanted in ((2, "open"), (3, "held")):
            by_hand(town, status)
            await town.sim.advance(timedelta(seconds=15))
            assert await state(town) == wanted
        await until(town, START)
        found = await attendance(town)
        # Who looked in for seconds did not attend, as short as it was.
        assert f"▫️ {town.bob.mention} · 0 min" in str(found.description)


async def test_where_discord_refuses_people_are_told_all_the_same(open_town: OpenTown) -> None:
    async with open_town() as town:
        stage = town.guild.create_stage_channel("stage")
        await town.sim.settle()
        await planned(town, Place(channel_id=stage.id, room=Room.STAGE), town.ada, capacity=1)
        eve, finn = await town.newcomer("eve"), await town.newcomer("finn")
        await town.bob.click(card_of(town), label="Going")
        for one in (eve, finn):
            await one.click(card_of(town), label="Going")
        # A place is offered in the thread, which is made for it, to who has closed messages.
        close_dms(town, user(town, eve))
        await town.bob.click(card_of(town), label="Not going")
        await town.sim.advance(timedelta(seconds=10))
        (offer,) = sent_to(thread_of(town))
        assert offer.content.startswith(f"{eve.mention}\nA place is free for you")
        # Too many direct messages for a while: an offer can wait, and a reminder cannot.
        close_dms(town, user(town, finn), 40003, 400)
        await eve.click(offer, label="Leave it to the next")
        await town.sim.advance(timedelta(seconds=10))
        assert len(sent_to(thread_of(town))) == 1
        open_dms(town)
        await town.sim.advance(11 * MINUTE)
        assert "A place is free for you" in dms(user(town, finn))[-1].content
        await come(town, finn, [60])
        close_dms(town, user(town, finn), 40003, 400)
        await until(town, START - HOUR)
        assert sent_to(thread_of(town))[-1].content.startswith(f"{finn.mention}\n⏰")

        # A stage that may not be opened: the host hears of it.
        town.sim.env.inject_error(
            "POST", "/stage-instances", status=403, code=50013, message="Missing Permissions"
        )
        await until(town, START - 15 * MINUTE)
        await user(town, town.ada).click(dms(user(town, town.ada))[-1], label="Begin now")
        await town.sim.advance(timedelta(seconds=10))
        told = dms(user(town, town.ada))[-1].content
        assert f"I may not open the stage {stage.mention} for **Chess" in told
        assert "Manage Channels" in told


def by_hand(town: Town, status: int) -> None:
    """Let somebody press Start or End at Discord's own event."""
    backend = town.sim.env.backend
    (event_id,) = backend.get_guild(town.guild.id).scheduled_events
    backend.edit_scheduled_event(town.guild.id, event_id, {"status": status})
