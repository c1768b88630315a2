"""``/setup`` as a manager goes through it: to the end, in pieces, and in a hurry."""

from __future__ import annotations

import json
from typing import Any

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor, RoleHandle

from bot.guild_settings import ServerSettings
from cogs.insights.settings import GuildSettings as InsightsSettings
from tests.plugins.newcomers import arrive, labels, moment, sent_to
from tests.plugins.town import OpenTown, Town, embed_of, said


class Wizard:
    """The wizard's message in front of a manager."""

    def __init__(self, town: Town, shown: InteractionResult, who: MemberActor) -> None:
        self.town = town
        self.who = who
        self.shown = shown

    @classmethod
    async def open(cls, town: Town, who: MemberActor | None = None, **options: str) -> Wizard:
        manager = who or town.mayor
        return cls(town, await manager.slash(town.general, "setup", **options), manager)

    @property
    def message(self) -> Any:
        assert self.shown.response is not None
        return self.shown.response

    @property
    def text(self) -> str:
        return json.dumps(embed_of(self.shown).to_dict(), ensure_ascii=False)

    @property
    def ids(self) -> list[str]:
        rows = self.message.components
        return [item["custom_id"] for row in rows for item in row["components"]]

    async def press(self, label: str) -> InteractionResult:
        return await self.who.click(self.message, label=label)

    async def until(self, setting: str) -> str:
        """Go on until a step asks for this setting; return the menu for it."""
        while not (found := [one for one in self.ids if f":{setting}:" in one]):
            await self.press("Next ▶")
        return found[0]

    async def choose(self, custom_id: str, *values: Any) -> InteractionResult:
        return await self.who.select(self.message, values, custom_id=custom_id)


async def server(town: Town) -> ServerSettings:
    return await town.bot.guild_settings.get(town.guild.id, ServerSettings)


def role(town: Town, name: str) -> RoleHandle:
    return town.guild.create_role(name)


async def test_a_manager_goes_through_in_one_go(open_town: OpenTown) -> None:
    async with open_town() as town:
        staff, helpers = role(town, "Staff"), role(town, "Helpers")
        await town.sim.settle()
        wizard = await Wizard.open(town)
        assert wizard.shown.ephemeral
        assert "Where does this server live?" in wizard.text
        assert "Step 1 of" in wizard.text

        await wizard.choose("setup-zone", "Europe/Berlin")
        assert "Europe/Berlin, where it is 13:00 now" in wizard.text
        await wizard.press("Next ▶")
        assert "Who helps you?" in wizard.text
        await wizard.choose("setup-roles:manager", staff)
        await wizard.choose("setup-roles:moderator", helpers, staff)
        assert f"<@&{helpers.id}>" in wizard.text
        await wizard.press("Next ▶")
        assert "never of a person" in json.dumps(wizard.message.components)
        await wizard.choose(
            "setup-features",
            "answers",
            "events",
            "insights",
            "moderation",
            "onboarding",
            "recognition",
        )
        assert "off: sentiment" in wizard.text
        await wizard.press("Next ▶")
        assert "Where should I do it?" in wizard.text
        questions = town.guild.channels["questions"]
        menu = await wizard.until("insights.help_channel_ids")
        await wizard.choose(menu, questions)
        assert f"<#{questions.id}>" in wizard.text
        while "Next ▶" in json.dumps(wizard.message.components, ensure_ascii=False):
            await wizard.press("Next ▶")
        assert "This is how I work here" in wizard.text
        for chosen in (f"<@&{staff.id}>", "Europe/Berlin", f"<#{questions.id}>"):
            assert chosen in wizard.text
        await wizard.press("Finish and check")
        assert "How I am doing here" in wizard.text

        settings = await server(town)
        assert settings.zone == "Europe/Berlin"
        assert settings.manager_role_ids == [staff.id]
        assert set(settings.moderator_role_ids) == {helpers.id, staff.id}
        assert settings.features_off == ["sentiment"]
        insights = await town.bot.guild_settings.get(town.guild.id, InsightsSettings)
        assert insights.help_channel_ids == [questions.id]
        again = await Wizard.open(town)
        assert "This is how I work here" in again.text


async def test_the_greeting_is_chosen_with_one_press(open_town: OpenTown) -> None:
    async with open_town() as town:
        wizard = await Wizard.open(town)
        while "How shall I greet newcomers?" not in wizard.text:
            await wizard.press("Next ▶")
        assert "Not at all" in wizard.text
        assert "</onboarding edit:" in wizard.text
        await town.sim.restart(kill=True)

        await wizard.press("By a button in the welcome channel")
        assert "the button has nowhere to be yet" in wizard.text
        doctor = await town.mayor.slash(town.general, "doctor")
        assert "No channel is chosen: `onboarding.welcome_channel_id`" in json.dumps(
            embed_of(doctor).to_dict()
        )
        await wizard.press("Create #welcome for me")
        await wizard.press("Next ▶")
        assert "This is how I work here" in wizard.text
        assert "By a button in the welcome channel" in wizard.text
        await wizard.press("Finish and check")
        assert "</onboarding preview:" in wizard.text

        arrive(town, "eve")
        await moment(town, 30)
        (greeting,) = sent_to(town.guild.channels["welcome"])
        assert "Show my first steps" in labels(greeting)
        for name in ("sentiment", "onboarding"):
            await town.mayor.slash(town.general, "feature", name=name, state="off")
        assert "How shall I greet" not in (await Wizard.open(town)).text


async def test_it_is_left_and_gone_on_with_after_a_restart(open_town: OpenTown) -> None:
    async with open_town() as town:
        wizard = await Wizard.open(town)
        await wizard.choose("setup-zone", "Asia/Tokyo")
        await wizard.press("Next ▶")
        await wizard.press("Next ▶")
        assert "What should I do here?" in wizard.text

        await town.sim.restart(kill=True)

        assert "What should I do here?" in (await Wizard.open(town)).text
        await wizard.press("◀ Back")
        assert "Who helps you?" in wizard.text
        staff = role(town, "Staff")
        await town.sim.settle()
        await wizard.choose("setup-roles:manager", staff)
        settings = await server(town)
        assert (settings.zone, settings.manager_role_ids) == ("Asia/Tokyo", [staff.id])


async def test_a_zone_is_found_by_a_city(open_town: OpenTown) -> None:
    async with open_town() as town:
        wizard = await Wizard.open(town)

        form = await wizard.press("Find by city")
        await town.mayor.submit_modal(form, {"city": "kolkata"})
        assert "Asia/Kolkata, where it is 17:30 now" in wizard.text
        form = await wizard.press("Find by city")
        await town.mayor.submit_modal(form, {"city": "argentina"})
        await wizard.choose("setup-zone", "America/Argentina/Salta")
        assert (await server(town)).zone == "America/Argentina/Salta"
        form = await wizard.press("Find by city")
        wrong = await town.mayor.submit_modal(form, {"city": "Atlantis"})
        assert "I know no time zone like “Atlantis”" in said(wrong)


async def test_a_form_for_a_city_that_was_open_during_a_restart_is_not_lost(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        wizard = await Wizard.open(town)
        form, other = await wizard.press("Find by city"), await wizard.press("Find by city")
        await town.sim.restart()

        wrong = await town.mayor.submit_modal(form, {"city": "Atlantis"})
        assert "I know no time zone like “Atlantis”" in said(wrong)
        await town.sim.restart()
        await town.mayor.submit_modal(other, {"city": "kolkata"})
        assert (await server(town)).zone == "Asia/Kolkata"


async def test_the_zone_can_be_given_with_the_command(open_town: OpenTown) -> None:
    async with open_town() as town:
        offers = await town.mayor.autocomplete(town.general, "setup", "zone", "tokyo")

        wizard = await Wizard.open(town, zone=offers[0]["value"])

        assert "Asia/Tokyo" in wizard.text
        assert (await server(town)).zone == "Asia/Tokyo"
        wrong = await town.mayor.slash(town.general, "setup", zone="Atlantis")
        assert "no time zone that I know" in said(wrong)


async def at_channels(town: Town) -> Wizard:
    wizard = await Wizard.open(town)
    while "Where should I do it?" not in wizard.text:
        await wizard.press("Next ▶")
    return wizard


def made(town: Town) -> list[str]:
    real = town.bot.get_guild(town.guild.id)
    assert real is not None
    return [channel.name for channel in real.text_channels]


async def test_a_channel_is_made_once_however_often_it_is_asked_for(open_town: OpenTown) -> None:
    async with open_town() as town:
        wizard = await at_channels(town)
        create = "setup-create:server.faq_channel_id:channels-0"
        assert create in wizard.ids
        stale = await at_channels(town)

        await wizard.press("Create #faq for me")
        await town.mayor.click(stale.message, custom_id=create)

        assert made(town).count("faq") == 1
        assert create not in wizard.ids
        channel_id = (await server(town)).faq_channel_id
        assert f"<#{channel_id}>" in wizard.text
        await town.sim.restart()
        assert (await server(town)).faq_channel_id == channel_id


async def test_a_channel_of_that_name_is_taken(open_town: OpenTown) -> None:
    async with open_town() as town:
        wizard = await at_channels(town)
        await wizard.until("insights.help_channel_ids")

        await wizard.press("Create #help for me")

        assert made(town).count("help") == 1
        insights = await town.bot.guild_settings.get(town.guild.id, InsightsSettings)
        assert insights.help_channel_ids == [town.guild.channels["help"].id]


async def test_a_chosen_channel_can_be_taken_back(open_town: OpenTown) -> None:
    async with open_town() as town:
        wizard = await at_channels(town)
        menu = "setup-channel:server.faq_channel_id:channels-0"
        general: ChannelHandle = town.general
        await wizard.choose(menu, general)
        assert (await server(town)).faq_channel_id == general.id

        await wizard.choose(menu)

        assert (await server(town)).faq_channel_id is None


async def test_a_step_that_vanished_is_no_dead_end(open_town: OpenTown) -> None:
    async with open_town() as town:
        wizard = await at_channels(town)
        stale = await at_channels(town)
        for name in ["answers", "events", "insights", "onboarding", "recognition", "sentiment"]:
            await town.mayor.slash(town.general, "feature", name=name, state="off")

        await wizard.choose("setup-channel:server.faq_channel_id:channels-0", town.general)
        await stale.press("Next ▶")

        assert "Insights" not in wizard.text
        assert "This is how I work here" in stale.text


async def deputy(town: Town, **permissions: bool) -> MemberActor:
    """Return a member who may manage the server by a role."""
    allowed = discord.Permissions(manage_guild=True, **permissions)
    office = town.guild.create_role("Deputy", permissions=allowed)
    member = town.guild.add_member(town.sim.user("deputy"), roles=[office])
    await town.sim.settle()
    return member


async def test_who_is_no_manager_any_more_cannot_go_on(open_town: OpenTown) -> None:
    async with open_town() as town:
        member = await deputy(town)
        wizard = await Wizard.open(town, member)
        await wizard.choose("setup-zone", "Asia/Tokyo")
        real = town.bot.get_guild(town.guild.id)
        assert real is not None
        seen = real.get_member(member.id)
        assert seen is not None
        await town.sim.as_bot(seen.remove_roles(*seen.roles[1:]))

        refused = await wizard.choose("setup-zone", "UTC")

        assert "This is for the managers of this server" in said(refused)
        assert (await server(town)).zone == "Asia/Tokyo"


async def test_without_the_permission_it_says_what_to_do(open_town: OpenTown) -> None:
    async with open_town() as town:
        wizard = await at_channels(town)
        await town.forbid("manage_channels")

        refused = await wizard.press("Create #faq for me")

        assert "I lack the permission Manage Channels" in said(refused)
        assert "faq" not in made(town)
        assert (await server(town)).faq_channel_id is None


async def test_what_is_set_is_remembered_with_who_did_it(open_town: OpenTown) -> None:
    async with open_town() as town:
        member = await deputy(town)
        wizard = await Wizard.open(town, member)
        await wizard.choose("setup-zone", "Asia/Tokyo")

        (change,) = await town.bot.guild_settings.history(town.guild.id)

        assert (change.key, change.by) == ("zone", member.id)
