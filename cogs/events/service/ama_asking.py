"""Asking, and voting for what others asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from bot.errors import UserError
from bot.text.catalogue import ENGLISH
from cogs.events.domain.ama import (
    MOST_QUESTIONS,
    QUESTION_LIMIT,
    Ama,
    AmaState,
    Question,
    QuestionState,
)
from cogs.events.domain.ama_desk import in_state, roots
from cogs.events.repository import ama_askers, ama_votes, amas
from cogs.events.service.ama_room import AmaRoom, Desk
from cogs.events.settings import GuildSettings
from cogs.events.texts import T


@dataclass(frozen=True, slots=True)
class Ballot:
    """An AMA's questions to be voted for, and those that the member did vote for."""

    desk: Desk
    mine: frozenset[int]


def clean(text: str) -> str:
    """Return what somebody typed without what cannot be seen; its paragraphs are kept."""
    lines = ["".join(filter(_is_seen, line)).strip() for line in text.splitlines()]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip()


def _is_seen(letter: str) -> bool:
    return letter == "\u200d" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co"}


class AmaAsking:
    """What members do at an AMA."""

    def __init__(self, room: AmaRoom) -> None:
        self._room = room

    async def choices(
        self, guild_id: int, states: Collection[AmaState], most: int = 200
    ) -> list[tuple[int, str]]:
        """Return number and topic of AMAs in one of the states, the latest first."""
        async with self._room.database.read() as connection:
            return await amas.named(connection, guild_id, states, most)

    async def must_be_askable(
        self, guild_id: int, event_id: int, member_id: int, locale: str, *, anonymous: bool
    ) -> None:
        """Raise UserError where the member could not ask now; it only looks."""
        settings = await self._room.settings(guild_id)
        if anonymous and not settings.ama_anonymous:
            raise UserError(T.say("ama-ask-with-name-only", locale))
        now = self._room.clock.now()
        async with self._room.database.read() as connection:
            ama = await amas.get(connection, guild_id, event_id)
            if ama is None:
                raise UserError(T.say("ama-unknown", locale))
            await self._room.must_be_on(connection, ama, locale)
            until = await ama_askers.blocked_until(connection, guild_id, member_id, now)
            if until is not None:
                raise UserError(T.say("ama-ask-blocked", locale, until=until))
            asked = await ama_askers.asked(connection, guild_id, event_id, member_id)
        _must_not_be_too_many(asked, ama, settings.ama_questions_each, locale)
        pause = timedelta(seconds=settings.ama_pause_seconds)
        if asked.last_at is not None and now - asked.last_at < pause:
            raise UserError(T.say("ama-ask-too-soon", locale, again=asked.last_at + pause))

    async def ask(
        self,
        guild_id: int,
        event_id: int,
        member_id: int,
        text: str,
        locale: str = ENGLISH,
        *,
        anonymous: bool = False,
    ) -> Question:
        """Write a question down, for the moderators to look at; its asker votes for it.

        Raises UserError for a text that is empty or too long, and for who may not ask (now).
        """
        said = clean(text)
        if not any(map(str.isalnum, said)):
            raise UserError(T.say("ama-ask-nothing", locale))
        if len(said) > QUESTION_LIMIT:
            raise UserError(T.say("ama-ask-too-long", locale, count=len(said), most=QUESTION_LIMIT))
        # A refusal, such as of hundreds in a row, keeps nobody else waiting.
        await self.must_be_askable(guild_id, event_id, member_id, locale, anonymous=anonymous)
        async with self._room.locked(guild_id, event_id, locale) as (connection, ama):
            await self._room.must_be_on(connection, ama, locale)
            settings = await self._room.store.read(connection, guild_id, GuildSettings)
            now = self._room.clock.now()
            asked = await ama_askers.asked(connection, guild_id, event_id, member_id)
            _must_not_be_too_many(asked, ama, settings.ama_questions_each, locale)
            pause = timedelta(seconds=settings.ama_pause_seconds)
            if asked.last_at is not None and now - asked.last_at < pause:
                raise UserError(T.say("ama-ask-too-soon", locale, again=asked.last_at + pause))
            question = Question(
                guild_id=guild_id,
                event_id=event_id,
                number=ama.last_question + 1,
                text=said,
                asked_at=now,
                anonymous=anonymous,
                author_id=None if anonymous else member_id,
            )
            await ama_askers.add(connection, question, member_id)
            await ama_votes.add(connection, guild_id, event_id, member_id, [question.number])
            await self._room.changed(connection, ama, last_question=question.number)
        return question

    async def ballot(self, guild_id: int, event_id: int, member_id: int, locale: str) -> Ballot:
        """Return the questions to be voted for, and the member's own votes."""
        async with self._room.database.read() as connection:
            desk = await self._room.desk_in(connection, guild_id, event_id, locale)
            mine = await ama_votes.of_member(connection, guild_id, event_id, member_id)
        every = [each for one in desk.questions for each in (one.question, *one.merged)]
        root_of = roots(every)
        return Ballot(desk, frozenset(root_of.get(number, number) for number in mine))

    async def vote(
        self,
        guild_id: int,
        event_id: int,
        member_id: int,
        shown: Collection[int],
        chosen: Collection[int],
        locale: str = ENGLISH,
    ) -> Ballot:
        """Let a member's votes for the questions ``shown`` be those ``chosen``.

        Whatever is no open question any more is left as it is. Raises UserError where the AMA
        is over.
        """
        async with self._room.locked(guild_id, event_id, locale) as (connection, ama):
            await self._room.must_be_on(connection, ama, locale)
            desk = await self._room.desk_in(connection, guild_id, event_id, locale)
            mine = await ama_votes.of_member(connection, guild_id, event_id, member_id)
            wanted, unwanted = set[int](), set[int]()
            for one in in_state(desk.questions, QuestionState.APPROVED):
                group = {one.number, *(each.number for each in one.merged)}
                if one.number not in shown:
                    continue
                if one.number not in chosen:
                    unwanted |= group & mine
                elif not group & mine:
                    wanted.add(one.number)
            added = await ama_votes.add(connection, guild_id, event_id, member_id, wanted)
            taken = await ama_votes.take(connection, guild_id, event_id, member_id, unwanted)
            if added or taken:
                await self._room.changed(connection, ama)
        return await self.ballot(guild_id, event_id, member_id, locale)


def _must_not_be_too_many(asked: ama_askers.Asked, ama: Ama, most: int, locale: str) -> None:
    if asked.count >= most:
        raise UserError(T.say("ama-ask-enough", locale, most=most))
    if ama.last_question >= MOST_QUESTIONS:
        raise UserError(T.say("ama-ask-full", locale, most=MOST_QUESTIONS))
