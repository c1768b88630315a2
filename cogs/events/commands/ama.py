"""``/ama``: planning, asking, moderating, answering, reading what was answered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers, members, moderators
from bot.errors import UserError
from bot.signals import MemberForgetting
from bot.text.catalogue import Raw, timestamp
from bot.text.dates import Moment, Reading, read_moment
from bot.ui.confirm import confirm
from cogs.events.domain.ama import QUESTION_LIMIT, AmaState
from cogs.events.domain.plan import DESCRIPTION_LIMIT, NAME_LIMIT, Kind, Place, Plan, Room
from cogs.events.service.ama_asking import AmaAsking
from cogs.events.service.ama_closing import AmaClosing
from cogs.events.service.ama_queue import AmaQueue
from cogs.events.service.ama_stage import AmaStage
from cogs.events.service.planning import Planning
from cogs.events.texts import T
from cogs.events.views.ama_base import guild_of, must_lead
from cogs.events.views.ama_board import ask_form, asked_text
from cogs.events.views.ama_closing import show_transcript
from cogs.events.views.ama_host import show_host
from cogs.events.views.ama_queue import show_queue

if TYPE_CHECKING:
    from bot.client import Steward

EXAMPLE: Final = "example"
_CHOICES: Final = 25
_LABEL: Final = 100
_DIGITS: Final = 9
_MOST_MINUTES: Final = 24 * 60
_ON: Final = (AmaState.COLLECTING, AmaState.LIVE)
Choices = list[app_commands.Choice[str]]


class AmaCommands(commands.Cog):
    """The group ``/ama``."""

    ama = members()(app_commands.Group(name="ama", description=T.plain("ama-command")))

    def __init__(
        self,
        bot: Steward,
        planning: Planning,
        asking: AmaAsking,
        queue: AmaQueue,
        stage: AmaStage,
        closing: AmaClosing,
    ) -> None:
        self._bot = bot
        self._planning = planning
        self._asking = asking
        self._queue = queue
        self._stage = stage
        self._closing = closing
        bot.signals.listen(MemberForgetting, self._forgetting)

    async def _forgetting(self, signal: MemberForgetting) -> None:
        await self._closing.pass_on(signal.guild_id, signal.member_id)

    @ama.command(
        name="create",
        description=T.plain("ama-command-create"),
        extras={EXAMPLE: "ama-example-create"},
    )
    @app_commands.describe(
        topic=T.plain("ama-option-topic"),
        host=T.plain("ama-option-host"),
        start=T.plain("ama-option-start"),
        minutes=T.plain("ama-option-minutes"),
        about=T.plain("ama-option-about"),
        channel=T.plain("ama-option-channel"),
        voice=T.plain("ama-option-voice"),
    )
    @managers()
    async def create(
        self,
        interaction: discord.Interaction[Any],
        topic: app_commands.Range[str, 1, NAME_LIMIT],
        host: discord.Member | discord.User,
        start: str,
        minutes: app_commands.Range[int, 5, _MOST_MINUTES] = 60,
        about: app_commands.Range[str, 1, DESCRIPTION_LIMIT] | None = None,
        channel: discord.TextChannel | None = None,
        voice: discord.VoiceChannel | discord.StageChannel | None = None,
    ) -> None:
        """Show what was understood; plan it when that is right, and post its board."""
        guild, locale = guild_of(interaction), str(interaction.locale)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if not isinstance(host, discord.Member) or host.bot:
            raise UserError(T.say("ama-host-impossible", locale))
        where = _board_channel(interaction, channel, locale)
        now = self._bot.clock.now()
        zone = await self._bot.member_zones.get(guild.id, interaction.user.id)
        reading = read_moment(start, zone, now, locale)
        moment = await _chosen(interaction, reading, topic, host, where, locale)
        if moment is None:
            said = T.say("ama-not-created", locale)
            await interaction.edit_original_response(content=said, view=None)
            return
        plan = Plan(
            guild_id=guild.id,
            event_id=0,
            name=" ".join(topic.split()),
            kind=Kind.AMA,
            description=(about or "").strip(),
            wall_start=moment.wall,
            zone=reading.zone,
            fold=moment.fold,
            duration=timedelta(minutes=minutes),
            place=_place(voice, where),
            created_at=now,
            host_id=host.id,
            card_channel_id=where.id,
            created_by=interaction.user.id,
        )
        made = await self._planning.create(plan, locale=locale)
        said = T.say(
            "ama-created",
            locale,
            number=made.plan.event_id,
            channel=Raw(where.mention),
            topic=plan.name,
        )
        await interaction.edit_original_response(content=said, view=None)

    @ama.command(
        name="ask", description=T.plain("ama-command-ask"), extras={EXAMPLE: "ama-example-ask"}
    )
    @app_commands.describe(
        ama=T.plain("ama-option-ama"),
        question=T.plain("ama-option-question"),
        anonymous=T.plain("ama-option-anonymous"),
    )
    @members()
    async def ask(
        self,
        interaction: discord.Interaction[Any],
        ama: str,
        question: app_commands.Range[str, 1, QUESTION_LIMIT] | None = None,
        anonymous: bool = False,
    ) -> None:
        """Take a question in; without one, open the form for it."""
        guild, locale = guild_of(interaction), str(interaction.locale)
        event_id = await self._chosen_ama(guild.id, ama, _ON, locale)
        if question is None:
            form = await ask_form(interaction, event_id, anonymous=anonymous)
            await interaction.response.send_modal(form)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        asked = await self._asking.ask(
            guild.id, event_id, interaction.user.id, question, locale, anonymous=anonymous
        )
        await interaction.edit_original_response(content=asked_text(asked, locale))

    @ama.command(
        name="queue",
        description=T.plain("ama-command-queue"),
        extras={EXAMPLE: "ama-example-queue"},
    )
    @app_commands.describe(ama=T.plain("ama-option-ama"))
    @moderators()
    async def queue(self, interaction: discord.Interaction[Any], ama: str) -> None:
        """Show the questions that wait, to be approved, rejected, edited or merged."""
        guild, locale = guild_of(interaction), str(interaction.locale)
        await interaction.response.defer(ephemeral=True, thinking=True)
        event_id = await self._chosen_ama(guild.id, ama, tuple(AmaState), locale)
        await show_queue(interaction, await self._queue.desk(guild.id, event_id, locale))

    @ama.command(
        name="open", description=T.plain("ama-command-open"), extras={EXAMPLE: "ama-example-open"}
    )
    @app_commands.describe(ama=T.plain("ama-option-ama"))
    @members()
    async def begin(self, interaction: discord.Interaction[Any], ama: str) -> None:
        """Begin to answer, and show the host's view; again and again, if wanted."""
        guild, locale = guild_of(interaction), str(interaction.locale)
        await interaction.response.defer(ephemeral=True, thinking=True)
        event_id = await self._chosen_ama(guild.id, ama, tuple(AmaState), locale)
        await must_lead(interaction, event_id)
        fresh = await self._stage.open(guild.id, event_id, locale)
        note = T.say("ama-opened" if fresh else "ama-opened-before", locale)
        await show_host(interaction, event_id, note)

    @ama.command(
        name="close",
        description=T.plain("ama-command-close"),
        extras={EXAMPLE: "ama-example-close"},
    )
    @app_commands.describe(ama=T.plain("ama-option-ama"))
    @members()
    async def close(self, interaction: discord.Interaction[Any], ama: str) -> None:
        """Ask, then end it: the transcript is posted, and askers are told."""
        guild, locale = guild_of(interaction), str(interaction.locale)
        await interaction.response.defer(ephemeral=True, thinking=True)
        event_id = await self._chosen_ama(guild.id, ama, tuple(AmaState), locale)
        await must_lead(interaction, event_id)
        desk = await self._closing.desk(guild.id, event_id, locale)
        if desk.ama.closed_at is None:
            question = T.say("ama-ask-close", locale, topic=desk.plan.name)
            yes, no = T.plain("ama-close-yes", locale), T.plain("ama-close-no", locale)
            if not await confirm(interaction, question, yes=yes, no=no, dangerous=False):
                said = T.say("ama-not-closed", locale)
                await interaction.edit_original_response(content=said, view=None)
                return
        await self._closing.close(guild.id, event_id, locale)
        said = T.say("ama-closed-now", locale)
        await interaction.edit_original_response(content=said, view=None)

    @ama.command(
        name="transcript",
        description=T.plain("ama-command-transcript"),
        extras={EXAMPLE: "ama-example-transcript"},
    )
    @app_commands.describe(ama=T.plain("ama-option-ama"))
    @members()
    async def transcript(self, interaction: discord.Interaction[Any], ama: str) -> None:
        """Give what was asked and answered as files."""
        guild, locale = guild_of(interaction), str(interaction.locale)
        await interaction.response.defer(ephemeral=True, thinking=True)
        event_id = await self._chosen_ama(guild.id, ama, tuple(AmaState), locale)
        await show_transcript(interaction, event_id)

    @ask.autocomplete("ama")
    @begin.autocomplete("ama")
    @close.autocomplete("ama")
    async def _those_on(self, interaction: discord.Interaction[Any], current: str) -> Choices:
        return await self._choices(interaction, current, _ON)

    @queue.autocomplete("ama")
    @transcript.autocomplete("ama")
    async def _every(self, interaction: discord.Interaction[Any], current: str) -> Choices:
        return await self._choices(interaction, current, tuple(AmaState))

    async def _choices(
        self, interaction: discord.Interaction[Any], current: str, states: Collection[AmaState]
    ) -> Choices:
        found = await self._asking.choices(guild_of(interaction).id, states)
        typed = current.casefold().strip()
        labelled = [(f"{topic[: _LABEL - 12]} (#{number})", number) for number, topic in found]
        return [
            app_commands.Choice(name=label, value=str(number))
            for label, number in labelled
            if typed in label.casefold()
        ][:_CHOICES]

    async def _chosen_ama(
        self, guild_id: int, typed: str, states: Collection[AmaState], locale: str
    ) -> int:
        """Return the number that was chosen or typed, or that of the topic that was typed."""
        wanted = typed.strip().removeprefix("#").casefold()
        if wanted.isdecimal() and len(wanted) <= _DIGITS:
            return int(wanted)
        for number, topic in await self._asking.choices(guild_id, states):
            if topic.casefold() == wanted:
                return number
        raise UserError(T.say("ama-unknown", locale))


async def _chosen(
    interaction: discord.Interaction[Any],
    reading: Reading,
    topic: str,
    host: discord.Member,
    where: discord.TextChannel,
    locale: str,
) -> Moment | None:
    """Ask whether what was understood is right, or which of two moments is meant."""
    first, *others = reading.moments
    shown: dict[str, Any] = {
        "topic": topic,
        "host": Raw(host.mention),
        "channel": Raw(where.mention),
        "at": first.instant,
        "soon": timestamp(first.instant, "R"),
    }
    if not others:
        question = T.say("ama-ask-create", locale, **shown)
        yes, no = T.plain("ama-create-yes", locale), T.plain("ama-create-no", locale)
        right = await confirm(interaction, question, yes=yes, no=no, dangerous=False)
        return first if right else None
    question = T.say(f"ama-ask-{reading.why}", locale, **shown, other=others[0].instant)
    yes, no = T.plain("ama-earlier", locale), T.plain("ama-later", locale)
    earlier = await confirm(interaction, question, yes=yes, no=no, dangerous=False)
    return None if earlier is None else first if earlier else others[0]


def _board_channel(
    interaction: discord.Interaction[Any], chosen: discord.TextChannel | None, locale: str
) -> discord.TextChannel:
    channel = chosen or interaction.channel
    if not isinstance(channel, discord.TextChannel):
        raise UserError(T.say("ama-channel-impossible", locale))
    may = channel.permissions_for(guild_of(interaction).me)
    if not (may.view_channel and may.send_messages and may.embed_links and may.attach_files):
        raise UserError(T.say("ama-channel-closed", locale, channel=Raw(channel.mention)))
    return channel


def _place(
    voice: discord.VoiceChannel | discord.StageChannel | None, board: discord.TextChannel
) -> Place:
    """Return where an AMA is: where the host speaks, else where the board is."""
    if voice is None:
        return Place(link=board.jump_url)
    room = Room.STAGE if isinstance(voice, discord.StageChannel) else Room.VOICE
    return Place(channel_id=voice.id, room=room)
