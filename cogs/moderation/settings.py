"""What a server may set about moderation."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, field_validator

from bot.errors import UserError
from bot.guild_settings import GuildModel
from cogs.moderation.domain.actions import Action
from cogs.moderation.domain.strikes import Step, parse_step
from cogs.moderation.texts import T


class GuildSettings(GuildModel):
    """Per-server settings of moderation."""

    section: ClassVar[str] = "moderation"

    # -- cases --

    log_channel_id: int | None = Field(
        None,
        description="Channel where moderators see every case.",
        json_schema_extra={"private": True},
    )
    appeal_text: str = Field(
        "",
        max_length=500,
        description="What members are told about how to appeal; empty: built in.",
    )
    quarantine_role_id: int | None = Field(
        None, description="Role of who is in quarantine: it should see little and say nothing."
    )
    strike_warn: int = Field(1, ge=0, le=100, description="Strikes for a warning.")
    strike_timeout: int = Field(1, ge=0, le=100, description="Strikes for a timeout.")
    strike_kick: int = Field(2, ge=0, le=100, description="Strikes for a kick.")
    strike_ban: int = Field(3, ge=0, le=100, description="Strikes for a ban.")
    strike_days: int = Field(
        90, ge=0, le=3_650, description="Days until a strike counts no more; 0: it counts for ever."
    )
    escalation: list[str] = Field(
        ["3 timeout 1h", "5 timeout 1d"],
        max_length=10,
        description="What follows when strikes add up, such as 3 timeout 1h, 5 kick, 7 ban 30d.",
    )

    # -- rules --

    rules_role_id: int | None = Field(
        None, description="Role given to who accepts the published rules."
    )
    rules_take_role: bool = Field(
        False,
        description="Whether the role is taken from everybody when changed rules ask again, until "
        "they accept.",
    )

    # -- raids --

    raid_joins: int = Field(
        10,
        ge=0,
        le=1_000,
        description="So many look-alike or new accounts at once are a raid; 0: never by itself.",
    )
    raid_window_s: int = Field(
        60, ge=10, le=3_600, description="Seconds within which that many have to join."
    )
    raid_new_days: int = Field(
        7, ge=0, le=365, description="Accounts younger than so many days are new."
    )
    raid_quiet_minutes: int = Field(
        30,
        ge=5,
        le=1_440,
        description="Minutes without a suspicious join until a raid is over, and undone.",
    )

    @field_validator("escalation")
    @classmethod
    def _steps_can_be_read(cls, value: list[str]) -> list[str]:
        for step in value:
            try:
                parse_step(step)
            except UserError as error:
                raise ValueError(str(error)) from None
            except ValueError:
                raise ValueError(T.say("escalation-unreadable", given=step[:60])) from None
        return value

    def strikes_of(self, action: Action) -> int:
        """Return what a case of ``action`` weighs."""
        return {
            Action.WARN: self.strike_warn,
            Action.TIMEOUT: self.strike_timeout,
            Action.KICK: self.strike_kick,
            Action.BAN: self.strike_ban,
        }.get(action, 0)

    def steps(self) -> list[Step]:
        """Return the steps of escalation."""
        return [parse_step(step) for step in self.escalation]
