"""Raids: many who come at once, and who of them belong together.

A crowd is not a raid: a link in a newspaper brings many people too. What tells them apart is
that raiders look alike: accounts made at one time, names from one mould, one picture, one text.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz, process

from cogs.moderation.domain.automod.fold import fold

# So many of the latest joins, and of the latest texts, are looked at together.
MOST: Final = 300
_TEXT: Final = 300
_NAME_ALIKE: Final = 85.0
_TEXT_ALIKE: Final = 88.0
_SHORTEST_NAME: Final = 4
_CLUSTER: Final = 3
_NUMBERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Joiner:
    """Somebody who came. Instants are aware UTC; ``avatar``: the picture's hash, None: none."""

    member_id: int
    at: datetime
    name: str
    created_at: datetime
    avatar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When joins are a raid: ``joins`` within ``window``, or half as many that look alike.

    ``made_within``: accounts made so close to each other may be from one hand. ``quiet``: after
    so long without a sign, a raid is over.
    """

    joins: int = 15
    window: timedelta = timedelta(seconds=60)
    made_within: timedelta = timedelta(hours=6)
    new_account: timedelta = timedelta(days=7)
    quiet: timedelta = timedelta(minutes=10)


class Alike(StrEnum):
    """What the members of a cluster have in common."""

    NAME = "name"
    AVATAR = "avatar"
    AGE = "age"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Members who belong together, in the order they came, and why that is thought."""

    members: tuple[int, ...]
    alike: frozenset[Alike]


@dataclass(frozen=True, slots=True)
class Sign:
    """A raid seems to be on: so many came in the window, and these of them look alike."""

    at: datetime
    joins: int
    clusters: tuple[Cluster, ...]


@dataclass(slots=True)
class JoinWatch:
    """The latest joins of one server, and whether a raid is on."""

    limits: Limits
    _joins: deque[Joiner] = field(default_factory=lambda: deque(maxlen=MOST))
    _last_sign: datetime | None = None

    def note(self, joiner: Joiner) -> Sign | None:
        """Take somebody who came; return the sign of a raid where there is one."""
        self._joins.append(joiner)
        recent = self.recent(joiner.at)
        half = max(_CLUSTER, (self.limits.joins + 1) // 2)
        if len(recent) < half:
            return None
        clusters = clusters_of(recent, self.limits)
        most = max((len(one.members) for one in clusters), default=0)
        if len(recent) < self.limits.joins and most < half:
            return None
        self._last_sign = joiner.at
        return Sign(joiner.at, len(recent), clusters)

    def recent(self, now: datetime) -> list[Joiner]:
        """Return who came in the window before ``now``, in the order they came."""
        since = now - self.limits.window
        return [joiner for joiner in self._joins if since <= joiner.at <= now]

    def is_on(self, now: datetime) -> bool:
        """Tell whether there was a sign not longer ago than the quiet that ends a raid."""
        return self._last_sign is not None and now - self._last_sign < self.limits.quiet

    def forget(self, member_id: int) -> None:
        """Let go of somebody."""
        kept = [joiner for joiner in self._joins if joiner.member_id != member_id]
        self._joins.clear()
        self._joins.extend(kept)


def clusters_of(joiners: Sequence[Joiner], limits: Limits) -> tuple[Cluster, ...]:
    """Return groups of three and more joiners who look alike, the largest first.

    One picture makes a group, and so do names from one mould. Accounts made at one time do only
    where they are new: everybody's account was made at some time.
    """
    joiners = list(joiners)[-MOST:]
    pairs: dict[Alike, list[tuple[int, int]]] = {
        Alike.NAME: list(_alike_names(joiners)),
        Alike.AVATAR: list(_same_avatar(joiners)),
        Alike.AGE: list(_made_together(joiners, limits)),
    }
    return _grouped([joiner.member_id for joiner in joiners], pairs)


def text_clusters(texts: Iterable[tuple[int, str]]) -> tuple[Cluster, ...]:
    """Return groups of three and more authors who wrote nearly the same, the largest first.

    ``texts`` are (author, folded text), the latest last; each author counts once a text. Three
    hundred long texts that have nothing in common take some 50 ms: call it off the event loop.
    """
    latest = list(texts)[-MOST:]
    # Each text is held against one of each group: texts of a group are all like its first.
    firsts: list[str] = []
    pairs: list[tuple[int, int]] = []
    leads: list[int] = []
    for author, text in latest:
        said = text[:_TEXT]
        found = process.extractOne(said, firsts, scorer=fuzz.ratio, score_cutoff=_TEXT_ALIKE)
        if found is None:
            firsts.append(said)
            leads.append(author)
        elif leads[found[2]] != author:
            pairs.append((leads[found[2]], author))
    authors = list(dict.fromkeys(author for author, _ in latest))
    return _grouped(authors, {Alike.TEXT: pairs})


def mould(name: str) -> str:
    """Return what names from one mould share: letters as they read, without numbers."""
    return _NUMBERS.sub("", fold(name))


def _alike_names(joiners: Sequence[Joiner]) -> Iterator[tuple[int, int]]:
    moulds = [(mould(joiner.name), joiner.member_id) for joiner in joiners]
    firsts: dict[str, int] = {}
    for shape, member_id in moulds:
        if len(shape) < _SHORTEST_NAME:
            continue
        found = process.extractOne(shape, list(firsts), scorer=fuzz.ratio, score_cutoff=_NAME_ALIKE)
        if found is None:
            firsts[shape] = member_id
        else:
            yield firsts[found[0]], member_id


def _made_together(joiners: Sequence[Joiner], limits: Limits) -> Iterator[tuple[int, int]]:
    new = [one for one in joiners if one.at - one.created_at < limits.new_account]
    new.sort(key=lambda one: one.created_at)
    # The span of a whole group counts, not each gap: else a chain would join strangers.
    lead: Joiner | None = None
    for one in new:
        if lead is None or one.created_at - lead.created_at > limits.made_within:
            lead = one
        else:
            yield lead.member_id, one.member_id


def _same_avatar(joiners: Sequence[Joiner]) -> Iterator[tuple[int, int]]:
    firsts: dict[str, int] = {}
    for joiner in joiners:
        if joiner.avatar is None:
            continue
        first = firsts.setdefault(joiner.avatar, joiner.member_id)
        if first != joiner.member_id:
            yield first, joiner.member_id


def _grouped(
    members: Sequence[int], pairs: dict[Alike, list[tuple[int, int]]]
) -> tuple[Cluster, ...]:
    """Return the groups that the pairs make, with what links them."""
    leader = {member: member for member in members}

    def find(member: int) -> int:
        while leader[member] != member:
            leader[member] = leader[leader[member]]
            member = leader[member]
        return member

    for one, other in (pair for alike in pairs.values() for pair in alike):
        leader[find(other)] = find(one)
    groups: dict[int, list[int]] = {}
    for member in members:
        groups.setdefault(find(member), []).append(member)
    why: dict[int, set[Alike]] = {}
    for alike, linked in pairs.items():
        for one, _ in linked:
            why.setdefault(find(one), set()).add(alike)
    found = [
        Cluster(tuple(group), frozenset(why[lead]))
        for lead, group in groups.items()
        if len(group) >= _CLUSTER
    ]
    return tuple(sorted(found, key=lambda one: -len(one.members)))
