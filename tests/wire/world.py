"""What exists in the double's Discord: servers, channels, threads, people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from tests.wire.ids import APPLICATION_ID, Snowflakes, member_id, member_index, now_ms, snowflake_at
from tests.wire.messages import Messages

_DAY_MS = 86_400_000
_EVERYONE = 0x6_B7F7_E3EE_7E41  # what a member may do where nobody changed anything
_ADMINISTRATOR = 8


class Kind(IntEnum):
    """Channel types of Discord."""

    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15


THREADS = (Kind.PUBLIC_THREAD, Kind.PRIVATE_THREAD)


@dataclass(slots=True, eq=False)
class Channel:
    """A channel, thread, forum post or direct message."""

    id: int
    kind: Kind
    name: str
    guild: Guild | None = None
    parent: Channel | None = None
    position: int = 0
    owner_id: int = APPLICATION_ID
    recipient_id: int = 0
    last_message_id: int | None = None
    archived: bool = False
    archived_at_ms: int = 0
    made_at_ms: int = 0
    messages: Messages = field(default_factory=Messages)

    @property
    def is_thread(self) -> bool:
        return self.kind in THREADS

    @property
    def guild_id(self) -> int:
        """The server's id, 0 for a direct message."""
        return self.guild.id if self.guild is not None else 0


@dataclass(slots=True, eq=False)
class Guild:
    """A server. Its first ``size`` people are members without a row of their own."""

    id: int
    name: str
    size: int
    made_at_ms: int
    bot_permissions: int = _ADMINISTRATOR
    everyone: int = _EVERYONE
    available: bool = True
    channels: dict[int, Channel] = field(default_factory=dict)
    joined: dict[int, int] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    voice: dict[int, int] = field(default_factory=dict)
    banned: set[int] = field(default_factory=set)

    @property
    def bot_role_id(self) -> int:
        return self.id + 1

    @property
    def owner_id(self) -> int:
        return member_id(0)

    @property
    def member_count(self) -> int:
        """Humans and the bot."""
        return self.size - len(self.gone) + len(self.joined) + 1

    def joined_at_ms(self, user_id: int) -> int | None:
        """Return since when somebody is a member; None for who is none."""
        at = self.joined.get(user_id)
        if at is not None:
            return at
        if user_id == APPLICATION_ID:
            return self.made_at_ms
        index = member_index(user_id)
        if not 0 <= index < self.size or user_id in self.gone or user_id != member_id(index):
            return None
        # Spread over the days since the server was made, one after the other.
        return self.made_at_ms + (index + 1) * max(1, 20 * _DAY_MS // (self.size + 1))

    def members(self, after: int = 0) -> Iterator[int]:
        """Give the ids of all human members past ``after``, ascending."""
        for index in range(max(0, member_index(after) + 1 if after else 0), self.size):
            user_id = member_id(index)
            if user_id not in self.gone:
                yield user_id
        yield from sorted(user for user in self.joined if user > after)

    def threads(self, parent: Channel | None = None, *, archived: bool = False) -> list[Channel]:
        """Return the threads and forum posts, newest first."""
        found = [
            channel
            for channel in self.channels.values()
            if channel.is_thread
            and channel.archived is archived
            and (parent is None or channel.parent is parent)
        ]
        return sorted(found, key=lambda thread: thread.id, reverse=True)


class World:
    """Everything there is; nothing here is told to anybody."""

    def __init__(self) -> None:
        self.ids = Snowflakes()
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.direct: dict[int, Channel] = {}
        self.bots: set[int] = set()
        self.closed_dms: set[int] = set()
        self.texts: list[str] = []
        # One server a millisecond, a month ago: their ids spread evenly over shards.
        self._next_guild_ms = now_ms() - 30 * _DAY_MS

    def make_guild(
        self, name: str, size: int, bot_permissions: int | None, guild_id: int | None = None
    ) -> Guild:
        at = self._next_guild_ms
        self._next_guild_ms += 1
        guild = Guild(guild_id or snowflake_at(at), name, size, at)
        if bot_permissions is not None:
            guild.bot_permissions = bot_permissions
        self.guilds[guild.id] = guild
        return guild

    def make_channel(self, guild: Guild, name: str, kind: Kind, parent: Channel | None) -> Channel:
        channel = Channel(
            self.ids.next(), kind, name, guild, parent, len(guild.channels), made_at_ms=now_ms()
        )
        self._keep(guild, channel)
        return channel

    def make_thread(
        self, parent: Channel, name: str, owner_id: int, kind: Kind, thread_id: int | None = None
    ) -> Channel:
        """Make a thread or forum post; one that grows out of a message has its id."""
        if parent.guild is None:
            raise ValueError("a direct message has no threads")
        thread = Channel(
            thread_id or self.ids.next(),
            kind,
            name,
            parent.guild,
            parent,
            owner_id=owner_id,
            made_at_ms=now_ms(),
        )
        self._keep(parent.guild, thread)
        if parent.kind is Kind.FORUM:
            parent.last_message_id = thread.id
        return thread

    def direct_channel(self, user_id: int) -> Channel:
        channel = self.direct.get(user_id)
        if channel is None:
            channel = Channel(self.ids.next(), Kind.DM, "", recipient_id=user_id)
            self.direct[user_id] = channel
            self.channels[channel.id] = channel
        return channel

    def drop_channel(self, channel: Channel) -> None:
        """Delete a channel with its threads."""
        if channel.guild is None:
            raise ValueError("a direct message is not deleted")
        for thread in [c for c in channel.guild.channels.values() if c.parent is channel]:
            self.drop_channel(thread)
        del self.channels[channel.id], channel.guild.channels[channel.id]

    def _keep(self, guild: Guild, channel: Channel) -> None:
        guild.channels[channel.id] = channel
        self.channels[channel.id] = channel
