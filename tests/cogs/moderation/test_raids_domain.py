"""Raids: what is one, what is only a crowd, and who belongs together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cogs.moderation.domain.raids import (
    MOST,
    Alike,
    Joiner,
    JoinWatch,
    Limits,
    clusters_of,
    mould,
    text_clusters,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LIMITS = Limits()
PEOPLE = [
    "ada",
    "bert",
    "chloe",
    "dmitri",
    "elena",
    "farouk",
    "greta",
    "hassan",
    "ingrid",
    "jonas",
    "katya",
    "liam",
    "mona",
    "nils",
    "olga",
    "pavel",
    "quentin",
    "rosa",
    "sven",
    "tariq",
    "uma",
    "vera",
    "wendell",
    "xenia",
    "yusuf",
    "zoe",
]


def joiner(
    number: int, name: str = "", *, seconds: float = 0, days: float = 400, avatar: str | None = None
) -> Joiner:
    made = NOW - timedelta(days=days + 37 * number * (days > 30))
    return Joiner(
        number, NOW + timedelta(seconds=seconds), name or PEOPLE[number % 26], made, avatar
    )


def test_a_few_strangers_are_no_raid() -> None:
    watch = JoinWatch(LIMITS)

    assert [watch.note(joiner(n, seconds=n)) for n in range(14)] == [None] * 14
    assert not watch.is_on(NOW)


def test_many_at_once_are_a_raid_also_if_no_two_are_alike() -> None:
    watch = JoinWatch(LIMITS)
    signs = [watch.note(joiner(n, seconds=n)) for n in range(15)]

    sign = signs[-1]
    assert signs[:-1] == [None] * 14
    assert sign is not None
    assert (sign.joins, sign.clusters) == (15, ())


def test_many_in_an_hour_are_not() -> None:
    watch = JoinWatch(LIMITS)

    assert all(watch.note(joiner(n, seconds=30 * n)) is None for n in range(120))


def test_half_as_many_that_look_alike_are() -> None:
    watch = JoinWatch(LIMITS)
    signs = [watch.note(joiner(n, f"Free_Nitro{n * 31}", seconds=n)) for n in range(8)]

    assert signs[6] is None
    assert signs[7] is not None
    (cluster,) = signs[7].clusters
    assert cluster.members == tuple(range(8))
    assert cluster.alike == {Alike.NAME}


def test_a_raid_ends_when_it_is_quiet() -> None:
    watch = JoinWatch(LIMITS)
    for n in range(15):
        watch.note(joiner(n))

    assert watch.is_on(NOW + timedelta(minutes=9))
    assert not watch.is_on(NOW + timedelta(minutes=10))


def test_names_from_one_mould_also_in_disguise() -> None:
    names = [
        "shadow_wolf_1",
        "Shadowwolf22",
        "\u0455hadow wolf",
        "\uff33hadow.Wolf.9",
        "shadowwolff",
    ]
    crowd = [joiner(n, name) for n, name in enumerate(names)]
    crowd += [joiner(n) for n in range(10, 20)]

    (cluster,) = clusters_of(crowd, LIMITS)
    assert cluster.members == (0, 1, 2, 3, 4)


def test_people_with_names_of_their_own_are_no_cluster() -> None:
    assert clusters_of([joiner(n) for n in range(26)], LIMITS) == ()
    assert clusters_of([joiner(n, f"{n}") for n in range(26)], LIMITS) == ()
    assert (
        clusters_of([joiner(n, name) for n, name in enumerate(["jo", "jo1", "jo2"])], LIMITS) == ()
    )


def test_one_picture_is_a_cluster_no_picture_is_none() -> None:
    same = [joiner(n, avatar="abc") for n in range(3)]
    none = [joiner(n) for n in range(10, 20)]

    (cluster,) = clusters_of([*none, *same], LIMITS)
    assert (cluster.members, cluster.alike) == ((0, 1, 2), {Alike.AVATAR})


def test_new_accounts_made_at_one_time_are_a_cluster_old_ones_are_not() -> None:
    new = [joiner(n, days=1 + n / 100) for n in range(4)]
    old = [Joiner(n, NOW, PEOPLE[n], NOW - timedelta(days=900)) for n in range(10, 16)]

    (cluster,) = clusters_of([*new, *old], LIMITS)
    assert (cluster.members, cluster.alike) == ((0, 1, 2, 3), {Alike.AGE})


def test_a_chain_of_ages_does_not_join_strangers() -> None:
    chain = [joiner(n, days=0.1 + n * 0.24) for n in range(20)]

    assert all(len(one.members) <= 3 for one in clusters_of(chain, LIMITS))


def test_what_is_alike_in_several_ways_is_one_cluster() -> None:
    crowd = [
        joiner(0, "nitro a", avatar="x"),
        joiner(1, "greta", avatar="x"),
        joiner(2, "nitro ab"),
    ]

    (cluster,) = clusters_of(crowd, LIMITS)
    assert cluster.members == (0, 1, 2)
    assert cluster.alike == {Alike.NAME, Alike.AVATAR}


def test_nearly_one_text_by_many() -> None:
    texts = [(n, f"join my server for free nitro and win {n}") for n in range(5)]
    texts += [(9, "hello everybody"), (10, "how does the game end?"), (11, "I like trains")]

    (cluster,) = text_clusters(texts)
    assert (cluster.members, cluster.alike) == ((0, 1, 2, 3, 4), {Alike.TEXT})


def test_one_person_who_repeats_themselves_is_no_cluster() -> None:
    assert text_clusters([(1, "hello hello hello")] * 20) == ()


def test_who_is_forgotten_counts_no_more() -> None:
    watch = JoinWatch(LIMITS)
    for n in range(14):
        watch.note(joiner(n))
    watch.forget(3)

    assert watch.note(joiner(20)) is None


NAMES = st.text(max_size=32)


@given(st.lists(st.tuples(NAMES, st.sampled_from([None, "a", "b"]), st.floats(0, 40)), max_size=40))
def test_every_member_is_in_one_cluster_at_most(
    people: list[tuple[str, str | None, float]],
) -> None:
    crowd = [
        Joiner(n, NOW, name, NOW - timedelta(days=days), avatar)
        for n, (name, avatar, days) in enumerate(people)
    ]
    clusters = clusters_of(crowd, LIMITS)
    members = [member for one in clusters for member in one.members]

    assert len(set(members)) == len(members)
    assert all(len(one.members) >= 3 and one.alike for one in clusters)


@given(NAMES)
def test_a_mould_has_no_numbers(name: str) -> None:
    assert not any(char.isdigit() for char in mould(name))
    assert mould(name + "123") == mould(name)


def test_what_is_kept_is_bounded() -> None:
    watch = JoinWatch(Limits(joins=10**6))
    for n in range(MOST * 2):
        watch.note(joiner(n, days=400))

    assert len(watch.recent(NOW)) == MOST
