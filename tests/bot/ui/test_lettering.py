"""Lines in any script: which font, which direction, how much fits."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, features

from bot.ui.lettering import EMOJI, Style, clusters, fitting, pieces, width_of, write

STYLE = Style(40, "#ffffff")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Ada", ["Ada"]),
        ("שלום", ["שלום"]),
        # The line is read from the right: what comes first stands there.
        ("שלום abc", ["abc", "שלום "]),
        # The line is read from the left, its Arabic from the right.
        ("Abc مرحبا def", ["Abc ", "مرحبا", " def"]),
        # A number within goes with its neighbours.
        ("名前 7", ["名前 7"]),
        ("a\u202eb", ["ab"]),
    ],
)
def test_pieces_stand_as_they_are_seen(text: str, seen: list[str]) -> None:
    written = "".join(piece.text for piece in pieces(text))
    at = [written.index(part) for part in seen]
    assert at == sorted(at)
    assert len(written) == sum(map(len, seen))


SCRIPTS = (
    "Ada Жук Ελλ שלום مرحبا नमस्ते สวัสดี Հայ ქარ বাংলা தமிழ் తెలుగు ಕನ್ನಡ മലയാളം ગુજરાતી ਪੰਜਾਬੀ"
    " ଓଡ଼ିଆ සිංහල ខ្មែរ ລາວ မြန်မာ አማርኛ ދިވެހި 漢字 かな カナ 한국어 ★ \U0001d4d0\U0001d4ed ⓐ ᏣᎳᎩ"
    " ᐃᓄᒃ ⵜⵉⴼ ᠮᠣᠩ ꧁ བོད"
)


@pytest.mark.parametrize("name", SCRIPTS.split())
def test_every_script_has_a_font(name: str) -> None:
    found = pieces(name)
    assert all(piece.face for piece in found)
    assert "…" not in "".join(piece.text for piece in found)
    assert sorted("".join(piece.text for piece in found)) == sorted(name)


def test_what_is_seen_as_one_letter_stays_together() -> None:
    emoji = ["👩‍👩‍👧‍👦", "🇩🇪", "👍🏽", "❤️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣"]
    assert clusters("".join(emoji)) == emoji
    assert {piece.face for piece in pieces("".join(emoji))} == {EMOJI}
    assert clusters("e\u0301a") == ["e\u0301", "a"]
    assert len(clusters("Z" + "\u0301" * 500)[0]) < 10  # nobody reaches into other lines
    assert EMOJI not in {piece.face for piece in pieces("7 # * © 1")}


def test_letters_that_no_font_has_become_plain_ones_or_an_ellipsis() -> None:
    assert "".join(piece.text for piece in pieces("a\U00012000\U00012001b")) == "a…b"
    assert pieces("\ue000\ufffe") == []


def test_a_line_is_shortened_to_its_room() -> None:
    assert fitting("short", STYLE, 500) == "short"
    long = fitting("a name that is far too long for this room", STYLE, 300)
    assert long.endswith("…")
    assert 200 < width_of(long, STYLE) <= 300
    assert clusters(fitting("👩‍👩‍👧‍👦" * 20, STYLE, 200))[0] == "👩‍👩‍👧‍👦"


@pytest.mark.skipif(not features.check("raqm"), reason="Arabic is joined where FriBiDi is there")
def test_letters_are_shaped() -> None:
    joined = width_of("ببب", STYLE)
    assert joined < 3 * width_of("ب", STYLE)


def test_a_line_ends_where_it_should() -> None:
    image = Image.new("RGBA", (400, 80))
    width = write(image, (390, 50), "Ada 🔥", STYLE, right=True)
    box = image.getbbox()
    assert box is not None
    assert abs(box[0] - (390 - width)) < 6
    assert abs(box[2] - 390) < 6
    # Emoji have colours of their own.
    red, _, blue, _ = image.crop(((390 - 40), 0, 390, 80)).split()
    assert ImageChops.subtract(red, blue).getextrema()[1] > 100
