"""The card of an item of the queue: what it is about, where it stands, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import discord
import structlog

from bot.text.catalogue import Raw, timestamp
from bot.text.escape import escape
from bot.text.truncate import truncate
from bot.ui.embeds import CAUTION, GOOD, NEUTRAL, QUIET, EmbedBuilder
from cogs.moderation.domain.case import Case
from cogs.moderation.domain.queue import DECIDED, Item, Kind, State
from cogs.moderation.embeds.cases import case_line
from cogs.moderation.repository.queue import Report
from cogs.moderation.service.cases import Cases
from cogs.moderation.service.queue import QueueService
from cogs.moderation.texts import T
from cogs.moderation.views.team import is_moderator

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
ITEM: Final = r"moderation-item-(?P<what>{whats}):(?P<number>\d{{1,20}})"
_SHOWN_REPORTS: Final = 6
# Of all of them together: a field has 1024 characters.
_SHOWN_REASONS: Final = 840
_COLOURS = {
    State.OPEN: CAUTION,
    State.CLAIMED: NEUTRAL,
    State.ACTED: GOOD,
    State.DISMISSED: QUIET,
}
# How an item can be decided.
_WAYS = {
    Kind.APPEAL: ("grant", "decline"),
    Kind.REPORT: ("act", "dismiss"),
    Kind.HOLD: ("release", "act", "drop"),
}
_Button = discord.ui.Button[Any]


def item_id(what: str, item: Item) -> str:
    """Return the id of a button of an item."""
    return f"moderation-item-{what}:{item.item_id}"


async def card_of(bot: Steward, item: Item, locale: str) -> discord.Embed:
    """Return what is known of an item, for moderators alone."""
    reports = await bot.ports.get(QueueService).reports_of(item)
    case = None
    if item.kind is Kind.APPEAL and item.case_number is not None:
        case = await bot.ports.get(Cases).get(item.guild_id, item.case_number)
    return _embed(item, reports, case, locale, named=not await _may_read_it(bot, item))


async def _may_read_it(bot: Steward, item: Item) -> bool:
    """Tell whether whom it is about reads the card: then it does not say who reported them."""
    guild = bot.get_guild(item.guild_id)
    member = guild.get_member(item.target_id or 0) if guild is not None else None
    return member is not None and await is_moderator(member, bot.guild_settings)


def _embed(
    item: Item, reports: Sequence[Report], case: Case | None, locale: str, *, named: bool
) -> discord.Embed:
    content = item.content
    if content is None:
        shown = T.say("card-content-gone", locale)
    elif not content.strip():
        shown = T.say("card-content-empty", locale)
    else:
        shown = escape(content)
    title = T.plain(f"card-title-{item.kind}", locale, number=item.case_number or 0)
    card = EmbedBuilder(
        title, shown, colour=_COLOURS[item.state], timestamp=item.opened_at, locale=locale
    )
    _facts(card, item, locale)
    if case is not None:
        card.field(T.plain("card-case", locale), case_line(case, locale))
    if reports:
        card.field(
            T.plain("card-reports", locale, count=len(reports)), _said(reports, locale, named=named)
        )
    card.field(T.plain("card-state", locale), _state(item, locale))
    if item.reply:
        card.field(T.plain("card-reply", locale), escape(item.reply))
    if content is not None:
        until = T.plain("card-footer", locale, days=(item.content_until - item.opened_at).days)
        card.footer(until)
    return card.build()


def _facts(card: EmbedBuilder, item: Item, locale: str) -> None:
    """Say whom it is about, where it was, why it is here and who acted."""
    if item.target_id is not None:
        card.field(T.plain(f"card-who-{item.kind}", locale), f"<@{item.target_id}>", inline=True)
    where = _where(item, locale)
    if where is not None:
        card.field(T.plain("card-where", locale), where, inline=True)
    if item.found:
        card.field(T.plain("card-found", locale), truncate(escape(item.found), _SHOWN_REASONS))
    if item.acted_by is not None:
        card.field(T.plain("card-acted-by", locale), f"<@{item.acted_by}>", inline=True)


def _where(item: Item, locale: str) -> str | None:
    if item.link is None:
        return None
    # What is held back is there no more.
    held = item.kind is Kind.HOLD
    return f"<#{item.channel_id}>" if held else T.say("card-message", locale, link=Raw(item.link))


def _said(reports: Sequence[Report], locale: str, *, named: bool) -> str:
    lines = []
    shown = reports[:_SHOWN_REPORTS]
    for report in shown:
        reason = truncate(report.reason, _SHOWN_REASONS // len(shown)) if report.reason else ""
        who = Raw(f"<@{report.reporter_id}>" if named else T.say("queue-somebody", locale))
        key = "card-report" if reason else "card-report-silent"
        lines.append(T.say(key, locale, who=who, reason=reason))
    if len(reports) > _SHOWN_REPORTS:
        lines.append(T.say("card-reports-more", locale, count=len(reports) - _SHOWN_REPORTS))
    return "\n".join(lines)


def _state(item: Item, locale: str) -> str:
    who = item.decided_by if item.state in DECIDED else item.claimed_by
    said = T.say(
        f"card-state-{item.kind}-{item.state}"
        if item.state in DECIDED and _own_words(item)
        else f"card-state-{item.state}",
        locale,
        who=Raw(f"<@{who}>" if who else T.say("queue-somebody", locale)),
        since=timestamp(item.decided_at or item.since, "R"),
    )
    if item.state is State.ACTED and item.kind is not Kind.APPEAL and item.case_number:
        said += " " + T.say("card-state-case", locale, number=item.case_number)
    if item.escalated_at is not None and item.state not in DECIDED:
        said += " " + T.say("card-state-escalated", locale)
    return said


def _own_words(item: Item) -> bool:
    """Tell whether a decision is told in other words than that of a report."""
    return item.kind is Kind.APPEAL or (item.kind is Kind.HOLD and item.case_number is None)


def card_view(item: Item, locale: str) -> discord.ui.View:
    """Return the buttons of an item; none where it is decided."""
    view = discord.ui.View(timeout=None)
    if item.state in DECIDED:
        return view
    if item.state is State.OPEN:
        view.add_item(_button("claim", item, locale, discord.ButtonStyle.primary))
    yes, *others = _WAYS[item.kind]
    view.add_item(_button(yes, item, locale, discord.ButtonStyle.success))
    for way in others:
        view.add_item(_button(way, item, locale, discord.ButtonStyle.secondary))
    view.add_item(_button("hand", item, locale, discord.ButtonStyle.secondary))
    if item.state is State.CLAIMED:
        view.add_item(_button("back", item, locale, discord.ButtonStyle.secondary))
    if item.target_id is not None:
        # The same button as in the mod log.
        history = f"moderation-case-history:{item.target_id}"
        label = T.plain("button-case-history", locale)
        view.add_item(discord.ui.Button(label=label, custom_id=history))
    return view


def call(item: Item) -> Any:
    """Return the content for an edit of a card: the call for a taker goes when there is one."""
    return discord.utils.MISSING if item.state is State.OPEN else None


def _button(what: str, item: Item, locale: str, style: discord.ButtonStyle) -> _Button:
    label = T.plain(f"card-button-{what}", locale)
    return discord.ui.Button(label=label, style=style, custom_id=item_id(what, item))


async def redraw_card(bot: Steward, item: Item, *, but: int | None = None) -> None:
    """Bring the card in the moderators' channel up to date, unless it is the message ``but``.

    Where it was deleted, or is out of reach, there is nothing to do: /modqueue shows the item.
    """
    guild = bot.get_guild(item.guild_id)
    if guild is None or item.card_channel_id is None or item.card_message_id in {None, but}:
        return
    channel = guild.get_channel_or_thread(item.card_channel_id)
    if not isinstance(channel, discord.TextChannel | discord.Thread):
        return
    locale = str(guild.preferred_locale)
    embed = await card_of(bot, item, locale)
    try:
        await channel.get_partial_message(item.card_message_id or 0).edit(
            content=call(item), embed=embed, view=card_view(item, locale)
        )
    except (discord.NotFound, discord.Forbidden) as error:
        _log.info("card out of reach", guild_id=guild.id, code=error.code)
