"""``/rules``: read by everyone, written and published by managers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.checks import managers, members
from bot.errors import UserError
from bot.signals import RulesAccepted
from bot.text.catalogue import Raw
from bot.tree import report_error
from bot.ui.modals import is_open, take_up
from cogs.moderation.domain.rules import MOST_RULES, Difference, difference
from cogs.moderation.repository.rules import Published
from cogs.moderation.service.rules import RulesService
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T
from cogs.moderation.views.allowed import refuse_missing
from cogs.moderation.views.rules import (
    accept_view,
    give_role,
    published_embeds,
    role_of,
    rule_embed,
)
from cogs.moderation.views.rules_panel import (
    FORM,
    PublishView,
    numbers,
    rule_form,
    show_panel,
)

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_NEEDED_TO_PUBLISH = ("view_channel", "send_messages", "embed_links", "read_message_history")


class RulesCommands(commands.Cog):
    """The group ``/rules``, and what keeps acceptances together."""

    def __init__(self, bot: Steward, service: RulesService) -> None:
        self._bot = bot
        self._service = service
        bot.signals.listen(RulesAccepted, self._accepted_elsewhere)

    rules = members()(
        app_commands.Group(
            name="rules",
            description=T.plain("command-rules"),
            extras={"example": "example-rules"},
        )
    )

    @rules.command(
        name="show",
        description=T.plain("command-rules-show"),
        extras={"example": "example-rules-show"},
    )
    @app_commands.describe(
        number=T.plain("option-rules-number"), public=T.plain("option-rules-public")
    )
    @members()
    async def show(
        self,
        interaction: discord.Interaction[Any],
        number: app_commands.Range[int, 1, MOST_RULES] | None = None,
        public: bool = False,
    ) -> None:
        """Show the rules that hold, or one of them."""
        await interaction.response.defer(ephemeral=not public, thinking=True)
        guild, locale = _guild(interaction), str(interaction.locale)
        published = await self._published(guild, locale)
        if number is not None:
            if number > len(published.rules):
                raise UserError(T.say("rules-no-such", locale, most=len(published.rules)))
            embed = rule_embed(number, published.rules[number - 1], locale)
            await interaction.edit_original_response(embed=embed)
            return
        accepted = await self._service.has_accepted(guild.id, interaction.user.id, published)
        # Others would press a button that is there for this person.
        view = None if public or accepted else accept_view(published.version, locale)
        await interaction.edit_original_response(
            embeds=published_embeds(guild, published), view=view
        )

    @rules.command(name="edit", description=T.plain("command-rules-edit"))
    @managers()
    async def edit(self, interaction: discord.Interaction[Any]) -> None:
        """Show the rules as they are being written."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await show_panel(interaction, await self._service.draft(_guild(interaction).id))

    @rules.command(
        name="publish",
        description=T.plain("command-rules-publish"),
        extras={"example": "example-rules-publish"},
    )
    @app_commands.describe(channel=T.plain("option-rules-channel"))
    @managers()
    async def publish(
        self, interaction: discord.Interaction[Any], channel: discord.TextChannel | None = None
    ) -> None:
        """Let the rules hold as they are written, after asking who has to accept them again."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, locale = _guild(interaction), str(interaction.locale)
        rules = await self._service.draft(guild.id)
        if not rules:
            raise UserError(T.say("rules-none-written", locale))
        last = await self._service.published(guild.id)
        place = channel or _usual_place(guild, last)
        if place is None:
            raise UserError(T.say("rules-where", locale))
        refuse_missing(place, _NEEDED_TO_PUBLISH, locale)
        settings = await self._bot.guild_settings.get(guild.id, GuildSettings)
        role_of(guild, settings.rules_role_id, locale)
        ask_again = False
        if last is not None and (changes := difference(last.rules, rules)):
            answer = await self._ask(interaction, last, changes, locale)
            if answer is None:
                await interaction.edit_original_response(
                    content=T.say("rules-publish-nothing", locale), view=None
                )
                return
            ask_again = answer
        published = await self._service.publish(
            guild.id,
            place.id,
            interaction.user.id,
            ask_again=ask_again,
            take_role=settings.rules_take_role,
            locale=locale,
        )
        await interaction.edit_original_response(
            content=T.say(
                "rules-published",
                locale,
                channel=Raw(place.mention),
                version=str(published.version),
            ),
            view=None,
        )

    async def _ask(
        self,
        interaction: discord.Interaction[Any],
        last: Published,
        changes: Difference,
        locale: str,
    ) -> bool | None:
        view = PublishView(interaction.user.id, locale)
        question = T.say(
            "rules-publish-question",
            locale,
            added=numbers(changes.added),
            removed=numbers(changes.removed),
            reworded=numbers(changes.reworded),
            moved=numbers(changes.moved),
            accepted=await self._service.accepted_count(last),
        )
        await view.send(interaction, question)
        await view.wait()
        return view.ask_again

    async def _published(self, guild: discord.Guild, locale: str) -> Published:
        published = await self._service.published(guild.id)
        if published is None:
            raise UserError(T.say("rules-none-published", locale))
        return published

    async def _accepted_elsewhere(self, signal: RulesAccepted) -> None:
        """Take an acceptance that was given in another place, such as a greeting."""
        guild = self._bot.get_guild(signal.guild_id)
        if guild is None or not await self._bot.feature_switch.is_on(guild.id, "moderation"):
            return
        published = await self._service.published(guild.id)
        if published is None:
            return
        await self._service.accept(guild.id, signal.member_id, published)
        member = guild.get_member(signal.member_id)
        settings = await self._bot.guild_settings.get(guild.id, GuildSettings)
        if member is not None:
            try:
                await give_role(member, settings.rules_role_id, str(guild.preferred_locale))
            except UserError:
                # They may press the button of the published rules, which says what is wrong.
                _log.info("role of the rules not given", guild_id=guild.id)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Take up a form that was opened before a restart."""
        if interaction.type is not discord.InteractionType.modal_submit or is_open(interaction):
            return
        data: Any = interaction.data or {}
        match = re.fullmatch(FORM, str(data.get("custom_id")))
        if match is None:
            return
        try:
            form = await rule_form(interaction, int(match["guild"]), int(match["key"]))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
            await report_error(interaction, error, source="rule form")
        else:
            take_up(interaction, form)


def _guild(interaction: discord.Interaction[Any]) -> discord.Guild:
    return cast("discord.Guild", interaction.guild)


def _usual_place(guild: discord.Guild, last: Published | None) -> discord.TextChannel | None:
    """Return where the rules stand already, else the channel that Discord knows for them."""
    known = guild.get_channel(last.channel_id) if last is not None else None
    return known if isinstance(known, discord.TextChannel) else guild.rules_channel
