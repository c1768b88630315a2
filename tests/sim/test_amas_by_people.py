"""A manager plans an AMA, members ask and vote, moderators sort, the host answers."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import InteractionResult, MemberActor

from cogs.events.models import BLOCK, QUESTION
from cogs.events.service.ama_queue import AmaQueue
from cogs.events.service.planning import Planning
from tests.plugins.moderators import moderator
from tests.plugins.newcomers import close_dms, components, dms, fill, labels, sent_to
from tests.plugins.town import OpenTown, Town, embed_of, said

WANT = "What would you like to know?"
SOON = timedelta(seconds=20)


async def plan(town: Town, **options: Any) -> InteractionResult:
    """Let the mayor plan an AMA with ada as its host."""
    given = {"topic": "Maps", "host": town.ada, "start": "friday 18:00"} | options
    shown = await town.mayor.slash(town.general, "ama create", **given)
    assert shown.response is not None
    await town.mayor.click(shown.response, label="Plan it")
    await town.sim.advance(SOON)
    return shown


def board(town: Town) -> discord.Message:
    """The board as everybody sees it."""
    return next(one for one in sent_to(town.general) if "Ask me anything" in title(one))


def title(message: Any) -> str:
    return (message.embeds[0].title or "") if message.embeds else ""


def text(message: Any) -> str:
    """Whatever a message says."""
    parts = [message.content]
    for embed in message.embeds:
        parts += [embed.title or "", embed.description or "", embed.footer.text or ""]
        parts += [f"{field.name} {field.value}" for field in embed.fields]
    return "\n".join(parts)


async def ask(town: Town, who: MemberActor, words: str, label: str = "Ask") -> InteractionResult:
    form = await who.click(board(town), label=label)
    answer = await fill(who, form, {WANT: words})
    # Nobody asks twice in half a minute.
    await town.sim.advance(timedelta(seconds=35))
    return answer


def shown(result: InteractionResult) -> Any:
    """The message that a chain of presses goes on with."""
    assert result.response is not None
    return result.response.message


async def pick(who: MemberActor, message: Any, which: str, value: object) -> InteractionResult:
    """Choose in the one menu whose id has ``which`` in it."""
    ids = [one["custom_id"] for one in components(message) if one["type"] == 3]
    (menu,) = [one for one in ids if which in one]
    return await who.select(message, [str(value)], custom_id=menu)


def files(message: Any) -> dict[str, str]:
    return {one.filename: one.url for one in message.attachments}


async def content(town: Town, message: discord.Message) -> dict[str, str]:
    """The texts of a message's files."""
    return {
        one.filename: (await town.sim.as_bot(one.read())).decode() for one in message.attachments
    }


async def test_an_ama_from_its_plan_to_its_transcript(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, eve = await moderator(town), await town.newcomer("quill")
        await planned_and_asked(town, eve)
        await moderated(town, mia, eve)
        await voted_for(town)
        view = await answered(town, eve)
        await closed(town, mia, eve)
        await kept_and_followed_up(town, mia, eve, view)


async def planned_and_asked(town: Town, eve: MemberActor) -> None:
    # What was understood is shown before anything is saved; who may not is refused.
    refused = await town.bob.slash(
        town.general, "ama create", topic="Me", host=town.bob, start="friday 18:00"
    )
    assert "for the managers" in said(refused)
    created = await plan(town, about="Ada draws *maps*.")
    assert "as number 1" in said(created)
    assert "begins <t:" in text(board(town)) or "answers <t:" in text(board(town))
    assert labels(board(town)) == ["Ask", "Ask anonymously", "Vote", "For the host"]

    # Questions by form and by command, with a name and without.
    assert "as number 1" in said(await ask(town, town.bob, "Which tools do you use? @everyone"))
    hidden = await ask(town, eve, "What tools do you use for it?", "Ask anonymously")
    assert "nobody sees your name" in said(hidden)
    assert hidden.ephemeral
    offered = await town.bob.autocomplete(town.general, "ama ask", "ama", "ma")
    assert offered == [{"name": "Maps (#1)", "value": "1"}]
    by_command = await eve.slash(
        town.general, "ama ask", ama="maps", question="Is there a tour?", anonymous=True
    )
    assert "as number 3" in said(by_command)
    await town.sim.advance(SOON)
    assert "3 wait for them" in text(board(town))
    assert "tools" not in text(board(town))


async def moderated(town: Town, mia: MemberActor, eve: MemberActor) -> None:
    # Moderators see what waits, what is alike, and no name of who gave none.
    assert "moderators" in said(await town.bob.slash(town.general, "ama queue", ama="1"))
    queue = await mia.slash(town.general, "ama queue", ama="1")
    listed = text(shown(queue))
    assert "like `#1`" in listed
    assert town.bob.mention in listed
    assert str(eve.id) not in listed
    assert "quill" not in listed
    await town.sim.restart()
    card = await pick(mia, shown(queue), "waiting", 1)
    await mia.click(shown(card), label="Approve")
    # The next one that waits comes by itself; it is merged into the first.
    merged = await pick(mia, shown(queue), "merge", 1)
    assert "one with question 1" in said(merged)
    assert "Question 3" in title(shown(queue))
    form = await mia.click(shown(queue), label="Edit")
    changed = await fill(
        mia,
        form,
        {"The question: mend slips, keep what it asks": "Is there a tour of the harbour?"},
    )
    assert "new wording" in said(changed)
    await mia.click(shown(queue), label="Approve")
    assert "Nothing waits" in text(shown(queue))


async def voted_for(town: Town) -> None:
    # Everybody votes for what they want; votes of what was merged add up.
    ballot = await town.bob.click(board(town), label="Vote")
    await pick(town.bob, shown(ballot), "votes", 3)
    await town.sim.advance(SOON)
    assert "**2** ▲ Is there a tour" in text(board(town))
    assert "**1** ▲ Which tools" in text(board(town))
    ballot = await town.bob.click(board(town), label="Vote")
    menu = next(one for one in components(shown(ballot)) if one["type"] == 3)
    await town.bob.select(shown(ballot), ["1", "3"], custom_id=menu["custom_id"])
    await town.sim.advance(SOON)
    assert "**2** ▲ Which tools" in text(board(town))
    assert "everyone" in text(board(town))
    assert "@everyone" not in text(board(town))


async def answered(town: Town, eve: MemberActor) -> InteractionResult:
    # The host alone, and who moderates, begin; the next question comes by itself.
    assert "host and the moderators" in said(
        await town.bob.slash(town.general, "ama open", ama="1")
    )
    view = await town.ada.slash(town.general, "ama open", ama="1")
    assert "It is open" in said(view)
    assert "question 1" in title(shown(view))
    assert str(eve.id) not in text(shown(view))
    await town.sim.restart()
    form = await town.ada.click(shown(view), label="Answer in writing")
    await town.sim.restart()
    await fill(town.ada, form, {"Everybody can read this": "Ink, and a *lot* of <b>time</b>"})
    assert "question 3" in title(shown(view))
    await town.sim.advance(SOON)
    (posted,) = [one for one in sent_to(town.general) if "Ink" in text(one) and not title(one)]
    assert r"a \*lot\* of" in text(posted)
    assert "Live" in text(board(town))
    assert "Answered: 1" in text(board(town))
    await town.ada.click(shown(view), label="Follow up later")
    assert "Promised: question 3" in title(shown(view))
    return view


async def closed(town: Town, mia: MemberActor, eve: MemberActor) -> None:
    # Closed once; everybody reads the transcript, each asker is told once.
    closing = await town.ada.slash(town.general, "ama close", ama="Maps")
    await town.ada.click(shown(closing), label="Close it")
    assert "It is closed, and its event is over" in said(closing)
    again = await mia.slash(town.general, "ama close", ama="1")
    assert "closed" in said(again)
    await town.sim.restart()
    await town.sim.advance(timedelta(minutes=1))
    (transcript,) = [one for one in sent_to(town.general) if "What was answered" in title(one)]
    written = await content(town, transcript)
    assert sorted(written) == ["ama-1.html", "ama-1.md"]
    for name, whole in written.items():
        assert "Is there a tour of the harbour" in whole, name
        assert "bob" in whole, name
        assert "quill" not in whole, name
        assert str(eve.id) not in whole, name
    assert "&lt;b&gt;time&lt;/b&gt;" in written["ama-1.html"]
    assert "<script" not in written["ama-1.html"]
    (bob_told,) = dms(town.bob.user)
    assert "Ink" in text(bob_told)
    (eve_told,) = dms(eve.user)
    assert "Ink" in text(eve_told)
    assert "promised to answer" in text(eve_told)
    assert labels(board(town)) == ["Transcript"]
    # Its event is over, too: nobody says that they come any more.
    (card,) = [one for one in sent_to(town.general) if title(one) == "Maps"]
    assert "Going" not in labels(card)
    assert sorted(files(shown(await town.bob.click(board(town), label="Transcript")))) == [
        "ama-1.html",
        "ama-1.md",
    ]


async def kept_and_followed_up(
    town: Town, mia: MemberActor, eve: MemberActor, view: InteractionResult
) -> None:
    (transcript,) = [one for one in sent_to(town.general) if "What was answered" in title(one)]
    # The pairs become FAQ once, without names; what was promised is told when it comes.
    kept = await mia.click(transcript, label="Keep the answers as FAQ")
    assert "kept as FAQ" in said(kept)
    assert "before" in said(await mia.click(transcript, label="Keep the answers as FAQ"))
    entry = await town.bob.slash(town.general, "faq get", name="which tools do you use")
    assert "Ink" in json.dumps(embed_of(entry).to_dict())
    assert "bob" not in json.dumps(embed_of(entry).to_dict())
    late = await town.ada.click(board(town), label="Transcript")
    assert late.ephemeral
    form = await town.ada.click(shown(view), label="Answer in writing")
    await fill(town.ada, form, {"Everybody can read this": "Every Sunday"})
    await town.sim.advance(timedelta(minutes=1))
    assert "Every Sunday" in text(dms(eve.user)[0]) or "Every Sunday" in text(dms(eve.user)[-1])
    assert len(dms(eve.user)) == 2
    assert len(dms(town.bob.user)) == 1


async def test_what_goes_wrong_at_an_ama(
    open_town: OpenTown, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_town() as town:
        mia, max_ = await moderator(town), await moderator(town, "max")
        eve = await town.newcomer("quill")
        capsys.readouterr()
        await badly_planned(town)
        queue = await approved_twice(town, mia, max_, eve)
        await abused(town, mia, eve, queue)
        await without_direct_messages_and_host(town, mia, eve)

        # What was asked without a name names nobody in any log.
        logged = capsys.readouterr().out
        about = [line for line in logged.splitlines() if str(eve.id) in line]
        assert [line for line in about if "command refused" not in line] == []

        # Who has their data deleted takes their question out of the transcript, too.
        deleting = await town.bob.slash(town.general, "privacy delete")
        await town.bob.click(shown(deleting), label="Delete everything")
        await town.sim.advance(timedelta(minutes=3))
        (transcript,) = [one for one in sent_to(town.general) if "What was answered" in title(one)]
        written = await content(town, transcript)
        assert "first things" not in written["ama-1.md"]
        assert "may I be sorry" in written["ama-1.md"]
        assert [one for one in sent_to(town.general) if "first things" in text(one)] == []
        rows = await town.rows(QUESTION.select())
        assert len(rows) == 3


async def badly_planned(town: Town) -> None:
    # A host who is none, a start that is past, a channel that is closed: told, nothing kept.
    robot = town.sim.add_member(town.guild, town.sim.user("robot", bot=True))
    await town.sim.settle()
    for options, told in (
        ({"host": robot}, "must be a person"),
        ({"start": "2020-01-01 18:00"}, "over already"),
        ({"start": "sometime"}, "sometime"),
    ):
        given = {"topic": "Maps", "host": town.ada, "start": "friday 18:00"} | options
        answer = await town.mayor.slash(town.general, "ama create", **given)
        assert told in said(answer), said(answer)
    # The hour that clocks skip is asked for.
    await town.mayor.slash(town.general, "timezone set", zone="Europe/Berlin")
    skipped = await town.mayor.slash(
        town.general, "ama create", topic="Early", host=town.ada, start="2026-03-29 02:30"
    )
    assert "clocks go forward" in said(skipped)
    await plan(town)


async def approved_twice(
    town: Town, mia: MemberActor, max_: MemberActor, eve: MemberActor
) -> InteractionResult:
    # Two moderators have the same card: the second hears who was quicker.
    await ask(town, town.bob, "first things first?")
    await ask(town, eve, "you are all fools", "Ask anonymously")
    queues = [await one.slash(town.general, "ama queue", ama="1") for one in (mia, max_)]
    for who, queue in zip((mia, max_), queues, strict=True):
        await pick(who, shown(queue), "waiting", 1)
    await mia.click(shown(queues[0]), label="Approve")
    late = await max_.click(shown(queues[1]), label="Approve")
    assert f"approved already, by {mia.mention}" in said(late)
    again = await max_.slash(town.general, "ama queue", ama="1")
    pinned = await pick(max_, shown(again), "ready", 1)
    await max_.click(shown(pinned), label="Pin")
    await town.sim.advance(SOON)
    assert "📌 **1** ▲ first things" in text(board(town))
    return queues[0]


async def abused(town: Town, mia: MemberActor, eve: MemberActor, queue: InteractionResult) -> None:
    # Abuse is rejected and blocked, and still nobody learns whose it is.
    blocking = await mia.click(shown(queue), label="Block who asked")
    assert "Nobody sees who" in said(blocking)
    assert "cannot ask for now" in text(shown(blocking))
    form = await mia.click(shown(queue), label="Reject")
    await fill(mia, form, {"Why? Who asked reads this.": "be kind, please"})
    await town.sim.advance(SOON)
    (told,) = dms(eve.user)
    assert "be kind" in text(told)
    refused = await eve.click(board(town), label="Ask")
    assert "cannot ask questions" in said(refused)
    assert refused.ephemeral
    again = await mia.slash(town.general, "ama queue", ama="1")
    card = await pick(mia, shown(again), "rejected", 2)
    await mia.click(shown(card), label="Unblock who asked")


async def without_direct_messages_and_host(town: Town, mia: MemberActor, eve: MemberActor) -> None:
    # Direct messages are closed: with a name told in the channel, without one nowhere.
    await ask(town, eve, "may I be sorry?", "Ask anonymously")
    again = await mia.slash(town.general, "ama queue", ama="1")
    await pick(mia, shown(again), "waiting", 3)
    await mia.click(shown(again), label="Approve")
    for who in (town.bob, eve):
        close_dms(town, who.user)

    # The host leaves: a moderator answers in their place, by voice.
    town.guild.remove_member(town.ada)
    await town.sim.settle()
    view = await mia.slash(town.general, "ama open", ama="1")
    assert "not in the server any more" in said(view)
    form = await mia.click(shown(view), label="Answer in writing")
    await fill(mia, form, {"Everybody can read this": "in their stead"})
    await mia.click(shown(view), label="Answered in voice")
    assert "No question waits" in text(shown(view))

    # Somebody deletes the board: it is posted anew.
    await town.sim.as_bot(board(town).delete())
    await ask_by_command(town, mia, "one more?")
    await town.sim.advance(SOON)
    assert "Answered: 2" in text(board(town))
    assert any("in their stead" in text(one) and not title(one) for one in sent_to(town.general))

    closing = await mia.slash(town.general, "ama close", ama="1")
    await mia.click(shown(closing), label="Close it")
    await town.sim.advance(timedelta(minutes=1))
    told_here = [one for one in sent_to(town.general) if "here is what was" in one.content]
    assert [one.mentions[0].id for one in told_here] == [town.bob.id]
    assert "sorry" not in text(told_here[0])


async def ask_by_command(town: Town, who: MemberActor, words: str) -> None:
    answer = await who.slash(town.general, "ama ask", ama="1", question=words)
    assert "is in" in said(answer)


async def test_an_ama_is_an_event(open_town: OpenTown) -> None:
    async with open_town() as town:
        await plan(town)
        await ask(town, town.bob, "will it rain?")
        # It has a card to answer on, and follows its event: moved, and cancelled.
        assert any("Going" in " ".join(labels(one)) for one in sent_to(town.general))
        planning = town.bot.ports.get(Planning)
        found = await planning.details(town.guild.id, 1)
        later = found.occurrence.starts_at + timedelta(hours=3)
        await town.sim.as_bot(planning.save(found.plan, found.plan, later))
        await town.sim.advance(SOON)
        assert f"<t:{int(later.timestamp())}:f>" in text(board(town))
        await town.sim.as_bot(planning.cancel(town.guild.id, 1, whole=True))
        await town.sim.advance(SOON)
        assert "Cancelled" in text(board(town))
        for who, command in ((town.bob, "ask"), (town.ada, "open")):
            options = {"question": "and now?"} if command == "ask" else {}
            answer = await who.slash(town.general, f"ama {command}", ama="1", **options)
            assert "was cancelled" in said(answer)
        assert "no such AMA" in said(await town.ada.slash(town.general, "ama open", ama="Mops"))

        # What was asked goes when its time is over, and so do blocks, without anybody's doing.
        queue = town.bot.ports.get(AmaQueue)
        await town.sim.as_bot(queue.block(town.guild.id, 1, 1, town.mayor.id, blocked=True))
        assert len(await town.rows(QUESTION.select())) == 1
        await town.sim.skip_to(town.sim.now() + timedelta(days=190))
        await town.sim.advance(SOON)
        assert await town.rows(QUESTION.select()) == []
        assert await town.rows(BLOCK.select()) == []
