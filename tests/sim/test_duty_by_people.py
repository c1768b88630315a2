"""Moderators go on and off duty; who is on duty is asked, one after the other."""

from __future__ import annotations

import discord
from simcord import ChannelHandle

from bot.guild_settings import ServerSettings
from cogs.moderation.service.duty import DutyService
from tests.plugins.moderators import choose, fields, moderator, moment
from tests.plugins.newcomers import fill, sent_to
from tests.plugins.town import OpenTown, Town, embed_of, said


async def furnished(town: Town) -> ChannelHandle:
    channel = town.guild.channels["off-topic"]
    await choose(town, queue_channel_id=channel.id)
    return channel


async def report(town: Town, text: str) -> None:
    message = await town.bob.send(town.general, text)
    form = await town.ada.context_menu(town.general, "Report to moderators", message)
    await fill(town.ada, form, {})
    await moment(town)


def asked(channel: ChannelHandle) -> list[list[int]]:
    """Return whom each card pinged, in order."""
    return [[one.id for one in card.mentions] for card in cards(channel)]


def cards(channel: ChannelHandle) -> list[discord.Message]:
    return [message for message in sent_to(channel) if message.embeds]


async def test_who_is_on_duty_is_asked_in_turn_and_nobody_else(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        max_ = await moderator(town, "max")
        await moderator(town, "tom")
        await report(town, "Zero")
        assert "Nobody is on duty now" in cards(channel)[0].content
        for who in (mia, max_):
            assert "You are on duty." in said(await who.slash(town.general, "duty on"))
        pinged = []
        for text in ("One", "Two"):
            await report(town, text)
            newest = cards(channel)[-1]
            pinged += asked(channel)[-1]
            taker = mia if newest.mentions[0].id == mia.id else max_
            await taker.click(newest, label="Take it")

        assert asked(channel)[0] == []
        assert sorted(pinged) == sorted([mia.id, max_.id])
        # What somebody has asks nobody any more.
        assert [card.content for card in cards(channel)[1:]] == ["", ""]

        assert said(await mia.slash(town.general, "duty off")) == "You are off duty. Rest well."
        assert "Nobody else is on duty now" in said(await max_.slash(town.general, "duty off"))
        await report(town, "Three")
        assert asked(channel)[-1] == []


async def test_a_shift_is_set_in_the_own_zone(open_town: OpenTown) -> None:
    # It is Monday, 12:00 UTC.
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        await mia.slash(town.general, "timezone set", zone="Asia/Tokyo")
        options = {"days": "mon-fri", "from": "20:00", "to": "11pm"}
        result = await mia.slash(town.general, "duty shift", **options)
        assert said(result) == (
            "Your shift: mon, tue, wed, thu, fri, 20:00–23:00 (Asia/Tokyo). "
            "You can change your zone with /timezone set."
        )
        await report(town, "Now it is 21:00 there")
        await moment(town, 2 * 3600)
        await report(town, "Now it is 23:00 there")
        assert asked(channel) == [[mia.id], []]

        gone = await mia.slash(town.general, "duty shift", days="none")
        assert "no shift any more" in said(gone)


async def test_what_cannot_be_read_is_said(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        good = {"days": "daily", "from": "9:00", "to": "17:00"}
        for wrong, sentence in (
            ({"days": "someday"}, "“someday” as days"),
            ({"from": "25:00"}, "“25:00” as a time"),
            ({"to": "9:00"}, "end at another time"),
        ):
            result = await mia.slash(town.general, "duty shift", **(good | wrong))
            assert sentence in said(result)
        result = await mia.slash(town.general, "duty shift", days="daily")
        assert "Say from when and until when" in said(result)


async def test_the_load_is_by_name_and_warns(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, max_ = await moderator(town), await moderator(town, "max")
        await choose(town, healthy_a_day=1)
        nothing = await town.mayor.slash(town.general, "duty load")
        assert "Nobody did anything" in (embed_of(nothing).description or "")
        for _ in range(2):
            await mia.slash(town.general, "warn", member=town.ada, reason="Hm")
        await max_.slash(town.general, "warn", member=town.bob, reason="Hm")

        shown = embed_of(await town.mayor.slash(town.general, "duty load", days=1))
        assert shown.title == "The last day"
        assert list(fields(shown)) == ["max", "mia"]
        assert fields(shown)["max"] == "1 by hand · 0 from the queue, 0 min · 0 at night"
        assert "More than is healthy" in fields(shown)["mia"]

        # Who is no manager sees their own, and nobody else's.
        own = embed_of(await mia.slash(town.general, "duty load"))
        assert list(fields(own)) == ["mia"]
        assert "Managers see it of everybody" in (own.description or "")


async def hours(town: Town) -> dict[int, int]:
    """Return the seconds that each one was on duty today."""
    found = await town.bot.ports.get(DutyService).hours(town.guild.id, 1)
    return {key: round(value.total_seconds()) for key, value in found.items()}


async def test_hours_on_duty_are_shown_and_end_with_the_role(open_town: OpenTown) -> None:
    # It is Monday, 12:00 UTC.
    async with open_town() as town:
        mia, max_ = await moderator(town), await moderator(town, "max")
        await mia.slash(town.general, "duty on")
        await moment(town, 5_400)
        await max_.slash(town.general, "duty on")
        await moment(town, 1_800)
        world = town.sim.env.backend
        (role_id,) = world.get_guild(town.guild.id).members[mia.id].role_ids

        async def take_it_away() -> None:
            world.remove_member_role(town.guild.id, mia.id, role_id)

        await town.sim.restart(meanwhile=take_it_away)
        ended = (await hours(town))[mia.id]
        assert 7_200 <= ended <= 7_300
        await max_.slash(
            town.general, "duty shift", **{"days": "daily", "from": "5:00", "to": "6:00"}
        )
        by_hand = (await hours(town))[max_.id]
        assert 1_800 <= by_hand <= 1_900
        # There it is some minutes past four.
        await max_.slash(town.general, "timezone set", zone="Pacific/Honolulu")
        await moment(town, 7_200)
        assert await hours(town) == {mia.id: ended, max_.id: by_hand + 3_600}

        world.add_member_role(town.guild.id, mia.id, role_id)
        await town.sim.settle()
        await moment(town, 3_600)
        shown = fields(embed_of(await town.mayor.slash(town.general, "duty load")))
        assert shown["mia"].splitlines()[1].startswith("3 hours")
        assert shown["max"].splitlines()[1].startswith("1 hour 3")
        assert list(shown) == ["max", "mia"]


async def test_who_does_too_much_is_looked_after_once_a_day(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        managers = town.guild.create_role("managers")
        await town.bot.guild_settings.set(
            town.guild.id, ServerSettings, "manager_role_ids", [managers.id]
        )
        await choose(town, healthy_a_day=3)
        await mia.slash(town.general, "warn", member=town.ada, reason="Hm")
        for text in ("One", "Two", "Three"):
            await report(town, text)
            await mia.click(cards(channel)[-1], label="Nothing to do")
            await moment(town)
        await moment(town, 3_600)
        await mia.slash(town.general, "warn", member=town.bob, reason="Hm")
        await moment(town, 3_600)

        (note,) = [one for one in sent_to(channel) if not one.embeds]
        assert note.content.startswith(
            f"{managers.mention} mia has handled 4 things within a day (0 min with the queue, 0 at"
        )
        assert "More than is healthy" in note.content
        sent = [one.json for one in town.sim.requests if "content" in (one.json or {})]
        body = next(one for one in sent if one["content"] == note.content)
        assert body["allowed_mentions"].get("roles", []) == []
        assert "roles" not in body["allowed_mentions"]["parse"]


async def test_work_at_night_and_long_work_count_too(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        max_ = await moderator(town, "max")
        await choose(town, healthy_minutes_a_day=60, strike_warn=0)
        # Noon here is night for her, and for her alone.
        await town.bot.member_zones.set(town.guild.id, mia.id, "Pacific/Auckland")
        for _ in range(10):
            await mia.slash(town.general, "warn", member=town.ada, reason="Hm")
        await report(town, "One")
        await max_.click(cards(channel)[-1], label="Take it")
        await moment(town, 4_000)
        await max_.click(cards(channel)[-1], label="Nothing to do")
        await moment(town, 3_600)

        notes = sorted(one.content for one in sent_to(channel) if not one.embeds)
        assert [note.split()[0] for note in notes] == ["max", "mia"]
        assert "67 min with the queue, 0 at night" in notes[0]
        assert "More minutes with the queue than is healthy" in notes[0]
        assert "10 at night" in notes[1]
        assert "Much of it at night" in notes[1]
