"""Managers see the mood of the server and its channels, and never that of a few."""

from __future__ import annotations

from datetime import timedelta

from simcord import InteractionResult

from tests.plugins.town import OpenTown, embed_of


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
