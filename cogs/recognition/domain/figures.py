"""Recognition of a window in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_TOP: Final = 10


@dataclass(frozen=True, slots=True)
class RecognitionFigures:
    """What the report says; ``badges`` is None where nobody knows of badges.

    ``recognised`` of ``active``: active members who got kudos, an accepted answer, a badge or a
    shout-out. ``top`` of ``kudos``: those that went to the ten who got most. ``unthanked``: those
    who helped and got no kudos.
    """

    kudos: int
    givers: int
    receivers: int
    top: int
    active: int
    recognised: int
    unthanked: int
    badges: int | None


def figures_of(
    kudos: Sequence[tuple[int, int]],
    helpers: Collection[int],
    badges: Iterable[int] | None,
    active: int,
    recognised: int,
) -> RecognitionFigures:
    """Count what was given: ``kudos`` are (giver, receiver), ``badges`` who earned each."""
    got = Counter(receiver for _, receiver in kudos)
    return RecognitionFigures(
        kudos=len(kudos),
        givers=len({giver for giver, _ in kudos}),
        receivers=len(got),
        top=sum(count for _, count in got.most_common(_TOP)),
        active=active,
        recognised=recognised,
        unthanked=len(set(helpers) - set(got)),
        badges=None if badges is None else len(list(badges)),
    )
