"""Members report, moderators take, act, dismiss and hand over, and everybody hears the outcome."""

from __future__ import annotations

from datetime import timedelta

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor
from sqlalchemy import select

from cogs.moderation.domain.actions import Action, Dm, Outcome, Source
from cogs.moderation.domain.queue import Item, State
from cogs.moderation.models import QueueItem
from cogs.moderation.service.cases import Cases, NewCase
from cogs.moderation.service.queue import QueueService
from tests.plugins.moderators import case, choose, fields, is_banned, moderator, moment, numbers
from tests.plugins.newcomers import close_dms, dms, fill, labels, sent_to
from tests.plugins.town import OpenTown, Town, embed_of, said

MENU = "Report to moderators"
WHY = "What is wrong with it?"
BUTTONS = ["Take it", "Act …", "Nothing to do", "Hand over …"]


async def furnished(town: Town) -> ChannelHandle:
    """Let what waits be shown in a channel; return it."""
    channel = town.guild.channels["off-topic"]
    await choose(town, queue_channel_id=channel.id)
    return channel


async def report(
    town: Town, who: MemberActor, message: discord.Message, why: str = "Rude"
) -> InteractionResult:
    form = await who.context_menu(town.general, MENU, message)
    return await fill(who, form, {WHY: why} if why else {})


async def rude(town: Town, text: str = "You are all *fools* @everyone") -> discord.Message:
    return await town.bob.send(town.general, text)


def card(channel: ChannelHandle) -> discord.Message:
    """Return the one card in a channel."""
    (found,) = [message for message in sent_to(channel) if message.embeds]
    return found


async def items(town: Town) -> list[Item]:
    ids = await town.rows(select(QueueItem.item_id).order_by(QueueItem.item_id))
    service = town.bot.ports.get(QueueService)
    return [await service.get(town.guild.id, row[0]) for row in ids]


def pinged(town: Town) -> list[list[int]]:
    """Return whom each note about something that was handed over pings, in order."""
    sent = [one.json for one in town.sim.requests if "content" in (one.json or {})]
    notes = [body for body in sent if "hands this over" in str(body["content"])]
    assert all(body["allowed_mentions"]["parse"] == [] for body in notes)
    return [[int(one) for one in body["allowed_mentions"].get("users", [])] for body in notes]


async def press(who: MemberActor, channel: ChannelHandle, label: str) -> InteractionResult:
    return await who.click(card(channel), label=label)


async def act(
    who: MemberActor, channel: ChannelHandle, what: str, **texts: str
) -> InteractionResult:
    form = await press(who, channel, "Act …")
    fields_ = {"act-what": [what], "act-message": ["delete"], "act-reason": "Be kind"}
    return await who.submit_modal(form, fields_ | texts)


async def test_a_report_becomes_a_card_with_what_was_written(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel = await furnished(town)
        message = await rude(town)

        result = await report(town, town.ada, message, "He shouts @here")
        await moment(town)

        assert result.ephemeral
        assert said(result).startswith("Thank you. The moderators have your report")
        shown = card(channel)
        (embed,) = shown.embeds
        assert embed.description == "You are all \\*fools\\* @\u200beveryone"
        about = fields(embed)
        assert about["Author"] == town.bob.mention
        assert about["Reported once"] == f"{town.ada.mention}: He shouts @\u200bhere"
        assert message.jump_url in about["Where"]
        assert labels(shown) == [*BUTTONS, "History"]
        assert (shown.mentions, shown.role_mentions, shown.mention_everyone) == ([], [], False)
        # The author learns nothing of it.
        assert dms(town.bob.user) == []


async def test_several_reports_of_one_message_are_one_item(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel = await furnished(town)
        await town.crowd(2)
        message = await rude(town)
        for who in (town.ada, *town.guests):
            await report(town, who, message, "")
        again = await report(town, town.ada, message)
        await moment(town)

        (item,) = await items(town)
        assert item.reports == 3
        assert "have your report of this message already" in said(again)
        assert "Reported 3 times" in fields(card(channel).embeds[0])


async def test_a_moderator_who_is_reported_does_not_read_by_whom(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        long = "Unkind to me. " * 30
        await report(town, town.ada, await mia.send(town.general, "Shut up"), long)
        await moment(town)

        about = fields(card(channel).embeds[0])
        assert about["Author"] == mia.mention
        assert about["Reported once"] == f"somebody: {long.strip()}"


async def test_what_waited_without_a_channel_gets_its_cards_once_there_is_one(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        for text in ("One", "Two"):
            await report(town, town.ada, await rude(town, text))
        await moment(town)
        sick = await town.mayor.slash(town.general, "doctor")
        assert "I know of no channel for it" in str(embed_of(sick).to_dict())

        channel, key = town.guild.channels["off-topic"], "moderation.queue_channel_id"
        await town.mayor.slash(town.general, "settings set", key=key, value=channel.mention)
        await moment(town, 10)
        shown = [one.embeds[0].description for one in sent_to(channel) if one.embeds]
        assert sorted(shown, key=str) == ["One", "Two"]
        well = await town.mayor.slash(town.general, "doctor")
        assert "I know of no channel for it" not in str(embed_of(well).to_dict())

        # Another channel changes nothing of what has a card, and neither does the same once more.
        await choose(town, log_channel_id=town.general.id)
        await choose(town, queue_channel_id=None)
        await choose(town, queue_channel_id=channel.id)
        await moment(town, 10)
        assert len([one for one in sent_to(channel) if one.embeds]) == 2
        elsewhere = [one.embeds[0].title for one in sent_to(town.general) if one.embeds]
        assert "Reported message" not in elsewhere


async def test_who_reports_what_cannot_be_reported_hears_why(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        await choose(town, reports_an_hour=1)
        mine = await town.ada.send(town.general, "Hello")
        result = await town.ada.context_menu(town.general, MENU, mine)
        assert "your own message" in said(result)

        await report(town, town.ada, await rude(town))
        flood = await report(town, town.ada, await rude(town, "Again!"))
        assert "many reports within an hour" in said(flood)
        assert len(await items(town)) == 1


async def test_a_form_that_was_open_during_a_restart_is_not_lost(open_town: OpenTown) -> None:
    async with open_town() as town:
        await furnished(town)
        message = await rude(town)
        form = await town.ada.context_menu(town.general, MENU, message)
        await town.sim.restart()
        result = await fill(town.ada, form, {WHY: "Rude"})

        assert "have your report" in said(result)
        (item,) = await items(town)
        assert item.content == message.content


async def test_evidence_stays_when_the_author_deletes_the_message(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel = await furnished(town)
        message = await rude(town)
        form = await town.ada.context_menu(town.general, MENU, message)
        await town.bob.delete(message)
        await fill(town.ada, form, {})
        await moment(town)

        assert "fools" in (card(channel).embeds[0].description or "")
        await town.sim.skip_to(town.sim.now() + timedelta(days=30, minutes=1))
        await moment(town, 5)
        assert card(channel).embeds[0].description == "What was written is not kept any more."
        assert (await items(town))[0].content is None


async def test_acting_makes_a_case_and_the_reporter_hears_it_in_general_words(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        message = await rude(town)
        await report(town, town.ada, message)
        await moment(town)
        await town.sim.restart()

        result = await act(mia, channel, "warn", **{"act-rule": "3"})
        await moment(town)

        assert said(result).startswith("Done: it is case #1.")
        kept = await case(town, 1)
        assert (kept.action, kept.source, kept.rule) == (Action.WARN, Source.REPORT, 3)
        assert (kept.moderator_id, kept.target_id) == (mia.id, town.bob.id)
        assert kept.evidence == message.jump_url
        assert message.id not in [one.id for one in town.general.history()]
        (told,) = dms(town.ada.user)
        assert "have done something about it" in told.content
        assert "bob" not in told.content.lower()
        assert "warn" not in told.content.lower()
        shown = card(channel)
        assert labels(shown) == []
        state = fields(shown.embeds[0])["Where it stands"]
        assert state.startswith(f"{mia.mention} acted on it")
        assert state.endswith("It is case #1.")
        # Who was warned reads the reason, and nothing of a report.
        (notice,) = dms(town.bob.user)
        assert "report" not in str(notice.embeds[0].to_dict()).lower()


async def test_what_cannot_be_is_said_before_anything_is_done(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        await report(town, town.ada, await rude(town))
        await moment(town)

        for what, texts, sentence in (
            ("timeout", {}, "needs a duration"),
            ("timeout", {"act-duration": "0m"}, "0m"),
            ("ban", {"act-duration": "100 years"}, "100 years"),
            ("warn", {"act-rule": "x"}, "no number of a rule"),
        ):
            refused = await act(mia, channel, what, **texts)
            assert sentence in said(refused), what

        assert await numbers(town) == []
        assert (await items(town))[0].state is State.OPEN
        # What was typed comes back, and is sent again.
        last = refused.followups[-1] if refused.followups else refused.response
        assert last is not None
        again = await mia.click(last, label="Edit and try again")
        await mia.submit_modal(
            again, {"act-what": ["warn"], "act-message": ["keep"], "act-reason": "Be kind"}
        )
        assert await numbers(town) == [1]
        assert (await items(town))[0].state is State.ACTED


async def test_only_the_message_goes(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        message = await rude(town)
        await report(town, town.ada, message)
        await moment(town)
        await act(mia, channel, "delete")

        kept = await case(town, 1)
        assert (kept.action, kept.outcome) == (Action.DELETE, Outcome.DONE)
        assert message.id not in [one.id for one in town.general.history()]
        assert dms(town.bob.user) == []


async def test_somebody_who_left_is_banned_from_the_queue(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel = await furnished(town)
        await report(town, town.ada, await rude(town))
        town.guild.remove_member(town.bob.user)
        await moment(town)
        warned = await act(town.mayor, channel, "warn")
        assert "not in" in said(warned)
        assert await numbers(town) == []

        await act(town.mayor, channel, "ban")
        assert is_banned(town, town.bob)


async def test_two_moderators_act_at_once_and_one_case_comes_of_it(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        max_ = await moderator(town, "max")
        await report(town, town.ada, await rude(town))
        await moment(town)
        forms = [await press(who, channel, "Act …") for who in (mia, max_)]
        filled = {"act-what": ["warn"], "act-message": ["keep"], "act-reason": "Be kind"}

        # Both forms are open before either is sent.
        results = [
            await who.submit_modal(form, filled)
            for who, form in zip((mia, max_), forms, strict=True)
        ]
        await moment(town)

        assert await numbers(town) == [1]
        answers = [said(result) for result in results]
        assert sum("it is case #1" in one for one in answers) == 1
        assert sum("has this one" in one or "has decided" in one for one in answers) == 1
        assert len(dms(town.ada.user)) == 1


async def test_taking_handing_over_and_giving_back(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        max_ = await moderator(town, "max")
        await report(town, town.ada, await rude(town))
        await moment(town)

        await press(mia, channel, "Take it")
        assert labels(card(channel))[:4] == [
            "Act …",
            "Nothing to do",
            "Hand over …",
            "Give it back",
        ]
        assert "has this one" in said(await press(max_, channel, "Nothing to do"))

        menu = await press(mia, channel, "Hand over …")
        assert menu.response is not None
        wrong = await mia.select(menu.response, [town.ada])
        assert "ada is not a moderator here" in said(wrong)
        await mia.select(menu.response, [max_])
        (note,) = [one for one in sent_to(channel) if not one.embeds]
        assert note.content.startswith(f"{max_.mention}, mia hands this over")
        # Who is off duty is not pinged, and who hands over knows.
        assert pinged(town) == [[]]
        assert "They are off duty" in menu.response.content
        await press(max_, channel, "Give it back")
        await max_.slash(town.general, "duty on")
        await press(mia, channel, "Take it")
        menu = await press(mia, channel, "Hand over …")
        assert menu.response is not None
        await mia.select(menu.response, [max_])
        assert pinged(town) == [[], [max_.id]]
        await press(max_, channel, "Give it back")
        assert (await items(town))[0].state is State.OPEN
        await press(mia, channel, "Nothing to do")
        await moment(town)

        (told,) = dms(town.ada.user)
        assert "found that nothing had to be done" in told.content


async def test_members_cannot_press_what_is_the_moderators(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel = await furnished(town)
        await report(town, town.ada, await rude(town))
        await moment(town)
        for label in [*BUTTONS, "History"]:
            refused = await press(town.ada, channel, label)
            assert "moderator" in said(refused).lower(), label
        assert (await items(town))[0].state is State.OPEN


async def test_nobody_decides_about_themselves(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        await report(town, town.ada, await mia.send(town.general, "I am the law"))
        await moment(town)
        for label in ("Take it", "Nothing to do"):
            assert "about them" in said(await press(mia, channel, label))


async def test_closed_messages_of_a_reporter_trouble_nobody(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        close_dms(town, town.ada.user)
        await report(town, town.ada, await rude(town))
        await moment(town)
        await press(mia, channel, "Nothing to do")
        await moment(town, 60)

        assert dms(town.ada.user) == []
        async with town.bot.database.read() as connection:
            assert await town.bot.jobs.store.dead_letters(connection, town.guild.id) == []


async def test_modqueue_shows_and_opens_what_waits(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        empty = await mia.slash(town.general, "modqueue")
        assert "Nothing waits" in (embed_of(empty).description or "")
        for text in ("One", "Two"):
            await report(town, town.ada, await rude(town, text))
            await moment(town)

        shown = await mia.slash(town.general, "modqueue")
        assert shown.ephemeral
        assert (embed_of(shown).description or "").count("Report: ") == 2
        assert shown.response is not None
        newest = (await items(town))[-1]
        opened = await mia.select(shown.response, [str(newest.item_id)])
        last = opened.followups[-1] if opened.followups else opened.response
        assert last is not None
        assert last.embeds[0].description == "Two"
        await mia.click(last, label="Nothing to do")
        assert [item.state for item in await items(town)] == [State.OPEN, State.DISMISSED]


async def test_what_waits_too_long_is_called_to_mind_once(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        await choose(town, queue_patience_minutes=30)
        await report(town, town.ada, await rude(town))
        await moment(town)
        await mia.slash(town.general, "duty on")
        await town.sim.restart()
        # Discord has lost the server for a while: nothing is said, and nothing is lost.
        await town.vanish()
        await moment(town, 30 * 60 + 10)
        assert [one for one in sent_to(channel) if not one.embeds] == []
        await town.come_back()
        await moment(town, 60)

        (reminder,) = [one for one in sent_to(channel) if not one.embeds]
        assert reminder.content.startswith(f"{mia.mention} This report has waited for 30 minutes")
        assert [one.id for one in reminder.mentions] == [mia.id]
        assert "waited too long" in fields(card(channel).embeds[0])["Where it stands"]
        await moment(town, 6 * 3600)
        assert len(sent_to(channel)) == 2


async def test_where_nobody_is_on_duty_the_owner_hears_of_what_waits(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel = await furnished(town)
        await choose(town, queue_patience_minutes=30)
        await report(town, town.ada, await rude(town))
        await moment(town, 31 * 60)

        (reminder,) = [one for one in sent_to(channel) if not one.embeds]
        assert [one.id for one in reminder.mentions] == [town.mayor.id]


async def test_after_a_crash_between_case_and_decision_nobody_is_acted_on_twice(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        message = await rude(town)
        await report(town, town.ada, message)
        await moment(town)
        # So far it got: the item was taken, the case was written down and carried out.
        await press(mia, channel, "Take it")
        cases = town.bot.ports.get(Cases)
        new = NewCase(
            guild_id=town.guild.id,
            action=Action.WARN,
            moderator_id=mia.id,
            target_id=town.bob.id,
            evidence=message.jump_url,
            source=Source.REPORT,
        )
        await cases.open(new)
        await cases.done(town.guild.id, 1, outcome=Outcome.DONE, dm=Dm.ARRIVED)
        await town.sim.restart()

        result = await act(mia, channel, "warn")

        assert said(result).startswith("Done: it is case #1.")
        assert await numbers(town) == [1]
        (item,) = await items(town)
        assert (item.state, item.case_number) == (State.ACTED, 1)
        assert message.id not in [one.id for one in town.general.history()]


async def test_history_is_one_press_away(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        await mia.slash(town.general, "warn", member=town.bob, reason="Earlier")
        await report(town, town.ada, await rude(town))
        await moment(town)
        shown = await press(mia, channel, "History")

        assert shown.ephemeral
        assert embed_of(shown).title == "History of bob"


async def test_what_discord_refuses_stays_in_the_queue(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        await report(town, town.ada, await rude(town))
        await moment(town)
        town.sim.env.inject_error("PATCH", "/guilds/*/members/*", status=403, code=50013)
        refused = await act(mia, channel, "timeout", **{"act-duration": "1h"})

        assert "still yours to decide" in said(refused)
        (item,) = await items(town)
        assert (item.state, item.claimed_by) == (State.CLAIMED, mia.id)
        again = await act(mia, channel, "timeout", **{"act-duration": "1h"})
        assert "it is case #2" in said(again), said(again)


async def test_a_message_that_may_not_be_deleted_is_said(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        await report(town, town.ada, await rude(town))
        await moment(town)
        town.sim.env.inject_error(
            "DELETE", "/channels/*/messages/*", status=403, code=50013, times=None
        )
        result = await act(mia, channel, "warn")

        assert "I could not delete the message" in said(result)
        assert (await items(town))[0].state is State.ACTED


async def test_nobody_reads_in_their_data_who_decided_about_them(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel, mia = await furnished(town), await moderator(town)
        await report(town, town.ada, await rude(town))
        await moment(town)
        await act(mia, channel, "warn")

        shown = str(embed_of(await town.bob.slash(town.general, "privacy data")).to_dict())
        assert "You are all" in shown
        assert str(mia.id) not in shown
        assert str(town.ada.id) not in shown
        hers = str(embed_of(await mia.slash(town.general, "privacy data")).to_dict())
        assert "Reports and appeals you handled" in hers
        assert "You are all" not in hers


async def test_without_a_channel_it_goes_where_discord_itself_writes_to_moderators(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        channel, world = town.guild.channels["help"], town.sim.env.backend
        world.edit_guild(town.guild.id, {"public_updates_channel_id": channel.id})
        await town.sim.settle()
        await report(town, town.ada, await rude(town))
        await moment(town)
        # Everybody reads there.
        assert sent_to(channel) == []

        guild = town.bot.get_guild(town.guild.id)
        real = guild.get_channel(channel.id) if guild is not None else None
        assert guild is not None
        assert isinstance(real, discord.TextChannel)
        await town.sim.as_bot(real.set_permissions(guild.me, view_channel=True))
        await town.sim.as_bot(real.set_permissions(guild.default_role, view_channel=False))
        await town.sim.settle()
        await report(town, town.ada, await rude(town, "Again"))
        await moment(town)
        assert card(channel).embeds[0].description == "Again"
