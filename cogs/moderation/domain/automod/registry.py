"""All rules by their key, and a server's policy: the settings of each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError

from cogs.moderation.domain.automod.rule import Rule, RuleSettings
from cogs.moderation.domain.automod.rules.attachments import AttachmentsRule
from cogs.moderation.domain.automod.rules.caps import CapsRule
from cogs.moderation.domain.automod.rules.copies import CopiesRule
from cogs.moderation.domain.automod.rules.duplicates import DuplicatesRule
from cogs.moderation.domain.automod.rules.emoji import EmojiRule
from cogs.moderation.domain.automod.rules.impostors import ImpostorsRule
from cogs.moderation.domain.automod.rules.invites import InvitesRule
from cogs.moderation.domain.automod.rules.late_edits import LateEditsRule
from cogs.moderation.domain.automod.rules.links import LinksRule
from cogs.moderation.domain.automod.rules.mentions import MentionsRule
from cogs.moderation.domain.automod.rules.names import NamesRule
from cogs.moderation.domain.automod.rules.newcomers import NewcomersRule
from cogs.moderation.domain.automod.rules.newlines import NewlinesRule
from cogs.moderation.domain.automod.rules.patterns import PatternsRule
from cogs.moderation.domain.automod.rules.rate import RateRule
from cogs.moderation.domain.automod.rules.words import WordsRule
from cogs.moderation.domain.automod.rules.zalgo import ZalgoRule

RULES: Final[Mapping[str, type[Rule[Any]]]] = MappingProxyType(
    {
        rule.key: rule
        for rule in (
            RateRule,
            DuplicatesRule,
            CopiesRule,
            MentionsRule,
            InvitesRule,
            LinksRule,
            ImpostorsRule,
            WordsRule,
            PatternsRule,
            CapsRule,
            ZalgoRule,
            EmojiRule,
            NewlinesRule,
            AttachmentsRule,
            NewcomersRule,
            LateEditsRule,
            NamesRule,
        )
    }
)


def settings_of(key: str, given: Mapping[str, Any] | None) -> RuleSettings:
    """Return the settings of the rule ``key`` with what was ``given``, defaults elsewhere.

    Raises KeyError for an unknown rule, ValueError with a sentence for what is not allowed.
    """
    try:
        return RULES[key].settings_type.model_validate(dict(given or {}))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"][:1])
        reason = first["msg"].removeprefix("Value error, ")
        raise ValueError(f"{place}: {reason}" if place else reason) from None


def policy_of(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, RuleSettings]:
    """Return the settings of every rule, defaults for those that ``stored`` does not have."""
    return {key: settings_of(key, stored.get(key)) for key in RULES}
