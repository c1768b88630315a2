"""Members thank each other, by a command and by a press; managers look, and take back."""

from __future__ import annotations

from datetime import timedelta

import discord
from simcord import InteractionResult, MemberActor
from sqlalchemy import select

from cogs.recognition.domain.standing import Board, Span
from cogs.recognition.models import KUDOS, SCORE
from cogs.recognition.service.kudos import KudosService, Thanks
from cogs.recognition.settings import GuildSettings
from tests.plugins.newcomers import components, dms, fill, labels, sent_to
from tests.plugins.town import OpenTown, Town, embed_of, said


async def choose(town: Town, key: str, value: object) -> None:
    await town.bot.guild_settings.set(town.guild.id, GuildSettings, key, value)


async def kudos(town: Town, who: MemberActor, member: object, reason: str) -> InteractionResult:
    return await who.slash(town.general, "kudos", member=member, reason=reason)


def notified(town: Town) -> list[list[int]]:
    """Whom each thanks in public, in their order, may notify."""
    bodies = [one.json for one in town.sim.env.http_requests if isinstance(one.json, dict)]
    return [
        [int(one) for one in body["allowed_mentions"].get("users", [])]
        for body in bodies
        if " thanks <@" in str(body.get("content")) and not body["allowed_mentions"]["parse"]
    ]


async def xp(town: Town, who: MemberActor) -> int:
    found = await town.rows(
        select(SCORE.c.points).where(
            SCORE.c.member_id == who.id,
            SCORE.c.board == Board.KUDOS,
            SCORE.c.span == Span.ALL,
        )
    )
    return found[0][0] if found else 0


async def revoke_of(
    town: Town, audit: InteractionResult, giver: str, reason: str
) -> InteractionResult:
    """Let the mayor pick what somebody gave in the view, and say why it shall not count."""
    assert audit.response is not None
    (menu,) = [part for part in components(audit.response.message) if part["type"] == 3]
    option = next(one for one in menu["options"] if giver in one["label"])
    form = await town.mayor.select(audit.response, [option["value"]])
    return await fill(town.mayor, form, {"Why? Both of them will read this.": reason})


async def test_thanks_are_public_counted_once_and_can_be_taken_back(open_town: OpenTown) -> None:
    async with open_town() as town:
        wall = town.guild.create_text_channel("wall")
        await choose(town, "kudos_wall_channel_id", str(wall.id))
        eve = await town.newcomer("eve")

        answer = await kudos(town, town.ada, town.bob, "explained *everything* to <@&1> @everyone")
        assert not answer.ephemeral
        public = said(answer)
        assert f"{town.ada.mention} thanks {town.bob.mention}" in public
        assert r"\*everything\*" in public
        assert "@everyone" not in public
        assert notified(town) == [[]]
        assert await xp(town, town.bob) == 100

        # What cannot be is told to the giver alone.
        for member, reason, told in (
            (town.bob, "again", "kudos right now"),
            (town.ada, "me, myself", "somebody else"),
            (eve, "   ...   "[:3], "few words"),
        ):
            refused = await kudos(town, town.ada, member, reason)
            assert told in said(refused)
            assert refused.ephemeral

        robot = town.sim.user("robot", bot=True)
        town.sim.add_member(town.guild, robot)
        await town.sim.settle()
        stranger = town.sim.user("stranger")
        for nobody, told in ((robot, "not for apps"), (stranger, "not in the server")):
            refused = await kudos(town, town.ada, nobody, "beeps")
            assert told in said(refused)
            assert refused.ephemeral

        # The wall gathers what was given within two minutes, also after a restart.
        await choose(town, "kudos_ping", "yes")
        await kudos(town, town.bob, eve, f"came with {town.ada.mention}")
        assert notified(town) == [[], [eve.id]]
        await town.sim.restart()
        await town.sim.advance(timedelta(minutes=4))
        (posted,) = sent_to(wall)
        assert posted.content.count("💛") == 2
        assert "came" in posted.content
        mine = await town.bob.click(posted, label="My kudos")
        assert mine.ephemeral
        text = embed_of(mine).description or ""
        assert "**Received: 1**" in text
        assert "**Given: 1**" in text
        assert r"explained \*everything\*" in text

        # A manager looks who got what and why, and takes one back.
        listed = await town.mayor.slash(town.general, "levels roles list")
        assert listed.response is not None
        await town.sim.restart()
        audit = await town.mayor.click(listed.response, label="Kudos: who got what, and why")
        assert f"{town.ada.mention} → {town.bob.mention}" in (embed_of(audit).description or "")
        assert "count no more" in said(await revoke_of(town, audit, "ada", "a joke"))
        await town.sim.advance(timedelta(seconds=5))
        assert await xp(town, town.bob) == 0
        for who, word in ((town.bob, "Kudos from"), (town.ada, "Your kudos for")):
            (told,) = dms(who.user)
            assert told.content.startswith(word)
            assert "a joke" in told.content


async def test_an_account_of_today_that_thanks_one_person_alone_is_hinted_at(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        eve = await town.newcomer("eve")
        await choose(town, "kudos_pair_hours", "1")
        for _ in range(2):
            await kudos(town, eve, town.bob, "being me")
            await town.sim.advance(timedelta(minutes=61))
        listed = await town.mayor.slash(town.general, "levels roles list")
        assert listed.response is not None
        odd = await town.mayor.click(listed.response, label="Kudos: who got what, and why")
        hint = f"{eve.mention}: account younger than 30 days, thanks one member alone"
        assert hint in (embed_of(odd).description or "")
        # A hint is no proof: what was given counts.
        assert await xp(town, town.bob) == 200


def offers(town: Town) -> list[discord.Message]:
    """What the bot wrote in reply to thanks."""
    return [one for one in sent_to(town.general) if one.reference is not None]


async def test_thanks_in_a_message_are_offered_as_one_press(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, "kudos_offer_minutes", "5")
        await town.ada.send(town.general, f"thank you {town.bob.mention}, that helped")
        await town.ada.send(town.general, f"thanks {town.mayor.mention}")
        # One in five minutes a channel; nothing is taken unasked.
        (offer,) = offers(town)
        assert labels(offer) == ["Give kudos"]
        assert await xp(town, town.bob) == 0
        assert "somebody else's" in said(await town.bob.click(offer, label="Give kudos"))
        await town.sim.restart()
        await town.ada.click(offer, label="Give kudos")
        (thanked,) = offers(town)
        assert f"{town.ada.mention} thanks {town.bob.mention}" in thanked.content
        assert labels(thanked) == ["My kudos"]
        assert await xp(town, town.bob) == 100

        # What was taken stays, also where a kill came between giving and saying so; what
        # nobody takes goes.
        await town.sim.advance(timedelta(minutes=20))
        message = await town.bob.send(town.general, f"gracias {town.ada.mention}")
        service = town.bot.ports.get(KudosService)
        await service.give(
            Thanks(town.guild.id, message.id, town.bob.id, [town.ada.id], town.general.id)
        )
        await town.sim.advance(timedelta(minutes=6))
        await town.mayor.send(town.general, f"merci {town.ada.mention}")
        assert [labels(one) for one in offers(town)] == [
            ["My kudos"],
            ["Give kudos"],
            ["Give kudos"],
        ]
        # What was offered and left alone is not offered again that day.
        await town.sim.advance(timedelta(minutes=6))
        await town.mayor.send(town.general, f"merci {town.ada.mention}, once more")
        assert len(offers(town)) == 3
        await town.sim.restart()
        await town.sim.advance(timedelta(minutes=20))
        kept = offers(town)
        assert kept[0].id == thanked.id
        assert f"{town.bob.mention} thanks {town.ada.mention}" in kept[1].content
        assert [labels(one) for one in kept] == [["My kudos"], ["My kudos"]]

        # Not to who wants to be counted nowhere, nor where it is switched off.
        await town.bob.slash(town.general, "privacy tracking", state="off")
        await town.bob.send(town.general, f"thanks {town.ada.mention}")
        await town.ada.send(town.general, f"thanks {town.bob.mention}")
        await choose(town, "kudos_offers", "no")
        await town.ada.send(town.general, f"thanks {town.mayor.mention}")
        assert len(offers(town)) == 2
        assert "kudos right now" in said(await kudos(town, town.ada, town.bob, "being there"))
        rows = await town.rows(select(KUDOS.c.giver_id, KUDOS.c.reason))
        assert set(rows) == {(town.ada.id, None), (town.bob.id, None)}
