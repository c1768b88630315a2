"""Managers make badges, members earn them once, and everybody sees what they may."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor
from sqlalchemy import select

from bot.badges import ShownBadge
from bot.db.upsert import put
from bot.ports import BadgeShelf
from cogs.recognition.models import HIDDEN
from cogs.recognition.models.badges import AWARD, NEWS
from cogs.recognition.service.news import NewsService
from tests.plugins.newcomers import dms, member_roles
from tests.plugins.town import OpenTown, Town, embed_of, said

SOON = timedelta(minutes=3)


async def badge(town: Town, what: str, **options: object) -> InteractionResult:
    return await town.mayor.slash(town.general, f"badge {what}", **options)


async def press(town: Town, shown: InteractionResult, label: str) -> InteractionResult:
    assert shown.response is not None
    return await town.mayor.click(shown.response, label=label)


async def make(town: Town, **options: object) -> None:
    shown = await badge(town, "create", **options)
    await press(town, shown, "Save")
    assert "is there now" in said(shown)


async def soon(town: Town) -> None:
    """Let the jobs give and announce what is due."""
    await town.bot.ledger.flush()
    await town.sim.advance(SOON)


async def announce(town: Town, how: str) -> ChannelHandle:
    channel = town.guild.channels["off-topic"]
    for key, value in (("badges_channel_id", str(channel.id)), ("badge_news", how)):
        await town.mayor.slash(town.general, "settings set", key=key, value=value)
    return channel


def news(channel: ChannelHandle) -> list[str]:
    return [message.embeds[0].description or "" for message in channel.history() if message.embeds]


async def mine(town: Town, who: MemberActor, **options: object) -> InteractionResult:
    return await who.slash(town.general, "badges", **options)


async def card(town: Town, who: MemberActor) -> str:
    """What the rank card of somebody says to who cannot see it."""
    shown = await who.slash(town.general, "rank")
    assert shown.response is not None
    (picture,) = shown.response.attachments
    return str(picture.description)


async def test_a_badge_is_earned_once_announced_once_and_comes_with_its_role(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        chatty = town.guild.create_role("Chatty")
        channel = await announce(town, "channel")
        for _ in range(3):
            await town.ada.send(town.general, "hello")
        await town.bob.send(town.general, "hi")
        await town.bot.ledger.flush()

        # The manager picks a figure, and sees who would get it before anything is saved.
        offered = await town.mayor.autocomplete(
            town.general, "badge create", "figure", "mess", name="Talker"
        )
        assert [choice["value"] for choice in offered] == ["messages"]
        options = {"name": "Talker", "figure": "messages", "tiers": "3, 5", "role": chatty}
        shown = await badge(town, "create", **options, emoji="💬")
        fields = {field.name: field.value or "" for field in embed_of(shown).fields}
        assert town.ada.mention in fields["bronze · 3"]
        assert "Nobody" in fields["silver · 5"]
        await town.sim.restart()
        await press(town, shown, "Back")
        assert "Nothing was changed" in said(shown)
        assert not await town.rows(select(AWARD))
        await make(town, **options, emoji="💬")
        await soon(town)
        assert chatty.id in member_roles(town, town.ada)
        assert chatty.id not in member_roles(town, town.bob)
        (told,) = news(channel)
        assert told == f"💬 **Talker (bronze)** · {town.ada.mention}"

        # Restarts and the next tier: once each.
        assert "Badges: Talker (bronze)." in await card(town, town.ada)
        await town.sim.restart()
        for _ in range(2):
            await town.ada.send(town.general, "again")
        await soon(town)
        await town.sim.restart()
        await soon(town)
        assert len(news(channel)) == 2
        assert "silver" in news(channel)[-1]
        assert "Badges: Talker (silver)." in await card(town, town.ada)
        profile = embed_of(await town.bob.slash(town.general, "profile", member=town.ada))
        assert profile.fields[-1].value == "💬 Talker (silver)"
        tiers = select(AWARD.c.member_id, AWARD.c.tier, AWARD.c.value).order_by(AWARD.c.tier)
        assert await town.rows(tiers) == [(town.ada.id, 0, 3), (town.ada.id, 1, 5)]

        # What she wrote is deleted: what was earned stays.
        for message in town.general.history():
            if message.author.id == town.ada.id:
                await town.sim.as_bot(message.delete())
        await soon(town)
        assert "Talker (silver)" in (embed_of(await mine(town, town.ada)).description or "")
        nearest = embed_of(await mine(town, town.bob)).fields[0].value or ""
        assert "1 of 3 messages" in nearest


async def test_a_badge_is_taken_back_with_a_reason_and_given_again(open_town: OpenTown) -> None:
    async with open_town() as town:
        chatty = town.guild.create_role("Chatty")
        channel = await announce(town, "channel")
        await make(town, name="Talker", figure="messages", tiers="1", role=chatty, emoji="💬")
        await town.ada.send(town.general, "hello")
        await soon(town)

        # Who is not shown keeps their badges to themselves.
        hidden = {"guild_id": town.guild.id, "member_id": town.ada.id, "since": town.sim.now()}
        shelf = town.bot.ports.get(BadgeShelf)  # type: ignore[type-abstract]
        assert await shelf.shown(town.guild.id, town.ada.id, "en") == [ShownBadge("Talker", "💬")]
        async with town.bot.database.begin() as connection:
            await put(connection, HIDDEN, [hidden])
        assert await shelf.shown(town.guild.id, town.ada.id, "en") == []
        assert "does not show" in said(await mine(town, town.bob, member=town.ada))
        assert "only you" in said(await mine(town, town.ada))

        # Taken back from the audit view, with a reason; a restart loses neither button nor form.
        audit = await press(town, await badge(town, "list"), "Who got what")
        text = embed_of(audit).description or ""
        assert f"{town.ada.mention}" in text
        assert "by rule: 1 message" in text
        await town.sim.restart()
        assert audit.response is not None
        form = await town.mayor.select(
            audit.response, [f"1:{town.ada.id}"], custom_id="recognition-badge-revoke"
        )
        await town.sim.restart()
        taken = await town.mayor.submit_modal(
            form, {"recognition-badge-revoke-reason": "Copied and pasted"}
        )
        assert "does not have" in said(taken)
        await soon(town)
        assert chatty.id not in member_roles(town, town.ada)
        (word,) = dms(town.ada.user)
        assert "Copied and pasted" in word.content
        audit = await press(town, await badge(town, "list"), "Who got what")
        assert "taken back" in (embed_of(audit).description or "")
        for _ in range(2):
            await town.ada.send(town.general, "once more")
        await soon(town)
        assert "No badges yet" in (embed_of(await mine(town, town.ada)).description or "")
        # Given back by hand, with its role, and without a second announcement.
        again = said(await badge(town, "award", member=town.ada, badge="Talker"))
        assert "again" in again
        await soon(town)
        assert chatty.id in member_roles(town, town.ada)
        assert len(news(channel)) == 1


async def test_badges_by_hand_a_starter_set_and_what_cannot_be(open_town: OpenTown) -> None:
    async with open_town() as town:
        await announce(town, "dm")
        empty = await badge(town, "list")
        assert "no badges yet" in (embed_of(empty).description or "")
        await town.sim.restart()
        await press(town, empty, "Add the starter set")
        assert "Early Bird" in (embed_of(empty).description or "")
        again = await press(town, await badge(town, "list"), "Who got what")
        assert "Nobody" in (embed_of(again).description or "")
        await soon(town)
        # Here from the first day on; nobody else is written to unasked of what was before.
        assert "Early Bird" in (embed_of(await mine(town, town.ada)).description or "")

        await make(town, name="Hero")
        done = await badge(town, "award", member=town.ada, badge="hero", reason="Saved *us*")
        assert "has 🏅 Hero now" in said(done)
        await soon(town)
        assert "Saved \\*us\\*" in dms(town.ada.user)[-1].content
        count = len(dms(town.ada.user))
        refused = {
            "all of": await badge(town, "award", member=town.ada, badge="Hero"),
            "no badge": await badge(town, "award", member=town.ada, badge="Nope"),
            "do not have": await badge(town, "revoke", member=town.bob, badge="Hero"),
            "already": await badge(town, "create", name="Odd", figure="xp", tiers="x"),
        }
        refused["whole numbers"] = refused.pop("already")
        for figure, tiers, why in (
            ("moons", "3", "nothing that I count"),
            (None, "3", "given by hand has no tiers"),
            ("xp", None, "how much it takes"),
            ("streak", "1", "from 2 to"),
        ):
            given = {"figure": figure, "tiers": tiers}
            options = {key: value for key, value in given.items() if value is not None}
            refused[why] = await badge(town, "create", name="Odd", **options)
        refused["no emoji"] = await badge(town, "create", name="Odd", emoji="hello")
        refused["what to change"] = await badge(town, "edit", badge="Hero")
        for why, result in refused.items():
            assert why in said(result), why
        assert "Choose another name" in said(await badge(town, "create", name="hero"))

        # A changed badge: who has it keeps it; a deleted one is gone from every shelf.
        # What was asked outlives a restart, and each answer counts once.
        changed, same = [
            await badge(town, "edit", badge="Regular", tiers="1", name="Often here")
            for _ in range(2)
        ]
        gone, again = [await badge(town, "delete", badge="Hero") for _ in range(2)]
        assert "1 member has it" in said(gone)
        await town.sim.restart()
        await press(town, changed, "Save")
        assert "Often here is changed" in said(changed)
        await press(town, gone, "Delete")
        assert "is gone" in said(gone)
        assert "gone already" in said(await press(town, again, "Delete"))
        assert "Hero" not in (embed_of(await mine(town, town.ada)).description or "")
        await soon(town)
        assert len(dms(town.ada.user)) == count

        # The report of the week counts each tier that was earned and not taken back.
        await town.sim.skip_to(town.sim.now() + timedelta(days=7))
        await badge(town, "edit", badge="Helper", name="Helping hand")
        assert "older than a day" in said(await press(town, same, "Save"))
        report = await town.mayor.slash(town.general, "report weekly")
        assert report.response is not None
        figures = await town.mayor.click(report.response, label="CSV")
        assert figures.response is not None
        (file,) = figures.response.attachments
        lines = (await file.read()).decode("utf-8-sig").splitlines()
        (counted,) = [line for line in lines if ",badges_earned," in line]
        assert counted == "Recognition,badges_earned,Badges earned,4,,count,,"


async def test_a_job_that_is_cut_off_after_it_spoke_does_not_speak_again(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town() as town:
        channel = await announce(town, "channel")
        await town.ada.send(town.general, "hello")
        await town.bot.ledger.flush()
        await make(town, name="Here", figure="messages", tiers="1")
        done, cut = NewsService.done, []

        async def once(self: NewsService, guild_id: int, job_id: int) -> None:
            if not cut:
                cut.append(job_id)
                raise OSError("the process is killed here")
            await done(self, guild_id, job_id)

        monkeypatch.setattr(NewsService, "done", once)
        await soon(town)
        assert cut
        await town.sim.restart()
        await town.bob.send(town.general, "me too")
        await town.sim.advance(timedelta(minutes=20))
        assert [text.count("Here") for text in news(channel)] == [1, 1]
        assert [town.ada.mention in text for text in news(channel)] == [True, False]
        assert not await town.rows(select(NEWS))


async def test_a_new_badge_of_many_is_one_message_and_no_direct_ones(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel = await announce(town, "dm")
        await town.crowd(22)
        for guest in town.guests:
            await guest.send(town.general, "hi")
        await town.bot.ledger.flush()
        await make(town, name="Here", figure="messages", tiers="1")
        await soon(town)
        (told,) = news(channel)
        assert "and 2 more" in told
        assert [dms(guest.user) for guest in town.guests] == [[] for _ in town.guests]


async def test_members_rise_to_tiers_and_managers_see_why(open_town: OpenTown) -> None:
    async with open_town() as town:
        inner = town.guild.create_role("Inner circle")
        mighty = town.guild.create_role("Mighty", permissions=discord.Permissions(ban_members=True))
        shown = await press(town, await badge(town, "list"), "Tiers")
        assert "no tiers yet" in (embed_of(shown).description or "")
        await town.sim.restart()
        form = await press(town, shown, "Add a tier above")
        await town.sim.restart()
        given = {
            "recognition-tier-name": "Friend",
            "recognition-tier-needs": "active_days 1, xp 10",
            "recognition-tier-perks": "Early access to *plans*",
            "recognition-tier-role": [inner],
        }
        made = await town.mayor.submit_modal(form, given)
        assert "Friend is there" in said(made)
        for changed, why in (
            ({"recognition-tier-needs": "moons 3"}, "could not read"),
            ({"recognition-tier-role": [mighty]}, "powers"),
        ):
            form = await press(town, shown, "Add a tier above")
            assert why in said(await town.mayor.submit_modal(form, given | changed))

        await town.ada.send(town.general, "hello")
        await soon(town)
        mine_now = embed_of(await mine(town, town.ada)).fields[-1].value or ""
        assert "Next, **Friend**: 1/1 active day + 5/10 XP" in mine_now
        await town.sim.advance(timedelta(minutes=10))
        await town.ada.send(town.general, "again")
        await soon(town)
        assert inner.id in member_roles(town, town.ada)
        (word,) = dms(town.ada.user)
        assert "Early access to \\*plans\\*" in word.content

        # In the next season in grace, then no more; told kindly, each once.
        for month, role in ((7, True), (10, False)):
            await town.sim.skip_to(datetime(2026, month, 3, tzinfo=UTC))
            await soon(town)
            await soon(town)
            assert (inner.id in member_roles(town, town.ada)) is role
        assert [
            word in text.content
            for word, text in zip(
                ("You reached", "You keep", "It is open to you again"),
                dms(town.ada.user),
                strict=True,
            )
        ] == [True] * 3

        await town.ada.send(town.general, "back")
        await town.sim.advance(timedelta(minutes=10))
        await town.ada.send(town.general, "again")
        await soon(town)
        assert inner.id in member_roles(town, town.ada)
        moves = await press(
            town, await press(town, await badge(town, "list"), "Tiers"), "Who rose and fell"
        )
        text = embed_of(moves).description or ""
        assert "rose from no tier to **Friend**: 1 active day, 10 XP" in text
        assert "in grace" in text
        assert moves.response is not None
        form = await town.mayor.select(
            moves.response, [str(town.ada.id)], custom_id="recognition-tier-take"
        )
        taken = await town.mayor.submit_modal(form, {"recognition-tier-reason": "Two accounts"})
        assert "until the next season" in said(taken)
        await soon(town)
        assert inner.id not in member_roles(town, town.ada)
        assert any("Two accounts" in message.content for message in dms(town.ada.user))
        tiers = await press(town, await badge(town, "list"), "Tiers")
        gone = await press(town, tiers, "Take the highest away …")
        await town.sim.restart()
        await press(town, gone, "Delete")
        assert "Friend is gone" in said(gone)
