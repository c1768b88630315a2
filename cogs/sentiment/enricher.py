"""Scores a message while its text is at hand."""

from __future__ import annotations

from bot.ledger.facts import Marks, MessageFact
from cogs.sentiment.domain.score import Scorer


class SentimentEnricher:
    """Sets score and language."""

    name = "sentiment"

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer

    def read(self, text: str, _fact: MessageFact) -> Marks:
        """Return VADER's compound for ``text`` and its language, where either is known."""
        score, language = self._scorer.score(text)
        return Marks(score=score, language=language)
