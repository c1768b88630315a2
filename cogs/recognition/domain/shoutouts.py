"""Shout-outs: who is picked for the week's highlights."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

# Nobody is named twice within so many days.
REST_DAYS: Final = 28
WEEK: Final = 7
# Who joined within so many days of the week's end is a newcomer.
NEW_DAYS: Final = 30
# So long was somebody silent who came back.
SILENT_DAYS: Final = 28
# A quiet contributor was active on so few days of the week.
QUIET_DAYS: Final = 3


class Part(StrEnum):
    """What somebody is named for; the order is that of the message."""

    NEWCOMER = "newcomer"  # figure: active days of the week, soon after joining
    HELPER = "helper"  # figure: different people who thanked them or accepted an answer
    HOST = "host"  # figure: people who came to what they hosted
    COMEBACK = "comeback"  # figure: active days of the week, after four silent weeks
    QUIET = "quiet"  # figure: different people who accepted an answer of theirs


class State(StrEnum):
    """How far a round is."""

    DRAFT = "draft"
    GOING = "going"  # approved: a job posts it
    POSTED = "posted"
    SKIPPED = "skipped"


LEAST: Final = {Part.NEWCOMER: 2, Part.HELPER: 2, Part.HOST: 3, Part.COMEBACK: 2, Part.QUIET: 1}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who could be named for a part, and the figure that says how broadly they took part.

    All figures count different days or people, never messages: one long chat with one person
    makes nobody a highlight.
    """

    part: Part
    member_id: int
    figure: int


def pick(candidates: Iterable[Candidate], barred: Collection[int] = ()) -> list[Candidate]:
    """Return at most one candidate a part, in the order of the parts, and each member once.

    The part with the fewest candidates chooses first, so that as many parts as possible are
    filled; within a part the largest figure wins, then the member who is longest on Discord.
    ``barred`` are not named: named lately, or unwilling.
    """
    fit: dict[Part, list[Candidate]] = {}
    for one in candidates:
        if one.member_id not in barred and one.figure >= LEAST[one.part]:
            fit.setdefault(one.part, []).append(one)
    order = list(Part)
    taken: set[int] = set()
    found: dict[Part, Candidate] = {}
    for part in sorted(fit, key=lambda part: (len(fit[part]), order.index(part))):
        ranked = sorted(fit[part], key=lambda one: (-one.figure, one.member_id))
        free = next((one for one in ranked if one.member_id not in taken), None)
        if free is not None:
            taken.add(free.member_id)
            found[part] = free
    return [found[part] for part in order if part in found]
