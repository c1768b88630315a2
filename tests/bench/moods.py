"""How well labelled lines of chat are scored: as they are, and with Discord's syntax added."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from cogs.sentiment.domain.labels import Label, label

FOLDER: Final = Path(__file__).parents[1] / "cogs" / "sentiment" / "domain"
# A line's rating of this much or more is a mood, as for the raters of VADER's own lexicon.
_A_MOOD: Final = 0.5

Line = tuple[float, str]


def _glued(text: str, emoji: str) -> str:
    """Return ``text`` with a custom emoji right behind each of its words."""
    return " ".join(f"{word}{emoji}" for word in text.split())


# What people add to a line, none of which changes what it says.
SYNTAX: Final[dict[str, Callable[[str], str]]] = {
    "a code block before it": lambda text: f"```py\nraise HorribleError('kill all')\n```\n{text}",
    "a code block after it": lambda text: f"{text}\n```\nlove = great * best\nfail = None\n```",
    "a code block left open": lambda text: f"{text}\n```py\nerror = bad(worst)",
    "code in the line": lambda text: f"{text} `killAllSafe(hate)`",
    "a quoted line": lambda text: f"> this is the worst, I hate it so much\n{text}",
    "a quoted block after it": lambda text: f"{text}\n>>> what a lovely day\nbest of all",
    "a custom emoji at its last word": lambda text: f"{text}<:blob_12:123456789012345678>",
    "a custom emoji at its first word": lambda text: f"<a:blob12:123456789012345678>{text}",
    "custom emoji at every word": lambda text: _glued(text, "<:12:123456789012345678>"),
    "mentions": lambda text: f"<@123456789012345678> <@&12345678901234567> {text} <#1234567890>",
    "a link": lambda text: f"{text} https://example.org/hate/love?best=worst",
    "a timestamp": lambda text: f"{text} <t:1700000000:R>",
    "bold": lambda text: f"**{text}**",
    "bold at every word": lambda text: " ".join(f"**{word}**" for word in text.split()),
    "italics and underline": lambda text: f"__*{text}*__",
    "a spoiler": lambda text: f"||{text}||",
    "a heading": lambda text: f"# {text}",
    "a list": lambda text: f"- {text}",
    "spaces of no width": lambda text: text.replace(" ", " \u200b"),
}


def lines() -> list[Line]:
    """Return (rating from -4 to 4, text) of each labelled line."""
    rows = (FOLDER / "mood_lines.tsv").read_text(encoding="utf-8").splitlines()
    return [(float(rating), text) for rating, text in (row.split("\t") for row in rows)]


def accuracy(
    rated: Sequence[Line],
    score: Callable[[str], float | None],
    syntax: Callable[[str], str] = str,
) -> tuple[float, float]:
    """Return Pearson's r with the ratings, and F1 as the mean of that of the three labels.

    What has no score counts as 0: it moves no figure.
    """
    scores = [score(syntax(text)) or 0.0 for _, text in rated]
    ratings = [rating for rating, _ in rated]
    truth = [_label_of(rating) for rating in ratings]
    found = [label(one) for one in scores]
    return _pearson(ratings, scores), sum(_f1(truth, found, one) for one in Label) / len(Label)


def _label_of(rating: float) -> Label:
    if abs(rating) < _A_MOOD:
        return Label.NEUTRAL
    return Label.POSITIVE if rating > 0 else Label.NEGATIVE


def _pearson(left: Sequence[float], right: Sequence[float]) -> float:
    mean_left, mean_right = sum(left) / len(left), sum(right) / len(right)
    apart = [(a - mean_left, b - mean_right) for a, b in zip(left, right, strict=True)]
    both = math.sqrt(sum(a * a for a, _ in apart) * sum(b * b for _, b in apart))
    return sum(a * b for a, b in apart) / both


def _f1(truth: Sequence[Label], found: Sequence[Label], of: Label) -> float:
    pairs = list(zip(truth, found, strict=True))
    right = pairs.count((of, of))
    wrong = sum(left != right and of in {left, right} for left, right in pairs)
    return 2 * right / (2 * right + wrong)
