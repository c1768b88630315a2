"""The rules: written, published, accepted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.jobs import JobRunner
from bot.signals import RulesAccepted, Signals
from bot.text.catalogue import ENGLISH
from cogs.moderation.domain.rules import (
    MOST_RULES,
    TOTAL_LIMIT,
    Rule,
    Rules,
    RulesRefusedError,
)
from cogs.moderation.repository import rules as queries
from cogs.moderation.repository.rules import Published
from cogs.moderation.texts import T

# Shows a version of the rules.
PUBLISH = "moderation-rules"
# Takes the role from those who have to accept again.
TAKE_ROLE = "moderation-rules-role"


@dataclass(frozen=True, slots=True)
class Publication:
    """What a job has to show, and the message that showed the rules until now."""

    now: Published
    before: Published | None


class RulesService:
    """Use cases of the rules."""

    def __init__(self, database: Database, jobs: JobRunner, signals: Signals, clock: Clock) -> None:
        self._database = database
        self._jobs = jobs
        self._signals = signals
        self._clock = clock

    async def draft(self, guild_id: int) -> Rules:
        """Return the rules as they are being written; nobody but managers sees them so."""
        async with self._database.read() as connection:
            return await queries.draft(connection, guild_id) or ()

    async def change(
        self,
        guild_id: int,
        how: Callable[[Rules], Rules],
        *,
        locale: str = ENGLISH,
    ) -> Rules:
        """Change the rules as they are being written; return them as they are now.

        ``how`` is one of the changes of ``domain.rules``. Raises UserError where it refuses,
        and changes nothing then. Nothing that somebody else changes at the same time is lost.
        """
        now = self._clock.now()
        async with self._database.begin() as connection:
            rules = await queries.lock_draft(connection, guild_id, now)
            try:
                rules = how(rules)
            except RulesRefusedError as error:
                raise UserError(
                    T.say(
                        f"rules-refused-{error.reason}", locale, most=MOST_RULES, limit=TOTAL_LIMIT
                    )
                ) from None
            await queries.keep_draft(connection, guild_id, rules, now)
        return rules

    async def published(self, guild_id: int) -> Published | None:
        """Return the rules that hold, None where none were published."""
        async with self._database.read() as connection:
            return await queries.latest(connection, guild_id)

    async def rule(self, guild_id: int, number: int) -> Rule | None:
        """Return the rule ``number`` of those that hold, to cite it; None where there is none."""
        published = await self.published(guild_id)
        if published is None or not 1 <= number <= len(published.rules):
            return None
        return published.rules[number - 1]

    async def publish(
        self,
        guild_id: int,
        channel_id: int,
        by: int,
        *,
        ask_again: bool,
        take_role: bool = False,
        locale: str = ENGLISH,
    ) -> Published:
        """Let the rules hold as they are written now; a durable job shows them in the channel.

        ``ask_again``: who accepted an earlier version has to accept again; with ``take_role``
        another job takes the role of those who accepted from them until then. Raises UserError
        where no rules are written.
        """
        now = self._clock.now()
        async with self._database.begin() as connection:
            rules = await queries.lock_draft(connection, guild_id, now)
            if not rules:
                raise UserError(T.say("rules-none-written", locale))
            last = await queries.latest(connection, guild_id)
            version = 1 if last is None else last.version + 1
            asks_from = version if last is None or ask_again else last.asks_from
            published = Published(guild_id, version, asks_from, rules, now, channel_id, None)
            await queries.add_version(connection, published, by)
            kinds = [PUBLISH, TAKE_ROLE] if ask_again and take_role else [PUBLISH]
            for kind in kinds:
                await self._jobs.store.schedule(
                    connection, guild_id, kind, now, {"version": version}, f"{kind}:{version}"
                )
        self._jobs.wake()
        return published

    async def publication(self, guild_id: int, version: int) -> Publication | None:
        """Return what is to be shown; None where a later version is."""
        async with self._database.read() as connection:
            now = await queries.latest(connection, guild_id)
            before = await queries.shown_before(connection, guild_id, version)
        if now is None or now.version != version:
            return None
        return Publication(now, before)

    async def arrived(self, guild_id: int, version: int, message_id: int) -> None:
        """Write down which message shows a version."""
        async with self._database.begin() as connection:
            await queries.arrived(connection, guild_id, version, message_id)

    async def has_accepted(self, guild_id: int, member_id: int, published: Published) -> bool:
        """Tell whether a member accepted these rules, or ones that differ in wording alone."""
        async with self._database.read() as connection:
            version = await queries.accepted_version(connection, guild_id, member_id)
        return version is not None and version >= published.asks_from

    async def accepted_count(self, published: Published) -> int:
        """Return how many members have accepted these rules."""
        async with self._database.read() as connection:
            return await queries.count_accepted(connection, published.guild_id, published.asks_from)

    async def accept(self, guild_id: int, member_id: int, published: Published) -> bool:
        """Write down that a member accepts the rules; return whether they had not before.

        It is announced once for each version that asks.
        """
        async with self._database.begin() as connection:
            first = await queries.accept(
                connection, guild_id, member_id, published, self._clock.now()
            )
        if first:
            await self._signals.send(RulesAccepted(guild_id, member_id))
        return first
