"""``/event template``: plans to make others from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers
from bot.errors import UserError
from bot.ui.embeds import EmbedBuilder
from cogs.events.commands.completing import event_choices, template_choices
from cogs.events.commands.group import EXAMPLE, event, thinking
from cogs.events.domain.plan import SERIES_LIMIT
from cogs.events.service.planning import Planning
from cogs.events.service.templates import Templates
from cogs.events.texts import T
from cogs.events.wording import place_text

if TYPE_CHECKING:
    from bot.client import Steward

Name = app_commands.Range[str, 1, SERIES_LIMIT]

template = managers()(
    app_commands.Group(name="template", description=T.plain("command-event-template"), parent=event)
)


class TemplateCommands(commands.Cog):
    """Saving, listing and deleting templates; ``/event create like:`` makes events from them."""

    _bot: Steward
    _planning: Planning

    @template.command(
        name="save",
        description=T.plain("command-event-template-save"),
        extras={EXAMPLE: "example-event-template-save"},
    )
    @app_commands.rename(which="event")
    @app_commands.describe(which=T.plain("option-event"), name=T.plain("option-template-name"))
    @app_commands.autocomplete(which=event_choices)
    @managers()
    async def save_template(
        self, interaction: discord.Interaction[Any], which: str, name: Name
    ) -> None:
        """Keep everything of an event but its time, to make others like it."""
        guild, locale = await thinking(interaction), str(interaction.locale)
        called = " ".join(name.split())
        if not called:
            raise UserError(T.say("event-without-name", locale))
        found = await self._planning.details(guild.id, which, locale)
        templates = self._bot.ports.get(Templates)
        new = await templates.save(found.plan, called, interaction.user.id, locale)
        key = "template-saved" if new else "template-replaced"
        await interaction.edit_original_response(
            content=T.say(key, locale, name=called, event=found.plan.name)
        )

    @template.command(name="list", description=T.plain("command-event-template-list"))
    @managers()
    async def list_templates(self, interaction: discord.Interaction[Any]) -> None:
        """Show the server's templates."""
        guild, locale = await thinking(interaction), str(interaction.locale)
        found = await self._bot.ports.get(Templates).all(guild.id)
        lines = [
            T.say(
                "template-line",
                locale,
                name=one.series or "",
                event=one.name,
                kind=T.plain(f"kind-{one.kind}", locale),
                minutes=int(one.duration.total_seconds() // 60),
            )
            + f"\n-# {place_text(one.place, locale).splitlines()[0]}"
            for one in found
        ]
        text = "\n".join(lines) or T.say("template-none", locale)
        embed = EmbedBuilder(T.plain("template-title", locale), text, locale=locale)
        await interaction.edit_original_response(embed=embed.build())

    @template.command(
        name="delete",
        description=T.plain("command-event-template-delete"),
        extras={EXAMPLE: "example-event-template-delete"},
    )
    @app_commands.rename(which="template")
    @app_commands.describe(which=T.plain("option-template"))
    @app_commands.autocomplete(which=template_choices)
    @managers()
    async def delete_template(self, interaction: discord.Interaction[Any], which: str) -> None:
        """Drop a template; events made from it stay."""
        guild, locale = await thinking(interaction), str(interaction.locale)
        gone = await self._bot.ports.get(Templates).delete(guild.id, which[:SERIES_LIMIT], locale)
        await interaction.edit_original_response(
            content=T.say("template-deleted", locale, name=gone.series or "")
        )
