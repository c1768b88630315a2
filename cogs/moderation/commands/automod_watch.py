"""Automod's ears: new messages before they are written down, edits, and names."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextvars import Context
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import discord
from discord.ext import commands

from bot.signals import GuildSettingChanged, MemberForgotten
from cogs.moderation.commands.crowds import Crowds
from cogs.moderation.domain.automod.engine import Engine
from cogs.moderation.domain.automod.pace import Paces
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.service.automod import Automod
from cogs.moderation.service.cases import FEATURE
from cogs.moderation.views.automod import carry_out, deletes, say_only
from cogs.moderation.views.automod_acts import Matter

if TYPE_CHECKING:
    from bot.client import Steward

# What was written longer ago, and is read from history, is past.
_RECENT: Final = timedelta(minutes=10)


class AutomodWatch(commands.Cog):
    """Listens, judges, and lets the verdict be carried out without holding anybody up."""

    def __init__(self, bot: Steward, automod: Automod) -> None:
        self._bot = bot
        self._automod = automod
        self._acting: set[asyncio.Task[None]] = set()
        self._paces = Paces()
        self._crowds = Crowds(bot, self._start)

    async def cog_load(self) -> None:
        """Begin to be asked of every message."""
        self._bot.intake.add_gate(self.accepts)
        self._bot.signals.listen(GuildSettingChanged, self._automod.setting_changed)
        self._bot.signals.listen(MemberForgotten, self._forgotten)

    async def cog_unload(self) -> None:
        """Finish what was begun."""
        if self._acting:
            await asyncio.wait(self._acting)

    async def accepts(self, message: discord.Message) -> bool:
        """Tell whether a new message may be counted; one that is deleted is not."""
        if message.guild is None:
            return True
        engine = await self._automod.engine(message.guild.id)
        if engine is None or engine.idle:
            return True
        return not await self._judge(engine, message, None)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Look at what a message became."""
        message = payload.message
        if message.guild is None or message.edited_at is None:
            return  # Discord only showed a link, say
        if message.author.bot or message.webhook_id is not None:
            return
        engine = await self._automod.engine(message.guild.id)
        if engine is None or engine.idle:
            return
        await self._judge(engine, message, message.edited_at - message.created_at)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Look at the name of who comes."""
        await self._look_at_name(member)

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Look at a new nickname."""
        if before.display_name != after.display_name:
            await self._look_at_name(after)

    @commands.Cog.listener()
    async def on_user_update(self, before: discord.User, after: discord.User) -> None:
        """Look at a new name of an account, wherever it is seen."""
        if before.display_name == after.display_name:
            return
        for guild in after.mutual_guilds:
            member = guild.get_member(after.id)
            if member is not None and member.nick is None:
                await self._look_at_name(member)

    @commands.Cog.listener()
    async def on_member_remove(self, member: discord.Member) -> None:
        """Keep nothing of who is gone."""
        self._automod.forget(member.guild.id, member.id)

    async def _forgotten(self, signal: MemberForgotten) -> None:
        self._automod.forget(signal.guild_id, signal.member_id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Keep nothing of a server that removed the bot."""
        self._automod.forget_guild(guild.id)

    async def _judge(
        self, engine: Engine, message: discord.Message, edited_after: timedelta | None
    ) -> bool:
        """Judge a message; return whether it goes."""
        guild, member = message.guild, message.author
        at = message.edited_at or message.created_at
        if guild is None or not isinstance(member, discord.Member):
            return False
        if self._bot.clock.now() - at > _RECENT or not await self._is_on(guild.id):
            return False
        said = _said(engine, guild.id, message, member, edited_after)
        verdict = engine.judge(said)
        if verdict.crowd:
            self._crowds.see(guild, verdict.crowd)
        if verdict.clean or _is_staff(message.channel, member):
            return False
        matter = Matter(self._bot, guild, member, message, verdict, self._paces)
        return await self._begin(engine, said, matter)

    async def _look_at_name(self, member: discord.Member) -> None:
        engine = await self._automod.engine(member.guild.id)
        if engine is None or member.bot or not await self._is_on(member.guild.id):
            return
        if member.guild_permissions.manage_messages:
            return
        now = self._bot.clock.now()
        said = Said(
            guild_id=member.guild.id,
            channel_id=0,
            message_id=0,
            author_id=member.id,
            at=now,
            text=member.display_name,
            role_ids=_role_ids(engine, member),
        )
        verdict = engine.judge_name(said)
        if not verdict.clean:
            matter = Matter(self._bot, member.guild, member, None, verdict, self._paces)
            await self._begin(engine, said, matter)

    async def _begin(self, engine: Engine, said: Said, matter: Matter) -> bool:
        """Let a verdict be carried out; return whether the message goes."""
        settings = await self._automod.settings(matter.guild.id)
        if settings.automod_dry_run:
            others = engine.others(said, matter.verdict, names=matter.message is None)
            self._start(matter.guild.id, "say_only", say_only(matter, others))
            return False
        self._start(matter.guild.id, "carry_out", carry_out(matter))
        return deletes(matter.verdict)

    def _start(self, guild_id: int, part: str, work: Coroutine[Any, Any, None]) -> None:
        # Its patience for the database is its own: nobody waits for it.
        task = asyncio.create_task(self._guarded(guild_id, part, work), context=Context())
        self._acting.add(task)
        task.add_done_callback(self._acting.discard)

    async def _guarded(self, guild_id: int, part: str, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - noted with its reference; no one awaits this
            self._bot.faults.note(
                "automod failed", error, place="automod", part=part, guild_id=guild_id
            )

    async def _is_on(self, guild_id: int) -> bool:
        return await self._bot.feature_switch.is_on(guild_id, FEATURE)


def _is_staff(channel: discord.abc.MessageableChannel, member: discord.Member) -> bool:
    """Tell whether somebody may delete messages there: they are nobody's to moderate."""
    if isinstance(channel, discord.PartialMessageable | discord.DMChannel | discord.GroupChannel):
        return member.guild_permissions.manage_messages
    return channel.permissions_for(member).manage_messages


def _said(
    engine: Engine,
    guild_id: int,
    message: discord.Message,
    member: discord.Member,
    edited_after: timedelta | None,
) -> Said:
    channel = message.channel
    at = message.edited_at or message.created_at
    return Said(
        guild_id=guild_id,
        channel_id=channel.id,
        parent_channel_id=channel.parent_id if isinstance(channel, discord.Thread) else None,
        message_id=message.id,
        author_id=member.id,
        at=at,
        text=message.content,
        role_ids=_role_ids(engine, member),
        mentions=_mentions(message),
        mentions_everyone=message.mention_everyone,
        attachments=tuple(one.filename for one in message.attachments),
        account_age=at - member.created_at,
        member_age=at - (member.joined_at or at),
        has_avatar=member.avatar is not None or member.guild_avatar is not None,
        edited_after=edited_after,
    )


def _role_ids(engine: Engine, member: discord.Member) -> frozenset[int]:
    return frozenset(role.id for role in member.roles) if engine.wants_roles else frozenset()


def _mentions(message: discord.Message) -> int:
    # Who is answered is mentioned by Discord itself.
    answered = None
    if message.reference is not None and isinstance(message.reference.resolved, discord.Message):
        answered = message.reference.resolved.author.id
    people = {user.id for user in message.mentions if user.id not in {message.author.id, answered}}
    return len(people) + len(message.role_mentions)
