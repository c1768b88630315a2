"""When thanks in a message may be offered to be made kudos: seldom. In memory alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, TypeVar

# Of one pair, and in one thread, which has one matter.
A_DAY: Final = timedelta(days=1)
_KEPT: Final = 10_000

_Pair = tuple[int, int, int]
Key = TypeVar("Key")


class Offers:
    """Remembers the latest offers: ten thousand channels and ten thousand pairs at most."""

    def __init__(self) -> None:
        self._in_channel: dict[int, datetime] = {}
        self._to_pair: dict[_Pair, datetime] = {}

    def take(
        self,
        place: tuple[int, int],
        giver_id: int,
        receiver_ids: Sequence[int],
        now: datetime,
        pause: timedelta,
    ) -> list[int]:
        """Take the turn of a channel (``place``: guild, channel); return whom it may be about.

        Empty where the last offer there is not ``pause`` ago, or each of the pairs had theirs
        within a day.
        """
        guild_id, channel_id = place
        last = self._in_channel.get(channel_id)
        if last is not None and now - last < pause:
            return []
        pairs = {one: (guild_id, giver_id, one) for one in receiver_ids}
        free = [
            one
            for one, pair in pairs.items()
            if (last := self._to_pair.get(pair)) is None or now - last >= A_DAY
        ]
        if free:
            _note(self._in_channel, channel_id, now)
            for one in free:
                _note(self._to_pair, pairs[one], now)
        return free

    def give_back(self, place: tuple[int, int], giver_id: int, receiver_ids: Sequence[int]) -> None:
        """Let a turn that came to nothing be free again."""
        guild_id, channel_id = place
        self._in_channel.pop(channel_id, None)
        for one in receiver_ids:
            self._to_pair.pop((guild_id, giver_id, one), None)

    def forget(self, guild_id: int, member_id: int) -> None:
        """Let go of whom somebody thanked, and who thanked them."""
        for pair in [pair for pair in self._to_pair if pair[0] == guild_id and member_id in pair]:
            del self._to_pair[pair]

    def __len__(self) -> int:
        return len(self._in_channel) + len(self._to_pair)


def _note(kept: dict[Key, datetime], key: Key, now: datetime) -> None:
    kept.pop(key, None)
    kept[key] = now
    if len(kept) > _KEPT:
        del kept[next(iter(kept))]
