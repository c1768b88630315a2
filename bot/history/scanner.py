"""JSON read value by value out of a stream of bytes, in bounded memory.

Where a value ends is found by the standard library's C decoder, which is about as fast as an event
parser with a C core and says exactly where something is wrong. It works on the bytes as Latin-1:
JSON's own marks are ASCII, and so positions in text and bytes are the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import orjson

MAX_VALUE_BYTES = 64 * 1024 * 1024  # a message that lists some 150,000 reactions
_SPACE = re.compile(r"[ \t\n\r]*")
# Where the text stops within a token, the decoder names a place at most this far back (two
# escapes, or "-Infinity"), or takes a number as ended.
_AHEAD = 16
# The end of a message, as the exporter indents it. No string in valid JSON holds a line's end.
_MESSAGE_END = b"\n    },"
_decode = json.JSONDecoder().raw_decode


class CutShortError(Exception):
    """The text ends before the value does."""


class MalformedError(Exception):
    """The text is not JSON, or not of the expected form; the message completes "it …"."""


class Scanner:
    """Walks over JSON that ``read`` gives piece by piece (empty at the end)."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read = read
        self._data = b""
        self._text = ""
        self._at = 0
        self._batch_end = 0

    def peek(self) -> str:
        """Return the next character that is not white space, empty at the end of the text."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, char: str) -> None:
        """Step over ``char``, which has to be the next one.

        Raises CutShortError at the end of the text and MalformedError at another character.
        """
        found = self.peek()
        if not found:
            raise CutShortError
        if found != char:
            raise MalformedError("is not valid JSON")
        self._at += 1

    def value(self) -> object:
        """Return the next value and step over it.

        Raises CutShortError where the text ends within it and MalformedError where it is not
        JSON in UTF-8.
        """
        if not self.peek():
            raise CutShortError
        while True:
            try:
                value, end = _decode(self._text, self._at)
            except json.JSONDecodeError as error:
                ended = _reaches_end(error)
            except (ValueError, RecursionError):
                ended = False  # a number of thousands of digits, or nested too deep
            else:
                if len(self._text) - end >= _AHEAD or not self._more():
                    raw = self._data[self._at : end]
                    self._at = end
                    return value if raw.isascii() else _from_utf8(raw)
                continue
            # Outside the handler, so that no error carries the text along as its context.
            if not ended:
                raise MalformedError("is not valid JSON")
            if not self._more():
                raise CutShortError

    def batch(self) -> list[object]:
        """Return the values of a list that lie ahead in memory and step over them.

        This is the fast way (over twice as fast as ``value``) for files with the exporter's own
        indentation. It may always return nothing: then ``value`` reads on, and finds what is
        wrong. A list cut at a wrong place has unbalanced brackets and is refused by the parser,
        so a look-alike of a message's end costs time only.
        """
        start, end = self._at, self._batch_end
        if end <= start:
            return []
        self._batch_end = 0
        try:
            values: list[object] = orjson.loads(b"[%b]" % self._data[start:end])
        except orjson.JSONDecodeError:
            return []
        self._at = end
        return values

    def _more(self) -> bool:
        """Append text, at least as much as is pending: a long value is retried seldom."""
        pending = len(self._data) - self._at
        if pending > MAX_VALUE_BYTES:
            raise MalformedError("is larger than any message can be")
        parts = [self._data[self._at :]]
        added = 0
        while added <= pending and (part := self._read()):
            parts.append(part)
            added += len(part)
        if added:
            self._data = b"".join(parts)
            self._text = self._data.decode("latin-1")
            self._at = 0
            found = self._data.rfind(_MESSAGE_END)
            self._batch_end = found + len(_MESSAGE_END) - 1 if found >= 0 else 0
        return added > 0


def _reaches_end(error: json.JSONDecodeError) -> bool:
    """Tell whether the value may go on in text that is not there yet."""
    return error.msg.startswith("Unterminated string") or error.pos > len(error.doc) - _AHEAD


def _from_utf8(raw: bytes) -> object:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        pass  # no UTF-8, or half of a surrogate pair, which is no reason to refuse a history
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if not text:
        raise MalformedError("is not UTF-8 text")
    return json.loads(text)
