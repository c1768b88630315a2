"""All groups of figures, by the name that the command line knows them under."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.bench import (
    answers,
    automod,
    badges,
    boards,
    cpu,
    database,
    growth,
    importing,
    memory,
    questions,
    reporting,
    sentiment,
    start,
    sustained,
    turns,
)
from tests.bench.figure import Figure
from tests.bench.scale import Scale

GROUPS: dict[str, Callable[[Scale], Awaitable[list[Figure]]]] = {
    "cpu": cpu.run,
    "sustained": sustained.run,
    "database": database.run,
    "memory": memory.run,
    "start": start.run,
    "answers": answers.run,
    "automod": automod.run,
    "questions": questions.run,
    "boards": boards.run,
    "badges": badges.run,
    "importing": importing.run,
    "report": reporting.run,
    "growth": growth.run,
    "sentiment": sentiment.run,
    "turns": turns.run,
}
