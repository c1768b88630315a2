"""What a server may set about questions and answers."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from bot.guild_settings import GuildModel


class GuildSettings(GuildModel):
    """Per-server settings of questions and answers."""

    section: ClassVar[str] = "answers"

    helper_role_ids: list[int] = Field(
        [], description="Roles that count as helpers, beside moderators."
    )
    escalation_channel_id: int | None = Field(
        None,
        description="Channel that hears of questions nobody answered; empty: nobody is told.",
        json_schema_extra={"private": True},
    )
    escalate_after_minutes: int = Field(
        240, ge=10, le=10_080, description="Minutes after which an open question is told of."
    )
    solved_tag: str = Field(
        "solved", max_length=20, description="Forum tag of solved posts, where a forum has it."
    )
    unanswered_tag: str = Field(
        "unanswered",
        max_length=20,
        description="Forum tag of posts that nobody answered, where a forum has it.",
    )
