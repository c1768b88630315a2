"""Events are taken along as files, made from templates, and looked back on."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import vobject
from PIL import Image
from simcord import InteractionResult, MemberActor

from cogs.events.settings import GuildSettings
from tests.plugins.newcomers import dms, sent_to
from tests.plugins.town import OpenTown, Town, embed_of, said

SOON = timedelta(seconds=3)


async def event(town: Town, who: MemberActor, command: str, **options: object) -> InteractionResult:
    return await who.slash(town.general, f"event {command}", **options)


async def create(town: Town, **options: object) -> None:
    shown = await event(town, town.mayor, "create", **options)
    assert shown.response is not None
    await town.mayor.click(shown.response, label="Save")
    await town.sim.advance(SOON)


async def files(town: Town, result: InteractionResult) -> dict[str, bytes]:
    """The files of an answer, by name."""
    assert result.response is not None
    found = {}
    for one in result.response.attachments:
        found[one.filename] = await town.sim.as_bot(one.read())
    return found


async def test_events_are_made_from_templates_and_taken_along(open_town: OpenTown) -> None:
    async with open_town(
        events={"calendar_port": 0, "calendar_url": "https://cal.example"}
    ) as town:
        await create(
            town,
            name="Board *games*",
            start="wednesday 18:00",
            link="https://meet.example/x",
            repeat="every wednesday",
            partners="The Dice Guild",
            cohosts=f"{town.ada.mention}",
        )
        saved = await event(town, town.mayor, "template save", event="1", name="Games  night")
        assert r"**Games night**" in said(saved)
        await create(town, name="Special", start="saturday 20:00", like="games NIGHT")
        listed = await event(town, town.mayor, "template list")
        assert "**Games night** · Board" in (embed_of(listed).description or "")
        shown = await event(town, town.bob, "show", event="Special")
        fields = {field.name: field.value for field in embed_of(shown).fields}
        assert "https://meet.example/x" in (fields["Where"] or "")
        assert "The Dice Guild" in str(fields)
        assert town.ada.mention in str(fields)
        again = await event(town, town.mayor, "template save", event="Special", name="games night")
        assert "is like **Special** from now on" in said(again)
        gone = await event(town, town.mayor, "template delete", template="Games night")
        assert "is gone" in said(gone)
        assert "no template" in said(
            await event(town, town.mayor, "template delete", template="Games night")
        )
        # A template is no event.
        refused = await event(town, town.mayor, "cancel", event="2")
        assert "There is no event" in said(refused)

        one = await event(town, town.bob, "export", event="1")
        (raw,) = (await files(town, one)).values()
        read = vobject.readOne(raw.decode())
        assert read.vevent.rrule.value.startswith("FREQ=WEEKLY")
        everything = await event(town, town.bob, "export")
        address = said(everything).split("https://cal.example/")[1].split()[0]
        assert address.startswith(f"{town.guild.id}/")
        (raw,) = (await files(town, everything)).values()
        names = {one.summary.value for one in vobject.readOne(raw.decode()).vevent_list}
        assert names == {"Board *games*", "Special"}
        for options in ({"new_address": True}, {"format": "csv", "event": "1"}):
            refused = await event(town, town.bob, "export", **options)
            assert "managers" in said(refused).lower()
        anew = await event(town, town.mayor, "export", new_address=True)
        assert address not in said(anew)
        assert "not held yet" in said(
            await event(town, town.mayor, "export", event="1", format="csv")
        )

        month = await event(town, town.bob, "list", picture=True)
        assert month.response is not None
        (picture,) = month.response.attachments
        assert "4: 18:00 Board *games*; 7: 20:00 Special; 11: 18:00" in str(picture.description)
        image = Image.open(BytesIO((await files(town, month))[picture.filename]))
        assert image.format == "PNG"


async def test_an_event_is_looked_back_on(open_town: OpenTown) -> None:
    async with open_town() as town:
        desk = town.guild.create_text_channel("desk")
        lounge = town.guild.channels["lounge"]
        for key, value in (("report_channel_id", str(desk.id)), ("survey_after_minutes", 0)):
            await town.bot.guild_settings.set(town.guild.id, GuildSettings, key, value)
        await create(town, name="Talk", start="today 13:00", duration="30m", channel=lounge)
        card = next(one for one in sent_to(town.general) if one.embeds)
        for who in (town.ada, town.bob):
            await who.click(card, label="Going")
        early = await event(town, town.mayor, "survey", event="Talk")
        assert "not held yet" in said(early)
        await town.sim.skip_to(town.sim.now().replace(hour=12, minute=59))
        await town.ada.join_voice(lounge)
        await town.sim.advance(timedelta(minutes=20))
        await town.ada.send(town.general, "is this elsewhere?")
        await town.sim.skip_to(town.sim.now().replace(hour=13, minute=29, second=58))
        await town.ada.leave_voice()
        # It is over when nobody has been there for five minutes.
        for minute in (31, 36, 41):
            await town.sim.skip_to(town.sim.now().replace(minute=minute, second=5))
            await town.sim.advance(timedelta(seconds=35))

        (report,) = sent_to(desk)
        fields = {field.name: field.value for field in report.embeds[0].fields}
        assert fields["Said they come"] == "2"
        assert fields["Came"] == "1, 1 for the first time"
        assert fields["Of those who said so"] == "50 % came, 1 did not"
        assert fields["Stayed"] == "30 min on average"
        assert fields["At once, at most"] == "1"
        assert fields["Written meanwhile"] == "0 messages, 0 questions"
        asked = [one for one in dms(town.ada.user) if "How was it?" in one.content]
        assert len(asked) == 1
        assert not [one for one in dms(town.bob.user) if "How was it?" in one.content]

        # What managers see of an event that was held, members do not.
        seen = await event(town, town.mayor, "show", event="Talk")
        assert seen.response is not None
        assert [one.title for one in seen.response.embeds] == ["Talk", "How it went: Talk"]
        seen = await event(town, town.ada, "show", event="Talk")
        assert seen.response is not None
        assert [one.title for one in seen.response.embeds] == ["Talk"]
        survey = await event(town, town.mayor, "survey", event="Talk")
        assert "shown from 5 answers on" in (embed_of(survey).description or "")
        tables = await files(
            town, await event(town, town.mayor, "export", event="Talk", format="csv")
        )
        assert set(tables) == {"figures.csv", "attendance.csv"}
        came = tables["attendance.csv"].decode("utf-8-sig")
        assert f"id {town.ada.id},ada,30.0" in came
        assert str(town.bob.id) not in came
