"""Corrections by people: a message counts as they say, once, until they take it back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import Database
from bot.errors import UserError
from bot.ledger.ledger import Ledger
from bot.ledger.rescoring import rescore, scored_message
from bot.ledger.transaction import guild_transaction
from cogs.sentiment.domain.labels import LEAST, Label, label
from cogs.sentiment.repository import corrections as repository
from cogs.sentiment.texts import T

# The projections that read scores are this feature's, and called so.
READERS: Final = "sentiment"


@dataclass(frozen=True, slots=True)
class Counted:
    """As what a message counts, as what it counted before, and what the scorer said."""

    now: Label
    before: Label
    scored: Label


class CorrectionService:
    """Moves single messages in the figures; of a message it keeps no more than labels."""

    def __init__(self, database: Database, ledger: Ledger) -> None:
        self._database = database
        self._ledger = ledger

    async def counted(self, guild_id: int, message_id: int, locale: str) -> Counted:
        """Return as what a message counts.

        Raises UserError where it does not count: it was not scored, or is not known (any more).
        """
        await self._ledger.flush()
        async with self._database.read() as connection:
            fact = await scored_message(connection, guild_id, message_id)
            said = await repository.score_before(connection, guild_id, message_id)
        if fact is None or fact.score is None:
            raise UserError(T.say("correct-not-scored", locale))
        now = label(fact.score)
        return Counted(now, now, label(fact.score if said is None else said))

    async def correct(
        self, guild_id: int, message_id: int, to: Label | None, locale: str
    ) -> Counted:
        """Let a message count as ``to``, or with None as the scorer said.

        The figures of its channel and day move in the same transaction. Repeating it changes
        nothing, and neither does what it counts as already. What the scorer said is kept, so
        that a second correction does not lose it.

        Raises UserError as ``counted`` does.
        """

        async def work(connection: AsyncConnection, broken: Collection[str]) -> Counted | None:
            return await self._correct(connection, broken, guild_id, message_id, to)

        found = await guild_transaction(self._database, guild_id, work)
        if found is None:
            raise UserError(T.say("correct-not-scored", locale))
        return found

    async def _correct(
        self,
        connection: AsyncConnection,
        broken: Collection[str],
        guild_id: int,
        message_id: int,
        to: Label | None,
    ) -> Counted | None:
        await repository.drop_lost_corrections(connection, guild_id)
        fact = await scored_message(connection, guild_id, message_id)
        if fact is None or fact.score is None:
            return None
        known = await repository.score_before(connection, guild_id, message_id)
        said = fact.score if known is None else known
        scored, before = label(said), label(fact.score)
        now = scored if to is None else to
        if now is before:
            return Counted(now, before, scored)
        score = said if now is scored else LEAST[now]
        projections = self._ledger.projections
        names = {one.name for one in projections if one.name.startswith(READERS)}
        await rescore(connection, fact, score, projections, names=names, broken=broken)
        if now is scored:
            await repository.drop_correction(connection, guild_id, message_id)
        else:
            await repository.keep_correction(connection, fact, said)
        return Counted(now, before, scored)
