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
    report_channel_id: int | None = Field(
        None, description="Channel where the weekly report is posted by itself."
    )
    report_day: int = Field(
        0, ge=0, le=6, description="Weekday of the report: 0 is Monday, 6 is Sunday."
    )
    report_time: str = Field(
        "09:00",
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
        description="When the report is due, HH:MM in the server's time zone.",
    )
