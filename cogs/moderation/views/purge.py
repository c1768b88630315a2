"""What a purge would take, and the transcript of what it took."""

from __future__ import annotations

import io

import discord

from bot.text.catalogue import Raw
from bot.ui.embeds import CAUTION, EmbedBuilder
from cogs.moderation.domain.purge import Plan, Seen, transcript
from cogs.moderation.texts import T

_AUTHORS = 5


def seen(message: discord.Message) -> Seen:
    """Return a message as far as it matters for a purge."""
    return Seen(
        message.id,
        message.author.id,
        message.created_at,
        message.content,
        message.author.bot,
        message.pinned,
        len(message.attachments),
        len(message.embeds),
    )


def preview_embed(plan: Plan, place: str, locale: str) -> discord.Embed:
    """Return what would go: how many, whose, since when."""
    authors = [
        T.say("purge-author", locale, member=Raw(f"<@{author_id}>"), count=count)
        for author_id, count in plan.by_author(_AUTHORS)
    ]
    embed = EmbedBuilder(
        T.plain("purge-title", locale, count=len(plan.all)),
        T.say("purge-about", locale, channel=Raw(place), oldest=plan.all[-1].sent_at),
        colour=CAUTION,
        locale=locale,
    ).field(T.plain("purge-whose", locale), "\n".join(authors))
    if plan.old:
        embed.field(
            T.plain("purge-old", locale), T.say("purge-old-slow", locale, count=len(plan.old))
        )
    if plan.left:
        embed.field(T.plain("purge-left", locale), T.say("purge-left-why", locale, count=plan.left))
    return embed.build()


def transcript_file(plan: Plan, names: dict[int, str], number: int) -> discord.File:
    """Return the messages that go, as a text."""
    text = transcript(plan.all, names).encode()
    return discord.File(io.BytesIO(text), filename=transcript_name(number))


def transcript_name(number: int) -> str:
    """Return the name of the transcript of a case."""
    return f"case-{number}.txt"
