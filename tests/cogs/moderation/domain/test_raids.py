"""What is a raid and what is not, and who belongs together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.moderation.domain.raids import (
    MOST,
    SMALLEST,
    Arrival,
    Cluster,
    Limits,
    Trait,
    clusters,
    is_raid,
    numbered,
    stem,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LIMITS = Limits(10, timedelta(minutes=1), timedelta(days=7))
OLD = timedelta(days=400)
STRANGERS = [
    "quill",
    "otter",
    "harbor",
    "maple",
    "zephyr",
    "cobalt",
    "lumen",
    "nectar",
    "bishop",
    "walrus",
    "comet",
    "saffron",
    "tundra",
    "pickle",
    "velvet",
    "ginger",
    "rowan",
    "dagger",
    "falcon",
    "mimosa",
]


def came(
    names: Iterable[str],
    *,
    age: timedelta = OLD,
    apart: timedelta = timedelta(days=3),
    every: timedelta = timedelta(seconds=3),
    avatars: Iterable[str | None] = (),
) -> list[Arrival]:
    """Return people with accounts made ``apart``, who came one after the other until now."""
    names, pictures = list(names), list(avatars)
    first = NOW - every * len(names)
    return [
        Arrival(
            100 + place,
            name,
            pictures[place] if pictures else None,
            NOW - age - apart * place,
            first + every * (place + 1),
        )
        for place, name in enumerate(names)
    ]


def raid(arrivals: list[Arrival]) -> bool:
    return is_raid(arrivals, clusters(arrivals, LIMITS), LIMITS, NOW)


ALIKE = {
    "numbered": [f"raider{number}" for number in range(12)],
    "numbered before": [f"{number}_mango_clan" for number in range(12)],
    "leet": ["raider", "r4ider", "raid3r", "r41der", "ra1d3r"] * 3,
    "case and accents": ["Raïder", "RAIDER", "raidér", "rAiDeR"] * 3,
    "decorated": ["xx.raider.xx", "xx_raider_xx", "xx-raider-xx"] * 4,
    "wide letters": ["".join(chr(0xFEE0 + ord(one)) for one in "raider"), "raider"] * 6,
    "bold letters": ["".join(chr(0x1D3B9 + ord(one)) for one in "raider"), "raider"] * 6,
    "a letter off": [f"midnightarmy{letter}" for letter in "abcdefghijkl"],
}
RAIDS = {
    **{name: came(names) for name, names in ALIKE.items()},
    "strangers with one picture": came(STRANGERS[:12], avatars=["a1b2"] * 12),
    "made at one time": came(STRANGERS[:12], age=timedelta(days=2), apart=timedelta(minutes=1)),
    "new accounts with nothing in common": came(
        STRANGERS[:12], age=timedelta(hours=5), apart=timedelta(hours=2)
    ),
    "half of them new": came(STRANGERS[:6], age=timedelta(days=1), apart=timedelta(hours=1))
    + [
        Arrival(500 + place, name, None, NOW - OLD - place * timedelta(days=9), NOW)
        for place, name in enumerate(STRANGERS[6:12])
    ],
    "look-alikes that drop in slowly": came(
        [f"raider{number}" for number in range(12)], every=timedelta(minutes=4)
    ),
}
INNOCENT = {
    "nobody": [],
    "one": came(["raider1"]),
    "a crowd that follows a link": came(STRANGERS),
    "a crowd with pictures of their own": came(STRANGERS, avatars=STRANGERS),
    "three friends": came(["wolf_one", "wolf_two", "wolf_three", *STRANGERS[:12]]),
    "some of one first name": came(["alex12", "alex_99", "Alex", *STRANGERS[:12]]),
    "nine look-alikes": came([f"raider{number}" for number in range(9)]),
    "new accounts over an hour": came(
        STRANGERS, age=timedelta(days=1), apart=timedelta(hours=2), every=timedelta(minutes=2)
    ),
    "a few new ones in a crowd": came(STRANGERS[:4], age=timedelta(days=1))
    + came(STRANGERS[4:], every=timedelta(seconds=2)),
    "short names": came([f"{letter}{number}" for number in range(4) for letter in "abc"]),
    "names of numbers": came([str(number * 7919) for number in range(12)]),
    "look-alikes of yesterday": [
        Arrival(one.member_id, one.name, None, one.created_at, NOW - timedelta(days=1))
        for one in came(STRANGERS[:12])
    ],
}


@pytest.mark.parametrize("name", RAIDS)
def test_a_raid_is_seen(name: str) -> None:
    assert raid(RAIDS[name])


@pytest.mark.parametrize("name", INNOCENT)
def test_people_who_just_arrive_are_no_raid(name: str) -> None:
    assert not raid(INNOCENT[name])


@pytest.mark.parametrize("name", ALIKE)
def test_look_alikes_are_one_cluster_and_strangers_are_not_in_it(name: str) -> None:
    crowd = came([*ALIKE[name], *STRANGERS])

    (cluster,) = clusters(crowd, LIMITS)

    assert cluster.members == {one.member_id for one in crowd[: len(ALIKE[name])]}
    assert cluster.traits == {Trait.NAME}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("stefan", "steffi"),
        ("michael", "michelle"),
        ("marianne", "mariana"),
        ("dragonslayer", "dragonrider"),
        ("nightfury", "nightfox"),
        ("anna", "hanna"),
        ("kim", "kimi"),
    ],
)
def test_names_that_only_sound_alike_are_not(one: str, other: str) -> None:
    assert clusters(came([one, other, other, one]), LIMITS) == []


def test_a_cluster_says_all_that_it_shares() -> None:
    names = ["raider1", "raider2", "raider3", "quill", "otter"]
    pictures = ["p", "x", "y", "p", "p"]

    (cluster,) = clusters(came(names, avatars=pictures), LIMITS)

    assert len(cluster.members) == 5
    assert cluster.traits == {Trait.NAME, Trait.AVATAR}


def test_two_are_no_cluster() -> None:
    assert clusters(came(["raider1", "raider2", *STRANGERS]), LIMITS) == []


def test_only_the_latest_are_compared() -> None:
    crowd = came([f"raider{number}" for number in range(5)] + ["x"] * MOST)

    assert clusters(crowd, LIMITS) == []


def test_a_cluster_keeps_its_number_as_it_grows() -> None:
    one, two = frozenset({1, 2, 3}), frozenset({7, 8, 9})
    name = frozenset({Trait.NAME})
    first = numbered({}, [Cluster(one, name), Cluster(two, name)])
    assert first == {1: 1, 2: 1, 3: 1, 7: 2, 8: 2, 9: 2}

    grown = numbered(first, [Cluster(two | {10, 11}, name), Cluster(frozenset({20, 21}), name)])

    assert grown == first | {10: 2, 11: 2, 20: 3, 21: 3}


def test_clusters_that_turn_out_to_be_one_are_one() -> None:
    known = {1: 1, 2: 1, 3: 1, 7: 2, 8: 2}

    together = numbered(known, [Cluster(frozenset(known) | {9}, frozenset({Trait.NAME}))])

    assert set(together.values()) == {1}


def test_one_cluster_that_falls_apart_has_two_numbers() -> None:
    known = dict.fromkeys(range(1, 7), 1)
    apart = [
        Cluster(frozenset({1, 2, 3}), frozenset({Trait.NAME})),
        Cluster(frozenset({4, 5, 6}), frozenset({Trait.NAME})),
    ]

    assert sorted(numbered(known, apart).values()) == [1, 1, 1, 2, 2, 2]


@given(st.lists(st.text(max_size=40), max_size=30))
def test_whatever_the_names_nobody_is_in_two_clusters(names: list[str]) -> None:
    found = clusters(came(names, age=timedelta(days=1)), LIMITS)

    members = [one for cluster in found for one in cluster.members]
    assert len(members) == len(set(members))
    assert all(len(cluster.members) >= SMALLEST for cluster in found)


@given(st.text(max_size=40))
def test_numbering_never_makes_a_name_another(name: str) -> None:
    assert stem(f"{name}-17") == stem(name)
