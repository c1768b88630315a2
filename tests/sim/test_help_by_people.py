"""``/help`` as members and managers see it."""

from __future__ import annotations

import json

import discord
from simcord import InteractionResult, MemberActor

from bot.client import create_bot
from bot.config import settings_model
from bot.guild_settings import ServerSettings
from cogs.setup.views.help import example_of
from tests.plugins.answers import sentence
from tests.plugins.town import OpenTown, Town, embed_of, said


def text_of(result: InteractionResult) -> str:
    return json.dumps(embed_of(result).to_dict(), ensure_ascii=False)


async def leafed_through(town: Town, who: MemberActor) -> str:
    """All pages of the help that somebody sees."""
    seen = await who.slash(town.general, "help")
    assert seen.ephemeral
    pages = [text_of(seen)]
    while "Next ▶" in pressable(seen):
        assert seen.response is not None
        await who.click(seen.response, label="Next ▶")
        pages.append(text_of(seen))
    return "\n".join(pages)


def pressable(seen: InteractionResult) -> list[str]:
    assert seen.response is not None
    buttons = [button for row in seen.response.components for button in row["components"]]
    return [button["label"] for button in buttons if not button.get("disabled")]


async def test_members_see_only_what_is_theirs(open_town: OpenTown) -> None:
    async with open_town() as town:
        text = await leafed_through(town, town.ada)
        assert "</pulse:" in text
        assert "</timezone set:" in text
        assert "settings" not in text
        assert "doctor" not in text
        managed = await leafed_through(town, town.mayor)
        assert "</settings set:" in managed
        assert "</doctor:" in managed


async def test_every_mention_can_be_clicked(open_town: OpenTown) -> None:
    async with open_town() as town:
        text = text_of(await town.mayor.slash(town.general, "help"))

        synced = {c.name: c.id for c in await town.sim.as_bot(town.bot.tree.fetch_commands())}
        assert f"</report weekly:{synced['report']}>" in text
        asked = [r for r in town.sim.requests if r.method == "GET" and "commands" in r.path]
        await town.ada.slash(town.general, "help")
        again = [r for r in town.sim.requests if r.method == "GET" and "commands" in r.path]
        assert len(again) == len(asked)


async def test_a_feature_that_is_off_is_left_out(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.mayor.slash(town.general, "feature", name="insights", state="off")

        assert "pulse" not in text_of(await town.ada.slash(town.general, "help"))
        offers = await town.ada.autocomplete(town.general, "help", "command", "pul")
        assert offers == []


async def test_one_command_is_explained_with_an_example(open_town: OpenTown) -> None:
    async with open_town() as town:
        offers = await town.mayor.autocomplete(town.general, "help", "command", "/settings s")
        assert [offer["value"] for offer in offers] == ["settings set", "settings show"]

        text = text_of(await town.mayor.slash(town.general, "help", command="/settings set"))

        assert "Which setting" in text
        assert "/settings set key:server.zone value:Europe/Berlin" in text
        optional = text_of(await town.mayor.slash(town.general, "help", command="report weekly"))
        assert "week (if you like)" in optional


async def test_what_is_not_theirs_is_as_unknown_as_what_is_not_there(open_town: OpenTown) -> None:
    async with open_town() as town:
        hidden = await town.ada.slash(town.general, "help", command="doctor")
        missing = await town.ada.slash(town.general, "help", command="dance")

        assert "There is no command “doctor” that you can use here" in said(hidden)
        assert sentence(said(hidden)).replace("doctor", "dance") == sentence(said(missing))


async def test_rules_of_the_server_are_named(open_town: OpenTown) -> None:
    async with open_town() as town:
        rules = town.guild.create_text_channel("rules")
        await town.sim.settle()
        real = town.bot.get_guild(town.guild.id)
        assert real is not None
        assert "The rules of this server" not in text_of(await town.ada.slash(town.general, "help"))
        real._rules_channel_id = rules.id

        assert f"The rules of this server: <#{rules.id}>" in text_of(
            await town.ada.slash(town.general, "help")
        )


async def test_the_answers_of_the_server_are_named_to_who_may_read_them(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        faq = town.guild.channels["help"]
        named = f"<#{faq.id}>"
        assert named not in text_of(await town.ada.slash(town.general, "help"))
        await town.bot.guild_settings.set(town.guild.id, ServerSettings, "faq_channel_id", faq.id)

        text = text_of(await town.ada.slash(town.general, "help"))

        assert named in text
        assert "</rules show:" in text
        real = town.bot.get_guild(town.guild.id)
        channel = real.get_channel(faq.id) if real is not None else None
        assert real is not None
        assert isinstance(channel, discord.TextChannel)
        await town.sim.as_bot(channel.set_permissions(real.default_role, view_channel=False))
        await town.sim.settle()
        assert named not in text_of(await town.ada.slash(town.general, "help"))


async def test_every_command_has_an_example_that_fits_it(sqlite_url: str) -> None:
    from discord import app_commands

    from bot.cli.inspect import leaves

    bot = create_bot(settings_model()(database_url=sqlite_url))
    async with bot:
        await bot.open()
        for command in leaves(bot.tree):
            if isinstance(command, app_commands.Command):
                example = example_of(command)
                assert example.startswith(f"/{command.qualified_name}")
                assert all(
                    f"{option.display_name}:" in example
                    for option in command.parameters
                    if option.required
                ), example
