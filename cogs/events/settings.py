"""What a server may set about events."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from bot.guild_settings import GuildModel


class GuildSettings(GuildModel):
    """Per-server settings of events."""

    section: ClassVar[str] = "events"

    cards_channel_id: int | None = Field(
        None,
        description="Channel where events are announced with a card; none: where each is created.",
        json_schema_extra={"permissions": ["view_channel", "send_messages", "embed_links"]},
    )
    native: bool = Field(
        True, description="Whether events also become scheduled events of Discord's own."
    )
    offer_hours: int = Field(
        12,
        ge=1,
        le=168,
        description="Hours for which a place that is free again is kept for who waited for it.",
    )
    ama_anonymous: bool = Field(
        True, description="Whether questions of an AMA may be asked without a name."
    )
    ama_questions_each: int = Field(
        5, ge=1, le=50, description="How many questions a member may ask at an AMA, at most."
    )
    ama_pause_seconds: int = Field(
        30, ge=0, le=3_600, description="Seconds between two questions of a member, at least."
    )
    ama_block_days: int = Field(
        30,
        ge=1,
        le=365,
        description="Days for which somebody may ask nothing once a question had them blocked.",
    )
    ama_kept_days: int = Field(
        180,
        ge=7,
        le=3_650,
        description="Days for which questions and answers are kept after an AMA.",
    )
