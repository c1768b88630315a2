"""The simulated Discord's insides: its clock, its servers and how it runs a bot.

Mends what simcord 3.2.1 does otherwise than Discord; each class and function says what.
"""

from __future__ import annotations

import asyncio
import contextvars
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import discord
import time_machine
from discord import app_commands
from discord.ext import commands
from simcord import Env, GuildHandle
from simcord._clock import Clock as _SimcordClock
from simcord._runtime import _CallbackRecord
from simcord._settlement import _SettlementState
from simcord.backend import Backend, serializers
from simcord.backend.access import channel_accessible
from simcord.backend.models import Message
from simcord.http import router
from simcord.http._helpers import message_response

from bot.errors import UserError

IDLE_S = 0.001
"""How long settling sleeps between looks at a busy bot; simcord's own 50 ms is a message's cost."""

SETTLE_S = 20.0
"""Real seconds that the bot may be busy after one step before the simulation gives up."""

REAL_TIMER_S = 0.05
"""Timers at most this long run by the machine's clock; longer ones only by the virtual one."""


class WorldClock(_SimcordClock):
    """Virtual time from any start on, with the process's wall clock moved in step.

    APScheduler and whatever else reads ``datetime.now`` sees the virtual instant. simcord's
    own clock always starts on 2026-01-01 and leaves the wall clock where it is.
    """

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self._epoch = start
        self._travel = time_machine.travel(start, tick=False)
        self._wall: time_machine.Traveller | None = None

    def take_over(self) -> None:
        """Begin to rule the process's wall clock."""
        self._wall = self._travel.start()

    def give_back(self) -> None:
        """Let the wall clock run by itself again."""
        if self._wall is not None:
            self._wall = None
            self._travel.stop()

    def advance(self, seconds: float) -> None:
        """Move both clocks on by ``seconds``."""
        super().advance(seconds)
        if self._wall is not None:
            self._wall.move_to(self.now())


class World(Backend):
    """Discord's state. Servers that the bot is not in yet stay silent until it is invited."""

    def __init__(self, clock: WorldClock) -> None:
        self.unseen: set[int] = set()
        self.incidents: dict[int, dict[str, Any]] = {}
        self._polls = False
        self._building = False
        super().__init__(clock=clock)

    def emit(self, event: str, payload: Mapping[str, Any]) -> None:
        """Send a gateway event, unless the bot is not in that server."""
        guild_id = payload.get("guild_id") or payload.get("id")
        if self._building and event == "GUILD_CREATE":
            self.unseen.add(int(guild_id or 0))
        if self.unseen and guild_id is not None and int(guild_id) in self.unseen:
            return
        super().emit(event, payload)

    def snowflake_at(self, instant: datetime) -> int:
        """Return a fresh id that says ``instant`` (aware)."""
        return self._allocate_at(discord.utils.time_snowflake(instant) >> 22)

    def commit_message(self, message: Message, *, broadcast: bool = True) -> Message:
        """Keep a message, and remember whether there was ever a poll."""
        self._polls = self._polls or message.poll is not None
        return super().commit_message(message, broadcast=broadcast)

    def next_poll_deadline(self) -> datetime | None:
        """Return when the next poll ends; simcord reads every message ever sent for that."""
        return super().next_poll_deadline() if self._polls else None

    def expire_due_polls(self) -> None:
        """End the polls that are due, without a look at every message where there is none."""
        if self._polls:
            super().expire_due_polls()

    def build_unseen(self, create: Callable[[], GuildHandle]) -> GuildHandle:
        """Run ``create``; the server that it makes stays unseen by the bot."""
        self._building = True
        try:
            return create()
        finally:
            self._building = False

    def announce_join(self, guild_id: int) -> None:
        """Tell the bot that it was added to the server.

        Discord leaves ``unavailable`` out when a bot is added; simcord always sends
        ``False``, which discord.py reads as a server that came back.
        """
        self.unseen.discard(guild_id)
        payload = dict(serializers.guild_create_payload(self, self.get_guild(guild_id)))
        payload.pop("unavailable", None)
        super().emit("GUILD_CREATE", payload)


class SimEnv(Env):
    """simcord's environment on a ``World``, by virtual time alone."""

    backend: World

    def __init__(self, bot: discord.Client, world: World, shard_count: int | None) -> None:
        super().__init__(bot, shard_count=shard_count, settle_timeout=SETTLE_S)
        self.backend = world
        self._held_at: float | None = None

    async def _settle_internal(
        self,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - simcord's signature
        idle: float = IDLE_S,
        dispatch: str | None = None,
        _deadline: float | None = None,
    ) -> None:
        await super()._settle_internal(
            timeout=timeout, idle=min(idle, IDLE_S), dispatch=dispatch, _deadline=_deadline
        )

    def _schedule_timer(
        self,
        record: _CallbackRecord,
        callback: Callable[..., object],
        args: tuple[object, ...],
        schedule_context: contextvars.Context | None,
    ) -> None:
        """Leave longer timers to virtual time: the machine's speed must never decide a test."""
        if record.when is not None and record.when - self._virtual_time <= REAL_TIMER_S:
            super()._schedule_timer(record, callback, args, schedule_context)

    def _record_error(self, error: BaseException) -> None:
        if not answers_a_person(error):
            super()._record_error(error)

    def _capture_errors(self) -> None:
        super()._capture_errors()
        inner = self.bot.on_error

        async def on_error(event: str, /, *args: object, **kwargs: object) -> None:
            # Nobody reads what a listener raises: here even a sentence for people is a defect.
            error = sys.exc_info()[1]
            if error is not None:
                super(SimEnv, self)._record_error(error)
            await inner(event, *args, **kwargs)

        self.bot.on_error = on_error  # type: ignore[method-assign]

    async def wait_idle(self, awaitable: Awaitable[object], reason: str) -> object:
        """Await ``awaitable`` as an idle wait where a task of the bot does so."""
        task = asyncio.current_task()
        if task is None or task not in self._work.tasks or task in self._work.external_waits:
            return await awaitable
        return await self.external_wait(awaitable, reason=reason)

    def _settlement_state(self) -> _SettlementState:
        state = super()._settlement_state()
        return state if self._held_at is None else replace(state, virtual_time=self._held_at)

    def hold_timers(self, delta: timedelta) -> None:
        """Move time on by ``delta``; timers wait until ``skip`` or ``advance_time`` ends that."""
        if self._held_at is None:
            self._held_at = self._virtual_time
        self._move_clock(self._virtual_time + delta.total_seconds())

    async def advance_time(self, seconds: float) -> None:
        """Let ``seconds`` pass; each timer fires at its instant, held ones at once."""
        self._held_at = None
        await super().advance_time(seconds)

    async def skip(self, delta: timedelta) -> None:
        """Move time on by ``delta`` in one stride, then let the bot do what became due."""
        self._begin_operation("skip")
        self._held_at = None
        try:
            self._move_clock(self._virtual_time + delta.total_seconds())
            await self._settle_internal(dispatch="skip")
        finally:
            self._end_operation()


_REFUSALS = (
    UserError,
    app_commands.CheckFailure,  # CommandOnCooldown and the missing permissions are kinds of it
    commands.CheckFailure,
    commands.UserInputError,
)


def answers_a_person(error: BaseException) -> bool:
    """Tell whether ``error`` is a refusal that a person reads, not a defect of the bot."""
    if isinstance(error, app_commands.CommandInvokeError):
        return isinstance(error.original, UserError)
    if isinstance(error, app_commands.TransformerError):
        return error.__cause__ is None or isinstance(error.__cause__, UserError)
    return isinstance(error, _REFUSALS)


def _history(ctx: router.RequestContext) -> object:
    """GET /channels/{id}/messages with ``after``: the page that *follows* it, newest first.

    simcord returns the newest page whatever ``after`` says, so a gap longer than one page
    could never be read (Discord's Get Channel Messages takes the messages after that id).
    """
    if "after" not in ctx.params or "around" in ctx.params:
        return _simcord_history(ctx)
    backend, channel_id = ctx.backend, ctx.int_arg("channel_id")
    ctx.require_channel_permissions(channel_id)
    if not channel_accessible(backend, channel_id, backend.bot_user.id, history=True):
        return []
    after, limit = int(ctx.params["after"]), int(ctx.params.get("limit", 50))
    found = [
        message
        for message_id, message in backend.messages[channel_id].items()
        if message_id > after and not message.is_ephemeral
    ]
    found.sort(key=lambda message: message.id)
    return [message_response(ctx, message) for message in reversed(found[:limit])]


def _incident_actions(ctx: router.RequestContext) -> object:
    """PUT /guilds/{id}/incident-actions, which simcord lacks: pausing invites and messages.

    What is left out of the body stays; https://docs.discord.com/developers/resources/guild
    """
    backend, guild_id = ctx.backend, ctx.int_arg("guild_id")
    ctx.require_guild_permissions(guild_id, "manage_guild")
    if not isinstance(backend, World):
        raise TypeError("the simulated Discord runs on a World")
    now = backend.incidents.setdefault(guild_id, {})
    now.update(ctx.fields("invites_disabled_until", "dms_disabled_until"))
    return dict(now)


def _guild(ctx: router.RequestContext) -> object:
    """GET /guilds/{id} with the incident actions, which simcord leaves out."""
    found: Any = _simcord_guild(ctx)
    incidents = getattr(ctx.backend, "incidents", {}).get(ctx.int_arg("guild_id"))
    return dict(found) | {"incidents_data": incidents}


def _scheduled_event(ctx: router.RequestContext) -> object:
    """PATCH of a scheduled event with a picture, which simcord takes when it is made alone."""
    kept = {name: value for name, value in (ctx.json or {}).items() if name != "image"}
    return _simcord_scheduled_event(replace(ctx, json=kept))


def _replace_route(method: str, template: str, handler: router.Handler) -> router.Handler:
    segments = template.strip("/").split("/")
    routes = router._ROUTES[method]  # noqa: SLF001 - no public way to replace a handler
    index = next(i for i, (known, _) in enumerate(routes) if known == segments)
    replaced = routes[index][1]
    routes[index] = (segments, handler)
    return replaced


_simcord_history = _replace_route("GET", "/channels/{channel_id}/messages", _history)
_simcord_guild = _replace_route("GET", "/guilds/{guild_id}", _guild)
_simcord_scheduled_event = _replace_route(
    "PATCH", "/guilds/{guild_id}/scheduled-events/{event_id}", _scheduled_event
)
router.route("PUT", "/guilds/{guild_id}/incident-actions")(_incident_actions)
