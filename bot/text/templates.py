"""Texts that managers write with placeholders, filled in safely.

Only ``{name}`` with a name that the caller allows is a placeholder: no attributes, no indexes,
no format specifications, so that a template can reach nothing but the values it is given.
``{{`` and ``}}`` stand for the brace itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from bot.errors import UserError
from bot.text.catalogue import ENGLISH
from bot.text.escape import Raw, shown
from bot.text.kernel import T
from bot.text.truncate import truncate

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|\{")
_ECHOED = 40


class Template:
    """A checked template."""

    def __init__(self, text: str, allowed: Collection[str], *, locale: str = ENGLISH) -> None:
        """Check ``text``; ``allowed`` are the names of the placeholders, in lower case.

        Case and blanks around a name do not matter. Raises UserError, listing the right ones,
        for an unknown placeholder, and for a brace that is never closed.
        """
        self._parts: list[tuple[str, str | None]] = []
        at = 0
        for token in _TOKEN.finditer(text):
            literal = text[at : token.start()]
            at = token.end()
            if token[0] in {"{{", "}}"}:
                self._parts.append((literal + token[0][0], None))
            else:
                self._parts.append((literal, _name(token, allowed, locale)))
        self._parts.append((text[at:], None))

    @property
    def names(self) -> frozenset[str]:
        """The placeholders that it uses."""
        return frozenset(name for _, name in self._parts if name is not None)

    def render(self, values: Mapping[str, str]) -> str:
        """Return the text with each placeholder's value, escaped unless ``Raw``.

        A value is inserted once and never read as a template again. Raises KeyError where a
        value that the template uses is missing.
        """
        return "".join(
            literal + (shown(values[name]) if name is not None else "")
            for literal, name in self._parts
        )


def _name(token: re.Match[str], allowed: Collection[str], locale: str) -> str:
    placeholders = Raw(", ".join(f"`{{{name}}}`" for name in sorted(allowed)) or "—")
    if token[1] is None:
        raise UserError(T.say("template-brace-open", locale, placeholders=placeholders))
    name = token[1].strip().lower()
    if name not in allowed:
        given = truncate(token[0], _ECHOED)
        raise UserError(T.say("template-unknown", locale, given=given, placeholders=placeholders))
    return name
