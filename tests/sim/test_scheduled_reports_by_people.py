"""The report that comes by itself: to its channel, and to a manager who asked for it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select

from bot.guild_settings import ServerSettings
from bot.jobs.models import JobRow
from cogs.insights.models import READER
from tests.plugins.town import OpenTown, Town, said


async def chat(town: Town) -> None:
    for guest in (town.ada, town.bob, *town.guests):
        await guest.send(town.general, "I love board games!")


def reports_in(town: Town, channel: str) -> list[str]:
    me = town.bot.user.id if town.bot.user else 0
    return [
        message.embeds[0].title or ""
        for message in town.guild.channels[channel].history()
        if message.author.id == me and message.embeds
    ]


async def test_the_report_comes_each_week_at_wall_time(open_town: OpenTown) -> None:
    # Two weeks around the clock change of 29 March in Berlin.
    async with open_town(datetime(2026, 3, 16, 12, tzinfo=UTC)) as town:
        await town.bot.guild_settings.set(town.guild.id, ServerSettings, "zone", "Europe/Berlin")
        shown = await town.mayor.slash(town.general, "report schedule")
        assert said(shown).startswith("No report is sent by itself")
        assert "report schedule" not in town.ada.available_commands(town.general)

        result = await town.mayor.slash(
            town.general, "report schedule", channel=town.guild.channels["off-topic"], time="09:00"
        )
        assert result.ephemeral
        assert f"posted in <#{town.guild.channels['off-topic'].id}>" in said(result)
        assert result.response is not None
        followed = await town.mayor.click(result.response, label="Send it to me, or no more")
        assert "by direct message from now on" in said(followed)
        assert "One manager gets it" in said(followed)
        await town.crowd(4)
        await chat(town)

        # 09:00 in Berlin is 08:00 UTC in winter, 07:00 in summer.
        await town.sim.skip_to(datetime(2026, 3, 23, 7, 59, tzinfo=UTC))
        assert reports_in(town, "off-topic") == []
        await town.sim.skip_to(datetime(2026, 3, 23, 8, 2, tzinfo=UTC))
        assert len(reports_in(town, "off-topic")) == 1
        message = town.guild.channels["off-topic"].last_message
        assert message is not None
        assert "2026-W12" in (message.embeds[0].description or "")
        assert [file.filename for file in message.attachments] == ["overview.png"]
        (direct,) = town.mayor.user.dm_channel.history()
        assert [file.filename for file in direct.attachments] == [
            "overview.png",
            "report-2026-W12.html",
        ]

        await town.sim.restart()
        await town.sim.settle()
        await town.sim.skip_to(datetime(2026, 3, 30, 7, 2, tzinfo=UTC))
        assert len(reports_in(town, "off-topic")) == 2
        assert len(town.mayor.user.dm_channel.history()) == 2

        stopped = await town.mayor.click(result.response, label="Post it no more")
        assert "posted in no channel any more" in said(stopped)
        again = await town.mayor.click(result.response, label="Send it to me, or no more")
        assert "no more" in said(again)
        assert await town.rows(select(func.count()).select_from(READER)) == [(0,)]
        await town.sim.skip_to(datetime(2026, 4, 6, 8, 0, tzinfo=UTC))
        assert len(reports_in(town, "off-topic")) == 2
        assert (await town.rows(select(JobRow.key).where(JobRow.kind == "insights-weekly"))) == [
            ("insights-weekly",)
        ]
