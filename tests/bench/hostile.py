"""Texts of 4,000 characters that are made to cost automod as much as they can."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

LENGTH = 4_000


def texts() -> Iterator[tuple[str, str]]:
    """Yield (what it is, the text)."""
    dice = random.Random("hostile")  # noqa: S311 - a repeatable course, no secret

    def noise(first: int, last: int) -> str:
        return "".join(chr(dice.randint(first, last)) for _ in range(LENGTH))

    def repeated(part: str) -> str:
        return (part * LENGTH)[:LENGTH]

    made: dict[str, Callable[[], str]] = {
        "one letter": lambda: repeated("a"),
        "letters by themselves": lambda: repeated("a "),
        "pairs": lambda: repeated("as "),
        "letters nearly forbidden": lambda: repeated("s h i "),
        "words nearly forbidden": lambda: repeated("good "),
        "words in disguise, nearly": lambda: repeated("g00d "),
        "words in disguise, nearly, all others": lambda: " ".join(
            dict.fromkeys(_nearly(dice) for _ in range(4_000))
        ),
        "innocent holders": lambda: repeated("classified "),
        "masked words": lambda: repeated("f*c* "),
        "stretched": lambda: repeated("shiiiiiiiiii "),
        "digits and letters": lambda: repeated("a1"),
        "digits and letters apart": lambda: repeated("a1 "),
        "marks": lambda: repeated("a.b-"),
        "dots": lambda: repeated("."),
        "hosts": lambda: repeated("a.b.c "),
        "one host": lambda: repeated("a.b"),
        "links": lambda: repeated("https://a.example/b "),
        "links, all others": lambda: " ".join(f"https://{n}.dlsc0rn{n}.gg/" for n in range(170)),
        "at signs": lambda: repeated("@a."),
        "dots in words": lambda: repeated("a dot b dot "),
        "brackets": lambda: repeated("a [.] "),
        "invites, nearly": lambda: repeated("discord . gg / "),
        "invites by letter": lambda: repeated("d.i.s.c.o.r."),
        "blanks": lambda: repeated(" "),
        "line breaks": lambda: repeated("\n"),
        "fences": lambda: repeated("```\n"),
        "capitals": lambda: repeated("A"),
        "marks on letters": lambda: repeated("a\u0300\u0301\u0302\u0303"),
        "emoji": lambda: repeated("\U0001f600"),
        "joined emoji": lambda: repeated("\U0001f468\u200d"),
        "flags": lambda: repeated("\U0001f1e9\U0001f1ea"),
        "indicators": lambda: repeated("\U0001f1e6"),
        "custom emoji": lambda: repeated("<a:emoji:123456789012345678>"),
        "custom emoji, nearly": lambda: repeated("<a:" + "e" * 32),
        "ligatures": lambda: repeated("\ufdfa"),
        "zero width": lambda: repeated("s\u200bh\u200b"),
        "mixed scripts": lambda: repeated("\u0430b "),
        "other scripts": lambda: repeated("\u043f\u0440 "),
        "full width": lambda: repeated("\uff53\uff48\uff49 "),
        "mathematical": lambda: repeated("\U0001d4fc\U0001d4f1"),
        "noise, first plane": lambda: noise(0x100, 0xD7FF),
        "noise, symbols": lambda: noise(0x2000, 0x33FF),
        "noise, second plane": lambda: noise(0x10000, 0x1FFFF),
        "noise, everything": lambda: noise(0xE000, 0x10FFFF),
        "noise, ASCII": lambda: noise(0x20, 0x7E),
        "a pattern's worst": lambda: "".join(dice.choices("ab", k=LENGTH)),
    }
    for name, make in made.items():
        yield name, make()[:LENGTH]


def _nearly(dice: random.Random) -> str:
    """Return what reads "good" and not the word of two letters less, spelled some way."""
    return "".join(
        dice.choice(spelled) + dice.choice(("", "", ".", "-", "~", "+"))
        for spelled in (("g", "9"), ("o", "0"), ("o", "0"), ("d",))
    )
