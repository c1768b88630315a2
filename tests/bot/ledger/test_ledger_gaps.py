"""Gaps: stretches of history to read, kept without overlaps, on both databases."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import Database
from bot.ledger.gaps import Gap, GapKind, add_gaps, gaps_of, merged, shorten

MESSAGES, ARCHIVED = GapKind.MESSAGES, GapKind.ARCHIVED
_gap = st.builds(
    lambda kind, channel, after, size: Gap(kind, channel, after, after + size),
    st.sampled_from(GapKind),
    st.integers(1, 2),
    st.integers(0, 30),
    st.integers(1, 9),
)


def _ids(gaps: list[Gap]) -> set[tuple[GapKind, int, int]]:
    return {
        (gap.kind, gap.channel_id, number)
        for gap in gaps
        for number in range(gap.after_id + 1, gap.until_id + 1)
    }


@given(st.lists(_gap, max_size=12), st.randoms(use_true_random=False))
def test_merging_covers_the_same_without_overlaps(gaps: list[Gap], chance: random.Random) -> None:
    once = merged(gaps)
    assert _ids(once) == _ids(gaps)
    assert sum(gap.until_id - gap.after_id for gap in once) == len(_ids(gaps))
    chance.shuffle(gaps)
    assert merged(gaps) == once == merged([*once, *gaps])


async def _add(connection: AsyncConnection, *gaps: Gap) -> list[Gap]:
    await add_gaps(connection, 1, gaps)
    return await gaps_of(connection, 1)


async def test_gaps_are_kept_merged_and_in_the_order_of_reading(database: Database) -> None:
    async with database.begin() as connection:
        await add_gaps(connection, 2, [Gap(MESSAGES, 70, 0, 99)])
        assert await _add(connection, Gap(ARCHIVED, 70, 10, 20), Gap(MESSAGES, 70, 10, 20)) == [
            Gap(MESSAGES, 70, 10, 20),
            Gap(ARCHIVED, 70, 10, 20),
        ]
        assert await _add(connection, Gap(MESSAGES, 70, 15, 30), Gap(MESSAGES, 70, 50, 60)) == [
            Gap(MESSAGES, 70, 10, 30),
            Gap(MESSAGES, 70, 50, 60),
            Gap(ARCHIVED, 70, 10, 20),
        ]
        assert await gaps_of(connection, 2) == [Gap(MESSAGES, 70, 0, 99)]


async def test_a_gap_is_read_bit_by_bit(database: Database) -> None:
    gap = Gap(MESSAGES, 70, 10, 30)
    async with database.begin() as connection:
        await _add(connection, gap, Gap(MESSAGES, 71, 10, 30))
        await shorten(connection, 1, gap, 10)
        await shorten(connection, 1, gap, 25)
        assert (await gaps_of(connection, 1))[0] == Gap(MESSAGES, 70, 25, 30)
        await shorten(connection, 1, Gap(MESSAGES, 70, 25, 30), 31)
        assert await gaps_of(connection, 1) == [Gap(MESSAGES, 71, 10, 30)]


async def test_a_gap_that_grew_meanwhile_is_not_closed(database: Database) -> None:
    mine = Gap(MESSAGES, 70, 20, 30)
    async with database.begin() as connection:
        await _add(connection, mine)
        # Another process found that it begins earlier.
        grown = await _add(connection, Gap(MESSAGES, 70, 5, 22))
        await shorten(connection, 1, mine, 25)
        await shorten(connection, 1, mine, 30)
        assert await gaps_of(connection, 1) == grown == [Gap(MESSAGES, 70, 5, 30)]
