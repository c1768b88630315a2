"""The facts that wait to be written: bounded, and what no history gives back stays longest."""

from __future__ import annotations

from collections import deque

from bot.ledger.facts import Fact, MessageFact

Draft = tuple[Fact, str | None]
_Entry = tuple[int, Fact, str | None]
Span = tuple[int, int]


class Buffer:
    """Facts in the order in which they came, numbered from 1; ``limit`` of them at most.

    Where it is full the oldest message goes first: Discord's history has it still. Reactions,
    voice, joins, leaves and uses are in no history: one of them goes only where there is no
    message left to let go.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._messages: deque[_Entry] = deque()
        self._others: deque[_Entry] = deque()
        self.last = 0
        """The number of the fact that came last."""

    def __len__(self) -> int:
        return len(self._messages) + len(self._others)

    @property
    def oldest(self) -> int | None:
        """The number of the oldest fact that waits; None where none does."""
        heads = [line[0][0] for line in (self._messages, self._others) if line]
        return min(heads, default=None)

    def add(self, fact: Fact, text: str | None) -> Fact | None:
        """Append ``fact``; return the one that had to go for it, which may be itself."""
        self.last += 1
        is_message = isinstance(fact, MessageFact)
        gone = None
        if len(self) >= self._limit:
            gone = self._let_go(fact if is_message else None)
            if gone is fact:
                return gone
        (self._messages if is_message else self._others).append((self.last, fact, text))
        return gone

    def _let_go(self, newcomer: Fact | None) -> Fact:
        if self._messages:
            return self._messages.popleft()[1]
        return newcomer or self._others.popleft()[1]

    def take(self, size: int) -> list[Draft]:
        """Remove the oldest facts, ``size`` at most, and return them in their order."""
        messages, others = self._messages, self._others
        taken: list[Draft] = []
        while len(taken) < size and (messages or others):
            first = messages and (not others or messages[0][0] < others[0][0])
            _, fact, text = (messages if first else others).popleft()
            taken.append((fact, text))
        return taken


class Missed:
    """Which messages went from the full buffer: from the first to the last, for each channel.

    It grows with the number of channels, not with that of messages.
    """

    def __init__(self) -> None:
        self._spans: dict[int, dict[int, Span]] = {}

    def __contains__(self, guild_id: int) -> bool:
        return guild_id in self._spans

    def __bool__(self) -> bool:
        return bool(self._spans)

    @property
    def guilds(self) -> list[int]:
        """The ids of the guilds that miss messages."""
        return list(self._spans)

    def note(self, guild_id: int, channel_id: int, span: Span) -> None:
        """Remember that the messages from ``span[0]`` to ``span[1]`` are missing."""
        channels = self._spans.setdefault(guild_id, {})
        first, last = channels.get(channel_id, span)
        channels[channel_id] = (min(first, span[0]), max(last, span[1]))

    def take(self, guild_id: int) -> dict[int, Span]:
        """Forget what a guild misses, and return it: the first and last message by channel."""
        return self._spans.pop(guild_id, {})
