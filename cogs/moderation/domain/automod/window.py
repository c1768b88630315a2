"""What was said just now: enough for rules about the past, bounded in memory.

Texts are not kept, only hashes of them. A guild's window forgets the oldest first.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final, NamedTuple, TypeVar

# Nothing older plays a part; no setting of a rule may look further back.
SPAN: Final = timedelta(minutes=10)
_AUTHORS: Final = 1_000
_TEXTS: Final = 1_000
_EACH: Final = 30


class Moment(NamedTuple):
    """One message of the window."""

    at: datetime
    channel_id: int
    author_id: int
    message_id: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Past:
    """What one author wrote, and who wrote one text, up to and with the message at hand."""

    by_author: tuple[Moment, ...] = ()
    of_text: tuple[Moment, ...] = ()

    @property
    def repeated(self) -> bool:
        """Whether the text was there before."""
        return len(self.of_text) > 1


NOTHING: Final = Past()


@dataclass(slots=True)
class Window:
    """The window of one guild: at most a thousand authors and a thousand texts, thirty each."""

    _by_author: OrderedDict[int, deque[Moment]] = field(default_factory=OrderedDict)
    _of_text: OrderedDict[bytes, deque[Moment]] = field(default_factory=OrderedDict)

    def note(self, moment: Moment) -> Past:
        """Take a message in, and return the past with it."""
        mine = _latest(self._by_author, moment.author_id, _AUTHORS)
        mine.append(moment)
        _prune(self._by_author, moment.at)
        if not moment.text:
            return Past(tuple(mine))
        same = _latest(self._of_text, moment.text, _TEXTS)
        same.append(moment)
        _prune(self._of_text, moment.at)
        return Past(tuple(mine), tuple(same))

    def forget(self, author_id: int) -> None:
        """Let go of what one member wrote."""
        self._by_author.pop(author_id, None)
        for moments in self._of_text.values():
            kept = [moment for moment in moments if moment.author_id != author_id]
            if len(kept) < len(moments):
                moments.clear()
                moments.extend(kept)

    def __len__(self) -> int:
        return sum(map(len, self._by_author.values())) + sum(map(len, self._of_text.values()))


K = TypeVar("K", int, bytes)


def _latest(kept: OrderedDict[K, deque[Moment]], key: K, most: int) -> deque[Moment]:
    moments = kept.get(key)
    if moments is None:
        moments = kept[key] = deque(maxlen=_EACH)
        if len(kept) > most:
            kept.popitem(last=False)
    else:
        kept.move_to_end(key)
    return moments


def _prune(kept: OrderedDict[K, deque[Moment]], now: datetime) -> None:
    """Let go of what is too old, as far as one message's worth of work goes."""
    for _ in range(2):
        oldest = next(iter(kept))
        moments = kept[oldest]
        if moments and now - moments[-1].at <= SPAN:
            return
        if len(kept) == 1:
            return
        del kept[oldest]


def text_hash(fingerprint: str, attachments: tuple[str, ...] = ()) -> bytes:
    """Return what stands for a text in a window; empty where there is nothing to compare."""
    if not fingerprint and not attachments:
        return b""
    said = "\0".join((fingerprint, *attachments))
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def within(moments: tuple[Moment, ...], at: datetime, span: timedelta) -> list[Moment]:
    """Return those of ``moments`` that are at most ``span`` before ``at``."""
    since = at - span
    return [moment for moment in moments if moment.at >= since]
