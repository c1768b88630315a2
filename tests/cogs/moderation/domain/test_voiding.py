"""What falls with a case that is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cogs.moderation.domain.actions import Action, Outcome, Source
from cogs.moderation.domain.case import Case
from cogs.moderation.domain.strikes import Step
from cogs.moderation.domain.voiding import fallen
from cogs.moderation.service.beginning import NewCase, case_of, escalated
from cogs.moderation.settings import GuildSettings

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
STEPS = [Step(3, Action.TIMEOUT, timedelta(hours=1)), Step(5, Action.TIMEOUT, DAY)]


def warned(number: int, day: int, strikes: int = 1, lasts: int = 90) -> Case:
    """Return a warning of a day, with so many strikes for so many days."""
    new = NewCase(guild_id=1, action=Action.WARN, moderator_id=2, target_id=3)
    at = START + day * DAY
    case = replace(case_of(new, number, at, GuildSettings()), outcome=Outcome.DONE)
    return replace(case, strikes=strikes, strikes_until=at + lasts * DAY)


def led(straw: Case, number: int, step: Step, total: int) -> Case:
    return replace(escalated(straw, number, step, total), outcome=Outcome.DONE)


def three() -> list[Case]:
    """Return three warnings, and the timeout that the last one led to (#4)."""
    warnings = [warned(1, 0), warned(2, 1), warned(3, 2)]
    return [*warnings, led(warnings[2], 4, STEPS[0], 3)]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_escalation_falls_with_each_case_that_it_needed(number: int) -> None:
    cases = three()
    assert cases[3].source is Source.ESCALATION

    void = next(case for case in cases if case.number == number)

    assert [one.number for one in fallen(void, cases, STEPS, START + 3 * DAY)] == [4]


def test_it_stands_where_the_strikes_that_are_left_reach_it() -> None:
    cases = three()
    more = [*cases, warned(5, 3)]
    heavy = [*cases[:2], replace(cases[2], strikes=2), cases[3]]
    now = START + 4 * DAY

    # By what came later; by a straw that weighed more; not by what counts no more.
    assert fallen(cases[0], more, STEPS, now) == []
    assert fallen(cases[1], heavy, STEPS, now) == []
    assert fallen(cases[0], more, STEPS, START + 200 * DAY) == [cases[3]]
    # What it led to itself falls all the same, and what came after it did not need it.
    assert fallen(cases[2], more, STEPS, now) == [cases[3]]
    assert fallen(more[4], more, STEPS, now) == []


def test_each_escalation_is_looked_at_for_itself() -> None:
    cases = [*three(), warned(5, 3), warned(6, 4)]
    cases.append(led(cases[5], 7, STEPS[1], 5))

    assert [one.number for one in fallen(cases[0], cases, STEPS, START + 5 * DAY)] == [7]


def test_what_did_not_count_then_brings_nothing_down() -> None:
    ended = warned(1, 0, lasts=2)
    rest = [warned(2, 3), warned(3, 4), warned(4, 5)]
    cases = [ended, *rest, led(rest[2], 5, STEPS[0], 3)]
    refused = replace(ended, outcome=Outcome.FAILED, strikes_until=None)

    assert fallen(ended, cases, STEPS, START + 6 * DAY) == []
    assert fallen(refused, [refused, *cases[1:]], STEPS, START + 6 * DAY) == []


def test_two_taken_back_one_after_the_other_add_up() -> None:
    cases = three()
    cases[2] = replace(cases[2], strikes=2)
    now = START + 3 * DAY

    # Four strikes led to the step of three: one too many may go, and not two.
    assert fallen(cases[0], cases, STEPS, now) == []
    left = [replace(cases[0], voided_at=now), *cases[1:]]
    assert fallen(cases[1], left, STEPS, now) == [cases[3]]
    # What fell before does not fall again.
    gone = [*left[:3], replace(left[3], voided_at=now)]
    assert fallen(cases[1], gone, STEPS, now) == []


def test_a_policy_that_has_changed_since_keeps_what_might_follow() -> None:
    cases = three()

    # It took three then, of two before: nobody knows of another step any more.
    assert fallen(cases[0], cases, [], START + 3 * DAY) == [cases[3]]
    heavy = [replace(cases[0], strikes=2), *cases[1:]]
    assert fallen(heavy[0], heavy, [], START + 3 * DAY) == [cases[3]]
