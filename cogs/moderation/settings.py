"""What a server may set about moderation."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from pydantic import Field, field_validator

from bot.errors import UserError
from bot.guild_settings import GuildModel
from cogs.moderation.domain.actions import Action
from cogs.moderation.domain.automod.registry import RULES
from cogs.moderation.domain.automod.rule import RuleSettings
from cogs.moderation.domain.automod.rules.attachments import AttachmentsSettings
from cogs.moderation.domain.automod.rules.caps import CapsSettings
from cogs.moderation.domain.automod.rules.copies import CopiesSettings
from cogs.moderation.domain.automod.rules.duplicates import DuplicatesSettings
from cogs.moderation.domain.automod.rules.emoji import EmojiSettings
from cogs.moderation.domain.automod.rules.impostors import ImpostorsSettings
from cogs.moderation.domain.automod.rules.invites import InvitesSettings
from cogs.moderation.domain.automod.rules.late_edits import LateEditsSettings
from cogs.moderation.domain.automod.rules.links import LinksSettings
from cogs.moderation.domain.automod.rules.mentions import MentionsSettings
from cogs.moderation.domain.automod.rules.names import NamesSettings
from cogs.moderation.domain.automod.rules.newcomers import NewcomersSettings
from cogs.moderation.domain.automod.rules.newlines import NewlinesSettings
from cogs.moderation.domain.automod.rules.patterns import PatternsSettings
from cogs.moderation.domain.automod.rules.rate import RateSettings
from cogs.moderation.domain.automod.rules.words import WordsSettings
from cogs.moderation.domain.automod.rules.zalgo import ZalgoSettings
from cogs.moderation.domain.duty import HEALTHY_MINUTES
from cogs.moderation.domain.strikes import Step, parse_step
from cogs.moderation.texts import T

_LINK: Final = re.compile(r"https://[^\s/]+\.[^\s/]+(/\S*)?")


class GuildSettings(GuildModel):
    """Per-server settings of moderation."""

    section: ClassVar[str] = "moderation"

    # -- cases --

    log_channel_id: int | None = Field(
        None,
        description="Channel where moderators see every case.",
        json_schema_extra={"private": True, "called": "mod-log", "missed": "log-missed"},
    )
    appeal_text: str = Field(
        "",
        max_length=500,
        description="What members are told about how to appeal; empty: built in.",
    )
    appeal_link: str = Field(
        "",
        max_length=512,
        description="Where who is removed or banned can appeal when no message reaches them any "
        "more, such as a form: a link in the last message that they get.",
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

    # -- queue --

    queue_channel_id: int | None = Field(
        None,
        description="Channel for reports and appeals; empty: the channel of the cases.",
        json_schema_extra={
            "private": True,
            "called": "mod-queue",
            "permissions": ["view_channel", "send_messages", "embed_links"],
        },
    )
    evidence_days: int = Field(
        30,
        ge=1,
        le=365,
        description="Days for which evidence is kept: what was reported, appealed against or "
        "deleted with /purge.",
    )
    reports_an_hour: int = Field(
        10, ge=1, le=100, description="Reports that one member may send within an hour."
    )
    queue_patience_minutes: int = Field(
        120,
        ge=0,
        le=10_080,
        description="Minutes after which an undecided item is called to mind; 0: never.",
    )
    appeals_a_case: int = Field(2, ge=0, le=10, description="Appeals allowed against one case.")
    appeal_cooldown_days: int = Field(
        7, ge=0, le=365, description="Days after a decision until the next appeal."
    )
    healthy_a_day: int = Field(
        15, ge=1, le=1_000, description="Cases and items a day that one moderator can carry well."
    )

    healthy_minutes_a_day: int = Field(
        HEALTHY_MINUTES,
        ge=1,
        le=1_440,
        description="Minutes a day with the queue that one moderator can carry well.",
    )

    # -- automod --

    automod_native: dict[str, int] = Field(
        {}, description="Rules of mine in Discord's own AutoMod; /automod list puts them there."
    )

    automod_dry_run: bool = Field(
        False, description="Whether automod only says what it would do, and does nothing."
    )
    automod_rate: RateSettings = Field(
        RateSettings(),
        description="Automod, too many messages by one person; set it with /automod.",
    )
    automod_duplicates: DuplicatesSettings = Field(
        DuplicatesSettings(),
        description="Automod, one text again and again by one person; set it with /automod.",
    )
    automod_copies: CopiesSettings = Field(
        CopiesSettings(), description="Automod, one text by many people; set it with /automod."
    )
    automod_mentions: MentionsSettings = Field(
        MentionsSettings(), description="Automod, too many mentions; set it with /automod."
    )
    automod_invites: InvitesSettings = Field(
        InvitesSettings(),
        description="Automod, invitations to other servers; set it with /automod.",
    )
    automod_links: LinksSettings = Field(
        LinksSettings(), description="Automod, links by domain; set it with /automod."
    )
    automod_impostors: ImpostorsSettings = Field(
        ImpostorsSettings(),
        description="Automod, domains that pretend to be others; set it with /automod.",
    )
    automod_words: WordsSettings = Field(
        WordsSettings(),
        description="Automod, forbidden words, also in disguise; set it with /automod.",
    )
    automod_patterns: PatternsSettings = Field(
        PatternsSettings(), description="Automod, regular expressions; set it with /automod."
    )
    automod_caps: CapsSettings = Field(
        CapsSettings(), description="Automod, shouting; set it with /automod."
    )
    automod_zalgo: ZalgoSettings = Field(
        ZalgoSettings(), description="Automod, letters under piles of marks; set it with /automod."
    )
    automod_emoji: EmojiSettings = Field(
        EmojiSettings(), description="Automod, too many emoji; set it with /automod."
    )
    automod_newlines: NewlinesSettings = Field(
        NewlinesSettings(),
        description="Automod, messages that are mostly height; set it with /automod.",
    )
    automod_attachments: AttachmentsSettings = Field(
        AttachmentsSettings(), description="Automod, files by kind; set it with /automod."
    )
    automod_newcomers: NewcomersSettings = Field(
        NewcomersSettings(), description="Automod, what strangers do first; set it with /automod."
    )
    automod_late_edits: LateEditsSettings = Field(
        LateEditsSettings(), description="Automod, links put in long after; set it with /automod."
    )
    automod_names: NamesSettings = Field(
        NamesSettings(), description="Automod, names and nicknames; set it with /automod."
    )

    def policy(self) -> dict[str, RuleSettings]:
        """Return the settings of every automod rule, by its key."""
        return {key: getattr(self, automod_field(key)) for key in RULES}

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
    raid_texts: int = Field(
        8,
        ge=0,
        le=100,
        description="So many accounts, new here or with a link, that write nearly the same within "
        "ten minutes are a raid; 0: never by itself.",
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

    @field_validator("appeal_link")
    @classmethod
    def _is_link(cls, value: str) -> str:
        value = value.strip()
        if value and not _LINK.fullmatch(value):
            raise ValueError(T.say("appeal-link-unreadable"))
        return value

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


def automod_field(rule: str) -> str:
    """Return the name of the setting that has an automod rule's settings."""
    return f"automod_{rule.replace('-', '_')}"
