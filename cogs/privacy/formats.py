"""Values of the tables as people read them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, RowMapping

from bot.db import Snowflake
from bot.member_data import MemberTable
from bot.text.catalogue import timestamp
from bot.text.escape import escape

_CHANNEL = re.compile(r"(^|_)(channel|parent)_id$")
_ROLE = re.compile(r"(^|_)role_id$")
_PERSON = re.compile(r"(^|_)(member|author|buddy|newcomer)_id$|_by$")
_MENTIONED = {_CHANNEL: "#", _ROLE: "@&", _PERSON: "@"}
_LONGEST = 120
# Such a value may be a word of ours, or some of them, and not of a person.
_KEYWORDS = re.compile(r"[a-z_]{1,20}(,[a-z_]{1,20})*")
Words = Callable[[str], str | None]


def _none(_key: str) -> str | None:
    """Return that there is no word for anything."""
    return None


def exact(value: Any, column: Column[Any]) -> Any:
    """Return a value for a file: ids as text, days and instants in ISO 8601 (UTC).

    Ids have more digits than a floating point number can hold.
    """
    if value is None:
        return None
    if isinstance(column.type, Snowflake):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if column.name == "day":
        return date.fromordinal(value).isoformat()
    return value


def shown(value: Any, column: Column[Any]) -> str:
    """Return a value as Discord shows it: mentions, timestamps, the rest escaped."""
    if isinstance(value, datetime):
        return timestamp(value)
    if isinstance(column.type, Snowflake):
        for pattern, mention in _MENTIONED.items():
            if pattern.search(column.name):
                return f"<{mention}{value}>"
    text = str(exact(value, column))
    return escape(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")


def row_text(row: RowMapping, place: MemberTable, word: Words = _none) -> str:
    """Return what a row tells of the member; the file of an export has all of it.

    ``word`` gives the feature's own words: ``held-column-…`` for a column, and for a value
    ``held-value-COLUMN-…`` or ``COLUMN-…``. Left out are what everybody knows (the server and the
    member), counts of nothing, and ids that Discord shows to nobody. That may be all of it.
    """
    parts = [
        f"{_called(column.name, word)} {_said(row[column.name], column, word)}"
        for column in place.told
        if column.name != place.column and _tells(row[column.name], column)
    ]
    return ", ".join(parts)


def _said(value: Any, column: Column[Any], word: Words) -> str:
    if isinstance(value, str) and _KEYWORDS.fullmatch(value):
        keys = [f"{column.name}-{one}".replace("_", "-") for one in value.split(",")]
        said = [word(f"held-value-{key}") or word(key) for key in keys]
        known = [one for one in said if one is not None]
        if len(known) == len(keys):
            return " + ".join(known)
    return shown(value, column)


def _tells(value: Any, column: Column[Any]) -> bool:
    if isinstance(column.type, Snowflake):
        return value is not None and any(kind.search(column.name) for kind in _MENTIONED)
    return value is not None and (column.primary_key or bool(value))


def _called(name: str, word: Words) -> str:
    said = word(f"held-column-{name.replace('_', '-')}")
    if said is not None:
        return said
    seconds = name.endswith("_s")
    name = name.removesuffix("_id").removesuffix("_at").removesuffix("_s").replace("_", " ")
    return f"{name} seconds" if seconds else name
