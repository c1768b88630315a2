"""The values of automod's settings: what is suggested, and what can be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import discord
from discord import app_commands

from bot.errors import UserError
from bot.text.truncate import truncate
from cogs.moderation.domain.automod import change
from cogs.moderation.domain.automod.registry import RULES
from cogs.moderation.domain.automod.rule import Act, RuleSettings
from cogs.moderation.texts import T
from cogs.moderation.views.looking import given_role

_SUGGESTED: Final = 25
_LABEL: Final = 100
# What an act needs, by Discord's own names.
_NEEDED: Final = {
    Act.SLOWMODE: "manage_channels",
    Act.DELETE: "manage_messages",
    Act.HOLD: "manage_messages",
    Act.ROLE: "manage_roles",
    Act.TIMEOUT: "moderate_members",
    Act.QUARANTINE: "manage_roles",
    Act.KICK: "kick_members",
    Act.BAN: "ban_members",
}
# Rules that find only what stands on a list of theirs.
_LISTED: Final = {"words": "words", "patterns": "patterns", "links": "domains"}


def suggestions(
    guild: discord.Guild, rule: str, key: str, typed: str, locale: str
) -> list[app_commands.Choice[str]]:
    """Return what the setting ``key`` of ``rule`` may become, after what was typed."""
    if rule not in RULES or key not in change.keys_of(rule):
        return []
    if key == "actions":
        return _acts(typed, locale)
    if key == "role_id":
        found = [role for role in guild.roles if _may_be_given(role, locale)]
        return _named({str(role.id): f"@{role.name}" for role in reversed(found)}, typed)
    if change.is_switch(rule, key):
        return _named({one: T.plain(f"automod-{one}", locale) for one in ("on", "off")}, typed)
    return []


def _acts(typed: str, locale: str) -> list[app_commands.Choice[str]]:
    """Return what the last word of a list may be; what stands before it stays."""
    *before, last = [part.strip() for part in typed.lower().split(",")]
    head = [part for part in before if part in set(Act)]
    names = {
        ", ".join([*head, act]): ", ".join(
            [*head, f"{act}: {T.plain(f'automod-act-{act}', locale)}"]
        )
        for act in Act
        if act not in head and last in act
    }
    return _named(names, "")


def _named(names: dict[str, str], typed: str) -> list[app_commands.Choice[str]]:
    wanted = typed.strip().lstrip("@").lower()
    found = [
        app_commands.Choice(name=truncate(name, _LABEL), value=value)
        for value, name in names.items()
        if wanted in name.lower() or wanted == value
    ]
    return found[:_SUGGESTED]


def _may_be_given(role: discord.Role, locale: str) -> bool:
    try:
        given_role(role.guild, role.id, locale)
    except UserError:
        return False
    return True


def refuse_role(guild: discord.Guild, settings: RuleSettings, locale: str) -> None:
    """Raise UserError where the role of a rule is none that automod may give."""
    if settings.role_id is not None:
        given_role(guild, settings.role_id, locale)


def missing(
    guild: discord.Guild, settings: RuleSettings, quarantine_role_id: int | None, locale: str
) -> list[str]:
    """Return sentences on what a rule's actions need and do not have."""
    mine = guild.me.guild_permissions
    lacks = {
        _NEEDED[act]: None
        for act in settings.actions
        if act in _NEEDED and not getattr(mine, _NEEDED[act])
    }
    said = []
    if lacks:
        said.append(T.say("automod-lacks", locale, missing=_titles(lacks)))
    if Act.ROLE in settings.actions and settings.role_id is None:
        said.append(T.say("automod-role-unset", locale))
    if Act.QUARANTINE in settings.actions and quarantine_role_id is None:
        said.append(T.say("quarantine-none", locale))
    return said


def empty(rule: str, settings: RuleSettings, locale: str) -> list[str]:
    """Return a sentence where a rule finds nothing because its list is empty."""
    key = _LISTED.get(rule)
    if key is None or getattr(settings, key) or getattr(settings, "mode", "deny") != "deny":
        return []
    return [T.say("automod-list-empty", locale)]


def _titles(permissions: Iterable[str]) -> str:
    return ", ".join(one.replace("_", " ").title() for one in permissions)
