"""Settings of every kind, and the names of a small server."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Literal

import pytest
from pydantic import Field

from bot.guild_settings import GuildModel
from cogs.setup.domain.names import Names
from cogs.setup.domain.setting import Setting

GENERAL, HELP, TWIN, OTHER_TWIN = 100_001, 100_002, 100_003, 100_004
STAFF, HELPERS, EVERYONE = 200_001, 200_002, 200_003


class LampSettings(GuildModel):
    """Lamps."""

    section: ClassVar[str] = "lamps"

    zone: str = Field("UTC", description="Where.")
    log_channel_id: int | None = Field(
        None, description="One channel.", json_schema_extra={"private": True}
    )
    help_channel_ids: list[int] = Field([], description="Channels.")
    keeper_role_id: int | None = Field(None, description="One role.")
    keeper_role_ids: list[int] = Field([], description="Roles.")
    features_off: list[str] = Field([], description="Features.")
    mode: Literal["off", "dm", "press"] = Field("off", description="A choice.")
    steps: list[Literal["rules", "role"]] = Field(["rules"], description="Choices.")
    lit: bool = Field(default=False, description="A flag.")
    watts: int = Field(40, ge=1, le=100, description="A number.")
    wait: timedelta = Field(timedelta(minutes=5), description="A duration.")
    text: str = Field("", max_length=50, description="A text.")
    words: list[str] = Field([], description="Words.")


def setting(key: str) -> Setting:
    return Setting("lamps", key, LampSettings)


@pytest.fixture
def names() -> Names:
    return Names(
        channels={GENERAL: "general", HELP: "help", TWIN: "twin", OTHER_TWIN: "twin"},
        roles={STAFF: "Staff", HELPERS: "Kind, helpful people", EVERYONE: "@everyone"},
        features=("insights", "sentiment", "setup"),
    )
