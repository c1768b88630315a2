"""What moderators do with questions. Each acts on the question as it is then, once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import UserError
from bot.text.catalogue import ENGLISH, Raw
from cogs.events.domain.ama import (
    DECIDABLE,
    QUESTION_LIMIT,
    Ama,
    Question,
    QuestionState,
)
from cogs.events.domain.ama_desk import is_light, merge
from cogs.events.repository import ama_askers, amas
from cogs.events.service.ama_asking import clean
from cogs.events.service.ama_room import LIFT, REJECTED, TOLD, AmaRoom, Desk
from cogs.events.texts import T


class AmaQueue:
    """Use cases of the moderators' queue."""

    def __init__(self, room: AmaRoom) -> None:
        self._room = room

    async def desk(self, guild_id: int, event_id: int, locale: str = ENGLISH) -> Desk:
        """Return the AMA as it stands. Raises UserError where there is none."""
        return await self._room.desk(guild_id, event_id, locale)

    async def approve(
        self, guild_id: int, event_id: int, number: int, by_id: int, locale: str = ENGLISH
    ) -> Question:
        """Let everybody see a question. Raises UserError where somebody decided before."""
        return await self._decide(guild_id, event_id, number, by_id, QuestionState.APPROVED, locale)

    async def reject(
        self,
        guild_id: int,
        event_id: int,
        number: int,
        by_id: int,
        reason: str,
        locale: str = ENGLISH,
    ) -> Question:
        """Turn a question down, and have its asker told why.

        Raises UserError where somebody decided before.
        """
        return await self._decide(
            guild_id, event_id, number, by_id, QuestionState.REJECTED, locale, clean(reason)
        )

    async def _decide(
        self,
        guild_id: int,
        event_id: int,
        number: int,
        by_id: int,
        state: QuestionState,
        locale: str,
        reason: str | None = None,
    ) -> Question:
        async with self._room.locked(guild_id, event_id, locale) as (connection, ama):
            await self._room.must_be_on(connection, ama, locale)
            one = await self._question(connection, ama, number, locale)
            if one.state is state or one.state not in DECIDABLE:
                raise UserError(_decided_before(one, locale))
            await amas.change_question(
                connection,
                one,
                state=state,
                reason=reason,
                decided_by=by_id,
                pinned_at=None if state is QuestionState.REJECTED else one.pinned_at,
            )
            if state is QuestionState.REJECTED:
                await self._tell_rejected(connection, ama, number)
            await self._room.changed(connection, ama)
            return await self._question(connection, ama, number, locale)

    async def _tell_rejected(self, connection: AsyncConnection, ama: Ama, number: int) -> None:
        # Each asker once, whatever is decided about the question afterwards.
        every = await amas.questions(connection, ama.guild_id, ama.event_id)
        group = [one.number for one in every if number in (one.number, one.merged_into)]
        for first in await ama_askers.firsts(connection, ama.guild_id, ama.event_id, group):
            what = {"number": first, "what": REJECTED}
            await self._room.begin(connection, ama, TOLD, f"{REJECTED}:{first}", what)

    async def edit(
        self, guild_id: int, event_id: int, number: int, wording: str, locale: str = ENGLISH
    ) -> Question:
        """Mend the wording of a question; what it asks stays.

        Raises UserError for an edit that says something else, and where it was answered.
        """
        said = clean(wording)
        if not said or len(said) > QUESTION_LIMIT:
            raise UserError(T.say("ama-ask-too-long", locale, count=len(said), most=QUESTION_LIMIT))
        async with self._room.locked(guild_id, event_id, locale) as (connection, ama):
            one = await self._question(connection, ama, number, locale)
            if one.state is QuestionState.ANSWERED:
                raise UserError(_decided_before(one, locale))
            if not is_light(one.text, said):
                raise UserError(T.say("ama-edit-not-light", locale))
            await amas.change_question(connection, one, wording=None if said == one.text else said)
            await self._room.changed(connection, ama)
            return await self._question(connection, ama, number, locale)

    async def pin(
        self, guild_id: int, event_id: int, number: int, locale: str = ENGLISH, *, pinned: bool
    ) -> Question:
        """Let a question come up before all that have votes, or no more."""
        async with self._room.locked(guild_id, event_id, locale) as (connection, ama):
            one = await self._question(connection, ama, number, locale)
            if pinned and one.state is not QuestionState.APPROVED:
                raise UserError(T.say("ama-pin-not-approved", locale))
            if pinned is (one.pinned_at is None):
                now = self._room.clock.now() if pinned else None
                await amas.change_question(connection, one, pinned_at=now)
                await self._room.changed(connection, ama)
            return await self._question(connection, ama, number, locale)

    async def merge(
        self,
        guild_id: int,
        event_id: int,
        number: int,
        into: int,
        by_id: int,
        locale: str = ENGLISH,
    ) -> Question:
        """Let question ``into`` stand for another one, too; return the one that stands.

        One that waited or was approved makes the other one approved. Raises UserError where
        either is gone, or they are one already.
        """
        async with self._room.locked(guild_id, event_id, locale) as (connection, ama):
            await self._room.must_be_on(connection, ama, locale)
            questions = await amas.questions(connection, guild_id, event_id)
            moved = merge(questions, number, into)
            if not moved:
                raise UserError(T.say("ama-merge-nothing", locale))
            source = await self._question(connection, ama, number, locale)
            target = await self._question(connection, ama, moved[number], locale)
            if source.state not in DECIDABLE or target.state is QuestionState.REJECTED:
                raise UserError(T.say("ama-merge-impossible", locale))
            await amas.restand(connection, guild_id, event_id, moved)
            await amas.change_question(connection, source, pinned_at=None)
            if target.state is QuestionState.PENDING and source.state is QuestionState.APPROVED:
                await amas.change_question(
                    connection, target, state=QuestionState.APPROVED, decided_by=by_id
                )
            await self._room.changed(connection, ama)
            return await self._question(connection, ama, target.number, locale)

    async def split(
        self, guild_id: int, event_id: int, number: int, locale: str = ENGLISH
    ) -> Question:
        """Let a question that was merged stand for itself again."""
        async with self._room.locked(guild_id, event_id, locale) as (connection, ama):
            await self._room.must_be_on(connection, ama, locale)
            one = await self._question(connection, ama, number, locale)
            await amas.restand(connection, guild_id, event_id, {number: number})
            await self._room.changed(connection, ama)
            return one

    async def block(
        self,
        guild_id: int,
        event_id: int,
        number: int,
        by_id: int,
        locale: str = ENGLISH,
        *,
        blocked: bool,
    ) -> Question:
        """Let the asker of a question, whoever that is, ask nothing for a while; or ask again."""
        settings = await self._room.settings(guild_id)
        async with self._room.locked(guild_id, event_id, locale) as (connection, ama):
            one = await self._question(connection, ama, number, locale)
            if not blocked:
                await ama_askers.unblock(connection, guild_id, event_id, number)
            else:
                long = timedelta(days=settings.ama_block_days)
                now = self._room.clock.now()
                await ama_askers.block(connection, one, now + long, by_id)
                when = str(int(now.timestamp()))
                await self._room.begin(connection, ama, LIFT, f"{number}:{when}", {}, wait=long)
            return await self._question(connection, ama, number, locale)

    async def lift(self, guild_id: int) -> None:
        """Forget the blocks that are over."""
        async with self._room.database.begin() as connection:
            await ama_askers.lift(connection, guild_id, self._room.clock.now())

    async def _question(
        self, connection: AsyncConnection, ama: Ama, number: int, locale: str
    ) -> Question:
        found = await amas.question(connection, ama.guild_id, ama.event_id, number)
        if found is None:
            raise UserError(T.say("ama-question-gone", locale))
        return found


def _decided_before(one: Question, locale: str) -> str:
    who = one.answered_by if one.state is QuestionState.ANSWERED else one.decided_by
    by = Raw(f"<@{who}>") if who is not None else T.plain("ama-somebody", locale)
    return T.say(f"ama-decided-{one.state.value}", locale, number=one.number, by=by)
