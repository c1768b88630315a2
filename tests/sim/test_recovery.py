"""Messages that came while the bot was away are read from history, each once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, select

from bot.ledger.models import Gap, Message, Watch
from tests.plugins.town import OpenTown, Town


async def authors(town: Town) -> list[int]:
    rows = await town.rows(select(Message.author_id).order_by(Message.message_id))
    return [row[0] for row in rows]


def histories(town: Town) -> list[str]:
    return [
        request.path
        for request in town.sim.requests
        if request.method == "GET" and request.path.endswith("/messages")
    ]


async def test_what_was_said_meanwhile_is_found(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.ada.send(town.general, "before")
        await town.sim.advance(timedelta(minutes=2))

        async def meanwhile() -> None:
            for number in range(130):
                await town.bob.send(town.general, f"nobody listens {number}")

        await town.sim.restart(meanwhile=meanwhile)
        await town.sim.settle()

        assert await authors(town) == [town.ada.id] + [town.bob.id] * 130
        assert await town.rows(select(Gap.channel_id)) == []


async def test_what_a_kill_took_is_found_and_counted_once(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.ada.send(town.general, "written")
        await town.sim.advance(timedelta(minutes=1))
        await town.ada.send(town.general, "still in memory")

        await town.sim.restart(kill=True)
        await town.sim.settle()

        assert await authors(town) == [town.ada.id] * 2


async def test_channels_without_news_are_not_read(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.ada.send(town.general, "before")
        await town.sim.advance(timedelta(minutes=5))

        async def meanwhile() -> None:
            await town.bob.send(town.guild.channels["help"], "hello?")

        await town.sim.restart(meanwhile=meanwhile)
        await town.sim.settle()

        assert set(histories(town)) == {f"/channels/{town.guild.channels['help'].id}/messages"}


async def test_forum_posts_made_meanwhile_are_found(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.sim.advance(timedelta(minutes=5))

        async def meanwhile() -> None:
            await town.sim.post_in_forum(
                town.ada, town.guild.channels["questions"], "Glue?", "Which glue holds?"
            )

        await town.sim.restart(meanwhile=meanwhile)
        await town.sim.settle()

        assert await authors(town) == [town.ada.id]


async def test_a_new_server_is_not_read_back(open_town: OpenTown) -> None:
    async with open_town() as town:
        assert histories(town) == []
        assert await town.rows(select(Watch.guild_id)) == [(town.guild.id,)]


async def test_a_closed_channel_does_not_stop_the_others(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.sim.advance(timedelta(minutes=5))

        async def meanwhile() -> None:
            await town.bob.send(town.general, "hello")
            await town.bob.send(town.guild.channels["help"], "hello?")
            town.sim.env.inject_error(
                "GET",
                f"/channels/{town.general.id}/messages",
                status=403,
                code=50001,
                message="Missing Access",
            )

        await town.sim.restart(meanwhile=meanwhile)
        await town.sim.settle()

        assert await authors(town) == [town.bob.id]


async def test_history_is_not_read_where_it_is_not_wanted(open_town: OpenTown) -> None:
    async with open_town(ledger={"recover_days": 0}) as town:
        await town.sim.advance(timedelta(minutes=5))

        async def meanwhile() -> None:
            await town.bob.send(town.general, "hello")

        await town.sim.restart(meanwhile=meanwhile)
        await town.sim.settle()

        assert await authors(town) == []


async def test_the_mark_moves_while_the_bot_listens(open_town: OpenTown) -> None:
    async with open_town() as town:
        begun = town.sim.now()
        await town.sim.advance(timedelta(minutes=10))
        await town.ada.send(town.general, "hello")

        ((until,),) = await town.rows(select(Watch.until))

        assert until == begun + timedelta(minutes=10) - timedelta(seconds=30)


async def test_a_reading_that_is_interrupted_goes_on(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.sim.advance(timedelta(minutes=5))

        async def meanwhile() -> None:
            await town.bob.send(town.general, "hello")
            town.sim.env.inject_error(
                "GET",
                f"/channels/{town.general.id}/messages",
                status=400,
                code=0,
                message="Not now",
            )

        await town.sim.restart(meanwhile=meanwhile)
        await town.sim.settle()
        assert await authors(town) == []
        ((channel_id, after_id, until_id),) = await town.rows(
            select(Gap.channel_id, Gap.after_id, Gap.until_id).where(Gap.kind == 0)
        )
        assert channel_id == town.general.id
        assert after_id < until_id

        # The guild is complete but for its gap: the mark does not wait for it.
        await town.sim.restart(kill=True)
        await town.sim.settle()
        assert await authors(town) == [town.bob.id]
        assert await town.rows(select(Gap.channel_id)) == []


async def test_what_the_buffer_let_go_is_read_when_the_database_answers(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await town.ada.send(town.general, "hello")
        await town.ada.send(town.general, "hello again")
        ((first, last),) = await town.rows(
            select(func.min(Message.message_id), func.max(Message.message_id))
        )
        async with town.bot.database.begin() as connection:
            await connection.execute(delete(Message))
        writer = town.bot.ledger.writer
        writer.missed.note(town.guild.id, town.general.id, (first, last))
        writer.complete.discard(town.guild.id)

        await town.ada.send(town.general, "the database answers")
        await town.bot.ledger.flush()
        await town.sim.advance(timedelta(seconds=1))

        assert await authors(town) == [town.ada.id] * 3
        assert town.guild.id in writer.complete
        assert not writer.missed
