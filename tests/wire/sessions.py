"""A gateway session: what was dispatched to it, and what of that its client may miss.

A session outlives its socket. It keeps every dispatch that a heartbeat has not confirmed, so a
RESUME replays exactly what is missing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.wire.frames import Socket

_SLICE = 200
MESSAGE_CREATE = b"MESSAGE_CREATE"


@dataclass(slots=True, eq=False)
class Session:
    """``sequence`` is the number of the last dispatch; ``log`` holds the latest ones."""

    id: str
    shard: int
    shard_count: int
    intents: int
    log: list[tuple[bytes, bytes]] = field(default_factory=list)
    sequence: int = 0
    written: int = 0
    """The number of the last dispatch that was written to the present socket."""
    guilds: set[int] = field(default_factory=set)
    """Servers whose GUILD_CREATE was dispatched: nothing comes from others before it."""
    socket: Socket | None = None
    detached_at: float = 0.0
    duplicates: int = 0
    shuffling: bool = False
    held: dict[int, list[tuple[bytes, bytes]]] = field(default_factory=dict)
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    def owns(self, guild_id: int) -> bool:
        """Tell whether a server, or 0 for direct messages, belongs to this shard."""
        return (guild_id >> 22) % self.shard_count == self.shard

    def add(self, event: bytes, body: bytes, channel_id: int = 0) -> None:
        """Dispatch an event, with what faults make of it."""
        if self.shuffling and channel_id:
            self.held.setdefault(channel_id, []).append((event, body))
            return
        self._append(event, body)
        if self.duplicates and event == MESSAGE_CREATE:
            self.duplicates -= 1
            self._append(event, body)

    def release(self) -> None:
        """Dispatch what was held back: whole channels, the last one first."""
        self.shuffling = False
        for dispatches in reversed(list(self.held.values())):
            for event, body in dispatches:
                self._append(event, body)
        self.held.clear()

    def _append(self, event: bytes, body: bytes) -> None:
        self.log.append((event, body))
        self.sequence += 1
        self.wake.set()

    def confirm(self, sequence: int) -> None:
        """Forget dispatches that the client says to have."""
        done = min(sequence, self.written) - self._first + 1
        if done > 0:
            del self.log[:done]

    def can_replay(self, sequence: int) -> bool:
        """Tell whether everything after ``sequence`` is still there."""
        return self._first - 1 <= sequence <= self.sequence

    def attach(self, socket: Socket, sequence: int) -> None:
        """Go on over ``socket`` with what follows ``sequence``."""
        self.socket = socket
        self.written = sequence
        self.wake.set()

    def detach(self, socket: Socket, at: float) -> None:
        """Let go of ``socket``, if it is still the one in use."""
        if self.socket is socket:
            self.socket = None
            self.detached_at = at

    async def pump(self, socket: Socket, count: Callable[[str, int], None]) -> None:
        """Write what is dispatched, until the socket is another's or closed."""
        while self.socket is socket and socket.is_open:
            if self.written == self.sequence or socket.silent:
                self.wake.clear()
                await self.wake.wait()
                continue
            start = self.written - self._first + 1
            part = self.log[start : start + _SLICE]
            number = self.written
            frames = []
            for event, body in part:
                number += 1
                frames.append(b'{"t":"%b","s":%d,"op":0,"d":%b}' % (event, number, body))
                count(event.decode(), 1)
            self.written = number
            socket.write(frames)
            await socket.wait_writable()
            await asyncio.sleep(0)

    @property
    def _first(self) -> int:
        return self.sequence - len(self.log) + 1
