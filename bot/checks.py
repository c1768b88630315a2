"""Who may do what. A permission is declared once, where the command is.

``managers()``, ``moderators()`` and ``members()`` go on a command, a context menu, a group, a
Group or GroupCog class; ``staff()`` on a group that moderators and managers share::

    @app_commands.command()
    @managers()
    async def pulse(self, interaction): ...

    report = managers()(app_commands.Group(name="report", description="…"))

Each sets what Discord shows the command to (``default_permissions``), keeps it out of direct
messages, and adds the check at run time, which is what counts. Discord looks at
``default_permissions`` of the top level alone: where a group mixes levels, declare the lowest
on the group (``staff()`` for moderators and managers) and each subcommand's own on it; all
that is declared along the way must hold.

People who hold only a configured role, not the permission, pass the check at run time, yet
Discord hides the command from them. A manager shows it to them in Discord: Server Settings →
Integrations → the bot → the command → Add Roles or Members.

A manager may do what moderators may. Owners and administrators may do everything.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from typing import Any, Final, Protocol, TypeVar

import discord
from discord import app_commands

from bot.errors import UserError
from bot.guild_settings import GuildModel, ServerSettings
from bot.text.catalogue import ENGLISH
from bot.text.kernel import T

Decorated = TypeVar("Decorated")
Declaring = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | app_commands.Group
Settings = TypeVar("Settings", bound=GuildModel)

_EXTRA: Final = "access"
_CLASS_ATTRIBUTE: Final = "__steward_access__"


class Access(enum.IntEnum):
    """Who may use a command; each level may do what the lower ones may."""

    MEMBERS = 0
    MODERATORS = 1
    MANAGERS = 2


class NotAllowedError(UserError, app_commands.CheckFailure):
    """The person lacks the level; the message is the sentence they see."""


class _GuildSettings(Protocol):
    async def get(self, guild_id: int, model: type[Settings]) -> Settings: ...


class _AccessCheck:
    """The check of one level, as discord.py calls it."""

    def __init__(self, access: Access) -> None:
        self.access = access

    async def __call__(self, interaction: discord.Interaction[Any]) -> bool:
        await require(interaction, self.access)
        return True


def managers() -> Callable[[Decorated], Decorated]:
    """Allow people with Manage Server or a configured manager role."""
    return _declare(Access.MANAGERS, discord.Permissions(manage_guild=True))


def moderators() -> Callable[[Decorated], Decorated]:
    """Allow people with Timeout Members or a configured moderator role, and managers."""
    return _declare(Access.MODERATORS, discord.Permissions(moderate_members=True))


def staff() -> Callable[[Decorated], Decorated]:
    """Allow moderators, and managers, in a group with commands for each of the two.

    Discord shows a command only to who has all of its default permissions, and a manager need
    not have Timeout Members: what both must see is hidden from nobody, and checked when used.
    """
    return _declare(Access.MODERATORS, None)


def members() -> Callable[[Decorated], Decorated]:
    """Allow everyone in the server."""
    return _declare(Access.MEMBERS, None)


def _declare(
    access: Access, default: discord.Permissions | None
) -> Callable[[Decorated], Decorated]:
    def decorate(target: Decorated) -> Decorated:
        app_commands.guild_only(target)
        if default is not None:
            app_commands.default_permissions(default)(target)
        if isinstance(target, app_commands.Group):
            target.extras[_EXTRA] = access
        elif isinstance(target, type):
            setattr(target, _CLASS_ATTRIBUTE, access)
        else:
            app_commands.check(_AccessCheck(access))(target)
        return target

    return decorate


def required(command: Declaring) -> Access:
    """Return the level that a command needs: the highest declared on it or above it."""
    return max(_declared(command), default=Access.MEMBERS)


async def may_use(interaction: discord.Interaction[Any], command: Declaring) -> bool:
    """Return whether the person has the level that ``command`` needs."""
    return await has(interaction, required(command))


def _declared(command: Declaring) -> Iterator[Access]:
    if not isinstance(command, app_commands.Group):
        yield from (check.access for check in command.checks if isinstance(check, _AccessCheck))
        bound_to = getattr(command, "binding", None)
        yield getattr(type(bound_to), _CLASS_ATTRIBUTE, Access.MEMBERS)
    else:
        yield command.extras.get(_EXTRA, Access.MEMBERS)
        yield getattr(type(command), _CLASS_ATTRIBUTE, Access.MEMBERS)
    if not isinstance(command, app_commands.ContextMenu) and command.parent is not None:
        yield from _declared(command.parent)


async def enforce(interaction: discord.Interaction[Any]) -> None:
    """Check all levels that apply to the command of ``interaction``.

    The tree calls this before every command: discord.py has no checks on groups and runs
    none for autocomplete. Raises NotAllowedError; app_commands.NoPrivateMessage outside a server.
    """
    command = interaction.command
    if command is not None and (access := required(command)) > Access.MEMBERS:
        await require(interaction, access)


async def require(interaction: discord.Interaction[Any], access: Access) -> None:
    """Raise unless the person has the level; for buttons and modals, which have no checks.

    Raises NotAllowedError, and app_commands.NoPrivateMessage outside a server.
    """
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    if not await has(interaction, access):
        key = "access-managers" if access is Access.MANAGERS else "access-moderators"
        raise NotAllowedError(T.say(key, str(interaction.locale)))


async def has(interaction: discord.Interaction[Any], access: Access) -> bool:
    """Return whether the person has the level in the server where they are."""
    guild, permissions = interaction.guild, interaction.permissions
    if guild is None or interaction.guild_id is None:
        return False
    if access is Access.MEMBERS or permissions.administrator or permissions.manage_guild:
        return True
    if guild.owner_id == interaction.user.id:
        return True
    if access is Access.MODERATORS and permissions.moderate_members:
        return True
    source: _GuildSettings = interaction.client.guild_settings
    settings = await source.get(interaction.guild_id, ServerSettings)
    enough = set(settings.manager_role_ids)
    if access is Access.MODERATORS:
        enough |= set(settings.moderator_role_ids)
    # Whoever made @everyone a staff role meant it: its id is the guild's.
    return not enough.isdisjoint(role.id for role in getattr(interaction.user, "roles", ()))


async def is_manager(source: _GuildSettings, member: discord.Member) -> bool:
    """Tell whether a member may do what managers may, where no interaction says so."""
    if member.guild_permissions.manage_guild or member.guild.owner_id == member.id:
        return True
    settings = await source.get(member.guild.id, ServerSettings)
    return not set(settings.manager_role_ids).isdisjoint(role.id for role in member.roles)


async def entrusted(
    source: _GuildSettings,
    member: discord.Member,
    permission: str,
    where: discord.abc.GuildChannel | discord.Thread | None = None,
) -> bool:
    """Tell whether a member may do through the bot what Discord guards by ``permission``.

    They have it (in the channel ``where``, if any), or Manage Server, or hold a role that the
    server named for its moderators or managers. The bot lends nobody else what it may itself.
    """
    granted = member.guild_permissions if where is None else where.permissions_for(member)
    if getattr(granted, permission) or member.guild_permissions.manage_guild:
        return True
    settings = await source.get(member.guild.id, ServerSettings)
    named = {*settings.manager_role_ids, *settings.moderator_role_ids}
    return not named.isdisjoint(role.id for role in member.roles)


def can_act(
    actor: discord.Member, target: discord.Member, me: discord.Member, *, locale: str = ENGLISH
) -> None:
    """Raise UserError where ``actor`` may not act on ``target``, or ``me``, the bot, cannot.

    Nobody acts on themselves, on the bot or on the owner; on others only with a higher top
    role, which the bot needs too. The owner stands above all roles.
    """
    if target.id == actor.id:
        raise UserError(T.say("hierarchy-self", locale))
    if target.id == me.id:
        raise UserError(T.say("hierarchy-bot", locale))
    name = target.display_name
    owner_id = target.guild.owner_id
    if target.id == owner_id:
        raise UserError(T.say("hierarchy-owner", locale, member=name))
    if actor.id != owner_id and target.top_role >= actor.top_role:
        raise UserError(T.say("hierarchy-above-you", locale, member=name))
    if me.id != owner_id and target.top_role >= me.top_role:
        raise UserError(T.say("hierarchy-above-me", locale, member=name))
