"""What the host does: the next question, its answer, skipping, promising to write later."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.errors import UserError
from bot.text.catalogue import ENGLISH, Raw
from cogs.events.domain.ama import (
    ANSWER_LIMIT,
    ANSWERABLE,
    AmaState,
    Question,
    QuestionState,
)
from cogs.events.domain.ama_desk import Standing, in_state
from cogs.events.repository import ama_askers, amas, plans
from cogs.events.service.ama_asking import clean
from cogs.events.service.ama_room import LATE, SAID, TOLD, AmaRoom, Desk
from cogs.events.texts import T


def next_up(desk: Desk) -> Standing | None:
    """Return the question that the host answers next; promised ones come after all others."""
    waiting = in_state(desk.questions, QuestionState.APPROVED)
    if desk.ama.state is AmaState.CLOSED:
        waiting = []
    promised = in_state(desk.questions, QuestionState.LATER)
    return next(iter([*waiting, *promised]), None)


class AmaStage:
    """Use cases of the host; nothing here asks who is one (see ``is_host``)."""

    def __init__(self, room: AmaRoom) -> None:
        self._room = room

    async def is_host(self, guild_id: int, event_id: int, member_id: int) -> bool:
        """Tell whether a member hosts an event, alone or with others."""
        async with self._room.database.read() as connection:
            plan = await plans.get(connection, guild_id, event_id)
        return plan is not None and member_id in {plan.host_id, *plan.cohosts}

    async def desk(self, guild_id: int, event_id: int, locale: str = ENGLISH) -> Desk:
        """Return the AMA as it stands. Raises UserError where there is none."""
        return await self._room.desk(guild_id, event_id, locale)

    async def open(self, guild_id: int, event_id: int, locale: str = ENGLISH) -> bool:
        """Begin to answer; return whether it was not begun before.

        Raises UserError where the AMA is closed or cancelled.
        """
        async with self._room.locked(guild_id, event_id, locale) as (connection, ama):
            await self._room.must_be_on(connection, ama, locale)
            if ama.state is AmaState.LIVE:
                return False
            await self._room.changed(
                connection, ama, state=AmaState.LIVE, opened_at=self._room.clock.now()
            )
            return True

    async def answer(
        self,
        guild_id: int,
        event_id: int,
        number: int,
        by_id: int,
        text: str | None,
        locale: str = ENGLISH,
    ) -> Question:
        """Mark a question answered: by ``text``, or in voice where that is None.

        What is written is shown to everybody at once. After the AMA only what was promised can
        be answered; its askers are told then. Raises UserError where somebody was quicker.
        """
        said = None if text is None else clean(text)
        if text is not None and not said:
            raise UserError(T.say("ama-answer-nothing", locale))
        if said is not None and len(said) > ANSWER_LIMIT:
            raise UserError(
                T.say("ama-answer-too-long", locale, count=len(said), most=ANSWER_LIMIT)
            )
        return await self._set(
            guild_id,
            event_id,
            number,
            locale,
            state=QuestionState.ANSWERED,
            answer=said,
            spoken=said is None,
            answered_by=by_id,
            answered_at=self._room.clock.now(),
        )

    async def skip(
        self, guild_id: int, event_id: int, number: int, locale: str = ENGLISH
    ) -> Question:
        """Pass over a question. Raises UserError where it was answered meanwhile."""
        return await self._set(guild_id, event_id, number, locale, state=QuestionState.SKIPPED)

    async def later(
        self, guild_id: int, event_id: int, number: int, locale: str = ENGLISH
    ) -> Question:
        """Promise an answer in writing. Raises UserError where it was answered meanwhile."""
        return await self._set(guild_id, event_id, number, locale, state=QuestionState.LATER)

    async def _set(
        self, guild_id: int, event_id: int, number: int, locale: str, **values: Any
    ) -> Question:
        async with self._room.locked(guild_id, event_id, locale) as (connection, ama):
            one = await amas.question(connection, guild_id, event_id, number)
            if one is None or one.merged_into is not None:
                raise UserError(T.say("ama-question-gone", locale))
            over = ama.state is AmaState.CLOSED
            if over and one.state is not QuestionState.LATER:
                raise UserError(T.say("ama-closed", locale, at=ama.closed_at or one.asked_at))
            if one.state not in ANSWERABLE or one.state is values["state"]:
                by = Raw(f"<@{one.answered_by}>") if one.answered_by else T.plain("ama-somebody")
                key = "answered" if one.state is QuestionState.ANSWERED else "changed"
                raise UserError(T.say(f"ama-decided-{key}", locale, number=number, by=by))
            await amas.change_question(connection, one, pinned_at=None, **values)
            if values.get("answer"):
                await self._room.begin(connection, ama, SAID, str(number), {"number": number})
            if over and values["state"] is QuestionState.ANSWERED:
                every = await amas.questions(connection, guild_id, event_id)
                group = [each.number for each in every if number in _numbers(each)]
                for first in await ama_askers.firsts(connection, guild_id, event_id, group):
                    what = {"number": first, "root": number, "what": LATE}
                    await self._room.begin(connection, ama, TOLD, f"{LATE}:{number}:{first}", what)
            await self._room.changed(connection, ama)
            found = await amas.question(connection, guild_id, event_id, number)
        return found or one


def _numbers(one: Question) -> Iterable[int | None]:
    return (one.number, one.merged_into)
