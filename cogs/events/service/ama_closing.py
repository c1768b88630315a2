"""The end of an AMA: its transcript, telling the askers, keeping it as long as it may be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.types import EPOCH
from bot.errors import UserError
from bot.text.catalogue import ENGLISH
from cogs.events.domain.ama import PUBLIC, Ama, AmaState, Question, QuestionState
from cogs.events.domain.ama_desk import Standing, heir
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Kind, Plan
from cogs.events.repository import ama_askers, amas, occurrences
from cogs.events.service.ama_room import (
    ANSWERS,
    BOARD,
    FORGET,
    POST,
    TOLD,
    TRANSCRIPT,
    UNSAID,
    AmaRoom,
    Desk,
)
from cogs.events.service.days import DayService
from cogs.events.settings import GuildSettings
from cogs.events.texts import T

# Between two members who are told: an AMA is no reason for a flood of direct messages.
_PACE: Final = timedelta(seconds=3)
_FORGOTTEN: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class News:
    """What one asker is told. ``open_ones`` may be said where others read it: those with a name.

    Each is the question as they asked it, and what stands for it.
    """

    desk: Desk
    member_id: int
    pairs: list[tuple[Question, Standing]]

    @property
    def open_ones(self) -> list[tuple[Question, Standing]]:
        """Those of the pairs that the asker put their name to."""
        return [pair for pair in self.pairs if not pair[0].anonymous]


class AmaClosing:
    """Beginnings and ends of AMAs."""

    def __init__(self, room: AmaRoom, days: DayService) -> None:
        self._room = room
        self._days = days

    async def desk(self, guild_id: int, event_id: int, locale: str = ENGLISH) -> Desk:
        """Return an AMA as it stands. Raises UserError where there is none."""
        return await self._room.desk(guild_id, event_id, locale)

    async def follow(self, connection: AsyncConnection, plan: Plan, occurrence: Occurrence) -> None:
        """Make a single event of kind AMA one; later, let its board follow what changes.

        In the transaction in which the event is written (``Series.followers``). What is held
        again and again is no AMA: each needs questions of its own.
        """
        if plan.kind is not Kind.AMA:
            return
        guild_id, event_id = plan.guild_id, plan.event_id
        known = await amas.get(connection, guild_id, event_id, lock=True)
        if known is not None:
            await self._room.changed(connection, known)
            return
        if plan.recurrence is not None or plan.card_channel_id is None:
            return
        ama = Ama(guild_id, event_id, plan.card_channel_id)
        await amas.add(connection, ama)
        settings = await self._room.store.read(connection, guild_id, GuildSettings)
        kept = timedelta(days=settings.ama_kept_days)
        wait = occurrence.ends_at + kept - self._room.clock.now()
        await self._room.begin(connection, ama, POST, "1", {})
        await self._room.begin(connection, ama, FORGET, "", {}, wait=wait)

    async def close(self, guild_id: int, event_id: int, locale: str = ENGLISH) -> Desk:
        """End an AMA: nobody asks or votes any more, and everybody learns what was answered.

        Its event is held with that, if it was not yet. Raises UserError where it is closed
        already.
        """
        async with self._room.database.begin() as connection:
            now = self._room.clock.now()
            # First, for whoever changes an occurrence locks it before its AMA (``follow``).
            await self._days.close_single(connection, guild_id, event_id, now)
            ama = await self._room.lock(connection, guild_id, event_id, locale)
            if ama.state is AmaState.CLOSED:
                raise UserError(T.say("ama-closed", locale, at=ama.closed_at or EPOCH))
            closed = await self._room.changed(connection, ama, state=AmaState.CLOSED, closed_at=now)
            desk = await self._room.desk_in(connection, guild_id, event_id, locale)
            await self._room.begin(connection, closed, TRANSCRIPT, "", {})
            known = [
                each.number
                for one in desk.questions
                if one.question.state in PUBLIC
                for each in (one.question, *one.merged)
            ]
            firsts = await ama_askers.firsts(connection, guild_id, event_id, known)
            for turn, first in enumerate(firsts):
                what = {"number": first, "what": ANSWERS}
                name = f"{ANSWERS}:{first}"
                await self._room.begin(connection, closed, TOLD, name, what, wait=_PACE * turn)
        self._room.jobs.wake()
        return desk

    async def news(
        self, guild_id: int, event_id: int, number: int, root: int | None, *, rejected: bool
    ) -> News | None:
        """Return what the asker of question ``number`` is told, None where they are gone.

        With ``root`` only of the question that stands there. ``rejected``: what was turned
        down, else what became public.
        """
        async with self._room.database.read() as connection:
            member_id = await ama_askers.asker(connection, guild_id, event_id, number)
            if member_id is None:
                return None
            desk = await self._room.desk_in(connection, guild_id, event_id, ENGLISH)
            theirs = await ama_askers.numbers_of(connection, guild_id, event_id, member_id)
        if rejected:
            theirs = {number}
        pairs = [
            (each, one)
            for one in sorted(desk.questions, key=lambda each: each.number)
            for each in (one.question, *one.merged)
            if each.number in theirs
            and root in (None, one.number)
            and (one.question.state in PUBLIC) is not rejected
            and one.question.state is not QuestionState.PENDING
        ]
        return News(desk, member_id, pairs) if pairs else None

    async def posted(self, guild_id: int, event_id: int, channel_id: int, message_id: int) -> None:
        """Write down which message is the board, and let it follow what changed meanwhile."""
        async with self._room.locked(guild_id, event_id, ENGLISH) as (connection, ama):
            values = {"board_channel_id": channel_id, "board_message_id": message_id}
            await amas.change(connection, guild_id, event_id, **values)
            await self._room.redraw(connection, ama)

    async def drawn(self, guild_id: int, event_id: int, revision: int) -> bool:
        """Write down what the board shows; return whether there is more to show by now."""
        async with self._room.locked(guild_id, event_id, ENGLISH) as (connection, ama):
            shown = max(ama.board_revision, revision)
            await amas.change(connection, guild_id, event_id, board_revision=shown)
            return ama.revision > shown

    async def lost_board(self, guild_id: int, event_id: int) -> None:
        """Let a board that somebody deleted be posted anew."""
        async with self._room.locked(guild_id, event_id, ENGLISH) as (connection, ama):
            await amas.change(connection, guild_id, event_id, board_message_id=None)
            await self._room.begin(connection, ama, POST, f"{ama.board_message_id}", {})

    async def _unsay(
        self, connection: AsyncConnection, ama: Ama, one: Question, *whats: str
    ) -> None:
        for what in whats:
            channel_id = getattr(one, f"{what}_channel_id")
            message_id = getattr(one, f"{what}_message_id")
            if message_id is not None:
                where = {"channel": channel_id, "message": message_id}
                await self._room.begin(connection, ama, UNSAID, str(message_id), where)

    async def said(
        self, about: tuple[int, int, int], what: str, channel_id: int, message_id: int
    ) -> None:
        """Write down which message shows the written answer (``what`` "answer") to a question.

        Or in which its asker is told ("told"). It takes the place of one before it. ``about``:
        guild, event, number.
        """
        guild_id, event_id, _ = about
        async with self._room.locked(guild_id, event_id, ENGLISH) as (connection, ama):
            one = await amas.question(connection, *about)
            if one is None:
                return
            if getattr(one, f"{what}_message_id") != message_id:
                await self._unsay(connection, ama, one, what)
            shown = {f"{what}_channel_id": channel_id, f"{what}_message_id": message_id}
            await amas.change_question(connection, one, **shown)

    async def transcribed(self, guild_id: int, event_id: int, message_id: int) -> None:
        """Write down which message holds the transcript."""
        async with self._room.database.begin() as connection:
            await amas.change(connection, guild_id, event_id, transcript_message_id=message_id)

    async def forget(self, guild_id: int, event_id: int) -> datetime | None:
        """Delete the questions of an AMA that is over for long; return when, if not yet."""
        async with self._room.locked(guild_id, event_id, ENGLISH) as (connection, ama):
            settings = await self._room.store.read(connection, guild_id, GuildSettings)
            occurrence = await occurrences.latest(connection, guild_id, event_id)
            now = self._room.clock.now()
            over = ama.closed_at or (occurrence.ends_at if occurrence is not None else now)
            due = over + timedelta(days=settings.ama_kept_days)
            if due > now:
                return due
            await amas.forget(connection, guild_id, event_id)
            await self._room.changed(
                connection, ama, state=AmaState.CLOSED, closed_at=ama.closed_at or now
            )
        return None

    async def pass_on(self, guild_id: int, member_id: int) -> None:
        """Before a member's questions go: who asked the same first stands for the others.

        What was answered stays answered. Boards and transcripts follow when they are gone.
        """
        async with self._room.database.begin() as connection:
            for event_id in await ama_askers.events_of(connection, guild_id, member_id):
                ama = await amas.get(connection, guild_id, event_id, lock=True)
                if ama is None:
                    continue
                gone = await ama_askers.numbers_of(connection, guild_id, event_id, member_id)
                questions = await amas.questions(connection, guild_id, event_id)
                by_number = {one.number: one for one in questions}
                stands = heir(questions, gone)
                await amas.restand(connection, guild_id, event_id, stands)
                for number in set(stands.values()):
                    before = by_number[by_number[number].merged_into or number]
                    await amas.change_question(
                        connection,
                        by_number[number],
                        **{name: getattr(before, name) for name in _LEFT},
                    )
                await self._room.changed(connection, ama)
                for number in gone:
                    await self._unsay(connection, ama, by_number[number], "answer", "told")
                for kind in (BOARD, TRANSCRIPT):
                    # When the deletion that follows is surely done.
                    name = f"without:{ama.revision}"
                    await self._room.begin(connection, ama, kind, name, {}, wait=_FORGOTTEN)
        self._room.jobs.wake()


# What the one that takes a question's place has from it.
_LEFT: Final = (
    "state",
    "pinned_at",
    "reason",
    "decided_by",
    "answer",
    "spoken",
    "answered_by",
    "answered_at",
)
