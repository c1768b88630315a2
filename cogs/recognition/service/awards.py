"""Badges by hand, revoking them, and who has which and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.badges import ShownBadge
from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.ledger.transaction import lock_guild
from bot.text.catalogue import ENGLISH
from bot.windows import Window
from cogs.recognition.domain.badges import Badge, Figure
from cogs.recognition.repository import awards, badges, roles, scores
from cogs.recognition.repository.awards import Award
from cogs.recognition.service.awarding import Awarding
from cogs.recognition.service.queue import NEWS, Queue
from cogs.recognition.texts import T, tier_name

PAGE: Final = 10
REASON: Final = 200


@dataclass(frozen=True, slots=True)
class Held:
    """A badge that somebody has, in the highest tier they reached."""

    badge: Badge
    award: Award


@dataclass(frozen=True, slots=True)
class Next:
    """What is missing to the next tier of a badge."""

    badge: Badge
    tier: int
    value: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The badges of a member, most valued first, and the nearest that they can earn."""

    held: list[Held]
    nearest: list[Next]
    hidden: bool


@dataclass(frozen=True, slots=True)
class Audit:
    """A page of who got what; ``badges`` also has those that are gone, by number."""

    awards: list[Award]
    badges: dict[int, Badge]
    skip: int
    total: int


class AwardService:
    """The hands of managers, and the shelves of members.

    Is a ``BadgeShelf`` and a ``BadgeBook`` of ``bot.ports``.
    """

    def __init__(self, database: Database, clock: Clock, queue: Queue, awarding: Awarding) -> None:
        self._database = database
        self._clock = clock
        self._queue = queue
        self._awarding = awarding

    async def give(
        self,
        guild_id: int,
        badge: Badge,
        member_id: int,
        by_id: int,
        reason: str | None,
        locale: str = ENGLISH,
    ) -> Award | None:
        """Give a member the next tier of a badge by hand; it is announced as the server chose.

        Returns None where the badge was theirs before and had been revoked: then they have it
        back as it was, and nothing is announced again. Raises UserError where they have all.
        """
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            _must_live(badge, await badges.all_of(connection, guild_id), locale)
            await roles.due(connection, guild_id, [member_id])
            await self._queue.begin(connection, guild_id)
            if await awards.restore(connection, guild_id, badge.number, member_id):
                return None
            mine = await awards.of_members(connection, guild_id, [member_id])
            has = {one.tier for one in mine if one.badge == badge.number}
            tier = next((number for number in range(badge.tiers) if number not in has), None)
            if tier is None:
                raise UserError(T.say("badge-has-all", locale, badge=badge.name))
            award = Award(
                badge.number, member_id, tier, self._clock.now(), by_id=by_id, reason=reason
            )
            await awards.add(connection, guild_id, [award])
            await awards.add_news(connection, guild_id, [award])
            await self._queue.begin(connection, guild_id, NEWS)
        self._queue.wake()
        return award

    async def revoke(
        self,
        guild_id: int,
        number: int,
        member_id: int,
        by_id: int,
        reason: str | None,
        locale: str = ENGLISH,
    ) -> Badge:
        """Take a badge from a member, with its role; they are told kindly. Returns the badge.

        No rule gives it to them again; a manager can. Raises UserError where they have none.
        """
        now = self._clock.now()
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            every = {
                one.number: one for one in await badges.all_of(connection, guild_id, deleted=True)
            }
            by = now, by_id, reason
            if not await awards.revoke(connection, guild_id, number, member_id, by):
                raise UserError(T.say("badge-not-theirs", locale))
            await roles.due(connection, guild_id, [member_id])
            await self._queue.begin(connection, guild_id)
            key = f"revoked:{number}:{member_id}:{now.timestamp():.6f}"
            payload = {"member": member_id, "badges": [number], "revoked": True}
            await self._queue.tell(connection, guild_id, member_id, payload, key)
        self._queue.wake()
        return every[number]

    async def held(self, guild_id: int, member_id: int) -> Shelf:
        """Return the badges of a member, and the nearest that they can earn."""
        async with self._database.read() as connection:
            known = await badges.all_of(connection, guild_id)
            mine = await awards.of_members(connection, guild_id, [member_id])
            hidden = await scores.hidden_of(connection, guild_id, [member_id])
            revoked = {one.badge for one in mine if one.revoked_at is not None}
            held = _held(known, [one for one in mine if one.revoked_at is None])
            tiers = {one.badge.number: one.award.tier + 1 for one in held}
            open_ones = [
                badge
                for badge in known
                if badge.figure not in (None, Figure.EARLY)
                and badge.number not in revoked
                and tiers.get(badge.number, 0) < badge.tiers
            ]
            wanted = {badge.figure for badge in open_ones if badge.figure}
            values = await self._awarding.values(connection, guild_id, wanted, [member_id])
        nearest = _nearest(open_ones, tiers, values, member_id)
        return Shelf(held, nearest, member_id in hidden)

    async def shown(
        self, guild_id: int, member_id: int, locale: str = ENGLISH
    ) -> Sequence[ShownBadge]:
        """Return a member's badges, most valued first; none of who chose not to be shown."""
        async with self._database.read() as connection:
            if await scores.hidden_of(connection, guild_id, [member_id]):
                return []
            known = await badges.all_of(connection, guild_id)
            mine = await awards.of_members(connection, guild_id, [member_id])
        held = _held(known, [one for one in mine if one.revoked_at is None])
        return [
            ShownBadge(
                one.badge.name, one.badge.emoji, tier_name(one.badge, one.award.tier, locale)
            )
            for one in held
        ]

    async def audit(self, guild_id: int, skip: int) -> Audit:
        """Return a page of who got what and why, newest first."""
        async with self._database.read() as connection:
            total = await awards.count(connection, guild_id)
            skip = max(0, min(skip, (total - 1) // PAGE * PAGE))
            found = await awards.page(connection, guild_id, skip, PAGE)
            known = await badges.all_of(connection, guild_id, deleted=True)
        return Audit(found, {badge.number: badge for badge in known}, skip, total)

    async def earned(self, guild_id: int, window: Window) -> Sequence[int]:
        """Return the members who earned badges in the window, once for each tier of a badge.

        What was revoked since does not count.
        """
        async with self._database.read() as connection:
            return await awards.earned_within(connection, guild_id, window)


def _held(known: Sequence[Badge], mine: Sequence[Award]) -> list[Held]:
    """Return what is held of live badges, most valued first.

    Valued: what a person gave, then the highest tiers, then the newest.
    """
    best: dict[int, Award] = {}
    for award in mine:
        other = best.get(award.badge)
        if other is None or award.tier > other.tier:
            best[award.badge] = award
    held = [Held(badge, best[badge.number]) for badge in known if badge.number in best]
    held.sort(key=lambda one: one.award.at, reverse=True)
    held.sort(key=lambda one: (one.badge.figure is None, one.award.tier), reverse=True)
    return held


def _nearest(
    open_ones: Sequence[Badge],
    tiers: Mapping[int, int],
    values: Mapping[Figure, Mapping[int, int]],
    member_id: int,
) -> list[Next]:
    found: dict[float, list[Next]] = defaultdict(list)
    for badge in open_ones:
        if badge.figure is None:
            continue
        tier = tiers.get(badge.number, 0)
        value = values[badge.figure].get(member_id, 0)
        share = value / badge.thresholds[tier]
        if 0 < share < 1:
            found[share].append(Next(badge, tier, value))
    return [one for share in sorted(found, reverse=True) for one in found[share]][:3]


def _must_live(badge: Badge, known: Sequence[Badge], locale: str) -> None:
    if badge.number not in {one.number for one in known}:
        raise UserError(T.say("badge-unknown", locale, name=badge.name))
