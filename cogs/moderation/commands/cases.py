"""Looking at cases and changing them: ``/case``, ``/history``, the user menu."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import moderators
from bot.errors import UserError
from bot.ui.paginator import Paginator
from cogs.moderation.domain.actions import REASON_LIMIT, Action
from cogs.moderation.domain.case import Case
from cogs.moderation.embeds.cases import case_embed
from cogs.moderation.embeds.history import case_pages
from cogs.moderation.exports import MOST, cases_csv, fitting
from cogs.moderation.repository.cases import Filter
from cogs.moderation.service.cases import Cases
from cogs.moderation.texts import T
from cogs.moderation.views.history import show_history
from cogs.moderation.views.log import edit_case, log_view, void_case

Number = app_commands.Range[int, 1, 999_999_999]
Reason = app_commands.Range[str, 1, REASON_LIMIT]
_LISTED = 200
_READ_AT_ONCE = 500
_ACTIONS = [
    app_commands.Choice(name=T.plain(f"action-{action}"), value=action.value) for action in Action
]


class CaseCommands(commands.Cog):
    """The group ``/case``, and ``/history``."""

    def __init__(self, cases: Cases) -> None:
        self._cases = cases

    case = moderators()(app_commands.Group(name="case", description=T.plain("command-case")))

    @case.command(
        name="show",
        description=T.plain("command-case-show"),
        extras={"example": "example-case-show"},
    )
    @app_commands.describe(number=T.plain("option-number"))
    async def show(self, interaction: discord.Interaction[Any], number: Number) -> None:
        """Show a case with all that is known of it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild_id, locale = _guild_id(interaction), str(interaction.locale)
        case = await self._cases.get(guild_id, number)
        changes = await self._cases.changes(guild_id, number)
        await interaction.edit_original_response(
            embed=case_embed(case, locale, changes), view=log_view(case, locale)
        )

    @case.command(
        name="edit",
        description=T.plain("command-case-edit"),
        extras={"example": "example-case-edit"},
    )
    @app_commands.describe(number=T.plain("option-number"), reason=T.plain("option-reason"))
    async def edit(
        self, interaction: discord.Interaction[Any], number: Number, reason: Reason
    ) -> None:
        """Give a case another reason."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await edit_case(interaction, number, reason)
        text = T.say("edited", str(interaction.locale), number=number)
        await interaction.edit_original_response(content=text)

    @case.command(
        name="void",
        description=T.plain("command-case-void"),
        extras={"example": "example-case-void"},
    )
    @app_commands.describe(number=T.plain("option-number"), reason=T.plain("option-void-reason"))
    async def void(
        self, interaction: discord.Interaction[Any], number: Number, reason: Reason
    ) -> None:
        """Take a case back, with what it did."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        text = await void_case(interaction, number, reason)
        await interaction.edit_original_response(content=text)

    @case.command(
        name="list",
        description=T.plain("command-case-list"),
        extras={"example": "example-case-list"},
    )
    @app_commands.describe(
        member=T.plain("option-list-member"),
        moderator=T.plain("option-list-moderator"),
        action=T.plain("option-list-action"),
    )
    @app_commands.choices(action=_ACTIONS)
    async def list(
        self,
        interaction: discord.Interaction[Any],
        member: discord.User | None = None,
        moderator: discord.User | None = None,
        action: str | None = None,
    ) -> None:
        """List cases, the latest first."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild_id, locale = _guild_id(interaction), str(interaction.locale)
        wanted = Filter(
            target_id=member.id if member is not None else None,
            moderator_id=moderator.id if moderator is not None else None,
            action=Action(action) if action is not None else None,
        )
        found = await self._cases.list(guild_id, wanted, limit=_LISTED)
        if not found:
            raise UserError(T.say("cases-none", locale))
        total = await self._cases.count(guild_id, wanted)
        title = T.plain("cases-title", locale, count=total)
        pages = case_pages(found, title, total, locale)
        await Paginator(pages, owner_id=interaction.user.id, locale=locale).show(interaction)

    @case.command(name="export", description=T.plain("command-case-export"))
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Give every case of the server as a file."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild_id, locale = _guild_id(interaction), str(interaction.locale)
        found: list[Case] = []
        while len(found) < MOST:
            below = found[-1].number if found else None
            page = await self._cases.list(guild_id, limit=_READ_AT_ONCE, below=below)
            if not page:
                break
            found += page
        if not found:
            raise UserError(T.say("cases-none", locale))
        # A long list would hold up the event loop.
        made = await asyncio.to_thread(cases_csv, found[::-1], locale)
        name, data = await asyncio.to_thread(fitting, "cases.csv", made)
        await interaction.edit_original_response(
            content=T.say("exported", locale, count=len(found)),
            attachments=[discord.File(io.BytesIO(data), filename=name)],
        )

    @app_commands.command(
        name="history",
        description=T.plain("command-history"),
        extras={"example": "example-history"},
    )
    @app_commands.describe(member=T.plain("option-member"))
    @moderators()
    async def history(self, interaction: discord.Interaction[Any], member: discord.User) -> None:
        """Show all that is known of a member."""
        await show_history(interaction, member.id)


@app_commands.context_menu(name=T.plain("menu-history"))
@moderators()
async def history_menu(interaction: discord.Interaction[Any], user: discord.User) -> None:
    """Show all that is known of a member."""
    await show_history(interaction, user.id)


def _guild_id(interaction: discord.Interaction[Any]) -> int:
    if interaction.guild_id is None:
        raise UserError(T.say("only-in-server", str(interaction.locale)))
    return interaction.guild_id
