"""How questions, helpers and the FAQ look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord

from bot.text.catalogue import Raw
from bot.text.durations import format_duration
from bot.text.escape import escape
from bot.ui.embeds import GOOD, NEUTRAL, EmbedBuilder
from cogs.answers.domain.responses import Query
from cogs.answers.repository.faq import Entry
from cogs.answers.repository.marks import Helper
from cogs.answers.texts import T

_SHOWN = 15


def link_to(guild_id: int, query: Query) -> str:
    """Return the address of a question."""
    post = query.post
    return f"https://discord.com/channels/{guild_id}/{post.channel_id}/{post.message_id}"


def open_lines(guild_id: int, found: Sequence[Query], now: datetime, locale: str) -> list[str]:
    """Return a line for each of the oldest open questions: where, who, and for how long."""
    return [
        T.say(
            "open-line",
            locale,
            channel=Raw(f"<#{query.post.channel_id}>"),
            member=Raw(f"<@{query.post.author_id}>"),
            age=format_duration(now - query.post.at, locale=locale, parts=2),
            link=Raw(link_to(guild_id, query)),
        )
        for query in found[:_SHOWN]
    ]


def unanswered_embed(
    guild_id: int, found: Sequence[Query], now: datetime, locale: str
) -> discord.Embed:
    """Return what waits, the oldest first."""
    if not found:
        return EmbedBuilder(
            T.plain("open-title", locale), T.say("open-none", locale), colour=GOOD
        ).build()
    lines = open_lines(guild_id, found, now, locale)
    if len(found) > len(lines):
        lines.append(T.say("open-more", locale, more=len(found) - len(lines)))
    text = "\n".join([T.say("open-count", locale, count=len(found)), "", *lines])
    builder = EmbedBuilder(T.plain("open-title", locale), text, colour=NEUTRAL)
    return builder.footer(T.plain("open-footer", locale)).build()


def helpers_embed(found: Sequence[Helper], window: str, locale: str) -> discord.Embed:
    """Return who helped how many people."""
    lines = [
        T.say(
            "helper-line",
            locale,
            place=place,
            member=Raw(f"<@{one.member_id}>"),
            people=one.people,
            answers=one.answers,
        )
        for place, one in enumerate(found, start=1)
    ]
    text = "\n".join(lines) or T.say("helpers-none", locale)
    return EmbedBuilder(T.plain(f"helpers-title-{window}", locale), text, colour=NEUTRAL).build()


def faq_embed(entry: Entry) -> discord.Embed:
    """Return an entry as its writer formatted it."""
    return EmbedBuilder(escape(entry.title), entry.text, colour=NEUTRAL).build()


def faq_list_embeds(entries: Sequence[Entry], locale: str) -> list[discord.Embed]:
    """Return all entries with their uses, on as many pages as they need."""
    lines = [T.say("faq-line", locale, title=one.title, uses=one.uses) for one in entries]
    text = "\n".join(lines) or T.say("faq-list-none", locale)
    return EmbedBuilder(T.plain("faq-list-title", locale), text, colour=NEUTRAL).build_pages()
