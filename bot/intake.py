"""From the gateway to the ledger: every event becomes a fact, or nothing.

Bots, webhooks and system messages never count. A message passes the gates (a feature may
reject it) before it is written down.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, cast

import discord

from bot.clock import Clock
from bot.faults import Faults
from bot.ledger.facts import (
    JoinFact,
    LeaveCause,
    LeaveFact,
    MessageFact,
    MessageFlag,
    ReactionFact,
    UseFact,
    UseKind,
)
from bot.ledger.voice import VoiceTracker
from bot.ledger.writer import LedgerWriter
from bot.waiting import Waiting

Gate = Callable[[discord.Message], Awaitable[bool]]

# A message that came late by this is still before the mark of what was seen (ON_ITS_WAY).
GATE_LIMIT = timedelta(seconds=5)
_WRITTEN = (discord.MessageType.default, discord.MessageType.reply)
# The audit log entry of a kick or ban comes within moments of the removal itself.
_CAUSE_WAIT = timedelta(seconds=2)
_CAUSE_KEPT = timedelta(minutes=1)
_RANDOM_ID = re.compile(r"[0-9a-f]{32}")


class Intake:
    """Turns discord.py's events into facts."""

    def __init__(
        self,
        writer: LedgerWriter,
        clock: Clock,
        waiting: Waiting,
        faults: Faults | None = None,
        *,
        gate_limit: timedelta = GATE_LIMIT,
    ) -> None:
        self._writer = writer
        self._clock = clock
        self._waiting = waiting
        self._faults = faults or Faults()
        self._gate_limit_s = gate_limit.total_seconds()
        self._gates: list[Gate] = []
        self._causes: dict[tuple[int, int], tuple[datetime, LeaveCause]] = {}
        self.voice = VoiceTracker()

    def add_gate(self, gate: Gate) -> None:
        """Ask ``gate`` of every message by a human; False keeps it out of the ledger.

        A gate that raises, or takes longer than the limit, lets the message pass.
        """
        self._gates.append(gate)

    async def message(self, message: discord.Message, *, heard: bool = True) -> None:
        """Take a new message; ``heard`` is False where it was read from history."""
        if message.guild is None or message.author.bot or message.webhook_id is not None:
            return
        if message.type not in _WRITTEN:
            return
        if await self._accepted(message):
            fact = message_fact(message, message.guild.id)
            self._writer.submit(fact, message.content, heard=heard)

    async def _accepted(self, message: discord.Message) -> bool:
        for gate in self._gates:
            try:
                async with asyncio.timeout(self._gate_limit_s):
                    if not await gate(message):
                        return False
            except Exception as error:  # noqa: BLE001 - a gate that fails must not lose what happened
                self._faults.note(
                    "gate failed",
                    error,
                    place="gate",
                    part=getattr(gate, "__qualname__", type(gate).__name__),
                    guild_id=message.guild.id if message.guild else None,
                    message_id=message.id,
                )
        return True

    async def reaction_added(self, payload: discord.RawReactionActionEvent) -> None:
        """Take a reaction. Discord gives no time with it: now is taken."""
        member = payload.member
        if payload.guild_id is None or member is None or member.bot:
            return
        emoji = str(payload.emoji.id or payload.emoji.name)
        self._react(payload.guild_id, payload.channel_id, payload.message_id, member.id, emoji)

    async def vote_added(self, payload: discord.RawPollVoteActionEvent, *, bot: bool) -> None:
        """Take a vote in a poll: like a reaction, it is one person's mark on a message."""
        if payload.guild_id is None or bot:
            return
        self._react(
            payload.guild_id,
            payload.channel_id,
            payload.message_id,
            payload.user_id,
            f"poll:{payload.answer_id}",
        )

    def _react(
        self, guild_id: int, channel_id: int, message_id: int, member_id: int, emoji: str
    ) -> None:
        self._writer.submit(
            ReactionFact(
                guild_id=guild_id,
                message_id=message_id,
                member_id=member_id,
                emoji=emoji[:64],
                channel_id=channel_id,
                at=self._clock.now(),
            )
        )

    async def voice_changed(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """Take a change of voice channel; mute and deafen change nothing."""
        if member.bot or before.channel == after.channel:
            return
        now = self._clock.now()
        facts = []
        if before.channel is not None:
            facts += self.voice.leave(member.guild.id, before.channel.id, member.id, now)
        if _counts(after.channel):
            facts += self.voice.enter(member.guild.id, after.channel.id, member.id, now)  # type: ignore[union-attr]
        for fact in facts:
            self._writer.submit(fact)

    def voice_present(self, guild: discord.Guild) -> None:
        """Bring the voice channels of a guild in line with who is there now."""
        now = self._clock.now()
        present = {
            (channel.id, member_id)
            for channel in (*guild.voice_channels, *guild.stage_channels)
            if _counts(channel)
            for member_id in channel.voice_states
            if not _is_bot(guild, member_id)
        }
        facts = self.voice.reconcile(guild.id, present, now)
        for fact in facts:
            self._writer.submit(fact)

    def voice_tick(self) -> None:
        """Write down the voice stretches that have ended."""
        for fact in self.voice.tick(self._clock.now()):
            self._writer.submit(fact)

    def voice_forget(self, guild_id: int, member_id: int) -> None:
        """Let go of the time in voice of a member that is not written down yet."""
        for fact in self.voice.forget(guild_id, member_id, self._clock.now()):
            self._writer.submit(fact)

    def voice_close(self) -> None:
        """End every voice stretch, because the process stops."""
        for fact in self.voice.close(self._clock.now()):
            self._writer.submit(fact)

    async def member_joined(self, member: discord.Member) -> None:
        """Take a new member, or one found by the census."""
        if not member.bot:
            at = member.joined_at or self._clock.now()
            self._writer.submit(JoinFact(member.guild.id, member.id, at))

    async def member_left(self, guild_id: int, user: discord.User | discord.Member) -> None:
        """Take a departure; waits a moment for the audit log to tell kicks and bans apart."""
        if user.bot:
            return
        at = self._clock.now()
        await self._waiting.sleep(_CAUSE_WAIT, "the cause of a departure")
        since, cause = self._causes.pop((guild_id, user.id), (at, LeaveCause.LEFT))
        if at - since > _CAUSE_KEPT:
            # A ban of somebody who was not here, say: it caused no departure.
            cause = LeaveCause.LEFT
        self._writer.submit(LeaveFact(guild_id, user.id, at, cause))

    def member_gone(self, guild_id: int, member_id: int) -> None:
        """Take a departure that the census found: it happened unseen."""
        self._writer.submit(LeaveFact(guild_id, member_id, self._clock.now()))

    def removal_caused(self, guild_id: int, member_id: int, cause: LeaveCause) -> None:
        """Remember why a member is being removed, for the departure that follows or was."""
        now = self._clock.now()
        for key, (since, _) in list(self._causes.items()):
            if now - since > _CAUSE_KEPT:
                del self._causes[key]
        known = self._causes.get((guild_id, member_id))
        if known is None or cause is LeaveCause.BAN:
            self._causes[guild_id, member_id] = (now, cause)

    async def interaction(self, interaction: discord.Interaction) -> None:
        """Take the use of a command, component or modal."""
        if interaction.guild_id is None or interaction.user.bot:
            return
        described = _use_of(interaction)
        if described is None:
            return
        kind, name = described
        self._writer.submit(
            UseFact(
                guild_id=interaction.guild_id,
                interaction_id=interaction.id,
                member_id=interaction.user.id,
                at=interaction.created_at,
                kind=kind,
                name=name[:100],
            )
        )


def message_fact(message: discord.Message, guild_id: int) -> MessageFact:
    """Return the fact of a message by a human; its content stays behind."""
    channel = message.channel
    flags = MessageFlag(0)
    parent_id = None
    if isinstance(channel, discord.Thread):
        parent_id = channel.parent_id
        # Only a forum post has its opening message inside: elsewhere that one lies in the
        # parent channel.
        if message.id == channel.id:
            flags |= MessageFlag.FORUM_POST
    reply_to = None
    if message.type is discord.MessageType.reply and message.reference is not None:
        reply_to = message.reference.message_id
        flags |= MessageFlag.REPLY
    if message.attachments:
        flags |= MessageFlag.ATTACHMENT
    author_id = message.author.id
    return MessageFact(
        guild_id=guild_id,
        message_id=message.id,
        channel_id=channel.id,
        author_id=author_id,
        at=message.created_at,
        parent_id=parent_id,
        reply_to=reply_to,
        mentions=tuple(
            user.id for user in message.mentions if not user.bot and user.id != author_id
        ),
        length=len(message.content),
        flags=flags,
    )


def _counts(channel: object) -> bool:
    # Who idles in the AFK channel takes part in nothing.
    if not isinstance(channel, discord.VoiceChannel | discord.StageChannel):
        return False
    return channel != channel.guild.afk_channel


def _is_bot(guild: discord.Guild, member_id: int) -> bool:
    member = guild.get_member(member_id)
    return member is not None and member.bot


def _use_of(interaction: discord.Interaction) -> tuple[UseKind, str] | None:
    if interaction.type is discord.InteractionType.application_command:
        command = interaction.command
        return UseKind.COMMAND, command.qualified_name if command is not None else "unknown"
    data = cast("dict[str, Any]", interaction.data or {})
    # What follows a colon is an id: the name of the control stands before it. Controls that
    # live as long as their message have a random id instead.
    name = str(data.get("custom_id", "")).split(":", 1)[0]
    if _RANDOM_ID.fullmatch(name):
        name = "unnamed"
    if interaction.type is discord.InteractionType.component:
        return UseKind.COMPONENT, name
    if interaction.type is discord.InteractionType.modal_submit:
        return UseKind.MODAL, name
    return None
