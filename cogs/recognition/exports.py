"""Rank cards as files: drawn off the event loop, and kept until something on them changes."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final

import discord

from bot.ui.drawing import draw_off_loop
from cogs.recognition.domain.card import RankCard
from cogs.recognition.formats import alt_text

# Some 45 kB each.
_KEPT: Final = 64
PICTURE: Final = "rank.png"


def drawn(card: RankCard, avatar: bytes | None) -> bytes:
    """Return a card as PNG; it loads Pillow, and is called where pictures are drawn."""
    from cogs.recognition.charts import rank_card  # noqa: PLC0415 - few processes draw

    return rank_card(card, avatar)


class RankPictures:
    """Draws cards; those drawn last are kept."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._most = kept
        self._kept: OrderedDict[RankCard, bytes] = OrderedDict()

    async def file(
        self, card: RankCard, avatar: Callable[[], Awaitable[bytes | None]]
    ) -> discord.File:
        """Return the card as a file with a text for screen readers.

        ``avatar`` gives the member's picture, None where it cannot be had; it is asked only
        for a card that is not kept.
        """
        png = self._kept.pop(card, None)
        complete = True
        if png is None:
            picture = await avatar() if card.avatar else None
            complete = bool(picture) or not card.avatar
            png = await draw_off_loop(drawn, card, picture)
        if complete:  # else the picture may be had the next time
            self._kept[card] = png
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return discord.File(io.BytesIO(png), filename=PICTURE, description=alt_text(card))
