"""Finding thanks to somebody in a message. The text is looked at and let go."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

# Words with letters that are set apart by spaces; each is looked for as a whole word.
_WORDS: Final = (
    # English
    r"thanks|thank (?:you|u|ya)|thanx|thx|thnx|tysm|tyvm|tyty|ty|kudos to|shout ?out to|props to",
    # German, Dutch, the Scandinavian languages, Finnish
    r"danke(?:sch(?:ö|oe)n)?|vielen dank|besten dank|herzlichen dank",
    r"bedankt|dank(?: je| u)(?: wel)?|dankje(?:wel)?",
    r"tack(?: så mycket)?|takk|(?:mange|tusen|tusind) takk?|kiitos|kiitti",
    # French, Spanish, Portuguese, Italian, Romanian
    r"merci|gracias|obrigad[oa]|valeu|grazie|mulțumesc|mersi",
    # Polish, Czech, Russian, Ukrainian
    r"dzięki|dziękuję|dzieki|díky|děkuji|спасибо|благодарю|дякую",
    # Turkish, Indonesian, Vietnamese, Greek, Hindi, Arabic, Hebrew
    r"teşekkür(?:ler| ederim)|sağ ?ol|terima kasih|makasih|cảm ơn|ευχαριστώ|धन्यवाद|شكرا|شكراً|תודה",
)
# These languages set no spaces between words.
_UNSPACED: Final = (
    "ありがと|感謝します|谢谢|謝謝|多谢|多謝|感谢|고마워|고맙습니다|감사합니다|감사해요|ขอบคุณ"
)
_THANKS: Final = re.compile(rf"(?<!\w)(?:{'|'.join(_WORDS)})(?!\w)|(?:{_UNSPACED})", re.IGNORECASE)
# Refusals, and thanks for what nobody did yet.
_NOT_MEANT: Final = re.compile(
    r"(?<!\w)(?:no,? (?:thanks|thank you|thx|ty)|nein,? danke|non,? merci|no,? gracias"
    r"|no,? grazie|nej,? tack|nei,? takk|nee,? (?:bedankt|dank)|não,? obrigad[oa]|nie,? dzięki"
    r"|нет,? спасибо|(?:thanks|thank you|thx|ty) in advance|thanks but no|danke im voraus"
    r"|merci d'avance|gracias de antemano|grazie in anticipo|obrigad[oa] desde já|заранее"
    r"|(?:thanks|thank you) for nothing)(?!\w)",
    re.IGNORECASE,
)
_NOT_SAID: Final = re.compile(
    r"```.*?(?:```|\Z)|``.*?``|`[^`\n]*`|^>>> .*|^> [^\n]*", re.DOTALL | re.MULTILINE
)
_SENTENCE: Final = re.compile("(?:[.?;…。\uff01\uff1f\n]|(?<!@)!)+")
_MENTION: Final = re.compile(r"<@!?(\d{15,20})>")
_WORD: Final = re.compile(r"\S+")
# "thanks a lot for the help, @name", and "@name you are great, thanks".
_APART: Final = 8
_AT_BEGIN: Final = 3
# So many words of thanks and mentions in a sentence are compared, so that none takes long.
_LOOKED_AT: Final = 6
# Longer ones are letters about something, not thanks.
_LONGEST: Final = 1_000


def thanked_in(text: str, author: int, reply_to: int | None = None) -> list[int]:
    """Return whom a message by ``author`` thanks, in the order of the text.

    That is who is mentioned in a sentence with a word of thanks, at most eight words apart; or
    ``reply_to``, the author of the message that it replies to, where it begins with such a word
    and mentions nobody. Quotes and code do not count, refusals and thanks in advance neither.
    """
    if "<@" not in text and reply_to is None:
        return []  # most messages
    if len(text) > _LONGEST or not _THANKS.search(text):
        return []
    said = _NOT_SAID.sub(" ", text)
    if _NOT_MEANT.search(said):
        return []
    found: list[int] = []
    for sentence in _SENTENCE.split(said):
        found += _thanked(sentence)
    if not found and reply_to is not None and not _MENTION.search(said):
        first = _THANKS.search(said)
        if first is not None and len(_WORD.findall(said[: first.start()])) < _AT_BEGIN:
            found = [reply_to]
    return [one for one in dict.fromkeys(found) if one != author]


def _thanked(sentence: str) -> list[int]:
    said = [one.span() for one in islice(_THANKS.finditer(sentence), _LOOKED_AT)]
    return [
        int(mention[1])
        for mention in islice(_MENTION.finditer(sentence), _LOOKED_AT)
        if any(_apart(sentence, span, mention.span()) <= _APART for span in said)
    ]


def _apart(sentence: str, one: tuple[int, int], other: tuple[int, int]) -> int:
    """Count the words between two places that are no mentions."""
    start, end = min(one[1], other[1]), max(one[0], other[0])
    return len(_WORD.findall(_MENTION.sub(" ", sentence[start:end])))
