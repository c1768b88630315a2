"""Badges as managers make them, and who would get one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.ledger.transaction import lock_guild
from bot.text.catalogue import ENGLISH
from cogs.recognition.domain.badges import MOST_BADGES, Badge, Figure, stored_for
from cogs.recognition.repository import awards, badges, counted, drafts, roles
from cogs.recognition.service.awarding import joined_before
from cogs.recognition.service.queue import EVERYBODY, Queue
from cogs.recognition.settings import GuildSettings
from cogs.recognition.texts import T

_NAMES: Final = 5
_DRAFTS_FOR: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many members would have a tier of a badge now, and some of them."""

    tier: int
    threshold: int
    count: int
    members: list[int]


@dataclass(frozen=True, slots=True)
class Listed:
    """A badge, and how many members have it."""

    badge: Badge
    holders: int


class BadgeService:
    """Making, changing and deleting badges."""

    def __init__(self, database: Database, store: Store, clock: Clock, queue: Queue) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._queue = queue

    async def listed(self, guild_id: int) -> list[Listed]:
        """Return the server's badges with how many have them."""
        async with self._database.read() as connection:
            known = await badges.all_of(connection, guild_id)
            holders = await badges.holders(connection, guild_id)
        return [Listed(badge, holders.get(badge.number, 0)) for badge in known]

    async def named(self, guild_id: int, beginning: str) -> list[Badge]:
        """Return badges in whose name ``beginning`` is, those that begin with it first."""
        async with self._database.read() as connection:
            known = await badges.all_of(connection, guild_id)
        sought = beginning.casefold().strip()
        found = [badge for badge in known if sought in badge.name.casefold()]
        return sorted(found, key=lambda badge: not badge.name.casefold().startswith(sought))

    async def find(self, guild_id: int, text: str, locale: str = ENGLISH) -> Badge:
        """Return the badge that ``text`` names: its number, or its name.

        Raises UserError where there is none.
        """
        async with self._database.read() as connection:
            known = await badges.all_of(connection, guild_id)
        sought = text.strip().casefold()
        for badge in known:
            if sought in (str(badge.number), badge.name.casefold()):
                return badge
        raise UserError(T.say("badge-unknown", locale, name=text.strip()))

    async def preview(self, guild_id: int, badge: Badge) -> list[Reach]:
        """Return who would have each tier of a badge now: lowest tier first; empty by hand."""
        figure = badge.figure
        if figure is None:
            return []
        async with self._database.read() as connection:
            return [
                Reach(tier, one, *await self._reaching(connection, guild_id, figure, one))
                for tier, one in enumerate(badge.thresholds)
            ]

    async def create(self, guild_id: int, given: Sequence[Badge], locale: str = ENGLISH) -> None:
        """Keep new badges; who has reached them gets them in the background.

        Raises UserError where a name is taken, or there would be too many.
        """
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            await self._create(connection, guild_id, given, locale)
        self._queue.wake()

    async def change(self, guild_id: int, badge: Badge, locale: str = ENGLISH) -> None:
        """Let a badge be as given; who has a tier of it keeps it, who reaches one now gets it.

        Raises UserError where its name is another's, or it was deleted meanwhile.
        """
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            await self._change(connection, guild_id, badge, locale)
        self._queue.wake()

    async def delete(self, guild_id: int, number: int, locale: str = ENGLISH) -> Badge:
        """Let a badge be gone; who had it keeps its role, and it stays in the audit view.

        Raises UserError where it is gone already.
        """
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            for badge in await badges.all_of(connection, guild_id):
                if badge.number == number:
                    await badges.delete(connection, guild_id, number, self._clock.now())
                    return badge
        raise UserError(T.say("badge-gone", locale))

    # -- what a manager looks at before it is saved ---------------------------------------------

    async def keep_draft(
        self, guild_id: int, draft_id: int, badge: Badge, locale: str = ENGLISH
    ) -> None:
        """Keep what a badge would be for a day, so that a restart does not lose it.

        Raises UserError where its name is another's.
        """
        now = self._clock.now()
        async with self._database.begin() as connection:
            _must_be_free(badge, await badges.all_of(connection, guild_id), locale)
            await drafts.drop_before(connection, guild_id, now - _DRAFTS_FOR)
            await drafts.keep(connection, guild_id, draft_id, badge, now)

    async def draft(self, guild_id: int, draft_id: int, locale: str = ENGLISH) -> Badge:
        """Return a draft. Raises UserError where it was saved or is gone."""
        async with self._database.read() as connection:
            return await _draft(connection, guild_id, draft_id, locale)

    async def save_draft(self, guild_id: int, draft_id: int, locale: str = ENGLISH) -> None:
        """Let a draft be a badge, once.

        Raises UserError where it was saved or is gone, and as ``create`` and ``change`` do.
        """
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            badge = await _draft(connection, guild_id, draft_id, locale)
            if badge.number:
                await self._change(connection, guild_id, badge, locale)
            else:
                await self._create(connection, guild_id, [badge], locale)
            await drafts.drop(connection, guild_id, draft_id)
        self._queue.wake()

    async def drop_draft(self, guild_id: int, draft_id: int) -> None:
        """Let a draft be gone."""
        async with self._database.begin() as connection:
            await drafts.drop(connection, guild_id, draft_id)

    async def _create(
        self, connection: AsyncConnection, guild_id: int, given: Sequence[Badge], locale: str
    ) -> None:
        known = await badges.all_of(connection, guild_id)
        if len(known) + len(given) > MOST_BADGES:
            raise UserError(T.say("badges-too-many", locale, most=MOST_BADGES))
        for badge in given:
            _must_be_free(badge, known, locale)
        await badges.add(connection, guild_id, given)
        await self._queue.keep(connection, guild_id)
        await self._queue.begin(connection, guild_id, EVERYBODY)

    async def _change(
        self, connection: AsyncConnection, guild_id: int, badge: Badge, locale: str
    ) -> None:
        known = await badges.all_of(connection, guild_id)
        if badge.number not in {one.number for one in known}:
            raise UserError(T.say("badge-unknown", locale, name=badge.name))
        _must_be_free(badge, known, locale)
        await badges.change(connection, guild_id, badge)
        await self._queue.begin(connection, guild_id, EVERYBODY)
        holders = await awards.holders_of(connection, guild_id, badge.number)
        await roles.due(connection, guild_id, holders)
        await self._queue.begin(connection, guild_id)

    async def _reaching(
        self, connection: AsyncConnection, guild_id: int, figure: Figure, threshold: int
    ) -> tuple[int, list[int]]:
        if figure is Figure.YEARS:
            before = await joined_before(
                connection, self._store, guild_id, threshold, self._clock.now()
            )
            return await counted.how_many_joined(connection, guild_id, before, _NAMES)
        if figure is Figure.EARLY:
            first = await counted.first_members(connection, guild_id, threshold)
            here = await counted.present(connection, guild_id, first)
            return len(here), [member for member in first if member in here][:_NAMES]
        settings = await self._store.read(connection, guild_id, GuildSettings)
        amount = stored_for(figure, threshold, settings.curve)
        return await counted.how_many_reach(connection, guild_id, figure, amount, _NAMES)


def with_changes(
    badge: Badge,
    *,
    name: str | None = None,
    emoji: str | None = None,
    about: str | None = None,
    thresholds: tuple[int, ...] | None = None,
) -> Badge:
    """Return a badge with what is given changed."""
    given = {"name": name, "emoji": emoji, "about": about, "thresholds": thresholds}
    return replace(badge, **{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]


async def _draft(connection: AsyncConnection, guild_id: int, draft_id: int, locale: str) -> Badge:
    found = await drafts.find(connection, guild_id, draft_id)
    if found is None:
        raise UserError(T.say("badge-draft-gone", locale))
    return found


def _must_be_free(badge: Badge, known: Sequence[Badge], locale: str) -> None:
    for other in known:
        if other.number != badge.number and other.name.casefold() == badge.name.casefold():
            raise UserError(T.say("badge-name-taken", locale, name=badge.name))
