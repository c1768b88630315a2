"""What an operator may set about sentiment."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from bot.config import Section
from bot.guild_settings import GuildModel
from cogs.sentiment.domain.turns import (
    LEAST_SENSITIVE,
    MOST_SENSITIVE,
    USUAL_SENSITIVITY,
)


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


class GuildSettings(GuildModel):
    """Per-server settings of sentiment."""

    section: ClassVar[str] = "sentiment"

    alerts_channel_id: int | None = Field(
        None,
        description="Channel that hears when the mood of the server or of a channel turns; "
        "empty: nobody is told.",
        json_schema_extra={"private": True},
    )
    alert_sensitivity: int = Field(
        USUAL_SENSITIVITY,
        ge=LEAST_SENSITIVE,
        le=MOST_SENSITIVE,
        description="How soon a turn of the mood is told of: 1 only the plainest, 9 the faintest.",
    )
    quiet_from_hour: int = Field(
        22, ge=0, le=23, description="Hour of the day from which no turn is told of."
    )
    quiet_to_hour: int = Field(
        8,
        ge=0,
        le=23,
        description="Hour of the day at which what waited is told; the same as the hour before: "
        "no quiet hours.",
    )
