"""Closing a channel and opening it again: arithmetic on permission overwrites.

How Discord adds them up:
https://docs.discord.com/developers/topics/permissions#permission-overwrites
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

_EMPTY: Final = (0, 0)


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """Whom an overwrite is about: a role or a member."""

    id: int
    is_role: bool = True


@dataclass(frozen=True, slots=True)
class Overwrite:
    """Which permissions (Discord's bits) are allowed and denied to a target in a channel."""

    allow: int = 0
    deny: int = 0

    def __post_init__(self) -> None:
        if self.allow & self.deny:
            raise ValueError("a permission cannot be allowed and denied at once")


Overwrites = Mapping[Target, Overwrite]


def closed(
    before: Overwrites,
    *,
    everyone: int,
    talk: int,
    staff: Collection[Target],
) -> dict[Target, Overwrite]:
    """Return ``before`` with ``talk`` (bits) taken from all but ``staff``.

    ``everyone`` is the id of the role that all have. To deny it to that role is not enough:
    what another overwrite allows is taken back there. ``staff`` gets it allowed, for what is
    denied to everyone is denied to them as well.
    """
    after = {
        target: overwrite if target in staff else _without(overwrite, talk)
        for target, overwrite in before.items()
    }
    all_of_them = Target(everyone)
    kept = after.get(all_of_them, Overwrite())
    after[all_of_them] = Overwrite(kept.allow & ~talk, kept.deny | talk)
    for target in staff:
        if target != all_of_them:
            has = after.get(target, Overwrite())
            after[target] = Overwrite(has.allow | talk, has.deny & ~talk)
    return after


def reopened(before: Overwrites, after: Overwrites, now: Overwrites) -> dict[Target, Overwrite]:
    """Return what ``now`` becomes when the change from ``before`` to ``after`` is taken back.

    Where nobody changed anything since, that is ``before`` exactly. What was changed by hand
    meanwhile stays as it was set. To take it back twice is the same as to take it back once.
    """
    result: dict[Target, Overwrite] = {}
    for target, overwrite in now.items():
        restored = _restored(_pair(before, target), _pair(after, target), _bits(overwrite))
        # One that says nothing stays where it was there before, or somebody made it since.
        if restored != _EMPTY or target in before or target not in after:
            result[target] = Overwrite(*restored)
    return result


def dump(overwrites: Overwrites) -> list[list[Any]]:
    """Return overwrites as JSON has them; the bits as text, which no reader rounds."""
    return [
        [str(target.id), target.is_role, str(one.allow), str(one.deny)]
        for target, one in sorted(overwrites.items())
    ]


def load(stored: Iterable[Iterable[Any]]) -> dict[Target, Overwrite]:
    """Return what ``dump`` made JSON of."""
    return {
        Target(int(target_id), bool(is_role)): Overwrite(int(allow), int(deny))
        for target_id, is_role, allow, deny in stored
    }


def _without(overwrite: Overwrite, talk: int) -> Overwrite:
    return Overwrite(overwrite.allow & ~talk, overwrite.deny)


def _pair(overwrites: Overwrites, target: Target) -> tuple[int, int]:
    return _bits(overwrites.get(target, Overwrite()))


def _bits(overwrite: Overwrite) -> tuple[int, int]:
    return overwrite.allow, overwrite.deny


def _restored(
    before: tuple[int, int], after: tuple[int, int], now: tuple[int, int]
) -> tuple[int, int]:
    # Each permission is one of allowed, denied, neutral. It goes back where it is as we set it.
    ours = (before[0] ^ after[0]) | (before[1] ^ after[1])
    untouched = ~((after[0] ^ now[0]) | (after[1] ^ now[1]))
    back = ours & untouched
    return (now[0] & ~back) | (before[0] & back), (now[1] & ~back) | (before[1] & back)
