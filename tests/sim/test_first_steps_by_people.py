"""The first steps: pressed by people, done once, after a restart too."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import InteractionResult, MemberActor, RoleHandle, UserHandle
from sqlalchemy import select

from bot.guild_settings import ServerSettings
from bot.jobs import Job
from bot.jobs.models import JobRow
from bot.signals import RulesAccepted
from cogs.onboarding.models import Buddy, Interest, Newcomer, Pairing, Suggestion, Wish
from cogs.onboarding.service.services import Services
from cogs.onboarding.service.welcomes import RESEND, WelcomeService
from tests.plugins.newcomers import (
    arrive,
    choose,
    close_dms,
    come_back,
    components,
    dms,
    fill,
    labels,
    member_roles,
    moment,
    open_dms,
    role,
    sent_to,
    shown,
)
from tests.plugins.town import OpenTown, Town, said

CARD = ("Who are you?", "What brings you here?", "What are you into? (commas between)")


def services(town: Town) -> Services:
    return town.bot.ports.get(Services)


async def furnished(town: Town) -> dict[str, int]:
    """Set everything up that a first step can lead to; return the roles."""
    made = {name: role(town, name).id for name in ("citizen", "chess", "hiking")}
    await town.sim.settle()
    await choose(
        town,
        mode="dm",
        rules_role_id=made["citizen"],
        introductions_channel_id=town.guild.channels["off-topic"].id,
        welcome_channel_id=town.general.id,
    )
    for name in ("chess", "hiking"):
        await services(town).interests.add(town.guild.id, made[name], name)
    await services(town).buddies.offer(town.guild.id, town.ada.id, 3)
    return made


def mighty_role(town: Town, *permissions: str) -> RoleHandle:
    allowed = discord.Permissions(**dict.fromkeys(permissions, True))
    return town.guild.create_role("mighty", permissions=allowed)


async def greeted(town: Town, name: str = "eve") -> UserHandle:
    eve = arrive(town, name)
    await moment(town)
    return eve


async def test_every_step_that_leads_somewhere_is_on_offer(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        eve = await greeted(town)

        assert labels(dms(eve)[0]) == [
            "Accept the rules",
            "Pick interests",
            "Introduce yourself",
            "Meet a buddy",
            "No more of these",
        ]


async def test_accepting_the_rules_gives_the_role_once(open_town: OpenTown) -> None:
    async with open_town() as town:
        made = await furnished(town)
        eve = await greeted(town)
        heard: list[RulesAccepted] = []

        await town.sim.restart()

        async def hear(signal: RulesAccepted) -> None:
            heard.append(signal)

        town.bot.signals.listen(RulesAccepted, hear)
        (message,) = dms(eve)
        await eve.click(message, label="Accept the rules")

        assert member_roles(town, eve) == {made["citizen"]}
        assert "✅ Read and accept the rules" in shown(dms(eve)[0])
        assert "Accept the rules" not in labels(dms(eve)[0])
        # Somebody else's client may still show the old message.
        stored = town.sim.env.backend.get_message(eve.dm_channel.id, message.id)
        for part in components(message):
            if part.get("custom_id", "").startswith("onboarding-rules"):
                _enable(stored.components)
        await eve.click(dms(eve)[0], label="Accept the rules")
        assert [one.member_id for one in heard] == [eve.id]


def _enable(rows: list[dict[str, object]]) -> None:
    for row in rows:
        row.pop("disabled", None)
        _enable(row.get("components", []))  # type: ignore[arg-type]


async def test_a_role_that_may_not_be_given_is_told_kindly_and_nothing_is_written_down(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await furnished(town)
        eve = await greeted(town)
        town.sim.env.inject_error("PUT", "/guilds/*/members/*/roles/*", status=403, code=50013)

        result = await eve.click(dms(eve)[0], label="Accept the rules")

        assert "I may not give or take the role citizen" in said(result)
        assert await town.rows(select(Newcomer.rules_at)) == [(None,)]


async def test_interests_are_picked_and_changed(open_town: OpenTown) -> None:
    async with open_town() as town:
        made = await furnished(town)
        eve = await greeted(town)
        result = await eve.click(dms(eve)[0], label="Pick interests")
        assert result.response is not None
        await town.sim.restart()

        await eve.select(result.response, [str(made["chess"]), str(made["hiking"])])
        assert member_roles(town, eve) == {made["chess"], made["hiking"]}
        await eve.select(result.response, [str(made["hiking"])])

        assert member_roles(town, eve) == {made["hiking"]}
        ((at,),) = await town.rows(select(Newcomer.interests_at))
        assert at is not None


async def test_a_card_is_public_once_and_can_be_changed(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        eve = await greeted(town)
        form = await eve.click(dms(eve)[0], label="Introduce yourself")
        result = await fill(eve, form, {CARD[0]: "I am *Eve* @everyone", CARD[2]: "Go"})

        channel = town.guild.channels["off-topic"]
        (card,) = sent_to(channel)
        assert "Your card is up" in said(result)
        assert card.embeds[0].description == "I am \\*Eve\\* @\u200beveryone"
        assert [field.name for field in card.embeds[0].fields] == ["What I am into"]
        assert "✅ Introduce yourself" in shown(dms(eve)[0])

        actor = MemberActor(town.sim.env, town.guild, eve)
        again = await actor.slash(town.general, "introduce")
        await fill(actor, again, {CARD[0]: "Still Eve"})

        (card,) = sent_to(channel)
        assert card.embeds[0].description == "Still Eve"


async def test_a_form_that_was_open_during_a_restart_is_not_lost(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        eve = await greeted(town)
        form = await eve.click(dms(eve)[0], label="Introduce yourself")
        panel = await town.mayor.slash(town.general, "onboarding edit")
        assert panel.response is not None
        texts = await town.mayor.click(panel.response, label="Texts …")
        await town.sim.restart()

        await fill(eve, form, {CARD[0]: "I am Eve"})
        refused = await fill(town.mayor, texts, {"For newcomers": "Hi {name}"})
        last = refused.followups[-1] if refused.followups else refused.response
        assert last is not None
        again = await town.mayor.click(last, label="Edit and try again")
        await fill(town.mayor, again, {"For newcomers": "Hi {member}"})

        (card,) = sent_to(town.guild.channels["off-topic"])
        assert card.embeds[0].description == "I am Eve"
        assert "✅ Introduce yourself" in shown(dms(eve)[0])
        settings = await services(town).welcomes.settings(town.guild.id)
        assert settings.welcome_text == "Hi {member}"


async def test_a_form_of_somebody_who_left_is_answered_kindly(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        eve = await greeted(town)
        form = await eve.click(dms(eve)[0], label="Introduce yourself")
        town.guild.remove_member(eve)
        await town.sim.restart()

        result = await fill(eve, form, {CARD[0]: "I am Eve"})

        assert "not in Meeple Harbour any more" in said(result)


async def test_a_card_that_was_deleted_comes_anew(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        channel = town.guild.channels["off-topic"]
        for text in ("One", "Two"):
            form = await town.ada.slash(town.general, "introduce")
            await fill(town.ada, form, {CARD[0]: text})
            if text == "One":
                await town.mayor.delete(sent_to(channel)[0])

        (card,) = sent_to(channel)
        assert card.embeds[0].description == "Two"


async def test_without_a_channel_the_card_is_not_lost(open_town: OpenTown) -> None:
    async with open_town() as town:
        form = await town.ada.slash(town.general, "introduce")
        result = await fill(town.ada, form, {CARD[0]: "I am Ada"})

        assert "no channel for introductions yet" in said(result)
        # What was typed can be sent again.
        last = result.followups[-1] if result.followups else result.response
        assert last is not None
        assert labels(last) == ["Edit and try again"]

        channel = town.guild.channels["off-topic"]
        await choose(town, introductions_channel_id=channel.id)
        form = await town.ada.click(last, label="Edit and try again")
        result = await fill(town.ada, form, {CARD[0]: "I am Ada"})
        assert "Your card is up" in said(result)
        assert len(sent_to(channel)) == 1


async def test_a_buddy_is_found_and_both_are_told(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        eve = await greeted(town)

        result = await eve.click(dms(eve)[0], label="Meet a buddy")
        await moment(town)

        assert town.ada.mention in said(result)
        assert eve.mention in dms(town.ada.user)[0].content
        assert await town.rows(select(Pairing.newcomer_id, Pairing.buddy_id)) == [
            (eve.id, town.ada.id)
        ]
        again = await MemberActor(town.sim.env, town.guild, eve).slash(town.general, "buddy ask")
        assert "Your buddy is" in said(again)
        await moment(town, 60)
        assert len(dms(town.ada.user)) == 1


async def test_a_buddy_with_closed_messages_hears_of_it_where_the_greeters_are(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await furnished(town)
        await choose(town, greeters_channel_id=town.guild.channels["help"].id)
        close_dms(town, town.ada.user)
        eve = await greeted(town)

        await eve.click(dms(eve)[0], label="Meet a buddy")
        await moment(town)

        (note,) = sent_to(town.guild.channels["help"])
        assert eve.mention in note.content
        assert note.content.startswith(town.ada.mention)
        (pinged,) = [
            request.json["allowed_mentions"]["users"]
            for request in town.sim.requests
            if request.path == f"/channels/{town.guild.channels['help'].id}/messages"
            and request.method == "POST"
        ]
        assert [int(user_id) for user_id in pinged] == [town.ada.id]


async def test_what_was_sent_before_a_kill_is_not_sent_again(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.delivery import Delivery

    deliver: Any = Delivery.deliver

    async def lost(*arguments: object, **options: object) -> None:
        await deliver(*arguments, **options)
        raise RuntimeError("the machine lost power")

    async with open_town() as town:
        await furnished(town)
        eve = await greeted(town)
        with monkeypatch.context() as patched:
            patched.setattr(Delivery, "deliver", lost)
            await eve.click(dms(eve)[0], label="Meet a buddy")
            await moment(town)
            await town.sim.restart(kill=True)
        await town.sim.skip_to(town.sim.now() + timedelta(hours=2))
        await moment(town, 5)

        assert len(dms(town.ada.user)) == 1


async def test_after_a_week_the_newcomer_is_asked_how_it_went(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        eve = await greeted(town)
        await eve.click(dms(eve)[0], label="Meet a buddy")
        await town.sim.skip_to(town.sim.now() + timedelta(days=7))
        await moment(town, 60)

        question = dms(eve)[-1]
        assert "your buddy" in question.content
        await town.sim.restart()
        await eve.click(question, label="We met, thanks")

        assert await town.rows(select(Pairing.outcome)) == [("met",)]
        assert "Wonderful" in dms(eve)[-1].content


async def test_why_there_is_no_buddy_is_said(open_town: OpenTown) -> None:
    async with open_town() as town:
        result = await town.bob.slash(town.general, "buddy ask")
        assert "Nobody here has volunteered" in said(result)
        assert "</buddy offer:" in said(result)

        await town.ada.slash(town.general, "buddy offer", daily=1)
        alone = await town.ada.slash(town.general, "buddy ask")
        assert "the only buddy here" in said(alone)
        first = await town.bob.slash(town.general, "buddy ask")
        assert town.ada.mention in said(first)
        eve = MemberActor(town.sim.env, town.guild, await greeted(town))
        assert "as many newcomers today" in said(await eve.slash(town.general, "buddy ask"))

        await town.ada.slash(town.general, "buddy stop")
        assert "no buddy" in said(await town.ada.slash(town.general, "buddy stop"))
        assert [row[0] is not None for row in await town.rows(select(Buddy.stopped_at))] == [True]


async def test_enough_wishes_become_a_suggestion_and_a_community(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(
            town,
            suggest_interest_from=2,
            greeters_channel_id=town.guild.channels["help"].id,
        )
        for actor in (town.ada, town.bob):
            menu = await actor.slash(town.general, "interests")
            assert menu.response is not None
            form = await actor.click(menu.response, label="Something else …")
            await fill(actor, form, {"Topics, separated by commas": "Gardening, Robots"})
        await moment(town)

        messages = sent_to(town.guild.channels["help"])
        assert len(messages) == 2
        assert len(await town.rows(select(Wish.topic))) == 4
        await town.sim.restart()
        refused = await town.bob.click(messages[0], label="Create role and channel")
        assert "for the managers" in said(refused)
        await town.mayor.click(messages[0], label="Create role and channel")
        await town.mayor.click(messages[1], label="Not now")

        ((name, role_id, channel_id),) = await town.rows(
            select(Interest.name, Interest.role_id, Interest.channel_id)
        )
        assert name == "gardening"
        assert town.guild.channels["gardening"].id == channel_id
        assert role_id in member_roles(town, town.ada) & member_roles(town, town.bob)
        assert sorted(await town.rows(select(Suggestion.topic, Suggestion.decision))) == [
            ("gardening", "made"),
            ("robots", "no"),
        ]


@pytest.mark.parametrize("choice", ["none", "picked", "all"])
async def test_roles_come_back_as_the_server_chose(open_town: OpenTown, choice: str) -> None:
    async with open_town() as town:
        made = await furnished(town)
        made["other"] = role(town, "other").id
        made["mighty"] = town.guild.create_role(
            "mighty", permissions=discord.Permissions(manage_messages=True)
        ).id
        await choose(town, rejoin_roles=choice)
        eve = await greeted(town)
        for name in ("chess", "other", "mighty"):
            town.sim.env.backend.add_member_role(town.guild.id, eve.id, made[name])
        await town.sim.settle()
        town.guild.remove_member(eve)
        await moment(town, 60)
        come_back(town, eve)
        await moment(town)

        wanted = {"none": set(), "picked": {"chess"}, "all": {"chess", "other"}}[choice]
        assert member_roles(town, eve) == {made[name] for name in wanted}
        greeting = shown(dms(eve)[-1])
        assert "Welcome back" in greeting
        assert ("✅ Pick what you are into" in greeting) is ("chess" in wanted)


async def test_roles_of_who_left_unseen_come_back(open_town: OpenTown) -> None:
    async with open_town() as town:
        made = await furnished(town)
        await choose(town, rejoin_roles="all")
        eve, finn = await greeted(town), arrive(town, "finn")
        await moment(town, 5)
        world = town.sim.env.backend
        for who in (eve, finn):
            world.add_member_role(town.guild.id, who.id, made["chess"])
        await town.sim.settle()

        async def meanwhile() -> None:
            town.guild.remove_member(eve)
            world.add_member_role(town.guild.id, finn.id, made["hiking"])

        await town.sim.restart(kill=True, meanwhile=meanwhile)
        town.guild.remove_member(finn)
        await moment(town, 60)
        come_back(town, eve)
        come_back(town, finn)
        await moment(town, 5)

        assert member_roles(town, eve) == {made["chess"]}
        assert member_roles(town, finn) == {made["chess"], made["hiking"]}
        assert "Welcome back" in shown(dms(eve)[-1])


async def test_who_was_banned_gets_no_roles_back(open_town: OpenTown) -> None:
    async with open_town() as town:
        made = await furnished(town)
        await choose(town, rejoin_roles="all")
        eve = await greeted(town)
        world = town.sim.env.backend
        world.add_member_role(town.guild.id, eve.id, made["chess"])
        await town.sim.settle()
        world.apply_ban(town.guild.id, eve.id, None)
        await moment(town, 60)
        come_back(town, eve)
        await moment(town)

        assert member_roles(town, eve) == set()


async def test_who_was_banned_while_the_bot_was_down_gets_no_roles_back(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        made = await furnished(town)
        await choose(town, rejoin_roles="all")
        eve, finn = await greeted(town), await greeted(town, "finn")
        world = town.sim.env.backend
        for who in (eve, finn):
            world.add_member_role(town.guild.id, who.id, made["chess"])
        await moment(town, 60)

        async def meanwhile() -> None:
            world.record_audit_log(
                town.guild.id, discord.AuditLogAction.ban.value, target_id=eve.id
            )
            world.apply_ban(town.guild.id, eve.id, None)
            world.remove_ban(town.guild.id, eve.id)
            town.guild.remove_member(finn)

        await town.sim.restart(kill=True, meanwhile=meanwhile)
        await moment(town, 60)
        for who in (eve, finn):
            come_back(town, who)
        await moment(town, 10)

        assert member_roles(town, eve) == set()
        assert member_roles(town, finn) == {made["chess"]}


async def test_a_press_after_the_person_left_is_answered_kindly(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        eve = await greeted(town)
        town.guild.remove_member(eve)
        await town.sim.settle()

        result = await eve.click(dms(eve)[0], label="Accept the rules")

        assert "You are not in Meeple Harbour any more" in said(result)


async def test_a_press_after_the_bot_was_removed_is_answered_kindly(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        eve = await greeted(town)
        town.sim.env.backend.emit("GUILD_DELETE", {"id": str(town.guild.id)})
        await town.sim.settle()

        for label in ("Accept the rules", "Introduce yourself", "No more of these"):
            result = await eve.click(dms(eve)[0], label=label)
            assert "not in that server any more" in said(result)


async def test_a_press_while_the_feature_is_off_is_answered_kindly(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        eve = await greeted(town)
        await town.bot.guild_settings.set(
            town.guild.id, ServerSettings, "features_off", ["onboarding"]
        )

        result = await eve.click(dms(eve)[0], label="Pick interests")

        assert "has switched this off" in said(result)


async def test_a_closed_introductions_channel_is_told_kindly(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel = town.guild.channels["off-topic"]
        await choose(town, introductions_channel_id=channel.id)
        town.sim.env.inject_error(
            "POST", f"/channels/{channel.id}/messages", status=403, code=50013
        )
        form = await town.ada.slash(town.general, "introduce")
        refused = await fill(town.ada, form, {CARD[0]: "I am Ada"})
        assert "I may not write in" in said(refused)
        last = refused.followups[-1] if refused.followups else refused.response
        assert last is not None

        # Once that is mended, what was typed is still there.
        again = await town.ada.click(last, label="Edit and try again")
        assert "Your card is up" in said(await fill(town.ada, again, {CARD[0]: "I am Ada"}))


async def test_a_manager_sets_everything_up_in_one_panel(open_town: OpenTown) -> None:
    async with open_town() as town:
        citizen = role(town, "citizen")
        mighty = mighty_role(town, "administrator")
        await town.sim.settle()
        shown_panel = await town.mayor.slash(town.general, "onboarding edit")
        message = shown_panel.response
        assert message is not None

        async def use(key: str, values: list[object]) -> InteractionResult:
            return await town.mayor.select(message, values, custom_id=f"onboarding-set:{key}")

        assert "Without" not in shown(message)
        await use("mode", ["press"])
        assert "Choose a welcome channel" in shown(message)
        await town.sim.restart()
        await use("welcome_channel_id", [town.general])
        assert "Choose a welcome channel" not in shown(message)
        await use("rules_role_id", [citizen])
        await use("interests", [citizen])
        await use("steps", ["rules", "introduce"])
        refused = await use("rules_role_id", [mighty])
        assert "cannot hand out mighty" in said(refused)

        settings = await services(town).welcomes.settings(town.guild.id)
        assert settings.mode == "press"
        assert settings.welcome_channel_id == town.general.id
        assert settings.rules_role_id == citizen.id
        assert settings.steps == ["rules", "introduce"]
        assert await town.rows(select(Interest.name)) == [("citizen",)]

        await use("welcome_channel_id", [])
        await use("interests", [])
        settings = await services(town).welcomes.settings(town.guild.id)
        assert settings.welcome_channel_id is None
        assert await town.rows(select(Interest.name)) == []


async def test_who_is_a_manager_no_more_changes_nothing(open_town: OpenTown) -> None:
    async with open_town() as town:
        chief = mighty_role(town, "manage_guild", "moderate_members")
        town.sim.env.backend.add_member_role(town.guild.id, town.ada.id, chief.id)
        await town.sim.settle()
        shown_panel = await town.ada.slash(town.general, "onboarding edit")
        assert shown_panel.response is not None
        town.sim.env.backend.remove_member_role(town.guild.id, town.ada.id, chief.id)

        result = await town.ada.select(
            shown_panel.response, ["dm"], custom_id="onboarding-set:mode"
        )

        assert "for the managers" in said(result)
        assert (await services(town).welcomes.settings(town.guild.id)).mode == "off"


async def test_a_wrong_placeholder_is_refused_with_the_right_ones(open_town: OpenTown) -> None:
    async with open_town() as town:
        shown_panel = await town.mayor.slash(town.general, "onboarding edit")
        assert shown_panel.response is not None
        form = await town.mayor.click(shown_panel.response, label="Texts …")
        result = await fill(town.mayor, form, {"For newcomers": "Hi {name}"})
        assert "{name}" in said(result).replace("\\", "")
        assert "`{member}`" in said(result)
        last = result.followups[-1] if result.followups else result.response
        assert last is not None

        again = await town.mayor.click(last, label="Edit and try again")
        await fill(town.mayor, again, {"For newcomers": "Hi {member}"})

        settings = await services(town).welcomes.settings(town.guild.id)
        assert settings.welcome_text == "Hi {member}"
        assert settings.rejoin_text == ""


async def test_the_preview_is_what_a_newcomer_gets(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        result = await town.mayor.slash(town.general, "onboarding preview")
        assert "look at your direct messages" in said(result)
        assert "Welcome to Meeple Harbour" in shown(dms(town.mayor.user)[0])

        close_dms(town, town.mayor.user)
        result = await town.mayor.slash(town.general, "onboarding preview")
        assert "Welcome to Meeple Harbour" in shown(result.response)


async def test_a_greeting_is_sent_again_by_hand(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        eve = arrive(town, "eve")
        close_dms(town, eve)
        await moment(town, 30)
        open_dms(town)
        actor = MemberActor(town.sim.env, town.guild, eve)

        result = await town.mayor.slash(town.general, "onboarding resend", member=actor)
        assert "Sent to eve" in said(result)
        assert len(dms(eve)) == 1

        close_dms(town, eve)
        result = await town.mayor.slash(town.general, "onboarding resend", member=actor)
        assert "in the welcome channel" in said(result)

        open_dms(town)
        await eve.click(dms(eve)[0], label="No more of these")
        result = await town.mayor.slash(town.general, "onboarding resend", member=actor)
        assert "no more of these" in said(result)


async def test_a_greeting_sent_again_comes_once_when_killed_right_after(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town() as town:
        await furnished(town)
        eve = await greeted(town)
        actor = MemberActor(town.sim.env, town.guild, eve)

        async def never(_self: WelcomeService, _job: Job) -> None:
            await town.bot.waiting.idle(asyncio.Event().wait(), "a machine without power")

        with monkeypatch.context() as patched:
            patched.setattr(WelcomeService, "end_resend", never)
            await town.mayor.slash(town.general, "onboarding resend", member=actor)
            assert len(dms(eve)) == 2
            await town.sim.restart(kill=True)
        await town.sim.advance(timedelta(minutes=10))

        assert len(dms(eve)) == 2
        assert await town.rows(select(JobRow.state).where(JobRow.kind == RESEND)) == [("done",)]


async def test_managers_and_moderators_each_see_what_is_theirs(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)

        def person(**permissions: bool) -> MemberActor:
            granted = discord.Permissions(**permissions)
            roles = [town.guild.create_role("staff", permissions=granted)]
            return town.guild.add_member(town.sim.user("".join(permissions) or "gwen"), roles=roles)

        manager, moderator = person(manage_guild=True), person(moderate_members=True)
        assert (await manager.slash(town.general, "onboarding edit")).response is not None
        sent = await moderator.slash(town.general, "onboarding resend", member=manager)
        assert "Sent to manage" in said(sent)
        refused = await moderator.slash(town.general, "onboarding edit")
        assert "managers of this server" in said(refused)
        refused = await person().slash(town.general, "onboarding resend", member=manager)
        assert "moderators of this server" in said(refused)


async def test_a_manager_makes_an_interest_with_its_channel(open_town: OpenTown) -> None:
    async with open_town() as town:
        shown_panel = await town.mayor.slash(town.general, "onboarding edit")
        assert shown_panel.response is not None
        form = await town.mayor.click(shown_panel.response, label="New interest …")
        result = await fill(town.mayor, form, {"What is it about?": "Board  games"})
        assert "Made:" in said(result)
        form = await town.mayor.click(shown_panel.response, label="New interest …")
        again = await fill(town.mayor, form, {"What is it about?": "board games"})
        assert "There is an interest" in said(again)

        menu = await town.ada.slash(town.general, "interests")
        assert menu.response is not None
        ((role_id, channel_id),) = await town.rows(select(Interest.role_id, Interest.channel_id))
        channel = town.guild.channels["board-games"]
        assert channel.id == channel_id
        picked = await town.ada.select(menu.response, [str(role_id)])
        assert role_id in member_roles(town, town.ada)
        assert f"<#{channel_id}>" in menu.response.content
        assert picked.acknowledged


async def test_an_interest_that_may_not_be_made_leaves_nothing_behind(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        town.sim.env.inject_error("POST", "/guilds/*/channels", status=403, code=50013)
        shown_panel = await town.mayor.slash(town.general, "onboarding edit")
        assert shown_panel.response is not None
        form = await town.mayor.click(shown_panel.response, label="New interest …")
        result = await fill(town.mayor, form, {"What is it about?": "Chess"})

        assert "may not create roles and channels" in said(result)
        assert "Chess" not in town.guild.roles
        assert await town.rows(select(Interest.name)) == []
