"""The rank card as a picture. It loads Pillow: import it where a picture is drawn.

The card is dark with round corners and clear around them: one picture for Discord dark and
light, since it cannot know which its reader has.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from bot.badges import ShownBadge
from bot.ui.lettering import Style, clusters, fitting, width_of, write
from bot.ui.themes import DARK, Theme
from cogs.recognition.domain.card import RankCard
from cogs.recognition.texts import T, shown_title

WIDTH: Final = 960
TALL: Final = 312
FLAT: Final = 248  # without a row of badges
_EDGE: Final = 40
_AVATAR: Final = 168
_LEFT: Final = _EDGE + _AVATAR + 36
_RIGHT: Final = WIDTH - _EDGE
_ROOM: Final = _RIGHT - _LEFT
# A member's picture is small; whatever is larger is a trap.
_MOST_PIXELS: Final = 1024 * 1024
# Shapes are drawn so much larger and scaled down: their edges become smooth.
_SMOOTH: Final = 4
_NAME_SIZES: Final = (46, 38, 32)
# Names of members without a picture, told apart by colour.
_MONOGRAMS: Final = ("#3b6ea8", "#8a5a9e", "#2e7d6b", "#a8623b", "#9e4a63", "#5b6abf")


def rank_card(card: RankCard, avatar: bytes | None, theme: Theme = DARK) -> bytes:
    """Return the card as PNG; ``avatar`` is a PNG, JPEG or WebP, None for a monogram."""
    row = bool(card.badges or card.streak)
    height = TALL if row else FLAT
    image = Image.new("RGBA", (WIDTH, height))
    _fill(image, (0, 0, WIDTH, height), 28, theme.grid)
    _fill(image, (2, 2, WIDTH - 4, height - 4), 26, theme.card)
    _portrait(image, (_EDGE, (height - _AVATAR) // 2), card, avatar, theme)
    _head(image, card, theme)
    _progress(image, card, theme)
    if row:
        _chips(image, 236, card, theme)
    out = BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _head(image: Image.Image, card: RankCard, theme: Theme) -> None:
    room = float(_ROOM)
    if card.place is not None:
        place = T.plain("card-place", card.locale, place=card.place)
        of = T.plain("card-of", card.locale, count=card.of)
        wide = max(
            write(image, (_RIGHT, 92), place, Style(46, theme.second), right=True),
            write(image, (_RIGHT, 128), of, Style(23, theme.muted, "Regular"), right=True),
        )
        room -= wide + 28
    sizes = (size for size in _NAME_SIZES if width_of(card.name, Style(size, theme.ink)) <= room)
    size = next(sizes, _NAME_SIZES[-1])
    write(image, (_LEFT, 92), card.name, Style(size, theme.ink), room=room)
    level = T.plain("card-level", card.locale, level=card.progress.level)
    write(image, (_LEFT, 132), level, Style(27, theme.first), room=room)


def _progress(image: Image.Image, card: RankCard, theme: Theme) -> None:
    progress = card.progress
    top, tall = 150, 24
    _fill(image, (_LEFT, top, _ROOM, tall), tall // 2, theme.grid)
    done = round(_ROOM * progress.share)
    if done:
        # Less than a round end is drawn as one.
        _fill(image, (_LEFT, top, max(done, tall), tall), tall // 2, theme.first)
    small = Style(22, theme.muted, "Regular")
    left = T.plain(
        "card-left", card.locale, xp=progress.ends - progress.xp, level=progress.level + 1
    )
    wide = write(image, (_RIGHT, 204), left, small, right=True)
    have = T.plain("card-xp", card.locale, xp=progress.xp)
    write(image, (_LEFT, 204), have, small, room=_ROOM - wide - 24)


def _chips(image: Image.Image, top: int, card: RankCard, theme: Theme) -> None:
    """Draw the streak and as many badges as there is room for, then how many more there are."""
    texts = [_chip_text(badge, card.locale) for badge in card.badges]
    if card.streak:
        texts.insert(0, T.plain("card-streak", card.locale, days=card.streak))
    style = Style(22, theme.ink, "Regular")
    left, tall, inside, gap = _LEFT, 44, 18, 12
    for number, text in enumerate(texts):
        rest = len(texts) - number - 1
        more = T.plain("card-more", card.locale, count=rest) if rest else ""
        kept = width_of(more, style) + 2 * inside + gap if rest else 0
        shown = fitting(text, style, 240)
        wide = round(width_of(shown, style)) + 2 * inside
        if left + wide + kept > _RIGHT:
            more = T.plain("card-more", card.locale, count=rest + 1)
            _chip(image, (left, top, round(width_of(more, style)) + 2 * inside, tall), more, style)
            return
        _chip(image, (left, top, wide, tall), shown, style)
        left += wide + gap


def _chip_text(badge: ShownBadge, locale: str) -> str:
    # A server's own emoji is a picture that no font has.
    emoji = "" if badge.emoji.startswith("<") else badge.emoji
    return f"{emoji} {shown_title(badge, locale)}".strip()


def _chip(image: Image.Image, box: tuple[int, int, int, int], text: str, style: Style) -> None:
    left, top, _, tall = box
    _fill(image, box, tall // 2, DARK.grid)
    write(image, (left + 18, top + 30), text, style)


def _portrait(
    image: Image.Image, at: tuple[int, int], card: RankCard, avatar: bytes | None, theme: Theme
) -> None:
    drawn = _picture(avatar) if avatar else None
    if drawn is None:
        drawn = _monogram(card.name, theme)
    image.paste(drawn, at, _rounded(_AVATAR, _AVATAR, _AVATAR // 2))


def _picture(avatar: bytes) -> Image.Image | None:
    """Return a member's picture on a square, None where it is none."""
    try:
        with Image.open(BytesIO(avatar), formats=("PNG", "JPEG", "WEBP")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            picture = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None  # what Pillow raises for files that are broken
    behind = Image.new("RGBA", picture.size, DARK.grid)
    behind.alpha_composite(picture)
    return behind.resize((_AVATAR, _AVATAR), Image.Resampling.LANCZOS)


def _monogram(name: str, theme: Theme) -> Image.Image:
    """Return the first letter of a name on a colour that the name has by itself."""
    letters = clusters(name)
    colour = _MONOGRAMS[sum(map(ord, name)) % len(_MONOGRAMS)]
    drawn = Image.new("RGBA", (_AVATAR, _AVATAR), colour)
    first = next((one for one in letters if one.isalnum()), letters[0] if letters else "?").upper()
    style = Style(80, theme.ink)
    wide = width_of(first, style)
    write(drawn, ((_AVATAR - wide) / 2, _AVATAR / 2 + 29), first, style)
    return drawn


def _fill(image: Image.Image, box: tuple[int, int, int, int], radius: int, colour: str) -> None:
    left, top, wide, tall = box
    image.paste(colour, (left, top, left + wide, top + tall), _rounded(wide, tall, radius))


@lru_cache(maxsize=32)
def _rounded(wide: int, tall: int, radius: int) -> Image.Image:
    """Return the mask of a rectangle with round corners."""
    corner = Image.new("L", (2 * radius * _SMOOTH, 2 * radius * _SMOOTH))
    ImageDraw.Draw(corner).ellipse((0, 0, corner.width - 1, corner.height - 1), fill=255)
    corner = corner.reduce(_SMOOTH)
    mask = Image.new("L", (wide, tall), 255)
    for left, across in ((0, 0), (wide - radius, radius)):
        for top, down in ((0, 0), (tall - radius, radius)):
            mask.paste(corner.crop((across, down, across + radius, down + radius)), (left, top))
    return mask
