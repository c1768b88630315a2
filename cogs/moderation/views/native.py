"""Putting automod's rules into Discord's own AutoMod: each once, and renewed after that."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from weakref import WeakValueDictionary

import discord
import structlog

from cogs.moderation.domain.automod.native import MOST, Fit, Offer, Trigger, offers
from cogs.moderation.service.automod import Automod
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T

_log = structlog.get_logger(__name__)
_KINDS: Final = {one: discord.AutoModRuleTriggerType[one.value] for one in Trigger}
_PRESETS: Final = {"profanity": True, "sexual_content": True, "slurs": True}


class Went(StrEnum):
    """What became of a rule."""

    MADE = "made"
    RENEWED = "renewed"
    FULL = "full"  # Discord takes no more of the kind
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Put:
    """A rule that was to be put there, and what became of it; ``why``: Discord's own words."""

    offer: Offer
    went: Went
    why: str = ""


@dataclass(slots=True)
class Native:
    """Discord's AutoMod in the servers, one at a time in each."""

    automod: Automod
    _locks: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def offers(self, guild_id: int) -> list[Offer]:
        """Return what fits, and what hinders the rest."""
        return offers((await self.automod.settings(guild_id)).policy())

    async def there(self, guild: discord.Guild) -> dict[Fit, discord.AutoModRule]:
        """Return our rules that are there. Raises what discord.py raises."""
        settings = await self.automod.settings(guild.id)
        return _ours(guild, await guild.fetch_automod_rules(), settings)

    async def put(self, guild: discord.Guild, fits: set[Fit], by: discord.Member) -> list[Put]:
        """Make or renew the rules of ``fits``; what Discord does not take is said.

        Raises Forbidden where the bot may not manage the server.
        """
        lock = self._locks.setdefault(guild.id, asyncio.Lock())
        async with lock:
            settings = await self.automod.settings(guild.id)
            rules = await guild.fetch_automod_rules()
            ours = _ours(guild, rules, settings)
            used = Counter(rule.trigger.type for rule in rules)
            went: list[Put] = []
            for offer in await self.offers(guild.id):
                if offer.fit not in fits or offer.hindrance is not None:
                    continue
                went.append(await self._put(guild, offer, ours, used, settings, by))
            ids = {str(fit): rule.id for fit, rule in ours.items()}
            if ids != settings.automod_native:
                await self.automod.know_native(guild.id, ids, by.id)
            return went

    async def _put(
        self,
        guild: discord.Guild,
        offer: Offer,
        ours: dict[Fit, discord.AutoModRule],
        used: Counter[discord.AutoModRuleTriggerType],
        settings: GuildSettings,
        by: discord.Member,
    ) -> Put:
        what = _body(guild, offer, settings)
        reason = T.plain("audit-native", by=by.name)
        known, kind = ours.get(offer.fit), _KINDS[offer.trigger]
        if known is None and used[kind] >= MOST[offer.trigger]:
            return Put(offer, Went.FULL)
        try:
            if known is not None:
                ours[offer.fit] = await known.edit(**what, enabled=True, reason=reason)
                return Put(offer, Went.RENEWED)
            name = _name(guild, offer.fit)
            event = (
                discord.AutoModRuleEventType.member_update
                if offer.trigger is Trigger.PROFILE
                else discord.AutoModRuleEventType.message_send
            )
            ours[offer.fit] = await guild.create_automod_rule(
                name=name, event_type=event, **what, enabled=True, reason=reason
            )
        except discord.Forbidden:
            raise
        except discord.HTTPException as error:
            _log.warning("native rule refused", guild_id=guild.id, code=error.code)
            return Put(offer, Went.REFUSED, error.text)
        used[kind] += 1
        return Put(offer, Went.MADE)


def _ours(
    guild: discord.Guild, rules: list[discord.AutoModRule], settings: GuildSettings
) -> dict[Fit, discord.AutoModRule]:
    """Return our rules: by the id that was kept, or, where that was not written down, by name."""
    found: dict[Fit, discord.AutoModRule] = {}
    for fit in Fit:
        mine = [
            rule
            for rule in rules
            if rule.id == settings.automod_native.get(fit)
            or (rule.creator_id == guild.me.id and rule.name == _name(guild, fit))
        ]
        if mine:
            found[fit] = mine[0]
    return found


def _name(guild: discord.Guild, fit: Fit) -> str:
    what = T.plain(f"native-{fit}", str(guild.preferred_locale))
    return T.plain("native-name", str(guild.preferred_locale), what=what)


def _body(guild: discord.Guild, offer: Offer, settings: GuildSettings) -> dict[str, Any]:
    return {
        "trigger": _trigger(offer),
        "actions": _actions(guild, offer, settings),
        "exempt_roles": [discord.Object(one) for one in offer.exempt_roles],
        "exempt_channels": [discord.Object(one) for one in offer.exempt_channels],
    }


def _trigger(offer: Offer) -> discord.AutoModTrigger:
    kind = _KINDS[offer.trigger]
    if offer.trigger is Trigger.SPAM:
        return discord.AutoModTrigger(type=kind)
    if offer.trigger is Trigger.MENTIONS:
        return discord.AutoModTrigger(type=kind, mention_limit=offer.mentions)
    if offer.trigger is Trigger.PRESET:
        presets = discord.AutoModPresets(**_PRESETS)
        return discord.AutoModTrigger(type=kind, presets=presets, allow_list=list(offer.allowed))
    return discord.AutoModTrigger(
        type=kind,
        keyword_filter=list(offer.keywords),
        regex_patterns=list(offer.regexes),
        allow_list=list(offer.allowed),
    )


def _actions(
    guild: discord.Guild, offer: Offer, settings: GuildSettings
) -> list[discord.AutoModRuleAction]:
    kinds = discord.AutoModRuleActionType
    if offer.trigger is Trigger.PROFILE:
        actions = [discord.AutoModRuleAction(type=kinds.block_member_interactions)]
    else:
        text = T.plain("native-blocked", str(guild.preferred_locale))
        actions = [discord.AutoModRuleAction(type=kinds.block_message, custom_message=text)]
    if settings.log_channel_id is not None and guild.get_channel(settings.log_channel_id):
        actions.append(discord.AutoModRuleAction(channel_id=settings.log_channel_id))
    if offer.timeout is not None and guild.me.guild_permissions.moderate_members:
        actions.append(discord.AutoModRuleAction(duration=offer.timeout))
    return actions
