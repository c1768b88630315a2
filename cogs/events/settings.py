"""What a server, and the operator, may set about events."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from bot.config import Section
from bot.guild_settings import GuildModel


class Settings(Section):
    """The calendars that people subscribe to."""

    calendar_host: str = Field(
        "127.0.0.1", description="Address that calendars are served on, behind a web server."
    )
    calendar_port: int | None = Field(
        None,
        ge=0,
        le=65_535,
        description="Port that calendars are served on, to whoever knows a server's secret "
        "address; 0 takes any free one, none: they are not served.",
    )
    calendar_url: str | None = Field(
        None,
        pattern=r"^https?://[^\s/]+[^\s?#]*$",
        description="What an address of a calendar begins with for people, such as "
        "https://events.example.org; none: http, host and port.",
    )

    @property
    def calendar_base(self) -> str | None:
        """What every address of a calendar begins with; None where none is served."""
        if self.calendar_port is None:
            return None
        return (self.calendar_url or f"http://{self.calendar_host}:{self.calendar_port}").rstrip(
            "/"
        )


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
    survey: Literal["dm", "thread", "off"] = Field(
        "dm",
        description="How those who came are asked how an event was: dm (a direct message to each), "
        "thread (one message in the event's thread), or off.",
    )
    survey_after_minutes: int = Field(
        30, ge=0, le=2_880, description="Minutes after the end of an event until they are asked."
    )
    survey_days: int = Field(
        7, ge=1, le=60, description="Days for which the survey of an event can be answered."
    )
    comments_kept_days: int = Field(
        365,
        ge=7,
        le=3_650,
        description="Days for which comments on an event are kept; ratings stay.",
    )
    report_channel_id: int | None = Field(
        None,
        description="Channel where managers read how each event went; none: only in /event show.",
        json_schema_extra={"private": True, "called": "event-reports"},
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
