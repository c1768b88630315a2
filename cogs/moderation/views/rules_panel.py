"""Where managers write the rules: a list, a form for each, and the question before publishing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, cast

import discord

from bot.checks import Access, require
from bot.errors import UserError
from bot.text.truncate import truncate
from bot.ui.modals import BaseModal
from bot.ui.pressed import Pressed
from bot.ui.views import BaseView, forwards_errors
from cogs.moderation.domain.rules import (
    MOST_RULES,
    TEXT_LIMIT,
    TITLE_LIMIT,
    Rule,
    Rules,
    added,
    changed,
    removed,
)
from cogs.moderation.service.rules import RulesService
from cogs.moderation.texts import T
from cogs.moderation.views.rules import rules_embeds

if TYPE_CHECKING:
    from bot.client import Steward

FORM: Final = r"moderation-form-rule:(?P<guild>\d{1,20}):(?P<key>\d{1,9}):\d{1,20}"
_LABEL: Final = 100
_NEW: Final = 0


def service_of(interaction: discord.Interaction[Any]) -> RulesService:
    """Return the use cases of the rules."""
    return cast("Steward", interaction.client).ports.get(RulesService)


async def show_panel(interaction: discord.Interaction[Any], rules: Rules) -> None:
    """Show the rules as they are being written, on an interaction that was deferred."""
    locale = str(interaction.locale)
    title = T.plain("rules-panel-title", locale)
    await interaction.edit_original_response(
        content=None if rules else T.say("rules-panel-empty", locale),
        embeds=rules_embeds(title, rules, locale, footer=T.plain("rules-panel-next", locale))
        if rules
        else [],
        view=_panel(rules, locale),
    )


def _panel(rules: Rules, locale: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    options = [
        discord.SelectOption(label=_label(number, rule, locale), value=str(rule.key))
        for number, rule in enumerate(rules, 1)
    ]
    for action in ("edit", "remove") if options else ():
        menu: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=f"moderation-rule-{action}",
            placeholder=T.plain(f"rules-panel-{action}", locale),
            options=options,
        )
        view.add_item(menu)
    view.add_item(
        discord.ui.Button(
            custom_id="moderation-rule-add",
            label=T.plain("rules-panel-add", locale),
            style=discord.ButtonStyle.primary,
            disabled=len(rules) >= MOST_RULES,
        )
    )
    return view


def _label(number: int, rule: Rule, locale: str) -> str:
    return truncate(T.plain("rule-title", locale, number=number, title=rule.title), _LABEL)


class RuleMenu(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"moderation-rule-(?P<action>edit|remove)",
):
    """Chooses a rule to change, or to take away."""

    KIND = discord.ui.Select

    def __init__(self, item: discord.ui.Select[Any], action: str) -> None:
        super().__init__(item)
        self.action = action

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form of the rule, or take it away."""
        await require(interaction, Access.MANAGERS)
        guild_id, key = interaction.guild_id or 0, int(self.item.values[0])
        if self.action == "edit":
            await interaction.response.send_modal(await rule_form(interaction, guild_id, key))
            return
        await interaction.response.defer()
        rules = await service_of(interaction).change(
            guild_id,
            lambda rules: removed(rules, key),
            locale=str(interaction.locale),
        )
        await show_panel(interaction, rules)


class AddRuleButton(
    Pressed, discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"moderation-rule-add"
):
    """Opens the form of a new rule."""

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open it."""
        await require(interaction, Access.MANAGERS)
        form = await rule_form(interaction, interaction.guild_id or 0, _NEW)
        await interaction.response.send_modal(form)


async def rule_form(interaction: discord.Interaction[Any], guild_id: int, key: int) -> RuleModal:
    """Return the form of the rule named ``key``, filled with what it is; 0 is a new one.

    Raises UserError where that rule is not there any more.
    """
    locale = str(interaction.locale)
    if key == _NEW:
        return RuleModal(guild_id, interaction.user.id, locale)
    for number, rule in enumerate(await service_of(interaction).draft(guild_id), 1):
        if rule.key == key:
            return RuleModal(guild_id, interaction.user.id, locale, rule, number)
    raise UserError(T.say("rules-refused-gone", locale))


class RuleModal(BaseModal):
    """A rule: its title, what it means, and its number."""

    def __init__(
        self,
        guild_id: int,
        manager_id: int,
        locale: str,
        rule: Rule | None = None,
        number: int | None = None,
    ) -> None:
        key = _NEW if rule is None else rule.key
        super().__init__(
            T.plain("rule-form-new" if rule is None else "rule-form-edit", locale),
            locale=locale,
            custom_id=f"moderation-form-rule:{guild_id}:{key}:{manager_id}",
        )
        self._guild_id, self._key = guild_id, key
        self.rule_title = self._field("title", TITLE_LIMIT, rule.title if rule else "")
        self.text = self._field("text", TEXT_LIMIT, rule.text if rule else "")
        self.number = self._field("number", 2, str(number or ""))

    def _field(self, name: str, limit: int, current: str) -> discord.ui.TextInput[Any]:
        field: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph if name == "text" else discord.TextStyle.short,
            required=name == "title",
            max_length=limit,
            custom_id=name,
            default=current or None,
        )
        label = T.plain(f"rule-form-{name}", self.locale)
        self.add_item(discord.ui.Label(text=label, component=field))
        return field

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Write it down, and show the list as it is now."""
        await require(interaction, Access.MANAGERS)
        number = self._wanted_number()
        title, text = self.rule_title.value, self.text.value

        def how(rules: Rules) -> Rules:
            if self._key == _NEW:
                return added(rules, title, text, number)
            return changed(rules, self._key, title, text, number)

        await interaction.response.defer()
        rules = await service_of(interaction).change(self._guild_id, how, locale=self.locale)
        await show_panel(interaction, rules)

    def _wanted_number(self) -> int | None:
        typed = self.number.value.strip()
        if not typed:
            return None
        # Digits of other scripts are numbers, too.
        if not typed.isdecimal() or not 1 <= int(typed) <= MOST_RULES:
            raise UserError(T.say("rule-number-refused", self.locale, most=MOST_RULES))
        return int(typed)


class PublishView(BaseView):
    """Who has to accept what is about to be published? ``ask_again`` is None until one says."""

    def __init__(self, owner_id: int, locale: str) -> None:
        super().__init__(owner_id=owner_id, locale=locale)
        self.ask_again: bool | None = None
        for key, answer, style in (
            ("rules-publish-ask", True, discord.ButtonStyle.primary),
            ("rules-publish-wording", False, discord.ButtonStyle.secondary),
            ("rules-publish-not", None, discord.ButtonStyle.secondary),
        ):
            self._add(T.plain(key, locale), style, answer)

    def _add(self, label: str, style: discord.ButtonStyle, answer: bool | None) -> None:
        async def pressed(interaction: discord.Interaction[Any]) -> None:
            self.ask_again = answer
            self.disable()
            try:
                await interaction.response.edit_message(view=self)
            finally:
                self.stop()

        button: discord.ui.Button[PublishView] = discord.ui.Button(label=label, style=style)
        button.callback = pressed  # type: ignore[method-assign]
        self.add_item(button)


def numbers(those: Sequence[int]) -> str:
    """Return rule numbers for a sentence."""
    return ", ".join(str(number) for number in those) or "–"
