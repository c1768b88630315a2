"""A small server in the simulated Discord with the real bot in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import discord
import pytest
from simcord import ChannelHandle, GuildHandle, InteractionResult, MemberActor
from sqlalchemy import Select

from bot.client import Steward, create_bot
from bot.config import settings_model
from bot.demo.simulation import SimulatedDiscord

# A Monday noon: the week before is whole and empty.
MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass
class Town:
    """Who and what is there. ``mayor`` may manage the server, ``ada`` and ``bob`` are members."""

    sim: SimulatedDiscord
    guild: GuildHandle
    mayor: MemberActor
    ada: MemberActor
    bob: MemberActor
    guests: list[MemberActor] = field(default_factory=list)

    @property
    def bot(self) -> Steward:
        return cast("Steward", self.sim.bot)

    @property
    def general(self) -> ChannelHandle:
        return self.guild.channels["general"]

    async def rows(self, statement: Select[Any]) -> list[tuple[Any, ...]]:
        """Write down what waits, then look into the database."""
        await self.bot.ledger.flush()
        async with self.bot.database.read() as connection:
            return [tuple(row) for row in await connection.execute(statement)]

    async def newcomer(self, name: str) -> MemberActor:
        member = self.sim.add_member(self.guild, self.sim.user(name))
        await self.sim.settle()
        return member

    async def crowd(self, size: int) -> None:
        """Let some guests join."""
        self.guests += [await self.newcomer(f"guest{number}") for number in range(size)]

    async def forbid(self, *permissions: str) -> None:
        """Take permissions from every role, the bot's too."""
        backend = self.sim.env.backend
        for role in backend.get_guild(self.guild.id).roles.values():
            left = discord.Permissions(role.permissions)
            left.update(**dict.fromkeys(permissions, False))
            backend.edit_role(self.guild.id, role.id, {"permissions": left.value})
        await self.sim.settle()

    async def vanish(self) -> None:
        """Let Discord lose the server, as in an outage of its own."""
        gateway: Any = self.bot._connection
        gateway.parse_guild_delete({"id": str(self.guild.id), "unavailable": True})
        await self.sim.settle()

    async def come_back(self) -> None:
        """Let Discord show the server again."""
        there = self.bot.get_guild(self.guild.id)
        assert there is not None

        async def back() -> None:
            there.unavailable = False
            self.bot.dispatch("guild_available", there)

        await self.sim.as_bot(back())
        await self.sim.settle()

    async def live_a_week(self, talk: Callable[[Town], Any] | None = None) -> None:
        """Let talk happen each day until the next Monday noon."""
        for _ in range(7):
            if talk is not None:
                await talk(self)
            await self.sim.skip_to(self.sim.now() + timedelta(days=1))


OpenTown = Callable[..., AbstractAsyncContextManager[Town]]


@pytest.fixture
def open_town(sqlite_url: str) -> OpenTown:
    """Open a town: ``async with open_town() as town``."""

    @asynccontextmanager
    async def opened(start: datetime = MONDAY, **settings: Any) -> AsyncIterator[Town]:
        chosen = settings_model()(database_url=sqlite_url, **settings)
        sim = SimulatedDiscord(lambda clock: create_bot(chosen, clock=clock), start)
        async with sim:
            ada, bob = sim.user("ada"), sim.user("bob")
            owner = sim.user("mayor")
            members: list[MemberActor] = []

            def furnish(guild: GuildHandle) -> None:
                for name in ("general", "help", "off-topic"):
                    guild.create_text_channel(name)
                guild.create_forum_channel("questions")
                guild.create_voice_channel("lounge")
                long_ago = start - timedelta(days=200)
                members.extend(
                    sim.add_member(guild, user, joined=long_ago) for user in (owner, ada, bob)
                )

            guild = await sim.invite_bot("Meeple Harbour", furnish, owner=owner)
            await sim.settle()
            yield Town(sim, guild, MemberActor(sim.env, guild, owner), members[1], members[2])

    return opened


def said(result: InteractionResult) -> str:
    """Return the text of the bot's answer: its response, or its last followup."""
    response = result.followups[-1] if result.followups else result.response
    assert response is not None, "the bot did not answer"
    return response.content


def embed_of(result: InteractionResult) -> discord.Embed:
    """Return the one embed of the bot's answer."""
    assert result.response is not None, "the bot did not answer"
    (embed,) = result.response.embeds
    return embed
