"""``/purge``: shows what would go, asks, keeps a transcript for the team, deletes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.checks import moderators
from bot.errors import UserError
from bot.text.catalogue import Raw
from bot.ui.confirm import confirm
from cogs.moderation.commands.channels import Reason
from cogs.moderation.domain.actions import Action, Dm, Outcome
from cogs.moderation.domain.case import Case
from cogs.moderation.domain.purge import Kind, Plan, Wanted, plan
from cogs.moderation.service.cases import Cases, NewCase
from cogs.moderation.service.transcripts import TranscriptService
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T
from cogs.moderation.views.allowed import refuse_missing
from cogs.moderation.views.closing import channel_reason
from cogs.moderation.views.looking import refuse_untrusted
from cogs.moderation.views.purge import preview_embed, seen, transcript_file

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

MOST: Final = 1_000
# As far back as a purge looks for what is meant: twenty requests.
_LOOKED_AT: Final = 2_000
_NEEDED: Final = ("view_channel", "read_message_history", "manage_messages")

Place = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


@dataclass(frozen=True, slots=True)
class _Found:
    plan: Plan
    names: dict[int, str]


class PurgeCommand(commands.Cog):
    """Deletes many messages at once."""

    def __init__(self, bot: Steward, cases: Cases, transcripts: TranscriptService) -> None:
        self._bot = bot
        self._cases = cases
        self._transcripts = transcripts

    @app_commands.command(
        name="purge",
        description=T.plain("command-purge"),
        extras={"example": "example-purge"},
    )
    @app_commands.describe(
        count=T.plain("option-purge-count"),
        member=T.plain("option-purge-member"),
        contains=T.plain("option-purge-contains"),
        kind=T.plain("option-purge-kind"),
        reason=T.plain("option-channel-reason"),
    )
    @app_commands.choices(
        kind=[
            app_commands.Choice(name=T.plain(f"purge-kind-{kind}"), value=kind.value)
            for kind in Kind
        ]
    )
    @moderators()
    async def purge(
        self,
        interaction: discord.Interaction[Any],
        count: app_commands.Range[int, 1, MOST],
        member: discord.User | None = None,
        contains: app_commands.Range[str, 1, 100] | None = None,
        kind: str = Kind.ANY.value,
        reason: Reason = "",
    ) -> None:
        """Delete the newest ``count`` messages here that are meant, after asking."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale, place = str(interaction.locale), interaction.channel
        if not isinstance(place, Place):
            raise UserError(T.say("purge-not-here", locale))
        refuse_missing(place, _NEEDED, locale)
        await refuse_untrusted(interaction, "manage_messages", place)
        wanted = Wanted(member.id if member else None, contains or "", Kind(kind))
        found = await self._look(place, wanted, count)
        if not found.plan.all:
            raise UserError(T.say("purge-nothing", locale))
        answer = await confirm(
            interaction,
            embed=preview_embed(found.plan, place.mention, locale),
            yes=T.plain("purge-yes", locale, count=len(found.plan.all)),
            no=T.plain("purge-no", locale),
        )
        if not answer:
            await interaction.edit_original_response(
                content=T.say("purge-kept", locale), embed=None, view=None
            )
            return
        case = await self._open(interaction, place, member, reason)
        await self._carry_out(interaction, place, case, found, locale)

    async def _look(self, place: Place, wanted: Wanted, count: int) -> _Found:
        meant, names = [], {}
        async for message in place.history(limit=_LOOKED_AT):
            one = seen(message)
            if wanted.takes(one):
                meant.append(one)
                names[message.author.id] = message.author.name
                if len(meant) == count:
                    break
        return _Found(plan(meant, self._bot.clock.now()), names)

    async def _open(
        self,
        interaction: discord.Interaction[Any],
        place: Place,
        member: discord.User | discord.Member | None,
        reason: str,
    ) -> Case:
        opened = await self._cases.open(
            NewCase(
                guild_id=place.guild.id,
                action=Action.PURGE,
                moderator_id=interaction.user.id,
                target_id=member.id if member else None,
                channel_id=place.id,
                reason=reason,
            )
        )
        return opened.case

    async def _carry_out(
        self,
        interaction: discord.Interaction[Any],
        place: Place,
        case: Case,
        found: _Found,
        locale: str,
    ) -> None:
        # Before anything is deleted: afterwards there is nothing to keep.
        kept = await self._keep_transcript(place, case, found)
        total = len(found.plan.all)
        deleted, refusal = await self._delete(
            place, found.plan, channel_reason(case, interaction.user.name)
        )
        failure = None
        if refusal is not None:
            failure = f"{deleted} of {total} deleted, then Discord {refusal.code}"
        await self._cases.done(
            case.guild_id,
            case.number,
            outcome=Outcome.DONE if refusal is None else Outcome.FAILED,
            dm=Dm.NONE,
            failure=failure,
        )
        key = "purge-done" if refusal is None else "purge-half"
        text = T.say(key, locale, count=deleted, total=total, number=case.number)
        settings = await self._bot.guild_settings.get(place.guild.id, GuildSettings)
        where = T.say(
            "purge-transcript" if kept else "purge-transcript-here",
            locale,
            days=settings.evidence_days,
        )
        mine = [] if kept else [transcript_file(found.plan, found.names, case.number)]
        await interaction.edit_original_response(
            content=f"{text} {where}", embed=None, view=None, attachments=mine
        )

    async def _keep_transcript(self, place: Place, case: Case, found: _Found) -> bool:
        """Put the transcript beside the mod log; False where the team has no place for it.

        What members deleted or wrote in private is not for everyone: a log that all can read gets
        none.
        """
        settings = await self._bot.guild_settings.get(place.guild.id, GuildSettings)
        log = place.guild.get_channel(settings.log_channel_id or 0)
        if not isinstance(log, discord.TextChannel):
            return False
        if log.permissions_for(place.guild.default_role).view_channel:
            return False
        locale = str(place.guild.preferred_locale)
        authors = {message.author_id for message in found.plan.all}
        # Before it is sent: whatever dies then, it goes when its time is over.
        await self._transcripts.begin(place.guild.id, case.number, log.id, authors)
        try:
            message = await log.send(
                T.say(
                    "purge-log",
                    locale,
                    number=case.number,
                    count=len(found.plan.all),
                    channel=Raw(place.mention),
                ),
                file=transcript_file(found.plan, found.names, case.number),
                allowed_mentions=discord.AllowedMentions.none(),
                nonce=f"purge-{case.number}",
            )
        except discord.Forbidden as error:
            _log.warning("transcript not kept", guild_id=place.guild.id, code=error.code)
            await self._transcripts.drop(place.guild.id, case.number)
            return False
        await self._transcripts.arrived(place.guild.id, case.number, message.id)
        return True

    async def _delete(
        self, place: Place, what: Plan, reason: str
    ) -> tuple[int, discord.HTTPException | None]:
        """Return how many are gone, and what stopped it."""
        gone = 0
        try:
            for batch in what.bulks():
                if len(batch) == 1:
                    await self._delete_one(place, batch[0], reason)
                else:
                    await place.delete_messages(
                        [discord.Object(one) for one in batch], reason=reason
                    )
                gone += len(batch)
            for message in what.old:
                await self._delete_one(place, message.message_id, reason)
                gone += 1
        except discord.HTTPException as error:
            _log.warning("purge stopped", guild_id=place.guild.id, code=error.code, gone=gone)
            return gone, error
        return gone, None

    async def _delete_one(self, place: Place, message_id: int, reason: str) -> None:
        try:
            await self._bot.http.delete_message(place.id, message_id, reason=reason)
        except discord.NotFound:
            return  # somebody was quicker
