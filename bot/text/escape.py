"""Making foreign text harmless: in Discord's markdown and in spreadsheets."""

from __future__ import annotations

import re

# Discord takes a backslash before any character that is neither alphanumeric nor white space.
# A URL keeps its underscores and tildes: escaped, the link would lead elsewhere. Only what
# Discord surely reads as a link counts, so that no markdown slips through behind "https://".
_MARKDOWN = re.compile(
    r"""
    (?P<url> https?:// [A-Za-z0-9-]+ (?:\.[A-Za-z0-9-]+)+ (?::[0-9]+)?
             (?:/[A-Za-z0-9._~:/?\#@!$&'(),;=%+-]*)? )
    | ^ (?P<indent>[ \t]*) (?: (?P<mark> -\# | \#{1,3} | [-+] ) | (?P<number>[0-9]+) (?=\.) )
        (?= \.? (?: [ \t] | $ ) )
    | (?P<any> [\\*_~`|<>\[\]] )
    """,
    re.MULTILINE | re.VERBOSE,
)
_MENTION = re.compile(r"@(?=everyone|here|[!&]?[0-9])", re.IGNORECASE)
_ZERO_WIDTH_SPACE = "\u200b"
_BACKSLASHED = re.compile(r"\\([^\w\s])")

# https://owasp.org/www-community/attacks/CSV_Injection, with the full-width forms that
# spreadsheets fold to the ASCII ones.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class Raw(str):
    """Text that is already fit for where it goes: it is inserted as it is.

    For mentions, timestamps and markdown that the code itself made; never for what a person
    wrote.
    """

    __slots__ = ()


def escape(text: str) -> str:
    """Return ``text`` so that Discord shows it literally and nobody is pinged.

    Markdown of every kind (emphasis, code, spoilers, quotes, headings, lists, masked links,
    mentions, custom emoji, timestamps) is escaped with backslashes; ``@everyone``, ``@here``
    and user and role mentions get a zero-width space, because Discord reads mentions before
    it looks at backslashes. Plain web addresses stay usable.
    """
    return _MENTION.sub("@" + _ZERO_WIDTH_SPACE, _MARKDOWN.sub(_escaped, text))


def _escaped(match: re.Match[str]) -> str:
    if match["url"] is not None:
        return match["url"]
    if match["any"] is not None:
        return "\\" + match["any"]
    if match["mark"] is not None:
        return match["indent"] + "\\" + match["mark"]
    # What makes a list item is the dot; a digit cannot be escaped.
    return match["indent"] + match["number"] + "\\"


def unescape(text: str) -> str:
    """Return escaped ``text`` as it reads where there is no markdown, such as a terminal."""
    return _BACKSLASHED.sub(r"\1", text).replace("@" + _ZERO_WIDTH_SPACE, "@")


def shown(value: str) -> str:
    """Return a ``Raw`` value as it is, any other string escaped."""
    return str(value) if isinstance(value, Raw) else escape(value)


def csv_cell(value: object) -> str:
    """Return ``value`` as the text of a CSV cell that no spreadsheet runs as a formula.

    Text that begins like a formula, also behind blanks, gets a leading apostrophe. Numbers
    stay numbers, None is an empty cell. Quoting is left to the ``csv`` module.
    """
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, int | float):
        return text
    if text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS):
        return "'" + text
    return text
