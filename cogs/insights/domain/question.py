"""Does a message ask something? By its question mark, outside code and links."""

from __future__ import annotations

import re

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_LINK = re.compile(r"<?https?://\S+", re.IGNORECASE)
_QUOTE = re.compile(r"^>.*$", re.MULTILINE)
# A question mark that ends a word or sentence, also the Arabic, Greek, full-width ones.
_MARK = re.compile(r"[?\u061f\uff1f\u2047\u203d\u2048\u2049](?=[\s!?\"')\]*_~|]|\Z)")


def asks(text: str) -> bool:
    """Tell whether ``text`` holds a question mark at the end of a word.

    Code, links and quoted lines do not count.
    """
    if "?" not in text and not _MARK.search(text):
        return False
    for pattern in (_CODE, _QUOTE, _LINK):
        text = pattern.sub(" ", text)
    return _MARK.search(text) is not None
