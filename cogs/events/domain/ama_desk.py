"""Order, duplicates and wording of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process, utils

from cogs.events.domain.ama import PUBLIC, Question, QuestionState

# Two texts of which the same words make up so much (of 100) ask the same.
_ALIKE: Final = 70
# One text whose words are so much (of 100) in the other's asks for a part of it; a few words
# are in almost anything.
_WITHIN: Final = 80
_FEW_WORDS: Final = 4
_SUGGESTED: Final = 3
# What somebody wants to know is said by then.
_READ_WORDS: Final = 50
# An edit that keeps less (of 100) says something else than was asked.
_LIGHT: Final = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """A question that stands for itself, and how many members want it answered.

    ``merged`` are those that it stands for, in the order in which they were asked.
    """

    question: Question
    votes: int
    merged: tuple[Question, ...] = ()

    @property
    def number(self) -> int:
        """The question's number."""
        return self.question.number


def roots(questions: Iterable[Question]) -> dict[int, int]:
    """Return for each question's number that of the one which stands for it.

    One whose stand-in is gone stands for itself.
    """
    found = {one.number: one.merged_into or one.number for one in questions}
    return {number: root if root in found else number for number, root in found.items()}


def tally(votes: Iterable[tuple[int, int]], root_of: Mapping[int, int]) -> dict[int, int]:
    """Return how many members voted for each question or one merged into it.

    ``votes`` are (number, member); who voted for several of them counts once.
    """
    voters: dict[int, set[int]] = defaultdict(set)
    for number, member_id in votes:
        voters[root_of.get(number, number)].add(member_id)
    return {number: len(members) for number, members in voters.items()}


def standing(questions: Sequence[Question], votes: Mapping[int, int]) -> list[Standing]:
    """Return the questions that stand for themselves, as they come up.

    Pinned ones come first, in the order in which they were pinned; then those with the most
    ``votes`` (by number), of equal ones the earliest asked.
    """
    root_of = roots(questions)
    merged: dict[int, list[Question]] = defaultdict(list)
    for one in questions:
        if root_of[one.number] != one.number:
            merged[root_of[one.number]].append(one)
    found = [
        Standing(one, votes.get(one.number, 0), tuple(sorted(merged[one.number], key=_asked)))
        for one in questions
        if root_of[one.number] == one.number
    ]
    return sorted(found, key=_turn)


def _turn(one: Standing) -> tuple[bool, float, int, float, int]:
    pinned = one.question.pinned_at
    return (
        pinned is None,
        pinned.timestamp() if pinned is not None else 0.0,
        -one.votes,
        one.question.asked_at.timestamp(),
        one.number,
    )


def _asked(one: Question) -> tuple[float, int]:
    return (one.asked_at.timestamp(), one.number)


def in_state(those: Iterable[Standing], *states: QuestionState) -> list[Standing]:
    """Return those in one of the states, in the order given."""
    return [one for one in those if one.question.state in states]


def merge(questions: Sequence[Question], source: int, target: int) -> dict[int, int]:
    """Return the new stand-in of each question that changes when ``source`` joins ``target``.

    What was merged into the source moves along; a target that is itself merged means the one
    which stands for it. Empty where nothing changes: both are the same already.
    """
    root_of = roots(questions)
    if source not in root_of or target not in root_of:
        return {}
    wanted = root_of[target]
    if root_of[source] == wanted:
        return {}
    moved = [number for number, root in root_of.items() if root == source] or [source]
    return dict.fromkeys(moved, wanted)


def heir(questions: Sequence[Question], gone: Iterable[int]) -> dict[int, int]:
    """Return who stands for whom where the questions ``gone`` are taken away.

    The first asked of those that are left takes the place of one that stood for it: it maps to
    its own number.
    """
    lost = set(gone)
    left = [one for one in questions if one.number not in lost]
    heirs: dict[int, int] = {}
    found: dict[int, int] = {}
    for one in sorted(left, key=_asked):
        if one.merged_into in lost:
            found[one.number] = heirs.setdefault(one.merged_into or 0, one.number)
    return found


class Alike:
    """Finds what asks much the same, among the questions that it is made with."""

    def __init__(self, those: Iterable[Standing]) -> None:
        self._those = [one for one in those if one.question.state is not QuestionState.REJECTED]
        self._words = [_words(one.question.shown) for one in self._those]
        # Sorted words compare alike in whatever order they were written.
        self._sorted = [" ".join(sorted(words)) for words in self._words]
        self._sets = [frozenset(words) for words in self._words]

    def to(self, question: Question) -> list[Standing]:
        """Return the few that seem to ask what ``question`` asks, the most alike first."""
        words = _words(question.shown)
        if not words:
            return []
        found = {
            at: score
            for _, score, at in process.extract(
                " ".join(sorted(words)),
                self._sorted,
                scorer=fuzz.ratio,
                score_cutoff=_ALIKE,
                limit=None,
            )
        }
        mine = frozenset(words)
        for at, theirs in enumerate(self._sets):
            if (within := _within(mine, theirs)) >= _WITHIN:
                found[at] = max(found.get(at, 0.0), within)
        alike = sorted((-score, self._those[at].number, at) for at, score in found.items())
        others = [self._those[at] for _, number, at in alike if number != question.number]
        return others[:_SUGGESTED]


def _words(text: str) -> list[str]:
    return utils.default_process(text).split()[:_READ_WORDS]


def _within(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much (of 100) of the shorter text is in the other one, 0 for a few words."""
    shorter = min(len(one), len(other))
    return 100 * len(one & other) / shorter if shorter >= _FEW_WORDS else 0.0


def is_light(before: str, after: str) -> bool:
    """Tell whether an edit still asks what was asked: a slip mended, a name taken out."""
    return fuzz.ratio(before.casefold(), after.casefold()) >= _LIGHT


def pairs(those: Iterable[Standing]) -> list[tuple[str, str]]:
    """Return question and written answer of each that has both."""
    return [
        (one.question.shown, one.question.answer)
        for one in those
        if one.question.answer and one.question.state in PUBLIC
    ]
