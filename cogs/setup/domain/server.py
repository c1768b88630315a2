"""What a server lets the bot do, as plain data, and the rules of what is missing there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

# What the bot does in a channel that it was given, unless the setting says less.
IN_CHANNELS: Final = (
    "view_channel",
    "read_message_history",
    "send_messages",
    "embed_links",
    "attach_files",
)
# How far the machine's clock may be from Discord's. An interaction takes a moment to arrive, so
# a clock that is ahead shows later than one that is behind.
MOST_AHEAD: Final = timedelta(seconds=10)
MOST_BEHIND: Final = timedelta(seconds=2)
# Below this the disk is near full: a database that cannot grow cannot keep what happens.
LEAST_FREE: Final = 200 * 2**20
LEAST_FREE_SHARE: Final = 0.05
ROOMY: Final = 5 * 2**30


@dataclass(frozen=True)
class ChannelState:
    """A channel: what the bot may do there, and whether it could let itself do more."""

    name: str
    permissions: frozenset[str]
    mendable: bool = False


@dataclass(frozen=True)
class RoleState:
    """A role: its place (higher is more), and whether Discord lets only an integration give it."""

    name: str
    position: int
    managed: bool = False


@dataclass(frozen=True)
class ServerState:
    """A server as the bot sees it.

    ``permissions``: what the bot's roles allow server-wide. ``channel_level``: the names of all
    permissions that channels can grant or deny. ``needs``: (feature, permission, reason).
    ``ahead``: how far our clock was ahead of Discord's when this was asked for. ``refused``:
    the kinds of actions that Discord keeps refusing, and when each is tried again.
    """

    permissions: frozenset[str] = frozenset()
    channel_level: frozenset[str] = frozenset()
    needs: Sequence[tuple[str, str, str]] = ()
    channels: Mapping[int, ChannelState] = field(default_factory=dict)
    roles: Mapping[int, RoleState] = field(default_factory=dict)
    top: int = 0
    message_content: bool = True
    members: bool = True
    ahead: timedelta = timedelta(0)
    refused: Sequence[tuple[str, datetime]] = ()


def missing(state: ServerState, off: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the permissions that features need and the server lacks: (feature, reason) each."""
    found: dict[str, list[tuple[str, str]]] = {}
    for feature, permission, reason in state.needs:
        if feature not in off and permission not in state.permissions:
            found.setdefault(permission, []).append((feature, reason))
    return found


def missing_in(state: ServerState, channel_id: int, wanted: Iterable[str]) -> list[str]:
    """Return what the server allows the bot and the channel denies it, of ``wanted``."""
    channel = state.channels[channel_id]
    return [
        permission
        for permission in dict.fromkeys(wanted)
        if permission in state.channel_level
        and permission in state.permissions
        and permission not in channel.permissions
    ]


def ungivable(state: ServerState, role_id: int) -> bool:
    """Tell whether the bot cannot give a role: it stands too high, or Discord manages it."""
    role = state.roles[role_id]
    return role.managed or role.position >= state.top or role.position == 0


def clock_is_off(ahead: timedelta) -> bool:
    """Tell whether our clock is too far from Discord's."""
    return ahead > MOST_AHEAD or ahead < -MOST_BEHIND


def near_full(free: int, total: int) -> bool:
    """Tell whether a disk of ``total`` bytes with ``free`` left needs a look."""
    return free < LEAST_FREE or (free < ROOMY and free < total * LEAST_FREE_SHARE)
