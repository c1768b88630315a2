"""Events are scheduled events of Discord's own as well: changed here or there, they stay one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from cogs.events.domain.occurrence import OccurrenceState
from cogs.events.models import OCCURRENCE, PLAN, RSVP
from cogs.events.repository import occurrences, plans
from cogs.events.service.series import Series
from tests.plugins.eventsteps import card_now, cards, change, planned, press
from tests.plugins.newcomers import dms
from tests.plugins.town import OpenTown, Town

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
FRIDAY = datetime(2026, 3, 6, 18, tzinfo=UTC)


def natives(town: Town) -> list[Any]:
    """Return Discord's own events that are to come or on."""
    found = town.sim.env.backend.get_guild(town.guild.id).scheduled_events.values()
    return [one for one in found if one.status in {1, 2}]


async def by_hand(town: Town, native: Any, **changes: Any) -> None:
    """Let somebody change Discord's own event in Discord, and let that be heard."""
    town.sim.env.backend.edit_scheduled_event(town.guild.id, native.id, changes)
    await town.sim.settle()
    await town.sim.advance(timedelta(seconds=20))


async def told(town: Town) -> list[str]:
    return [message.content for message in dms(town.ada.user)]


async def test_an_event_and_discords_own_stay_one(open_town: OpenTown) -> None:
    async with open_town() as town:
        lounge = town.guild.channels["lounge"]
        card = await planned(town, channel=lounge, repeat="every friday", duration="1h")
        await press(town.ada, card, "Going")
        await town.sim.advance(timedelta(seconds=20))
        (native,) = natives(town)
        assert (native.name, native.channel_id, native.entity_type) == (
            "Harbour talk",
            lounge.id,
            2,
        )
        assert datetime.fromisoformat(native.scheduled_start_time) == FRIDAY

        # Changed here: it follows, and nothing is taken for a change by hand.
        await change(town, start="friday 19:00", name="Harbour talks", scope="all")
        await town.sim.advance(timedelta(seconds=20))
        assert native.name == "Harbour talks"
        assert datetime.fromisoformat(native.scheduled_start_time) == FRIDAY + timedelta(hours=1)
        assert len(await told(town)) == 1

        # Changed there: name and place are those of the series, the time is that of the one.
        start = FRIDAY + timedelta(hours=3)
        await by_hand(
            town,
            native,
            name="Ship talks",
            scheduled_start_time=start.isoformat(),
            scheduled_end_time=(start + timedelta(hours=2)).isoformat(),
        )
        assert await town.rows(select(PLAN.c.name, PLAN.c.wall_start)) == [
            ("Ship talks", "2026-03-06T19:00")
        ]
        assert await town.rows(select(OCCURRENCE.c.starts_at, OCCURRENCE.c.ends_at)) == [
            (start, start + timedelta(hours=2))
        ]
        assert cards(town)[-1].embeds[0].title == "Ship talks"
        assert "was moved from" in (await told(town))[-1]
        # While the bot is away, too.
        await town.sim.restart(
            meanwhile=lambda: _nothing(
                town.sim.env.backend.edit_scheduled_event(
                    town.guild.id, native.id, {"description": "About ships."}
                )
            )
        )
        await town.sim.advance(timedelta(seconds=20))
        assert await town.rows(select(PLAN.c.description)) == [("About ships.",)]

        # "Interested" is taken in, but never over an answer.
        await town.bob.subscribe_event(native.id)
        await town.ada.subscribe_event(native.id)
        assert "Maybe: 1" in (await card_now(town))["Who comes"]
        await town.bob.unsubscribe_event(native.id)
        await town.ada.unsubscribe_event(native.id)
        assert await town.rows(select(RSVP.c.member_id, RSVP.c.answer)) == [(town.ada.id, "going")]

        # Cancelled by hand: this one is off, those who come are told, and the next one is there.
        await by_hand(town, native, status=4)
        assert "was called off" in (await told(town))[-1]
        (following,) = natives(town)
        assert datetime.fromisoformat(following.scheduled_start_time) == FRIDAY + timedelta(
            days=7, hours=1
        )
        # Called off here: Discord's own goes, too.
        asked = await town.mayor.slash(town.general, "event cancel", event="1", scope="all")
        assert asked.response is not None
        await town.mayor.click(asked.response, label="Call it off")
        await town.sim.advance(timedelta(seconds=20))
        assert natives(town) == []


async def test_a_process_that_dies_before_it_says_so_makes_no_second_one(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await planned(town, picture=("boat.png", PNG))
        await town.sim.advance(timedelta(seconds=20))
        (native,) = natives(town)
        assert pictures_sent(town) == 1
        # As a killed process leaves it: made, and not noted.
        async with town.bot.database.begin() as connection:
            await connection.execute(update(OCCURRENCE).values(native_event_id=None, native=None))
        await town.sim.restart(kill=True)
        await town.sim.advance(timedelta(seconds=20))

        assert [one.id for one in natives(town)] == [native.id]
        assert await town.rows(select(OCCURRENCE.c.native_event_id)) == [(native.id,)]
        # Another picture goes there, too, and once.
        await change(town, picture=("ship.png", PNG + b"\1"))
        await change(town, name="Harbour talks")
        await town.sim.advance(timedelta(seconds=20))
        assert native.name == "Harbour talks"
        assert pictures_sent(town) == 2


def pictures_sent(town: Town) -> int:
    """Return how often a picture was sent for one of Discord's own events."""
    bodies = [one.json for one in town.sim.requests if "/scheduled-events" in one.path]
    return sum(isinstance(body, dict) and body.get("image") is not None for body in bodies)


async def test_what_begins_and_ends_does_so_at_discord_too(open_town: OpenTown) -> None:
    async with open_town() as town:
        await planned(town, repeat="every friday")
        await planned(town, name="Knots", start="friday 20:00")
        await town.sim.advance(timedelta(seconds=20))
        first, second = natives(town)

        await set_state(town, 1, OccurrenceState.OPEN)
        assert (first.status, second.status) == (2, 1)
        await set_state(town, 1, OccurrenceState.HELD)
        await set_state(town, 2, OccurrenceState.HELD)
        assert (first.status, second.status) == (3, 3)
        # Only the series goes on.
        assert [one.name for one in natives(town)] == ["Harbour talk"]


async def set_state(town: Town, event_id: int, state: OccurrenceState) -> None:
    """Let an event begin or be over, as the day of it does."""
    series = town.bot.ports.get(Series)

    async def become() -> None:
        async with town.bot.database.begin() as connection:
            last = await occurrences.latest(connection, town.guild.id, event_id, lock=True)
            plan = await plans.get(connection, town.guild.id, event_id)
            assert last is not None
            assert plan is not None
            if state is OccurrenceState.OPEN:
                await series.change(connection, plan, last, replace(last, state=state))
            else:
                await series.end(connection, plan, last, state)
        town.bot.jobs.wake()

    await town.sim.as_bot(become())
    await town.sim.advance(timedelta(seconds=20))


async def test_what_an_event_stands_on_may_go(open_town: OpenTown) -> None:
    async with open_town() as town:
        lounge = town.guild.channels["lounge"]
        eve = await town.newcomer("eve")
        await planned(town, channel=lounge, host=eve, cohosts=f"{town.bob.mention}")
        await town.sim.advance(timedelta(seconds=20))
        (native,) = natives(town)

        # With its channel, Discord deletes the event, too: ours goes on without.
        backend = town.sim.env.backend
        backend.delete_scheduled_event(town.guild.id, native.id)
        backend.delete_channel(lounge.id)
        await town.sim.settle()
        await town.sim.advance(timedelta(seconds=30))
        fields = await card_now(town)
        assert fields["Where"] == "To be announced"
        (instead,) = natives(town)
        assert instead.entity_type == 3
        assert "was deleted. Choose another" in dms(town.mayor.user)[-1].content

        # The host leaves: the next takes over, and who planned it is told.
        backend.remove_member(town.guild.id, eve.id)
        await town.sim.settle()
        assert (await card_now(town))["Host"] == town.bob.mention
        assert "The host of **Harbour talk**" in dms(town.mayor.user)[-1].content

        # A hundred of Discord's own, and no more: ours goes on without one until there is room.
        for number in range(99):
            town.guild.create_scheduled_event(
                f"other {number}",
                start_time=(FRIDAY + timedelta(days=30)).isoformat(),
                entity_type=3,
                end_time=(FRIDAY + timedelta(days=31)).isoformat(),
                location="Elsewhere",
            )
        await planned(town, name="One more", start="friday 20:00")
        await town.sim.advance(timedelta(seconds=20))
        assert len(natives(town)) == 100
        assert cards(town)[-1].embeds[0].title == "One more"
        backend.delete_scheduled_event(town.guild.id, natives(town)[-1].id)
        await town.sim.advance(timedelta(hours=6, minutes=1))
        assert [one.name for one in natives(town)].count("One more") == 1


async def _nothing(_event: object) -> None:
    """Make a change a step that can be waited for."""
