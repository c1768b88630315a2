"""Marks messages that ask something, while their text is at hand."""

from __future__ import annotations

from bot.ledger.facts import NO_FLAGS, Marks, MessageFact, MessageFlag
from cogs.insights.domain.question import asks


class QuestionEnricher:
    """Sets ``MessageFlag.QUESTION``."""

    name = "question"

    def read(self, text: str, _fact: MessageFact) -> Marks:
        """Return the flag where ``text`` asks something."""
        return Marks(flags=MessageFlag.QUESTION if asks(text) else NO_FLAGS)
