"""Members ask, answer and say what helped; helpers hear of what waits; the FAQ answers the rest."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import discord
import pytest
from simcord import InteractionResult
from sqlalchemy import func, select

from bot.guild_settings import ServerSettings
from bot.jobs import Job
from bot.jobs.deliveries import Deliveries
from bot.jobs.models import JobRow, JobState
from bot.reports import ReportRequest, Section
from bot.windows import local_day, week_of
from cogs.answers.models import ACCEPTED, MARKED, SOLVED
from cogs.answers.service.queue import WAITING
from cogs.answers.settings import GuildSettings
from cogs.insights.settings import GuildSettings as InsightsSettings
from cogs.moderation.service.duty import DutyService
from cogs.recognition.domain.standing import Board, Span
from cogs.recognition.models import SCORE
from tests.plugins.newcomers import sent_to
from tests.plugins.town import OpenTown, Town, embed_of, said

QUESTION, ANSWER = "Mark as question", "Mark as answer"


async def choose(town: Town, key: str, value: object) -> None:
    await town.bot.guild_settings.set(town.guild.id, GuildSettings, key, value)


async def help_in(town: Town, *ids: int) -> None:
    await town.bot.guild_settings.set(
        town.guild.id, InsightsSettings, "help_channel_ids", list(ids)
    )


async def helped(town: Town, member_id: int) -> int:
    rows = await town.rows(
        select(SCORE.c.points).where(
            SCORE.c.member_id == member_id,
            SCORE.c.board == Board.HELPFUL,
            SCORE.c.span == Span.ALL,
        )
    )
    return rows[0][0] if rows else 0


async def count(town: Town, table: object) -> int:
    return int((await town.rows(select(func.count()).select_from(table)))[0][0])  # type: ignore[arg-type]


def text(result: InteractionResult) -> str:
    return embed_of(result).description or ""


async def test_what_is_asked_waits_until_it_is_answered(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, general = town.guild.channels["help"], town.general
        await help_in(town, channel.id)
        eve = await town.newcomer("eve")
        first = await town.ada.send(channel, "how do i change my password")
        await town.ada.send(channel, "it is for the website")
        await eve.send(channel, "same here")
        await town.sim.advance(timedelta(hours=1))
        await town.ada.send(general, "does anyone know this one")
        await town.bot.ledger.flush()

        # A follow-up and a "me too" answer nothing.
        waiting = text(await town.bob.slash(general, "unanswered"))
        assert "One question waits" in waiting
        assert f"{channel.id}/{first.id}" in waiting
        assert "1 hour" in waiting

        # A remark in no help channel counts once somebody marks it.
        remark = await eve.send(general, "my lamp is dark.")
        await town.bot.ledger.flush()
        assert "counts as a question now" in said(
            await town.bob.context_menu(general, QUESTION, remark)
        )
        assert "already" in said(await town.ada.context_menu(general, QUESTION, remark))
        assert "2 questions wait" in text(await town.bob.slash(general, "unanswered"))
        assert "One question" in text(await town.bob.slash(general, "unanswered", channel=channel))

        # A reply answers; what is only inferred does not, but comes last.
        reply = await town.bob.send(channel, "under Account", reply_to=first)
        await town.bot.ledger.flush()
        assert str(first.id) not in text(await eve.slash(general, "unanswered"))
        half = await town.bob.send(general, "Turn it by half.")
        later = await town.ada.send(channel, "where is the switch?")
        await town.bot.ledger.flush()
        waiting = text(await eve.slash(general, "unanswered"))
        assert "2 questions wait" in waiting
        assert waiting.index(str(later.id)) < waiting.index(str(remark.id))
        assert f"[perhaps answered](https://discord.com/channels/{town.guild.id}/" in waiting
        assert str(half.id) in waiting

        # Who may not say what helped is told so, and nothing is kept.
        assert "Only who asked" in said(await eve.context_menu(channel, ANSWER, reply))
        own = await town.ada.send(channel, "found it", reply_to=first)
        assert "person who asked" in said(await town.ada.context_menu(channel, ANSWER, own))
        mayors = await town.mayor.send(channel, "or write to me", reply_to=first)
        assert "Somebody else" in said(await town.mayor.context_menu(channel, ANSWER, mayors))
        assert await count(town, ACCEPTED) == 0

        assert "helped" in said(await town.ada.context_menu(channel, ANSWER, reply))
        assert "already" in said(await town.ada.context_menu(channel, ANSWER, reply))
        assert await count(town, ACCEPTED) == await count(town, SOLVED) == 1
        assert await helped(town, town.bob.id) > 0
        once = await helped(town, town.bob.id)

        # A check mark says the same; one by anybody else means nothing.
        await eve.react(mayors, "✅")
        assert await count(town, ACCEPTED) == 1
        await town.ada.react(reply, "✅")
        assert await helped(town, town.bob.id) == once
        await town.ada.react(mayors, "✅")
        assert await count(town, ACCEPTED) == 2


async def test_what_helped_is_taken_back(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel = town.guild.channels["help"]
        await help_in(town, channel.id)
        first = await town.ada.send(channel, "how do i change my password")
        reply = await town.bob.send(channel, "under Account", reply_to=first)
        await town.bot.ledger.flush()
        shown = await town.ada.context_menu(channel, ANSWER, reply)
        once = await helped(town, town.bob.id)
        assert once > 0
        assert shown.response is not None

        async def state() -> tuple[int, int, int]:
            return (
                await count(town, ACCEPTED),
                await count(town, SOLVED),
                await helped(town, town.bob.id),
            )

        # Nobody else takes it back, by whatever way.
        eve = await town.newcomer("eve")
        await eve.react(reply, "❌")
        link = f"https://discord.com/channels/{town.guild.id}/{channel.id}/{reply.id}"
        refused = said(await eve.slash(channel, "solved", answer=link, undo=True))
        assert "nothing that you can take back" in refused
        assert await state() == (1, 1, once)

        await town.sim.restart()
        again = await town.ada.context_menu(channel, ANSWER, reply)
        assert "already" in said(again)
        assert again.response is not None
        taken = await town.ada.click(again.response, label="Take it back")
        assert "Taken back" in said(taken)
        assert await state() == (0, 0, 0)

        # Accepted anew it is a deed anew; a cross and a check mark that goes take it back, too.
        await town.ada.react(reply, "✅")
        assert await state() == (1, 1, once)
        await town.ada.unreact(reply, "✅")
        assert await state() == (0, 0, 0)
        await town.sim.advance(timedelta(seconds=1))
        await town.ada.react(reply, "✅")
        assert await state() == (1, 1, once)
        await town.mayor.react(reply, "❌")
        assert await state() == (0, 0, 0)
        await town.sim.advance(timedelta(seconds=1))
        await town.ada.context_menu(channel, ANSWER, reply)
        assert await state() == (1, 1, once)
        assert "not solved any more" in said(await town.ada.slash(channel, "solved", undo=True))
        assert await state() == (0, 0, 0)
        assert "not marked as solved" in said(await town.ada.slash(channel, "solved", undo=True))


async def test_the_report_tells_where_it_takes_long_and_of_nobody(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel = town.guild.channels["help"]
        await help_in(town, channel.id)

        async def section() -> Section:
            today = local_day(town.bot.clock.now(), ZoneInfo("UTC"))
            week = week_of(today, ZoneInfo("UTC"))
            request = ReportRequest(town.guild.id, week, help_channel_ids=frozenset({channel.id}))
            await town.bot.ledger.flush()
            collected = await town.bot.reports.collect(request, only="answers")
            return collected.sections[0]

        first = await town.ada.send(channel, "how do i change my password")
        helpful = await town.bob.send(channel, "under Account", reply_to=first)
        await town.bot.ledger.flush()
        await town.ada.context_menu(channel, ANSWER, helpful)
        found = await section()
        told = {figure.key: figure.value for figure in found.figures}
        assert (told["answers_accepted"], told["answers_helpers"]) == (1, 1)
        assert told["answers_by_staff"] is told["answers_members_median_s"] is None
        assert found.series["answers_by_channel"] == []
        assert [note[:9] for note in found.notes] == ["Staff are"]

        people = [await town.newcomer(f"asker{number}") for number in range(5)]
        for person, other in zip(people, [*people[1:], people[0]], strict=True):
            asked = await person.send(channel, "where is the key?")
            await town.sim.advance(timedelta(minutes=10))
            await other.send(channel, "under the mat", reply_to=asked)
        asked = await town.ada.send(channel, "where is the lock?")
        await town.mayor.send(channel, "in the door", reply_to=asked)
        found = await section()
        (row,) = cast("list[dict[str, object]]", found.series["answers_by_channel"])
        assert (row["channel"], row["queries"], row["answered_24h"]) == ("help", 7, 7)
        assert found.notes[0].startswith("#help: 7 questions, 7 answered within a day; typically")
        told = {figure.key: figure.value for figure in found.figures}
        # One of the team could be told from the others by their median.
        assert told["answers_by_staff"] == 1 / 7
        assert told["answers_staff_median_s"] is None
        assert found.labels.keys() == told.keys()


async def test_helpers_are_listed_unless_they_do_not_want_to_be(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel = town.guild.channels["help"]
        await help_in(town, channel.id)
        asked = await town.ada.send(channel, "where is the map?")
        answer = await town.bob.send(channel, "On the first page", reply_to=asked)
        await town.bot.ledger.flush()
        link = f"https://discord.com/channels/{town.guild.id}/{channel.id}/{answer.id}"
        assert "could not find" in said(await town.ada.slash(channel, "solved", answer="that one"))
        assert "helped" in said(await town.ada.slash(channel, "solved", answer=link))

        shown = await town.bob.slash(channel, "helpers", window="week")
        assert f"1. {town.bob.mention} · one person helped · one answer" in text(shown)
        assert shown.response is not None
        await town.sim.restart()
        mine = await town.bob.click(shown.response, label="Leave me out, or name me again")
        assert "not named" in said(mine)
        assert "No answer" in text(await town.ada.slash(channel, "helpers"))
        again = await town.bob.click(shown.response, label="Leave me out, or name me again")
        assert "are named" in said(again)
        assert town.bob.mention in text(await town.ada.slash(channel, "helpers", window="all"))

        # Without an answer one's own newest question is solved, and nobody else's.
        await town.bob.send(channel, "what is for lunch?")
        await town.bot.ledger.flush()
        assert "no question of yours" in said(await town.ada.slash(town.general, "solved"))
        assert "is solved" in said(await town.bob.slash(channel, "solved"))
        assert "already" in said(await town.bob.slash(channel, "solved"))
        assert "Nothing waits" in text(await town.ada.slash(channel, "unanswered"))


async def test_helpers_on_duty_hear_of_what_waits_once(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, desk = town.guild.channels["help"], town.guild.create_text_channel("desk")
        await help_in(town, channel.id)
        await choose(town, "escalation_channel_id", str(desk.id))
        await choose(town, "escalate_after_minutes", "60")
        role = town.guild.create_role("Helpers")
        await choose(town, "helper_role_ids", [role.id])
        bob = town.bot.get_guild(town.guild.id).get_member(town.bob.id)  # type: ignore[union-attr]
        assert bob is not None
        town.sim.env.backend.add_member_role(town.guild.id, town.bob.id, role.id)
        await town.sim.settle()
        await town.bot.ports.get(DutyService).set(town.guild.id, town.bob.id, on=True)

        answered = await town.ada.send(channel, "where is the bread?")
        eve = await town.newcomer("eve")
        await eve.send(channel, "why is the oven cold?")
        # Chat beside a question looks like an answer, and silences nothing.
        await town.mayor.send(channel, "finally home, long day")
        await town.mayor.send(channel, "in the basket", reply_to=answered)
        await town.bot.ledger.flush()
        await town.sim.restart()
        await town.sim.advance(timedelta(minutes=55))
        assert sent_to(desk) == []
        await town.sim.advance(timedelta(hours=5))

        (told,) = sent_to(desk)
        assert told.content.startswith(f"{town.bob.mention} A question has waited")
        assert str(answered.id) not in told.content
        assert "perhaps answered" in told.content
        bodies = [one.json for one in town.sim.requests if "has waited" in str(one.json)]
        assert [body["allowed_mentions"]["users"] for body in bodies] == [[town.bob.id]]

        await town.bot.ports.get(DutyService).set(town.guild.id, town.bob.id, on=False)
        await town.ada.send(channel, "is it warm now?")
        await town.sim.advance(timedelta(hours=3))
        assert "nobody is on duty" in sent_to(desk)[-1].content
        assert len(sent_to(desk)) == 2

        # A role that the server named for its moderators will do; being on duty alone will not.
        await choose(town, "helper_role_ids", [])
        await town.bot.ports.get(DutyService).set(town.guild.id, town.bob.id, on=True)
        await eve.send(channel, "is it salted?")
        await town.sim.advance(timedelta(hours=3))
        assert "nobody is on duty" in sent_to(desk)[-1].content
        named = [role.id]
        await town.bot.guild_settings.set(
            town.guild.id, ServerSettings, "moderator_role_ids", named
        )
        await eve.send(channel, "is it sweet?")
        await town.sim.advance(timedelta(hours=3))
        assert sent_to(desk)[-1].content.startswith(f"{town.bob.mention} A question has waited")


async def test_forum_tags_keep_in_step(open_town: OpenTown) -> None:
    async with open_town() as town:
        forum = town.guild.channels["questions"]
        tags = [
            {
                "id": str(number),
                "name": name,
                "moderated": False,
                "emoji_name": None,
                "emoji_id": None,
            }
            for number, name in enumerate(("Solved", "unanswered", "art"), start=10**17)
        ]
        town.sim.env.backend.edit_channel(forum.id, {"available_tags": tags})
        await town.sim.settle()

        def shown() -> set[str]:
            guild = town.bot.get_guild(town.guild.id)
            found = guild.get_thread(thread.id) if guild is not None else None
            assert isinstance(found, discord.Thread)
            return {tag.name for tag in found.applied_tags}

        thread, _ = await town.sim.post_in_forum(town.ada, forum, "Glue", "Which one holds?")
        await town.sim.advance(timedelta(seconds=30))
        assert shown() == {"unanswered"}
        await town.ada.send(thread, "It is for wood.")
        await town.sim.advance(timedelta(seconds=30))
        assert shown() == {"unanswered"}
        await town.bob.send(thread, "Bone glue does.")
        await town.sim.advance(timedelta(seconds=30))
        assert shown() == set()
        assert "is solved" in said(await town.ada.slash(thread, "solved"))
        await town.sim.advance(timedelta(seconds=30))
        assert shown() == {"Solved"}
        await town.ada.slash(thread, "solved", undo=True)
        await town.sim.advance(timedelta(seconds=30))
        assert shown() == set()
        await town.ada.slash(thread, "solved")
        await town.sim.advance(timedelta(seconds=30))
        assert shown() == {"Solved"}


async def test_the_faq_is_found_by_what_is_nearly_its_name(open_town: OpenTown) -> None:
    async with open_town() as town:
        where = town.general
        kept = await town.mayor.slash(where, "faq set", name="Refund rules", text="Ask us.\\nSoon.")
        assert "is kept" in said(kept)
        assert "is changed" in said(
            await town.mayor.slash(
                where, "faq set", name="refund  RULES", text="Within @everyone 14"
            )
        )
        await town.mayor.slash(where, "faq set", name="Shipping", text="By boat.")
        assert "moderators" in said(await town.ada.slash(where, "faq set", name="x", text="y"))

        choices = await town.ada.autocomplete(where, "faq get", "name", "refnd")
        assert [one["value"] for one in choices] == ["refund RULES"]
        shown = await town.ada.slash(where, "faq get", name="refund rule")
        assert not shown.ephemeral
        assert text(shown) == "Within @everyone 14"
        assert "no answer called" in said(await town.ada.slash(where, "faq get", name="pizza"))
        listed = text(await town.mayor.slash(where, "faq list"))
        assert "**refund RULES** · used once" in listed
        assert "**Shipping** · used 0 times" in listed
        assert "is deleted" in said(await town.mayor.slash(where, "faq delete", name="SHIPPING"))
        assert "Shipping" not in text(await town.mayor.slash(where, "faq list"))
        assert await count(town, MARKED) == 0


async def test_what_waits_is_told_once_though_it_dies_between_sending_and_noting(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town() as town:
        channel, desk = town.guild.channels["help"], town.guild.create_text_channel("desk")
        await help_in(town, channel.id)
        await choose(town, "escalation_channel_id", str(desk.id))
        await choose(town, "escalate_after_minutes", "60")
        dead, noted = [], Deliveries.arrived

        async def die(self: Deliveries, job: Job, *what: Any) -> bool:
            if job.kind != WAITING:
                return await noted(self, job, *what)
            dead.append(job.kind)
            raise ConnectionResetError("killed here")

        with monkeypatch.context() as patched:
            patched.setattr(Deliveries, "arrived", die)
            await town.ada.send(channel, "where is the bread?")
            await town.sim.advance(timedelta(minutes=71))
            assert dead
            assert len(sent_to(desk)) == 1
        await town.sim.restart()
        await town.sim.advance(timedelta(hours=6))

        assert len(sent_to(desk)) == 1
        jobs = await town.rows(select(JobRow.state).where(JobRow.kind == WAITING))
        assert [state for (state,) in jobs] == [JobState.DONE]
