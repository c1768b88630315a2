"""The gateway's side of a connection.

https://docs.discord.com/developers/events/gateway
"""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
from aiohttp import WSMsgType, web

from tests.wire.frames import Socket
from tests.wire.hub import PRIVILEGED, CommandBudget, Hub
from tests.wire.ids import ticks
from tests.wire.sessions import Session

HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE, RESUME = 1, 2, 3, 4, 6
RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 8, 9, 10, 11
_IGNORED = (PRESENCE, VOICE_STATE)
_MAX_BYTES = 4_096 * 16


class CloseError(Exception):
    """The connection ends with one of Discord's close codes."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


class Gateway:
    """Serves WebSocket connections on one path."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.refusing_until = 0.0

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection until it ends."""
        compress = request.query.get("compress")
        if ticks() < self.refusing_until:
            return web.Response(status=503, text="the gateway is away")
        if compress not in {None, "zlib-stream"} or request.query.get("encoding") != "json":
            self.hub.truth.unknown_routes.append(f"GET {request.path_qs}")
            return web.Response(status=501, text="this double speaks json, plain or zlib-stream")
        ws = web.WebSocketResponse(compress=False, max_msg_size=_MAX_BYTES, timeout=2)
        await ws.prepare(request)
        socket = Socket(ws, request, compress=compress is not None)
        self.hub.sockets.add(socket)
        try:
            await Connection(self.hub, socket, int(request.query.get("v", "0"))).run()
        finally:
            self.hub.sockets.discard(socket)
        return ws


class Connection:
    """The talk over one socket."""

    def __init__(self, hub: Hub, socket: Socket, version: int) -> None:
        self._hub = hub
        self._socket = socket
        self._version = version
        self._loop = asyncio.get_running_loop()
        self._session: Session | None = None
        self._pump: asyncio.Task[None] | None = None
        self._goodbye: int | None = None  # the close code that the client sent
        self._budget = CommandBudget(hub.options.command_limit)

    async def run(self) -> None:
        """Talk until one side has enough."""
        interval = self._hub.options.heartbeat_interval_s
        trace = ["double"]
        self._socket.send(
            {"op": HELLO, "d": {"heartbeat_interval": round(interval * 1_000), "_trace": trace}}
        )
        ws = self._socket.ws
        try:
            await self._listen(interval)
        except CloseError as closing:
            self._hub.note("closed", code=closing.code, reason=closing.reason)
            await ws.close(code=closing.code, message=closing.reason.encode())
        finally:
            if self._pump is not None:
                self._pump.cancel()
            self._leave()

    def _leave(self) -> None:
        session = self._session
        if session is None:
            return
        self._hub.note("left", shard=session.shard, goodbye=self._goodbye)
        session.detach(self._socket, self._loop.time())
        # A client that says goodbye properly will not come back for this session.
        if self._goodbye in {1000, 1001} and session.socket is None:
            self._hub.forget(session)

    async def _listen(self, interval: float) -> None:
        ws = self._socket.ws
        while True:
            patience = None if self._socket.silent else interval * 2 + 1
            try:
                message = await ws.receive(timeout=patience)
            except TimeoutError:
                if self._socket.silent:
                    continue
                raise CloseError(4009, "no heartbeat") from None
            if message.type is WSMsgType.CLOSE:
                self._goodbye = message.data
            if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                return
            if not self._socket.silent:
                self._take(message.data)

    def _take(self, data: str | bytes) -> None:
        try:
            payload = orjson.loads(data)
            op, content = payload["op"], payload.get("d")
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise CloseError(4002, "decode error") from error
        if not self._budget.take(self._loop.time()):
            raise CloseError(4008, "rate limited")
        if op == HEARTBEAT:
            self._heartbeat(content)
        elif op == IDENTIFY:
            self._identify(content)
        elif op == RESUME:
            self._resume(content)
        elif self._session is None:
            raise CloseError(4003, "not authenticated")
        elif op == REQUEST_MEMBERS:
            self._hub.request_members(self._session, content)
        elif op not in _IGNORED:
            raise CloseError(4001, f"unknown opcode {op}")

    def _heartbeat(self, sequence: int | None) -> None:
        if self._session is not None and sequence is not None:
            if sequence > self._session.sequence:
                raise CloseError(4007, "invalid seq")
            self._session.confirm(sequence)
        self._socket.send({"op": HEARTBEAT_ACK})

    def _identify(self, asked: dict[str, Any]) -> None:
        hub = self._hub
        if self._session is not None:
            raise CloseError(4005, "already authenticated")
        self._check_token(asked)
        shard, count = asked.get("shard") or (0, 1)
        intents = int(asked.get("intents", 0))
        if not 0 <= shard < count:
            raise CloseError(4010, "invalid shard")
        if self._version != 10:
            raise CloseError(4012, "invalid API version")
        if intents & PRIVILEGED and not hub.options.privileged_intents:
            raise CloseError(4014, "disallowed intents")
        if not hub.may_identify(shard, self._loop.time()):
            hub.note("identified too fast", shard=shard, shard_count=count)
            self._socket.send({"op": INVALID_SESSION, "d": False})
            return
        hub.note("identified", shard=shard, shard_count=count, intents=intents)
        self._go(hub.open_session(self._socket, shard, count, intents, self._version))

    def _resume(self, asked: dict[str, Any]) -> None:
        self._check_token(asked)
        session = self._hub.sessions.get(str(asked.get("session_id")))
        sequence = int(asked.get("seq") or 0)
        if session is None or not session.can_replay(sequence):
            self._hub.note("resume refused", sequence=sequence)
            self._socket.send({"op": INVALID_SESSION, "d": False})
            return
        old = session.socket
        missed = session.sequence - sequence
        self._hub.note("resumed", shard=session.shard, sequence=sequence, missed=missed)
        session.attach(self._socket, sequence)
        session.add(b"RESUMED", b'{"_trace":["double"]}')
        if old is not None and old is not self._socket:
            old.abort()
        self._go(session)

    def _go(self, session: Session) -> None:
        self._session = session
        self._pump = asyncio.create_task(session.pump(self._socket, self._count))

    def _count(self, event: str, number: int) -> None:
        self._hub.truth.dispatches[event] += number

    def _check_token(self, asked: dict[str, Any]) -> None:
        token = str(asked.get("token", "")).removeprefix("Bot ")
        if token != self._hub.options.token:
            raise CloseError(4004, "authentication failed")
