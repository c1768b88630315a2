"""Boards, places and profiles."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.badges import ShownBadge
from bot.text.catalogue import Raw
from bot.text.escape import escape
from bot.ui.embeds import EmbedBuilder
from cogs.recognition.domain.standing import Board, Scale
from cogs.recognition.formats import points_text, window_text
from cogs.recognition.repository.places import Entry
from cogs.recognition.service.boards import BoardPage, Rank, Standing
from cogs.recognition.texts import T, shown_title

# The first strong letter of a name decides about that name alone, not about its line.
_ISOLATED = "\u2068{}\u2069"
_MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}


def board_embed(guild: discord.Guild, page: BoardPage, asker_id: int, locale: str) -> discord.Embed:
    """Return a page of a board, with the place of who asked where it is not on that page."""
    board = Board(page.scale[0])
    title = _title(page.scale, locale)
    if not page.entries:
        text = T.say(f"board-empty-{board.name.lower()}", locale)
        return EmbedBuilder(title, text, locale=locale).build()
    text = _lines(guild, page.entries, board, asker_id, locale)
    builder = EmbedBuilder(title, text, locale=locale)
    if page.around:
        builder.field(
            T.plain("board-around", locale, name=_plain_name(guild, asker_id, locale)),
            _lines(guild, page.around, board, asker_id, locale),
        )
    footer = T.plain("board-footer", locale, page=page.number, pages=page.pages, members=page.size)
    return builder.footer(footer).build()


def standing_embed(
    guild: discord.Guild, standing: Standing, member_id: int, locale: str
) -> discord.Embed:
    """Return a member's own place and neighbours, for their eyes."""
    board = Board(standing.scale[0])
    title = _title(standing.scale, locale)
    if standing.hidden:
        return EmbedBuilder(title, T.say("board-hidden", locale), locale=locale).build()
    mine = standing.mine
    if mine is None:
        text = T.say(f"board-none-{board.name.lower()}", locale)
        return EmbedBuilder(title, text, locale=locale).build()
    lines = [
        T.say("board-mine", locale, place=mine.place, members=standing.size),
        _lines(guild, standing.around, board, member_id, locale),
    ]
    if standing.ahead is not None:
        more = points_text(board, standing.ahead, locale)
        lines.append(T.say("board-ahead", locale, points=more))
    return EmbedBuilder(title, "\n\n".join(lines), locale=locale).build()


def profile_embed(
    member: discord.Member, rank: Rank, badges: Sequence[ShownBadge], locale: str
) -> discord.Embed:
    """Return what a member has done so far."""
    progress = rank.progress
    builder = EmbedBuilder(
        T.plain("profile-title", locale, name=member.display_name),
        T.say(
            "profile-level",
            locale,
            level=progress.level,
            xp=progress.xp,
            left=progress.ends - progress.xp,
            next=progress.level + 1,
        ),
        locale=locale,
    ).thumbnail(member.display_avatar.url)
    place = "profile-place" if rank.place is not None else "profile-no-place"
    text = T.say(place, locale, place=rank.place or 0, members=rank.of, hidden=rank.hidden)
    builder.field(T.plain("profile-place-name", locale), text)
    streak = T.say("profile-streak", locale, now=rank.streak, best=rank.points.get(Board.STREAK, 0))
    builder.field(T.plain("board-streak", locale), streak, inline=True)
    for board in (Board.HELPFUL, Board.KUDOS, Board.EVENTS, Board.VOICE):
        name = T.plain(f"board-{board.name.lower()}", locale)
        amount = points_text(board, rank.points.get(board, 0), locale)
        builder.field(name, amount, inline=True)
    if badges:
        titles = [(badge.emoji, escape(shown_title(badge, locale))) for badge in badges]
        shown = " · ".join(f"{emoji} {title}".strip() for emoji, title in titles)
        builder.field(T.plain("profile-badges", locale), shown)
    return builder.build()


def _title(scale: Scale, locale: str) -> str:
    board, span, period = scale
    name = T.plain(f"board-{Board(board).name.lower()}", locale)
    return T.plain("board-title", locale, board=name, window=window_text(span, period, locale))


def _lines(
    guild: discord.Guild, entries: Sequence[Entry], board: Board, asker_id: int, locale: str
) -> str:
    return "\n".join(
        T.say(
            "board-line",
            locale,
            place=Raw(_MEDALS.get(entry.place, f"**{entry.place:,}.**")),
            name=_name(guild, entry.member_id, locale),
            points=points_text(board, entry.points, locale),
            mine=entry.member_id == asker_id,
        )
        for entry in entries
    )


def _name(guild: discord.Guild, member_id: int, locale: str) -> Raw:
    """Return a member's name; who left has none, and who is not known here is mentioned.

    A mention in an embed pings nobody.
    """
    member = guild.get_member(member_id)
    if member is not None:
        return Raw(_ISOLATED.format(escape(member.display_name)))
    return Raw(T.say("board-left", locale) if guild.chunked else f"<@{member_id}>")


def _plain_name(guild: discord.Guild, member_id: int, locale: str) -> str:
    member = guild.get_member(member_id)
    return member.display_name if member is not None else T.plain("board-left", locale)
