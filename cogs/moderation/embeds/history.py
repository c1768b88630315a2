"""What is known of a member, as moderators see it."""

from __future__ import annotations

import discord

from bot.text.catalogue import timestamp
from bot.ui.embeds import EmbedBuilder
from cogs.moderation.domain.case import Case
from cogs.moderation.embeds.cases import case_line, who
from cogs.moderation.repository.people import Membership
from cogs.moderation.service.history import History
from cogs.moderation.texts import T

_ON_A_PAGE = 10


def history_pages(history: History, name: str, locale: str) -> list[discord.Embed]:
    """Return what is known of somebody called ``name``."""
    title = T.plain("history-title", locale, member=name)
    first = EmbedBuilder(title, who(history.member_id), locale=locale)
    first.field(T.say("history-strikes", locale), str(history.strikes), inline=True)
    counted = ", ".join(
        f"{T.plain(f'action-{action}', locale)}: {count}"
        for action, count in sorted(history.by_action.items(), key=lambda one: (-one[1], one[0]))
    )
    first.field(
        T.say("history-cases", locale), counted or T.say("history-no-cases", locale), inline=True
    )
    stays = [_stay(stay, locale) for stay in history.memberships]
    first.field(
        T.say("history-memberships", locale), "\n".join(stays) or T.say("history-unseen", locale)
    )
    if history.names:
        names = [
            T.say("history-name", locale, name=one.name, until=timestamp(one.until, "d"))
            for one in history.names
        ]
        first.field(T.say("history-names", locale), "\n".join(names))
    return [first.build(), *case_pages(history.latest, title, history.total, locale)]


def case_pages(found: list[Case], title: str, total: int, locale: str) -> list[discord.Embed]:
    """Return cases, some on a page."""
    pages = []
    for at in range(0, len(found), _ON_A_PAGE):
        lines = [case_line(case, locale) for case in found[at : at + _ON_A_PAGE]]
        builder = EmbedBuilder(title, "\n".join(lines), locale=locale)
        if total > len(found):
            builder.footer(T.plain("cases-more", locale, shown=len(found), total=total))
        pages.append(builder.build())
    return pages


def _stay(stay: Membership, locale: str) -> str:
    joined = timestamp(stay.joined_at, "d")
    if stay.left_at is None:
        return T.say("history-here", locale, joined=joined)
    return T.say(
        "history-left",
        locale,
        joined=joined,
        left=timestamp(stay.left_at, "d"),
        cause=T.plain(f"left-{stay.cause or 'left'}", locale),
    )
