from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands
from discord.ext import commands
from sqlalchemy.exc import IntegrityError, OperationalError
from structlog.testing import capture_logs

from bot.db.patience import PATIENCE, patience
from bot.errors import DatabaseAwayError, UserError
from bot.faults import new_reference
from bot.receipts import Receipts
from bot.tree import StewardTree, report_error
from tests.plugins.answers import sentence

# The tree's errors are what is tested here, so they are no failures of the test.
pytestmark = pytest.mark.simcord(check_errors=False)

REFERENCE = re.compile(r"-# Reference ([A-Z2-7]{8})$")

Body = Callable[[discord.Interaction[Any]], Awaitable[None]]


class Even(app_commands.Transformer):
    async def transform(self, _interaction: discord.Interaction, value: str) -> int:  # type: ignore[override]
        if value == "odd":
            raise UserError("Odd numbers are not allowed. Give an even one.")
        return int(value)


@dataclass
class World:
    env: simcord.Env
    bot: commands.AutoShardedBot
    channel: simcord.ChannelHandle
    ada: simcord.MemberActor
    counted: list[str]

    @property
    def tree(self) -> StewardTree:
        assert isinstance(self.bot.tree, StewardTree)
        return self.bot.tree

    async def run(self, body: Body, *checks: Any, **options: Any) -> simcord.InteractionResult:
        """Run a command /try with this body as Ada."""

        async def callback(interaction: discord.Interaction, text: str = "") -> None:
            await body(interaction)

        command = app_commands.Command(name="try", description="Try", callback=callback)
        for check in checks:
            command.add_check(check)
        self.tree.add_command(command)
        await self.tree.sync()
        return await self.ada.slash(self.channel, "try", **options)


@pytest.fixture
def simcord_bot() -> commands.AutoShardedBot:
    return commands.AutoShardedBot(
        "!", intents=discord.Intents.all(), shard_count=1, tree_cls=StewardTree
    )


@pytest.fixture
def world(simcord_bot: commands.AutoShardedBot, simcord_env: simcord.Env) -> World:
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    ada = guild.add_member(simcord_env.create_user("ada"))
    made = World(simcord_env, simcord_bot, channel, ada, [])
    made.tree.count_error = made.counted.append
    return made


def raising(error: Exception) -> Body:
    async def body(_interaction: discord.Interaction) -> None:
        raise error

    return body


async def done(_interaction: discord.Interaction) -> None:
    raise AssertionError("must not be called")


def only_message(result: simcord.InteractionResult) -> str:
    message = result.response
    assert message is not None
    assert message.ephemeral
    assert result.followups == []
    return message.content


async def test_a_user_error_is_shown_as_it_is(world: World) -> None:
    result = await world.run(raising(UserError("That badge is taken. Choose another name.")))

    assert sentence(only_message(result)) == "That badge is taken. Choose another name."
    assert world.counted == ["user"]


async def test_anything_unexpected_gives_a_reference_that_the_log_has_too(world: World) -> None:
    with capture_logs() as logs:
        result = await world.run(raising(RuntimeError("boom")), text="my secret text")

    text = only_message(result)
    found = REFERENCE.search(text)
    assert found is not None
    assert "boom" not in text
    (line,) = [line for line in logs if line.get("reference") == found[1]]
    assert line["command"] == "try"
    assert line["guild_id"] == world.ada.guild.id
    assert line["user_id"] == world.ada.id
    assert line["exception"] == "RuntimeError"
    assert line["exc_info"].args == ("boom",)
    assert "my secret text" not in str(logs)
    assert world.counted == ["unexpected"]


async def test_after_a_private_deferral_the_sentence_takes_the_place_of_thinking(
    world: World,
) -> None:
    async def body(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        raise UserError("No.")

    result = await world.run(body)

    assert sentence(only_message(result)) == "No."


async def test_after_a_public_deferral_only_the_person_sees_it(world: World) -> None:
    async def body(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        raise UserError("No.")

    result = await world.run(body)

    assert [(sentence(m.content), m.ephemeral) for m in result.followups] == [("No.", True)]
    bob = world.ada.guild.add_member(world.env.create_user("bob"))
    assert world.channel.history(viewer=bob) == []


async def test_an_answer_that_was_given_stays(world: World) -> None:
    async def body(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="The result")
        raise UserError("But no more.")

    result = await world.run(body)

    assert result.response is not None
    assert result.response.content == "The result"
    assert [(sentence(m.content), m.ephemeral) for m in result.followups] == [
        ("But no more.", True)
    ]


async def test_after_a_response_it_is_a_followup(world: World) -> None:
    async def body(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Working")
        raise UserError("No.")

    result = await world.run(body)

    assert [(sentence(m.content), m.ephemeral) for m in result.followups] == [("No.", True)]


async def test_what_another_process_answers_first_is_left_to_it(world: World) -> None:
    world.bot.receipts = Receipts()  # type: ignore[attr-defined]
    world.env.inject_error("POST", "/interactions/*/callback", status=400, code=40060)
    done: list[str] = []

    async def body(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        done.append("effect")

    with capture_logs() as logged:
        result = await world.run(body)

    assert not done
    assert not result.followups
    assert not world.counted
    assert [(line["event"], line["log_level"]) for line in logged] == [
        ("interaction answered by another process", "info")
    ]


async def test_what_another_process_refuses_is_not_refused_twice(world: World) -> None:
    world.bot.receipts = Receipts()  # type: ignore[attr-defined]
    world.env.inject_error("POST", "/interactions/*/callback", status=400, code=40060)

    result = await world.run(raising(UserError("No.")))

    assert not result.followups


async def test_when_the_receipt_of_the_answer_was_lost_it_is_a_followup(world: World) -> None:
    receipts = world.bot.receipts = Receipts()  # type: ignore[attr-defined]
    world.env.inject_error("POST", "/interactions/*/callback", status=400, code=40060)

    async def body(interaction: discord.Interaction) -> None:
        receipts.lose(interaction.id)
        raise UserError("No.")

    result = await world.run(body)

    assert [(sentence(m.content), m.ephemeral) for m in result.followups] == [("No.", True)]


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (app_commands.NoPrivateMessage(), "permission", "only in a server"),
        (app_commands.MissingPermissions(["manage_guild"]), "permission", "**Manage Server**"),
        (app_commands.CheckFailure("secret"), "permission", "cannot use this"),
        (app_commands.MissingRole(1), "permission", "cannot use this"),
        (
            app_commands.BotMissingPermissions(["ban_members", "kick_members"]),
            "bot_permission",
            "I lack the permission **Ban Members**, **Kick Members**",
        ),
        (
            app_commands.CommandOnCooldown(app_commands.Cooldown(1, 90), 61.2),
            "cooldown",
            "again in 1 minute 2 seconds",
        ),
        (app_commands.CommandNotFound("gone", []), "outdated", "has changed"),
        (
            app_commands.TransformerError("*x*", discord.AppCommandOptionType.string, Even()),
            "bad_option",
            r"“\*x\*” does not fit",
        ),
        (KeyError("x"), "unexpected", "went wrong on my side"),
    ],
)
async def test_every_kind_has_its_sentence_and_a_reference(
    world: World, error: Exception, kind: str, words: str
) -> None:
    text = only_message(await world.run(raising(error)))

    assert words in text
    assert REFERENCE.search(text)
    assert world.counted == [kind]


async def test_what_discord_forbids_the_bot_is_told(world: World) -> None:
    async def body(interaction: discord.Interaction) -> None:
        assert isinstance(interaction.channel, discord.TextChannel)
        await interaction.channel.send("hello")

    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)

    assert "does not let me" in only_message(await world.run(body))
    assert world.counted == ["bot_permission"]


async def test_a_check_that_says_no(world: World) -> None:
    def check(_interaction: discord.Interaction) -> bool:
        return False

    assert "cannot use this" in only_message(await world.run(done, check))


async def test_a_check_that_raises_anything_is_answered(world: World) -> None:
    def check(_interaction: discord.Interaction) -> bool:
        raise UserError("Not on a Sunday.")

    assert sentence(only_message(await world.run(done, check))) == "Not on a Sunday."


async def test_gates_are_asked_in_order_before_the_command(world: World) -> None:
    asked = []

    async def first(interaction: discord.Interaction) -> None:
        asked.append(interaction.command.name if interaction.command else None)

    async def second(_interaction: discord.Interaction) -> None:
        raise UserError("This feature is switched off.")

    world.tree.add_gate(first)
    world.tree.add_gate(second)

    assert sentence(only_message(await world.run(done))) == "This feature is switched off."
    assert asked == ["try"]


async def test_a_command_that_is_gone(world: World) -> None:
    await world.run(raising(UserError("x")))
    world.tree.remove_command("try")

    with capture_logs() as logs:
        result = await world.ada.slash(world.channel, "try")

    assert "has changed" in only_message(result)
    assert logs[-1]["command"] == "try"


@pytest.mark.parametrize(
    ("given", "words"), [("odd", "Give an even one"), ("hush-hush", "“hush-hush” does not fit")]
)
async def test_bad_options_are_told_but_not_logged(world: World, given: str, words: str) -> None:
    @world.tree.command(name="even")
    async def even(
        _interaction: discord.Interaction, number: app_commands.Transform[int, Even]
    ) -> None:
        raise AssertionError(number)

    await world.tree.sync()
    with capture_logs() as logs:
        result = await world.ada.slash(world.channel, "even", number=given)

    assert words in only_message(result)
    assert "hush" not in str(logs)


async def test_context_menus_report_too(world: World) -> None:
    @world.tree.context_menu(name="Member history")
    async def history(_interaction: discord.Interaction, member: discord.Member) -> None:
        raise UserError(f"Nothing is known of {member.name}.")

    await world.tree.sync()

    result = await world.ada.context_menu(world.channel, "Member history", world.ada)

    assert sentence(only_message(result)) == "Nothing is known of ada."


async def test_an_expired_interaction_is_only_logged(world: World) -> None:
    async def body(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("too late")

    world.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062)
    with capture_logs() as logs:
        result = await world.run(body)

    assert not result.acknowledged
    assert result.followups == []
    assert any(line["event"] == "command failed" for line in logs)


async def test_expiring_while_it_is_told_is_only_logged(world: World) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062)

    with capture_logs() as logs:
        result = await world.run(raising(UserError("No.")))

    assert not result.acknowledged
    assert logs[-1]["event"] == "interaction expired before its error was told"


async def test_an_error_while_reporting_is_logged(world: World) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=500, times=None)

    with capture_logs() as logs:
        await world.run(raising(UserError("No.")))

    assert logs[-1]["event"] == "error not told"


async def test_a_broken_counter_does_no_harm(world: World) -> None:
    def broken(_kind: str) -> None:
        raise RuntimeError("no metrics")

    world.tree.count_error = broken
    with capture_logs() as logs:
        await world.run(raising(UserError("No.")))

    assert logs[-1]["event"] == "error not told"


async def test_a_refused_autocompletion_offers_nothing(world: World) -> None:
    async def gate(_interaction: discord.Interaction) -> None:
        raise UserError("Off.")

    @world.tree.command(name="pick")
    async def pick(_interaction: discord.Interaction, thing: str) -> None:
        raise AssertionError(thing)

    @pick.autocomplete("thing")
    async def things(_interaction: discord.Interaction, _text: str) -> list[Any]:
        return [app_commands.Choice(name="secret", value="secret")]

    await world.tree.sync()
    assert await world.ada.autocomplete(world.channel, "pick", "thing", "s") != []

    world.tree.add_gate(gate)

    assert await world.ada.autocomplete(world.channel, "pick", "thing", "s") == []


async def test_a_bot_with_another_tree_logs(world: World) -> None:
    class Lonely:
        client = object()

    with capture_logs() as logs:
        await report_error(Lonely(), RuntimeError("x"), source="View")  # type: ignore[arg-type]

    assert logs[0]["event"] == "no tree to report to"
    assert world.counted == []


async def test_a_long_wait_ends_in_the_log_alone(world: World) -> None:
    async def body(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await asyncio.sleep(16 * 60)
        raise UserError("No.")

    result = await world.run(body)
    await world.env.advance_time(17 * 60)

    assert world.counted == ["user"]
    assert result.response is not None
    assert result.response.content == ""
    assert result.followups == []


def test_references_differ_and_are_short() -> None:
    references = {new_reference() for _ in range(100)}

    assert len(references) == 100
    assert all(re.fullmatch("[A-Z2-7]{8}", reference) for reference in references)


# -- the database is away --------------------------------------------------------------------

AWAY = (
    "I cannot reach my notes right now, so I could not do that. Nothing that I have is lost; "
    "please try again in a minute."
)


@pytest.mark.parametrize(
    "error", [DatabaseAwayError(), OperationalError("SELECT 1", {}, ConnectionResetError())]
)
async def test_a_database_that_is_away_is_told_kindly(world: World, error: Exception) -> None:
    with capture_logs() as logs:
        result = await world.run(raising(error))

    assert sentence(only_message(result)) == AWAY
    assert world.counted == ["away"]
    (line,) = [line for line in logs if line["event"] == "command failed"]
    assert (line["log_level"], "exc_info" in line) == ("warning", False)


async def test_what_the_database_refuses_is_unexpected(world: World) -> None:
    refused = sqlite3.IntegrityError("UNIQUE constraint failed")
    refused.sqlite_errorcode = sqlite3.SQLITE_CONSTRAINT_UNIQUE

    await world.run(raising(IntegrityError("INSERT", {}, refused)))

    assert world.counted == ["unexpected"]


async def test_checks_gates_and_commands_wait_for_the_database_a_moment(world: World) -> None:
    limits: list[timedelta | None] = []

    async def gate(_interaction: discord.Interaction[Any]) -> None:
        limits.append(patience())

    async def check(_interaction: discord.Interaction[Any]) -> bool:
        limits.append(patience())
        return True

    async def body(interaction: discord.Interaction[Any]) -> None:
        limits.append(patience())
        await interaction.response.send_message("done")

    world.tree.add_gate(gate)
    await world.run(body, check)

    assert limits == [PATIENCE] * 3


async def test_an_autocompletion_that_fails_offers_nothing(world: World) -> None:
    limits: list[timedelta | None] = []

    @world.tree.command(name="pick", description="Pick")
    async def pick(_interaction: discord.Interaction, thing: str) -> None:
        raise AssertionError(thing)

    @pick.autocomplete("thing")
    async def things(_interaction: discord.Interaction, _text: str) -> list[Any]:
        limits.append(patience())
        raise DatabaseAwayError

    await world.tree.sync()

    assert await world.ada.autocomplete(world.channel, "pick", "thing", "s") == []
    assert limits == [PATIENCE]
    assert world.counted == ["autocomplete"]
