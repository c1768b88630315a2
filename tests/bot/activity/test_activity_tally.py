"""What a batch adds to daily activity."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.activity.tally import tally_of
from bot.ledger.facts import MessageFact, ReactionFact, UseFact, UseKind, VoiceFact
from bot.ledger.projections import Batch

BERLIN = ZoneInfo("Europe/Berlin")
EVENING = datetime(2024, 3, 4, 22, 59, 59, tzinfo=UTC)
NIGHT = datetime(2024, 3, 4, 23, tzinfo=UTC)  # the next day in Berlin
MONDAY = EVENING.toordinal()


def test_days_are_those_of_the_zone() -> None:
    tally = tally_of(
        Batch.of([MessageFact(1, 2, 70, 11, NIGHT), MessageFact(1, 3, 70, 11, EVENING)]), BERLIN
    )

    assert tally.members == {(MONDAY, 11): [1, 0, 0, 0, 0], (MONDAY + 1, 11): [1, 0, 0, 0, 0]}
    assert tally.first_messages == {11: MONDAY}


def test_a_thread_counts_for_its_parent() -> None:
    tally = tally_of(Batch.of([MessageFact(1, 2, 99, 11, NIGHT, parent_id=70)]), BERLIN)

    assert tally.channels == {(MONDAY + 1, 70): 1}


def test_scored_messages_are_counted_beside_all() -> None:
    messages = [MessageFact(1, n, 70, 11, EVENING, score=s) for n, s in enumerate((None, 0.0, -1))]

    assert tally_of(Batch.of(messages), BERLIN).members == {(MONDAY, 11): [3, 0, 0, 0, 2]}


def test_every_kind_of_activity_is_counted() -> None:
    tally = tally_of(
        Batch.of(
            [
                ReactionFact(1, 5, 11, "👍", 70, EVENING),
                VoiceFact(1, 80, 11, EVENING, 1, 1),
                UseFact(1, 6, 11, EVENING, UseKind.MODAL, "feedback"),
                UseFact(1, 7, 11, EVENING, UseKind.COMMAND, "pulse"),
            ]
        ),
        BERLIN,
    )

    assert tally.members == {(MONDAY, 11): [0, 1, 1, 2, 0]}
    assert not tally.channels
    assert not tally.first_messages


def test_time_alone_in_voice_leaves_no_trace() -> None:
    tally = tally_of(Batch.of([VoiceFact(1, 80, 11, EVENING, 300, 0)]), BERLIN)

    assert tally.members == {}
