"""How questions, helpers and the FAQ look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord

from bot.text.catalogue import Raw
from bot.text.durations import format_duration
from bot.text.escape import escape
from bot.ui.embeds import GOOD, NEUTRAL, EmbedBuilder
from cogs.answers.domain.responses import Post
from cogs.answers.repository.faq import Entry
from cogs.answers.repository.marks import Helper
from cogs.answers.service.responses import Responded
from cogs.answers.texts import T

_SHOWN = 15


def link_to(guild_id: int, post: Post) -> str:
    """Return the address of a message."""
    return f"https://discord.com/channels/{guild_id}/{post.channel_id}/{post.message_id}"


def open_lines(guild_id: int, found: Sequence[Responded], now: datetime, locale: str) -> list[str]:
    """Return a line for each of the first open questions: where, who, and for how long.

    What was perhaps answered says so, and where.
    """
    return [_open_line(guild_id, one, now, locale) for one in found[:_SHOWN]]


def _open_line(guild_id: int, one: Responded, now: datetime, locale: str) -> str:
    post = one.query.post
    line = T.say(
        "open-line",
        locale,
        channel=Raw(f"<#{post.channel_id}>"),
        member=Raw(f"<@{post.author_id}>"),
        age=format_duration(now - post.at, locale=locale, parts=2),
        link=Raw(link_to(guild_id, post)),
    )
    if one.inferred is None:
        return line
    perhaps = T.say("open-perhaps", locale, link=Raw(link_to(guild_id, one.inferred.post)))
    return f"{line} · {perhaps}"


def unanswered_embed(
    guild_id: int, found: Sequence[Responded], now: datetime, locale: str
) -> discord.Embed:
    """Return what waits, in its order."""
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
