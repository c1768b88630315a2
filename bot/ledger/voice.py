"""Voice presence turned into facts: who was in a channel, and how long with others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.db.types import EPOCH
from bot.ledger.facts import VoiceFact

# A stretch ends at every fifth minute: quarters of an hour are whole days' borders in every
# zone, and a crash loses at most one stretch of what was not yet written.
STRETCH = timedelta(minutes=5)


@dataclass(slots=True)
class _Presence:
    since: datetime
    together: timedelta = timedelta(0)


@dataclass(slots=True)
class _Room:
    counted_to: datetime
    present: dict[int, _Presence] = field(default_factory=dict)


class VoiceTracker:
    """Follows who is in which voice channel; gives facts as stretches end.

    All instants are aware UTC and must not run backwards for a channel; where they do, the
    time between counts as nothing.
    """

    def __init__(self) -> None:
        self._rooms: dict[tuple[int, int], _Room] = {}

    def enter(
        self, guild_id: int, channel_id: int, member_id: int, now: datetime
    ) -> list[VoiceFact]:
        """A human entered a channel. Repeating it changes nothing."""
        facts = self._advance((guild_id, channel_id), now)
        room = self._rooms.setdefault((guild_id, channel_id), _Room(now))
        room.present.setdefault(member_id, _Presence(max(now, room.counted_to)))
        return facts

    def leave(
        self, guild_id: int, channel_id: int, member_id: int, now: datetime
    ) -> list[VoiceFact]:
        """A human left a channel; unknown ones are ignored."""
        key = guild_id, channel_id
        facts = self._advance(key, now)
        room = self._rooms.get(key)
        presence = room.present.pop(member_id, None) if room else None
        if presence is not None:
            facts += _stretch(key, member_id, presence, now)
        if room is not None and not room.present:
            del self._rooms[key]
        return facts

    def reconcile(
        self, guild_id: int, present: set[tuple[int, int]], now: datetime
    ) -> list[VoiceFact]:
        """Bring a guild in line with ``present``: (channel id, member id) of all who are there.

        Who went unseen is counted up to ``now``, who came unseen from ``now``.
        """
        tracked = {
            (channel, member)
            for (guild, channel), room in self._rooms.items()
            if guild == guild_id
            for member in room.present
        }
        facts: list[VoiceFact] = []
        for channel_id, member_id in sorted(tracked - present):
            facts += self.leave(guild_id, channel_id, member_id, now)
        for channel_id, member_id in sorted(present - tracked):
            facts += self.enter(guild_id, channel_id, member_id, now)
        return facts

    def forget(self, guild_id: int, member_id: int, now: datetime) -> list[VoiceFact]:
        """Count a member from ``now`` on only; the facts are of stretches that ended before."""
        facts: list[VoiceFact] = []
        for key, room in list(self._rooms.items()):
            if key[0] == guild_id and member_id in room.present:
                facts += self._advance(key, now)
                room.present[member_id] = _Presence(now)
        return facts

    def tick(self, now: datetime) -> list[VoiceFact]:
        """Return the stretches that have ended by ``now``."""
        return [fact for key in list(self._rooms) for fact in self._advance(key, now)]

    def close(self, now: datetime) -> list[VoiceFact]:
        """End every stretch: the process stops, or the gateway was lost."""
        facts = self.tick(now)
        for key, room in self._rooms.items():
            for member_id, presence in room.present.items():
                facts += _stretch(key, member_id, presence, now)
        self._rooms.clear()
        return facts

    def _advance(self, key: tuple[int, int], now: datetime) -> list[VoiceFact]:
        room = self._rooms.get(key)
        facts: list[VoiceFact] = []
        while room is not None and room.counted_to < now:
            border = _next_border(room.counted_to)
            until = min(border, now)
            if len(room.present) > 1:
                for presence in room.present.values():
                    presence.together += until - room.counted_to
            room.counted_to = until
            if until == border:
                for member_id, presence in room.present.items():
                    facts += _stretch(key, member_id, presence, border)
                    presence.since, presence.together = border, timedelta(0)
        return facts


def _next_border(instant: datetime) -> datetime:
    return instant + STRETCH - (instant - EPOCH) % STRETCH


def _stretch(
    key: tuple[int, int], member_id: int, presence: _Presence, end: datetime
) -> list[VoiceFact]:
    seconds = round((end - presence.since).total_seconds())
    if seconds <= 0:
        return []
    return [
        VoiceFact(
            guild_id=key[0],
            channel_id=key[1],
            member_id=member_id,
            at=presence.since,
            seconds=seconds,
            together_s=min(seconds, round(presence.together.total_seconds())),
        )
    ]
