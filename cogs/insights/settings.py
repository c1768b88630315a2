"""What a server, and the operator, may set about insights."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, SecretStr

from bot.config import Section
from bot.guild_settings import GuildModel


class Settings(Section):
    """Reports that leave Discord: webhooks, and mail by an SMTP server."""

    webhook_hosts: list[str] = Field(
        [],
        description="Hosts that reports may be posted to, as host or host:port, also in a private "
        "network; empty: every public one.",
    )
    smtp_host: str | None = Field(
        None, description="Mail server that reports are sent by; unset: no mail."
    )
    smtp_port: int = Field(587, ge=1, le=65_535, description="Its port.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the connection to it is made safe."
    )
    smtp_user: str | None = Field(None, description="Name to sign in with; unset: none.")
    smtp_password: SecretStr | None = Field(
        None, description="Password to sign in with. Better kept in the environment."
    )
    smtp_from: str | None = Field(None, description="Address that reports come from.")
    mail_domains: list[str] = Field(
        [],
        description="Domains that managers may have reports mailed to, in lower case; empty: all.",
    )


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
