"""After an event those who came are asked, and managers read how it went."""

from __future__ import annotations

from datetime import timedelta

import discord
from simcord import ChannelHandle
from sqlalchemy import select

from cogs.events.models.after import RATING
from cogs.events.service.surveys import Held, SurveyService
from cogs.events.settings import GuildSettings
from tests.cogs.events.afterkit import held, plan, write
from tests.plugins.newcomers import close_dms, dms, fill, labels, sent_to
from tests.plugins.town import MONDAY, OpenTown, Town, embed_of, said

COMMENT = "What was good, what could be better?"


async def choose(town: Town, key: str, value: object) -> None:
    await town.bot.guild_settings.set(town.guild.id, GuildSettings, key, value)


async def happened(town: Town, room: ChannelHandle, people: list[int], number: int = 1) -> Held:
    """Let an event be over that these people came to."""
    of = plan(guild_id=town.guild.id, name="Board *games*", series="Games")
    at = MONDAY + timedelta(minutes=number) - timedelta(hours=2)
    one = held(of, number, at, thread_id=room.id)
    async with town.bot.database.begin() as connection:
        stayed = dict.fromkeys(people, 50)
        event = await write(connection, of, one, stayed=stayed, going=people, peak=len(people))
        await town.bot.ports.get(SurveyService).schedule(connection, one)
    await town.sim.advance(timedelta(seconds=35))
    return event


def figures(desk: ChannelHandle) -> dict[str | None, str | None]:
    """What the one report says."""
    (report,) = sent_to(desk)
    return {field.name: field.value for field in report.embeds[0].fields}


async def test_those_who_came_are_asked_once_and_managers_read_it(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.crowd(4)
        desk = town.guild.create_text_channel("desk")
        room = town.guild.create_text_channel("games")
        await choose(town, "report_channel_id", str(desk.id))
        await choose(town, "comments_kept_days", 7)
        await choose(town, "survey_after_minutes", 1)
        people = [town.ada, town.bob, *town.guests]
        shy = town.guests[1]
        close_dms(town, shy.user)

        await happened(town, room, [one.id for one in people])

        shown = figures(desk)
        assert shown["Came"] == "6, 6 for the first time"
        assert shown["Rating"] == "0 of 6 asked answered; shown from 5 answers on"
        assert not dms(town.ada.user)

        await town.sim.restart()
        await town.sim.advance(timedelta(seconds=80))
        for one in people:
            assert len(dms(one.user)) == (0 if one is shy else 1)
        (asked,) = dms(town.ada.user)
        assert r"**Board \*games\*** in Meeple Harbour" in asked.content
        assert labels(asked) == ["1 ★", "2 ★", "3 ★", "4 ★", "5 ★", "Do not ask me after events"]
        # Who takes no direct messages finds the survey in the thread, and nobody is pinged.
        (posted,) = sent_to(room)
        assert labels(posted) == ["1 ★", "2 ★", "3 ★", "4 ★", "5 ★"]
        assert "@" not in posted.content

        # A press counts without a comment, can be changed, and outlives a restart.
        form = await town.ada.user.click(asked, label="2 ★")
        await town.sim.restart()
        thanks = await fill(town.ada.user, form, {COMMENT: "  fine **snacks**\n@everyone "})
        assert "2 of 5" in said(thanks)
        await town.ada.user.click(asked, label="4 ★")
        for one in people[1:4]:
            await one.click(posted, label="5 ★")
        rows = await town.rows(select(RATING.c.member_id, RATING.c.rating, RATING.c.comment))
        assert (town.ada.id, 4, "fine **snacks** @everyone") in rows
        assert len(rows) == 4
        refused = await town.mayor.click(posted, label="5 ★")
        assert "Only who was at" in said(refused)
        assert refused.ephemeral
        await people[4].click(posted, label="1 ★")
        await over_and_later(town, desk, room, posted)


async def over_and_later(
    town: Town, desk: ChannelHandle, room: ChannelHandle, posted: discord.Message
) -> None:
    """The survey ends; at the next event it is known who wants none."""
    first = town.guests[0]
    out = await first.user.click(dms(first.user)[0], label="Do not ask me after events")
    assert "not be asked" in said(out)
    await town.sim.skip_to(town.sim.now() + timedelta(days=8))
    await town.sim.advance(timedelta(seconds=35))
    assert figures(desk)["Rating"] == "4.0 of 5, from 5 of 6 asked"
    assert "snacks" not in str(figures(desk))
    told = await town.mayor.slash(town.general, "event survey", event="1")
    assert "“fine \\*\\*snacks\\*\\* @\u200beveryone”" in (embed_of(told).description or "")
    late = await town.bob.click(posted, label="1 ★")
    assert "is over" in said(late)

    # The next time who wants no surveys is not asked, nor is anybody twice.
    await happened(town, room, [town.ada.id, first.id], number=2)
    await town.sim.advance(timedelta(seconds=80))
    assert [len(dms(one.user)) for one in (town.ada, first)] == [2, 1]
    assert len(sent_to(desk)) == 2

    # Comments go when their time is over; ratings stay.
    await town.sim.skip_to(town.sim.now() + timedelta(days=7))
    await town.sim.advance(timedelta(seconds=35))
    kept = await town.rows(select(RATING.c.rating, RATING.c.comment))
    assert sorted(kept) == [(1, None), (4, None), (5, None), (5, None), (5, None)]
