"""People who use commands while the bot is killed again and again."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.wire.double import WireDouble

# What the double says while no bot is there, or one that has no commands yet.
_NOT_THERE = ("no client is connected", "no command /")


async def ask(
    double: WireDouble, channel: int, name: str, options: dict[str, str], **more: Any
) -> bool | None:
    """Use a command; return whether an answer came, None where nobody was there to hear it.

    ``more`` goes to the double: who asks, and how long they wait (``timeout_s``).
    """
    try:
        answer = await double.call(
            "command", channel=channel, name=name, options=options, until="settled", **more
        )
    except RuntimeError as error:
        if not any(known in str(error) for known in _NOT_THERE):
            raise
        await asyncio.sleep(0.1)
        return None
    return not answer["timed_out"]
