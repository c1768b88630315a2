"""Marks messages that ask something, or say "me too", while their text is at hand."""

from __future__ import annotations

from bot.ledger.facts import NO_FLAGS, Marks, MessageFact, MessageFlag
from cogs.answers.domain.question import asks, is_me_too


class QuestionEnricher:
    """Sets ``MessageFlag.QUESTION`` and ``MessageFlag.ME_TOO``; never both."""

    name = "question"

    def read(self, text: str, fact: MessageFact) -> Marks:
        """Return the flags of ``text``, whoever wrote it."""
        del fact
        if is_me_too(text):
            return Marks(flags=MessageFlag.ME_TOO)
        return Marks(flags=MessageFlag.QUESTION if asks(text) else NO_FLAGS)
