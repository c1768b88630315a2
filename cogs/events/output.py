"""Calendars over HTTP, for programs that subscribe to them by a secret address."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import hmac
import re
import socket
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from aiohttp import web
from discord.ext import commands

from bot.clock import Clock
from bot.errors import OperatorError
from bot.faults import Faults
from cogs.events.exports.calendars import calendar_file
from cogs.events.service.calendars import CalendarService

_log = structlog.get_logger(__name__)

_PATH: Final = r"/{guild:\d{1,20}}/{secret:[A-Za-z0-9_-]{20,64}}.ics"
# A calendar is made anew so often at most, however many subscribe.
_FRESH: Final = timedelta(seconds=60)
_KEPT: Final = 256
# Requests that look into the database at once: the bot's own work comes first.
_AT_ONCE: Final = 2
_STOP_LIMIT_S: Final = 1.0
_STAMP: Final = re.compile(rb"^DTSTAMP:.*\r\n", re.MULTILINE)

Name = Callable[[int], Awaitable[str | None]]
"""Answers with the name of a server's calendar; None for a server that has none now."""


@dataclass(frozen=True, slots=True)
class _Made:
    secret: str
    body: bytes
    tag: str
    at: datetime


class CalendarServer(commands.Cog):
    """Serves ``/<server>/<secret>.ics``; listens while the feature is loaded.

    Whoever knows the secret may read, nobody else is told even which servers there are: every
    wrong address is 404. Several processes of one machine can share the port, and any of them
    answers for every server of the database. ``port`` 0 takes any free one.
    """

    def __init__(
        self,
        calendars: CalendarService,
        name: Name,
        clock: Clock,
        faults: Faults,
        host: str,
        port: int,
    ) -> None:
        self._calendars = calendars
        self._name = name
        self._clock = clock
        self._faults = faults
        self._host = host
        self._wanted_port = port
        self._made: OrderedDict[int, _Made] = OrderedDict()
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int | None:
        """The port that it listens on; None while it does not."""
        if self._runner is None:
            return None
        port: int = self._runner.addresses[0][1]
        return port

    async def cog_load(self) -> None:
        """Begin to listen. Raises OperatorError where host and port cannot be had."""
        application = web.Application()
        application.router.add_get(_PATH, self._answer)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=_STOP_LIMIT_S)
        await runner.setup()
        shared = hasattr(socket, "SO_REUSEPORT") or None
        site = web.TCPSite(runner, self._host, self._wanted_port, reuse_port=shared)
        try:
            await site.start()
        except OSError as error:
            await runner.cleanup()
            reason = (
                "the port is in use" if error.errno == errno.EADDRINUSE else error.strerror or ""
            )
            raise OperatorError(
                f"Calendars cannot be served on {self._host}, port {self._wanted_port}: {reason}. "
                "Change events.calendar_host or events.calendar_port, or leave the port out."
            ) from error
        self._runner = runner
        _log.info("calendars are served", host=self._host, port=self.port)

    async def cog_unload(self) -> None:
        """Cease to listen, within a second."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        guild_id, secret = int(request.match_info["guild"]), request.match_info["secret"]
        try:
            made = await self._calendar(guild_id, secret)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
            self._faults.note(
                "calendar not served", error, place="calendar", part="all", guild_id=guild_id
            )
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "60"}) from None
        if made is None:
            raise web.HTTPNotFound
        headers: dict[str, Any] = {
            "ETag": f'"{made.tag}"',
            "Cache-Control": "private, max-age=900",
            "X-Robots-Tag": "noindex",
        }
        if any(tag.value == made.tag for tag in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        headers["Content-Disposition"] = 'inline; filename="events.ics"'
        return web.Response(
            body=made.body, content_type="text/calendar", charset="utf-8", headers=headers
        )

    async def _calendar(self, guild_id: int, secret: str) -> _Made | None:
        if (kept := self._kept(guild_id, secret)) is not None:
            return kept
        if guild_id >= 2**63:
            return None
        async with self._turns:
            if (kept := self._kept(guild_id, secret)) is not None:
                return kept
            if not await self._calendars.is_secret(guild_id, secret):
                return None
            name = await self._name(guild_id)
            if name is None:
                return None
            now = self._clock.now()
            found = await self._calendars.all(guild_id)
            body = await asyncio.to_thread(calendar_file, found, name, now)
        # When it was made is in it, and makes it no other calendar.
        same = _STAMP.sub(b"", body)
        made = _Made(secret, body, hashlib.blake2b(same, digest_size=16).hexdigest(), now)
        self._made[guild_id] = made
        self._made.move_to_end(guild_id)
        if len(self._made) > _KEPT:
            self._made.popitem(last=False)
        return made

    def _kept(self, guild_id: int, secret: str) -> _Made | None:
        made = self._made.get(guild_id)
        if made is None or self._clock.now() - made.at >= _FRESH:
            return None
        return made if hmac.compare_digest(made.secret, secret) else None
