"""Values of the tables as people read them."""

from __future__ import annotations

import re
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
_LONGEST = 120


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
        for pattern, mention in ((_CHANNEL, "#"), (_ROLE, "@&"), (_PERSON, "@")):
            if pattern.search(column.name):
                return f"<{mention}{value}>"
    text = str(exact(value, column))
    return escape(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")


def row_text(row: RowMapping, place: MemberTable) -> str:
    """Return one row without what everybody knows: the server and the member."""
    return ", ".join(
        f"{column.name.removesuffix('_id').removesuffix('_at').replace('_', ' ')} "
        f"{shown(row[column.name], column)}"
        for column in place.told
        if column.name != place.column and row[column.name] is not None
    )
