"""The bot: opens what it needs, discovers features, and closes everything in order."""

from __future__ import annotations

import importlib
import sys
from datetime import timedelta
from typing import Any, cast

import aiohttp
import discord
import structlog
from discord.ext import commands
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.projection import ActivityProjection
from bot.clock import Clock, SystemClock
from bot.command_mentions import CommandMentions
from bot.command_sync import sync_commands
from bot.config import KernelSettings, parse_shards
from bot.db import Database
from bot.db.failures import Failure, failure_of
from bot.db.migrate import upgrade
from bot.db.patience import hurried
from bot.delivery import Delivery
from bot.erasure import Erasure
from bot.errors import FeatureError
from bot.faults import Faults
from bot.feature_gate import command_gate
from bot.feature_switch import FeatureSwitch
from bot.features import discover
from bot.gateway import Gateway
from bot.guild_settings import GuildSettings, ServerSettings
from bot.housekeeping import Housekeeping
from bot.identify import IdentifyTurns
from bot.intake import Intake
from bot.jobs.deliveries import Deliveries
from bot.jobs.runner import JobRunner
from bot.ledger.ledger import Ledger
from bot.member_data import forget_rows
from bot.member_zones import MemberZones
from bot.needs import Needs
from bot.ops import garbage
from bot.ops.metrics import Metrics
from bot.outbound import Guards
from bot.ports import Ports
from bot.receipts import Receipts
from bot.reports import Reports
from bot.signals import GuildSettingChanged, MemberForgetting, MemberForgotten, Signals
from bot.tree import StewardTree
from bot.waiting import Waiting

_log = structlog.get_logger(__name__)
# Steward does not speak in voice channels: discord.py need not warn that it could not.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False


# Ready is who saw no further server for so long. One that comes later, as in an outage of
# Discord's, is looked after when it comes.
GUILDS_SILENT_S = 1.0
# A stop takes five seconds at most: a running job gets half of one and two to be given back,
# the facts in memory two.
STOP_JOBS = timedelta(seconds=0.5)
STOP_LEDGER = timedelta(seconds=2)


class Steward(commands.AutoShardedBot):
    """Steward on Discord.

    ``open`` makes everything but the connection; ``setup_hook`` (called by discord.py at
    login) adds the background work. Features find what they need as attributes.
    """

    database: Database
    guild_settings: GuildSettings
    feature_switch: FeatureSwitch
    member_zones: MemberZones
    ledger: Ledger
    jobs: JobRunner
    delivery: Delivery
    intake: Intake
    erasure: Erasure
    housekeeping: Housekeeping
    identify_turns: IdentifyTurns

    def __init__(self, settings: KernelSettings, clock: Clock) -> None:
        shard_ids, shard_count = (
            parse_shards(settings.discord.shards) if settings.discord.shards else (None, None)
        )
        metrics = Metrics()
        outbound = Guards(clock, metrics)
        self.receipts = Receipts(outbound.trace)
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents(message_content=settings.discord.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=StewardTree,
            shard_ids=shard_ids,  # type: ignore[arg-type] # None means all, as documented
            shard_count=shard_count,
            chunk_guilds_at_startup=False,
            guild_ready_timeout=GUILDS_SILENT_S,
            max_messages=None,
            http_trace=outbound.trace,
            heartbeat_timeout=settings.discord.heartbeat_timeout_s,
        )
        self.settings = settings
        self.clock = clock
        self.waiting = Waiting()
        self.metrics = metrics
        self.outbound = outbound
        self.faults = Faults(lambda place: self.metrics.errors.labels(place).inc())
        self.signals = Signals(self.faults)
        self.reports = Reports(
            self.faults,
            is_away=lambda error: failure_of(error) is Failure.AWAY,
            is_on=self._is_on,
        )
        self.needs = Needs()
        self.ports = Ports()
        self.needs = Needs()
        tree = cast("StewardTree", self.tree)
        tree.count_error = lambda kind: self.metrics.errors.labels(f"command_{kind}").inc()
        tree.add_gate(command_gate)
        self.command_mentions = CommandMentions(tree)
        self._opened = False
        self._gateway: Gateway | None = None
        self._max_concurrency: int | None = None

    # -- opening and closing ---------------------------------------------------------------

    async def open(self) -> None:
        """Open the database (brought up to date), the ledger, the jobs and the features.

        Raises OperatorError where one of them cannot be had; nothing is left open then.
        """
        if self._opened:
            return
        self.database = await Database.open(self.settings.database_url)
        try:
            await upgrade(self.database)
            self.identify_turns = IdentifyTurns(self.database)
            self.guild_settings = GuildSettings(self.database, self.clock, self.signals)
            self.feature_switch = FeatureSwitch(self.guild_settings)
            self.member_zones = MemberZones(self.database, self.guild_settings)
            self.ledger = Ledger(
                self.database,
                self.clock,
                zone_of=self.guild_settings.zone,
                settings=self.settings.ledger,
                metrics=self.metrics,
                waiting=self.waiting,
            )
            self.ledger.projections.register(ActivityProjection())
            self.jobs = self._make_jobs()
            self.delivery = Delivery(self, Deliveries(self.database, self.clock), self.clock)
            self.erasure = Erasure(self)
            self.housekeeping = Housekeeping(self.database, self.ledger, self.jobs, self.clock)
            self.intake = Intake(self.ledger.writer, self.clock, self.waiting, self.faults)
            # A rebuild takes as long as it takes.
            self.signals.listen(GuildSettingChanged, self._zone_changed, limit=None)
            self.ledger.enrichers.is_on = self.feature_switch.is_on_now
            await self.feature_switch.begin(self.database, self.signals)
            with garbage.paused():
                await self._load_features()
        except BaseException:
            await self.database.close()
            raise
        self._opened = True

    def _make_jobs(self) -> JobRunner:
        return JobRunner(
            self.database,
            self.clock,
            owns=self.serves,
            sweep_interval=timedelta(seconds=self.settings.jobs.sweep_interval_s),
            lease=timedelta(seconds=self.settings.jobs.lease_s),
            concurrency=self.settings.jobs.concurrency,
            on_outcome=self._job_ended,
        )

    def _job_ended(self, kind: str, outcome: str) -> None:
        self.metrics.jobs.labels(kind, outcome).inc()
        if outcome in {"failed", "dead"}:
            self.metrics.errors.labels("job").inc()

    async def _load_features(self) -> None:
        # Not as extensions of discord.py: those are for loading a module anew while the bot
        # runs, and each would be read again for every bot of a process.
        for feature in discover():
            try:
                module = importlib.import_module(f"cogs.{feature}.cog")
                await module.setup(self)
            except Exception as error:
                raise FeatureError(
                    f"The feature {feature!r} cannot be loaded: "
                    f"{type(error).__name__}: {error}. Mend it or remove cogs/{feature}."
                ) from error

    async def setup_hook(self) -> None:
        """Begin the background work, before the gateway is connected."""
        await self.open()
        self.outbound.attach(self)
        self.ledger.start()
        self._gateway = Gateway(self)
        self._gateway.start()
        self.erasure.start()
        await self.jobs.start()
        await sync_commands(self.tree, self.database, self.application_id)

    async def close(self) -> None:
        """Stop taking work, write what waits, and close everything."""
        if self._gateway is not None:
            await self._gateway.stop()
            self._gateway = None
            await self.jobs.stop(STOP_JOBS)
        await super().close()
        if self._opened:
            self._opened = False
            await self.identify_turns.close()
            self.intake.voice_close()
            await self.ledger.stop(STOP_LEDGER)
            await self.database.close()

    @property
    def is_open(self) -> bool:
        """Whether the database and all that stands on it are there."""
        return self._opened

    async def forget_member(self, guild_id: int, member_id: int) -> int:
        """Remove what is kept of a member, all or nothing; return how many facts went.

        What is declared as kept (``bot.member_data``) stays.
        """

        async def rest(connection: AsyncConnection) -> None:
            await self.jobs.store.forget_member(connection, guild_id, member_id)
            await forget_rows(connection, guild_id, member_id)

        await self.signals.send(MemberForgetting(guild_id, member_id))
        self.intake.voice_forget(guild_id, member_id)
        facts = await self.ledger.forget(guild_id, member_id, also=rest)
        await self.signals.send(MemberForgotten(guild_id, member_id))
        return facts

    # -- what belongs to this process ------------------------------------------------------

    def owns(self, guild_id: int) -> bool:
        """Tell whether the guild lies on a shard of this process.

        Discord's rule: (guild_id >> 22) % shard_count.
        """
        if self.shard_ids is None or not self.shard_count:
            return True
        return (guild_id >> 22) % self.shard_count in self.shard_ids

    def serves(self, guild_id: int) -> bool:
        """Tell whether the guild's work can be done here and now.

        It is ours, and Discord does not still owe us what is in it: after a start, or while
        it has an outage, a guild looks as if it were empty.
        """
        awaited = self._gateway is not None and self._gateway.awaits(guild_id)
        return self.owns(guild_id) and not awaited

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for the shard's turn to identify; discord.py calls this just before."""
        del initial  # another process may have identified just now
        concurrency = await self._ask_concurrency()
        await self.identify_turns.take(self.application_id or 0, shard_id or 0, concurrency)

    async def _ask_concurrency(self) -> int:
        if self._max_concurrency is None:
            try:
                limits = await self.fetch_session_start_limits()
            except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
                _log.warning("identify concurrency not known", error=type(error).__name__)
                return 1
            self._max_concurrency = limits.max_concurrency
        return self._max_concurrency

    # -- events that a listener would hear too late, or twice ------------------------------

    async def on_message(self, message: discord.Message, /) -> None:
        """Hand messages to the intake; there are no prefix commands to look for."""
        await self.intake.message(message)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """Log what a listener raised, without what the event carried."""
        error = sys.exc_info()[1]
        if error is not None:
            self.faults.note("listener failed", error, place="listener", part=event_method)

    async def _is_on(self, guild_id: int, feature: str) -> bool:
        return await self.feature_switch.is_on(guild_id, feature)

    async def _zone_changed(self, signal: GuildSettingChanged) -> None:
        if signal.section == ServerSettings.section and signal.key == "zone":
            # The setting is changed: its figures must follow, however long somebody waits.
            with hurried(None):
                await self.ledger.catch_up(signal.guild_id)


def intents(*, message_content: bool) -> discord.Intents:
    """Return what is asked of the gateway: no presences, no typing."""
    asked = discord.Intents.none()
    asked.guilds = True
    asked.members = True
    asked.moderation = True
    asked.voice_states = True
    asked.guild_messages = True
    asked.guild_reactions = True
    asked.guild_polls = True
    asked.guild_scheduled_events = True
    asked.message_content = message_content
    return asked


def create_bot(settings: KernelSettings, *, clock: Clock | None = None) -> Steward:
    """Return a Steward that has opened nothing yet.

    ``async with create_bot(settings) as bot: await bot.open()`` gives the whole house without
    Discord; ``await bot.start(token)`` connects it.
    """
    return Steward(settings, clock or SystemClock())
