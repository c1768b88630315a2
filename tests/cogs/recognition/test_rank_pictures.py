"""Rank cards look as they looked when somebody looked at them.

To store them anew after a change that was meant, and then look at them:
``python -m tests.cogs.recognition.test_rank_pictures``.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, features

from bot.badges import ShownBadge
from cogs.recognition.charts import FLAT, TALL, WIDTH, rank_card
from cogs.recognition.domain.card import Progress, RankCard
from cogs.recognition.exports import RankPictures
from cogs.recognition.formats import alt_text

STORED = Path(__file__).parent / "pictures"
# Other versions of the libraries that shape letters may move a few of their edges.
CLEARLY, SHARE = 48, 0.0001


def avatar() -> bytes:
    """A picture of 64 × 64 pixels with two colours."""
    drawn = Image.new("RGB", (64, 64), "#e08040")
    drawn.paste("#4060c0", (0, 0, 32, 64))
    out = BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


BADGES = tuple(
    ShownBadge(name, emoji)
    for name, emoji in (("Early member", "🌱"), ("Helper", "🤝"), ("Host", "🎤"), ("أفضل", "⭐"))
)
ADA = RankCard("Ada Lovelace", Progress(12, 2460, 2250, 2550), 34, 1204, 5, BADGES, "a")
CARDS = {
    "latin": ADA,
    "arabic": RankCard("ليلى أحمد 7", Progress(3, 200, 150, 300), 1, 9, 0, BADGES[:1]),
    "cjk": RankCard(
        "名前はとても長い漢字 한국어", Progress(120, 5, 0, 9), 134, 1048576, 365, (), "a"
    ),
    "emoji": RankCard(
        "🔥\U0001d4d0\U0001d4ed\U0001d4ea 👍🏽 🇩🇪 ★", Progress(0, 0, 0, 50), None, 0, 0, ()
    ),
    "long": RankCard("W" * 32, Progress(0, 5, 0, 50), 999_999, 1_000_000, 2, BADGES[3:]),
}


def drawn(card: RankCard) -> Image.Image:
    png = rank_card(card, avatar() if card.avatar else None)
    assert len(png) < 100_000
    image = Image.open(BytesIO(png))
    assert image.size == (WIDTH, TALL if card.badges or card.streak else FLAT)
    return image.convert("RGBA")


def on_discord(card: RankCard) -> Image.Image:
    """A card on Discord's dark and on its light, at half its size."""
    image = drawn(card)
    both = Image.new("RGBA", (image.width, 2 * image.height), "#313338")
    both.paste("#ffffff", (0, image.height, image.width, 2 * image.height))
    for top in (0, image.height):
        both.alpha_composite(image, (0, top))
    return both.convert("RGB").reduce(2)


def looks_like(name: str, card: RankCard) -> bool:
    with Image.open(STORED / f"{name}.png") as stored:
        before = stored.convert("RGB")
    now = on_discord(card)
    if now.size != before.size:
        return False
    difference = ImageChops.difference(now, before).convert("L")
    clearly = sum(difference.histogram()[CLEARLY:])
    return clearly <= SHARE * now.width * now.height


@pytest.mark.skipif(not features.check("raqm"), reason="letters are shaped where FriBiDi is there")
@pytest.mark.parametrize("name", CARDS)
def test_a_card_looks_as_it_did(name: str) -> None:
    assert looks_like(name, CARDS[name])


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Ada Lovelance"},
        {"place": 43},
        {"progress": Progress(13, 2460, 2250, 2550)},
        {"progress": Progress(12, 2300, 2250, 2550)},
        {"badges": BADGES[1:]},
        {"badges": (replace(BADGES[0], tier="gold"), *BADGES[1:])},
        {"streak": 6, "badges": ()},
        {"avatar": ""},
    ],
)
def test_what_changes_on_a_card_would_be_noticed(change: dict[str, object]) -> None:
    assert not looks_like("latin", replace(ADA, **change))  # type: ignore[arg-type]


def test_round_corners_are_clear_and_the_rest_is_not() -> None:
    alpha = drawn(ADA).getchannel("A")
    assert alpha.getpixel((0, 0)) == 0
    assert alpha.crop((30, 0, WIDTH - 30, TALL)).getextrema() == (255, 255)


def bomb() -> bytes:
    out = BytesIO()
    Image.new("1", (5_000, 5_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "broken", [b"", b"<html>", avatar()[:80], bomb()], ids=["empty", "text", "cut", "huge"]
)
def test_a_picture_that_is_none_leaves_a_monogram(broken: bytes) -> None:
    assert rank_card(ADA, broken) == rank_card(ADA, None)


@pytest.mark.parametrize("name", ["", "\u200b", "\u202e", "🫥", "\U000e0041", "�", "ﷺ" * 32])
def test_any_name_is_drawn(name: str) -> None:
    assert rank_card(replace(ADA, name=name), None)


def test_an_emoji_of_the_server_is_left_out() -> None:
    card, plain = (
        replace(ADA, badges=(ShownBadge("Host", emoji),)) for emoji in ("<:stage:99>", "")
    )
    assert rank_card(card, None) == rank_card(plain, None)


def test_a_card_is_read_aloud() -> None:
    assert alt_text(ADA) == (
        "Ada Lovelace: level 12, 2,460 XP, 90 XP to level 13. Place 34 of 1,204."
        " Active 5 days in a row. Badges: Early member, Helper, Host, أفضل."
    )
    tiered = replace(ADA, badges=(ShownBadge("Host", "🎤", "gold"),))
    assert alt_text(tiered).endswith(" Badges: Host (gold).")
    assert len(alt_text(replace(ADA, badges=BADGES * 99))) <= 1024


async def test_a_picture_is_kept_until_something_changes() -> None:
    asked: list[str] = []

    async def fetch() -> bytes | None:
        asked.append("picture")
        return avatar() if len(asked) > 1 else None

    pictures = RankPictures(kept=2)
    monogram = (await pictures.file(ADA, fetch)).fp.read()
    first = (await pictures.file(ADA, fetch)).fp.read()
    assert monogram != first  # what could not be had is asked for again
    assert (await pictures.file(ADA, fetch)).fp.read() == first
    assert len(asked) == 2
    higher = (replace(BADGES[0], tier="gold"), *BADGES[1:])
    other = (await pictures.file(replace(ADA, badges=higher), fetch)).fp.read()
    assert other != first
    await pictures.file(replace(ADA, place=2), fetch)
    await pictures.file(ADA, fetch)
    assert len(asked) == 5  # of three cards, two are kept


if __name__ == "__main__":
    STORED.mkdir(exist_ok=True)
    for each, its_card in CARDS.items():
        picture = on_discord(its_card).quantize(128, dither=Image.Dither.NONE)
        picture.save(STORED / f"{each}.png", optimize=True)
