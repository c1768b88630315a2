"""``/badge``: what members can earn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers
from bot.errors import UserError
from bot.text.catalogue import Raw
from cogs.recognition.domain.badges import (
    MOST_TIERS,
    Badge,
    Figure,
    is_emoji,
    least,
    most,
    parse_thresholds,
)
from cogs.recognition.embeds.badges import badges_embed, preview_embed
from cogs.recognition.service.awards import REASON, AwardService
from cogs.recognition.service.badges import BadgeService, with_changes
from cogs.recognition.texts import T, badge_title
from cogs.recognition.views.asking import asking_view, say
from cogs.recognition.views.badges import badges_view
from cogs.recognition.views.giveable import must_be_giveable

EXAMPLE: Final = "example"
PLAIN: Final = "🏅"
CHOICES: Final = 25
Choices = list[app_commands.Choice[str]]
Name = app_commands.Range[str, 1, 40]
About = app_commands.Range[str, 1, 100]
Reason = app_commands.Range[str, 1, REASON]


class BadgeCommands(commands.Cog):
    """The group ``/badge``."""

    def __init__(self, badges: BadgeService, awards: AwardService) -> None:
        self._badges = badges
        self._awards = awards

    badge = managers()(app_commands.Group(name="badge", description=T.plain("command-badge")))

    @badge.command(
        name="create",
        description=T.plain("command-badge-create"),
        extras={EXAMPLE: "example-badge-create"},
    )
    @app_commands.describe(
        name=T.plain("option-badge-name"),
        figure=T.plain("option-badge-figure"),
        tiers=T.plain("option-badge-tiers"),
        emoji=T.plain("option-badge-emoji"),
        role=T.plain("option-badge-role"),
        about=T.plain("option-badge-about"),
    )
    @managers()
    async def create(
        self,
        interaction: discord.Interaction[Any],
        name: Name,
        figure: str | None = None,
        tiers: str | None = None,
        emoji: str | None = None,
        role: discord.Role | None = None,
        about: About | None = None,
    ) -> None:
        """Show what a badge would be and who would get it; save it when that is right."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        counted = _figure(figure, locale)
        if role is not None:
            must_be_giveable(guild, role, interaction, locale)
        made = Badge(
            0,
            name.strip(),
            _emoji(emoji, interaction, locale) if emoji else PLAIN,
            (about or "").strip(),
            counted,
            _tiers(tiers, counted, locale),
            role.id if role else None,
        )
        question = T.say("badge-ask-create" if counted else "badge-ask-create-hand", locale)
        await self._ask(interaction, guild, made, question)

    @badge.command(
        name="edit",
        description=T.plain("command-badge-edit"),
        extras={EXAMPLE: "example-badge-edit"},
    )
    @app_commands.describe(
        badge=T.plain("option-badge"),
        name=T.plain("option-badge-name"),
        tiers=T.plain("option-badge-tiers"),
        emoji=T.plain("option-badge-emoji"),
        role=T.plain("option-badge-role"),
        about=T.plain("option-badge-about"),
        no_role=T.plain("option-badge-no-role"),
    )
    @managers()
    async def edit(
        self,
        interaction: discord.Interaction[Any],
        badge: str,
        name: Name | None = None,
        tiers: str | None = None,
        emoji: str | None = None,
        role: discord.Role | None = None,
        about: About | None = None,
        no_role: bool = False,
    ) -> None:
        """Show what a badge would be and who would get it then; save it when that is right."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        before = await self._badges.find(guild.id, badge, locale)
        if role is not None:
            must_be_giveable(guild, role, interaction, locale)
        after = with_changes(
            before,
            name=name.strip() if name else None,
            emoji=_emoji(emoji, interaction, locale) if emoji else None,
            about=about.strip() if about else None,
            thresholds=_tiers(tiers, before.figure, locale) if tiers else None,
        )
        if role is not None or no_role:
            after = replace(after, role_id=role.id if role else None)
        if after == before:
            raise UserError(T.say("badge-nothing-to-change", locale))
        await self._ask(interaction, guild, after, T.say("badge-ask-edit", locale))

    @badge.command(
        name="delete",
        description=T.plain("command-badge-delete"),
        extras={EXAMPLE: "example-badge-delete"},
    )
    @app_commands.describe(badge=T.plain("option-badge"))
    @managers()
    async def delete(self, interaction: discord.Interaction[Any], badge: str) -> None:
        """Ask, then delete a badge."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        found = await self._badges.find(guild.id, badge, locale)
        listed = await self._badges.listed(guild.id)
        count = next((one.holders for one in listed if one.badge == found), 0)
        question = T.say(
            "badge-ask-delete",
            locale,
            emoji=Raw(found.emoji),
            badge=found.name,
            count=count,
        )
        view = asking_view("delete", found.number, locale)
        await interaction.edit_original_response(content=question, view=view)

    @badge.command(name="list", description=T.plain("command-badge-list"))
    @managers()
    async def list(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with all badges; buttons show who got what, or add a starter set."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        listed = await self._badges.listed(guild.id)
        await interaction.edit_original_response(
            embed=badges_embed(guild, listed, locale),
            view=badges_view(locale, empty=not listed),
        )

    @badge.command(
        name="award",
        description=T.plain("command-badge-award"),
        extras={EXAMPLE: "example-badge-award"},
    )
    @app_commands.describe(
        member=T.plain("option-badge-member"),
        badge=T.plain("option-badge"),
        reason=T.plain("option-badge-reason"),
    )
    @managers()
    async def award(
        self,
        interaction: discord.Interaction[Any],
        member: discord.Member,
        badge: str,
        reason: Reason | None = None,
    ) -> None:
        """Give a member a badge by hand."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        if member.bot:
            raise UserError(T.say("badge-not-for-bots", locale))
        found = await self._badges.find(guild.id, badge, locale)
        given = await self._awards.give(
            guild.id, found, member.id, interaction.user.id, reason, locale
        )
        key = "badge-given-back" if given is None else "badge-awarded"
        name = badge_title(found, given.tier, locale) if given else found.name
        await say(
            interaction,
            T.say(key, locale, member=Raw(member.mention), emoji=Raw(found.emoji), badge=name),
        )

    @badge.command(
        name="revoke",
        description=T.plain("command-badge-revoke"),
        extras={EXAMPLE: "example-badge-revoke"},
    )
    @app_commands.describe(
        member=T.plain("option-badge-member"),
        badge=T.plain("option-badge"),
        reason=T.plain("option-badge-reason"),
    )
    @managers()
    async def revoke(
        self,
        interaction: discord.Interaction[Any],
        member: discord.User,
        badge: str,
        reason: Reason | None = None,
    ) -> None:
        """Take a badge from a member."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        found = await self._badges.find(guild.id, badge, locale)
        await self._awards.revoke(
            guild.id, found.number, member.id, interaction.user.id, reason, locale
        )
        await say(
            interaction,
            T.say(
                "badge-revoked",
                locale,
                member=Raw(member.mention),
                emoji=Raw(found.emoji),
                badge=found.name,
            ),
        )

    @create.autocomplete("figure")
    async def _figures(self, interaction: discord.Interaction[Any], current: str) -> Choices:
        locale, sought = str(interaction.locale), current.casefold()
        names = {one: T.plain(f"badge-figure-{one.value}", locale) for one in Figure}
        return [
            app_commands.Choice(name=name, value=one.value)
            for one, name in names.items()
            if sought in name.casefold() or sought in one.value
        ]

    @edit.autocomplete("badge")
    @delete.autocomplete("badge")
    @award.autocomplete("badge")
    @revoke.autocomplete("badge")
    async def _named(self, interaction: discord.Interaction[Any], current: str) -> Choices:
        if interaction.guild_id is None:
            return []
        found = await self._badges.named(interaction.guild_id, current)
        return [
            app_commands.Choice(name=one.name, value=str(one.number)) for one in found[:CHOICES]
        ]

    async def _ask(
        self,
        interaction: discord.Interaction[Any],
        guild: discord.Guild,
        made: Badge,
        question: str,
    ) -> None:
        locale, draft_id = str(interaction.locale), interaction.id
        reaches = await self._badges.preview(guild.id, made)
        await self._badges.keep_draft(guild.id, draft_id, made, locale)
        await interaction.edit_original_response(
            content=question,
            embed=preview_embed(made, reaches, locale),
            view=asking_view("save", draft_id, locale),
        )


async def _thinking(interaction: discord.Interaction[Any]) -> discord.Guild:
    await interaction.response.defer(ephemeral=True, thinking=True)
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild


def _figure(text: str | None, locale: str) -> Figure | None:
    if text is None:
        return None
    sought = text.strip().casefold()
    for one in Figure:
        if sought in (one.value, T.plain(f"badge-figure-{one.value}", locale).casefold()):
            return one
    raise UserError(T.say("badge-no-figure", locale, figure=text))


def _tiers(text: str | None, figure: Figure | None, locale: str) -> tuple[int, ...]:
    if figure is None:
        if text:
            raise UserError(T.say("badge-tiers-without-figure", locale))
        return ()
    if not text:
        raise UserError(T.say("badge-tiers-missing", locale))
    try:
        return parse_thresholds(text, figure)
    except ValueError:
        raise UserError(
            T.say(
                "badge-tiers-wrong",
                locale,
                most=MOST_TIERS,
                least=least(figure),
                highest=most(figure),
            )
        ) from None


def _emoji(text: str, interaction: discord.Interaction[Any], locale: str) -> str:
    found = discord.PartialEmoji.from_str(text.strip())
    if found.id is not None:
        known = interaction.client.get_emoji(found.id)
        if known is not None:
            return str(known)
    elif is_emoji(text.strip()):
        return text.strip()
    raise UserError(T.say("badge-emoji-wrong", locale))
