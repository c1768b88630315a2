"""Managers see the mood of the server and its channels, and never that of a few."""

from __future__ import annotations

from datetime import timedelta

from simcord import InteractionResult
from sqlalchemy import select

from bot.ledger.bulk import add_up_values
from cogs.sentiment.models import HOURS, TOPIC
from cogs.sentiment.settings import GuildSettings
from tests.plugins.newcomers import sent_to
from tests.plugins.town import OpenTown, Town, embed_of, said


def text(result: InteractionResult) -> str:
    return embed_of(result).description or ""


async def test_moods_are_shown_from_five_people_on(open_town: OpenTown) -> None:
    async with open_town() as town:
        general, other = town.general, town.guild.channels["off-topic"]
        await town.crowd(3)
        people = [town.mayor, town.ada, town.bob, *town.guests]
        for person in people:
            await person.send(general, "this is a wonderful day, I love it")
        for person in people[:3]:
            await person.send(other, "this is awful, I hate it")
        # What was said today is not shown yet: the difference would tell who said what.
        assert "Fewer than 5 people" in text(await town.mayor.slash(general, "sentiment overview"))
        await town.sim.skip_to(town.sim.now() + timedelta(days=1))
        await town.bob.send(general, "no mood of today counts, terrible")

        shown = await town.mayor.slash(general, "sentiment overview")
        assert "**+0.33** ± 0.62" in text(shown)
        assert "67 % positive · 0 % neutral · 33 % negative" in text(shown)
        assert "From 9 of 9 messages, by 6 people" in text(shown)
        assert shown.response is not None
        assert [one.filename for one in shown.response.attachments] == ["mood.png"]

        # Three people made the mood of one channel; taken from the whole, that of the other
        # would show it, so neither is told.
        hidden = text(await town.mayor.slash(general, "sentiment channels"))
        assert "In no channel" in hidden
        assert "−" not in hidden

        for person in people:
            await person.send(other, "we are so sad, this is horrible")
        await town.sim.skip_to(town.sim.now() + timedelta(days=1))
        told = text(await town.mayor.slash(general, "sentiment channels", days=7)).splitlines()
        assert told[0].startswith(f"<#{other.id}> · **−1.00** ± 0.00 · 9 messages by 6 people")
        assert told[1].startswith(f"<#{general.id}> · **+0.71**")

        # A week later that is the window before.
        await town.sim.skip_to(town.sim.now() + timedelta(days=6))
        for person in people:
            await person.send(general, "great, thanks, happy to help!")
        await town.sim.skip_to(town.sim.now() + timedelta(days=1))
        assert "up from −0.25" in text(await town.mayor.slash(general, "sentiment overview"))


async def quiet_weeks(town: Town, channel_id: int) -> None:
    """Let there have been four weeks of which a tenth was negative."""
    today = town.sim.now().toordinal()
    rows = [
        (town.guild.id, today - day, hour, channel_id, 10, 5, 1)
        for day in range(1, 29)
        for hour in range(24)
    ]
    async with town.bot.database.begin() as connection:
        await add_up_values(connection, HOURS, rows)


async def test_managers_hear_of_a_turn_once_and_tune_it(open_town: OpenTown) -> None:
    async with open_town() as town:
        desk, general = town.guild.channels["off-topic"], town.general
        await quiet_weeks(town, general.id)
        await town.bot.guild_settings.set(
            town.guild.id, GuildSettings, "alerts_channel_id", desk.id
        )
        await town.crowd(1)
        people = [town.mayor, town.ada, town.bob, *town.guests]
        # Four people do not make the mood of a server.
        for _ in range(6):
            for person in people:
                await person.send(general, "this update is terrible, I hate it")
        await town.sim.advance(timedelta(hours=1, minutes=5))
        assert sent_to(desk) == []

        await town.crowd(2)
        for person in town.guests:
            await person.send(general, "awful, everything is broken, so sad")
        await town.sim.advance(timedelta(hours=1))
        told = sent_to(desk)
        texts = [message.embeds[0].description or "" for message in told]
        assert len(texts) == 2  # the server turned, and so did the channel
        assert "in the server than is usual" in texts[0]
        assert "of 27 messages by 6 people, instead of 10 %" in texts[0]
        assert f"in <#{general.id}>" in texts[1]
        assert f"<t:{int(town.sim.now().timestamp()) // 3600 * 3600 - 7200}:F>" in texts[0]

        # The turn goes on, and the bot restarts: nobody is told again.
        for person in [*people, *town.guests]:
            await person.send(general, "still horrible")
        await town.sim.restart()
        await town.sim.advance(timedelta(hours=1))
        assert len(sent_to(desk)) == 2

        shown = embed_of(await town.mayor.slash(general, "sentiment alerts")).description or ""
        assert shown.count("instead of 10 %") == 2
        assert "a sensitivity of 5 of 9" in shown
        assert "for the managers" in said(await town.ada.click(told[0], label="False alarm"))
        assert "is 4 of 9" in said(await town.mayor.click(told[0], label="False alarm"))
        assert "nothing changes" in said(await town.mayor.click(told[0], label="False alarm"))
        shown = embed_of(await town.mayor.slash(general, "sentiment alerts")).description or ""
        assert shown.count("a false alarm") == 1
        assert "a sensitivity of 4 of 9" in shown


async def test_topics_are_those_of_five_people_and_no_names(open_town: OpenTown) -> None:
    async with open_town() as town:
        general = town.general
        await town.crowd(3)
        people = [town.mayor, town.ada, town.bob, *town.guests]
        for person in people:
            await person.send(general, "The harbour festival was wonderful, wasn't it, ada?")
        for person in people[:4]:
            await person.send(general, "my lighthouse is <https://example.com/lamps> broken")
        await town.bot.ledger.flush()

        text_shown = text(await town.mayor.slash(general, "sentiment topics"))
        assert "**harbour festival** · 6 messages · mood +1.00" in text_shown
        for hidden in ("ada", "lighthouse", "example", "lamps", "the ", "**harbour**"):
            assert hidden not in text_shown
        stored = {row[0] for row in await town.rows(select(TOPIC.c.term))}
        assert stored == {"harbour", "festival", "harbour festival", "wonderful"}
