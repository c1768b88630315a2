"""What every automod rule is: settings of its own, and one measurement against a limit."""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import StrEnum
from typing import ClassVar, Generic, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past


class Act(StrEnum):
    """What a rule does about a message, mildest first."""

    ALERT = "alert"
    REPLY = "reply"
    SLOWMODE = "slowmode"
    DELETE = "delete"
    HOLD = "hold"
    WARN = "warn"
    ROLE = "role"
    TIMEOUT = "timeout"
    QUARANTINE = "quarantine"
    KICK = "kick"
    BAN = "ban"


class RuleSettings(BaseModel):
    """What every rule can be told. A rule's own settings come beside these."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    enabled: bool = Field(False, description="Whether the rule is on.")
    actions: tuple[Act, ...] = Field(
        (Act.DELETE, Act.ALERT), description="What is done, separated by commas."
    )
    timeout_minutes: int = Field(
        10, ge=1, le=28 * 24 * 60, description="Minutes of a timeout by this rule."
    )
    slowmode_seconds: int = Field(
        10, ge=1, le=6 * 60 * 60, description="Seconds between messages in a slowmode by this rule."
    )
    slowmode_minutes: int = Field(
        10, ge=1, le=24 * 60, description="Minutes until such a slowmode is over."
    )
    role_id: int | None = Field(
        None, description="Role that the action role gives; it stands below mine."
    )
    rule: int | None = Field(
        None, ge=1, le=100, description="Number of the server's rule that its cases cite."
    )
    cooldown_seconds: int = Field(
        30,
        ge=0,
        le=600,
        description="Seconds in which one person is warned or punished once by the rule.",
    )
    channel_ids: frozenset[int] = Field(
        frozenset(), description="Channels where the rule holds; empty: everywhere."
    )
    except_channel_ids: frozenset[int] = Field(
        frozenset(), description="Channels where the rule does not hold."
    )
    except_role_ids: frozenset[int] = Field(
        frozenset(), description="Roles that the rule does not hold for."
    )
    edits: bool = Field(True, description="Whether edited messages are looked at too.")


S = TypeVar("S", bound=RuleSettings)


class Measure(NamedTuple):
    """What a rule found: it fires where ``value`` reaches ``limit``.

    ``what`` names it for the explanation, such as the word of the list; never the text.
    """

    value: float
    limit: float
    what: str = ""

    @property
    def fired(self) -> bool:
        """Whether the limit is reached."""
        return self.value >= self.limit


QUIET = Measure(0, 1)


class Rule(ABC, Generic[S]):
    """A rule with its settings in place. ``measure`` never changes anything."""

    key: ClassVar[str]
    settings_type: ClassVar[type[RuleSettings]]
    # A rule about the past reads the window; an edit is no new message to it.
    needs_past: ClassVar[bool] = False
    about: ClassVar[Literal["message", "name"]] = "message"

    def __init__(self, settings: S) -> None:
        self.settings = settings
        # Most rules are about every place and person: not asked anew for every message.
        self.everywhere = not (
            settings.channel_ids or settings.except_channel_ids or settings.except_role_ids
        )

    @abstractmethod
    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Look at one message."""

    def holds_for(self, said: Said) -> bool:
        """Tell whether the rule is about this place and person."""
        settings = self.settings
        if said.edited and (self.needs_past or not settings.edits):
            return False
        if settings.except_role_ids and said.role_ids & settings.except_role_ids:
            return False
        if self.about == "name":
            return True  # a name is in no channel
        places = {said.channel_id, said.parent_channel_id}
        if settings.channel_ids and not (places & settings.channel_ids):
            return False
        return not (settings.except_channel_ids and places & settings.except_channel_ids)
