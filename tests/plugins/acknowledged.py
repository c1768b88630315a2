"""Fails every test in which an interaction has an effect before it is acknowledged.

Two processes serve one shard for a while when the bot is restarted without a gap: both get the
interaction, and Discord lets one of them acknowledge it. What is done only after that is done
once.
"""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

import discord
import pytest
from simcord.http.client import FakeHTTPClient
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import Database
from bot.demo.simulation import SimulatedDiscord

_INTERACTION: ContextVar[discord.Interaction[Any] | None] = ContextVar("interaction", default=None)
_early: list[str] = []
_undo = pytest.MonkeyPatch()


def early() -> list[str]:
    """Return the effects since this was called last that came before the acknowledgement."""
    found = list(dict.fromkeys(_early))
    _early.clear()
    return found


def check(_sim: SimulatedDiscord) -> None:
    """Fail the test in which something was done too early."""
    if found := early():
        raise AssertionError("done before the interaction was acknowledged: " + "; ".join(found))


def pytest_configure() -> None:
    """Watch every interaction, write transaction and request of the run."""
    if check in SimulatedDiscord.observers:
        return
    SimulatedDiscord.observers.append(check)
    _undo.setattr(discord.Interaction, "__init__", _entering(discord.Interaction.__init__))
    state = discord.state.ConnectionState
    _undo.setattr(state, "parse_interaction_create", _alone(state.parse_interaction_create))
    _undo.setattr(Database, "begin", _watched_begin(Database.begin))
    _undo.setattr(FakeHTTPClient, "request", _watched_request(FakeHTTPClient.request))


def pytest_unconfigure() -> None:
    """Stop watching."""
    if check in SimulatedDiscord.observers:
        SimulatedDiscord.observers.remove(check)
    _undo.undo()


def pytest_runtest_setup() -> None:
    """Let no test answer for the one before it."""
    _early.clear()


def _entering(begin: Any) -> Any:
    @functools.wraps(begin)
    def entering(self: discord.Interaction[Any], *arguments: Any, **more: Any) -> None:
        begin(self, *arguments, **more)
        _INTERACTION.set(self)

    return entering


def _alone(parse: Any) -> Any:
    # What discord.py starts for an interaction inherits it; what comes after does not.
    @functools.wraps(parse)
    def alone(self: Any, data: Any) -> None:
        token = _INTERACTION.set(None)
        try:
            parse(self, data)
        finally:
            _INTERACTION.reset(token)

    return alone


def _watched_begin(begin: Any) -> Any:
    @asynccontextmanager
    async def watched(self: Database) -> AsyncIterator[AsyncConnection]:
        _look("a write transaction")
        async with begin(self) as connection:
            yield connection

    return watched


def _watched_request(request: Any) -> Any:
    async def watched(self: Any, route: Any, **more: Any) -> Any:
        if route.method != "GET":
            _look(f"{route.method} {route.path}")
        return await request(self, route, **more)

    return watched


def _look(what: str) -> None:
    interaction = _INTERACTION.get()
    if interaction is None or interaction.response.is_done():
        return
    name = interaction.command.qualified_name if interaction.command else None
    custom_id = dict(interaction.data or {}).get("custom_id")
    _early.append(f"{what} in {name or custom_id}")
