"""Questions with their answers, on their way from a feature where they came up to the FAQ."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FaqPair:
    """A question and its answer, as they were written; nothing in it says who asked."""

    question: str
    answer: str
