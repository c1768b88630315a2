"""Settings as TOML (https://toml.io/en/v1.0.0): what is written reads back as it was."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, Final

# TOML has no null.
NONE: Final = "none"
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class NoTomlError(ValueError):
    """A text is no TOML; the message says where and why."""


def written(sections: Iterable[tuple[str, Iterable[tuple[str, Any, str]]]]) -> str:
    """Return ``sections`` of (key, JSON value, comment) as TOML.

    None becomes ``"none"``; within a value it is left out, as what has not been said.
    """
    parts = []
    for section, entries in sections:
        lines = [f"[{_key(section)}]"]
        for key, value, comment in entries:
            lines += [f"# {_printable(line)}" for line in comment.splitlines()]
            lines.append(f"{_key(key)} = {_value(value)}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def parsed(text: str) -> dict[str, Any]:
    """Return the tables of a TOML text. Raises NoTomlError for what is none."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise NoTomlError(str(error) or "nested too deep") from None


def _printable(line: str) -> str:
    # A comment may hold no control characters, and no escapes for them.
    return "".join(character for character in line if character.isprintable())


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _string(name)


def _value(value: Any) -> str:
    if value is None:
        return _string(NONE)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        there = [(str(key), part) for key, part in value.items() if part is not None]
        inner = ", ".join(f"{_key(key)} = {_value(part)}" for key, part in there)
        return f"{{{inner}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(part) for part in value)}]"
    return _string(str(value))


def _string(text: str) -> str:
    return f'"{"".join(_character(character) for character in text)}"'


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if ord(character) < 0x20 or ord(character) == 0x7F:  # noqa: PLR2004 - control characters
        return f"\\u{ord(character):04X}"
    return character
