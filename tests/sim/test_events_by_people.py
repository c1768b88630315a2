"""Managers plan events, members answer, and everybody sees the same card."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import discord
from simcord import MemberActor

from tests.plugins.answers import sentence
from tests.plugins.eventsteps import card_now, cards, change, create, planned, press
from tests.plugins.newcomers import components, dms, fill, labels
from tests.plugins.town import OpenTown, Town, embed_of, said

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
FRIDAY = datetime(2026, 3, 6, 18, tzinfo=UTC)


async def test_an_event_is_planned_answered_changed_and_called_off(open_town: OpenTown) -> None:
    async with open_town() as town:
        card = await _plan(town)
        eve = await town.newcomer("eve")
        await _answer(town, card, eve)
        await _look(town, eve)
        await _change(town, eve)


async def _plan(town: Town) -> discord.Message:
    lounge = town.guild.channels["lounge"]
    shown = await create(
        town,
        channel=lounge,
        duration="90m",
        capacity=2,
        repeat="every friday",
        description="About *boats*.",
    )
    # Nothing is kept before it is right.
    assert cards(town) == []
    draft = embed_of(shown)
    assert draft.footer.text is None
    stamp = int(FRIDAY.timestamp())
    assert f"<t:{stamp}:F> to <t:{stamp + 5400}:t>" in str(draft.fields[0].value)
    assert shown.response is not None
    # Its text is written in the next step.
    form = await town.mayor.click(shown.response, label="Write the text")
    await fill(
        town.mayor,
        form,
        {"Name": "Harbour talks", "Description": "About *ships*.", "Partners": ""},
    )
    saved = await town.mayor.click(shown.response, label="Save")
    del saved
    await town.sim.advance(timedelta(seconds=1))

    card = cards(town)[-1]
    (embed,) = card.embeds
    assert (embed.title, embed.description) == ("Harbour talks", "About *ships*.")
    fields = await card_now(town)
    assert f"<#{lounge.id}>" in fields["Where"]
    assert town.mayor.mention in fields["Host"]
    assert fields["Repeats"].startswith("every Friday at 18:00 (UTC)\nThen: ")
    assert labels(card) == ["Going", "Maybe", "Not going"]
    return card


async def _answer(town: Town, card: discord.Message, eve: MemberActor) -> None:
    assert (await press(town.ada, card, "Going")).startswith("You are going to **Harbour talks**")
    assert (await press(town.bob, card, "Going")).startswith("You are going")
    assert "is full. You are the next" in await press(eve, card, "Going")
    fields = await card_now(town)
    assert fields["Who comes"].startswith("Going: 2 of 2 · Waiting: 1\n")
    assert town.ada.mention in fields["Who comes"]
    # Nobody was pinged by any of it.
    bodies = [one.json for one in town.sim.requests if isinstance(one.json, dict)]
    told = [
        body["allowed_mentions"]
        for body in bodies
        if "Harbour" in str(body) and "allowed_mentions" in body
    ]
    assert told
    assert not [one for one in told if one.get("parse") or one.get("users")]

    # A place becomes free: eve is asked, after a restart too, and takes it.
    await town.sim.restart()
    await press(town.ada, card, "Not going")
    await town.sim.advance(timedelta(seconds=2))
    (offer,) = dms(eve.user)
    assert "A place is free for you at **Harbour talks**" in offer.content
    await eve.user.click(offer, label="I am coming")
    assert dms(eve.user)[0].content.startswith("You are going")
    fields = await card_now(town)
    assert fields["Who comes"].startswith("Going: 2 of 2\n")


async def _look(town: Town, eve: MemberActor) -> None:
    # A member looks, and sees their own answer.
    look = await eve.slash(town.general, "event show", event="harbour")
    assert said(look).startswith("You are going")
    month = await town.ada.slash(town.general, "event list", month="march")
    lines = str(embed_of(month).description).splitlines()
    assert len(lines) == 4
    assert all("**Harbour talks**" in line for line in lines)
    offered = await town.ada.autocomplete(town.general, "event show", "event", "talk")
    assert [one["value"] for one in offered] == ["1"]


async def _change(town: Town, eve: MemberActor) -> None:
    # It is moved: who answered is told; then called off once, and for good.
    edit = await town.mayor.slash(town.general, "event edit", event="1", start="saturday 19:00")
    assert edit.response is not None
    await town.mayor.click(edit.response, label="Save")
    await town.sim.advance(timedelta(seconds=10))
    assert "was moved from" in dms(eve.user)[-1].content
    assert "was moved from" in dms(town.bob.user)[-1].content
    assert dms(town.ada.user) == []
    assert "every Saturday at 19:00" in (await card_now(town))["Repeats"]
    for scope, told in (("next", "The next one is"), ("all", "is called off")):
        asked = await town.mayor.slash(town.general, "event cancel", event="1", scope=scope)
        assert asked.response is not None
        assert labels(asked.response) == ["Call it off", "Keep it"]
        await town.mayor.click(asked.response, label="Call it off")
        assert told in asked.response.content or told in said(asked)
        await town.sim.advance(timedelta(seconds=10))
    assert "was called off" in dms(eve.user)[-1].content
    assert [labels(one) for one in cards(town)] == [[], []]
    # What was called off for good does not say when it is next.
    for_good = {one.name for one in cards(town)[-1].embeds[0].fields}
    assert "Repeats" not in for_good
    late = await town.ada.slash(town.general, "event show", event="1")
    assert "It was called off" in str(embed_of(late).fields[0].value)


async def test_what_cannot_be_is_refused_kindly(open_town: OpenTown) -> None:
    async with open_town() as town:
        refused = {
            "yesterday in words": ({"start": "2026-03-01 18:00"}, "is over already"),
            "no time": ({"start": "friday"}, "At what time"),
            "unknown zone": ({"zone": "Mars/Olympus"}, "no time zone that I know"),
            "end before start": ({"end": "2026-03-05 18:00"}, "That end lies before the start"),
            "both": ({"end": "20:00", "duration": "1h"}, "not both"),
            "ten years": ({"repeat": "weekly until 2036-03-06"}, "goes too far ahead"),
            "unreadable": ({"repeat": "now and then"}, "as how an event repeats"),
            "no link": ({"link": "javascript:alert(1)"}, "is no link"),
            "a bot as host": ({"cohosts": "nobody"}, "Mention the co-hosts"),
        }
        for name, (options, told) in refused.items():
            answer = await create(town, **options)
            assert told in sentence(said(answer)), name
        assert cards(town) == []


async def test_typing_is_helped_and_a_picture_is_shown(open_town: OpenTown) -> None:
    async with open_town() as town:
        for option, typed, offered in (
            ("start", "next friday 6pm", "Friday 2026-03-13 18:00 (UTC)"),
            ("repeat", "monthly", "monthly on the second friday"),
            ("zone", "berlin", "Europe/Berlin"),
        ):
            choices = await town.mayor.autocomplete(
                town.general, "event create", option, typed, name="x", start="next friday 6pm"
            )
            assert offered in [one["name"] for one in choices], option
        assert not await town.mayor.autocomplete(town.general, "event create", "start", "soonish")

        first = await planned(town, picture=("boat.png", PNG), address="Pier 4", series="Talks")
        shown = first.embeds[0].image.url
        assert shown is not None
        assert [one.filename for one in first.attachments] == [shown.rsplit("/", 1)[-1]]
        # Another like it: only what differs is said; and it may be moved alone.
        second = await planned(
            town,
            name="Knots",
            start="saturday 18:00",
            like="Harbour",
            link="https://meet.example/a",
            repeat="weekly",
        )
        fields = {one.name: one.value for one in second.embeds[0].fields}
        assert fields["Where"] == "Online: https://meet.example/a\nAt Pier 4"
        assert second.embeds[0].author.name == "Hybrid event · Talks"
        await change(town, event="2", start="sunday 18:00", scope="next")
        fields = await card_now(town)
        stamp = int((FRIDAY + timedelta(days=2)).timestamp())
        assert f"<t:{stamp}:F>" in fields["When"]
        assert fields["Repeats"].startswith("every Saturday at 18:00")
        refused = await town.mayor.slash(
            town.general, "event edit", event="2", name="Sails", scope="next"
        )
        assert "Of the next one alone" in sentence(said(refused))

        # Who has their data deleted is on no card any more.
        await press(town.ada, first, "Going")
        await town.sim.advance(timedelta(seconds=8))
        assert town.ada.mention in str(cards(town)[0].embeds[0].to_dict())
        await town.sim.as_bot(town.bot.forget_member(town.guild.id, town.ada.id))
        await town.sim.advance(timedelta(seconds=8))
        assert town.ada.mention not in str(cards(town)[0].embeds[0].to_dict())


async def test_an_hour_that_comes_twice_or_never_is_asked_about(open_town: OpenTown) -> None:
    async with open_town(datetime(2026, 10, 20, 12, tzinfo=UTC)) as town:
        shown = await create(town, start="25 oct 02:30", zone="Europe/Berlin")
        assert "this hour comes twice" in said(shown)
        assert shown.response is not None
        assert labels(shown.response) == ["Write the text", "Discard"]
        await town.mayor.select(shown.response, ["1"])
        await town.mayor.click(shown.response, label="Save")
        await town.sim.advance(timedelta(seconds=1))

        second = int(datetime(2026, 10, 25, 1, 30, tzinfo=UTC).timestamp())
        (embed,) = cards(town)[-1].embeds
        assert f"<t:{second}:F>" in str(embed.fields[0].value)
        # Somebody else's draft, and one that was discarded, change nothing.
        other = await create(town, name="Never")
        assert other.response is not None
        assert [part.get("label") for part in components(other.response)] != []
        await town.mayor.click(other.response, label="Discard")
        month = await town.ada.slash(town.general, "event list")
        assert str(embed_of(month).description).count("\n") == 0

        # An hour that is not there is asked about, too: both that may be meant are shown.
        asked = await create(town, start="28 mar 02:30", zone="Europe/Berlin")
        assert "this hour does not exist" in said(asked)
        assert asked.response is not None
        await town.mayor.select(asked.response, ["1"])
        await town.mayor.click(asked.response, label="Save")
        await town.sim.advance(timedelta(seconds=1))
        after = int(datetime(2027, 3, 28, 1, 30, tzinfo=UTC).timestamp())
        assert f"<t:{after}:F>" in str(cards(town)[-1].embeds[0].fields[0].value)
