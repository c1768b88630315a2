"""Managers draft, change, post, skip and schedule the week's shout-outs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
from simcord import ChannelHandle, InteractionResult
from sqlalchemy import insert, select

from bot.ledger.transaction import lock_guild
from bot.reports import ReportRequest, Section
from bot.windows import Window, zone_named
from cogs.recognition.models import HIDDEN, SHOUTOUT
from cogs.recognition.repository import scores
from tests.plugins.newcomers import components, labels, sent_to
from tests.plugins.town import OpenTown, Town, embed_of, said

DAYS = timedelta(days=1)


async def thanked(town: Town, member: Any, *givers: Any) -> None:
    for giver in givers:
        await giver.slash(town.general, "kudos", member=member, reason="gave me a hand")


def menu_of(message: Any, name: str) -> str:
    (found,) = [
        part["custom_id"] for part in components(message) if name in part.get("custom_id", "")
    ]
    return str(found)


async def shoutout(town: Town, what: str, **options: Any) -> InteractionResult:
    return await town.mayor.slash(town.general, f"shoutout {what}", **options)


def highlights(channel: ChannelHandle) -> list[discord.Message]:
    """Posted rounds of shout-outs."""
    return [
        one
        for one in sent_to(channel)
        if "Highlights" in str(one.embeds[:1] and one.embeds[0].title)
    ]


def text_of(message: Any) -> str:
    return "\n".join(one.description or "" for one in message.embeds)


async def tomorrow(town: Town, days: int = 1) -> None:
    await town.sim.skip_to(town.sim.now() + days * DAYS)


async def test_a_draft_is_changed_and_posted_by_a_manager(open_town: OpenTown) -> None:
    async with open_town() as town:
        assert "Nobody stood out" in said(await shoutout(town, "now"))
        await tomorrow(town)
        eve = await town.newcomer("eve")
        await thanked(town, town.bob, town.ada, town.mayor, eve)
        await thanked(town, town.ada, town.mayor, eve)
        for _ in range(3):
            await eve.send(town.general, "hello again")
            await tomorrow(town)

        drafted = await shoutout(town, "now")
        assert drafted.ephemeral
        text = embed_of(drafted).description or ""
        assert f"{town.bob.mention} made 3 different people thankful" in text
        assert f"{eve.mention} joined not long ago and took part on 3 days" in text
        assert drafted.response is not None
        await town.sim.restart()
        # Ada in place of Bob, and nobody as newcomer; then it is posted, once.
        message = drafted.response.message
        await town.mayor.select(message, ["helper"], custom_id=menu_of(message, "-swap:"))
        await town.mayor.select(message, ["newcomer"], custom_id=menu_of(message, "-out:"))
        await town.mayor.click(message, label="Post")
        await town.sim.advance(timedelta(seconds=5))
        (posted,) = highlights(town.general)
        assert f"{town.ada.mention} made 2 different people thankful" in text_of(posted)
        assert town.bob.mention not in text_of(posted)
        assert eve.mention not in text_of(posted)
        assert labels(posted) == []
        assert "Posted" in str(embed_of(await shoutout(town, "now")).description)

        # Nobody twice in four weeks.
        await tomorrow(town)
        again = embed_of(await shoutout(town, "now")).description or ""
        assert town.bob.mention in again
        assert town.ada.mention not in again


async def test_each_week_a_draft_waits_at_the_desk_or_it_is_sent(open_town: OpenTown) -> None:
    async with open_town() as town:
        desk, stage = (town.guild.create_text_channel(name) for name in ("desk", "stage"))
        await town.sim.settle()
        assert "no weekly shout-outs" in said(await shoutout(town, "schedule"))
        told = said(
            await shoutout(
                town, "schedule", mode="ask", channel=stage, approval=desk, day=2, time="18:30"
            )
        )
        assert f"shown in <#{desk.id}> each week" in told
        assert "cannot be that" in said(await shoutout(town, "schedule", time="25:00"))
        await thanked(town, town.bob, town.ada, town.mayor)
        # Due on Wednesday at 18:30, while the bot is away; late is once.
        await tomorrow(town)
        await town.sim.restart()
        await tomorrow(town, 2)
        (draft,) = sent_to(desk)
        assert town.bob.mention in text_of(draft)
        assert "manage" in said(await town.bob.click(draft, label="Post")).lower()
        await town.mayor.click(draft, label="Skip this week")
        await town.sim.advance(timedelta(seconds=5))
        assert sent_to(stage) == []
        assert labels(sent_to(desk)[0]) == []

        # By itself, but never of who does not want to be named.
        assert "by themselves" in said(await shoutout(town, "schedule", mode="send"))
        eve = await town.newcomer("eve")
        await thanked(town, town.bob, town.ada, eve)
        await thanked(town, town.mayor, town.ada, eve)
        async with town.bot.database.begin() as connection:
            await lock_guild(connection, town.guild.id)
            await scores.show_or_hide(connection, town.guild.id, town.bob.id, shown=False)
            hidden = {"guild_id": town.guild.id, "member_id": town.bob.id, "since": town.sim.now()}
            await connection.execute(insert(HIDDEN), hidden)
        await tomorrow(town, 7)
        await town.sim.advance(timedelta(seconds=5))
        (posted,) = sent_to(stage)
        assert town.mayor.mention in text_of(posted)
        assert town.bob.mention not in text_of(posted)
        assert len(sent_to(desk)) == 1
        states = await town.rows(select(SHOUTOUT.c.state).order_by(SHOUTOUT.c.day))
        assert states == [("skipped",), ("posted",)]
        assert "no weekly shout-outs" in said(await shoutout(town, "schedule", mode="off"))


async def test_the_weekly_report_says_who_is_recognised(open_town: OpenTown) -> None:
    async with open_town() as town:
        await thanked(town, town.bob, town.ada, town.mayor)
        await town.ada.send(town.general, "hello")
        await town.bot.ledger.flush()
        today = town.sim.now().date().toordinal()
        window = Window(zone_named("UTC"), today, today + 1)
        collected = await town.bot.reports.collect(
            ReportRequest(town.guild.id, window), only="recognition"
        )
        (section,) = collected.sections
        assert figures(section) == {
            "recognised_rate": (0, 2),
            "kudos": 2,
            "kudos_givers": 2,
            "kudos_receivers": 1,
            "helpers_unthanked": 0,
            "kudos_top10_share": (2, 2),
            "badges_earned": 0,
        }


def figures(section: Section) -> dict[str, Any]:
    return {one.key: one.counts or one.value for one in section.figures}
