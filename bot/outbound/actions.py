"""What requests do, in words that a manager knows from Discord's own settings."""

from __future__ import annotations

import re
from enum import StrEnum


class Action(StrEnum):
    """A kind of thing that the bot does in a server."""

    SEND = "send"
    READ = "read"
    EDIT = "edit"
    DELETE = "delete"
    REACT = "react"
    THREADS = "threads"
    CHANNELS = "channels"
    MEMBERS = "members"
    KICK = "kick"
    BAN = "ban"
    ROLES = "roles"
    EVENTS = "events"
    INVITES = "invites"
    AUTOMOD = "automod"
    AUDIT = "audit"
    OTHER = "other"


# The first that fits decides; paths are discord.py's templates without the names in braces.
_RULES: tuple[tuple[Action, str], ...] = (
    (Action.REACT, r"\w+ /channels/{}/messages/{}/reactions.*"),
    (Action.THREADS, r"\w+ /channels/{}(/messages/{})?/(threads|thread-members).*"),
    (Action.SEND, r"POST /channels/{}/(messages|typing)"),
    (Action.DELETE, r"DELETE /channels/{}/messages/{}|POST /channels/{}/messages/bulk-delete"),
    (Action.READ, r"GET /channels/{}/(messages|pins).*"),
    (Action.EDIT, r"\w+ /channels/{}/(messages|pins)/.*"),
    (Action.INVITES, r"\w+ /(channels|guilds)/{}/invites.*"),
    (Action.CHANNELS, r"\w+ /(channels/{}|guilds/{}/channels).*"),
    (Action.ROLES, r"\w+ /guilds/{}(/members/{})?/roles.*"),
    (Action.KICK, r"DELETE /guilds/{}/members/{}"),
    (Action.MEMBERS, r"\w+ /guilds/{}/members.*"),
    (Action.BAN, r"\w+ /guilds/{}/(bans|bulk-ban).*"),
    (Action.EVENTS, r"\w+ /guilds/{}/scheduled-events.*"),
    (Action.AUTOMOD, r"\w+ /guilds/{}/auto-moderation.*"),
    (Action.AUDIT, r"\w+ /guilds/{}/audit-logs.*"),
)
_COMPILED = tuple(
    (action, re.compile(pattern.replace("{}", r"\{\}"))) for action, pattern in _RULES
)
_NAMES = re.compile(r"\{[^}]*\}")


def action_of(method: str, template: str) -> Action:
    """Return what a request does, by its method and discord.py's path template."""
    asked = f"{method} {_NAMES.sub('{}', template)}"
    for action, pattern in _COMPILED:
        if pattern.fullmatch(asked):
            return action
    return Action.OTHER
