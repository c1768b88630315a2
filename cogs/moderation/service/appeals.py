"""Appeals: somebody asks to look at a case again."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.jobs import JobRunner
from bot.text.catalogue import ENGLISH, Raw, timestamp
from cogs.moderation.domain.actions import Action
from cogs.moderation.domain.appeals import Earlier, Held, Hurdle, Limits, held
from cogs.moderation.domain.case import Case
from cogs.moderation.domain.queue import DECIDED, Item, Kind, State
from cogs.moderation.repository import queue
from cogs.moderation.service.cases import Cases
from cogs.moderation.service.queue import QueueService, Subject
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T

APPEALABLE: Final = frozenset(
    {Action.WARN, Action.TIMEOUT, Action.KICK, Action.BAN, Action.QUARANTINE}
)
TEXT_LIMIT: Final = 2_000


class AppealService:
    """Use cases of appeals. Once opened, an appeal is an item of the queue."""

    def __init__(
        self, database: Database, jobs: JobRunner, clock: Clock, cases: Cases, items: QueueService
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._clock = clock
        self._cases = cases
        self._items = items

    async def check(
        self, guild_id: int, number: int, member_id: int, *, locale: str = ENGLISH
    ) -> Case:
        """Return the case that somebody may appeal against now.

        Raises UserError, with what was decided or from when on, where they may not.
        """
        case = await self._case(guild_id, number, member_id, locale)
        settings = await self._items.settings(guild_id)
        async with self._database.read() as connection:
            earlier = await queue.appeals_of(connection, guild_id, number)
        self._must_not(earlier, settings, locale)
        return case

    async def open(
        self, guild_id: int, number: int, member_id: int, text: str, *, locale: str = ENGLISH
    ) -> Item:
        """Take an appeal; it goes to the queue. Raises UserError where it cannot be."""
        case = await self._case(guild_id, number, member_id, locale)
        settings = await self._items.settings(guild_id)
        acted_by = await self._acted_by(case)
        async with self._database.begin() as connection:
            earlier = await queue.appeals_of(connection, guild_id, number)
            self._must_not(earlier, settings, locale)
            subject = Subject(
                guild_id=guild_id,
                kind=Kind.APPEAL,
                key=f"appeal:{number}:{len(earlier) + 1}",
                target_id=member_id,
                content=text,
                case_number=number,
                acted_by=acted_by,
            )
            item, new = await self._items.put(connection, subject, settings)
            if not new:
                # The same form, sent twice at once.
                raise UserError(T.say("appeal-held-open", locale))
        self._jobs.wake()
        return item

    async def of_case(self, guild_id: int, number: int) -> list[Item]:
        """Return the appeals against a case, oldest first."""
        async with self._database.read() as connection:
            return await queue.appeals_of(connection, guild_id, number)

    async def _case(self, guild_id: int, number: int, member_id: int, locale: str) -> Case:
        case = await self._cases.get(guild_id, number)
        if case.target_id != member_id or case.action not in APPEALABLE:
            raise UserError(T.say("appeal-not-yours", locale, number=number))
        if case.voided_at is not None:
            raise UserError(T.say("appeal-held-granted", locale))
        return case

    async def _acted_by(self, case: Case) -> int | None:
        """Return who acted; behind an escalation is who opened the case that led to it."""
        if case.moderator_id is not None or case.cause is None:
            return case.moderator_id
        return (await self._cases.get(case.guild_id, case.cause)).moderator_id

    def _must_not(self, earlier: list[Item], settings: GuildSettings, locale: str) -> None:
        limits = Limits(settings.appeals_a_case, timedelta(days=settings.appeal_cooldown_days))
        found = held([_earlier(item) for item in earlier], limits, self._clock.now())
        if found is not None:
            raise UserError(_sentence(found, earlier, locale))


def _earlier(item: Item) -> Earlier:
    granted = item.state is State.ACTED if item.state in DECIDED else None
    return Earlier(item.opened_at, item.decided_at, granted)


def _sentence(found: Held, earlier: list[Item], locale: str) -> str:
    if found.until is not None:
        said = T.say("appeal-held-cooldown", locale, until=timestamp(found.until, "R"))
    elif found.hurdle is Hurdle.CAP and not earlier:
        said = T.say("appeal-held-never", locale)
    else:
        said = T.say(f"appeal-held-{found.hurdle}", locale)
    reply = next((item.reply for item in reversed(earlier) if item.reply), None)
    if reply is None or found.hurdle is Hurdle.OPEN:
        return said
    return T.say("appeal-with-reply", locale, said=Raw(said), reply=reply)
