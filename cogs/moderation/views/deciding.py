"""Acting on a report, and lifting a case that was appealed against."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import discord
import structlog

from bot.checks import Access, require
from bot.errors import UserError
from bot.text.durations import parse_duration
from bot.ui.modals import BaseModal
from bot.ui.views import forwards_errors
from cogs.moderation.domain.actions import (
    BAN_MOST,
    LEAST,
    TIMEOUT_MOST,
    Action,
    Dm,
    Outcome,
    Source,
)
from cogs.moderation.domain.case import Case
from cogs.moderation.domain.queue import Item, State
from cogs.moderation.repository.cases import Filter
from cogs.moderation.service.cases import NewCase
from cogs.moderation.texts import T
from cogs.moderation.views.acting import Acting, act
from cogs.moderation.views.card import ITEM
from cogs.moderation.views.items import Desk, ItemButton, ReplyModal, acknowledge
from cogs.moderation.views.log import refresh_log
from cogs.moderation.views.looking import in_guild
from cogs.moderation.views.rules import refuse_unknown
from cogs.moderation.views.undoing import undo

_log = structlog.get_logger(__name__)
_CHOICES: Final = (Action.DELETE, Action.WARN, Action.TIMEOUT, Action.KICK, Action.BAN)
_MOST: Final = {Action.TIMEOUT: TIMEOUT_MOST, Action.BAN: BAN_MOST}
_REASON_LIMIT: Final = 500


class DecideButton(ItemButton, template=ITEM.format(whats="act|grant")):
    """Opens the form to act on a report, or to lift a case."""

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the form; nobody has the item before it is sent."""
        await require(interaction, Access.MODERATORS)
        desk = Desk.of(interaction)
        item = await desk.items.get(desk.guild.id, self.item_id, locale=desk.locale)
        form = GrantModal(item, desk.locale) if self.what == "grant" else ActModal(item, desk)
        await interaction.response.send_modal(form)


class ActModal(BaseModal):
    """What is to happen to the author of a message, and to the message."""

    def __init__(self, item: Item, desk: Desk) -> None:
        locale = desk.locale
        super().__init__(T.plain("act-title", locale), locale=locale)
        self.item = item
        acts = {str(action): T.plain(f"act-what-{action}", locale) for action in _CHOICES}
        keeps = {what: T.plain(f"act-message-{what}", locale) for what in ("delete", "keep")}
        self.what = self._pick("act-what", acts, Action.WARN)
        self.message = self._pick("act-message", keeps, "delete")
        self.reason = self._ask("act-reason", _REASON_LIMIT, "act-reason-hint", required=True)
        self.duration = self._ask("act-duration", 40, "act-duration-hint")
        self.rule = self._ask("act-rule", 6)

    def _pick(self, key: str, labels: dict[str, str], chosen: str) -> discord.ui.Select[Any]:
        menu: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=key,
            options=[
                discord.SelectOption(label=label, value=value, default=value == chosen)
                for value, label in labels.items()
            ],
        )
        self.add_item(discord.ui.Label(text=T.plain(key, self.locale), component=menu))
        return menu

    def _ask(
        self, key: str, limit: int, hint: str | None = None, *, required: bool = False
    ) -> discord.ui.TextInput[Any]:
        field: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id=key, max_length=limit, required=required
        )
        about = None if hint is None else T.plain(hint, self.locale)
        self.add_item(
            discord.ui.Label(text=T.plain(key, self.locale), description=about, component=field)
        )
        return field

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Take the item, act, and decide it with the case that came of it."""
        await require(interaction, Access.MODERATORS)
        action = Action(self.what.values[0])
        duration, rule = self._duration(action), self._rule()
        await refuse_unknown(interaction, rule)
        await acknowledge(interaction)
        desk = Desk.of(interaction)
        ids = (desk.guild.id, self.item.item_id)
        # Whoever sends a form at the same time is refused here, before anything is done.
        item = await desk.items.claim(*ids, desk.who, others=True, locale=desk.locale)
        new = NewCase(
            guild_id=desk.guild.id,
            action=action,
            moderator_id=desk.who,
            target_id=item.target_id,
            channel_id=item.channel_id,
            reason=self.reason.value,
            rule=rule,
            duration=duration,
            evidence=item.link,
            source=Source.REPORT,
        )
        case = await _acted_before(desk, item)
        if case is None and action is Action.DELETE:
            case, gone = await _only_delete(desk, item, new)
        else:
            case = case or await self._act(desk, item, new)
            keep = self.message.values[0] == "keep"
            gone = keep or await _delete(desk, item, case.number)
        decided = await desk.items.decide(
            *ids,
            desk.who,
            State.ACTED,
            others=True,
            case_number=case.number,
            locale=desk.locale,
        )
        await desk.show(decided)
        said = T.say("acted", desk.locale, number=case.number)
        if not gone:
            said += " " + T.say("acted-message-kept", desk.locale)
        await interaction.followup.send(said, ephemeral=True)

    async def _act(self, desk: Desk, item: Item, new: NewCase) -> Case:
        """Act on the author. Raises UserError where that cannot be, or Discord refuses."""
        target = await _person(desk, item.target_id)
        acted = await act(_acting(desk), new, target)
        if acted.case.outcome is not Outcome.DONE:
            raise UserError(T.say("act-refused", desk.locale, number=acted.case.number))
        return acted.case

    def _duration(self, action: Action) -> timedelta | None:
        given = self.duration.value.strip()
        if action not in _MOST or (not given and action is Action.BAN):
            return None
        if not given:
            raise UserError(T.say("act-duration-needed", self.locale))
        return parse_duration(given, least=LEAST, most=_MOST[action], locale=self.locale)

    def _rule(self) -> int | None:
        given = self.rule.value.strip().lstrip("#")
        if not given:
            return None
        if not given.isascii() or not given.isdigit() or int(given) < 1:
            raise UserError(T.say("act-rule-unreadable", self.locale, given=given))
        return int(given)


class GrantModal(ReplyModal):
    """Lifts a case that somebody appealed against, with a word to them."""

    def __init__(self, item: Item, locale: str) -> None:
        super().__init__(item, "grant-title", locale)

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Take the appeal, void the case, take back what it did, and decide."""
        await require(interaction, Access.MODERATORS)
        await acknowledge(interaction)
        desk = Desk.of(interaction)
        ids = (desk.guild.id, self.item.item_id)
        others = await desk.others(self.item.item_id)
        item = await desk.items.claim(*ids, desk.who, others=others, locale=desk.locale)
        number, reply = item.case_number or 0, self.reply.value.strip()
        # Each step does no harm again: after a crash in between, sending the form again goes on.
        cases = _acting(desk).cases
        if (await cases.get(desk.guild.id, number)).voided_at is None:
            reason = reply or T.plain("grant-reason", desk.locale)
            voided = await cases.void(desk.guild.id, number, reason, desk.who)
            for one in (voided.case, *voided.followed):
                await refresh_log(desk.bot, one)
        undone = await _undo_all(desk, number)
        decided = await desk.items.decide(
            *ids, desk.who, State.ACTED, others=others, reply=reply or None, locale=desk.locale
        )
        await desk.show(decided)
        said = "\n".join([T.say("granted", desk.locale, number=number), *undone])
        await interaction.followup.send(said, ephemeral=True)


async def _undo_all(desk: Desk, number: int) -> list[str]:
    """Take back what a void case did, and what followed from it; return how that went."""
    acting = _acting(desk)
    case = await acting.cases.get(desk.guild.id, number)
    theirs = await acting.cases.list(desk.guild.id, Filter(target_id=case.target_id))
    said = []
    for one in theirs:
        # What fell with it was voided in the same moment.
        if acting.actor is not None and one.voided_at == case.voided_at:
            said += await undo(desk.bot, acting.actor, one, desk.locale)
    return said


async def _acted_before(desk: Desk, item: Item) -> Case | None:
    """Return the case that came of an item already, where a crash kept it from being decided."""
    wanted = Filter(target_id=item.target_id)
    found = await _acting(desk).cases.list(desk.guild.id, wanted)
    return next(
        (
            case
            for case in found
            if case.source is Source.REPORT
            and case.evidence == item.link
            and case.outcome is Outcome.DONE
        ),
        None,
    )


async def _only_delete(desk: Desk, item: Item, new: NewCase) -> tuple[Case, bool]:
    """Delete the message and nothing more; return the case, and whether it is gone."""
    cases = _acting(desk).cases
    case = (await cases.open(new)).case
    gone = await _delete(desk, item, case.number)
    outcome = Outcome.DONE if gone else Outcome.FAILED
    return await cases.done(desk.guild.id, case.number, outcome=outcome, dm=Dm.NONE), gone


async def _delete(desk: Desk, item: Item, number: int) -> bool:
    """Delete the message that an item is about; return whether it is gone."""
    channel = desk.guild.get_channel_or_thread(item.channel_id or 0)
    if item.message_id is None or not isinstance(channel, discord.abc.Messageable):
        return False
    try:
        partial = channel.get_partial_message(item.message_id)
        await partial.delete()
    except discord.NotFound:
        return True
    except discord.Forbidden as error:
        _log.info("message not deleted", guild_id=desk.guild.id, code=error.code, case=number)
        return False
    return True


async def _person(desk: Desk, user_id: int | None) -> discord.Member | discord.User:
    """Return a member, or a user who is not in the server. Raises UserError for nobody."""
    if user_id is None:
        raise UserError(T.say("act-nobody", desk.locale))
    found = desk.guild.get_member(user_id) or desk.bot.get_user(user_id)
    try:
        return await in_guild(desk.guild, found or await desk.bot.fetch_user(user_id))
    except discord.NotFound:
        raise UserError(T.say("act-nobody", desk.locale)) from None


def _acting(desk: Desk) -> Acting:
    member = desk.interaction.user
    actor = member if isinstance(member, discord.Member) else None
    if actor is None:
        raise UserError(T.say("queue-gone", desk.locale))
    return Acting(desk.bot, desk.guild, actor, desk.locale)
