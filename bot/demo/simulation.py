"""A simulated Discord around the real bot, shared by the demo and the tests."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, ClassVar, Self, TypeVar

import discord
from discord.ext import commands
from simcord import ChannelHandle, GuildHandle, HttpLogEntry, MemberActor, UserHandle
from simcord.backend.models import User
from simcord.enums import ChannelType
from simcord.results import to_discord_message

from bot.clock import Clock
from bot.db.engine import Database
from bot.demo.world import SimEnv, World, WorldClock
from bot.waiting import Waiting

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
CLOSE_S = 10.0

T = TypeVar("T")
BotFactory = Callable[[Clock], commands.AutoShardedBot]
Meanwhile = Callable[[], Awaitable[object]]
Observer = Callable[["SimulatedDiscord"], None]


class SimClock:
    """Steward's clock inside the simulation: the world's virtual time."""

    def __init__(self, world: WorldClock) -> None:
        self._world = world

    def now(self) -> datetime:
        """Return the simulation's instant, aware, in UTC."""
        return self._world.now()


class SimulatedDiscord:
    """Discord in memory, on virtual time, with a real bot logged in.

    ``bot_factory`` gets the simulation's clock and returns a bot that has not logged in; it
    is called again at every restart. ``start`` is the first instant (aware, any zone; a
    Monday morning in 2026 by default). One simulation at a time in a process, because
    the process's wall clock moves along.

    Leaving the context closes the bot, runs the ``observers``, and raises an ExceptionGroup
    of what the bot raised and nobody looked at through ``errors``. Refusals that a person
    reads (UserError in a command, failed checks) do not count as errors.
    """

    observers: ClassVar[list[Observer]] = []
    """Called with each simulation at its end; what they raise fails the test."""

    def __init__(
        self, bot_factory: BotFactory, start: datetime | None = None, *, shard_count: int = 1
    ) -> None:
        instant = START if start is None else start
        if instant.utcoffset() is None:
            raise ValueError("a simulation starts at an instant: give an aware datetime")
        self._factory = bot_factory
        self._world_clock = WorldClock(instant.astimezone(UTC))
        self._world = World(self._world_clock)
        self._shard_count = shard_count
        self._env: SimEnv | None = None
        self._bot: commands.AutoShardedBot
        self.clock: Clock = SimClock(self._world_clock)

    # -- life ---------------------------------------------------------------

    async def __aenter__(self) -> Self:
        self._world_clock.take_over()
        try:
            bot = self._build()
            # Where the bot has a count of its own, simcord refuses a second one.
            count = None if bot.shard_count else self._shard_count
            self._env = SimEnv(bot, self._world, count)
            await self._env.start()
        except BaseException:
            self._world_clock.give_back()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            try:
                await self._close_bot()
            finally:
                await self.env.shutdown()
        finally:
            self._world_clock.give_back()
        if kind is None:
            for observer in self.observers:
                observer(self)
            self.env._raise_errors_since(self.env._errors_acknowledged)  # noqa: SLF001 - as simcord.run does

    async def restart(self, *, kill: bool = False, meanwhile: Meanwhile | None = None) -> None:
        """Stop the bot and start a new one from the factory on the same Discord.

        By default the bot is closed as on SIGTERM. ``kill`` ends its tasks where they stand
        and asks nothing of it but to let go of its files, as the system does for a dead
        process. ``meanwhile`` runs (and is awaited) while no bot is there. A millisecond passes.
        """
        if kill:
            await self._kill_bot()
        else:
            await self._close_bot()
        env = self.env
        # Ids are made of the time, and those of two processes must not meet.
        self._world_clock.advance(0.001)
        await env._detach_bot()  # noqa: SLF001 - restart_bot() would first let a killed bot finish
        if meanwhile is not None:
            await meanwhile()
        await env.restart_bot(self._build())

    def _build(self) -> commands.AutoShardedBot:
        bot = self._bot = self._factory(self.clock)
        waiting = getattr(bot, "waiting", None)
        if isinstance(waiting, Waiting):
            waiting.watched_by(self._wait_idle)
        return bot

    async def _wait_idle(self, awaitable: Awaitable[object], reason: str) -> object:
        return await self.env.wait_idle(awaitable, reason)

    async def _close_bot(self) -> None:
        env = self.env
        with env._bot_scope():  # noqa: SLF001 - closing is the bot's own work
            task = asyncio.create_task(env.bot.close())
        await asyncio.wait_for(task, CLOSE_S)

    async def _kill_bot(self) -> None:
        env = self.env
        await env._detach_bot()  # noqa: SLF001 - simcord's only way to drop a bot unasked
        database = getattr(env.bot, "database", None)
        if isinstance(database, Database):
            await database.close()

    # -- looking ------------------------------------------------------------

    @property
    def env(self) -> SimEnv:
        """simcord's environment. Raises RuntimeError before the simulation has begun."""
        if self._env is None:
            raise RuntimeError("the simulation has not begun: use it with `async with`")
        return self._env

    @property
    def bot(self) -> commands.AutoShardedBot:
        """The bot that is logged in now; another one after a restart."""
        return self._bot

    @property
    def requests(self) -> list[HttpLogEntry]:
        """Every REST request of the bot so far; ``path`` is without the API's prefix."""
        return self.env.http_requests

    @property
    def errors(self) -> list[BaseException]:
        """What the bot raised so far. Looking at it takes note: these no longer fail the test."""
        return self.env.errors

    async def as_bot(self, work: Coroutine[Any, Any, T]) -> T:
        """Let the bot do ``work`` of its own, such as a call to Discord; return its result."""
        with self.env._bot_scope():  # noqa: SLF001 - simcord tells people and the bot apart by it
            task = asyncio.create_task(work)
        result = await task
        await self.settle()
        return result

    # -- time ---------------------------------------------------------------

    def now(self) -> datetime:
        """Return the simulation's instant, aware, in UTC."""
        return self.clock.now()

    async def settle(self) -> None:
        """Wait until the bot has done all it can do at this instant."""
        await self.env.settle()

    async def advance(self, delta: timedelta) -> None:
        """Let ``delta`` pass; every timer of the bot fires at its own instant."""
        await self.env.advance_time(delta.total_seconds())

    async def advance_to(self, instant: datetime) -> None:
        """Let time pass until ``instant`` (aware). Raises ValueError for a past one."""
        await self.advance(self._until(instant))

    async def skip_to(self, instant: datetime) -> None:
        """Go to ``instant`` (aware) in one stride: timers due before then fire on arrival, once.

        For long quiet stretches, where the exact instant of a timer does not matter.
        Raises ValueError for a past instant.
        """
        await self.env.skip(self._until(instant))

    def pass_to(self, instant: datetime) -> None:
        """Set the clocks to ``instant`` (aware) and hold the bot's timers back.

        The bot reacts to what happens then; its timers wait for the next ``advance`` or
        ``skip_to``. For long stories, where a timer's work after every event is what costs.
        Raises ValueError for a past instant.
        """
        self.env.hold_timers(self._until(instant))

    def _until(self, instant: datetime) -> timedelta:
        delta = instant - self.now()
        if delta < timedelta(0):
            raise ValueError(f"{instant.isoformat()} is past: it is {self.now().isoformat()}")
        return delta

    # -- people and places --------------------------------------------------

    def user(self, name: str, *, bot: bool = False, created: datetime | None = None) -> UserHandle:
        """Create an account; ``bot`` makes it another application's.

        Its snowflake says that it was made at ``created`` (aware; now by default).
        """
        if created is None:
            return self.env.create_user(name, bot=bot)
        user = User(id=self._world.snowflake_at(created), name=name, bot=bot)
        self._world.users[user.id] = user
        return UserHandle(self.env, user)

    def add_member(
        self, guild: GuildHandle, user: UserHandle, *, joined: datetime | None = None
    ) -> MemberActor:
        """Let ``user`` join ``guild``, now, or with a membership that began at ``joined``."""
        member = guild.add_member(user)
        if joined is not None:
            self._world.get_guild(guild.id).members[user.id].joined_at = joined.isoformat()
        return member

    async def invite_bot(
        self,
        name: str = "Test server",
        build: Callable[[GuildHandle], object] | None = None,
        *,
        owner: UserHandle | None = None,
    ) -> GuildHandle:
        """Make a server, furnish it with ``build``, and add the bot: ``on_guild_join`` fires.

        The bot sees the furnished server at once, as on Discord: channels, roles and members
        that ``build`` made arrive with the server, not one by one.
        """
        env = self.env
        guild = self._world.build_unseen(lambda: env.create_guild(name, owner=owner))
        if build is not None:
            build(guild)
        self._world.announce_join(guild.id)
        await env.settle()
        return guild

    async def post_in_forum(
        self, member: MemberActor, forum: ChannelHandle, title: str, content: str
    ) -> tuple[ChannelHandle, discord.Message]:
        """Let ``member`` open a forum post; return its thread and its opening message.

        As on Discord the two share one id. simcord lets only the bot open posts.
        """
        world = self._world
        thread = world.create_thread(
            forum.id, title, member.id, type=ChannelType.PUBLIC_THREAD, broadcast=False
        )
        world.announce_thread_create(thread)
        starter = world.prepare_message(thread.id, member.id, content)
        starter.id = thread.id
        world.commit_message(starter)
        await self.settle()
        return ChannelHandle(self.env, forum.guild, thread), to_discord_message(self.env, starter)
