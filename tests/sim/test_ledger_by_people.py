"""What people do in Discord becomes facts; what bots do does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest
from sqlalchemy import select

from bot.activity.models import MemberDay, Stay
from bot.activity.projection import ActivityProjection
from bot.db import Base
from bot.db.patience import hurried, patience
from bot.directory import Channel, Guild
from bot.guild_settings import ServerSettings
from bot.ledger.facts import LeaveCause, MessageFlag
from bot.ledger.models import Join, Leave, Message, Reaction, Use, Voice
from tests.plugins.town import OpenTown


async def test_a_message_becomes_a_fact_without_its_text(open_town: OpenTown) -> None:
    async with open_town() as town:
        question = await town.ada.send(town.general, "Does anybody know a good dice tower?")
        await town.bob.send(town.general, "Yes, I love mine!", reply_to=question)

        rows = await town.rows(
            select(
                Message.author_id,
                Message.channel_id,
                Message.reply_to,
                Message.flags,
                Message.length,
                Message.score,
                Message.at,
            ).order_by(Message.message_id)
        )

        assert [row[0] for row in rows] == [town.ada.id, town.bob.id]
        assert {row[1] for row in rows} == {town.general.id}
        assert [row[2] for row in rows] == [None, question.id]
        assert MessageFlag.QUESTION in MessageFlag(rows[0][3])
        assert MessageFlag(rows[1][3]) == MessageFlag.REPLY
        assert rows[1][5] > 0.5
        assert rows[0][6] == town.sim.now()


async def test_nothing_that_was_said_reaches_the_database(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.ada.send(town.general, "xylophone `zanzibar` is a wonderful xylophone?")
        await town.bot.ledger.flush()

        async with town.bot.database.read() as connection:
            for table in Base.metadata.sorted_tables:
                for row in await connection.execute(select(table)):
                    assert "xylophone" not in str(tuple(row)), table.name
                    assert "zanzibar" not in str(tuple(row)), table.name


async def test_bots_webhooks_and_direct_messages_do_not_count(open_town: OpenTown) -> None:
    async with open_town() as town:
        robot = town.sim.add_member(town.guild, town.sim.user("robot", bot=True))
        await town.sim.settle()
        await robot.send(town.general, "beep")
        await town.guild.create_webhook(town.general).send("posted")
        await town.ada.send_dm("psst")

        assert await town.rows(select(Message.message_id)) == []
        assert robot.id not in {row[0] for row in await town.rows(select(Join.member_id))}


async def test_a_forum_post_is_marked_and_belongs_to_its_forum(open_town: OpenTown) -> None:
    async with open_town() as town:
        forum = town.guild.channels["questions"]
        thread, _ = await town.sim.post_in_forum(town.ada, forum, "Glue?", "Which glue holds?")
        await town.bob.send(thread, "The wooden kind.")

        rows = await town.rows(
            select(Message.channel_id, Message.parent_id, Message.flags).order_by(Message.at)
        )

        assert [row[:2] for row in rows] == [(thread.id, forum.id)] * 2
        assert MessageFlag.FORUM_POST in MessageFlag(rows[0][2])
        assert MessageFlag.FORUM_POST not in MessageFlag(rows[1][2])


async def test_a_reaction_counts_once_however_often_it_is_given(open_town: OpenTown) -> None:
    async with open_town() as town:
        message = await town.ada.send(town.general, "I finished my board!")
        await town.bob.react(message, "🎲")
        await town.bob.unreact(message, "🎲")
        await town.bob.react(message, "🎲")

        assert await town.rows(select(Reaction.member_id, Reaction.emoji)) == [(town.bob.id, "🎲")]
        ((reactions,),) = await town.rows(
            select(MemberDay.reactions).where(MemberDay.member_id == town.bob.id)
        )
        assert reactions == 1


async def test_voice_counts_the_time_with_another_human(open_town: OpenTown) -> None:
    async with open_town() as town:
        lounge = town.guild.channels["lounge"]
        await town.ada.join_voice(lounge)
        await town.sim.advance(timedelta(minutes=4))
        await town.bob.join_voice(lounge)
        await town.sim.advance(timedelta(minutes=10))
        await town.bob.leave_voice()
        await town.sim.advance(timedelta(minutes=1))
        await town.ada.leave_voice()

        rows = await town.rows(select(Voice.member_id, Voice.seconds, Voice.together_s))

        whole = {
            who.id: (
                sum(row[1] for row in rows if row[0] == who.id),
                sum(row[2] for row in rows if row[0] == who.id),
            )
            for who in (town.ada, town.bob)
        }
        assert whole == {town.ada.id: (15 * 60, 10 * 60), town.bob.id: (10 * 60, 10 * 60)}


async def test_members_of_a_new_server_are_known_by_the_census(open_town: OpenTown) -> None:
    async with open_town() as town:
        stays = await town.rows(select(Stay.member_id, Stay.joined_at, Stay.left_at))

        assert {row[0] for row in stays} == {town.mayor.id, town.ada.id, town.bob.id}
        assert {row[2] for row in stays} == {None}
        joined = {row[0]: row[1] for row in stays}
        assert town.sim.now() - joined[town.ada.id] == timedelta(days=200)
        assert await town.rows(select(Guild.name, Guild.census_at)) == [
            ("Meeple Harbour", town.sim.now())
        ]
        names = {row[0] for row in await town.rows(select(Channel.name))}
        assert names == {"general", "help", "off-topic", "questions", "lounge"}


async def test_coming_and_going_is_written_down(open_town: OpenTown) -> None:
    async with open_town() as town:
        cleo = await town.newcomer("cleo")
        await town.sim.advance(timedelta(hours=1))
        left_at = town.sim.now()
        town.guild.remove_member(cleo)
        await town.sim.settle()
        await town.sim.advance(timedelta(seconds=5))

        assert await town.rows(select(Leave.member_id, Leave.at, Leave.cause)) == [
            (cleo.id, left_at, "left")
        ]
        assert await town.rows(select(Stay.left_at).where(Stay.member_id == cleo.id)) == [
            (left_at,)
        ]


@pytest.mark.parametrize("how", ["kick", "ban"])
async def test_kicks_and_bans_are_told_apart(open_town: OpenTown, how: str) -> None:
    async with open_town() as town:
        cleo = await town.newcomer("cleo")
        real = town.bot.get_guild(town.guild.id)
        assert real is not None

        # Another bot, or the bot itself, removes her; the audit log tells how.
        await town.sim.as_bot(getattr(real, how)(discord.Object(cleo.id), reason="spam"))
        await town.sim.advance(timedelta(seconds=5))

        assert await town.rows(select(Leave.member_id, Leave.cause)) == [(cleo.id, how)]


async def test_using_a_command_or_a_button_counts_as_activity(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.bob.slash(town.general, "pulse")

        assert await town.rows(select(Use.member_id, Use.kind, Use.name)) == [
            (town.bob.id, "command", "pulse")
        ]


async def test_who_left_while_the_bot_was_down_is_found_by_the_census(open_town: OpenTown) -> None:
    async with open_town() as town:
        cleo = await town.newcomer("cleo")
        await town.sim.advance(timedelta(hours=1))

        async def meanwhile() -> None:
            town.guild.remove_member(cleo)
            town.sim.add_member(town.guild, town.sim.user("dora"))

        await town.sim.restart(meanwhile=meanwhile)
        await town.sim.settle()

        here = await town.rows(select(Stay.member_id).where(Stay.left_at.is_(None)))
        assert cleo.id not in {row[0] for row in here}
        assert len(here) == 4


async def test_a_clean_stop_loses_nothing(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.ada.send(town.general, "One last thing before the restart")
        assert town.bot.ledger.writer.waiting_facts == 1

        await town.sim.restart()

        assert len(await town.rows(select(Message.message_id))) == 1


async def test_an_old_ban_is_not_pinned_on_a_later_departure(open_town: OpenTown) -> None:
    async with open_town() as town:
        cleo = await town.newcomer("cleo")
        town.bot.intake.removal_caused(town.guild.id, cleo.id, LeaveCause.BAN)
        await town.sim.skip_to(town.sim.now() + timedelta(hours=1))

        town.guild.remove_member(cleo)
        await town.sim.settle()
        await town.sim.advance(timedelta(seconds=5))

        assert await town.rows(select(Leave.cause)) == [("left",)]


async def test_a_new_name_outlives_an_absence_of_the_database(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town() as town:

        async def away(*_args: object) -> None:
            raise OSError("no server answers there")

        general = town.bot.get_channel(town.general.id)
        assert isinstance(general, discord.TextChannel)
        with monkeypatch.context() as patched:
            patched.setattr("bot.names.remember_channels", away)
            await town.sim.as_bot(general.edit(name="lobby"))
            await town.sim.advance(timedelta(seconds=90))
        assert "general" in {row[0] for row in await town.rows(select(Channel.name))}

        await town.sim.advance(timedelta(seconds=90))

        assert "lobby" in {row[0] for row in await town.rows(select(Channel.name))}


async def test_a_large_server_is_counted_whole(open_town: OpenTown) -> None:
    async with open_town(ledger={"buffer_limit": 1_000}) as town:

        async def meanwhile() -> None:
            for number in range(1_200):
                town.sim.add_member(town.guild, town.sim.user(f"m{number}"))

        await town.sim.restart(meanwhile=meanwhile)
        await town.sim.settle()

        assert len(await town.rows(select(Join.member_id))) == 1_203


async def test_figures_follow_a_new_zone_however_long_that_takes(open_town: OpenTown) -> None:
    limits: list[timedelta | None] = []

    class Noting(ActivityProjection):
        name = "noting"

        async def add(self, *_args: Any) -> None:
            pass

        async def clear(self, *_args: Any) -> None:
            limits.append(patience())

    async with open_town() as town:
        await town.ada.send(town.general, "Hello!")
        town.bot.ledger.projections.register(Noting())
        with hurried():
            await town.bot.guild_settings.set(town.guild.id, ServerSettings, "zone", "Asia/Tokyo")

    assert limits == [None]
