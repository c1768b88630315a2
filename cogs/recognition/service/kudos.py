"""Use cases of kudos: thanking, taking thanks back, and who thanked whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.db.types import EPOCH
from bot.deeds import Deed, DeedKind
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings
from bot.jobs import JobRunner
from bot.ledger.forgotten import deleted_since, not_to_be_written
from bot.ledger.transaction import lock_guild
from bot.ports import DeedBook
from bot.text.catalogue import ENGLISH, Raw
from bot.windows import day_start, local_day
from cogs.recognition.domain.kudos import REMEMBERED, devoted, odd_givers, worth_of
from cogs.recognition.repository import kudos as kudos_in
from cogs.recognition.repository import scores
from cogs.recognition.repository.kudos import Kudos
from cogs.recognition.settings import GuildSettings
from cogs.recognition.texts import T

WALL: Final = "recognition-wall"
OFFER: Final = "recognition-offer"
TELL: Final = "recognition-revoked"
# What is given within so many seconds stands in one message on the wall.
_GATHERED_S: Final = 120
# Longer than a transaction takes that began just before the two minutes were over.
_SLACK: Final = timedelta(seconds=30)
_A_DAY: Final = timedelta(days=1)
# Discord counts in milliseconds since 2015: docs.discord.com/developers/reference#snowflakes
_DISCORD_EPOCH_MS: Final = 1_420_070_400_000


@dataclass(frozen=True, slots=True)
class Thanks:
    """What somebody says: ``kudos_id`` is the interaction, or the message that thanked."""

    guild_id: int
    kudos_id: int
    giver_id: int
    receiver_ids: Sequence[int]
    channel_id: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class MyKudos:
    """The latest that a member got and gave, and how many there are."""

    received: list[Kudos]
    received_count: int
    given: list[Kudos]
    given_count: int


@dataclass(frozen=True, slots=True)
class Audit:
    """A page of kudos, the latest first; ``odd`` names givers who look like other accounts."""

    page: list[Kudos]
    more: bool
    odd: dict[int, list[str]]


class KudosService:
    """Kudos of all guilds."""

    def __init__(
        self, database: Database, store: Store, clock: Clock, jobs: JobRunner, book: DeedBook
    ) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._jobs = jobs
        self._book = book

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return what the server has set."""
        return await self._store.get(guild_id, GuildSettings)

    # -- thanking --------------------------------------------------------------------------

    async def check(self, thanks: Thanks, locale: str = ENGLISH) -> list[int]:
        """Return whom the giver may thank now. Raises UserError where that is nobody.

        It only looks: it may be asked before an interaction is acknowledged.
        """
        async with self._database.read() as connection:
            return await self._allowed(connection, thanks, locale)

    async def give(self, thanks: Thanks, locale: str = ENGLISH) -> list[Kudos]:
        """Write thanks down, each with its deed; return those that are new.

        Nothing is new where the same command or message has thanked before. Raises UserError
        where nobody may be thanked: too soon, too often, or they want to be counted nowhere.
        """
        guild_id = thanks.guild_id
        settings = await self.settings(guild_id)
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            now = self._clock.now()
            if await kudos_in.of_id(connection, guild_id, thanks.kudos_id):
                return []
            given = []
            for receiver in await self._allowed(connection, thanks, locale):
                around = await kudos_in.around(
                    connection, guild_id, thanks.giver_id, receiver, now - REMEMBERED
                )
                worth = worth_of(thanks.giver_id, receiver, around)
                one = _kudos(thanks, receiver, now, worth)
                await kudos_in.keep(connection, one)
                given.append(one)
            if settings.kudos_wall_channel_id is not None:
                await self._let_wall_know(connection, guild_id, now)
            await self._book.note(connection, [_deed(one) for one in given])
        self._jobs.wake()
        return given

    async def offerable(self, thanks: Thanks) -> list[int]:
        """Return whom a message's author may be offered to thank by a press, if anybody."""
        moments = {thanks.giver_id: self._clock.now()}
        async with self._database.read() as connection:
            if await not_to_be_written(connection, thanks.guild_id, moments):
                return []
            try:
                return await self._allowed(connection, thanks, ENGLISH)
            except UserError:
                return []  # too soon or too often: then it is not offered

    async def offered(self, thanks: Thanks, offer_id: int, until: datetime) -> None:
        """Let the message of an offer be removed then, unless it was taken."""
        async with self._database.begin() as connection:
            await self._jobs.store.schedule(
                connection,
                thanks.guild_id,
                OFFER,
                until,
                {"channel": thanks.channel_id, "thanks": thanks.kudos_id, "offer": offer_id},
                f"{OFFER}:{thanks.kudos_id}",
                member_id=thanks.giver_id,
            )
        self._jobs.wake()

    async def given_by(self, guild_id: int, kudos_id: int) -> list[Kudos]:
        """Return what one command or message has given, and stands."""
        async with self._database.read() as connection:
            found = await kudos_in.of_id(connection, guild_id, kudos_id)
        return [one for one in found if one.revoked_at is None]

    async def _allowed(self, connection: AsyncConnection, thanks: Thanks, locale: str) -> list[int]:
        settings = await self._store.read(connection, thanks.guild_id, GuildSettings)
        now = self._clock.now()
        zone = await self._zone(connection, thanks.guild_id)
        today = day_start(local_day(now, zone), zone)
        pause = timedelta(hours=settings.kudos_pair_hours)
        # Nobody knows any more whom they thanked: else a deletion would end each pause.
        silent = max(pause, _A_DAY)
        since = now - silent
        gone = await deleted_since(connection, thanks.guild_id, thanks.giver_id, since)
        if gone is not None:
            raise UserError(T.say("kudos-deleted", locale, again=gone + silent))
        given = await kudos_in.given_since(
            connection, thanks.guild_id, thanks.giver_id, min(today, now - pause)
        )
        left = settings.kudos_a_day - sum(at >= today for _, at in given)
        if left <= 0:
            raise UserError(T.say("kudos-enough", locale, most=settings.kudos_a_day))
        wanted = [one for one in dict.fromkeys(thanks.receiver_ids) if one != thanks.giver_id]
        if not wanted:
            raise UserError(T.say("kudos-self", locale))
        moments = dict.fromkeys(wanted, now)
        uncounted = await not_to_be_written(connection, thanks.guild_id, moments)
        last = dict(sorted(given, key=lambda one: one[1]))
        free = [
            one
            for one in wanted
            if one not in uncounted and (one not in last or now - last[one] >= pause)
        ]
        if not free:
            # In the same words for both: who switched tracking off is nobody else's business.
            member, hours = Raw(f"<@{wanted[0]}>"), settings.kudos_pair_hours
            raise UserError(T.say("kudos-not-now", locale, member=member, hours=hours))
        return free[:left]

    async def _zone(self, connection: AsyncConnection, guild_id: int) -> ZoneInfo:
        return ZoneInfo((await self._store.read(connection, guild_id, ServerSettings)).zone)

    async def _let_wall_know(
        self, connection: AsyncConnection, guild_id: int, now: datetime
    ) -> None:
        number = int(now.timestamp()) // _GATHERED_S
        start = now - timedelta(seconds=now.timestamp() % _GATHERED_S)
        due_at = start + timedelta(seconds=_GATHERED_S) + _SLACK
        await self._jobs.store.schedule(
            connection, guild_id, WALL, due_at, {"number": number}, f"{WALL}:{number}"
        )

    async def gathered(self, guild_id: int, number: int) -> list[Kudos]:
        """Return what one message on the wall tells of: what stands, of who is shown."""
        start = EPOCH + timedelta(seconds=number * _GATHERED_S)
        async with self._database.read() as connection:
            found = await kudos_in.between(
                connection, guild_id, start, start + timedelta(seconds=_GATHERED_S)
            )
            people = {one.giver_id for one in found} | {one.receiver_id for one in found}
            hidden = await scores.hidden_of(connection, guild_id, people)
        return [one for one in found if not hidden & {one.giver_id, one.receiver_id}]

    async def mine(self, guild_id: int, member_id: int, most: int) -> MyKudos:
        """Return the latest kudos of a member, ``most`` of each kind."""
        async with self._database.read() as connection:
            received = await kudos_in.of_member(
                connection, guild_id, member_id, given=False, most=most
            )
            given = await kudos_in.of_member(connection, guild_id, member_id, given=True, most=most)
        return MyKudos(*received, *given)

    # -- managers --------------------------------------------------------------------------

    async def audit(self, guild_id: int, number: int, most: int) -> Audit:
        """Return page ``number`` (from 0) of who got what and why, and what looks odd now."""
        now = self._clock.now()
        async with self._database.read() as connection:
            zone = await self._zone(connection, guild_id)
            page = await kudos_in.latest(connection, guild_id, skip=number * most, most=most + 1)
            pairs = await kudos_in.pairs_since(connection, guild_id, now - REMEMBERED)
            alone = devoted(pairs)
            first = local_day(now - REMEMBERED, zone)
            active = await kudos_in.active_days(connection, guild_id, alone, first)
        ages = {giver: now - _created(giver) for giver in alone}
        return Audit(page[:most], len(page) > most, odd_givers(pairs, ages, active))

    async def find(self, guild_id: int, kudos_id: int, receiver_id: int) -> Kudos | None:
        """Return one kudos, None where it is gone."""
        async with self._database.read() as connection:
            return await kudos_in.find(connection, guild_id, kudos_id, receiver_id)

    async def revoke(
        self,
        guild_id: int,
        kudos_id: int,
        receiver_id: int,
        by_id: int,
        reason: str,
        locale: str = ENGLISH,
    ) -> Kudos:
        """Let kudos count no more, and both be told. Raises UserError where they do not stand."""
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            known = await kudos_in.find(connection, guild_id, kudos_id, receiver_id)
            if known is None or known.revoked_at is not None:
                raise UserError(T.say("kudos-revoked-before", locale))
            now = self._clock.now()
            gone = replace(known, revoked_at=now, revoked_by=by_id, revoke_reason=reason)
            await kudos_in.revoke(connection, gone)
            for member_id in (receiver_id, known.giver_id):
                await self._jobs.store.schedule(
                    connection,
                    guild_id,
                    TELL,
                    now,
                    {"kudos": kudos_id, "receiver": receiver_id, "member": member_id},
                    f"{TELL}:{kudos_id}:{receiver_id}:{member_id}",
                    member_id=member_id,
                )
            await self._book.void(connection, guild_id, DeedKind.KUDOS, str(kudos_id), receiver_id)
        self._jobs.wake()
        return gone

    async def upkeep(self, guild_id: int) -> None:
        """Drop what is kept longer than the server wants."""
        settings = await self.settings(guild_id)
        before = self._clock.now() - timedelta(days=settings.kudos_kept_days)
        async with self._database.begin() as connection:
            await kudos_in.drop_before(connection, guild_id, before)


def _kudos(thanks: Thanks, receiver: int, now: datetime, worth: int) -> Kudos:
    return Kudos(
        guild_id=thanks.guild_id,
        kudos_id=thanks.kudos_id,
        receiver_id=receiver,
        giver_id=thanks.giver_id,
        at=now,
        worth=worth,
        reason=thanks.reason,
        channel_id=thanks.channel_id,
    )


def _deed(one: Kudos) -> Deed:
    return Deed(
        one.guild_id,
        DeedKind.KUDOS,
        str(one.kudos_id),
        one.receiver_id,
        one.at,
        one.giver_id,
        one.worth,
    )


def _created(account: int) -> datetime:
    return EPOCH + timedelta(milliseconds=(account >> 22) + _DISCORD_EPOCH_MS)
