"""Strikes: what a case weighs, and what follows when they add up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.text.durations import parse_duration
from cogs.moderation.domain.actions import BAN_MOST, LEAST, TIMEOUT_MOST, WEIGHT, Action

_STEP = re.compile(
    r"\s*(\d{1,3})\s*[:=]?\s*(timeout|kick|ban)(?:\s+(?:for\s+)?(\S.*?))?\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Step:
    """What follows when a member has at least ``strikes`` of them.

    ``duration`` None: without end. Of a timeout there is always one.
    """

    strikes: int
    action: Action
    duration: timedelta | None = None


def parse_step(text: str) -> Step:
    """Return the step that ``text`` says: ``3 timeout 1h``, ``5 kick``, ``7 ban 30d``, ``9 ban``.

    Raises ValueError for anything else, and UserError, which says what is allowed, for a
    duration that cannot be.
    """
    found = _STEP.fullmatch(text)
    if found is None or int(found[1]) < 1:
        raise ValueError(text)
    action = Action(found[2].lower())
    # A kick has no duration, and a timeout has one always.
    if (action is Action.KICK) is bool(found[3]) and action is not Action.BAN:
        raise ValueError(text)
    duration = None
    if found[3]:
        most = TIMEOUT_MOST if action is Action.TIMEOUT else BAN_MOST
        duration = parse_duration(found[3], least=LEAST, most=most)
    return Step(int(found[1]), action, duration)


def step_due(steps: Sequence[Step], before: int, after: int, done: Step) -> Step | None:
    """Return the highest of ``steps`` that ``after`` strikes reach and ``before`` did not.

    None where there is none, or what was ``done`` is as heavy: nobody gets a timeout of an hour
    for having got one of a day.
    """
    reached = [step for step in steps if before < step.strikes <= after]
    if not reached:
        return None
    highest = max(reached, key=lambda step: step.strikes)
    return highest if _weight(highest) > _weight(done) else None


def _weight(step: Step) -> tuple[int, timedelta]:
    level = WEIGHT.index(step.action) if step.action in WEIGHT else -1
    return level, timedelta.max if step.duration is None else step.duration
