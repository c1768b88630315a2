"""What a purge takes, and what it leaves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.moderation.domain.purge import (
    BULK,
    BULK_AGE,
    MOST_OLD,
    Kind,
    Seen,
    Wanted,
    plan,
    transcript,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def message(**given: object) -> Seen:
    return Seen(**{"message_id": 1, "author_id": 7, "sent_at": NOW} | given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "taken", "left"),
    [
        (Wanted(), message(), message(pinned=True)),
        (Wanted(member_id=7), message(), message(author_id=8)),
        (Wanted(contains="Spam"), message(content="a SPAMMY one"), message(content="ham")),
        (Wanted(contains="straße"), message(content="STRASSE"), message(content="Weg")),
        (Wanted(kind=Kind.BOTS), message(bot=True), message()),
        (Wanted(kind=Kind.PEOPLE), message(), message(bot=True)),
        (Wanted(kind=Kind.FILES), message(files=1), message(content="file")),
        (Wanted(kind=Kind.EMBEDS), message(embeds=1), message()),
        (Wanted(kind=Kind.LINKS), message(content="see HTTPS://a.b"), message(content="https://")),
        (
            Wanted(kind=Kind.INVITES),
            message(content="discord.gg/abc"),
            message(content="https://discord.com/developers"),
        ),
        (Wanted(7, "x", Kind.BOTS), message(bot=True, content="x"), message(content="x")),
    ],
)
def test_what_is_meant_is_taken(wanted: Wanted, taken: Seen, left: Seen) -> None:
    assert wanted.takes(taken)
    assert not wanted.takes(left)


@given(st.lists(st.integers(0, 40 * 24), max_size=400))
def test_every_message_that_is_meant_goes_or_is_counted(ages: list[int]) -> None:
    messages = [
        message(message_id=number, sent_at=NOW - timedelta(hours=age))
        for number, age in enumerate(sorted(ages))
    ]

    made = plan(messages, NOW)

    assert len(made.all) + made.left == len(messages)
    assert [one.message_id for one in made.all] == list(range(len(made.all)))
    assert all(NOW - one.sent_at < BULK_AGE for one in made.fresh)
    assert len(made.old) <= MOST_OLD
    bulks = made.bulks()
    assert all(0 < len(batch) <= BULK for batch in bulks)
    assert [one for batch in bulks for one in batch] == [one.message_id for one in made.fresh]


def test_a_transcript_reads_from_the_oldest_on() -> None:
    text = transcript(
        [
            message(message_id=2, content="later", files=2),
            message(author_id=8, sent_at=NOW - timedelta(minutes=1), embeds=1),
        ],
        {7: "ada"},
    )

    assert text == (
        "[2026-03-02 11:59:00] ? (8): [1 embed(s)]\n"
        "[2026-03-02 12:00:00] ada (7): later [2 file(s)]\n"
    )
