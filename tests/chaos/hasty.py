"""A bot whose recognition gathers for a second what it otherwise gathers for thirty."""

from __future__ import annotations

from bot.client import Steward
from cogs.recognition.service import queue


async def setup(_bot: Steward) -> None:
    """Let jobs of recognition begin soon after they are asked for."""
    queue._GATHERED_S = 1  # type: ignore[misc]
