"""Whoever was acted on appeals by the button in their direct message, also after a ban."""

from __future__ import annotations

from datetime import timedelta

import discord
from simcord import ChannelHandle, MemberActor

from cogs.moderation.domain.actions import Action
from cogs.moderation.service.cases import Cases
from tests.plugins.moderators import (
    case,
    choose,
    fields,
    is_banned,
    moderator,
    moment,
    timeout_of,
    with_role,
)
from tests.plugins.newcomers import close_dms, dms, fill, labels, open_dms, sent_to
from tests.plugins.town import OpenTown, Town, said

WHY = "Why should it be looked at again?"
WORD = "Your answer"


async def furnished(town: Town) -> ChannelHandle:
    channel = town.guild.channels["off-topic"]
    await choose(town, queue_channel_id=channel.id)
    return channel


async def appeal(town: Town, who: MemberActor, text: str = "It was a joke") -> str:
    form = await who.user.click(dms(who.user)[0], label="Appeal")
    result = await fill(who.user, form, {WHY: text})
    await moment(town)
    return said(result)


def card(channel: ChannelHandle) -> discord.Message:
    """Return the newest card of an appeal."""
    cards = [
        message
        for message in sent_to(channel)
        if message.embeds and "Appeal" in (message.embeds[0].title or "")
    ]
    return cards[-1]


async def decide(
    town: Town, who: MemberActor, channel: ChannelHandle, label: str, word: str = ""
) -> str:
    form = await who.click(card(channel), label=label)
    result = await fill(who, form, {WORD: word} if word else {})
    await moment(town)
    answered = result.followups or result.response is not None
    return said(result) if answered else ""


async def test_an_appeal_is_granted_by_another_and_the_timeout_ends(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        max_ = await moderator(town, "max")
        await mia.slash(town.general, "timeout", member=town.ada, duration="2h", reason="Too loud")
        await town.sim.restart()

        assert "with the moderators of Meeple Harbour" in await appeal(town, town.ada)
        shown = card(channel)
        assert shown.embeds[0].title == "Appeal against case #1"
        assert shown.embeds[0].description == "It was a joke"
        assert fields(shown.embeds[0])["Acted by"] == mia.mention
        assert labels(shown)[:4] == [
            "Take it",
            "Take the case back …",
            "Let it stand …",
            "Hand over …",
        ]
        assert "Too loud" in fields(shown.embeds[0])["The case"]

        refused = await mia.click(shown, label="Take it")
        assert "against what you did yourself" in said(refused)
        await decide(town, max_, channel, "Take the case back …", "Sorry, our mistake")

        assert timeout_of(town, town.ada) is None
        assert (await case(town, 1)).voided_at is not None
        told = dms(town.ada.user)[-1].content
        assert "was granted, and the case is taken back" in told
        assert "Sorry, our mistake" in told
        assert "max" not in told
        assert fields(card(channel).embeds[0])["Where it stands"].startswith(
            f"{max_.mention} granted it"
        )


async def test_after_a_ban_an_appeal_works_and_the_outcome_can_be_read(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        channel = await furnished(town)
        ben = await with_role(town, "ben", "Bouncers", moderate_members=True, ban_members=True)
        wrong = await town.mayor.slash(
            town.general, "settings set", key="moderation.appeal_link", value="javascript:alert(1)"
        )
        assert "begins with https://" in said(wrong)
        await choose(town, appeal_link="https://example.org/appeal")
        await ben.slash(town.general, "ban", user=town.ada, reason="Spam")
        links = [one.url for row in dms(town.ada.user)[0].components for one in row.children]
        assert links == [None, "https://example.org/appeal"]
        assert is_banned(town, town.ada)
        # There is no server in common any more, so the bot cannot write first.
        close_dms(town, town.ada.user, code=50278)

        await appeal(town, town.ada, "My account was stolen")
        await decide(town, town.mayor, channel, "Let it stand …", "Please write to support first")
        again = await town.ada.user.click(dms(town.ada.user)[0], label="Appeal")

        assert "and it stands" in said(again)
        assert "Please write to support first" in said(again)
        assert is_banned(town, town.ada)

        await town.sim.skip_to(town.sim.now() + timedelta(days=7))
        await appeal(town, town.ada, "Support gave it back to me")
        await decide(town, town.mayor, channel, "Take the case back …")
        assert not is_banned(town, town.ada)
        open_dms(town)
        over = await town.ada.user.click(dms(town.ada.user)[0], label="Appeal")
        assert "was taken back" in said(over)


async def test_a_form_of_an_appeal_survives_a_restart(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        mia = await moderator(town)
        await mia.slash(town.general, "warn", member=town.ada, reason="Hm")
        form = await town.ada.user.click(dms(town.ada.user)[0], label="Appeal")
        await town.sim.restart()
        result = await fill(town.ada.user, form, {WHY: "Please"})

        assert "with the moderators" in said(result)
        twice = await town.ada.user.click(dms(town.ada.user)[0], label="Appeal")
        assert "with the moderators already" in said(twice)


async def test_the_only_moderator_may_decide_what_they_did(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel = await furnished(town)
        await town.mayor.slash(town.general, "warn", member=town.ada, reason="Hm")
        await appeal(town, town.ada)
        await decide(town, town.mayor, channel, "Let it stand …")

        assert "the case stands" in dms(town.ada.user)[-1].content


async def test_where_moderation_is_off_an_appeal_says_so(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await mia.slash(town.general, "warn", member=town.ada, reason="Hm")
        await town.mayor.slash(town.general, "feature", name="moderation", state="off")
        result = await town.ada.user.click(dms(town.ada.user)[0], label="Appeal")

        assert "takes no appeals through me" in said(result)
        assert (await case(town, 1)).action is Action.WARN


async def test_after_a_crash_between_lifting_and_decision_the_form_goes_on(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        max_ = await moderator(town, "max")
        await mia.slash(town.general, "timeout", member=town.ada, duration="2h", reason="Too loud")
        await appeal(town, town.ada)
        await max_.click(card(channel), label="Take it")
        # So far it got: the case is void, and the timeout still holds.
        await town.bot.ports.get(Cases).void(town.guild.id, 1, "Appeal granted", max_.id)
        await town.sim.restart()
        await decide(town, max_, channel, "Take the case back …")

        assert timeout_of(town, town.ada) is None
        assert "was granted" in dms(town.ada.user)[-1].content
