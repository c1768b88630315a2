"""What a guild needs when it comes into sight, and the events that feed the intake."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import app_commands
from sqlalchemy import select

from bot.activity.models import Stay
from bot.directory import remember_census
from bot.ledger.facts import LeaveCause
from bot.names import Names
from bot.recovery import Recovery
from bot.signals import CensusTaken

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_AGAIN = timedelta(minutes=1)
_CENSUS_STEP = 1_000
# Discord answers a request for a million members within a minute or two.
_CHUNK_S = 180.0
_TICK = timedelta(minutes=5)
_REMOVALS = {
    discord.AuditLogAction.kick: LeaveCause.KICK,
    discord.AuditLogAction.ban: LeaveCause.BAN,
}


class Gateway:
    """Connects discord.py's events with the intake, and looks after guilds in turn.

    Looking after a guild: its names, who is in voice, projections that lag behind, and the
    census (who is a member: found by asking Discord for all members, once per start). What it
    missed is noted and read beside that (``bot.recovery``).
    """

    def __init__(self, bot: Steward) -> None:
        self._bot = bot
        self._intake = bot.intake
        self._guilds: asyncio.Queue[int] = asyncio.Queue()
        # Guilds that were or will be looked after since they came into sight.
        self._known: set[int] = set()
        # Shards on which Discord has said which guilds there are.
        self._told: set[int] = set()
        self._names = Names(bot)
        self._recovery = Recovery(bot)
        self._tasks: list[asyncio.Task[None]] = []
        self._again: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Listen, and begin the background work."""
        intake, bot = self._intake, self._bot
        for listener, name in (
            (self._guild_seen, "on_guild_available"),
            (self._guild_seen, "on_guild_join"),
            (self._guild_lost, "on_guild_unavailable"),
            (self._guild_lost, "on_guild_remove"),
            (self._ready, "on_ready"),
            (self._left, "on_raw_member_remove"),
            (self._audited, "on_audit_log_entry_create"),
            (self._voted, "on_raw_poll_vote_add"),
            (intake.reaction_added, "on_raw_reaction_add"),
            (intake.voice_changed, "on_voice_state_update"),
            (intake.member_joined, "on_member_join"),
            (intake.interaction, "on_interaction"),
            (self._command_done, "on_app_command_completion"),
            (self._shards_changed, "on_shard_ready"),
            (self._shards_changed, "on_shard_resumed"),
            (self._shards_changed, "on_shard_disconnect"),
            (self._session_begun, "on_shard_connect"),
            (self._shard_resumed, "on_shard_resumed"),
            (self._shard_lost, "on_shard_disconnect"),
        ):
            bot.add_listener(listener, name)
        self._names.start()
        self._recovery.start()
        self._tasks = [
            asyncio.create_task(self._look_after_guilds(), name="guilds"),
            asyncio.create_task(self._tick(), name="tick"),
        ]

    async def stop(self) -> None:
        """End the background work."""
        await self._names.stop()
        await self._recovery.stop()
        tasks = [*self._tasks, *self._again]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def awaits(self, guild_id: int) -> bool:
        """Tell whether Discord has yet to show the guild, or has an outage there.

        One that it did not list is not awaited: the bot is not in it.
        """
        guild = self._bot.get_guild(guild_id)
        if guild is not None:
            return guild.unavailable
        return (guild_id >> 22) % (self._bot.shard_count or 1) not in self._told

    async def _ready(self) -> None:
        for guild in self._bot.guilds:
            await self._guild_seen(guild)

    async def _guild_seen(self, guild: discord.Guild) -> None:
        self._bot.metrics.guilds.set(len(self._bot.guilds))
        self._bot.jobs.wake()
        self._intake.voice_present(guild)
        if guild.id not in self._known:
            self._known.add(guild.id)
            self._guilds.put_nowait(guild.id)
            self._recovery.look(guild.id)

    def _on_shard(self, shard_id: int) -> set[int]:
        # By Discord's rule, and not by discord.py's cache: that is empty while it reconnects.
        count = self._bot.shard_count or 1
        return {guild_id for guild_id in self._known if (guild_id >> 22) % count == shard_id}

    async def _session_begun(self, shard_id: int) -> None:
        # What happened since the last session is not replayed: every guild is looked after anew.
        guilds = self._on_shard(shard_id)
        self._told.add(shard_id)
        self._bot.jobs.wake()
        self._known -= guilds
        self._recovery.session_begun(guilds)

    async def _shard_lost(self, shard_id: int) -> None:
        self._recovery.lost(self._on_shard(shard_id))

    async def _shard_resumed(self, shard_id: int) -> None:
        self._recovery.resumed(self._on_shard(shard_id))

    async def _guild_lost(self, guild: discord.Guild) -> None:
        # What happened meanwhile went unseen: it is looked after again when it comes back.
        self._known.discard(guild.id)
        self._recovery.gone(guild.id)
        self._bot.metrics.guilds.set(len(self._bot.guilds))

    async def _left(self, payload: discord.RawMemberRemoveEvent) -> None:
        await self._intake.member_left(payload.guild_id, payload.user)

    async def _audited(self, entry: discord.AuditLogEntry) -> None:
        cause = _REMOVALS.get(entry.action)
        target_id = getattr(entry.target, "id", None)
        if cause is not None and target_id is not None:
            self._intake.removal_caused(entry.guild.id, target_id, cause)

    async def _command_done(
        self,
        _interaction: discord.Interaction[Any],
        command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu,
    ) -> None:
        self._bot.metrics.commands.labels(command.qualified_name).inc()

    async def _shards_changed(self, _shard_id: int) -> None:
        connected = [shard for shard in self._bot.shards.values() if not shard.is_closed()]
        self._bot.metrics.shards_connected.set(len(connected))

    async def _voted(self, payload: discord.RawPollVoteActionEvent) -> None:
        guild = self._bot.get_guild(payload.guild_id) if payload.guild_id else None
        member = guild.get_member(payload.user_id) if guild else None
        await self._intake.vote_added(payload, bot=member is not None and member.bot)

    async def _look_after_guilds(self) -> None:
        while True:
            guild_id = await self._bot.waiting.idle(self._guilds.get(), "a guild to look after")
            guild = self._bot.get_guild(guild_id)
            if guild is None:
                continue
            try:
                await self._look_after(guild)
            except Exception:  # noqa: BLE001 - one guild must not keep the others waiting
                self._bot.metrics.errors.labels("guild").inc()
                _log.exception("guild not looked after", guild_id=guild_id)
                later = asyncio.create_task(self._later(guild_id), name=f"again-{guild_id}")
                self._again.add(later)
                later.add_done_callback(self._again.discard)

    async def _later(self, guild_id: int) -> None:
        await self._bot.waiting.sleep(_AGAIN, "a guild to look after again")
        self._guilds.put_nowait(guild_id)

    async def _look_after(self, guild: discord.Guild) -> None:
        await self._names.remember(guild)
        await self._bot.ledger.catch_up(guild.id)
        await self._bot.housekeeping.begin(guild.id)
        await self._census(guild)

    async def _census(self, guild: discord.Guild) -> None:
        members = await self._members(guild)
        present = {member.id for member in members if not member.bot}
        for number, member in enumerate(members, start=1):
            await self._intake.member_joined(member)
            if number % _CENSUS_STEP == 0:
                # A large server must not fill the buffer that messages need.
                await self._bot.ledger.flush()
        await self._bot.ledger.flush()
        gone = sorted(await self._believed(guild.id) - present)
        for number, member_id in enumerate(gone, start=1):
            # Somebody may have joined while the list was on its way.
            if guild.get_member(member_id) is None:
                self._intake.member_gone(guild.id, member_id)
            if number % _CENSUS_STEP == 0:
                await self._bot.ledger.flush()
        async with self._bot.database.begin() as connection:
            await remember_census(connection, guild.id, self._bot.clock.now())
        _log.info("census taken", guild_id=guild.id, members=len(present))
        await self._bot.signals.send(CensusTaken(guild.id))

    async def _believed(self, guild_id: int) -> set[int]:
        """Return who is a member as far as the ledger knows."""
        believed: set[int] = set()
        here = select(Stay.member_id).where(Stay.guild_id == guild_id, Stay.left_at.is_(None))
        async with self._bot.database.read() as connection:
            # A hundred thousand rows at once would hold up the event loop.
            result = await connection.stream_scalars(here)
            async for page in result.partitions(_CENSUS_STEP):
                believed.update(page)
        return believed

    async def _members(self, guild: discord.Guild) -> list[discord.Member]:
        """Ask Discord for all members. Raises TimeoutError where the answer does not come."""
        try:
            async with asyncio.timeout(_CHUNK_S):
                return await guild.chunk(cache=True)
        except BaseException:
            # Later calls would wait for the same lost answer.
            self._bot._connection._chunk_requests.pop(guild.id, None)  # noqa: SLF001 - no public way
            raise

    async def _tick(self) -> None:
        while True:
            await self._bot.waiting.sleep(_TICK, "the next tick")
            self._intake.voice_tick()
