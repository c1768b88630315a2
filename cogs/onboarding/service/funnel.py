"""The funnel of a window, and which invite brought whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.windows import Window, local_day
from cogs.onboarding.domain.funnel import Funnel, SourceResult, by_source, funnel
from cogs.onboarding.domain.invites import Use, attribute
from cogs.onboarding.domain.steps import Membership
from cogs.onboarding.repository import invites, newcomers
from cogs.onboarding.repository.funnel import open_greetings, paths
from cogs.onboarding.repository.interests import open_wishes
from cogs.onboarding.settings import GuildSettings


@dataclass(frozen=True, slots=True)
class FunnelReport:
    """The funnel of a window, of the one before, and by source.

    As of now: ``waiting`` counts open greetings, ``wishes`` are topics without a place that
    enough members wish for, with how many.
    """

    window: Window
    now: Funnel
    before: Funnel
    sources: Sequence[SourceResult]
    waiting: int
    wishes: Sequence[tuple[str, int]] = ()


class FunnelService:
    """Use cases of the funnel."""

    def __init__(self, database: Database, store: Store, clock: Clock) -> None:
        self._database = database
        self._store = store
        self._clock = clock

    async def last_days(self, guild_id: int, days: int) -> FunnelReport:
        """Return the funnel of the last ``days`` local days, today included."""
        zone = await self._store.zone(guild_id)
        today = local_day(self._clock.now(), zone)
        return await self.report(guild_id, Window(zone, today - days + 1, today + 1))

    async def report(self, guild_id: int, window: Window) -> FunnelReport:
        """Return the funnel of ``window``."""
        today = local_day(self._clock.now(), window.zone)
        earlier = window.shifted(-window.days)
        at_least = (await self._store.get(guild_id, GuildSettings)).suggest_interest_from
        async with self._database.read() as connection:
            now, before = [
                await paths(connection, guild_id, span.start, span.end, window.zone, today)
                for span in (window, earlier)
            ]
            waiting = await open_greetings(connection, guild_id)
            wishes = await open_wishes(connection, guild_id, at_least)
        return FunnelReport(window, funnel(now), funnel(before), by_source(now), waiting, wishes)

    async def looked(
        self, guild_id: int, uses: Sequence[Use], joiners: Sequence[Membership]
    ) -> None:
        """Take a look at the invites: ``joiners`` came since the one before, as far as is known.

        Who came is told from the counts; then these are the counts to compare with.
        """
        now = {use.code: use for use in uses}
        async with self._database.begin() as connection:
            before = await invites.last_look(connection, guild_id)
            sources = attribute(before or None, now, len(joiners))
            for membership, source in zip(joiners, sources, strict=True):
                known = await newcomers.as_known(connection, membership)
                await newcomers.note_source(connection, known, source.kind, source.code)
            await invites.remember(connection, guild_id, uses)
