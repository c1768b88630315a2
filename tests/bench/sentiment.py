"""How well and how fast chat is scored: against ratings, against the library, against the clock."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from cogs.sentiment.domain.language import ENGLISH, LanguageDetector
from cogs.sentiment.domain.score import Scorer
from cogs.sentiment.domain.vader import Vader
from tests.bench import corpus, hostile, moods
from tests.bench.figure import Figure, at_least, at_most, middle, shown
from tests.bench.mood_texts import TEXTS, stock_compound
from tests.bench.scale import Scale

_TIMES = 5
_NOISE = 0.002
# What made vaderSentiment itself quadratic, and what scoring alone has to fear.
_STALLING = [
    "😂",
    "❤️",
    "👍🏽",
    "👩\u200d",
    "but ",
    "never so gg ",
    "kind of gg ",
    "no :) ",
    "n't gg ",
]
_STALLING += ["but good bad sad ", "GG gg ", "die war ", "`a`` ", "> a\n", "**a ", "[a](http://"]


async def run(scale: Scale) -> list[Figure]:
    """Measure; times are CPU times of this thread, so that others on the machine play no part."""
    return [*_accuracy(), *_languages(), *_as_the_library(scale), *_costs(scale)]


def _accuracy() -> Iterator[Figure]:
    lines = moods.lines()
    for name, chat in (("with chat's lexicon", True), ("as vaderSentiment", False)):
        score = _scores(chat=chat)
        clean_r, clean_f1 = moods.accuracy(lines, score)
        how = f"{len(lines)} labelled lines, as they are"
        if chat:
            yield at_least(f"r {name}", clean_r, "r", how, 0.89)
            yield at_least(f"F1 {name}", clean_f1, "F1", how, 0.87)
        else:
            yield shown(f"r {name}", clean_r, "r", how)
            yield shown(f"F1 {name}", clean_f1, "F1", how)
        for kind, syntax in moods.SYNTAX.items():
            r, f1 = moods.accuracy(lines, score, syntax)
            how = f"r {r:.4f}, F1 {f1:.4f} {name}; off the clean text's, the further of the two"
            off = max(abs(r - clean_r), abs(f1 - clean_f1))
            yield at_most(f"{kind}, {name}", off, "off", how, _NOISE)


def _scores(*, chat: bool) -> Callable[[str], float | None]:
    scorer = Scorer(chat_lexicon=chat)
    return lambda text: scorer.score(text)[0]


def _languages() -> Iterator[Figure]:
    rows = [
        (language, line)
        for name in ("labelled_lines.tsv", "held_out_lines.tsv")
        for language, line in _rows(moods.FOLDER / name)
    ]
    detector, score = LanguageDetector(), _scores(chat=True)
    english = [line for language, line in rows if language == ENGLISH]
    foreign = [line for language, line in rows if language != ENGLISH]
    passed = sum(detector.detect(line) == ENGLISH for line in foreign) / len(foreign)
    moved = sum(bool(score(line)) for line in foreign) / len(foreign)
    kept = sum(detector.detect(line) == ENGLISH for line in english) / len(english)
    how = f"{len(foreign)} lines in es, pt, fr, de, ru, it, pl, tr and nl"
    yield at_most("foreign lines taken for English", 100 * passed, "%", how, 2)
    yield at_most("foreign lines with a mood", 100 * moved, "%", how, 2)
    yield at_least("English kept", 100 * kept, "%", f"{len(english)} lines of chat", 98)


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _as_the_library(scale: Scale) -> Iterator[Figure]:
    vader = Vader()
    count = scale.size(100, 12_000)
    differing: list[str] = []
    tried = 0

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(TEXTS)
    def compare(text: str) -> None:
        nonlocal tried
        tried += 1
        if vader.compound(text) != stock_compound(text):
            differing.append(text)

    compare()
    how = f"{tried:,} texts by hypothesis, compared to the last digit, lexicon for chat off"
    yield at_most("scores other than vaderSentiment's", len(differing), "rows", how, 0)


def _costs(scale: Scale) -> Iterator[Figure]:
    scorer = Scorer()
    said, words = corpus.texts()
    said = said[: scale.size(200, len(said))]
    for text in said:  # what is loaded when it is first needed
        scorer.score(text)
    times = [sum(_cost_us(scorer, text) for text in said) / len(said) for _ in range(_TIMES)]
    how = f"mean of {len(said):,}, cleaning and language included, {words}, CPU time"
    yield at_most("scoring a message", middle(times), "µs", how, 25)
    worst = {
        name: middle(_cost_us(scorer, text) for _ in range(_TIMES)) / 1_000
        for name, text in _hostile()
    }
    slowest = max(worst, key=worst.__getitem__)
    how = f"the worst of {len(worst)}: {slowest!r}, median of {_TIMES}"
    yield at_most("scoring the worst text of 4,000 characters", worst[slowest], "ms", how, 5)


def _hostile() -> Iterator[tuple[str, str]]:
    yield from hostile.texts()
    for piece in _STALLING:
        yield piece, (piece * hostile.LENGTH)[: hostile.LENGTH]
        yield f"{piece} and love", (f"{piece} love " * hostile.LENGTH)[: hostile.LENGTH]


def _cost_us(scorer: Scorer, text: str) -> float:
    began = time.thread_time_ns()
    scorer.score(text)
    return (time.thread_time_ns() - began) / 1_000
