"""Marking by menus, by ``/solved`` and by a reaction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.checks import members
from bot.errors import UserError
from cogs.answers.service.marks import By, MarkService
from cogs.answers.texts import T
from cogs.answers.views.people import by, post_of, who
from cogs.answers.views.undo import TakeBackButton

if TYPE_CHECKING:
    from bot.client import Steward

FEATURE: Final = "answers"
_log = structlog.get_logger(__name__)
_CHECK: Final = "✅"
_CROSS: Final = "❌"
_MESSAGE: Final = re.compile(
    r"(?:https?://(?:\w+\.)?discord(?:app)?\.com/channels/\d+/(?P<channel>\d{15,20})/)?"
    r"(?P<message>\d{15,20})/?"
)


@app_commands.context_menu(name=T.plain("menu-question"))
@members()
async def mark_question(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Let a message count as a question."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    bot, locale, member = _of(interaction)
    post = post_of(message, locale)
    doer = await by(bot.guild_settings, member, locale)
    new = await bot.ports.get(MarkService).mark(member.guild.id, post, doer)
    key = "marked" if new else "marked-already"
    await interaction.edit_original_response(content=T.say(key, locale))


@app_commands.context_menu(name=T.plain("menu-answer"))
@members()
async def mark_answer(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Take a message as an answer that helped."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _accept(interaction, message)


async def _accept(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    bot, locale, member = _of(interaction)
    doer = await by(bot.guild_settings, member, locale)
    settled = await bot.ports.get(MarkService).accept(
        member.guild.id, post_of(message, locale), doer
    )
    view = discord.ui.View(timeout=None)
    view.add_item(TakeBackButton(str(message.id), locale))
    await interaction.edit_original_response(
        content=T.say("accepted" if settled.new else "accepted-already", locale), view=view
    )


class MarkCommands(commands.Cog):
    """Marks of questions and answers."""

    def __init__(self, bot: Steward, marks: MarkService) -> None:
        self._bot = bot
        self._marks = marks

    async def cog_load(self) -> None:
        """Add the message menus, which discord.py keeps outside cogs."""
        for menu in (mark_question, mark_answer):
            self._bot.tree.add_command(menu, override=True)

    async def cog_unload(self) -> None:
        """Take the message menus away."""
        for menu in (mark_question, mark_answer):
            self._bot.tree.remove_command(menu.name, type=discord.AppCommandType.message)

    @app_commands.command(
        name="solved", description=T.plain("command-solved"), extras={"example": "example-solved"}
    )
    @app_commands.describe(
        answer=T.plain("option-solved-answer"), undo=T.plain("option-solved-undo")
    )
    @members()
    async def solved(
        self,
        interaction: discord.Interaction[Any],
        answer: str | None = None,
        undo: bool = False,
    ) -> None:
        """Take a question as solved, by a message if one is given; or take that back."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        _, locale, member = _of(interaction)
        if answer is not None:
            message = await self._message(interaction, answer)
            if not undo:
                await _accept(interaction, message)
                return
        doer = await by(self._bot.guild_settings, member, locale)
        if undo and answer is not None:
            await self._marks.take_back(member.guild.id, message.id, doer)
            await interaction.edit_original_response(content=T.say("taken-back", locale))
            return
        if undo:
            was = await self._marks.reopen(member.guild.id, interaction.channel_id or 0, doer)
            key = "reopened" if was else "reopened-already"
            await interaction.edit_original_response(content=T.say(key, locale))
            return
        settled = await self._marks.solve(member.guild.id, interaction.channel_id or 0, doer)
        key = "solved" if settled.new else "solved-already"
        await interaction.edit_original_response(content=T.say(key, locale))

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Take a check mark by the asker or a helper as "this helped", a cross as its end."""
        member = payload.member
        if str(payload.emoji) not in {_CHECK, _CROSS} or member is None or member.bot:
            return
        guild = member.guild
        if not await self._bot.feature_switch.is_on(guild.id, FEATURE):
            return
        if str(payload.emoji) == _CROSS:
            doer = await by(self._bot.guild_settings, member, str(guild.preferred_locale))
            await self._take_back(guild.id, payload.message_id, doer)
            return
        channel = guild.get_channel_or_thread(payload.channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            return
        try:
            message = await channel.fetch_message(payload.message_id)
            doer = await by(self._bot.guild_settings, member, str(guild.preferred_locale))
            await self._marks.accept(guild.id, post_of(message, doer.locale), doer)
        except UserError:
            return  # a check mark may mean anything else
        except (discord.Forbidden, discord.NotFound) as error:
            _log.info("check mark not looked at", guild_id=guild.id, code=error.code)

    @commands.Cog.listener()
    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """Take it back where the check mark of who accepted the answer goes."""
        guild_id = payload.guild_id
        if str(payload.emoji) != _CHECK or guild_id is None:
            return
        if await self._bot.feature_switch.is_on(guild_id, FEATURE):
            await self._take_back(guild_id, payload.message_id, By(payload.user_id, helps=False))

    async def _take_back(self, guild_id: int, message_id: int, doer: By) -> None:
        try:
            await self._marks.take_back(guild_id, message_id, doer)
        except UserError:
            return  # most marks are on messages that nobody accepted

    async def _message(self, interaction: discord.Interaction[Any], given: str) -> discord.Message:
        """Return the message of a link or an id. Raises UserError where it cannot be read."""
        _, locale, member = _of(interaction)
        found = _MESSAGE.fullmatch(given.strip())
        channel: Any = interaction.channel
        if found is not None and found["channel"]:
            channel = member.guild.get_channel_or_thread(int(found["channel"]))
        # Nobody learns through the bot of what they may not read.
        if (
            found is None
            or not isinstance(channel, discord.abc.Messageable)
            or not cast("Any", channel).permissions_for(member).read_message_history
        ):
            raise UserError(T.say("solved-unreadable", locale))
        try:
            return await channel.fetch_message(int(found["message"]))
        except (discord.NotFound, discord.Forbidden):
            raise UserError(T.say("solved-unreadable", locale)) from None


def _of(interaction: discord.Interaction[Any]) -> tuple[Steward, str, discord.Member]:
    return cast("Steward", interaction.client), str(interaction.locale), who(interaction)
