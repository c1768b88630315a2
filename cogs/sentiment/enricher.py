"""Scores a message while its text is at hand."""

from __future__ import annotations

from bot.ledger.facts import Marks, MessageFact
from cogs.sentiment.domain.clean import clean
from cogs.sentiment.domain.score import Scorer
from cogs.sentiment.domain.topics import MAX_CHARS, terms
from cogs.sentiment.service.holding import Holding


class SentimentEnricher:
    """Sets score and language."""

    name = "sentiment"

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer

    def read(self, text: str, _fact: MessageFact) -> Marks:
        """Return VADER's compound for ``text`` and its language, where either is known."""
        score, language = self._scorer.score(text)
        return Marks(score=score, language=language)


class TopicEnricher:
    """Holds the words and phrases of a message in memory until its fact is written."""

    name = "topics"

    def __init__(self, holding: Holding) -> None:
        self._holding = holding

    def read(self, text: str, fact: MessageFact) -> Marks:
        """Return no marks: what a message is about is no property of its fact."""
        found = terms(clean(text[:MAX_CHARS]))
        if found:
            self._holding.hold(fact.guild_id, fact.message_id, found)
        return Marks()
