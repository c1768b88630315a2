"""What all automod rules together cost a message: on real chat, and on texts made to hurt."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

from cogs.moderation.domain.automod.crowd import Crowd
from cogs.moderation.domain.automod.engine import Engine
from cogs.moderation.domain.automod.registry import RULES, policy_of
from cogs.moderation.domain.automod.said import Said
from tests.bench import corpus, hostile
from tests.bench.figure import Figure, at_most, middle, shown
from tests.bench.scale import Scale

_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_TIMES = 5
_DICE = random.Random("words")  # noqa: S311 - a repeatable list, no secret
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
# As many words as a server may have, half of them as long as they may be.
_OWN = {
    "words": {
        "words": [f"forbidden{n}word" for n in range(490)]
        + [f"{_DICE.getrandbits(280):x}"[:60].translate(_LETTERS) for n in range(500)]
        + ["*shit*", "fuck*", "ass", "bitch*", "slut*", "kill yourself", "hell", "god", "rape"]
    },
    "patterns": {
        "patterns": [r"free\s+nitro", r"\b(?:buy|sell)\w*\s+followers?", r"(?:a|b)*a(?:a|b){60}z"]
    },
    "links": {"domains": [f"bad{n}.example" for n in range(100)]},
}


async def run(scale: Scale) -> list[Figure]:
    """Measure the CPU time of this thread, so that others on the machine play no part."""
    rules = {key: {"enabled": True} | _OWN.get(key, {}) for key in RULES}
    engine = Engine(policy_of(rules), crowd=Crowd(8))
    messages = count(1)
    said, words = corpus.texts()
    said = said[: scale.size(200, len(said))]
    for text in said:  # what is worked out when it is first needed
        _cost_us(engine, text, messages)
    usual = sorted(_cost_us(engine, text, messages) for text in said)
    worst = {
        name: middle(_cost_us(engine, text, messages) for _ in range(_TIMES)) / 1_000
        for name, text in hostile.texts()
    }
    slowest = max(worst, key=worst.__getitem__)
    how = f"all {len(RULES)} rules on, everybody new, {words}, CPU time"
    return [
        at_most("automod, a message at the median", middle(usual), "µs", how, 60),
        shown("automod, a message at p99", usual[len(usual) * 99 // 100], "µs", how),
        at_most(
            "automod, the worst text of 4,000 characters",
            worst[slowest],
            "ms",
            f"the worst of {len(worst)}: {slowest}, median of {_TIMES}",
            5,
        ),
    ]


def _cost_us(engine: Engine, text: str, numbers: Iterator[int]) -> float:
    number = next(numbers)
    said = Said(
        guild_id=1,
        channel_id=number % 20,
        message_id=number,
        author_id=number % 200,
        at=_BEGIN + timedelta(seconds=number),
        text=text,
        # Whom most is looked at for.
        member_age=timedelta(days=1),
    )
    began = time.thread_time_ns()
    engine.judge(said)
    return (time.thread_time_ns() - began) / 1_000
