"""What an operator may set about sentiment."""

from __future__ import annotations

from pydantic import Field

from bot.config import Section


class Settings(Section):
    """Reading the mood of chat."""

    enabled: bool = Field(
        True,
        description="Score messages as they pass. Off spares a fifth of what a message "
        "costs; the report then has no sentiment.",
    )
    chat_lexicon: bool = Field(
        True,
        description="Read chat's own words and emoji too (tysm, laggy, a thumb up). Off scores as "
        "vaderSentiment does, to the last digit. What is scored already keeps its score.",
    )
