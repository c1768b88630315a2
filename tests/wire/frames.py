"""One gateway connection: frames, compression, back-pressure.

https://docs.discord.com/developers/events/gateway#transport-compression
"""

from __future__ import annotations

import asyncio
import struct
import zlib
from typing import Any, cast

import orjson
from aiohttp import web

_TEXT, _BINARY = 0x81, 0x82
_FULL_BYTES = 1_048_576
_BREATH_S = 0.002


class Socket:
    """Writes whole batches of frames at once, past aiohttp: a flood is mostly framing."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request, *, compress: bool) -> None:
        self.ws = ws
        self._transport = cast("asyncio.Transport", request.transport)
        # One context a connection, as zlib-stream has it; level 1 spares the shared cores.
        self._zlib = zlib.compressobj(1) if compress else None
        self.silent = False

    @property
    def is_open(self) -> bool:
        return not self.ws.closed and not self._transport.is_closing()

    def send(self, payload: dict[str, Any]) -> None:
        """Send a payload that has no sequence number, unless the socket plays dead."""
        if not self.silent:
            self.write([orjson.dumps(payload)])

    def write(self, payloads: list[bytes]) -> None:
        """Send payloads in one piece."""
        if self.is_open:
            self._transport.write(b"".join([self._frame(payload) for payload in payloads]))

    async def wait_writable(self) -> None:
        """Wait while the other side does not read."""
        while self.is_open and self._transport.get_write_buffer_size() > _FULL_BYTES:  # noqa: ASYNC110 - aiohttp owns the protocol that would be told
            await asyncio.sleep(_BREATH_S)

    def abort(self) -> None:
        """Cut the connection without a word."""
        self._transport.abort()

    def _frame(self, payload: bytes) -> bytes:
        kind = _TEXT
        if self._zlib is not None:
            kind = _BINARY
            payload = self._zlib.compress(payload) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
        size = len(payload)
        if size < 126:
            return struct.pack("!BB", kind, size) + payload
        if size < 65_536:
            return struct.pack("!BBH", kind, 126, size) + payload
        return struct.pack("!BBQ", kind, 127, size) + payload
