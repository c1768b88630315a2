"""What is pushed to Discord's own event, and what is taken over from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cogs.events.domain.native import Look, known_now, merge, taken_over, times_of, wanted
from cogs.events.domain.plan import Place, Room
from cogs.events.domain.series import first_of
from tests.cogs.events.eventskit import PLAN

OURS = wanted(PLAN, first_of(PLAN), "To be announced")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("known", "seen", "push", "taken"),
    [
        ({}, {}, set(), set()),
        # Ours was changed since it was last known.
        ({"name": "Old"}, {"name": "Old"}, {"name"}, set()),
        # It was pushed, and nobody could note that any more.
        ({"name": "Old"}, {}, set(), set()),
        # It was changed there.
        ({}, {"name": "New"}, set(), {"name"}),
        # Both were changed: ours stands, for people were told of it.
        ({"name": "Old"}, {"name": "New"}, {"name"}, set()),
        # One thing here, another there.
        ({"name": "Old"}, {"name": "Old", "description": "New"}, {"name"}, {"description"}),
        ({}, {"starts_at": OURS.starts_at + HOUR}, set(), {"starts_at"}),
        ({}, {"ends_at": None}, set(), set()),
        ({}, {"channel_id": None, "room": None, "location": "Pier"}, set(), {"where"}),
        ({"channel_id": 9}, {"channel_id": 9}, {"where"}, set()),
        # Discord shows its own copy of a picture, so what was sent is compared.
        ({}, {"picture": None}, set(), set()),
        ({"picture": "old"}, {"picture": None}, {"picture"}, set()),
    ],
)
def test_three_looks_tell_who_changed_what(
    known: dict[str, object], seen: dict[str, object], push: set[str], taken: set[str]
) -> None:
    before, now = replace(OURS, **known), replace(OURS, **seen)

    merged = merge(before, now, OURS)

    assert (merged.push, merged.taken) == (push, taken)
    # Ours is what was taken over from then on; what is left to push is found again.
    names = taken - {"where"} | ({"channel_id", "room", "location"} if "where" in taken else set())
    ours = replace(OURS, **{name: getattr(now, name) for name in names})
    again = merge(known_now(before, now, merged.push), now, ours)
    assert (again.push, again.taken) == (push, set())


@pytest.mark.parametrize(
    ("place", "where"),
    [
        (Place(channel_id=4, room=Room.STAGE, link="https://x.example"), (4, Room.STAGE, None)),
        (Place(link="https://x.example/a"), (None, None, "https://x.example/a")),
        (Place(link="https://x.example", address="Pier 4"), (None, None, "Pier 4")),
        (Place(link="https://x.example/" + "a" * 100), (None, None, "Soon")),
        (Place(address="a" * 150), (None, None, "a" * 100)),
        (Place(), (None, None, "Soon")),
    ],
)
def test_every_place_fits_into_discords_own(
    place: Place, where: tuple[int | None, Room | None, str | None]
) -> None:
    plan = replace(PLAN, place=place)

    assert wanted(plan, first_of(plan), "Soon").where == where


def test_what_was_changed_by_hand_is_taken_over() -> None:
    seen = replace(OURS, name="Ships", channel_id=None, room=None, location="https://x.example/a")
    plan = taken_over(PLAN, seen, frozenset({"name", "where"}))
    assert (plan.name, plan.place) == ("Ships", Place(link="https://x.example/a"))
    pier = taken_over(plan, replace(seen, location="Pier 4"), frozenset({"where"}))
    assert pier.place == Place(link="https://x.example/a", address="Pier 4")
    back = taken_over(pier, OURS, frozenset({"where"}))
    assert back.place.channel_id == PLAN.place.channel_id

    occurrence = first_of(PLAN)
    later = replace(seen, starts_at=OURS.starts_at + HOUR, ends_at=OURS.starts_at + HOUR * 3)
    assert times_of(occurrence, later, frozenset({"starts_at", "ends_at"})) == (
        later.starts_at,
        later.ends_at,
    )
    endless = replace(later, ends_at=None)
    assert times_of(occurrence, endless, frozenset({"starts_at"})) == (
        later.starts_at,
        later.starts_at + HOUR,
    )
    assert times_of(occurrence, later, frozenset({"name"})) == (
        occurrence.starts_at,
        occurrence.ends_at,
    )


def test_a_look_is_kept_as_json() -> None:
    for look in (OURS, replace(OURS, ends_at=None, room=None, channel_id=None, location="Pier")):
        assert Look.from_json(look.to_json()) == look
