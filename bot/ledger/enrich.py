"""Enrichers read a text once, off the event loop, before it is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol

from bot.faults import Faults
from bot.features import feature_of
from bot.ledger.facts import Marks, MessageFact, MessageFlag


class Enricher(Protocol):
    """Reads marks off a text. Runs in a worker thread, and never keeps the text."""

    name: str

    def read(self, text: str, fact: MessageFact) -> Marks:
        """Return what ``text`` shows; fields that it cannot tell stay at their default.

        ``fact`` says who wrote it, where and when; what others read off it is not there yet.
        """
        ...


def _always(_guild_id: int, _feature: str) -> bool:
    return True


class Enrichers:
    """The registry of enrichers.

    ``is_on`` tells whether a feature is on in a guild: one that is off there reads no text. It
    is called in the worker thread.
    """

    def __init__(self, faults: Faults | None = None) -> None:
        self._items: list[tuple[Enricher, str | None]] = []
        self.is_on: Callable[[int, str], bool] = _always
        self._faults = faults or Faults()

    def register(self, enricher: Enricher) -> None:
        """Add ``enricher``; it is asked after those that are there already."""
        self._items.append((enricher, feature_of(enricher)))

    def apply(self, drafts: Iterable[tuple[MessageFact, str | None]]) -> list[MessageFact]:
        """Return the facts with the marks of every enricher; texts end here.

        An enricher that raises leaves that message without its marks; it is logged and
        counted, without the text.
        """
        return [self._one(fact, text) if text else fact for fact, text in drafts]

    def stuck(self, error: TimeoutError) -> None:
        """Note that a batch was not given back in time, so that it has no marks."""
        names = ", ".join(enricher.name for enricher, _ in self._items)
        self._faults.note("enrichers too slow", error, place="enricher", part=names)

    def _one(self, fact: MessageFact, text: str) -> MessageFact:
        flags: MessageFlag = fact.flags
        language, score = fact.language, fact.score
        for enricher, feature in self._items:
            if feature is not None and not self.is_on(fact.guild_id, feature):
                continue
            try:
                marks = enricher.read(text, fact)
            except Exception as error:  # noqa: BLE001 - one bad text must not lose a batch
                self._faults.note(
                    "enricher failed",
                    error,
                    place="enricher",
                    part=enricher.name,
                    told=False,
                    guild_id=fact.guild_id,
                    message_id=fact.message_id,
                )
                continue
            if marks.flags:  # arithmetic of enums costs as much as reading the text
                flags |= marks.flags
            language = language if marks.language is None else marks.language
            score = score if marks.score is None else marks.score
        if flags == fact.flags and language == fact.language and score == fact.score:
            return fact  # most messages of a history that is not scored; a copy costs 2 µs
        return replace(fact, flags=flags, language=language, score=score)
