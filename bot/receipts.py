"""Which answers to interactions may have arrived although their receipt was lost.

Discord takes one first answer for each interaction and refuses every other with 40060. That has
two causes: another process has answered (two serve one shard for a while when the bot is
restarted without a gap), or our own answer arrived, its receipt was lost, and discord.py sent
it again. Only requests tell them apart.
"""

from __future__ import annotations

import re
from collections import deque
from types import SimpleNamespace

import aiohttp

_CALLBACK = re.compile(r"/interactions/(\d+)/[^/]+/callback$")
_KEPT = 1_000
_SERVER_ERROR = 500


class Receipts:
    """Remembers the latest interactions whose first answer got no clear reply.

    It hears of requests through ``trace``, which the HTTP client has or is to be given.
    """

    def __init__(self, trace: aiohttp.TraceConfig | None = None) -> None:
        self._lost: deque[int] = deque(maxlen=_KEPT)
        self.trace = trace or aiohttp.TraceConfig()
        self.trace.on_request_end.append(self._ended)
        self.trace.on_request_exception.append(self._failed)

    def lose(self, interaction_id: int) -> None:
        """Note that an answer may have arrived."""
        self._lost.append(interaction_id)

    def lost(self, interaction_id: int) -> bool:
        """Tell whether an answer of this process may have arrived unnoticed."""
        return interaction_id in self._lost

    async def _ended(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        params: aiohttp.TraceRequestEndParams,
    ) -> None:
        if params.response.status >= _SERVER_ERROR:
            self._note(params.url.path)

    async def _failed(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        params: aiohttp.TraceRequestExceptionParams,
    ) -> None:
        self._note(params.url.path)

    def _note(self, path: str) -> None:
        found = _CALLBACK.search(path)
        if found is not None:
            self.lose(int(found[1]))
