"""Moderators act on members: one case each, told, done, written down, or refused before it."""

from __future__ import annotations

import asyncio
import inspect
from datetime import datetime, timedelta
from typing import Any

import pytest
from simcord import InteractionResult, MemberActor, UserHandle

from bot.guild_settings import ServerSettings
from cogs.moderation.domain.actions import Action, Dm, Outcome, Source
from tests.plugins.answers import sentence
from tests.plugins.moderators import (
    case,
    choose,
    fields,
    is_banned,
    is_here,
    moderator,
    moment,
    numbers,
    open_log,
    posted,
    timeout_of,
    with_role,
)
from tests.plugins.newcomers import close_dms, dms, open_dms
from tests.plugins.town import OpenTown, Town, said


async def do(
    town: Town, who: MemberActor, command: str, target: Any, **options: Any
) -> InteractionResult:
    option = "user" if command in {"ban", "unban"} else "member"
    return await who.slash(town.general, command, **{option: target}, **options)


def steward(town: Town) -> UserHandle:
    """Return the bot as one whom others may try to act on."""
    return UserHandle(town.sim.env, town.sim.env.backend.bot_user)


async def test_a_warning_is_told_and_written_down(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)

        result = await do(town, mia, "warn", town.ada, reason="Be kind, @everyone", rule=3)
        await moment(town)

        assert result.ephemeral
        assert said(result) == (
            f"{town.ada.mention} is warned: case #1. They were told by direct message. "
            "They have one strike now."
        )
        (notice,) = dms(town.ada.user)
        (embed,) = notice.embeds
        assert embed.title == "A warning from Meeple Harbour"
        assert fields(embed)["Reason"] == "Be kind, @\u200beveryone"
        assert fields(embed)["Rule"] == "Rule 3"
        assert "number of the case" in fields(embed)["If you think that this is wrong"]
        # Who it was is never told.
        assert "mia" not in str(embed.to_dict())
        assert str(mia.id) not in str(embed.to_dict())
        (message,) = posted(log)
        assert message.embeds[0].title == "Case #1 · warning"
        shown = fields(message.embeds[0])
        assert shown["Moderator"] == mia.mention
        assert shown["How it went"] == "Done. They were told by direct message."
        assert message.mentions == []
        kept = await case(town, 1)
        assert (kept.action, kept.rule, kept.dm) == (Action.WARN, 3, Dm.ARRIVED)
        assert kept.log_message_id == message.id


async def test_a_note_is_told_to_nobody(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        gone = await town.newcomer("gone")
        town.guild.remove_member(gone)
        await town.sim.settle()

        await do(town, mia, "note", town.ada, text="Asked about the rules.")
        for command in ("warn", "kick"):
            refused = await do(town, mia, command, gone.user, reason="Too late")
            assert sentence(said(refused)).startswith("gone is not in this server")
        result = await do(town, mia, "note", gone.user, text="Left in anger.")

        assert "Noted: case #2" in said(result)
        assert dms(town.ada.user) == []
        assert (await case(town, 1)).strikes == 0


async def test_a_timeout_begins_and_ends(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)

        result = await do(town, mia, "timeout", town.ada, duration="2h30m", reason="Cool down")
        assert "has a timeout for 2 hours 30 minutes: case #1" in said(result)
        until = timeout_of(town, town.ada)
        assert until is not None
        assert datetime.fromisoformat(until) == town.sim.now() + timedelta(minutes=150)
        assert dms(town.ada.user)[0].embeds[0].title == "You have a timeout in Meeple Harbour"
        (entry,) = [one for one in town.guild.audit_log() if one.target_id == town.ada.id]
        assert entry.reason == "Case #1 by mia: Cool down"

        result = await do(town, mia, "untimeout", town.ada)
        assert "is over: case #2" in said(result)
        assert timeout_of(town, town.ada) is None
        assert (await case(town, 1)).ended_at is not None
        again = await do(town, mia, "untimeout", town.ada)
        assert sentence(said(again)) == "ada has no timeout, so there is nothing to end."
        assert await numbers(town) == [1, 2]


async def test_a_kick_is_told_before_it_happens(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)

        result = await do(town, mia, "kick", town.ada, reason="Spam")

        assert "is kicked: case #1. They were told" in said(result)
        assert not is_here(town, town.ada)
        assert dms(town.ada.user)[0].embeds[0].title == "You were removed from Meeple Harbour"
        paths = [f"{one.method} {one.path}" for one in town.sim.requests]
        told = paths.index(f"POST /channels/{town.ada.user.dm_channel.id}/messages")
        kicked = paths.index(f"DELETE /guilds/{town.guild.id}/members/{town.ada.id}")
        assert told < kicked


async def test_a_ban_and_its_end(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)

        result = await do(
            town, mia, "ban", town.ada, reason="Threats", duration="3d", delete_days=2, rule=1
        )
        assert "is banned for 3 days: case #1. They were told" in said(result)
        assert is_banned(town, town.ada)
        notice = fields(dms(town.ada.user)[0].embeds[0])
        assert list(notice) == ["Reason", "Rule", "Until", "If you think that this is wrong"]
        assert str(mia.id) not in str(dms(town.ada.user)[0].embeds[0].to_dict())
        paths = [f"{one.method} {one.path}" for one in town.sim.requests]
        told = paths.index(f"POST /channels/{town.ada.user.dm_channel.id}/messages")
        assert told < paths.index(f"PUT /guilds/{town.guild.id}/bans/{town.ada.id}")
        (asked,) = [one for one in town.sim.requests if "/bans/" in one.path]
        assert asked.params == {"delete_message_seconds": 2 * 86_400}

        await town.sim.skip_to(town.sim.now() + timedelta(days=2, hours=23))
        assert is_banned(town, town.ada)
        await town.sim.skip_to(town.sim.now() + timedelta(hours=2))
        await moment(town)

        assert not is_banned(town, town.ada)
        assert (await case(town, 1)).ended_at is not None
        assert "Over since" in fields(posted(log)[0].embeds[0])["How it went"]
        assert await numbers(town) == [1]


async def test_a_ban_ends_once_also_when_the_bot_was_away(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await do(town, mia, "ban", town.ada, reason="Threats", duration="1d")

        async def meanwhile() -> None:
            town.sim.pass_to(town.sim.now() + timedelta(days=3))

        await town.sim.restart(kill=True, meanwhile=meanwhile)
        await moment(town, 90)
        assert not is_banned(town, town.ada)
        await town.sim.restart()
        await moment(town, 90)

        lifted = [one for one in town.sim.requests if one.method == "DELETE" and "bans" in one.path]
        assert len(lifted) == 1


async def test_who_is_not_here_can_be_banned_and_unbanned(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, stranger = await moderator(town), town.sim.user("stranger")

        result = await do(town, mia, "ban", stranger, reason="Known spammer")
        assert "is banned: case #1." in said(result)
        assert is_banned(town, stranger)

        await moment(town, 60)
        again = await do(town, mia, "ban", stranger, reason="Again")
        assert sentence(said(again)).startswith("stranger is banned already")
        result = await do(town, mia, "unban", stranger)
        assert "may come back: case #2." in said(result)
        assert not is_banned(town, stranger)
        again = await do(town, mia, "unban", stranger)
        assert sentence(said(again)).startswith("stranger is not banned")
        assert await numbers(town) == [1, 2]


@pytest.mark.parametrize("command", ["warn", "timeout", "kick", "ban", "note"])
async def test_nobody_acts_on_who_stands_as_high(open_town: OpenTown, command: str) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        role = town.guild.roles["Moderators"]
        peer = town.guild.add_member(town.sim.user("peer"), roles=[role])
        await town.sim.settle()
        options: dict[str, Any] = {"text" if command == "note" else "reason": "No"}
        if command == "timeout":
            options["duration"] = "1h"

        async def refused(target: Any) -> str:
            return sentence(said(await do(town, mia, command, target, **options)))

        assert "as high as yours" in await refused(peer)
        assert "to yourself" in await refused(mia)
        assert "owns this server" in await refused(town.mayor)
        assert "to myself" in await refused(steward(town))
        assert await numbers(town) == []
        assert dms(peer.user) == []


async def test_the_bot_does_not_act_on_itself_or_above_itself(open_town: OpenTown) -> None:
    async with open_town() as town:
        chief = await with_role(town, "chief", "Chiefs")
        world = town.sim.env.backend
        top = town.guild.roles["Chiefs"].id
        world.edit_role(town.guild.id, top, {"position": 50})
        await town.sim.settle()

        result = await do(town, town.mayor, "ban", chief, reason="No")

        assert "as high as mine" in sentence(said(result))
        assert await numbers(town) == []


@pytest.mark.parametrize(
    ("command", "permission", "name"),
    [
        ("timeout", "moderate_members", "Timeout Members"),
        ("kick", "kick_members", "Kick Members"),
        ("ban", "ban_members", "Ban Members"),
    ],
)
async def test_a_missing_permission_is_said_before_anything_is_done(
    open_town: OpenTown, command: str, permission: str, name: str
) -> None:
    async with open_town() as town:
        await town.forbid("administrator", permission)
        options = {"duration": "1h"} if command == "timeout" else {}
        tried = len(town.sim.requests)

        result = await do(town, town.mayor, command, town.ada, reason="No", **options)

        assert f"I need the permission **{name}**" in sentence(said(result))
        assert await numbers(town) == []
        assert dms(town.ada.user) == []
        paths = [one.path for one in town.sim.requests[tried:]]
        assert not [path for path in paths if "interactions" not in path and "webhooks" not in path]


async def test_an_administrator_gets_no_timeout(open_town: OpenTown) -> None:
    async with open_town() as town:
        admin = await with_role(town, "root", "Admins", administrator=True)

        result = await do(town, town.mayor, "timeout", admin, duration="1h", reason="No")

        assert "is an administrator" in sentence(said(result))
        assert await numbers(town) == []


async def test_closed_direct_messages_are_written_down(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        close_dms(town, town.ada.user)

        result = await do(town, mia, "ban", town.ada, reason="Threats")
        open_dms(town)

        assert "They take no direct messages, so they were not told." in said(result)
        assert is_banned(town, town.ada)
        assert (await case(town, 1)).dm is Dm.CLOSED


async def test_what_discord_refuses_leaves_a_case_that_says_so(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        town.sim.env.inject_error(
            "PUT",
            f"/guilds/{town.guild.id}/bans/{town.ada.id}",
            status=403,
            code=50013,
            message="Missing Permissions",
        )

        result = await do(town, mia, "ban", town.ada, reason="Threats")
        await moment(town)

        assert "Discord refused, so nothing was done" in said(result)
        assert "They got my message before" in said(result)
        kept = await case(town, 1)
        assert (kept.outcome, kept.dm) == (Outcome.FAILED, Dm.ARRIVED)
        went = fields(posted(log)[0].embeds[0])["How it went"]
        assert went.startswith("Not done: Discord refused (its error 50013)")
        await do(town, mia, "ban", town.ada, reason="Threats")
        assert is_banned(town, town.ada)


async def test_a_bot_that_dies_in_between_leaves_a_case_that_says_so(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cogs.moderation.service.cases import Cases

    async def dies(*_args: object, **_more: object) -> None:
        await asyncio.Event().wait()

    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        with monkeypatch.context() as patched:
            patched.setattr(Cases, "done", dies)
            asking = asyncio.create_task(do(town, mia, "kick", town.ada, reason="Spam"))
            await asyncio.wait({asking}, timeout=2)
            await town.sim.restart(kill=True)
            asking.cancel()
        await moment(town, 600)

        kept = await case(town, 1)
        assert kept.outcome is Outcome.INTERRUPTED
        (message,) = posted(log)
        assert "may or may not have been done" in fields(message.embeds[0])["How it went"]


async def test_two_moderators_ban_one_person_at_once(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        max_ = town.guild.add_member(town.sim.user("max"), roles=[town.guild.roles["Moderators"]])
        await town.sim.settle()

        # The simulated Discord lets one person act after the other; here nobody waits.
        press = inspect.unwrap(MemberActor.slash)
        answers = await asyncio.gather(
            *(
                press(who, town.general, "ban", user=town.ada, reason="Threats")
                for who in (mia, max_)
            )
        )

        texts = sorted(said(answer) for answer in answers)
        first = [text for text in texts if "is banned: case #1" in text]
        second = [text for text in texts if "was a moment faster: it is case #1" in text]
        assert (len(first), len(second)) == (1, 1)
        assert await numbers(town) == [1]
        assert len(dms(town.ada.user)) == 1
        bans = [one for one in town.guild.audit_log() if one.target_id == town.ada.id]
        assert len(bans) == 1

        later = await do(town, max_, "ban", town.ada.user, reason="Threats")
        assert sentence(said(later)).startswith("ada is banned already")
        assert await numbers(town) == [1]


async def test_the_second_of_two_moderators_is_told_who_was_first(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await do(town, mia, "timeout", town.ada, duration="1h", reason="Loud")

        theirs = await do(town, town.mayor, "timeout", town.ada, duration="2h", reason="Loud")
        own = await do(town, mia, "timeout", town.ada, duration="3h", reason="Loud")
        await moment(town, 60)
        later = await do(town, town.mayor, "timeout", town.ada, duration="2h", reason="Still")

        assert sentence(said(theirs)).startswith(
            f"{mia.mention} was a moment faster: it is case #1"
        )
        assert sentence(said(own)).startswith("That was done to them just now: it is case #1")
        assert "has a timeout for 2 hours: case #2" in said(later)
        assert await numbers(town) == [1, 2]


async def test_strikes_lead_to_a_timeout(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)

        await do(town, mia, "warn", town.ada, reason="one")
        await do(town, mia, "warn", town.ada, reason="two")
        result = await do(town, mia, "warn", town.ada, reason="three")
        await moment(town)

        assert "They have 3 strikes now. That led to case #4: timeout for 1 hour." in said(result)
        assert timeout_of(town, town.ada) is not None
        kept = await case(town, 4)
        assert (kept.source, kept.cause, kept.moderator_id) == (Source.ESCALATION, 3, None)
        assert len(dms(town.ada.user)) == 4
        assert [one.embeds[0].title for one in posted(log)][-1] == "Case #4 · timeout"


async def test_what_cannot_follow_is_said(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, escalation=["1 ban"])
        await town.forbid("administrator", "ban_members")

        result = await do(town, town.mayor, "warn", town.ada, reason="one")

        assert "It should have led to a ban, which was not done" in said(result)
        assert (await case(town, 2)).outcome is Outcome.FAILED
        assert not is_banned(town, town.ada)


@pytest.mark.parametrize("duration", ["0s", "0m", "100 years", "5000 weeks", "soon", "-1h", ""])
async def test_durations_that_cannot_be(open_town: OpenTown, duration: str) -> None:
    async with open_town() as town:
        mia = await moderator(town)

        result = await do(town, mia, "timeout", town.ada, duration=duration, reason="No")
        banned = await do(town, town.mayor, "ban", town.ada, duration=duration, reason="No")

        assert sentence(said(result))
        assert sentence(said(banned))
        assert await numbers(town) == []
        assert timeout_of(town, town.ada) is None
        assert not is_banned(town, town.ada)


async def test_a_long_timeout_is_renewed_until_its_end(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        start = town.sim.now()

        await do(town, mia, "timeout", town.ada, duration="60d", reason="Long")

        async def until() -> timedelta:
            found = timeout_of(town, town.ada)
            assert found is not None
            return datetime.fromisoformat(found) - start

        assert timedelta(days=27, hours=23) < await until() <= timedelta(days=28)
        await town.sim.skip_to(start + timedelta(days=27, hours=1))
        await moment(town)
        assert timedelta(days=54) < await until() <= timedelta(days=56)
        await town.sim.skip_to(start + timedelta(days=55))
        await moment(town)
        assert await until() == timedelta(days=60)
        await town.sim.skip_to(start + timedelta(days=61))
        await moment(town)
        assert (await case(town, 1)).ended_at is not None


async def test_members_have_none_of_these(open_town: OpenTown) -> None:
    async with open_town() as town:
        offered = town.ada.available_commands(town.general)

        for name in ("warn", "note", "timeout", "untimeout", "kick", "ban", "unban", "case"):
            assert name not in offered


async def test_nobody_does_by_steward_what_discord_would_not_let_them(open_town: OpenTown) -> None:
    async with open_town() as town:
        tess = await with_role(town, "tess", "Timers", moderate_members=True)
        on_ada: dict[str, Any] = {"reason": "Be kind"}
        asked: list[tuple[str, str, dict[str, Any]]] = [
            ("kick", "Kick Members", {"member": town.ada} | on_ada),
            ("ban", "Ban Members", {"user": town.ada} | on_ada),
            ("unban", "Ban Members", {"user": town.sim.user("stranger")}),
            ("purge", "Manage Messages", {"count": 5}),
            ("lock", "Manage Channels", {}),
            ("slowmode", "Manage Channels", {"duration": "10s"}),
            ("lockdown on", "Manage Channels", {}),
            ("lockdown off", "Manage Channels", {}),
        ]

        for command, permission, options in asked:
            answer = said(await tess.slash(town.general, command, **options))
            assert f"You need the permission **{permission}**" in answer, command

        assert await numbers(town) == []
        await town.bot.guild_settings.set(
            town.guild.id, ServerSettings, "moderator_role_ids", [town.guild.roles["Timers"].id]
        )
        assert "banned" in said(await do(town, tess, "ban", town.ada, reason="Be kind"))
        # What they may not do, they do not do by voiding, either.
        await town.bot.guild_settings.set(town.guild.id, ServerSettings, "moderator_role_ids", [])
        voided = said(await tess.slash(town.general, "case void", number=1, reason="Too harsh"))
        assert "to lift it takes the permission **Ban Members**" in voided


async def test_who_has_only_a_moderator_role_may_act(open_town: OpenTown) -> None:
    async with open_town() as town:
        helper = await with_role(town, "helper", "Helpers")
        role = town.guild.roles["Helpers"]
        await town.bot.guild_settings.set(
            town.guild.id, ServerSettings, "moderator_role_ids", [role.id]
        )
        for command in await town.bot.tree.fetch_commands():
            if command.name == "warn":
                town.guild.set_command_permissions(command, {role: True})

        result = await do(town, helper, "warn", town.ada, reason="Be kind")

        assert "is warned: case #1" in said(result)


async def test_long_reasons_are_held_back_where_they_are_typed(open_town: OpenTown) -> None:
    async with open_town() as town:
        options = {
            (command.name, option.name): getattr(option, "max_length", None)
            for command in await town.bot.tree.fetch_commands()
            for option in command.options
        }

        for name in ("warn", "timeout", "untimeout", "kick", "ban", "unban"):
            assert options[name, "reason"] == 1_000
        assert options["note", "text"] == 1_000


async def test_the_longest_reason_fits_everywhere(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        reason = ("*<@1>*@everyone " * 70)[:1_000]

        await do(town, mia, "warn", town.ada, reason=reason)
        await moment(town)
        await mia.slash(town.general, "history", member=town.ada)

        assert (await case(town, 1)).reason == reason.strip()
        for message in (*posted(log), *dms(town.ada.user)):
            assert message.mentions == []
            assert not message.mention_everyone
            assert "@everyone" not in str(message.embeds[0].to_dict())


async def test_a_database_that_goes_away_after_the_ban_is_said(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.errors import DatabaseAwayError
    from cogs.moderation.service.cases import Cases

    async def away(*_args: object, **_more: object) -> None:
        raise DatabaseAwayError

    async with open_town() as town:
        mia = await moderator(town)
        with monkeypatch.context() as patched:
            patched.setattr(Cases, "done", away)
            result = await do(town, mia, "ban", town.ada, reason="Threats")

        assert "It is done, but I cannot reach my notes" in sentence(said(result))
        assert is_banned(town, town.ada)
        await moment(town, 600)
        assert (await case(town, 1)).outcome is Outcome.INTERRUPTED


async def test_what_discord_does_not_answer_is_not_called_done(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        town.sim.env.inject_error(
            "DELETE",
            f"/guilds/{town.guild.id}/members/{town.ada.id}",
            status=500,
            code=0,
            message="Internal Server Error",
        )

        result = await do(town, mia, "kick", town.ada, reason="Spam")

        assert "I do not know whether it was done" in said(result)
        assert (await case(town, 1)).outcome is Outcome.INTERRUPTED


async def test_a_ban_that_may_not_be_lifted_is_shown_to_managers(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await do(town, mia, "ban", town.ada, reason="Threats", duration="1d")
        await town.forbid("administrator", "ban_members")
        await town.sim.skip_to(town.sim.now() + timedelta(days=1, minutes=1))
        await moment(town)

        async with town.bot.database.read() as connection:
            (dead,) = await town.bot.jobs.store.dead_letters(connection, town.guild.id)
        assert "I may not lift bans" in (dead.last_error or "")
        assert (await case(town, 1)).ended_at is None
