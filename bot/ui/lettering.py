"""Lines of text in pictures made with Pillow: any script, right-to-left, and emoji.

Import it where a picture is drawn: it loads Pillow and matplotlib. A line is cut into clusters
(what is seen as one letter), each gets the first of the bundled fonts that has it, and pieces
of one font and direction are shaped together by Raqm, which needs the system's FriBiDi; without
it letters stand in the right order, but Arabic ones are not joined.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Literal

from matplotlib.ft2font import FT2Font
from PIL import Image, ImageDraw, ImageFont, features

from bot.text.truncate import ELLIPSIS

Weight = Literal["Regular", "Bold"]
FONTS: Final = Path(__file__).parent / "fonts"
EMOJI: Final = "NotoColorEmoji-48"
# Pixels a side at which the emoji font has its pictures, and how wide they then are.
_EMOJI_SIZE: Final = 38
_EMOJI_WIDE: Final = 47
_SCRIPTS: Final = (
    *("NotoSansHebrew-Bold", "NotoSansArabic-Bold", "NotoSansDevanagari-Bold"),
    *("NotoSansThai-Bold", "NotoSansGeorgian-Bold", "NotoSansArmenian-Bold"),
    *("NotoSansBengali-Bold", "NotoSansTamil-Bold", "NotoSansTelugu-Bold", "NotoSansKannada-Bold"),
    *("NotoSansMalayalam-Bold", "NotoSansGujarati-Bold", "NotoSansGurmukhi-Bold"),
    *("NotoSansOriya-Bold", "NotoSansSinhala-Bold", "NotoSansKhmer-Bold", "NotoSansLao-Bold"),
    *("NotoSansMyanmar-Bold", "NotoSansEthiopic-Bold", "NotoSansThaana-Bold"),
    *("DroidSansFallback", "NotoSansSymbols2-Regular", "NotoSansMath-Regular"),
    *("NotoSansSymbols-Bold", "NotoSansCherokee-Bold", "NotoSansCanadianAboriginal-Bold"),
    *("NotoSansTifinagh-Regular", "NotoSansMongolian-Regular", "NotoSansJavanese-Bold"),
    *("NotoSerifTibetan-Bold", EMOJI),
)
_JOINER, _AS_EMOJI, _KEYCAP = "\u200d", "\ufe0f", "\u20e3"
# Emoji below U+1F000 that are coloured unless said otherwise (Unicode: Emoji_Presentation).
_COLOURED: Final = frozenset(
    "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗\u2795\u2796➗➰➿⬛⬜⭐⭕"
)
# Whoever piles up marks would reach into other lines.
_MARKS: Final = 4
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of one font and one direction, in the order in which it is read."""

    text: str
    face: str
    rtl: bool


@dataclass(frozen=True, slots=True)
class Style:
    """``size`` is in pixels an em, ``colour`` as Pillow knows it."""

    size: int
    colour: str
    weight: Weight = "Bold"


def width_of(text: str, style: Style) -> float:
    """Return how many pixels wide a line is."""
    return _width(pieces(text, style.weight), style.size)


def write(
    image: Image.Image,
    at: tuple[float, float],
    text: str,
    style: Style,
    *,
    room: float | None = None,
    right: bool = False,
) -> float:
    """Write one line with its left end and baseline at a place; return its width in pixels.

    ``right``: its right end is there. Where it is wider than ``room`` it is shortened.
    """
    line = fitting(text, style, room) if room is not None else text
    found = pieces(line, style.weight)
    width = _width(found, style.size)
    across, down = at
    left = across - width if right else across
    for piece in found:
        left += _draw(image, (left, down), piece, style)
    return width


def fitting(text: str, style: Style, room: float) -> str:
    """Return ``text``, shortened to ``room`` pixels with an ellipsis where it is wider."""
    if width_of(text, style) <= room:
        return text
    letters = clusters(text)
    low, high = 0, len(letters)
    while low < high:
        middle = (low + high + 1) // 2
        shortened = "".join(letters[:middle]).rstrip() + ELLIPSIS
        if width_of(shortened, style) <= room:
            low = middle
        else:
            high = middle - 1
    return "".join(letters[:low]).rstrip() + ELLIPSIS


def clusters(text: str) -> list[str]:
    """Return what is seen as one letter each: with its marks, or an emoji of several."""
    found: list[str] = []
    for letter in " ".join(text.split())[:_LONGEST]:
        if unicodedata.category(letter) in ("Cc", "Cs", "Cn", "Co") or _is_override(letter):
            continue
        if found and _belongs(letter, found[-1]):
            if len(found[-1]) <= _MARKS or not unicodedata.category(letter).startswith("M"):
                found[-1] += letter
        else:
            found.append(letter)
    return found


def _is_override(letter: str) -> bool:
    """Tell whether a letter would turn the line around."""
    return "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069"


def _belongs(letter: str, cluster: str) -> bool:
    if unicodedata.category(letter).startswith("M") or letter in "\u200c\u200d":
        return True
    if "\U0001f3fb" <= letter <= "\U0001f3ff" or "\U000e0020" <= letter <= "\U000e007f":
        return True
    if cluster.endswith(_JOINER):
        return True
    return len(cluster) == 1 and _is_flag(letter) and _is_flag(cluster)


def _is_flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def pieces(text: str, weight: Weight = "Bold") -> list[Piece]:
    """Return a line cut by font and direction, from left to right as it is seen.

    Letters that no font has are written as their plain forms, else as an ellipsis.
    """
    known = _known(clusters(text), weight)
    strong = [_direction(cluster) for cluster in known]
    base = next((side for side in strong if side is not None), False)
    runs: list[Piece] = []
    for cluster, rtl in zip(known, _resolved(strong, base), strict=True):
        last = runs[-1] if runs else None
        face = _face(
            cluster,
            weight,
            last.face if last and cluster.isspace() and last.face != EMOJI else None,
        )
        if last and (last.face, last.rtl) == (face, rtl):
            runs[-1] = Piece(last.text + cluster, face, rtl)
        else:
            runs.append(Piece(cluster, face, rtl))
    # Runs of one direction belong together; these stand in the line's own direction.
    together = [list(run) for _, run in groupby(runs, lambda piece: piece.rtl)]
    ordered = [run[::-1] if run[0].rtl else run for run in together]
    return [piece for run in (ordered[::-1] if base else ordered) for piece in run]


def _known(letters: Sequence[str], weight: Weight) -> list[str]:
    found: list[str] = []
    for cluster in letters:
        plain = cluster
        if not _face(plain, weight):
            plain = unicodedata.normalize("NFKC", cluster)
        if _face(plain, weight):
            found.append(plain)
        elif unicodedata.category(cluster[0])[0] in "LN" and found[-1:] != [ELLIPSIS]:
            found.append(ELLIPSIS)
    return found


def _direction(cluster: str) -> bool | None:
    """Tell whether a cluster is read from the right; None where it goes with its neighbours."""
    for letter in cluster:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return None


def _resolved(strong: Sequence[bool | None], base: bool) -> list[bool]:
    """Give what has no direction that of its neighbours where they agree, else the line's."""
    after: list[bool] = []
    coming = base
    for side in reversed(strong):
        coming = coming if side is None else side
        after.append(coming)
    found: list[bool] = []
    before = base
    for side, following in zip(strong, reversed(after), strict=True):
        if side is not None:
            before = side
            found.append(side)
        else:
            found.append(before if before == following else base)
    return found


def _face(cluster: str, weight: Weight, wanted: str | None = None) -> str:
    """Return the name of the font for a cluster, empty where none has it."""
    needed = {letter for letter in cluster if unicodedata.category(letter) != "Cf"}
    needed -= {_AS_EMOJI, "\ufe0e"}
    if wanted and _has(wanted, needed):
        return wanted
    first = cluster[0]
    coloured = first >= "\U0001f000" or first in _COLOURED or _AS_EMOJI in cluster
    if (coloured or _KEYCAP in cluster) and _has(EMOJI, {first}):
        return EMOJI
    stack = (f"NotoSans-{weight}", *_SCRIPTS)
    return next((face for face in stack if _has(face, needed)), "")


def _has(face: str, letters: set[str]) -> bool:
    return all(ord(letter) in _letters_of(face) for letter in letters)


@cache
def _letters_of(face: str) -> frozenset[int]:
    return frozenset(FT2Font(str(FONTS / f"{face}.ttf")).get_charmap())


@lru_cache(maxsize=128)
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    size = _EMOJI_SIZE if face == EMOJI else size
    return ImageFont.truetype(str(FONTS / f"{face}.ttf"), size)


def _width(line: Sequence[Piece], size: int) -> float:
    return sum(_advance(piece, size) for piece in line)


@lru_cache(maxsize=1)
def _shaped() -> bool:
    return bool(features.check("raqm"))


def _how(piece: Piece) -> dict[str, Any]:
    if not _shaped():
        return {}
    return {"direction": "rtl" if piece.rtl else "ltr"}


def _laid(piece: Piece) -> str:
    """Return the letters of a piece as Pillow takes them."""
    if piece.rtl and not _shaped():
        return "".join(reversed(clusters(piece.text)))
    return piece.text


def _advance(piece: Piece, size: int) -> float:
    length = _font(piece.face, size).getlength(_laid(piece), **_how(piece))
    return length * _emoji_scale(size) if piece.face == EMOJI else length


def _emoji_scale(size: int) -> float:
    return size * 1.15 / _EMOJI_WIDE


def _draw(image: Image.Image, at: tuple[float, float], piece: Piece, style: Style) -> float:
    """Draw a piece from its left end; return its width."""
    font = _font(piece.face, style.size)
    draw_as: Callable[..., float] = _draw_emoji if piece.face == EMOJI else _draw_letters
    return draw_as(image, at, piece, style, font)


def _draw_letters(
    image: Image.Image,
    at: tuple[float, float],
    piece: Piece,
    style: Style,
    font: ImageFont.FreeTypeFont,
) -> float:
    # That font comes in one weight: letters are made bolder by their outline.
    bolder = round(style.size / 48) if piece.face == "DroidSansFallback" else 0
    ImageDraw.Draw(image).text(
        at,
        _laid(piece),
        fill=style.colour,
        font=font,
        anchor="ls",
        stroke_width=bolder if style.weight == "Bold" else 0,
        **_how(piece),
    )
    return _advance(piece, style.size)


def _draw_emoji(
    image: Image.Image,
    at: tuple[float, float],
    piece: Piece,
    style: Style,
    font: ImageFont.FreeTypeFont,
) -> float:
    """Draw pictures of the one size that the font has, and scale them."""
    how = _how(piece)
    length = font.getlength(piece.text, **how)
    rise, fall = 42, 12
    drawn = Image.new("RGBA", (max(round(length), 1), rise + fall))
    ImageDraw.Draw(drawn).text(
        (0, rise), piece.text, font=font, anchor="ls", embedded_color=True, **how
    )
    scale = _emoji_scale(style.size)
    size = max(round(length * scale), 1), round((rise + fall) * scale)
    scaled = drawn.convert("RGBa").resize(size, Image.Resampling.LANCZOS).convert("RGBA")
    image.alpha_composite(scaled, (round(at[0]), round(at[1] - rise * scale)))
    return length * scale
