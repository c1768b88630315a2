"""The funnel is a pure function of the paths."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from cogs.onboarding.domain.funnel import Path, best_and_worst, by_source, funnel
from cogs.onboarding.domain.invites import INVITE, UNKNOWN, Source

SOURCES = st.sampled_from([Source(UNKNOWN), Source(INVITE, "a"), Source(INVITE, "b")])
PATHS = st.lists(
    st.builds(
        Path,
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.none() | st.timedeltas(timedelta(0), timedelta(days=3)),
        st.none() | st.booleans(),
        SOURCES,
    )
)


def path(source: str = "a", *, active: bool | None = None, wrote_s: int | None = None) -> Path:
    wrote = None if wrote_s is None else timedelta(seconds=wrote_s)
    return Path(True, False, False, wrote, active, Source(INVITE, source))


@given(PATHS, st.randoms())
def test_order_never_matters(paths: list[Path], chance: object) -> None:
    shuffled = list(paths)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert funnel(paths) == funnel(shuffled)
    assert by_source(paths) == by_source(shuffled)


@given(PATHS)
def test_no_stage_has_more_than_came_into_it(paths: list[Path]) -> None:
    counted = funnel(paths)

    assert counted.joined == len(paths)
    assert all(0 <= count <= of <= len(paths) for _, count, of in counted.stages)
    assert sum(one.funnel.joined for one in by_source(paths)) == len(paths)


def test_a_seventh_day_that_is_not_over_counts_for_nobody() -> None:
    counted = funnel([path(active=True), path(active=False), path(active=None)])

    assert (counted.day_7, counted.day_7_of) == (1, 2)


def test_the_median_wait_is_of_those_who_wrote() -> None:
    assert funnel([path(wrote_s=10), path(), path(wrote_s=30)]).first_message_median_s == 20
    assert funnel([path()]).first_message_median_s is None


def test_the_best_and_the_worst_invite_need_enough_people() -> None:
    many = [path("a", active=True)] * 5 + [path("b", active=False)] * 5
    few = [path("c", active=True)] * 4

    found = best_and_worst(by_source([*many, *few]))

    assert found is not None
    assert [one.source.code for one in found] == ["a", "b"]
    assert best_and_worst(by_source([path("a", active=True)] * 5)) is None
    assert best_and_worst(by_source(few)) is None


def test_unknown_sources_come_last() -> None:
    unknown = Path(True, False, False, None, None)

    assert [one.source.code for one in by_source([unknown] * 9 + [path("a")])] == ["a", None]
