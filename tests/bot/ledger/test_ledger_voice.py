"""The voice tracker against a simulation that looks at the rooms second by second."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.ledger.facts import VoiceFact
from bot.ledger.voice import STRETCH, VoiceTracker
from tests.bot.ledger.ledgerkit import NOON, ZONES

G = 1
Event = tuple[int, str, int, int]  # second, what, channel, member


def at(second: int) -> datetime:
    return NOON + timedelta(seconds=second)


_events = st.lists(
    st.tuples(
        st.integers(0, 1_500),
        st.sampled_from(("enter", "enter", "leave", "tick", "reconcile")),
        st.sampled_from((7, 8)),
        st.integers(1, 3),
    ),
    max_size=20,
).map(sorted)


def track(events: list[Event], end: int) -> list[VoiceFact]:
    tracker = VoiceTracker()
    facts: list[VoiceFact] = []
    for second, what, channel, member in events:
        match what:
            case "enter":
                facts += tracker.enter(G, channel, member, at(second))
            case "leave":
                facts += tracker.leave(G, channel, member, at(second))
            case "tick":
                facts += tracker.tick(at(second))
            case "reconcile":  # only this one is there
                facts += tracker.reconcile(G, {(channel, member)}, at(second))
    return facts + tracker.close(at(end))


def simulate(events: list[Event], end: int) -> dict[tuple[int, int, int], tuple[int, int]]:
    """Seconds, and seconds with others, by (channel, member, five minutes)."""
    present: set[tuple[int, int]] = set()
    found: dict[tuple[int, int, int], list[int]] = defaultdict(lambda: [0, 0])
    for second in range(end):
        for when, what, channel, member in events:
            if when == second:
                match what:
                    case "enter":
                        present.add((channel, member))
                    case "leave":
                        present.discard((channel, member))
                    case "reconcile":
                        present = {(channel, member)}
        for channel, member in present:
            counts = found[channel, member, second // 300]
            counts[0] += 1
            counts[1] += sum(room == channel for room, _ in present) > 1
    return {key: (counts[0], counts[1]) for key, counts in found.items()}


@settings(max_examples=60)
@given(events=_events)
def test_the_tracker_agrees_with_a_look_every_second(events: list[Event]) -> None:
    facts = track(events, 1_600)

    found: dict[tuple[int, int, int], list[int]] = defaultdict(lambda: [0, 0])
    for fact in facts:
        key = fact.channel_id, fact.member_id, int((fact.at - NOON).total_seconds()) // 300
        found[key][0] += fact.seconds
        found[key][1] += fact.together_s
    assert {key: tuple(counts) for key, counts in found.items()} == simulate(events, 1_600)
    assert len({(fact.channel_id, fact.member_id, fact.at) for fact in facts}) == len(facts)


@settings(max_examples=60)
@example(
    events=[(0, "enter", 7, 1), (0, "enter", 7, 1), (0, "enter", 7, 2)],
    jitter=[0, 500_000, 0] + [0] * 17,
)
@given(
    events=_events,
    jitter=st.lists(st.integers(-400_000_000, 400_000_000), min_size=20, max_size=20),
)
def test_no_stretch_crosses_a_border_even_if_the_clock_runs_back(
    events: list[Event], jitter: list[int]
) -> None:
    tracker = VoiceTracker()
    facts: list[VoiceFact] = []
    for (second, what, channel, member), micros in zip(events, jitter, strict=False):
        now = at(second) + timedelta(microseconds=micros)
        if what == "leave":
            facts += tracker.leave(G, channel, member, now)
        else:
            facts += tracker.enter(G, channel, member, now)
    facts += tracker.close(at(2_000))

    for fact in facts:
        end = fact.at + timedelta(seconds=fact.seconds)
        # Seconds are whole, so an end may lie half a second past the border; it is itself outside.
        last = end - timedelta(seconds=0.5, microseconds=1)
        assert (fact.at - NOON) // STRETCH == (max(fact.at, last) - NOON) // STRETCH
        assert 0 < fact.seconds <= 300
        assert 0 <= fact.together_s <= fact.seconds
        for zone in ZONES:
            begun = fact.at.astimezone(zone).date()
            assert begun == max(fact.at, last).astimezone(zone).date()


def test_someone_alone_is_with_nobody() -> None:
    tracker = VoiceTracker()

    assert tracker.enter(G, 7, 1, at(10)) == []
    assert tracker.leave(G, 7, 1, at(70)) == [VoiceFact(G, 7, 1, at(10), 60, 0)]


def test_two_are_together_while_both_are_there() -> None:
    tracker = VoiceTracker()
    tracker.enter(G, 7, 1, at(0))
    tracker.enter(G, 7, 2, at(60))

    assert tracker.leave(G, 7, 1, at(100)) == [VoiceFact(G, 7, 1, at(0), 100, 40)]
    assert tracker.leave(G, 7, 2, at(200)) == [VoiceFact(G, 7, 2, at(60), 140, 40)]


def test_a_third_one_counts_for_all() -> None:
    tracker = VoiceTracker()
    for member, second in ((1, 0), (2, 10), (3, 20)):
        tracker.enter(G, 7, member, at(second))
    tracker.leave(G, 7, 1, at(30))

    facts = tracker.close(at(50))

    assert facts == [VoiceFact(G, 7, 2, at(10), 40, 40), VoiceFact(G, 7, 3, at(20), 30, 30)]


def test_a_long_stay_is_cut_every_five_minutes() -> None:
    tracker = VoiceTracker()
    tracker.enter(G, 7, 1, at(100))

    facts = tracker.tick(at(900)) + tracker.leave(G, 7, 1, at(901))

    assert [(fact.at, fact.seconds) for fact in facts] == [
        (at(100), 200),
        (at(300), 300),
        (at(600), 300),
        (at(900), 1),
    ]
    assert tracker.tick(at(5_000)) == []


def test_entering_again_changes_nothing() -> None:
    tracker = VoiceTracker()
    tracker.enter(G, 7, 1, at(0))
    tracker.enter(G, 7, 1, at(30))

    assert tracker.leave(G, 7, 1, at(60)) == [VoiceFact(G, 7, 1, at(0), 60, 0)]


def test_leaving_where_one_never_was_is_ignored() -> None:
    tracker = VoiceTracker()
    tracker.enter(G, 7, 1, at(0))

    assert tracker.leave(G, 7, 2, at(10)) == []
    assert tracker.leave(G, 8, 1, at(10)) == []


def test_a_visit_of_no_time_is_no_fact() -> None:
    tracker = VoiceTracker()
    tracker.enter(G, 7, 1, at(0))

    assert tracker.leave(G, 7, 1, at(0)) == []


def test_reconciling_touches_no_other_guild() -> None:
    tracker = VoiceTracker()
    tracker.enter(G, 7, 1, at(0))
    tracker.enter(2, 9, 1, at(0))

    assert tracker.reconcile(G, {(7, 2)}, at(60)) == [VoiceFact(G, 7, 1, at(0), 60, 0)]
    assert tracker.close(at(90)) == [
        VoiceFact(2, 9, 1, at(0), 90, 0),
        VoiceFact(G, 7, 2, at(60), 30, 0),
    ]


def test_closing_ends_everything() -> None:
    tracker = VoiceTracker()
    tracker.enter(G, 7, 1, at(0))
    tracker.close(at(10))

    assert tracker.close(at(20)) == []


def test_borders_are_those_of_the_clock() -> None:
    tracker = VoiceTracker()
    start = datetime(2024, 3, 4, 23, 58, 30, tzinfo=UTC)
    tracker.enter(G, 7, 1, start)

    facts = tracker.close(start + timedelta(minutes=3))

    assert [fact.seconds for fact in facts] == [90, 90]
    assert facts[1].at == datetime(2024, 3, 5, tzinfo=UTC)


def test_a_forgotten_member_counts_from_then_on_and_the_others_as_ever() -> None:
    tracker = VoiceTracker()
    tracker.enter(G, 7, 1, at(0))
    tracker.enter(G, 7, 2, at(0))
    tracker.enter(G + 1, 7, 1, at(0))

    assert tracker.forget(G, 1, at(120)) == []
    facts = tracker.close(at(180))

    spans = {(fact.guild_id, fact.member_id): (fact.seconds, fact.together_s) for fact in facts}
    assert spans == {(G, 1): (60, 60), (G, 2): (180, 180), (G + 1, 1): (180, 0)}
