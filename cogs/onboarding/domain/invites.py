"""Which invite brought whom: told from use counts before and after, or not at all.

Discord does not say by which invite somebody joined. Where the counts leave one answer, it is
taken; where they leave several, it is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

VANITY = "vanity"
INVITE = "invite"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Use:
    """How often an invite was used; ``last`` where its next use removes it (0: unlimited)."""

    code: str
    uses: int
    max_uses: int = 0
    kind: str = INVITE


@dataclass(frozen=True, slots=True)
class Source:
    """By what somebody came. ``code`` is None where ``kind`` is unknown."""

    kind: str
    code: str | None = None


def attribute(
    before: Mapping[str, Use] | None, after: Mapping[str, Use], joiners: int
) -> Sequence[Source]:
    """Return the source of each of ``joiners`` who came between two looks at the invites.

    ``before`` is None where nothing had been looked at. An invite that is new had no uses; one
    that is gone was used up if one use was left. Where more than one invite was used, nobody
    can tell who came by which, so all are unknown; likewise where the counts do not add up.
    """
    unknown = [Source(UNKNOWN)] * joiners
    if before is None or joiners == 0:
        return unknown
    grown = {code: use.uses - _uses(before, code) for code, use in after.items()}
    used = {code: count for code, count in grown.items() if count > 0}
    for code, use in before.items():
        if code not in after and use.max_uses and use.max_uses - use.uses == 1:
            used[code] = 1
    if len(used) != 1:
        return unknown
    code, count = next(iter(used.items()))
    if count != joiners:
        return unknown
    known = after.get(code) or before[code]
    return [Source(known.kind, code)] * joiners


def _uses(before: Mapping[str, Use], code: str) -> int:
    known = before.get(code)
    return known.uses if known is not None else 0
