"""How well questions are found, and what that costs: on labelled lines, real chat, worst texts."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from bot.ledger.facts import MessageFact
from cogs.answers.domain.question import asks
from cogs.answers.enricher import QuestionEnricher
from tests.bench import corpus, hostile
from tests.bench.figure import Figure, at_least, at_most, middle, shown
from tests.bench.scale import Scale

_LINES = Path(__file__).resolve().parents[1] / "cogs" / "answers"
# The figures that the feature's README states; the second file was written before the rules.
_BOUNDS = {"question_lines": 0.98, "question_lines_held_out": 0.95}
_FACT = MessageFact(1, 2, 3, 4, datetime(2026, 1, 1, tzinfo=UTC))
_TIMES = 5
_PARTS = ("? ", ", ", "hi ", "yeah, ", "my a ", '"a" ', "!", "<", "\nhow", "same ", "can you ")


async def run(scale: Scale) -> list[Figure]:
    """Measure the CPU time of this thread, so that others on the machine play no part."""
    figures = [figure for name, bound in _BOUNDS.items() for figure in _accuracy(name, bound)]
    said, words = corpus.texts()
    said = said[: scale.size(200, len(said))]
    for text in said:  # what is worked out when it is first needed
        _cost_us(text)
    usual = middle(sum(_cost_us(text) for text in said) / len(said) for _ in range(_TIMES))
    texts = dict(hostile.texts()) | {
        f"{part!r} again and again": (part * hostile.LENGTH)[: hostile.LENGTH] for part in _PARTS
    }
    worst = {
        name: middle(_cost_us(text) for _ in range(_TIMES)) / 1_000 for name, text in texts.items()
    }
    slowest = max(worst, key=worst.__getitem__)
    how = f"the worst of {len(worst)}: {slowest}, median of {_TIMES}"
    return [
        *figures,
        shown("questions, a line", usual, "µs", f"mean, question and me-too, {words}"),
        at_most("questions, the worst text of 4,000 characters", worst[slowest], "ms", how, 5),
    ]


def _accuracy(name: str, bound: float) -> list[Figure]:
    rows = [row.split("\t") for row in (_LINES / f"{name}.tsv").read_text("utf-8").splitlines()]
    found = [(label == "1", asks(text.replace("\\n", "\n"))) for label, text in rows]
    right = sum(label and said for label, said in found)
    how = f"{len(found)} lines of {name}"
    precision = right / sum(said for _, said in found)
    recall = right / sum(label for label, _ in found)
    return [
        at_least("questions, precision", precision, "", how, bound),
        at_least("questions, recall", recall, "", how, bound),
    ]


def _cost_us(text: str) -> float:
    read = QuestionEnricher().read
    began = time.thread_time_ns()
    read(text, _FACT)
    return (time.thread_time_ns() - began) / 1_000
