"""The rules as people read them, and the button that accepts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, cast

import discord
from discord import app_commands

from bot.errors import UserError
from bot.text.catalogue import Raw
from bot.text.truncate import truncate
from bot.ui.embeds import EmbedBuilder
from bot.ui.pressed import Pressed
from bot.ui.views import forwards_errors
from cogs.moderation.domain.rules import MOST_RULES, Rule
from cogs.moderation.repository.rules import Published
from cogs.moderation.service.rules import RulesService
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

# https://docs.discord.com/developers/interactions/application-commands (option choice)
_CHOICE: Final = 100
# What no button gives to everyone.
_POWERS: Final = discord.Permissions(
    administrator=True,
    ban_members=True,
    kick_members=True,
    manage_channels=True,
    manage_expressions=True,
    manage_guild=True,
    manage_messages=True,
    manage_nicknames=True,
    manage_roles=True,
    manage_threads=True,
    manage_webhooks=True,
    mention_everyone=True,
    moderate_members=True,
    view_audit_log=True,
)


def rules_embeds(
    title: str, rules: Sequence[Rule], locale: str, *, footer: str = ""
) -> list[discord.Embed]:
    """Return all rules with their numbers, in one or two embeds that one message holds.

    What managers wrote is shown with its markdown; nobody is pinged from an embed.
    """
    texts = [_shown(number, rule) for number, rule in enumerate(rules, 1)]
    builder = EmbedBuilder(title, "\n\n".join(texts), locale=locale)
    if footer:
        builder.footer(footer)
    return builder.build_pages()


def rule_embed(number: int, rule: Rule, locale: str) -> discord.Embed:
    """Return one rule."""
    title = T.plain("rule-title", locale, number=number, title=rule.title)
    return EmbedBuilder(title, rule.text, locale=locale).build()


def published_embeds(guild: discord.Guild, published: Published) -> list[discord.Embed]:
    """Return the rules of a publication, in the server's language."""
    locale = str(guild.preferred_locale)
    return rules_embeds(
        T.plain("rules-title", locale, server=guild.name),
        published.rules,
        locale,
        footer=T.plain("rules-version", locale, version=str(published.version)),
    )


def accept_view(version: int, locale: str) -> discord.ui.View:
    """Return the button that accepts ``version``; it outlives a restart."""
    view = discord.ui.View(timeout=None)
    view.add_item(
        discord.ui.Button(
            label=T.plain("button-accept-rules", locale),
            style=discord.ButtonStyle.success,
            custom_id=accept_id(version),
        )
    )
    return view


def accept_id(version: int) -> str:
    """Return the id of the button that accepts ``version``."""
    return f"moderation-accept:{version}"


class AcceptButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"moderation-accept:(?P<version>\d{1,9})",
):
    """Accepts the rules that it hangs on."""

    def __init__(self, item: discord.ui.Button[Any], version: str) -> None:
        super().__init__(item)
        self.version = int(version)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Accept them: give the role, write it down, say so to this person alone."""
        guild, member = interaction.guild, interaction.user
        if guild is None or not isinstance(member, discord.Member):
            raise app_commands.NoPrivateMessage
        await interaction.response.defer(ephemeral=True, thinking=True)
        bot, locale = cast("Steward", interaction.client), str(interaction.locale)
        service = bot.ports.get(RulesService)
        published = await service.published(guild.id)
        if published is None:
            raise UserError(T.say("rules-none-published", locale))
        if self.version < published.asks_from:
            # Somebody still sees the message of rules that do not hold any more.
            raise UserError(T.say("rules-are-older", locale, link=Raw(published.link)))
        settings = await bot.guild_settings.get(guild.id, GuildSettings)
        await give_role(member, settings.rules_role_id, locale)
        first = await service.accept(guild.id, member.id, published)
        await interaction.edit_original_response(
            content=T.say(
                "rules-accepted" if first else "rules-accepted-before", locale, server=guild.name
            )
        )


async def rule_choices(
    interaction: discord.Interaction[Any], current: str | float
) -> list[app_commands.Choice[int]]:
    """Offer the published rules for an option that cites one."""
    service = cast("Steward", interaction.client).ports.get(RulesService)
    published = await service.published(interaction.guild_id or 0)
    wanted, locale = str(current).strip().casefold(), str(interaction.locale)
    offered = []
    for number, rule in enumerate(published.rules if published else (), 1):
        name = T.plain("rule-title", locale, number=number, title=rule.title)
        if wanted in name.casefold():
            offered.append(app_commands.Choice(name=truncate(name, _CHOICE), value=number))
    return offered[:MOST_RULES]


async def refuse_unknown(interaction: discord.Interaction[Any], number: int | None) -> None:
    """Raise UserError where a rule is cited that the published ones do not have.

    Where none are published here the server's rules stand elsewhere, and any number will do.
    """
    if number is None:
        return
    service = cast("Steward", interaction.client).ports.get(RulesService)
    published = await service.published(interaction.guild_id or 0)
    if published is not None and number > len(published.rules):
        locale = str(interaction.locale)
        raise UserError(T.say("rules-no-such", locale, most=len(published.rules)))


def role_of(guild: discord.Guild, role_id: int | None, locale: str) -> discord.Role | None:
    """Return the role of those who accepted the rules, where the server has one.

    Raises UserError where the bot may not give it, or it would hand everyone power.
    """
    role = guild.get_role(role_id or 0)
    if role is None:
        return None
    if role.permissions.value & _POWERS.value:
        raise UserError(T.say("rules-role-mighty", locale, role=role.name))
    if not role.is_assignable():
        raise UserError(T.say("rules-role-not-given", locale, role=role.name))
    return role


async def give_role(member: discord.Member, role_id: int | None, locale: str) -> None:
    """Give the role of those who accepted the rules. Raises UserError as ``role_of``."""
    role = role_of(member.guild, role_id, locale)
    if role is None or role in member.roles:
        return
    try:
        await member.add_roles(role, reason=T.plain("reason-rules-accepted"))
    except discord.Forbidden:
        raise UserError(T.say("rules-role-not-given", locale, role=role.name)) from None


def _shown(number: int, rule: Rule) -> str:
    head = f"**{number}. {rule.title}**"
    return f"{head}\n{rule.text}" if rule.text else head
