"""Many messages at a rate, said in the double's own loop whether a bot listens or not."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.wire.ids import member_id
from tests.wire.wire import Wire
from tests.wire.world import Channel

_TICK_S = 0.004
_SLICE = 100
_EMOJI = "\N{THUMBS UP SIGN}"
_numbers = itertools.count(1)


@dataclass(eq=False)
class Flood:
    """``count`` messages, or as many as come in ``seconds``, at ``rate`` a second; 0: at once.

    Authors are the first ``people`` members. Every ``reply_every``-th message answers the one
    before it in its channel; after every ``react_every``-th one somebody reacts. The same
    ``seed`` gives the same course.
    """

    wire: Wire
    channels: Sequence[Channel]
    rate: float
    count: int | None
    seconds: float | None
    people: int
    reply_every: int
    react_every: int
    seed: int
    id: int = field(default_factory=lambda: next(_numbers))
    made: int = 0
    late_ms: float = 0.0
    first_id: int | None = None
    last_id: int | None = None
    seconds_taken: float = 0.0
    running: bool = True
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Speak until all is said."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        dice = random.Random(self.seed)  # noqa: S311 - a repeatable course, no secret
        try:
            while self.running:
                elapsed = loop.time() - began
                due = self._due(elapsed)
                if due > self.made and self.rate:
                    self.late_ms = max(self.late_ms, (elapsed - self.made / self.rate) * 1_000)
                for _ in range(min(due - self.made, _SLICE)):
                    self._one(dice)
                self.seconds_taken = loop.time() - began
                if self._complete(elapsed):
                    break
                await asyncio.sleep(0 if due > self.made or not self.rate else _TICK_S)
        finally:
            self.running = False
            self.ended.set()

    def _due(self, elapsed: float) -> int:
        if self.seconds is not None:
            elapsed = min(elapsed, self.seconds)
        due = int(elapsed * self.rate) if self.rate else self.made + _SLICE
        return due if self.count is None else min(due, self.count)

    def _complete(self, elapsed: float) -> bool:
        if self.count is not None and self.made >= self.count:
            return True
        done = self.made >= self._due(elapsed)
        return self.seconds is not None and elapsed >= self.seconds and (done or not self.rate)

    def _one(self, dice: random.Random) -> None:
        wire = self.wire
        channel = self.channels[self.made % len(self.channels)]
        self.made += 1
        author = member_id(dice.randrange(self.people))
        text = dice.randrange(wire.first_text, len(wire.texts))
        reply_to = channel.last_message_id if self._turn(self.reply_every) else None
        message_id = wire.speak(channel, author, text, reply_to)
        self.first_id = self.first_id or message_id
        self.last_id = message_id
        if self._turn(self.react_every):
            wire.react(channel, message_id, member_id(dice.randrange(self.people)), _EMOJI)

    def _turn(self, every: int) -> bool:
        return every > 0 and self.made % every == 0

    def status(self) -> dict[str, Any]:
        """Return how far it is; ``late_ms`` is the furthest it ever lagged behind its rate."""
        return {
            "id": self.id,
            "made": self.made,
            "running": self.running,
            "first_id": self.first_id,
            "last_id": self.last_id,
            "seconds": round(self.seconds_taken, 4),
            "late_ms": round(self.late_ms, 1),
        }
