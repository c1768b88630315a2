"""Verbs of what goes wrong."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.wire.faults import RestFault
from tests.wire.gateway import INVALID_SESSION, RECONNECT, Gateway
from tests.wire.ids import ticks
from tests.wire.listener import Listener
from tests.wire.sessions import Session
from tests.wire.wire import Wire


class FaultVerbs:
    """Every public coroutine is a verb. ``shard`` None means all shards."""

    def __init__(self, wire: Wire, gateway: Gateway, rest: Listener) -> None:
        self._wire = wire
        self._gateway = gateway
        self._rest = rest

    # -- the gateway -----------------------------------------------------------------------

    async def drop(self, shard: int | None = None, code: int | None = None) -> int:
        """Cut sockets without a word, or close them with ``code``; returns how many.

        The sessions stay and can be resumed.
        """
        cut = 0
        for session in self._connected(shard):
            socket = session.socket
            if socket is None:
                continue
            cut += 1
            if code is None:
                socket.abort()
            else:
                await socket.ws.close(code=code)
        return cut

    async def invalidate(
        self,
        shard: int | None = None,
        resumable: bool = False,
    ) -> int:
        """Send INVALID_SESSION; returns to how many sessions."""
        sessions = self._connected(shard)
        for session in sessions:
            if session.socket is not None:
                session.socket.send({"op": INVALID_SESSION, "d": resumable})
            if not resumable:
                self._wire.hub.forget(session)
        return len(sessions)

    async def forget_sessions(self, shard: int | None = None) -> int:
        """Cut sockets and lose their sessions: the next RESUME is refused."""
        sessions = [s for s in self._wire.hub.sessions.values() if shard in {None, s.shard}]
        for session in sessions:
            self._wire.hub.drop(session)
        return len(sessions)

    async def lose_sessions(self, shard: int | None = None) -> int:
        """Lose sessions, but leave their sockets: they notice when they resume."""
        sessions = [s for s in self._wire.hub.sessions.values() if shard in {None, s.shard}]
        for session in sessions:
            self._wire.hub.forget(session)
        return len(sessions)

    async def reconnect(self, shard: int | None = None) -> int:
        """Send op 7; returns to how many."""
        sessions = self._connected(shard)
        for session in sessions:
            if session.socket is not None:
                session.socket.send({"op": RECONNECT, "d": None})
        return len(sessions)

    async def silence(self, shard: int | None = None) -> int:
        """Let connections play dead until their client leaves; dispatches wait for a resume."""
        sessions = self._connected(shard)
        for session in sessions:
            if session.socket is not None:
                session.socket.silent = True
        return len(sessions)

    async def duplicate(self, times: int, shard: int | None = None) -> None:
        """Dispatch each of the next messages twice, with numbers of their own."""
        for session in self._connected(shard):
            session.duplicates += times

    async def hold(self, shard: int | None = None) -> None:
        """Hold messages back, until ``release``."""
        for session in self._connected(shard):
            session.shuffling = True

    async def release(self, shard: int | None = None) -> None:
        """Dispatch what is held back: whole channels, the last one first."""
        for session in self._wire.hub.sessions.values():
            if shard in {None, session.shard}:
                session.release()

    async def gateway_outage(self, seconds: float) -> None:
        """Cut every socket and refuse new ones with 503."""
        self._gateway.refusing_until = ticks() + seconds
        await self.drop()

    def _connected(self, shard: int | None) -> list[Session]:
        sessions = self._wire.hub.sessions.values()
        return [s for s in sessions if s.socket is not None and shard in {None, s.shard}]

    # -- REST ------------------------------------------------------------------------------

    async def rest_fault(self, **fault: Any) -> int:
        """Set a ``RestFault`` by its fields; returns its number."""
        return self._wire.faults.add(RestFault(**fault), ticks())

    async def end_rest_faults(self, fault: int | None = None) -> dict[int, int]:
        """Unset one fault or all; returns how often each was met so far."""
        self._wire.faults.remove(fault)
        return self._wire.faults.used

    async def rest_outage(
        self,
        seconds: float,
        refuse: bool = True,
    ) -> None:
        """Refuse connections for some seconds, or answer 503; returns at once."""
        if refuse:
            await self._rest.refuse()
            self._wire.hub.start(self._listen_again(seconds))
        else:
            await self.rest_fault(status=503, seconds=seconds)

    async def _listen_again(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._rest.listen()

    async def limit(self, route: str, limit: int, per_s: float) -> None:
        """Set a bucket, such as ``POST /channels/{channel}/messages``: 5 in 5 s."""
        self._wire.limits.size(route, limit, per_s)

    async def close_dms(self, user: int, closed: bool = True) -> None:
        """Let somebody take no direct messages: 50007."""
        dms = self._wire.world.closed_dms
        (dms.add if closed else dms.discard)(int(user))
