"""Raids: many accounts that come at once and belong together, told from people who just arrive.

What makes accounts belong together is named, so that a moderator can judge it. Nothing here
acts on anybody.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz, process

# Fewer are chance: three friends with like names come together, too.
SMALLEST: Final = 3
# So long look-alikes are gathered, however slowly they drop in.
REMEMBERED: Final = timedelta(hours=1)
# So many are looked at, the latest: comparing each with each costs the square.
MOST: Final = 250
# Accounts that somebody makes one after the other.
_MADE_WITHIN: Final = timedelta(minutes=10)
_SAME_STEM: Final = 4
_LIKE_STEM: Final = 6
_LIKENESS: Final = 85.0
_LEET: Final = str.maketrans("013457", "oieast")


class Trait(StrEnum):
    """What accounts have in common; at most 8 characters."""

    NAME = "name"
    AVATAR = "avatar"
    MADE = "made"  # within minutes of each other, and lately
    TEXT = "text"  # each wrote nearly the same
    NEW = "new"  # only that the accounts are new


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who joined. ``avatar``: Discord's hash of the picture, the same for the same one."""

    member_id: int
    name: str
    avatar: str | None
    created_at: datetime
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on it is a raid: ``joins`` within ``window``; accounts younger are new."""

    joins: int
    window: timedelta
    new: timedelta

    def is_new(self, arrival: Arrival) -> bool:
        """Tell whether the account was new when it came."""
        return arrival.joined_at - arrival.created_at < self.new


@dataclass(frozen=True, slots=True)
class Cluster:
    """Accounts that belong together, and by what."""

    members: frozenset[int]
    traits: frozenset[Trait]


def stem(name: str) -> str:
    """Return what is left of a name without case, accents, numbering, decoration and leet."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    plain = plain.strip("0123456789_-.| ").translate(_LEET)
    return "".join(one for one in plain if one.isalpha())


def clusters(arrivals: Sequence[Arrival], limits: Limits) -> list[Cluster]:
    """Return who belongs together among the latest ``MOST`` arrivals, the largest first.

    New accounts with nothing else in common are a cluster of their own.
    """
    latest = arrivals[-MOST:]
    links = _Links()
    _link_same(links, latest)
    _link_names(links, latest)
    _link_made(links, [one for one in latest if limits.is_new(one)])
    found = links.clusters()
    taken = {member for cluster in found for member in cluster.members}
    rest = {one.member_id for one in latest if limits.is_new(one)} - taken
    if len(rest) >= SMALLEST:
        found.append(Cluster(frozenset(rest), frozenset({Trait.NEW})))
    return sorted(found, key=lambda one: (-len(one.members), min(one.members)))


def is_raid(
    arrivals: Sequence[Arrival], found: Iterable[Cluster], limits: Limits, now: datetime
) -> bool:
    """Tell whether this is a raid.

    It is where as many look-alikes as ``limits.joins`` came within the hour, and where so many
    came within the window of whom half are look-alikes or new. A crowd that follows a link
    brings old accounts that have nothing in common.
    """
    alike = [one.members for one in found if one.traits != {Trait.NEW}]
    if any(len(members) >= limits.joins for members in alike):
        return True
    recent = [one for one in arrivals if one.joined_at > now - limits.window]
    known = frozenset().union(*alike)
    suspects = [one for one in recent if one.member_id in known or limits.is_new(one)]
    return len(recent) >= limits.joins and 2 * len(suspects) >= len(recent)


def numbered(known: Mapping[int, int], found: Iterable[Cluster]) -> dict[int, int]:
    """Return the number of each member's cluster, where ``known`` has those given before.

    A cluster that has grown keeps its number; those who are in none any more stay where they
    were. Numbers begin with 1.
    """
    given = dict(known)
    used: set[int] = set()
    for cluster in found:
        votes = Counter(known[one] for one in cluster.members if one in known)
        number = next((one for one, _ in votes.most_common() if one not in used), None)
        if number is None:
            number = max([0, *given.values(), *used]) + 1
        used.add(number)
        given.update(dict.fromkeys(cluster.members, number))
    return given


class _Links:
    """Groups that grow together where they share somebody (union-find)."""

    def __init__(self) -> None:
        self._parents: dict[int, int] = {}
        self._traits: list[tuple[int, Trait]] = []

    def join(self, members: Sequence[int], trait: Trait) -> None:
        """Let ``members`` belong together."""
        for member in members[1:]:
            self._parents[self._root(member)] = self._root(members[0])
        self._traits.append((members[0], trait))

    def clusters(self) -> list[Cluster]:
        """Return the groups that are large enough."""
        groups: dict[int, set[int]] = defaultdict(set)
        for member in list(self._parents):
            groups[self._root(member)].add(member)
        traits: dict[int, set[Trait]] = defaultdict(set)
        for member, trait in self._traits:
            traits[self._root(member)].add(trait)
        return [
            Cluster(frozenset(group), frozenset(traits[root]))
            for root, group in groups.items()
            if len(group) >= SMALLEST
        ]

    def _root(self, member: int) -> int:
        parent = self._parents.setdefault(member, member)
        while parent != member:
            self._parents[member] = self._parents[parent]
            member, parent = parent, self._parents[parent]
        return member


def _link_same(links: _Links, arrivals: Iterable[Arrival]) -> None:
    by_avatar: dict[Hashable, list[int]] = defaultdict(list)
    for one in arrivals:
        if one.avatar is not None:
            by_avatar[one.avatar].append(one.member_id)
    for members in by_avatar.values():
        if len(members) >= SMALLEST:
            links.join(members, Trait.AVATAR)


def _link_names(links: _Links, arrivals: Iterable[Arrival]) -> None:
    by_stem: dict[str, list[int]] = defaultdict(list)
    for one in arrivals:
        root = stem(one.name)
        if len(root) >= _SAME_STEM:
            by_stem[root].append(one.member_id)
    names = _Links()
    for members in by_stem.values():
        names.join(members, Trait.NAME)
    stems = [one for one in by_stem if len(one) >= _LIKE_STEM]
    for place, left in enumerate(stems, 1):
        rest = stems[place:]
        alike = process.extract(
            left, rest, scorer=fuzz.ratio, processor=None, score_cutoff=_LIKENESS, limit=None
        )
        for other, _, _ in alike:
            names.join([by_stem[left][0], by_stem[other][0]], Trait.NAME)
    for cluster in names.clusters():
        links.join(sorted(cluster.members), Trait.NAME)


def _link_made(links: _Links, arrivals: Iterable[Arrival]) -> None:
    ordered = sorted(arrivals, key=lambda one: one.created_at)
    runs: list[list[int]] = [[one.member_id] for one in ordered[:1]]
    for before, after in pairwise(ordered):
        if after.created_at - before.created_at > _MADE_WITHIN:
            runs.append([])
        runs[-1].append(after.member_id)
    for members in runs:
        if len(members) >= SMALLEST:
            links.join(members, Trait.MADE)
