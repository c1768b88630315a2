"""Asking somebody anything: the AMA, its questions, and what may follow on what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

QUESTION_LIMIT: Final = 1_000
ANSWER_LIMIT: Final = 3_000
REASON_LIMIT: Final = 300
# Questions of one AMA, also those that were rejected: what a transcript and a queue can hold.
MOST_QUESTIONS: Final = 1_000


class AmaState(StrEnum):
    """Where an AMA is in its life."""

    COLLECTING = "collecting"  # questions are asked ahead
    LIVE = "live"  # the host answers
    CLOSED = "closed"


class QuestionState(StrEnum):
    """Where a question is in its life."""

    PENDING = "pending"  # moderators have not looked yet
    APPROVED = "approved"  # everybody sees it, and it waits for the host
    REJECTED = "rejected"
    ANSWERED = "answered"
    SKIPPED = "skipped"  # the host passed over it
    LATER = "later"  # the host promised to answer in writing, also after the AMA


# Everybody may read these.
PUBLIC: Final = (
    QuestionState.APPROVED,
    QuestionState.ANSWERED,
    QuestionState.SKIPPED,
    QuestionState.LATER,
)
# The host can still answer these.
ANSWERABLE: Final = (QuestionState.APPROVED, QuestionState.SKIPPED, QuestionState.LATER)
# Moderators can still decide otherwise about these.
DECIDABLE: Final = (QuestionState.PENDING, QuestionState.APPROVED, QuestionState.REJECTED)


@dataclass(frozen=True, slots=True)
class Ama:
    """See ``models.ama.EventAma``: instants are aware UTC, the rest of it is its plan's."""

    guild_id: int
    event_id: int
    board_channel_id: int
    state: AmaState = AmaState.COLLECTING
    board_message_id: int | None = None
    last_question: int = 0
    revision: int = 1
    board_revision: int = 0
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    transcript_message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question as everybody but its asker may know it; instants are aware UTC.

    ``author_id`` is None where it was asked anonymously, or the asker's data are gone: nothing
    that is shown, logged or exported of it can name who asked. ``wording`` is what moderators
    made of the ``text``. ``merged_into`` is the question that stands for this one, which is
    never itself merged. ``spoken``: answered in voice; ``answer`` is what was written,
    and shown in the message ``answer_message_id``; in ``told_message_id`` its asker is told,
    where that was no direct message.
    ``blocked``: because of this question its asker may not ask, whoever they are.
    """

    guild_id: int
    event_id: int
    number: int
    text: str
    asked_at: datetime
    anonymous: bool = False
    author_id: int | None = None
    state: QuestionState = QuestionState.PENDING
    wording: str | None = None
    merged_into: int | None = None
    pinned_at: datetime | None = None
    reason: str | None = None
    decided_by: int | None = None
    answer: str | None = None
    spoken: bool = False
    answered_by: int | None = None
    answered_at: datetime | None = None
    answer_channel_id: int | None = None
    answer_message_id: int | None = None
    told_channel_id: int | None = None
    told_message_id: int | None = None
    blocked: bool = False

    @property
    def shown(self) -> str:
        """The question as people read it."""
        return self.wording or self.text
