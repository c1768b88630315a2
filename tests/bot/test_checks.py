from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands
from discord.ext import commands

from bot.checks import (
    Access,
    NotAllowedError,
    can_act,
    has,
    managers,
    members,
    moderators,
    require,
    required,
    staff,
)
from bot.errors import UserError
from bot.guild_settings import ServerSettings
from bot.tree import StewardTree

# What the tree answers to people is what is tested here, so it is no failure of the test.
pytestmark = pytest.mark.simcord(check_errors=False)

DONE = "done"
FOR_MANAGERS = "managers of this server"
FOR_MODERATORS = "moderators of this server"


async def answer(interaction: discord.Interaction) -> None:
    await interaction.response.send_message(DONE)


class Office(commands.Cog):
    """Commands of every level and kind."""

    report = managers()(app_commands.Group(name="report", description="Reports"))
    desk = staff()(app_commands.Group(name="desk", description="Desk"))
    deep = app_commands.Group(name="deep", description="Deeper", parent=report)
    duty = members()(app_commands.Group(name="duty", description="Duty"))

    @app_commands.command()
    @managers()
    async def settings(self, interaction: discord.Interaction) -> None:
        """For managers."""
        await answer(interaction)

    @moderators()
    @app_commands.command()
    async def warn(self, interaction: discord.Interaction) -> None:
        """For moderators, decorated the other way round."""
        await answer(interaction)

    @app_commands.command()
    @members()
    async def pulse(self, interaction: discord.Interaction) -> None:
        """For everyone."""
        await answer(interaction)

    @report.command()
    async def weekly(self, interaction: discord.Interaction) -> None:
        """Under a group for managers."""
        await answer(interaction)

    @deep.command()
    async def dive(self, interaction: discord.Interaction, depth: str) -> None:
        """Under a group in a group for managers."""
        await answer(interaction)

    @dive.autocomplete("depth")
    async def depths(self, _interaction: discord.Interaction, _text: str) -> list[Any]:
        return [app_commands.Choice(name="deep", value="deep")]

    @desk.command()
    @moderators()
    async def call(self, interaction: discord.Interaction) -> None:
        """For moderators in a group of both."""
        await answer(interaction)

    @desk.command()
    @managers()
    async def rules(self, interaction: discord.Interaction) -> None:
        """For managers in a group of both."""
        await answer(interaction)

    @duty.command()
    async def show(self, interaction: discord.Interaction) -> None:
        """Under a group for everyone."""
        await answer(interaction)

    @duty.command()
    @managers()
    async def load(self, interaction: discord.Interaction) -> None:
        """For managers under a group for everyone."""
        await answer(interaction)


@moderators()
class Cases(commands.GroupCog, name="case"):
    """A whole cog for moderators."""

    @app_commands.command()
    async def list(self, interaction: discord.Interaction) -> None:
        """In a group cog."""
        await answer(interaction)


@managers()
class Raids(app_commands.Group, name="raid", description="Raids"):
    """A group class for managers."""

    @app_commands.command()
    async def end(self, interaction: discord.Interaction) -> None:
        """In a group class."""
        await answer(interaction)


@app_commands.context_menu(name="Member history")
@moderators()
async def history(interaction: discord.Interaction, member: discord.Member) -> None:
    await answer(interaction)


@dataclass
class Settings:
    server: ServerSettings = field(default_factory=ServerSettings)

    async def get(self, _guild_id: int, model: type[Any]) -> Any:
        assert model is ServerSettings
        return self.server


class OfficeBot(commands.AutoShardedBot):
    def __init__(self) -> None:
        super().__init__("!", intents=discord.Intents.all(), shard_count=1, tree_cls=StewardTree)
        self.guild_settings = Settings()

    async def setup_hook(self) -> None:
        await self.add_cog(Office())
        await self.add_cog(Cases())
        self.tree.add_command(Raids())
        self.tree.add_command(history)
        for command in self.tree.get_commands():
            # Discord would hide what is not allowed; here the check at run time is tested.
            command.default_permissions = None
        await self.tree.sync()


@pytest.fixture
def simcord_bot() -> OfficeBot:
    return OfficeBot()


@dataclass
class World:
    env: simcord.Env
    bot: OfficeBot
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle

    def person(self, *roles: simcord.RoleHandle, **permissions: bool) -> simcord.MemberActor:
        if permissions:
            granted = discord.Permissions(**permissions)
            roles = (*roles, self.guild.create_role("granted", permissions=granted))
        return self.guild.add_member(self.env.create_user("ada"), roles=roles)

    async def says(self, actor: simcord.MemberActor, command: str, **options: Any) -> str:
        result = await actor.slash(self.channel, command, **options)
        assert result.response is not None
        return result.response.content


@pytest.fixture
def world(simcord_bot: OfficeBot, simcord_env: simcord.Env) -> World:
    guild = simcord_env.create_guild(owner=simcord_env.create_user("owner"))
    return World(simcord_env, simcord_bot, guild, guild.create_text_channel("general"))


MANAGERS_ONLY = ["settings", "desk rules", "report weekly", "duty load", "raid end"]
MODERATORS_ONLY = ["warn", "desk call", "case list"]
EVERYONE = ["pulse", "duty show"]


async def test_a_plain_member_may_use_what_is_for_everyone(world: World) -> None:
    ada = world.person()

    for command in EVERYONE:
        assert await world.says(ada, command) == DONE
    for command in MODERATORS_ONLY:
        assert FOR_MODERATORS in await world.says(ada, command)
    for command in MANAGERS_ONLY:
        assert FOR_MANAGERS in await world.says(ada, command)


async def test_a_moderator_may_not_manage(world: World) -> None:
    ada = world.person(moderate_members=True)

    for command in MODERATORS_ONLY + EVERYONE:
        assert await world.says(ada, command) == DONE
    for command in MANAGERS_ONLY:
        assert FOR_MANAGERS in await world.says(ada, command)


@pytest.mark.parametrize("permission", ["manage_guild", "administrator"])
async def test_managers_and_administrators_may_do_all(world: World, permission: str) -> None:
    ada = world.person(**{permission: True})

    for command in MANAGERS_ONLY + MODERATORS_ONLY + EVERYONE:
        assert await world.says(ada, command) == DONE


async def test_the_owner_may_do_all(world: World) -> None:
    owner = simcord.MemberActor(world.env, world.guild, world.guild.owner)

    assert await world.says(owner, "settings") == DONE


async def test_configured_roles_count(world: World) -> None:
    manager_role = world.guild.create_role("Managers")
    moderator_role = world.guild.create_role("Moderators")
    world.bot.guild_settings.server = ServerSettings(
        manager_role_ids=[manager_role.id], moderator_role_ids=[moderator_role.id]
    )
    manager, moderator = world.person(manager_role), world.person(moderator_role)

    assert await world.says(manager, "settings") == DONE
    assert await world.says(manager, "warn") == DONE
    assert await world.says(moderator, "warn") == DONE
    assert FOR_MANAGERS in await world.says(moderator, "settings")


async def test_a_group_guards_what_is_deep_inside_it(world: World) -> None:
    ada, boss = world.person(), world.person(manage_guild=True)

    assert FOR_MANAGERS in await world.says(ada, "report deep dive", depth="deep")
    assert await world.says(boss, "report deep dive", depth="deep") == DONE


async def test_autocompletion_is_guarded_too(world: World) -> None:
    ada, boss = world.person(), world.person(manage_guild=True)
    asked = (world.channel, "report deep dive", "depth", "")

    assert await ada.autocomplete(*asked) == []
    assert len(await boss.autocomplete(*asked)) == 1


async def test_context_menus_are_guarded(world: World) -> None:
    ada, mod = world.person(), world.person(moderate_members=True)

    refused = await ada.context_menu(world.channel, "Member history", mod)
    allowed = await mod.context_menu(world.channel, "Member history", ada)

    assert refused.response is not None
    assert FOR_MODERATORS in refused.response.content
    assert allowed.response is not None
    assert allowed.response.content == DONE


async def test_discord_is_told_whom_to_show_a_command(world: World) -> None:
    office = Office()
    by_name = {command.name: command for command in office.get_app_commands()}
    manage, moderate = (
        discord.Permissions(manage_guild=True),
        discord.Permissions(moderate_members=True),
    )

    assert by_name["settings"].default_permissions == manage
    assert by_name["report"].default_permissions == manage
    assert Raids().default_permissions == manage
    assert by_name["warn"].default_permissions == moderate
    assert by_name["pulse"].default_permissions is None
    assert all(command.guild_only for command in by_name.values())


def test_the_highest_level_on_the_way_is_required() -> None:
    office = Office()
    levels = {command.qualified_name: required(command) for command in office.walk_app_commands()}

    assert levels["report deep dive"] is Access.MANAGERS
    assert levels["report deep"] is Access.MANAGERS
    assert levels["duty load"] is Access.MANAGERS
    assert levels["duty show"] is Access.MEMBERS
    assert levels["warn"] is Access.MODERATORS
    assert required(history) is Access.MODERATORS


async def test_checks_work_without_the_tree_and_outside_servers(world: World) -> None:
    ada = world.person()
    seen: list[Any] = []

    class Probe(discord.ui.Button[discord.ui.View]):
        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            seen.append(await has(interaction, Access.MEMBERS))
            for access in (Access.MEMBERS, Access.MODERATORS):
                try:
                    await require(interaction, access)
                except (NotAllowedError, app_commands.NoPrivateMessage) as error:
                    seen.append(type(error))
            await interaction.response.defer()

    view = discord.ui.View()
    view.add_item(Probe(label="Probe"))
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    user = world.bot.get_user(ada.id)
    assert user is not None

    await ada.click(await channel.send("In the server", view=view), label="Probe")
    in_dm = await user.send("In private", view=view)
    await ada.user.click(in_dm, label="Probe")

    assert seen == [
        True,
        NotAllowedError,
        False,
        app_commands.NoPrivateMessage,
        app_commands.NoPrivateMessage,
    ]


@dataclass
class Ranks:
    """Members by the place of their top role; the bot stands at 2."""

    owner: discord.Member
    high: discord.Member
    low: discord.Member
    other_low: discord.Member
    me: discord.Member
    above_me: discord.Member


@pytest.fixture
def ranks(world: World) -> Ranks:
    roles = [world.guild.create_role(f"rank {n}", position=n) for n in range(1, 5)]

    def member(rank: int, name: str) -> discord.Member:
        actor = world.guild.add_member(world.env.create_user(name), roles=[roles[rank - 1]])
        assert actor.member is not None
        return actor.member

    owner = simcord.MemberActor(world.env, world.guild, world.guild.owner).member
    assert owner is not None
    return Ranks(
        owner=owner,
        high=member(4, "high_*"),
        low=member(1, "low"),
        other_low=member(1, "other_low"),
        me=member(2, "steward"),
        above_me=member(3, "above"),
    )


@pytest.mark.parametrize(
    ("actor", "target"), [("high", "low"), ("owner", "low"), ("above_me", "other_low")]
)
async def test_those_above_may_act(ranks: Ranks, actor: str, target: str) -> None:
    can_act(getattr(ranks, actor), getattr(ranks, target), ranks.me)


@pytest.mark.parametrize(
    ("actor", "target", "words"),
    [
        ("high", "high", "to yourself"),
        ("owner", "owner", "to yourself"),
        ("high", "me", "to myself"),
        ("high", "owner", "owns this server"),
        ("low", "other_low", "as high as yours"),
        ("low", "high", r"high\\_\\\* has a role as high as yours"),
        ("high", "above_me", "as high as mine"),
        ("owner", "above_me", "as high as mine"),
    ],
)
async def test_hierarchy_is_explained(ranks: Ranks, actor: str, target: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        can_act(getattr(ranks, actor), getattr(ranks, target), ranks.me)


async def test_a_bot_that_owns_the_server_stands_above_roles(ranks: Ranks) -> None:
    can_act(ranks.high, ranks.low, ranks.owner)
