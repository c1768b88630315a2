"""Marks messages whose text was said before, while it is at hand."""

from __future__ import annotations

from bot.ledger.facts import Marks, MessageFact, MessageFlag
from cogs.recognition.domain.copies import Copies

_COPIED = Marks(flags=MessageFlag.COPIED)
_OWN = Marks()


class CopyEnricher:
    """Sets ``MessageFlag.COPIED``."""

    name = "copies"

    def __init__(self, copies: Copies) -> None:
        self._copies = copies

    def read(self, text: str, fact: MessageFact) -> Marks:
        """Return the flag where the author, or another, said the like of ``text`` lately."""
        copied = self._copies.is_copy(fact.guild_id, fact.author_id, fact.message_id, text)
        return _COPIED if copied else _OWN
