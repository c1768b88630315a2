"""An address that can be there and refuse: what an outage looks like from outside."""

from __future__ import annotations

import socket

from aiohttp import web

_HOST = "127.0.0.1"


class Listener:
    """Serves an application on one port, which stays ours while it refuses connections."""

    def __init__(self, application: web.Application, port: int = 0) -> None:
        self._runner = web.AppRunner(
            application, access_log=None, handle_signals=False, shutdown_timeout=0.2
        )
        self._site: web.SockSite | None = None
        self._held = _bound(port)
        self.port: int = self._held.getsockname()[1]

    async def start(self) -> None:
        """Begin to listen."""
        await self._runner.setup()
        await self.listen()

    async def listen(self) -> None:
        """Listen (again)."""
        if self._site is None:
            self._site = web.SockSite(self._runner, self._held, backlog=1_024)
            await self._site.start()

    async def refuse(self) -> None:
        """Cut every connection and refuse new ones: the port is bound, nobody listens."""
        if self._site is None:
            return
        site, self._site = self._site, None
        await site.stop()
        self._held = _bound(self.port)
        server = self._runner.server
        for connection in list(server.connections) if server is not None else ():
            if connection.transport is not None:
                connection.transport.abort()

    async def stop(self) -> None:
        """Cease for good."""
        self._site = None
        await self._runner.cleanup()


def _bound(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((_HOST, port))
    made.setblocking(False)
    return made
