"""What people say in the floods: real chat where it lies beside the checkout, else made up.

The real text is an export of DiscordChatExporter, never copied into the project; the variable
``BENCH_EXPORT`` names another one.
"""

from __future__ import annotations

import gzip
import os
import random
from pathlib import Path

import orjson

from bot.demo.phrases import (
    ANSWERS,
    FOREIGN,
    GAMES,
    MECHANICS,
    OPENERS,
    PARTS,
    QUESTIONS,
    REPLIES,
)

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "community-2020q1.json.gz"
_TEXTS = 5_000


def texts() -> tuple[list[str], str]:
    """Return some thousand chat messages, and the words that say where they are from."""
    export = Path(os.environ.get("BENCH_EXPORT", _BESIDE))
    if export.is_file():
        return _real(export), "real chat"
    return _made_up(), "made-up chat"


def _real(export: Path) -> list[str]:
    data = gzip.decompress(export.read_bytes()) if export.suffix == ".gz" else export.read_bytes()
    said = [
        message["content"]
        for message in orjson.loads(data)["messages"]
        if message["content"] and not message["author"].get("isBot")
    ]
    # The whole stretch of time, not its first days.
    return said[:: max(1, len(said) // _TEXTS)][:_TEXTS]


def _made_up() -> list[str]:
    dice = random.Random("chat")  # noqa: S311 - a repeatable course, no secret
    phrases = [
        *(phrase for group in (*OPENERS.values(), *REPLIES.values()) for phrase in group),
        *QUESTIONS,
        *ANSWERS,
        *FOREIGN,
    ]
    return [_filled(dice, dice.choice(phrases)) for _ in range(_TEXTS)]


def _filled(dice: random.Random, phrase: str) -> str:
    return phrase.format(
        game=dice.choice(GAMES),
        part=dice.choice(PARTS),
        mechanic=dice.choice(MECHANICS),
        n=dice.randint(2, 90),
        m=dice.randint(30, 180),
    )
