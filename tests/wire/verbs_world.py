"""Verbs that change the world: servers, channels, people, messages."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson

from tests.wire.flood import Flood
from tests.wire.ids import member_id
from tests.wire.wire import Wire
from tests.wire.world import Channel, Guild, Kind


class WorldVerbs:
    """Every public coroutine is a verb; ids come as strings or numbers."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._floods: dict[int, Flood] = {}

    async def guilds(
        self,
        count: int = 1,
        members: int = 10,
        channels: int = 1,
        name: str = "Server",
        bot_permissions: int | None = None,
        id: int | None = None,  # noqa: A002 - the word that Discord uses
    ) -> list[dict[str, Any]]:
        """Make servers with text channels; they appear at the gateway at once.

        ``id`` is that of the only one.
        """
        made = []
        for number in range(count):
            guild = self._wire.world.make_guild(f"{name} {number}", members, bot_permissions, id)
            for at in range(channels):
                self._wire.world.make_channel(guild, f"channel-{at}", Kind.TEXT, None)
            self._wire.hub.announce(guild, joined=True)
            ids = [str(channel) for channel in guild.channels]
            made.append({"id": str(guild.id), "channels": ids, "members": guild.member_count})
            if number % 50 == 49:
                await asyncio.sleep(0)
        return made

    async def channel(
        self, guild: int, name: str, kind: int = Kind.TEXT, parent: int | None = None
    ) -> str:
        """Make a channel; returns its id."""
        above = self._channel(parent) if parent is not None else None
        return str(self._wire.add_channel(self._guild(guild), name, Kind(kind), above).id)

    async def thread(
        self,
        parent: int,
        name: str,
        user: int | None = None,
        opening: str | None = None,
        archived: bool = False,
        kind: int = Kind.PUBLIC_THREAD,
    ) -> str:
        """Open a thread or a forum post, with its opening message; returns its id."""
        owner = member_id(0) if user is None else int(user)
        thread = self._wire.add_thread(self._channel(parent), name, owner, Kind(kind))
        if opening is not None:
            forum = thread.parent is not None and thread.parent.kind is Kind.FORUM
            first = {"message_id": thread.id} if forum else {}
            self._wire.say(thread, owner, opening, **first)
        if archived:
            self._wire.archive(thread, archived=True)
        return str(thread.id)

    async def archive(self, thread: int, archived: bool = True) -> None:
        """Archive a thread or open it."""
        self._wire.archive(self._channel(thread), archived=archived)

    async def vanish(self, channel: int, silently: bool = True) -> None:
        """Delete a channel, without telling the gateway."""
        self._wire.drop_channel(self._channel(channel), silently=silently)

    async def join(self, guild: int, user: int) -> int:
        """Let somebody join; returns when, in Unix milliseconds."""
        return self._wire.join(self._guild(guild), int(user))

    async def leave(self, guild: int, user: int) -> None:
        """Let a member leave."""
        self._wire.leave(self._guild(guild), int(user))

    async def voice(self, guild: int, user: int, channel: int | None = None) -> None:
        """Let a member enter a voice channel; None leaves."""
        where = None if channel is None else self._channel(channel)
        self._wire.voice(self._guild(guild), int(user), where)

    async def react(self, channel: int, message: int, user: int, emoji: str) -> None:
        """Let a member react."""
        self._wire.react(self._channel(channel), int(message), int(user), emoji)

    async def availability(self, guild: int, available: bool) -> None:
        """Let a server become unavailable, as in an outage of Discord's, or come back."""
        there = self._guild(guild)
        there.available = available
        if available:
            self._wire.hub.announce(there, joined=False)
            return
        gone = {"id": str(there.id), "unavailable": True}
        self._wire.hub.tell(b"GUILD_DELETE", 0, there.id, gone)
        for session in self._wire.hub.sessions.values():
            session.guilds.discard(there.id)

    # -- messages --------------------------------------------------------------------------

    async def texts(self, texts: list[str]) -> int:
        """Set what floods say. What was said before keeps its words."""
        first = len(self._wire.texts)
        self._wire.texts += [orjson.dumps(text) for text in texts]
        self._wire.first_text = first
        return len(texts)

    async def say(
        self,
        channel: int,
        content: str,
        user: int | None = None,
        bot: bool = False,
        **more: Any,
    ) -> dict[str, Any]:
        """Let somebody write one message; ``more`` are fields of it as Discord has them."""
        author = member_id(0) if user is None else int(user)
        if bot:
            self._wire.world.bots.add(author)
        return self._wire.say(self._channel(channel), author, content, **more)

    async def delete(self, channel: int, message: int) -> bool:
        """Delete a message."""
        return self._wire.delete_message(self._channel(channel), int(message))

    async def flood(
        self,
        channels: list[int],
        rate: float,
        count: int | None = None,
        seconds: float | None = None,
        people: int = 10,
        reply_every: int = 0,
        react_every: int = 0,
        seed: int = 1,
    ) -> dict[str, Any]:
        """Begin a flood; returns its status."""
        places = [self._channel(channel) for channel in channels]
        flood = Flood(
            self._wire, places, rate, count, seconds, people, reply_every, react_every, seed
        )
        self._floods[flood.id] = flood
        self._wire.hub.start(flood.run())
        return flood.status()

    async def flood_status(
        self,
        flood: int,
        wait: bool = False,
        stop: bool = False,
    ) -> dict[str, Any]:
        """Return how far a flood is; with ``wait`` when it has ended, with ``stop`` end it."""
        found = self._floods[flood]
        found.running = found.running and not stop
        if wait or stop:
            await found.ended.wait()
        return found.status()

    async def messages(self, channel: int, limit: int = 100) -> list[dict[str, Any]]:
        """Return the newest messages of a channel, newest first."""
        there = self._channel(channel)
        places = there.messages.page(limit, before=None, after=None, around=None)
        return [orjson.loads(self._wire.stored(there, place)) for place in places]

    async def stop_floods(self) -> None:
        """End every flood."""
        for flood in self._floods.values():
            flood.running = False

    def _guild(self, guild: int | str) -> Guild:
        return self._wire.world.guilds[int(guild)]

    def _channel(self, channel: int | str) -> Channel:
        return self._wire.world.channels[int(channel)]
