from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cogs.insights.domain import figures as f
from cogs.insights.domain.community import Activity, Counts
from cogs.insights.domain.known import Known
from cogs.insights.domain.responses import ResponseFigures
from cogs.insights.wording import Setting, notes
from tests.cogs.insights.wording_samples import (
    ALWAYS,
    MONDAY,
    UTC_ZONE,
    WEEK,
    activity,
    before,
    counts,
    setting,
)


def noted(c: Counts | None = None, where: Setting | None = None) -> list[str]:
    return notes(c or counts(activity(), before()), where or setting(has_help_channels=True))


def test_a_fully_known_week_needs_no_notes() -> None:
    assert noted() == []


def test_a_young_server_is_said() -> None:
    young = Known(MONDAY + 3, MONDAY + 60, ALWAYS.until, MONDAY + 3)
    texts = noted(where=setting(young, has_help_channels=True))
    assert texts[0] == "I have data of 4 of the 7 days. Averages a day are of these."
    assert "I know 4 days of this server so far. What looks back 30 or 90 days" in texts[1]


def test_the_running_week_is_said() -> None:
    running = Known(MONDAY - 400, MONDAY + 2, ALWAYS.until, MONDAY - 400)
    (text,) = noted(where=setting(running, has_help_channels=True))
    assert text.startswith("These days are not over: I have 2 of the 7 so far, today included.")


def test_a_week_of_which_nothing_is_known() -> None:
    later = Known(MONDAY + 7, MONDAY + 60, ALWAYS.until, MONDAY + 7)
    assert noted(where=setting(later, has_help_channels=True)) == [
        "I have data of 0 of the 7 days, so there is nothing to count."
    ]


def test_the_end_of_an_imported_history_is_not_a_running_week() -> None:
    imported = Known(MONDAY - 400, MONDAY + 2, ALWAYS.until)
    assert noted(where=setting(imported, has_help_channels=True))[0].startswith("I have data of 2")


def test_a_week_before_that_is_known_in_part() -> None:
    since = Known(MONDAY - 3, MONDAY + 60, ALWAYS.until, MONDAY - 3)
    texts = noted(where=setting(since, has_help_channels=True))
    assert "Of the week before I have only 3 of 7 days: take the changes with care." in texts


def test_a_short_memory_says_what_it_touches() -> None:
    def span(days: int) -> list[str]:
        known = Known(MONDAY + 7 - days, MONDAY + 60, ALWAYS.until, MONDAY - 400)
        return noted(where=setting(known, has_help_channels=True))

    assert "30 or 90 days (stickiness" in span(29)[0]
    assert "looks back 90 days (regulars" in span(30)[0]
    assert span(96) != []
    assert span(97) == []


def test_membership_by_writing_is_said() -> None:
    (text,) = noted(counts(activity(), before(), by_writing=True))
    assert text.startswith("Membership is not known for this time")


def test_a_census_in_the_middle_is_said() -> None:
    known = Known(MONDAY - 400, MONDAY + 60, ALWAYS.until, MONDAY + 2)
    c = counts(activity(), before(), watched=False)
    (text,) = noted(c, setting(known, has_help_channels=True))
    assert text.startswith("I watch who joins and leaves since 4 March 2020;")


def test_newcomers_with_time_left_are_counted() -> None:
    c = counts(activity(), before(), newcomers=9, activated=2, newcomers_open=4)
    (text,) = noted(c)
    assert text.startswith("Newcomers whose first seven days are not over yet: 4 of 9.")


def test_questions_that_may_still_be_answered_are_counted() -> None:
    c = counts(activity(responses=ResponseFigures(8, (1.0,), open=3)), before())
    assert noted(c) == ["Questions without an answer whose seven days are not over yet: 3 of 8."]


def test_missing_help_channels_are_said_only_where_nothing_was_asked() -> None:
    (text,) = noted(where=setting())
    assert text.startswith("No help channels are set")
    asked = counts(activity(responses=ResponseFigures(1, (1.0,))), before())
    assert noted(asked, setting()) == []


def test_facts_that_are_gone_are_said() -> None:
    c = counts(activity(), before())
    gone = Activity({}, 0, 0, 0, 0, None)
    (text,) = noted(Counts(gone, c.before, c.membership, 0, {}, 7, 0, 0, 0))
    assert text.startswith("These days are older than single messages are kept")


# -- what is known ---------------------------------------------------------------------------

NOW = datetime(2020, 3, 4, 12, tzinfo=UTC)


def test_known_days_of_a_watched_server() -> None:
    known = Known.of((MONDAY - 3, MONDAY - 1), NOW - timedelta(days=1), NOW, UTC_ZONE)
    assert list(known.days_of(WEEK)) == [MONDAY, MONDAY + 1, MONDAY + 2]
    assert known.until == NOW
    assert (known.covers(WEEK), known.covers(WEEK.shifted(-7))) == (False, False)
    assert (known.runs(WEEK), known.watches(WEEK)) == (True, False)
    assert known.watches(WEEK.shifted(7))


def test_a_quiet_start_of_a_watched_server_is_known() -> None:
    known = Known.of(None, NOW - timedelta(days=1), NOW, UTC_ZONE)
    assert list(known.days_of(WEEK)) == [MONDAY + 1, MONDAY + 2]


def test_known_days_of_an_imported_history_end_with_it() -> None:
    known = Known.of((MONDAY - 3, MONDAY + 1), None, NOW + timedelta(days=900), UTC_ZONE)
    assert list(known.days_of(WEEK)) == [MONDAY, MONDAY + 1]
    assert known.until == datetime(2020, 3, 4, tzinfo=UTC)
    assert not known.watches(WEEK)
    assert known.back(WEEK, 30) == 5


def test_nothing_known() -> None:
    known = Known.of(None, None, NOW, UTC_ZONE)
    assert not known.days_of(WEEK)
    assert known.back(WEEK, 90) == 0


def test_undefined_arithmetic_is_none() -> None:
    assert f.ratio(1, 0) is None
    assert f.median_of([]) is None
    assert f.percentile([], 0.9) is None
    assert f.percentile([3.0], 0.9) == 3.0
