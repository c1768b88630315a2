"""What chat says that VADER's lexicon of 2014 lacks or reads otherwise, and how emoji are read.

Every valence is on VADER's scale from -4 to 4 and comes from one source: the mean of the
ratings of the three lines or more that hold the entry in ``lexicon_lines.tsv`` beside the tests,
rounded to a tenth. They were written and rated for this; a test computes each anew. Left
out on purpose are words that mean something else as often: "based" (on), "mid" (lane), "garbage"
(collector), "sick", "fire", "insane".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

# An emoji here is read as such, no longer by the words of its description, of which VADER knows
# too few ("thumbs up" is 0) or takes some amiss ("fire" is bad, "broken heart" has a good word).
EMOJI: Final[Mapping[str, float]] = {
    "👍": 1.7,
    "👎": -2.0,
    "❤": 3.0,
    "🔥": 2.3,
    "💔": -2.7,
    "💀": -0.8,
    "🎉": 2.7,
    "👏": 2.3,
    "🙌": 2.3,
    "🙏": 1.7,
    "💯": 2.3,
    "🥳": 3.0,
    "😢": -2.0,
    "😞": -2.0,
    "🤩": 3.0,
    "🙄": -1.3,
    "🤦": -1.7,
    "👌": 1.7,
    "🏆": 2.7,
    "🤬": -3.0,
    "😡": -3.0,
    "😠": -2.0,
    "🤡": -1.7,
    "🤮": -2.7,
    "💩": -2.0,
    "🖕": -3.0,
    "😎": 1.7,
    "💪": 2.0,
    "🤝": 1.7,
    "🫶": 3.0,
    "✨": 1.7,
    "✅": 1.0,
    "😤": -1.3,
    "😒": -1.3,
    "😕": -1.0,
    "🥲": -0.7,
    "🫡": 1.3,
    "🥰": 3.0,
}
WORDS: Final[Mapping[str, float]] = {
    "goated": 3.0,
    "banger": 2.7,
    "pog": 2.3,
    "poggers": 2.3,
    "pogchamp": 2.3,
    "tysm": 3.0,
    "bussin": 2.7,
    "slaps": 2.7,
    "hyped": 2.7,
    "stoked": 2.7,
    "dope": 2.3,
    "lit": 2.3,
    "ggs": 1.7,
    "ggwp": 2.0,
    "glhf": 2.0,
    "wholesome": 2.7,
    "legend": 2.7,
    "immaculate": 2.7,
    "vibing": 1.7,
    "w": 2.0,
    "l": -1.7,
    "trash": -2.3,
    "laggy": -2.0,
    "crashes": -2.0,
    "crashed": -2.0,
    "crashing": -2.0,
    "buggy": -1.7,
    "cringe": -2.0,
    "sus": -1.3,
    "oof": -1.3,
    "yikes": -2.0,
    "unplayable": -3.0,
    "toxic": -2.7,
    "rip": -1.3,
    "rekt": -1.7,
    "salty": -1.7,
    "tilted": -2.0,
    "scuffed": -1.3,
    "jank": -1.7,
    "janky": -1.7,
    "nerfed": -1.3,
    "kys": -4.0,
    "stfu": -3.0,
    "fml": -2.7,
    "bruh": -0.7,
    "clutch": 2.3,
}
LEXICON: Final[Mapping[str, float]] = {**EMOJI, **WORDS}

_EMOJI_LIKE: Final = "[\u00a9-\u00ae\u203c-\u3299\U0001f000-\U0001faff]"
# Skin tones; what a joiner (U+200D) joins on, such as the sign for a woman; variation selectors.
_SEQUENCE: Final = re.compile(
    f"({_EMOJI_LIKE})(?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d{_EMOJI_LIKE}?)+"
)


def first_of_sequences(text: str) -> str:
    """Return ``text`` with each emoji of several characters as the first of them.

    That is the emoji without skin tone, sex, hair or thing in hand: "👍🏽" is "👍", "🤦🏽‍♀️" is
    "🤦", and "❤️‍🔥" is "❤". Flags, which are two letters, stay.
    """
    return _SEQUENCE.sub(r"\1", text)
