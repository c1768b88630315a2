"""Both guards, put around what discord.py sends."""

from __future__ import annotations

from contextvars import ContextVar
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import yarl

from bot.clock import Clock
from bot.outbound.breaker import Breaker, Refusal, Route
from bot.outbound.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.client import Steward
    from bot.ops.metrics import Metrics

# A press of a button must be answered within three seconds; Discord does not count these.
_EXEMPT = ("/interactions/", "/webhooks/")
_FORBIDDEN = 403
_LONGEST_HOLD_S = 60.0

_asking: ContextVar[tuple[Route, object] | None] = ContextVar("asking", default=None)


class RefusedError(discord.Forbidden):
    """Discord refused this so often that it was not asked; ``code`` is that of its last answer."""

    def __init__(self, code: int) -> None:
        answer: Any = SimpleNamespace(status=_FORBIDDEN, reason="Forbidden")
        told = {"code": code, "message": "Not asked: Discord kept refusing this in the server"}
        super().__init__(answer, told)


class Guards:
    """``trace`` goes to discord.py's client; ``attach`` follows once it has its HTTP client."""

    def __init__(self, clock: Clock, metrics: Metrics, gate: Gate | None = None) -> None:
        self._metrics = metrics
        self._gate = gate or Gate()
        self._breaker = Breaker(clock)
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_start.append(self._starts)
        self.trace.on_request_end.append(self._ends)
        self.trace.on_request_exception.append(self._fails)

    def refusals(self, guild_id: int) -> list[Refusal]:
        """Return what Discord keeps refusing in a guild, so that it is not asked for."""
        return self._breaker.refusals(guild_id)

    # -- the gate: every request over the wire, discord.py's own retries included ----------

    async def _starts(self, _session: Any, context: Any, params: Any) -> None:
        context.ticket = None
        if not _is_ours(str(params.url)):
            return
        context.ticket = await self._gate.enter()
        asking = _asking.get()
        # It may have waited long behind others that were refused meanwhile.
        code = None if asking is None else self._breaker.refuses(*asking)
        if code is not None:
            self._gate.leave(context.ticket, None)
            raise RefusedError(code)

    async def _ends(self, _session: Any, context: Any, params: Any) -> None:
        if str(params.url).startswith(_base(discord.http.Route.BASE)):
            self._metrics.http_requests.labels(str(params.response.status)).inc()
        if context.ticket is not None:
            self._gate.leave(context.ticket, params.response.status)
            if "X-RateLimit-Global" in params.response.headers:
                self._gate.hold(_seconds(params.response.headers.get("Retry-After")))

    async def _fails(self, _session: Any, context: Any, _params: Any) -> None:
        if context.ticket is not None:
            self._gate.leave(context.ticket, None)

    # -- the breaker: every call of discord.py ----------------------------------------------

    def attach(self, bot: Steward) -> None:
        """Put the breaker around the bot's requests, and let it hear what may mend things."""
        # discord.py has no hook there, and everything it asks for goes through this method.
        http: Any = bot.http
        http.request = self._broken(bot, http.request)

        async def of_guild(guild: discord.Guild, *_: Any) -> None:
            self._breaker.mend(guild.id)

        async def of_part(*parts: discord.Role | discord.abc.GuildChannel) -> None:
            self._breaker.mend(parts[-1].guild.id)

        async def of_member(_before: discord.Member, after: discord.Member) -> None:
            if after.id == after.guild.me.id:
                self._breaker.mend(after.guild.id)

        for event in ("guild_role_create", "guild_role_update", "guild_role_delete"):
            bot.add_listener(of_part, f"on_{event}")
        for event in ("guild_channel_create", "guild_channel_update"):
            bot.add_listener(of_part, f"on_{event}")
        bot.add_listener(of_member, "on_member_update")
        bot.add_listener(of_guild, "on_guild_remove")

    def _broken(
        self, bot: Steward, request: Callable[..., Awaitable[Any]]
    ) -> Callable[..., Awaitable[Any]]:
        async def guarded(route: discord.http.Route, **what: Any) -> Any:
            guild_id = _guild_of(bot, route)
            if guild_id is None:
                return await request(route, **what)
            key, who = Route(guild_id, route.method, route.path), object()
            code = self._breaker.refuses(key, who)
            if code is not None:
                raise RefusedError(code)
            token = _asking.set((key, who))
            try:
                answer = await request(route, **what)
            except RefusedError:
                raise
            except discord.Forbidden as error:
                self._breaker.answered(key, who, error.code)
                raise
            else:
                self._breaker.answered(key, who, None)
                return answer
            finally:
                _asking.reset(token)
                self._breaker.ended(key, who)

        return guarded


@lru_cache(maxsize=4)
def _base(address: str) -> str:
    return str(yarl.URL(address))  # written as aiohttp writes addresses


def _is_ours(url: str) -> bool:
    base = _base(discord.http.Route.BASE)
    return url.startswith(base) and not url.startswith(tuple(base + path for path in _EXEMPT))


def _seconds(header: str | None) -> float:
    try:
        return min(float(header or 0), _LONGEST_HOLD_S)
    except ValueError:
        return 0.0


def _guild_of(bot: Steward, route: discord.http.Route) -> int | None:
    if route.guild_id is not None:
        return int(route.guild_id)
    if route.channel_id is None:
        return None
    channel = bot.get_channel(int(route.channel_id))
    # Direct messages belong to no guild: who closed theirs says nothing of others.
    guild = getattr(channel, "guild", None)
    return None if guild is None else guild.id
