"""Regular expressions that cannot stall: RE2, linear in the text, bounded in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import re2

# What one pattern may take; above it RE2 refuses to compile.
_MEMORY: Final = 16 << 20
# What each character of a union may take beside that. Where RE2 cannot keep the states that it
# meets it looks at every word for every character, a thousand times slower.
_A_CHARACTER: Final = 320


class PatternRefusedError(ValueError):
    """RE2 does not take a pattern; the message is its reason."""


class Pattern:
    """A compiled expression over UTF-8, so that offsets cost nothing but where it matches."""

    def __init__(self, source: str, *, memory: int = _MEMORY) -> None:
        """Compile. Raises PatternRefusedError with RE2's own reason."""
        options = re2.Options()
        options.max_mem = memory
        options.log_errors = False
        options.never_capture = True
        try:
            self._compiled: Any = re2.compile(source.encode(), options)
        except re2.error as error:
            raise PatternRefusedError(_reason(error)) from None

    @property
    def size(self) -> int:
        """How many steps RE2's program has: what a character of text costs at worst."""
        return int(self._compiled.programsize)

    def first(self, text: str) -> str | None:
        """Return the leftmost part of the text that matches, None where none does."""
        match = self._compiled.search(text.encode())
        return None if match is None else match[0].decode(errors="replace")

    def places(self, text: str, limit: int) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of up to ``limit`` matches, one a start, overlapping ones too."""
        data = text.encode()
        narrow = len(data) == len(text)
        at = 0
        for _ in range(limit):
            match = self._compiled.search(data, at)
            if match is None:
                return
            start, end = match.span()
            at = start + 1
            if narrow:
                yield start, end
            else:
                first = len(data[:start].decode())
                yield first, first + len(data[start:end].decode())


def union(sources: Iterable[str]) -> Pattern | None:
    """Return one pattern that finds any of ``sources``, None where there are none."""
    parts = list(sources)
    source = "|".join(parts)
    return Pattern(source, memory=_MEMORY + len(source) * _A_CHARACTER) if parts else None


def _reason(error: Exception) -> str:
    reason = error.args[0] if error.args else error
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
