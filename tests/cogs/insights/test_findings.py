from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports import Finding
from bot.windows import Window
from cogs.insights.domain.community import Activity, Counts
from cogs.insights.domain.findings import (
    count_weight,
    largest,
    rank_weight,
    share_weight,
    strongest,
)
from cogs.insights.domain.known import Known
from cogs.insights.domain.responses import ResponseFigures
from cogs.insights.wording import Setting, findings
from tests.cogs.insights.wording_samples import (
    ALWAYS,
    DEV,
    GENERAL,
    MONDAY,
    UTC_ZONE,
    activity,
    before,
    counts,
    setting,
)


def said(c: Counts, where: Setting | None = None) -> list[str]:
    found = findings(c, where or setting())
    return [finding.text for finding in sorted(found, key=lambda finding: -finding.weight)]


# -- weights ---------------------------------------------------------------------------------


def test_counts_are_compared_by_their_standard_deviation() -> None:
    assert count_weight(110, 90) == pytest.approx(20 / math.sqrt(200))
    assert count_weight(0, 0) == 0
    assert count_weight(1_100, 900) > count_weight(110, 90) > count_weight(11, 9)


def test_shares_are_compared_by_the_two_proportion_z() -> None:
    assert share_weight((60, 100), (40, 100)) == pytest.approx(0.2 / math.sqrt(0.25 * 0.02))
    assert share_weight((1, 1), (0, 0)) == 0
    assert share_weight((5, 5), (7, 7)) == 0


def test_ranks_tell_which_side_is_mostly_larger() -> None:
    short, long = [1.0, 2.0, 3.0], [4.0, 5.0, 6.0]
    assert rank_weight(long, short) == pytest.approx(4.5 / math.sqrt(9 * 7 / 12))
    assert rank_weight(short, long) == -rank_weight(long, short)
    assert rank_weight(short, short) == 0
    assert rank_weight([], short) == 0


@given(st.lists(st.integers(0, 50), min_size=1), st.lists(st.integers(0, 50), min_size=1))
def test_rank_weight_counts_every_pair(now: list[int], earlier: list[int]) -> None:
    wins = sum((a > b) + (a == b) / 2 for a in now for b in earlier)
    pairs = len(now) * len(earlier)
    expected = (wins - pairs / 2) / math.sqrt(pairs * (len(now) + len(earlier) + 1) / 12)
    assert rank_weight(sorted(now), sorted(earlier)) == pytest.approx(expected)


def test_the_strongest_moves_in_the_direction_of_the_whole() -> None:
    part = strongest({1: 10, 2: 5}, {1: 2, 2: 20})
    assert part is not None
    assert (part.key, part.delta) == (2, -15)
    assert strongest({1: 5}, {2: 5}) is None
    assert strongest({}, {}) is None


def test_of_equals_the_first_counts() -> None:
    part = strongest({9: 3, 4: 3}, {})
    assert part is not None
    assert part.key == 4
    assert largest({9: 3, 4: 3, 1: 2}) == 4
    assert largest({1: 0}) is None
    assert largest({}) is None


# -- sentences -------------------------------------------------------------------------------


def test_messages_say_how_much_where_and_when() -> None:
    now = activity({(0, GENERAL): 1_000, (1, DEV): 800, (3, DEV): 100})
    earlier = before({(0, GENERAL): 1_000, (1, DEV): 300, (3, DEV): 100})
    assert said(counts(now, earlier))[0] == (
        "Messages rose by 36 % to 1,900 (from 1,400); #dev_talk* gained most (+500), "
        "above all on Tuesday (+500)."
    )


def test_the_day_is_that_of_the_channel_that_moved_most() -> None:
    now = activity({(0, GENERAL): 50, (4, DEV): 200, (6, GENERAL): 60})
    earlier = before({(0, GENERAL): 20, (4, DEV): 100, (5, DEV): 90, (6, GENERAL): 10})
    text = said(counts(now, earlier))[0]
    assert "#general gained most (+80), above all on Sunday (+50)" in text


def test_falling_messages_say_so() -> None:
    now = activity({(0, GENERAL): 20, (1, DEV): 30})
    earlier = before({(0, GENERAL): 80, (1, DEV): 35})
    assert said(counts(now, earlier))[0] == (
        "Messages fell by 57 % to 50 (from 115); #general lost most (−60), "
        "above all on Monday (−60)."
    )


def test_a_server_with_one_channel_does_not_hear_its_name() -> None:
    text = said(counts(activity({(2, GENERAL): 30}), before({(2, GENERAL): 20})))[0]
    assert text == "Messages rose by 50 % to 30 (from 20), above all on Wednesday (+10)."


def test_small_numbers_have_no_per_cent() -> None:
    text = said(counts(activity({(2, GENERAL): 30}), before({(2, DEV): 1})))[0]
    assert text == "Messages rose to 30 (from 1), above all in #general on Wednesday."
    here = said(counts(activity({(2, GENERAL): 1}), before({(2, GENERAL): 3})))[0]
    assert here == "Messages fell to 1 (from 3), above all on Wednesday."


def test_a_channel_without_a_name_has_its_number() -> None:
    text = said(counts(activity({(2, 77): 30}), before({(2, DEV): 20})))[0]
    assert "#77 gained most" in text


def test_all_quiet_now() -> None:
    text = said(counts(activity(), before({(2, DEV): 20})))[0]
    assert text == "Messages fell by 100 % to 0 (from 20), above all on Wednesday (−20)."


def test_as_many_messages_as_before_is_no_change() -> None:
    now = activity({(2, GENERAL): 1_001, (3, DEV): 1})
    text = said(counts(now, before({(2, GENERAL): 1_000})))[0]
    assert text == (
        "Wednesday was the busiest day (1,001 messages), and #general the busiest channel (1,001)."
    )


def test_a_partly_known_week_is_compared_with_nothing() -> None:
    since_wednesday = Known(MONDAY + 2, MONDAY + 60, ALWAYS.until, MONDAY + 2)
    c = counts(
        activity({(2, GENERAL): 1}, active=5, lost=3), before({(2, GENERAL): 9}, active=9, lost=1)
    )
    assert said(c, setting(since_wednesday)) == ["Wednesday was the busiest day (one message)."]


def test_a_quiet_unknown_week_says_nothing() -> None:
    since_wednesday = Known(MONDAY + 2, MONDAY + 60, ALWAYS.until, MONDAY + 2)
    assert said(counts(activity(), before()), setting(since_wednesday)) == []


@pytest.mark.parametrize(
    ("now", "earlier", "retained", "who", "than"),
    [
        (30, 20, 15, "30 members were", "more than the 20 of the week before: 15 stayed and 15"),
        (10, 20, 8, "10 members were", "fewer than the 20 of the week before: 8 stayed, 12 did"),
        (20, 20, 8, "20 members were", "as many as the week before: 8 of them stayed."),
        (1, 2, 1, "One member was", "fewer than the 2 of the week before: 1 stayed, 1 did not"),
        (0, 2, 0, "Nobody was", "fewer than the 2 of the week before: 0 stayed, 2 did not"),
    ],
)
def test_active_members(now: int, earlier: int, retained: int, who: str, than: str) -> None:
    c = counts(activity(active=now), before(active=earlier), retained=retained)
    (text,) = said(c)
    assert text.startswith(f"{who} active, {than}")


def test_quiet_regulars_are_weighed_against_the_week_before() -> None:
    def of(now: int, earlier: int) -> list[Finding]:
        return findings(counts(activity(lost=now), before(lost=earlier)), setting())

    (many,) = of(40, 38)
    assert many.text.startswith("40 regulars are quiet (38 the week before): at least four")
    assert many.weight < 1
    assert of(40, 40) == []
    assert of(1, 0)[0].text.startswith("One regular is quiet (0 the week before)")
    assert of(0, 9)[0].text.startswith("No regular is quiet (9 the week before)")


def test_who_came_back() -> None:
    c = counts(activity(reactivated=3), before(reactivated=1))
    assert said(c) == ["3 members came back after at least 90 silent days (1 the week before)."]
    assert said(counts(activity(reactivated=1), before())) == [
        "One member came back after at least 90 silent days (0 the week before)."
    ]
    assert said(counts(activity(), before(reactivated=4))) == []


def responding(now: list[float], earlier: list[float], queries: int = 20) -> list[str]:
    c = counts(
        activity(responses=ResponseFigures(queries, tuple(now))),
        activity(week=-1, responses=ResponseFigures(queries, tuple(earlier))),
    )
    return [text for text in said(c) if "answered within a day" not in text]


def test_a_change_of_the_share_answered_is_said() -> None:
    c = counts(
        activity(responses=ResponseFigures(20, (60.0,) * 8)),
        activity(week=-1, responses=ResponseFigures(20, (60.0,) * 18)),
    )
    assert (
        "Fewer questions were answered within a day: 8 of 20 (40 %, 90 % the week before)."
        in said(c)
    )


def test_the_same_share_answered_is_no_news() -> None:
    same = ResponseFigures(20, (60.0,) * 8)
    assert said(counts(activity(responses=same), activity(week=-1, responses=same))) == []


def test_slower_and_faster_answers() -> None:
    (text,) = responding([7_200.0, 7_200.0], [3_725.0, 3_726.0])
    assert text == (
        "Answers took longer: typically 2 hours instead of 1 hour 2 minutes. "
        "Questions without an answer so far: 18 of 20."
    )
    assert responding([60.0], [600.0])[0].startswith(
        "Answers came faster: typically after 1 minute instead of 10 minutes."
    )


def test_answers_that_are_as_fast_as_before_are_no_news() -> None:
    assert responding([60.0], [60.2]) == []
    assert responding([], [60.0]) == []


def test_where_median_and_ranks_disagree_nothing_is_said() -> None:
    now, earlier = [1.0, 1.0, 9.0, 9.0, 9.0], [2.0, 2.0, 2.0, 8.0, 8.0, 20.0, 20.0, 20.0]
    assert rank_weight(now, earlier) < 0
    assert responding(now, earlier) == []


def test_single_answers_do_not_shout() -> None:
    c = counts(
        activity(responses=ResponseFigures(1, (86_400.0,))),
        activity(week=-1, responses=ResponseFigures(1, (1.0,))),
    )
    (finding,) = findings(c, setting())
    assert finding.weight == pytest.approx(1.0)


def test_a_talk_that_hangs_on_few_is_said_where_it_lasts() -> None:
    now, earlier = activity({(0, 1): 100}, top=80), before({(0, 1): 100}, top=75)
    assert any("The ten busiest members wrote 80 %" in text for text in said(counts(now, earlier)))
    once = before({(0, 1): 100}, top=60)
    assert not any("ten busiest" in text for text in said(counts(now, once)))
    # Ten people or fewer always write everything.
    few = activity({(0, 1): 100}, top=100)
    assert not any("ten busiest" in text for text in said(counts(few, earlier)))


def test_responses_may_be_unknown() -> None:
    c = counts(activity({(0, 1): 1}), before({(0, 1): 1}))
    gone = Activity(c.now.talk, 0, 0, 0, 0, None)
    assert said(Counts(gone, gone, c.membership, 0, {}, 7, 0, 0, 0)) == [
        "Monday was the busiest day (one message)."
    ]


def test_days_of_a_long_window_are_dates() -> None:
    month = Window(UTC_ZONE, MONDAY, MONDAY + 30)
    c = counts(activity({(9, GENERAL): 1}), before())
    assert said(c, setting(window=month)) == ["11 March was the busiest day (one message)."]


def test_any_language_of_discord_is_taken() -> None:
    c = counts(activity({(0, GENERAL): 1}), before())
    for locale in ("en-US", "en-GB", "de", "pt-BR", "zh-TW"):
        assert said(c, setting(locale=locale)) == ["Monday was the busiest day (one message)."]


talks = st.dictionaries(
    st.tuples(st.integers(0, 6), st.sampled_from([1, 2, 3])), st.integers(1, 3_000), max_size=12
)


@given(talks, talks, st.integers(0, 50), st.integers(0, 50), st.integers())
def test_sentences_are_true_whatever_happens(
    talk: dict[tuple[int, int], int],
    talk_before: dict[tuple[int, int], int],
    active: int,
    active_before: int,
    seed: int,
) -> None:
    dice = random.Random(seed)  # noqa: S311
    now = activity(talk, top=sum(talk.values()), active=active, lost=dice.randrange(9))
    earlier = before(talk_before, active=active_before, lost=dice.randrange(9))

    found = findings(counts(now, earlier, retained=min(active, active_before)), setting())

    texts = " ".join(finding.text for finding in found)
    assert all(finding.weight >= 0 for finding in found)
    if now.messages:
        assert found
    if "Messages rose" in texts:
        assert now.messages > earlier.messages
    if "Messages fell" in texts:
        assert now.messages < earlier.messages
    assert "nan" not in texts
    assert "--" not in texts
    assert "(+0)" not in texts
    assert "(−0)" not in texts
