"""What a server may set about recognition."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

from pydantic import Field

from bot.guild_settings import GuildModel
from cogs.recognition.domain.levels import Curve
from cogs.recognition.domain.xp import Weights

_MOST = 10_000
BadgeNews = Literal["channel", "dm", "silent"]

# What decides how much XP somebody has, and which roles that gives: what ``/levels set`` changes.
XP_KEYS: Final = (
    "xp_block",
    "blocks_a_day",
    "xp_answer",
    "xp_kudos",
    "xp_event",
    "xp_challenge",
    "level_base",
    "level_step",
    "level_roles_stack",
)


class GuildSettings(GuildModel):
    """Per-server settings of recognition."""

    section: ClassVar[str] = "recognition"

    xp_block: int = Field(
        5, ge=0, le=_MOST, description="XP for each ten minutes in which a member wrote or spoke."
    )
    blocks_a_day: int = Field(
        18, ge=0, le=150, description="How many such ten minutes count a day, at most."
    )
    xp_answer: int = Field(
        25, ge=0, le=_MOST, description="XP for an answer that was accepted as helpful."
    )
    xp_kudos: int = Field(10, ge=0, le=_MOST, description="XP for each kudos received.")
    xp_event: int = Field(30, ge=0, le=_MOST, description="XP for each event attended.")
    xp_challenge: int = Field(50, ge=0, le=_MOST, description="XP for each challenge completed.")
    level_base: int = Field(
        50, ge=1, le=1_000_000, description="XP that it takes from level 0 to level 1."
    )
    level_step: int = Field(
        25, ge=0, le=1_000_000, description="How much more XP each further level takes."
    )
    level_roles_stack: bool = Field(
        False, description="Whether members keep the roles of lower levels, too."
    )
    badge_news: BadgeNews = Field(
        "channel",
        description="How badges are announced: channel (in the badges channel), dm (a direct "
        "message to the member), or silent.",
    )
    badges_channel_id: int | None = Field(
        None, description="The channel in which badges are announced; none: they are not."
    )
    season_months: Literal[1, 2, 3, 4, 6, 12] = Field(
        3, description="Months of a season, from January on, in which members earn their tier."
    )
    grace_seasons: int = Field(
        1, ge=0, le=4, description="Seasons for which a tier is kept by who falls short of it."
    )

    kudos_pair_hours: int = Field(
        24,
        ge=1,
        le=720,
        description="Hours until a member may thank the same person again.",
    )
    kudos_a_day: int = Field(
        5, ge=1, le=50, description="How many kudos a member may give a day, at most."
    )
    kudos_kept_days: int = Field(
        365,
        ge=30,
        le=3_650,
        description="Days for which it is kept who thanked whom for what; points stay.",
    )
    kudos_ping: bool = Field(False, description="Whether who is thanked is notified of it.")
    kudos_wall_channel_id: int | None = Field(
        None, description="Channel where kudos are gathered, the wall of thanks."
    )
    kudos_offers: bool = Field(
        True,
        description="Whether thanks to somebody in a message are offered to be made kudos.",
    )
    kudos_offer_minutes: int = Field(
        30,
        ge=1,
        le=1_440,
        description="Minutes between two such offers in a channel, at least; the same two people, "
        "and a thread, have one a day at most.",
    )
    shoutout_channel_id: int | None = Field(
        None, description="Channel where the week's shout-outs are posted."
    )
    shoutout_desk_channel_id: int | None = Field(
        None,
        description="Channel where managers see the week's shout-outs first; none: no approval.",
        json_schema_extra={"private": True},
    )
    shoutout_day: int = Field(
        0, ge=0, le=6, description="Weekday of the shout-outs: 0 is Monday, 6 is Sunday."
    )
    shoutout_time: str = Field(
        "18:00",
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
        description="When shout-outs are due, HH:MM in the server's time zone.",
    )

    @property
    def weights(self) -> Weights:
        """What earns how much."""
        deeds = (self.xp_answer, self.xp_kudos, self.xp_event, self.xp_challenge)
        return Weights(self.xp_block, self.blocks_a_day, deeds)

    @property
    def curve(self) -> Curve:
        """Where levels begin."""
        return Curve(self.level_base, self.level_step)
