"""What a server, and the operator, may set about onboarding."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, field_validator

from bot.config import Section
from bot.errors import UserError
from bot.guild_settings import GuildModel
from cogs.onboarding.domain.placeholders import checked
from cogs.onboarding.domain.steps import Step

Mode = Literal["off", "dm", "press"]
RejoinRoles = Literal["none", "picked", "all"]
TEXT_LIMIT = 2_000


class Settings(Section):
    """Pace of greetings."""

    dm_interval_s: float = Field(
        1.0,
        ge=0,
        le=60,
        description="Seconds between two greetings in one server, so that a wave is paced.",
    )
    gather_s: float = Field(
        15.0,
        ge=0,
        le=600,
        description="Seconds for which greetings in the welcome channel wait for company.",
    )
    dm_pause_s: float = Field(
        600.0,
        ge=1,
        le=86_400,
        description="Seconds without direct messages to newcomers after Discord said: too fast.",
    )
    closed_dms_days: int = Field(
        30,
        ge=0,
        le=365,
        description="Days for which it is remembered that somebody takes no direct messages.",
    )


class GuildSettings(GuildModel):
    """Per-server settings of onboarding."""

    section: ClassVar[str] = "onboarding"

    mode: Mode = Field(
        "off",
        description="How newcomers are greeted: off, dm (a direct message), or press (a button "
        "in the welcome channel, and nobody is contacted unasked).",
        json_schema_extra={
            "asked": {
                "question": "setup-mode",
                "why": "setup-mode-why",
                "answer": "choice-mode",
                "beside": "welcome_channel_id",
                "alone": "panel-no-channel",
            }
        },
    )
    welcome_text: str = Field(
        "",
        max_length=TEXT_LIMIT,
        description="Text of the greeting, with placeholders such as {member}; empty: built in.",
    )
    rejoin_text: str = Field(
        "",
        max_length=TEXT_LIMIT,
        description="Text for those who come back; empty: built in.",
    )
    steps: list[Step] = Field(list(Step), description="First steps offered to newcomers.")
    welcome_channel_id: int | None = Field(
        None, description="Channel for greetings with a button, and where direct messages fail."
    )
    rules_channel_id: int | None = Field(
        None, description="Channel with the rules; empty: the one that Discord knows."
    )
    rules_role_id: int | None = Field(None, description="Role given to who accepts the rules.")
    first_channel_id: int | None = Field(
        None,
        description="Channel where newcomers may begin to talk.",
        json_schema_extra={"called": "lobby"},
    )
    introductions_channel_id: int | None = Field(
        None, description="Channel for the cards of /introduce."
    )
    greeters_channel_id: int | None = Field(
        None,
        description="Channel where greeters are told what needs a human.",
        json_schema_extra={"private": True},
    )
    rejoin_roles: RejoinRoles = Field(
        "none", description="Roles that come back with a member: none, picked here, or all."
    )
    nudge_after_hours: int = Field(
        0, ge=0, le=24 * 14, description="Hours until one reminder of unfinished steps; 0: none."
    )
    unanswered_after_minutes: int = Field(
        30,
        ge=0,
        le=24 * 60,
        description="Minutes until greeters hear of a newcomer's unanswered first message; 0: off.",
    )
    suggest_interest_from: int = Field(
        5, ge=2, le=100, description="Members who must share a wish before it is suggested."
    )

    @field_validator("welcome_text", "rejoin_text")
    @classmethod
    def _placeholders_exist(cls, value: str) -> str:
        try:
            return checked(value)
        except UserError as error:
            raise ValueError(str(error)) from None
