"""The tables of hostile spellings and innocent look-alikes, and the policy they are held to."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from cogs.moderation.domain.automod.engine import Engine
from cogs.moderation.domain.automod.registry import RULES, policy_of
from cogs.moderation.domain.automod.said import Said

_HERE = Path(__file__).parent
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(n)|(\\))")
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)

WORDS = (
    "*shit*",
    "fuck*",
    "motherfuck*",
    "ass",
    "asshole*",
    "bitch*",
    "slut*",
    "whore*",
    "cunt*",
    "kys",
    "kill yourself",
    "retard",
)
# Words that are forbidden only where the innocent ones are tried: each has many look-alikes.
SHORT = (
    "tit",
    "rape",
    "raper",
    "spic",
    "cock",
    "dick",
    "coon",
    "hell",
    "anal",
    "arse",
    "cum",
    "nob",
    "sex",
)


def policy(words: tuple[str, ...] = WORDS) -> Engine:
    """Return an engine with every rule on."""
    own = {
        "words": {"words": words, "innocent": ["cum laude"]},
        "links": {"domains": ["bad.example"]},
        "patterns": {"patterns": [r"free\s+nitro", r"\bbuy\w*\s+followers?"]},
        "mentions": {"everyone": True},
    }
    return Engine(policy_of({key: {"enabled": True} | own.get(key, {}) for key in RULES}))


def hostile() -> list[tuple[str, str]]:
    """Return (rule, text)."""
    lines = (_HERE / "hostile.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t", 1) for line in lines if not line.startswith("# "))
    return [(rule, _read(text)) for rule, text in rows]


def innocent() -> list[str]:
    """Return texts."""
    lines = (_HERE / "innocent.txt").read_text(encoding="utf-8").splitlines()
    return [_read(line) for line in lines]


def said(text: str, **known: object) -> Said:
    """Return a message of somebody who has been here for long."""
    facts = {"guild_id": 1, "channel_id": 2, "message_id": 3, "author_id": 4, "at": NOW}
    return Said(**(facts | {"text": text} | known))  # type: ignore[arg-type]


def _read(written: str) -> str:
    return _ESCAPE.sub(
        lambda m: "\n" if m[3] else "\\" if m[4] else chr(int(m[1] or m[2], 16)), written
    )
