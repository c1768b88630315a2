"""What no longer follows when a case is taken back: strikes that led to more may have been its."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cogs.moderation.domain.actions import Outcome
from cogs.moderation.domain.case import Case
from cogs.moderation.domain.strikes import Step


def fallen(void: Case, theirs: Sequence[Case], steps: Sequence[Step], now: datetime) -> list[Case]:
    """Return the cases that followed from strikes, and fall with ``void``.

    That is what ``void`` led to itself, and what another case led to as the last straw, where
    the strikes that are left reach its step of the policy (``steps``) neither then nor ``now``.
    ``theirs`` are the member's cases that have strikes or followed from some, in any order, as
    they were before.
    """
    by_number = {case.number: case for case in theirs}
    return [
        one
        for one in theirs
        if one.voided_at is None
        and one.cause is not None
        and (one.cause == void.number or _lacks(void, one, by_number, steps, now))
    ]


def _lacks(
    void: Case, one: Case, theirs: dict[int, Case], steps: Sequence[Step], now: datetime
) -> bool:
    """Tell whether ``one`` needed the strikes of ``void``."""
    straw = theirs.get(one.cause or 0)
    if straw is None or void.number >= straw.number or not _counted(void, straw.created_at):
        return False
    before = [case for case in theirs.values() if case.number <= straw.number]
    then = sum(case.strikes for case in before if _counted(case, straw.created_at))
    left = [case for case in theirs.values() if case.number != void.number]
    left_then = sum(
        case.strikes
        for case in left
        if case.number <= straw.number
        and case.voided_at is None
        and _counted(case, straw.created_at)
    )
    left_now = sum(case.strikes for case in left if case.counts(now))
    return max(left_then, left_now) < _needed(one, then - straw.strikes, then, steps)


def _counted(case: Case, at: datetime) -> bool:
    """Tell whether a case's strikes counted at an instant, whatever became of it since."""
    return (
        case.outcome is not Outcome.FAILED
        and (case.strikes_until is None or case.strikes_until > at)
        and (case.voided_at is None or case.voided_at > at)
    )


def _needed(one: Case, before: int, after: int, steps: Sequence[Step]) -> int:
    """Return how many strikes ``one`` took; where the policy has changed since, the fewest."""
    for step in steps:
        same = (step.action, step.duration) == (one.action, one.duration)
        if same and before < step.strikes <= after:
            return step.strikes
    return before + 1
