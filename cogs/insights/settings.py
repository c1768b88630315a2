"""What a server may set about insights."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from bot.guild_settings import GuildModel


class GuildSettings(GuildModel):
    """Per-server settings of insights."""

    section: ClassVar[str] = "insights"

    help_channel_ids: list[int] = Field(
        [],
        description="Channels whose questions, and forums whose posts, count as queries; "
        "empty: every forum.",
        json_schema_extra={"permissions": ["view_channel", "read_message_history"]},
    )
