"""Answers of several pages, read as a person does: page by page."""

from __future__ import annotations

import json

from simcord import InteractionResult

from tests.plugins.newcomers import labels
from tests.plugins.town import Town, embed_of

NEXT = "Next ▶"


async def all_pages(town: Town, answer: InteractionResult) -> str:
    """Return what stands on all pages of an answer, read by Ada."""
    texts = [_text_of(answer)]
    while NEXT in labels(answer.response):
        await town.ada.click(answer.response, label=NEXT)
        texts.append(_text_of(answer))
    return "\n".join(texts)


def _text_of(answer: InteractionResult) -> str:
    return json.dumps(embed_of(answer).to_dict(), ensure_ascii=False)
