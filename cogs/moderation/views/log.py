"""The message of a case in the mod log, and its buttons; they outlive a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import discord
import structlog

from bot.checks import Access, require
from bot.errors import UserError
from bot.ui.modals import BaseModal
from bot.ui.pressed import Pressed
from bot.ui.views import forwards_errors
from cogs.moderation.domain.actions import REASON_LIMIT, Dm
from cogs.moderation.domain.case import Case
from cogs.moderation.embeds.batches import batch_embed
from cogs.moderation.embeds.cases import case_embed
from cogs.moderation.service.cases import Cases
from cogs.moderation.texts import T
from cogs.moderation.views.history import show_history
from cogs.moderation.views.notice import tell_void
from cogs.moderation.views.undoing import undo

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

FORM: Final = r"moderation-case-form-(?P<form>edit|void):(?P<number>\d{1,9}):\d{1,20}"


def log_view(case: Case, locale: str) -> discord.ui.View:
    """Return the buttons of a case in the mod log."""
    view = discord.ui.View(timeout=None)
    styles = {"edit": discord.ButtonStyle.secondary, "void": discord.ButtonStyle.danger}
    for name, style in styles.items():
        button: discord.ui.Button[discord.ui.View] = discord.ui.Button(
            label=T.plain(f"button-case-{name}", locale),
            style=style,
            custom_id=f"moderation-case-{name}:{case.number}",
            disabled=name == "void" and case.voided_at is not None,
        )
        view.add_item(button)
    if case.target_id is not None:
        view.add_item(
            discord.ui.Button(
                label=T.plain("button-case-history", locale),
                custom_id=f"moderation-case-history:{case.target_id}",
            )
        )
    return view


async def refresh_log(bot: Steward, case: Case) -> None:
    """Bring the message of a case in the mod log up to date, where there is one."""
    guild = bot.get_guild(case.guild_id)
    if guild is None or case.log_channel_id is None or case.log_message_id is None:
        return
    locale = str(guild.preferred_locale)
    channel = bot.get_partial_messageable(case.log_channel_id, guild_id=guild.id)
    cases, message = bot.ports.get(Cases), channel.get_partial_message(case.log_message_id)
    try:
        if case.log_batch is not None:
            batch = await cases.batch(guild.id, case.log_batch)
            page = [one for one in batch if one.log_message_id == message.id]
            if len(page) > 1:
                await message.edit(embed=batch_embed(page, locale))
                return
        changes = await cases.changes(guild.id, case.number)
        await message.edit(embed=case_embed(case, locale, changes), view=log_view(case, locale))
    except (discord.Forbidden, discord.NotFound) as error:
        _log.info("mod log not brought up to date", case=case.number, code=error.code)


async def edit_case(interaction: discord.Interaction[Any], number: int, reason: str) -> Case:
    """Give a case another reason; the interaction is acknowledged by then."""
    bot, member, locale = _who(interaction)
    cases = bot.ports.get(Cases)
    _not_own(await cases.get(member.guild.id, number), member, locale)
    case = await cases.edit(member.guild.id, number, reason, member.id)
    await refresh_log(bot, case)
    return case


async def void_case(interaction: discord.Interaction[Any], number: int, reason: str) -> str:
    """Take a case back, with what it did; return the sentence that says how that went.

    The interaction is acknowledged by then.
    """
    bot, member, locale = _who(interaction)
    cases = bot.ports.get(Cases)
    _not_own(await cases.get(member.guild.id, number), member, locale)
    voided = await cases.void(member.guild.id, number, reason, member.id)
    sentences = [T.say("voided", locale, number=number)]
    for case in (voided.case, *voided.followed):
        if case is not voided.case:
            sentences.append(T.say("voided-too", locale, number=case.number))
        sentences += await undo(bot, member, case, locale)
        await refresh_log(bot, case)
    told = await tell_void(bot, member.guild, [voided.case, *voided.followed])
    if told is not Dm.NONE:
        sentences.append(T.say(f"dm-{told}", locale))
    return " ".join(sentences)


def _who(interaction: discord.Interaction[Any]) -> tuple[Steward, discord.Member, str]:
    member = interaction.user
    if not isinstance(member, discord.Member):
        raise UserError(T.say("only-in-server", str(interaction.locale)))
    return cast("Steward", interaction.client), member, str(interaction.locale)


def _not_own(case: Case, member: discord.Member, locale: str) -> None:
    if case.target_id == member.id:
        raise UserError(T.say("case-own", locale, number=case.number))


class ReasonModal(BaseModal):
    """Asks for a reason: a new one of a case, or why it is void."""

    def __init__(self, form: str, number: int, member_id: int, locale: str, text: str = "") -> None:
        super().__init__(
            T.plain(f"form-{form}", locale, number=number),
            locale=locale,
            custom_id=f"moderation-case-form-{form}:{number}:{member_id}",
        )
        self.form = form
        self.number = number
        self.reason: discord.ui.TextInput[ReasonModal] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            max_length=REASON_LIMIT,
            required=form == "void",
            default=text or None,
            custom_id="moderation-case-reason",
        )
        self.add_item(
            discord.ui.Label(text=T.plain(f"form-{form}-reason", locale), component=self.reason)
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Do it, and say so."""
        await require(interaction, Access.MODERATORS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if self.form == "void":
            text = await void_case(interaction, self.number, self.reason.value)
        else:
            await edit_case(interaction, self.number, self.reason.value)
            text = T.say("edited", self.locale, number=self.number)
        await interaction.edit_original_response(content=text)


class CaseButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"moderation-case-(?P<what>edit|void|history):(?P<about>\d{1,20})",
):
    """A button of a case in the mod log."""

    def __init__(self, item: discord.ui.Button[Any], what: str, about: str) -> None:
        super().__init__(item)
        self.what = what
        self.about = int(about)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask for a reason, or show the member's history."""
        await require(interaction, Access.MODERATORS)
        if self.what == "history":
            await show_history(interaction, self.about)
            return
        bot, member, locale = _who(interaction)
        case = await bot.ports.get(Cases).get(member.guild.id, self.about)
        text = case.reason if self.what == "edit" else ""
        await interaction.response.send_modal(
            ReasonModal(self.what, case.number, member.id, locale, text)
        )
