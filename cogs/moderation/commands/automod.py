"""The group ``/automod``: what is looked for, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers
from bot.clock import Clock
from bot.errors import UserError
from bot.text.truncate import truncate
from bot.ui.paginator import Paginator
from cogs.moderation.commands.automod_values import empty, missing, refuse_role, suggestions
from cogs.moderation.domain.automod import change
from cogs.moderation.domain.automod.registry import RULES
from cogs.moderation.domain.automod.rule import RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.embeds.automod import explained_pages, rule_pages, value_text
from cogs.moderation.service.automod import Automod
from cogs.moderation.texts import T
from cogs.moderation.views.native import Native
from cogs.moderation.views.native_offer import RulePages
from cogs.moderation.views.rules import refuse_unknown, rule_choices

_RULES: Final = [
    app_commands.Choice(name=T.plain(f"automod-rule-{key}"), value=key) for key in RULES
]
_SWITCH: Final = [
    app_commands.Choice(name=T.plain("automod-on"), value="on"),
    app_commands.Choice(name=T.plain("automod-off"), value="off"),
]
# The lists that grow word by word: rule, and the key of its setting.
_LISTS: Final = {
    "words": ("words", "words"),
    "innocent": ("words", "innocent"),
    "patterns": ("patterns", "patterns"),
    "names": ("names", "words"),
    "domains": ("links", "domains"),
    "invites": ("invites", "allowed"),
}
_LIST_CHOICES: Final = [
    app_commands.Choice(name=T.plain(f"automod-list-{key}"), value=key) for key in _LISTS
]
_SUGGESTED: Final = 25
_LABEL: Final = 100
_SHOWN: Final = 1_500
_TEXT: Final = 4_000
_ENTRY: Final = 260
_AGE: Final = timedelta(days=365)


class AutomodCommands(commands.Cog):
    """The group ``/automod``."""

    def __init__(self, automod: Automod, clock: Clock) -> None:
        self._automod = automod
        self._clock = clock
        self._native = Native(automod)

    automod = managers()(app_commands.Group(name="automod", description=T.plain("command-automod")))

    @automod.command(name="list", description=T.plain("command-automod-list"))
    async def list_rules(self, interaction: discord.Interaction[Any]) -> None:
        """Show every rule with what it does."""
        guild_id, locale = await _begin(interaction)
        settings = await self._automod.settings(guild_id)
        pages = rule_pages(settings.policy(), locale, dry_run=settings.automod_dry_run)
        owner_id = interaction.user.id
        await RulePages(pages, self._native, owner_id=owner_id, locale=locale).show(interaction)

    @automod.command(
        name="enable",
        description=T.plain("command-automod-enable"),
        extras={"example": "example-automod-enable"},
    )
    @app_commands.describe(rule=T.plain("option-automod-rule"))
    @app_commands.choices(rule=_RULES)
    async def enable(self, interaction: discord.Interaction[Any], rule: str) -> None:
        """Switch a rule on."""
        guild_id, locale = await _begin(interaction)
        settings = await self._switch(guild_id, rule, interaction.user.id, on=True)
        acts = ", ".join(T.plain(f"automod-act-{act}", locale) for act in settings.actions)
        text = T.say("automod-enabled", locale, rule=_name(rule, locale), acts=acts or "—")
        server = await self._automod.settings(guild_id)
        lacking = missing(_guild(interaction), settings, server.quarantine_role_id, locale)
        text = "\n".join([text, *lacking, *empty(rule, settings, locale)])
        if await self._lacks_content(interaction):
            text += "\n" + T.say("automod-no-content", locale)
        if server.log_channel_id is None:
            text += "\n" + T.say("automod-no-log", locale)
        await interaction.edit_original_response(content=text)

    @automod.command(
        name="disable",
        description=T.plain("command-automod-disable"),
        extras={"example": "example-automod-disable"},
    )
    @app_commands.describe(rule=T.plain("option-automod-rule"))
    @app_commands.choices(rule=_RULES)
    async def disable(self, interaction: discord.Interaction[Any], rule: str) -> None:
        """Switch a rule off; what was set for it stays."""
        guild_id, locale = await _begin(interaction)
        await self._switch(guild_id, rule, interaction.user.id, on=False)
        text = T.say("automod-disabled", locale, rule=_name(rule, locale))
        await interaction.edit_original_response(content=text)

    @automod.command(
        name="set",
        description=T.plain("command-automod-set"),
        extras={"example": "example-automod-set"},
    )
    @app_commands.describe(
        rule=T.plain("option-automod-rule"),
        key=T.plain("option-automod-key"),
        value=T.plain("option-automod-value"),
    )
    @app_commands.choices(rule=_RULES)
    async def set_value(
        self,
        interaction: discord.Interaction[Any],
        rule: str,
        key: app_commands.Range[str, 1, 40],
        value: app_commands.Range[str, 1, 1_000],
    ) -> None:
        """Give a setting of a rule another value."""
        guild_id, locale = await _begin(interaction)
        if key not in change.keys_of(rule):
            known = ", ".join(change.keys_of(rule))
            raise UserError(T.say("automod-key-unknown", locale, given=key, known=known))
        guild = _guild(interaction)
        if key == "rule" and value.isdecimal():
            await refuse_unknown(interaction, int(value))

        def make(now: RuleSettings) -> RuleSettings:
            wanted = change.changed(rule, now, key, value)
            if key == "role_id":
                refuse_role(guild, wanted, locale)
            return wanted

        changed = await self._change(guild_id, rule, interaction, make)
        shown = truncate(value_text(getattr(changed, key), locale), _SHOWN)
        text = T.say("automod-set", locale, rule=_name(rule, locale), setting=key, value=shown)
        if key in {"actions", "role_id"}:
            server = await self._automod.settings(guild_id)
            lacking = missing(guild, changed, server.quarantine_role_id, locale)
            text = "\n".join([text, *lacking])
        await interaction.edit_original_response(content=text)

    @set_value.autocomplete("value")
    async def _values(
        self, interaction: discord.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        chosen, locale = interaction.namespace, str(interaction.locale)
        rule, key = str(getattr(chosen, "rule", "")), str(getattr(chosen, "key", ""))
        if key == "rule":
            offered = await rule_choices(interaction, current)
            return [app_commands.Choice(name=one.name, value=str(one.value)) for one in offered]
        return suggestions(_guild(interaction), rule, key, current, locale)

    @set_value.autocomplete("key")
    async def _keys(
        self, interaction: discord.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        rule = str(getattr(interaction.namespace, "rule", ""))
        if rule not in RULES:
            return []
        found = [
            app_commands.Choice(name=truncate(f"{key}: {about}", _LABEL), value=key)
            for key, about in change.keys_of(rule).items()
            if current.lower() in key
        ]
        return found[:_SUGGESTED]

    @automod.command(
        name="words",
        description=T.plain("command-automod-words"),
        extras={"example": "example-automod-words"},
    )
    @app_commands.describe(
        list=T.plain("option-automod-list"),
        add=T.plain("option-automod-add"),
        remove=T.plain("option-automod-remove"),
    )
    @app_commands.choices(list=_LIST_CHOICES)
    async def words(
        self,
        interaction: discord.Interaction[Any],
        list: str,  # noqa: A002 - what people see
        add: app_commands.Range[str, 1, _ENTRY] | None = None,
        remove: app_commands.Range[str, 1, _ENTRY] | None = None,
    ) -> None:
        """Add to a list, take away from it, or show it."""
        guild_id, locale = await _begin(interaction)
        rule, key = _LISTS[list]
        if add is not None:
            await self._change(
                guild_id, rule, interaction, lambda now: change.with_entries(rule, now, key, add)
            )
        if remove is not None:
            await self._remove(guild_id, rule, key, interaction, remove)
        settings = (await self._automod.settings(guild_id)).policy()[rule]
        entries = getattr(settings, key)
        text = T.say(
            "automod-words",
            locale,
            count=len(entries),
            list=T.plain(f"automod-list-{list}", locale),
            words=truncate(value_text(entries, locale), _SHOWN),
        )
        if not settings.enabled:
            text += "\n" + T.say("automod-rule-is-off", locale, rule=_name(rule, locale))
        await interaction.edit_original_response(content=text)

    @words.autocomplete("remove")
    async def _entries(
        self, interaction: discord.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        chosen = str(getattr(interaction.namespace, "list", ""))
        if chosen not in _LISTS or interaction.guild_id is None:
            return []
        rule, key = _LISTS[chosen]
        settings = (await self._automod.settings(interaction.guild_id)).policy()[rule]
        found = [one for one in getattr(settings, key) if current.lower() in one.lower()]
        return [app_commands.Choice(name=one, value=one) for one in found if len(one) <= _LABEL][
            :_SUGGESTED
        ]

    @automod.command(
        name="test",
        description=T.plain("command-automod-test"),
        extras={"example": "example-automod-test"},
    )
    @app_commands.describe(text=T.plain("option-automod-text"))
    async def test(
        self, interaction: discord.Interaction[Any], text: app_commands.Range[str, 1, _TEXT]
    ) -> None:
        """Explain what every rule makes of a text by a member with no roles, said here."""
        guild_id, locale = await _begin(interaction)
        engine = await self._automod.whole(guild_id)
        said = Said(
            guild_id=guild_id,
            channel_id=interaction.channel_id or 0,
            message_id=interaction.id,
            author_id=0,
            at=self._clock.now(),
            text=text,
            account_age=_AGE,
            member_age=_AGE,
        )
        settings = await self._automod.settings(guild_id)
        explained = engine.explain(said)
        would = engine.would(explained)
        pages = explained_pages(explained, would, locale, dry_run=settings.automod_dry_run)
        await Paginator(pages, owner_id=interaction.user.id, locale=locale).show(interaction)

    @automod.command(
        name="dryrun",
        description=T.plain("command-automod-dryrun"),
        extras={"example": "example-automod-dryrun"},
    )
    @app_commands.describe(mode=T.plain("option-automod-mode"))
    @app_commands.choices(mode=_SWITCH)
    async def dryrun(self, interaction: discord.Interaction[Any], mode: str) -> None:
        """Let automod only say what it would do, or act again."""
        guild_id, locale = await _begin(interaction)
        on = mode == "on"
        await self._automod.dry_run(guild_id, interaction.user.id, on=on)
        text = T.say("automod-dry-run-on" if on else "automod-dry-run-off", locale)
        if on and (await self._automod.settings(guild_id)).log_channel_id is None:
            text += "\n" + T.say("automod-no-log", locale)
        await interaction.edit_original_response(content=text)

    async def _switch(self, guild_id: int, rule: str, by: int, *, on: bool) -> RuleSettings:
        return await self._automod.change(
            guild_id, rule, by, lambda now: change.with_value(rule, now, "enabled", on)
        )

    async def _change(
        self,
        guild_id: int,
        rule: str,
        interaction: discord.Interaction[Any],
        make: Callable[[RuleSettings], RuleSettings],
    ) -> RuleSettings:
        try:
            return await self._automod.change(guild_id, rule, interaction.user.id, make)
        except ValueError as error:
            locale = str(interaction.locale)
            raise UserError(T.say("automod-refused", locale, reason=str(error))) from None

    async def _remove(
        self, guild_id: int, rule: str, key: str, interaction: discord.Interaction[Any], entry: str
    ) -> None:
        try:
            await self._change(
                guild_id, rule, interaction, lambda now: change.without_entry(rule, now, key, entry)
            )
        except KeyError:
            raise UserError(
                T.say("automod-no-such-word", str(interaction.locale), given=entry)
            ) from None

    async def _lacks_content(self, interaction: discord.Interaction[Any]) -> bool:
        return not interaction.client.intents.message_content


async def _begin(interaction: discord.Interaction[Any]) -> tuple[int, str]:
    await interaction.response.defer(ephemeral=True, thinking=True)
    if interaction.guild_id is None:
        raise UserError(T.say("only-in-server", str(interaction.locale)))
    return interaction.guild_id, str(interaction.locale)


def _guild(interaction: discord.Interaction[Any]) -> discord.Guild:
    if interaction.guild is None:
        raise UserError(T.say("only-in-server", str(interaction.locale)))
    return interaction.guild


def _name(rule: str, locale: str) -> str:
    return T.plain(f"automod-rule-{rule}", locale)
