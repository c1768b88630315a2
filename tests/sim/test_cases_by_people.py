"""Cases as moderators look at them and change them, and the buttons of the mod log."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from simcord import InteractionResult, MemberActor

from cogs.moderation.domain.actions import Action, Dm, Outcome
from cogs.moderation.service.cases import Cases, NewCase
from tests.plugins.answers import sentence
from tests.plugins.moderators import (
    case,
    choose,
    fields,
    is_banned,
    moderator,
    moment,
    open_log,
    posted,
    timeout_of,
)
from tests.plugins.newcomers import dms, labels
from tests.plugins.town import OpenTown, Town, embed_of, said


async def warn(town: Town, who: MemberActor, reason: str = "Be kind") -> InteractionResult:
    return await who.slash(town.general, "warn", member=town.ada, reason=reason)


def shown(result: InteractionResult) -> str:
    assert result.response is not None
    return json.dumps([one.to_dict() for one in result.response.embeds], ensure_ascii=False)


async def fill(who: MemberActor, form: InteractionResult, text: str) -> InteractionResult:
    return await who.submit_modal(form, {"moderation-case-reason": text})


async def test_a_case_is_shown_edited_and_voided(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        await warn(town, mia, "Be *kind*")
        await moment(town)

        embed = embed_of(await mia.slash(town.general, "case show", number=1))
        assert embed.title == "Case #1 · warning"
        assert fields(embed)["Reason"] == r"Be \*kind\*"
        edited = await mia.slash(town.general, "case edit", number=1, reason="Be kind to bob")
        assert said(edited) == "Case #1 has its new reason."
        assert fields(posted(log)[0].embeds[0])["Reason"] == "Be kind to bob"

        voided = await mia.slash(town.general, "case void", number=1, reason="It was bob")
        assert said(voided) == (
            "Case #1 is void: its strikes count no more. They were told by direct message."
        )
        notice = dms(town.ada.user)[-1].embeds[0]
        assert notice.title == f"Good news from {town.guild.name}"
        assert "The warning of" in (notice.description or "")
        assert "It was bob" not in str(notice.to_dict())
        assert await town.bot.ports.get(Cases).strikes(town.guild.id, town.ada.id) == 0
        embed = embed_of(await mia.slash(town.general, "case show", number=1))
        assert "It was bob" in fields(embed)["Taken back"]
        assert "Be \\*kind\\*" in fields(embed)["Reason changed"]
        (message,) = posted(log)
        assert "Void since" in fields(message.embeds[0])["How it went"]
        assert labels(message) == ["Edit reason", "History"]
        again = await mia.slash(town.general, "case void", number=1, reason="It was bob")
        assert "void already" in sentence(said(again))


@pytest.mark.parametrize("command", ["case show", "case edit", "case void"])
async def test_a_case_that_is_not_there(open_town: OpenTown, command: str) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        more = {} if command == "case show" else {"reason": "because"}

        result = await mia.slash(town.general, command, number=9, **more)

        assert sentence(said(result)) == "There is no case #9 here. Find it with /case list."


async def test_nobody_decides_on_their_own_case(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await town.mayor.slash(town.general, "warn", member=mia, reason="Too strict")

        for command in ("case edit", "case void"):
            result = await mia.slash(town.general, command, number=1, reason="No")
            assert "another moderator must" in sentence(said(result))

        assert (await case(town, 1)).reason == "Too strict"


async def test_a_void_case_undoes_what_it_did(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await mia.slash(town.general, "timeout", member=town.ada, duration="1h", reason="Loud")
        await mia.slash(town.general, "ban", user=town.bob, reason="Spam", duration="1d")

        first = await mia.slash(town.general, "case void", number=1, reason="Not loud")
        second = await mia.slash(town.general, "case void", number=2, reason="No spam")

        assert "I ended the timeout." in said(first)
        assert timeout_of(town, town.ada) is None
        assert "I lifted the ban." in said(second)
        assert not is_banned(town, town.bob)
        tried = len(town.sim.requests)
        await town.sim.skip_to(town.sim.now() + timedelta(days=2))
        assert not [one for one in town.sim.requests[tried:] if "/bans/" in one.path]


async def test_what_led_to_a_timeout_as_one_of_several_lifts_it(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        for reason in ("one", "two", "three"):
            await warn(town, mia, reason)
        assert timeout_of(town, town.ada) is not None

        answer = said(await mia.slash(town.general, "case void", number=1, reason="Not her"))

        assert "So is case #4, which would not have followed without it." in answer
        assert "I ended the timeout." in answer
        assert timeout_of(town, town.ada) is None
        notice = dms(town.ada.user)[-1].embeds[0].description or ""
        assert "The warning of" in notice
        assert "The timeout of" in notice
        assert (await case(town, 3)).voided_at is None


async def test_a_case_that_is_shown_has_the_buttons_of_the_mod_log(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        # Nobody hears that something was taken back that they never heard of.
        await mia.slash(town.general, "note", member=town.ada, text="Is loud")

        answer = await mia.slash(town.general, "case show", number=1)
        assert answer.response is not None
        form = await mia.click(answer.response, label="Void")
        done = await fill(mia, form, "It was bob")

        assert said(done) == "Case #1 is void: its strikes count no more."
        assert dms(town.ada.user) == []
        again = await mia.slash(town.general, "case show", number=1)
        assert again.response is not None
        assert labels(again.response.message) == ["Edit reason", "History"]


async def test_the_buttons_of_the_mod_log_outlive_a_restart(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        await warn(town, mia)
        await moment(town)
        await town.sim.restart()
        (message,) = posted(log)
        assert labels(message) == ["Edit reason", "Void", "History"]

        form = await town.mayor.click(message, label="Edit reason")
        done = await fill(town.mayor, form, "Be kind to everybody")
        assert said(done) == "Case #1 has its new reason."
        assert fields(posted(log)[0].embeds[0])["Reason"] == "Be kind to everybody"
        assert town.mayor.mention in fields(posted(log)[0].embeds[0])["Reason changed"]

        history = await town.mayor.click(message, label="History")
        assert history.ephemeral
        assert "History of ada" in shown(history)

        form = await town.mayor.click(message, label="Void")
        done = await fill(town.mayor, form, "It was bob")
        assert "is void" in said(done)
        assert (await case(town, 1)).voided_at is not None


async def test_a_form_that_was_open_over_a_restart_is_not_lost(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        await warn(town, mia)
        await moment(town)
        form = await town.mayor.click(posted(log)[0], label="Void")
        await town.sim.restart(kill=True)

        done = await fill(town.mayor, form, "It was bob")

        assert "is void" in said(done)


async def test_members_press_nothing_there(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        await warn(town, mia)
        await moment(town)

        for label in ("Edit reason", "Void", "History"):
            result = await town.bob.click(posted(log)[0], label=label)
            assert "for the moderators" in sentence(said(result))

        assert (await case(town, 1)).voided_at is None


async def test_a_mod_log_that_is_shut_is_shown_to_managers(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        real = town.bot.get_channel(log.id)
        await town.sim.as_bot(
            real.set_permissions(real.guild.me, send_messages=False, manage_roles=True)  # type: ignore[union-attr]
        )
        await town.forbid("administrator")
        await warn(town, mia)
        await moment(town, 60)

        async with town.bot.database.read() as connection:
            (dead,) = await town.bot.jobs.store.dead_letters(connection, town.guild.id)
        assert "I may not write in off-topic" in (dead.last_error or "")
        assert (await case(town, 1)).outcome is Outcome.DONE


async def test_without_a_mod_log_nothing_is_posted(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await warn(town, mia)
        await moment(town, 60)

        assert (await case(town, 1)).log_message_id is None
        assert posted(town.general) == []


async def test_cases_are_listed_by_what_is_asked(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await warn(town, mia)
        await mia.slash(town.general, "note", member=town.bob, text="Asked about rules")
        await town.mayor.slash(town.general, "warn", member=town.bob, reason="Loud\nand long")

        async def listed(**wanted: Any) -> str:
            return shown(await mia.slash(town.general, "case list", **wanted))

        everything = await listed()
        assert "3 cases" in everything
        assert "Loud and long" in everything
        ada = await listed(member=town.ada)
        assert "#1" in ada
        assert "#2" not in ada
        assert "#3" in await listed(moderator=town.mayor, action="warn")
        none = await mia.slash(town.general, "case list", member=town.mayor)
        assert sentence(said(none)).startswith("There are no such cases")


async def test_many_cases_are_leafed_through_and_exported(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        cases = town.bot.ports.get(Cases)
        await choose(town, escalation=[])
        for number in range(230):
            new = NewCase(
                guild_id=town.guild.id,
                action=Action.WARN,
                moderator_id=mia.id,
                target_id=town.ada.id,
                reason=f"=HYPERLINK({number})" + "x" * 900,
            )
            opened = await cases.open(new)
            await cases.done(town.guild.id, opened.case.number, outcome=Outcome.DONE, dm=Dm.CLOSED)

        first = await mia.slash(town.general, "case list")
        assert "The latest 200 of 230" in shown(first)
        assert first.response is not None
        await mia.click(first.response, label="Next ▶")
        assert "#220" in json.dumps([one.to_dict() for one in first.response.embeds])

        exported = await mia.slash(town.general, "case export")
        assert said(exported) == "Here are 230 cases, oldest first."
        assert exported.response is not None
        (file,) = exported.response.attachments
        rows = list(csv.reader(io.StringIO((await file.read()).decode("utf-8-sig"))))
        assert len(rows) == 231
        assert rows[1][0] == "1"
        assert rows[1][9].startswith("'=HYPERLINK(0)")
        assert rows[1][5] == str(town.ada.id)


async def test_the_history_of_a_member(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await warn(town, mia, "one")
        await warn(town, mia, "two")
        await mia.slash(town.general, "note", member=town.ada, text="Talked to her")
        await mia.slash(town.general, "case void", number=1, reason="Wrong")

        result = await mia.slash(town.general, "history", member=town.ada)

        assert result.ephemeral
        assert result.response is not None
        first = fields(result.response.embeds[0])
        assert first["Strikes now"] == "1"
        assert first["Cases"] == "note: 1, warning: 1"
        assert "since <t:" in first["Here"]
        await mia.click(result.response, label="Next ▶")
        page = json.dumps([one.to_dict() for one in result.response.embeds])
        assert "Talked to her" in page
        assert "~~#1" in page
        by_menu = await mia.context_menu(town.general, "Member history", town.ada)
        assert by_menu.ephemeral
        assert "History of ada" in shown(by_menu)


async def test_the_history_of_somebody_never_seen(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, stranger = await moderator(town), town.sim.user("stranger")

        result = await mia.slash(town.general, "history", member=stranger)

        assert result.response is not None
        (embed,) = result.response.embeds
        assert embed.title == "History of stranger"
        assert fields(embed)["Here"] == "I know of no time that they were here"
        assert fields(embed)["Cases"] == "none"


async def test_earlier_names_are_remembered_and_can_be_deleted(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        world = town.sim.env.backend
        for nick in ("Ada the Great", "Queen *Ada*", None):
            world.get_guild(town.guild.id).members[town.ada.id].nick = nick
            world.announce_member_update(town.guild.id, town.ada.id)
            await moment(town)

        async def names() -> str:
            result = await mia.slash(town.general, "history", member=town.ada)
            assert result.response is not None
            return fields(result.response.embeds[0]).get("Earlier names", "")

        found = await names()
        assert "Ada the Great" in found
        assert r"Queen \*Ada\*" in found
        await town.sim.as_bot(town.bot.forget_member(town.guild.id, town.ada.id))
        assert await names() == ""


async def test_a_deletion_keeps_cases(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await warn(town, mia)

        await town.sim.as_bot(town.bot.forget_member(town.guild.id, town.ada.id))

        assert (await case(town, 1)).target_id == town.ada.id
