"""Commands that do something to a member: each makes a case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import moderators
from bot.errors import UserError
from bot.text.durations import parse_duration
from cogs.moderation.domain.actions import (
    BAN_MOST,
    EVIDENCE_LIMIT,
    LEAST,
    REASON_LIMIT,
    TIMEOUT_MOST,
    Action,
)
from cogs.moderation.embeds.acted import acted_text
from cogs.moderation.service.cases import NewCase
from cogs.moderation.texts import T
from cogs.moderation.views.acting import Acting, act
from cogs.moderation.views.looking import in_guild
from cogs.moderation.views.rules import refuse_unknown, rule_choices

Reason = app_commands.Range[str, 1, REASON_LIMIT]
Rule = app_commands.Range[int, 1, 100]


class ActionCommands(commands.Cog):
    """``/warn``, ``/note``, ``/timeout``, ``/untimeout``, ``/kick``, ``/ban``, ``/unban``."""

    @app_commands.command(
        name="warn", description=T.plain("command-warn"), extras={"example": "example-warn"}
    )
    @app_commands.describe(
        member=T.plain("option-member"),
        reason=T.plain("option-reason-told"),
        rule=T.plain("option-rule"),
        evidence=T.plain("option-evidence"),
    )
    @app_commands.autocomplete(rule=rule_choices)
    @moderators()
    async def warn(
        self,
        interaction: discord.Interaction[Any],
        member: discord.User,
        reason: Reason,
        rule: Rule | None = None,
        evidence: app_commands.Range[str, 1, EVIDENCE_LIMIT] | None = None,
    ) -> None:
        """Warn a member: they are told why."""
        await _do(interaction, Action.WARN, member, reason, rule=rule, evidence=evidence)

    @app_commands.command(
        name="note", description=T.plain("command-note"), extras={"example": "example-note"}
    )
    @app_commands.describe(member=T.plain("option-member"), text=T.plain("option-note"))
    @moderators()
    async def note(
        self, interaction: discord.Interaction[Any], member: discord.User, text: Reason
    ) -> None:
        """Note something about somebody; they are not told."""
        await _do(interaction, Action.NOTE, member, text)

    @app_commands.command(
        name="timeout",
        description=T.plain("command-timeout"),
        extras={"example": "example-timeout"},
    )
    @app_commands.describe(
        member=T.plain("option-member"),
        duration=T.plain("option-duration"),
        reason=T.plain("option-reason-told"),
        rule=T.plain("option-rule"),
    )
    @app_commands.autocomplete(rule=rule_choices)
    @moderators()
    async def timeout(
        self,
        interaction: discord.Interaction[Any],
        member: discord.User,
        duration: str,
        reason: Reason,
        rule: Rule | None = None,
    ) -> None:
        """Keep a member from writing and speaking for a while."""
        lasts = parse_duration(
            duration, least=LEAST, most=TIMEOUT_MOST, locale=str(interaction.locale)
        )
        await _do(interaction, Action.TIMEOUT, member, reason, rule=rule, duration=lasts)

    @app_commands.command(
        name="untimeout",
        description=T.plain("command-untimeout"),
        extras={"example": "example-untimeout"},
    )
    @app_commands.describe(member=T.plain("option-member"), reason=T.plain("option-reason-told"))
    @moderators()
    async def untimeout(
        self,
        interaction: discord.Interaction[Any],
        member: discord.User,
        reason: Reason | None = None,
    ) -> None:
        """End a member's timeout."""
        await _do(interaction, Action.UNTIMEOUT, member, reason or "")

    @app_commands.command(
        name="kick", description=T.plain("command-kick"), extras={"example": "example-kick"}
    )
    @app_commands.describe(
        member=T.plain("option-member"),
        reason=T.plain("option-reason-told"),
        rule=T.plain("option-rule"),
    )
    @app_commands.autocomplete(rule=rule_choices)
    @moderators()
    async def kick(
        self,
        interaction: discord.Interaction[Any],
        member: discord.User,
        reason: Reason,
        rule: Rule | None = None,
    ) -> None:
        """Send a member away; they may come back."""
        await _do(interaction, Action.KICK, member, reason, rule=rule)

    @app_commands.command(
        name="ban", description=T.plain("command-ban"), extras={"example": "example-ban"}
    )
    @app_commands.describe(
        user=T.plain("option-user"),
        reason=T.plain("option-reason-told"),
        duration=T.plain("option-ban-duration"),
        delete_days=T.plain("option-delete-days"),
        rule=T.plain("option-rule"),
    )
    @app_commands.autocomplete(rule=rule_choices)
    @moderators()
    async def ban(
        self,
        interaction: discord.Interaction[Any],
        user: discord.User,
        reason: Reason,
        duration: str | None = None,
        delete_days: app_commands.Range[int, 0, 7] = 0,
        rule: Rule | None = None,
    ) -> None:
        """Send somebody away and keep them out, also somebody who is not here."""
        lasts = None
        if duration is not None:
            lasts = parse_duration(
                duration, least=LEAST, most=BAN_MOST, locale=str(interaction.locale)
            )
        await _do(
            interaction,
            Action.BAN,
            user,
            reason,
            rule=rule,
            duration=lasts,
            delete_messages=timedelta(days=delete_days),
        )

    @app_commands.command(
        name="unban", description=T.plain("command-unban"), extras={"example": "example-unban"}
    )
    @app_commands.describe(user=T.plain("option-user"), reason=T.plain("option-reason"))
    @moderators()
    async def unban(
        self,
        interaction: discord.Interaction[Any],
        user: discord.User,
        reason: Reason | None = None,
    ) -> None:
        """Let somebody who is banned come back."""
        await _do(interaction, Action.UNBAN, user, reason or "")


async def _do(
    interaction: discord.Interaction[Any],
    action: Action,
    user: discord.User | discord.Member,
    reason: str,
    *,
    rule: int | None = None,
    duration: timedelta | None = None,
    evidence: str | None = None,
    delete_messages: timedelta = timedelta(0),
) -> None:
    locale = str(interaction.locale)
    guild, actor = interaction.guild, interaction.user
    if guild is None or not isinstance(actor, discord.Member):
        raise UserError(T.say("only-in-server", locale))
    await interaction.response.defer(ephemeral=True, thinking=True)
    await refuse_unknown(interaction, rule)
    target = await in_guild(guild, user)
    new = NewCase(
        guild_id=guild.id,
        action=action,
        moderator_id=actor.id,
        target_id=target.id,
        channel_id=interaction.channel_id,
        reason=reason,
        rule=rule,
        duration=duration,
        evidence=evidence,
    )
    context = Acting(cast("Any", interaction.client), guild, actor, locale)
    acted = await act(context, new, target, delete_messages=delete_messages)
    text = acted_text(acted.case, acted.strikes, acted.followed, locale)
    await interaction.edit_original_response(content=text)
