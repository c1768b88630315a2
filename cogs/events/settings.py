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
