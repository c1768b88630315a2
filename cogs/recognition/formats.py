"""Points, windows, figures and cards in words."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.text.catalogue import Raw
from cogs.recognition.domain.badges import Figure
from cogs.recognition.domain.card import RankCard
from cogs.recognition.domain.standing import Board, Span
from cogs.recognition.texts import T, shown_title

_HOUR_S: Final = 3600
_MINUTE_S: Final = 60


def points_text(board: Board, points: int, locale: str) -> str:
    """Return points of a board with their unit; ``points`` as ``Board`` says."""
    if board is Board.VOICE:
        hours, rest = divmod(points, _HOUR_S)
        minutes = rest // _MINUTE_S
        return T.plain("points-voice", locale, hours=hours, minutes=minutes)
    count: float = points
    if board in (Board.HELPFUL, Board.KUDOS, Board.EVENTS):
        count = points / 100 if points % 100 else points // 100
    return T.plain(f"points-{board.name.lower()}", locale, count=count)


def window_text(span: int, period: int, locale: str) -> str:
    """Return which window a board is of; ``period`` is its first local day."""
    if span == Span.ALL:
        return T.plain("window-all", locale)
    first = date.fromordinal(period)
    if span == Span.WEEK:
        return T.plain("window-week-of", locale, day=first.isoformat())
    return T.plain("window-month-of", locale, month=f"{first:%Y-%m}")


def alt_text(card: RankCard) -> str:
    """Return in words what a card shows, for screen readers: 1,024 characters at most."""
    progress, locale = card.progress, card.locale
    parts = [
        T.plain(
            "card-alt",
            locale,
            name=card.name,
            level=progress.level,
            xp=progress.xp,
            left=progress.ends - progress.xp,
            next=progress.level + 1,
        )
    ]
    if card.place is not None:
        parts.append(T.plain("card-alt-place", locale, place=card.place, members=card.of))
    if card.streak:
        parts.append(T.plain("card-alt-streak", locale, days=card.streak))
    if card.badges:
        names = ", ".join(shown_title(badge, locale) for badge in card.badges)
        parts.append(T.plain("card-alt-badges", locale, badges=names))
    return " ".join(parts)[:1024]


def amount_of(figure: Figure, amount: str, locale: str) -> str:
    """Return an amount of a figure in words."""
    one = "yes" if amount in ("1", "1/1") else "no"
    return T.say(f"badge-rule-{figure.value}", locale, amount=amount, one=one)


def whose(member_id: int | None, locale: str) -> Raw:
    """Return who did something, as a mention; "somebody" of who is forgotten."""
    return Raw(f"<@{member_id}>" if member_id else T.plain("badge-audit-somebody", locale))
